"""The effect that turns a person's decision into an example for the model."""

from peewee import JOIN

from classifiers.text import judged
from models.conversation import Message, Verdict
from models.learning import Example
from models.mail import Fetch
from models.people import Customer
from models.textkey import LONGEST_BODY, text_key
from models.tickets import Ticket
from models.vocabulary import Direction, ExampleOrigin, Outcome
from processor.effects.tickets import Teach
from processor.store.apply.scope import Scope
from processor.store.database import Row
from processor.store.prepared import Hole, Prepared


def apply_teaching(scope: Scope, effect: Teach) -> None:
    """Does the effect. A ticket that no mail opened teaches nothing: what was noted by hand is not a customer's text.

    The row's verdict is what the model said of this very mail, and its language is taken from there: that of the
    ticket is the one that we answer in.
    """
    ticket_id = scope.row(effect.ticket)
    mail = scope.db.row(_MAIL, id=ticket_id)
    if mail is None:
        return
    verdict = scope.db.row(_VERDICT, ticket=ticket_id, fetch=mail["fetch"]) or {}
    labels = {"category": effect.category, "severity": effect.severity, "reason": effect.reason, "by": effect.by}
    judged = {"verdict": verdict.get("id"), "language": verdict.get("language") or mail["ticket_language"]}
    place = {"ticket": ticket_id, "fetch": mail["fetch"], "origin": ExampleOrigin.REVIEW, "at": scope.now}
    example_id = scope.db.insert(Example, labels | judged | place | {"stage": mail["stage"]} | _text(mail))
    scope.made("examples", example_id)


def _text(mail: Row) -> Row:
    subject = mail["subject"]
    body = judged(subject, mail["new_text"], mail["text"])[:LONGEST_BODY]  # the words that the model was asked about
    return {"subject": subject, "body": body, "text_key": text_key(subject, body)}


# Of a conversation that was imported, or that another ticket was merged into, the mail that the ticket is about; where
# none opened it, since it was split off, its first one.
_MAIL = Prepared(
    Message.select(
        Message.fetch,
        Message.subject,
        Message.new_text,
        Message.text,
        Ticket.language.alias("ticket_language"),
        Customer.stage,
    )
    .join(Ticket, on=((Message.ticket == Ticket.id) & (Message.thread == Ticket.thread)))
    .join_from(Message, Fetch, on=(Message.fetch == Fetch.id))
    .join_from(Ticket, Customer, JOIN.LEFT_OUTER, on=(Ticket.customer == Customer.id))
    .where(Ticket.id == Hole(Ticket.id), Message.direction == Direction.IN, ~Fetch.history)
    .order_by((Fetch.outcome == Outcome.OPENED).desc(), Message.id)
    .limit(1)
)
_VERDICT = Prepared(
    Verdict.select(Verdict.id, Verdict.language)
    .where(Verdict.ticket == Hole(Verdict.ticket), Verdict.fetch == Hole(Verdict.fetch))
    .order_by(Verdict.id.desc())
    .limit(1)
)
