"""What became of a form or a deployment in a scene, in a few short lines."""

from collections.abc import Iterator

from models.vocabulary import ApprovalKind, FormState
from processor.demo.checks import Came
from processor.ids import document_name


def site_lines(came: Came) -> Iterator[str]:
    """How much of the form is answered, and what was not read; which tickets issues became; why nothing is deemed."""
    wanted = came.scene.wanted.site
    if wanted is None or came.site is None:
        return
    if wanted.answered and came.form is not None:
        yield from _answers(came)
    if wanted.issues:
        for one in came.site.outstanding:
            yield f"outstanding: “{one.text}” is #{one.ticket_number} now"
    if came.waits:
        yield f"not deemed: {came.waits}"
    if wanted.deemed:
        line = came.site.line
        yield f"nobody signed: deemed accepted, in effect from {line.effective_at:%Y-%m-%d %H:%M} UTC"


def _answers(came: Came) -> Iterator[str]:
    form = came.form
    assert form is not None
    line = form.line
    stands = sum(one.stands for one in form.answers)
    name = document_name(ApprovalKind.QUESTIONS, line.number)
    yield f"{name}: {stands} answers read, {line.state.value.replace('_', ' ')}"
    if line.state is FormState.PARTIAL:
        for one in form.leftovers:
            yield f"not read, so asked again: “{one.said}” ({one.why.replace('_', ' ')})"
