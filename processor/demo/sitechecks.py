"""Whether a deployment and its forms are as they must be."""

from collections.abc import Iterator

from models.vocabulary import FormState
from processor.demo.checks import Came, Problem, same
from processor.demo.sites import Site


def compare_site(came: Came) -> Iterator[Problem]:
    """Every difference between what the scene wanted of the deployment, and what came."""
    wanted, view = came.scene.wanted.site, came.site
    if wanted is None:
        return
    if view is None:
        yield Problem("deployment", wanted.stage.value, "none")
        return
    line = view.line
    yield from same("stage of the deployment", wanted.stage.value, line.stage.value)
    yield from same("deemed accepted", wanted.deemed, line.deemed)
    if wanted.waits not in came.waits:
        yield Problem("what deemed acceptance waits for", wanted.waits, came.waits or "nothing")
    if wanted.live is not None:
        yield from same("how it is known to be live", wanted.live.value, line.live_record and line.live_record.value)
    if wanted.form is not None:
        yield from _form(wanted.form, wanted, came)
    if wanted.issues:
        yield from _issues(wanted, came)


def _form(state: FormState, wanted: Site, came: Came) -> Iterator[Problem]:
    view = came.form
    if view is None:
        yield Problem("form", state.value, "none")
        return
    said = "; ".join(f"{one.field}: {one.said!r} {one.why}" for one in view.leftovers)
    yield from same(f"state of the form {view.line.name}", state.value, f"{view.line.state.value}")
    if wanted.answered != (found := len([one for one in view.answers if one.stands])):
        yield Problem("answers that were read", str(wanted.answered), f"{found}; not read: {said or 'nothing'}")


def _issues(wanted: Site, came: Came) -> Iterator[Problem]:
    """Each issue is a ticket, and the customer is told its number in the receipt."""
    assert came.site is not None
    yield from same("issues left outstanding", wanted.issues, len(came.site.outstanding))
    text = came.letter.text if came.letter else ""
    for one in came.site.outstanding:
        if str(one.ticket_number) not in text or one.text not in text:
            yield Problem("the receipt", f"names {one.ticket_number} for “{one.text}”", text[:400])
