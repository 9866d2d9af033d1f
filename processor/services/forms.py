"""What a CSM does with forms that customers fill in: send one, enter what was answered another way, ask no more."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType

from models.vocabulary import AnswerSource, ApprovalKind, DeploymentStage
from processor.documents.forms import form_pdf
from processor.documents.press import FormMaker
from processor.documents.templates import Templates
from processor.effects.decision import Decision
from processor.errors import Refused
from processor.facts.deployments import DeploymentPolicy
from processor.facts.forms import (
    Answer,
    FormDefinition,
    FormingFacts,
    FormToFill,
    RecordAnswersByHand,
    SendForm,
    WithdrawForm,
)
from processor.facts.known import Policy
from processor.forms.byhand import read_value
from processor.forms.commands import decide_record_by_hand, decide_send_form, decide_withdraw_form
from processor.ids import ApprovalKey, Ids
from processor.services.commands import command_cause
from processor.services.once import Only, at_once
from processor.services.overtaking import require_seen
from processor.sla.localtime import at_hour, local_day
from processor.store.apply import Applied, Applier
from processor.store.store import Store
from processor.store.views.forms import FormView

__all__ = ["Addressee", "FormParts", "FormShelf", "Forms", "ReadyForm"]


@dataclass(frozen=True, slots=True)
class FormShelf:
    """The forms that there are, by name: ours, and the operator's own, which take the place of ours."""

    definitions: Mapping[str, FormDefinition]

    def form(self, name: str) -> FormDefinition:
        """The form of this name. Raises Refused with the names that there are."""
        if name not in self.definitions:
            raise Refused(f"there is no form {name!r}; there are {', '.join(sorted(self.definitions))}")
        return self.definitions[name]

    def titles(self, language: str) -> tuple[tuple[str, str], ...]:
        """The title of every form in a language (English where it has none), by name."""
        return tuple(
            (name, dict(one.titles).get(language) or dict(one.titles).get("en", name))
            for name, one in sorted(self.definitions.items())
        )


@dataclass(frozen=True, slots=True)
class FormParts:
    """What the service works with. `organisation` is who we are, as customers read it."""

    mail: Policy
    shelf: FormShelf
    ids: Ids
    templates: Templates
    maker: FormMaker
    organisation: str
    mail_queued: Callable[[], None] = lambda: None
    policy: DeploymentPolicy = field(default_factory=DeploymentPolicy)


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom a form is sent to, in which language; what is empty is that of the deployment."""

    address: str = ""
    name: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class ReadyForm:
    """A form that can be sent: its number, and the decision that does it, for the caller's transaction."""

    number: int
    decide: Callable[[], Decision]


