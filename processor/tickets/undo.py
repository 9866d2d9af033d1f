"""Taking back what a person did, while it has touched nobody outside."""

from models.vocabulary import EntryKind
from processor.effects.decision import Decision
from processor.effects.tickets import Enter, UndoStep
from processor.errors import Refused
from processor.facts.steps import StepFacts, hindrance


def decide_undo(step: StepFacts, by: str) -> Decision:
    """The decision to take a step back. Raises Refused with what stands in the way, such as a mail that left.

    Only who did it takes it back: what a colleague decided is changed by another decision, not made undone.
    """
    if step.by != by:
        raise Refused(f"{step.by} did this: decide anew instead, so that both stand in the events")
    why_not = hindrance(step)
    if why_not:
        raise Refused(why_not)
    said = f"undone: {step.what.value} of {step.at.isoformat(timespec='seconds')}"
    mails = len(step.mails)
    held = f"; {mails} mail{'s' if mails != 1 else ''} that waited never left" if mails else ""
    there = (Enter(step.other_id, EntryKind.UNDONE, by, f"{said} on #{step.number}"),) if step.other_id else ()
    here = Enter(step.ticket_id, EntryKind.UNDONE, by, f"{said}{held}")
    return Decision(None, (), (UndoStep(step.step_id, step.ticket_id, by), here, *there))
