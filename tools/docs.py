"""Tells what the documentation has to name and doesn't, and what it names that is gone: `python -m tools.docs`.

Each page documents a closed set of names in tables: the first cell of a row holds the name in backquotes, the others
say what it means. The sets come from the code, so a new name without its row fails the tests.
"""

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tools import approvalnames, deploymentnames, names

CHECKOUT = Path(__file__).parents[1]
DOCS = CHECKOUT / "docs"
_HEADING = re.compile(r"^#{2,3} (.+)$")
_NAME = re.compile(r"`([^`]+)`")
_SHORTEST_MEANING = 4


@dataclass(frozen=True, slots=True)
class Table:
    """A closed set of names and where it is documented: a page, and the heading that its table stands under.

    `ordered`: the rows stand in the order that the code has.
    """

    page: str
    heading: str
    names: Callable[[], tuple[str, ...]]
    ordered: bool = False


TABLES: tuple[Table, ...] = (
    Table("architecture.md", "Rooms and floors", names.rooms),
    Table("architecture.md", "Outcomes", names.outcomes, ordered=True),
    Table("classifier.md", "The card", names.card_fields),
    Table("commands.md", "All commands", names.commands),
    Table("commands.md", "Exit codes", names.exit_codes, ordered=True),
    Table("effects.md", "Tickets, messages and people", names.ticket_effects, ordered=True),
    Table("effects.md", "Mail", names.mail_effects, ordered=True),
    Table("effects.md", "Proposals and approvals", names.approval_effects, ordered=True),
    Table("effects.md", "Deployments, forms and charging", deploymentnames.deployment_effects, ordered=True),
    Table("deployments.md", "Stages of a deployment", deploymentnames.stages, ordered=True),
    Table("deployments.md", "Events of a deployment", deploymentnames.events, ordered=True),
    Table("deployments.md", "Rules of deeming", deploymentnames.deeming_rules, ordered=True),
    Table("deployments.md", "Rules of charging", deploymentnames.charging_rules, ordered=True),
    Table("deployments.md", "Treatments", deploymentnames.treatments, ordered=True),
    Table("forms.md", "The forms that come along", deploymentnames.shipped_forms),
    Table("forms.md", "Types", deploymentnames.field_types),
    Table("evidence.md", "The ledger", names.leaf_kinds, ordered=True),
    Table("evidence.md", "What verification finds", names.ledger_findings),
    Table("evidence.md", "Verification", names.verification_checks, ordered=True),
    Table("mail.md", "Kinds", names.kinds, ordered=True),
    Table("mail.md", "Limits", names.limits, ordered=True),
    Table("mail.md", "Defects", names.defects, ordered=True),
    Table("promises.md", "States of a clock", names.clock_states, ordered=True),
    Table("promises.md", "Time in a proof", names.span_kinds, ordered=True),
    Table("operating.md", "Loops", names.loops, ordered=True),
    Table("operating.md", "Who may do what", names.roles, ordered=True),
    Table("operating.md", "Switches", names.switches, ordered=True),
    Table("operating.md", "Metrics", names.metrics),
    Table("operating.md", "What doctor looks at", names.checks),
    Table("queue.md", "Reasons to look", names.review_reasons, ordered=True),
    Table("queue.md", "Categories", names.categories, ordered=True),
    Table("queue.md", "Reasons of a case", names.case_reasons, ordered=True),
    Table("queue.md", "Severities", names.severities, ordered=True),
    Table("rules.md", "Kind of a message", names.kind_rules, ordered=True),
    Table("rules.md", "No automatic answer", names.no_reply_rules, ordered=True),
    Table("rules.md", "What becomes of it", names.questions, ordered=True),
    Table("rules.md", "Silence", names.silences, ordered=True),
    Table("rules.md", "Which conversation", names.thread_rules),
    Table("states.md", "States of a ticket", names.ticket_states, ordered=True),
    Table("states.md", "Events of a ticket", names.ticket_events, ordered=True),
    Table("states.md", "Entries of a ticket", names.entries, ordered=True),
    Table("approvals.md", "Levels", approvalnames.assurance_levels, ordered=True),
    Table("rules.md", "Who wrote an answer", approvalnames.assurance_rules, ordered=True),
    Table("rules.md", "What becomes of an answer", approvalnames.answer_rules, ordered=True),
    Table("rules.md", "Answers to a form", deploymentnames.form_rules, ordered=True),
    Table("rules.md", "Answers to a receipt", approvalnames.receipt_rules, ordered=True),
    Table("states.md", "States of a proposal", approvalnames.proposal_states, ordered=True),
    Table("states.md", "Events of a proposal", approvalnames.proposal_events, ordered=True),
    Table("states.md", "States of a request", approvalnames.request_states, ordered=True),
    Table("states.md", "Events of a request", approvalnames.request_events, ordered=True),
    Table("states.md", "States of an outgoing mail", names.outbox_states, ordered=True),
    Table("states.md", "States of a fetched message", names.fetch_states, ordered=True),
    Table("templates.md", "Mails", names.templates, ordered=True),
)


def rows(page: str, heading: str = "") -> Iterator[tuple[str, str]]:
    """Every row of a page's tables under a heading, or under any: the names in its first cell, and the rest of it.

    A first cell may hold several names.
    """
    under, fenced = "", False
    for line in (DOCS / page).read_text(encoding="utf-8").splitlines():
        fenced ^= line.startswith("```")
        if fenced:
            continue
        found = _HEADING.match(line)
        under = found[1] if found else under
        if line.startswith("|") and (not heading or under == heading):
            first, _, rest = line.strip("|").partition("|")
            for name in _NAME.findall(first):
                yield name, rest.strip(" |")


def faults(table: Table) -> list[str]:
    """What is wrong with one table, a sentence each; empty when it says all there is."""
    where = f"docs/{table.page}, {table.heading}"
    if not (DOCS / table.page).exists():
        return [f"{where}: there is no such page"]
    known = table.names()
    written = [name for name, _ in rows(table.page, table.heading)]
    found = [f"{where}: {name} is not there" for name in known if name not in written]
    found += [f"{where}: {name} is not in the code" for name in written if name not in known]
    found += [f"{where}: {name} stands there twice" for name in set(written) if written.count(name) > 1]
    if table.ordered and not found and tuple(written) != known:
        found.append(f"{where}: the order of the code is {', '.join(known)}")
    meanings = rows(table.page, table.heading)
    return found + [f"{where}: {name} has no meaning" for name, rest in meanings if len(rest) < _SHORTEST_MEANING]


def undocumented_rules() -> list[str]:
    """Rule names that a Match of the code can carry and docs/rules.md does not name, and the other way round."""
    written = [name for name, _ in rows("rules.md")]
    patterns = names.rule_patterns()
    missing = [rule for rule in names.rules() if rule not in written]
    built = [word for word in patterns if not any(re.fullmatch(word, name) for name in written)]
    known = set(names.rules())
    stale = [name for name in written if name not in known and not any(re.fullmatch(word, name) for word in patterns)]
    return [
        *(f"docs/rules.md: {rule} is not there" for rule in (*missing, *built)),
        *(f"docs/rules.md: {name} is not in the code" for name in stale),
    ]


def main() -> int:
    """Print everything that is missing; 1 if anything is."""
    found = [sentence for table in TABLES for sentence in faults(table)] + undocumented_rules()
    print("\n".join(found) or "the documentation names everything")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