class Forms:
    """Sends forms about deployments, and keeps what is answered beside mail."""

    def __init__(self, store: Store, applier: Applier, parts: FormParts) -> None:
        self._store = store
        self._applier = applier
        self._parts = parts

    def definitions(self) -> tuple[FormDefinition, ...]:
        """The forms that there are, by name."""
        shelf = self._parts.shelf.definitions
        return tuple(shelf[name] for name in sorted(shelf))

    def send(
        self,
        deployment: int,
        name: str,
        to: Addressee,
        by: str,
        now: datetime,
        known: Mapping[str, str] = MappingProxyType({}),
        follows: int = 0,
        only: Only = at_once,
    ) -> FormView:
        """The form, sent to be filled in, as text and as a PDF; `known` are answers by field. Raises Refused.

        Sending is done inside `only`; where that has been done before, the form is the one that was sent then.
        """
        definition = self._parts.shelf.form(name)
        ready = self.prepare(deployment, definition, to, by, now, known, follows)

        def work() -> str:
            self._run((ready.number, deployment, name, to, by), by, ready.decide, now, "send_form")
            return str(ready.number)

        number = int(only(work))
        self._parts.mail_queued()
        return self.show(number)

    def prepare(
        self,
        deployment: int,
        definition: FormDefinition,
        to: Addressee,
        by: str,
        now: datetime,
        known: Mapping[str, str] = MappingProxyType({}),
        follows: int = 0,
    ) -> ReadyForm:
        """A form with its number, key and PDF, all but sent. Raises Refused where it could go to nobody."""
        whom = self._addressee(deployment, to, now)
        prefilled = tuple(_answer(definition, field, words, whom.language) for field, words in known.items())
        facts = self._store.transact(lambda: self._facts(deployment, self._store.forms.next_number(), now))
        place = (ApprovalKind.QUESTIONS, facts.number, 1)
        key = self._parts.ids.approval_key(*place, definition.version, whom.address)
        pdf = self._pdf(FormToFill(definition, prefilled), whom.language, key, facts.customer, now)

        def decide() -> Decision:
            digest = self._store.blobs.keep(pdf, "application/pdf")
            words = (whom.address, whom.name, whom.language)
            remind_at = self._remind_at(deployment, now)
            command = SendForm(by, definition, *words, prefilled, follows, key, digest, remind_at)
            return decide_send_form(command, self._facts(deployment, facts.number, now), now)

        return ReadyForm(facts.number, decide)

    def definition(self, name: str) -> FormDefinition:
        """The form of this name. Raises Refused with the names that there are."""
        return self._parts.shelf.form(name)

    def facts(self, form_id: int, now: datetime) -> FormingFacts:
        """A form that was sent, inside the caller's transaction."""
        form = self._store.facts.form(form_id, now)
        return FormingFacts(form, form.ticket, form.deployment_id, form.number, form.customer, self._parts.mail)

    def record(
        self, number: int, said: Mapping[str, str], by: str, evidence: str, now: datetime, seen: int | None = None
    ) -> FormView:
        """The form, with what was answered another way. Raises Refused for what is no answer to its field.

        `seen` is the `row_version` that the person saw: raises Overtaken where it is another by now.
        """
        form = self._store.read(lambda: self._store.facts.form_facts(number, now))
        answers = tuple(_answer(form.definition, field, words, form.language) for field, words in said.items())
        command = RecordAnswersByHand(by, answers, evidence)
        self._run(
            (number, command), by, lambda: decide_record_by_hand(command, self._known(number, now, seen), now), now
        )
        return self.show(number)

    def withdraw(self, number: int, reason: str, by: str, now: datetime, seen: int | None = None) -> FormView:
        """The form, asked no more. Raises Refused where it is answered already."""
        command = WithdrawForm(by, reason)
        self._run(
            (number, command), by, lambda: decide_withdraw_form(command, self._known(number, now, seen), now), now
        )
        return self.show(number)

    def show(self, number: int) -> FormView:
        """One form whole. Raises Refused when there is none of that number."""
        return self._store.views.form(number)

    def pdf(self, number: int, version: int) -> bytes:
        """The PDF that went out with this version of a form. Raises Refused where there is none."""
        digests = {one.version: one.pdf_sha256 for one in self.show(number).versions}
        if not digests.get(version):
            raise Refused(f"FQ-{number} has no PDF of version {version}; see signoff form show {number}")
        return self._store.blobs.get(digests[version]).body

    def _pdf(self, form: FormToFill, language: str, key: ApprovalKey, customer: str, now: datetime) -> bytes:
        parts = self._parts
        return form_pdf(parts.templates, form, language, key, parts.organisation, customer, parts.maker, now)

    def _remind_at(self, deployment: int, now: datetime) -> datetime:
        """In the morning of the day on which silence has lasted long enough, where the customer is."""
        policy = self._parts.policy
        zone = self._store.facts.deployment_facts(deployment, now).timezone
        return at_hour(local_day(now, zone) + timedelta(days=policy.silence_days), policy.completion_hour, zone)

    def _addressee(self, deployment: int, to: Addressee, now: datetime) -> Addressee:
        known = self._store.read(lambda: self._store.facts.deployment_facts(deployment, now))
        contact = known.ticket.requester
        if not to.address and contact is None:
            raise Refused(f"deployment {deployment} has no contact: say whom the form goes to")
        address = to.address or (contact.address if contact is not None else "")
        named = contact.name if contact is not None and contact.address.casefold() == address.casefold() else ""
        return Addressee(address, to.name or named, to.language or known.language)

    def _facts(self, deployment: int, number: int, now: datetime) -> FormingFacts:
        known = self._store.facts.deployment_facts(deployment, now)
        if known.stage is DeploymentStage.CANCELLED:
            raise Refused(f"deployment {deployment} is given up")
        return FormingFacts(None, known.ticket, known.deployment_id, number, known.customer, self._parts.mail)

    def _known(self, number: int, now: datetime, seen: int | None = None) -> FormingFacts:
        form = self._store.facts.form_facts(number, now)
        require_seen(self._store, f"FQ-{number}", form.ticket.ticket_id, seen, form.row_version)
        return FormingFacts(form, form.ticket, form.deployment_id, form.number, form.customer, self._parts.mail)

    def _run(
        self, asked: tuple[object, ...], by: str, decide: Callable[[], Decision], now: datetime, action: str = ""
    ) -> Applied:
        cause = command_cause(asked, by, now, subject=f"form {asked[0]}", action=action)
        return self._store.transact(lambda: self._applier.apply(cause, decide(), now))


def _answer(definition: FormDefinition, field: str, words: str, language: str) -> Answer:
    known = {one.key: one for one in definition.fields}
    if field not in known:
        raise Refused(f"the form {definition.name} has no field {field!r}; it has {', '.join(known)}")
    return Answer(field, read_value(known[field], words, language), words, AnswerSource.PERSON)
