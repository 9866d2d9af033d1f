"""Effects on forms that are sent to be filled, and what was answered."""

from collections.abc import Iterable
from typing import Any, assert_never

from models.forms import Form, FormAnswer, FormLeftover, FormVersion
from models.vocabulary import FormState
from processor.effects.deployments import AskForm, MoveForm, NoteFormReminder, RecordAnswers
from processor.facts.forms import Answer
from processor.store.apply.scope import Scope
from processor.store.database import Row
from processor.store.errors import Stale
from processor.store.formjson import definition_to_json, value_to_json

FormEffect = AskForm | RecordAnswers | MoveForm | NoteFormReminder


def apply_form(scope: Scope, effect: FormEffect) -> None:
    """Does one of these effects. Raises Stale where the form is no longer as it was read."""
    match effect:
        case AskForm():
            scope.local[effect.local] = _ask(scope, effect)
        case RecordAnswers():
            _record(scope, effect)
        case MoveForm():
            _change(scope, effect.form_id, Form.state == effect.before, state=effect.after)
        case NoteFormReminder():
            _change(scope, effect.form_id, reminded=Form.reminded + 1, last_reminded_at=scope.now)
        case _:
            assert_never(effect)


def _ask(scope: Scope, effect: AskForm) -> int:
    if effect.form_id:
        _again(scope, effect)
        form_id = effect.form_id
    else:
        form_id = _new(scope, effect)
    scope.db.insert(
        FormVersion,
        {
            "form": form_id,
            "version": effect.key.version,
            "token": effect.key.token,
            "definition": definition_to_json(effect.definition),
            "definition_sha256": effect.definition.version,
            "pdf_sha256": effect.pdf_sha256,
            "to_address": effect.to_address,
            "language": effect.language,
            "asked_by": effect.by,
            "asked_at": scope.now,
        },
    )
    _add_answers(scope, form_id, effect.key.version, effect.prefilled, effect.by, None)
    return form_id


def _new(scope: Scope, effect: AskForm) -> int:
    values: Row = {
        "number": effect.number,
        "name": effect.definition.name,
        "deployment": effect.deployment_id or None,
        "ticket": scope.change(effect.ticket),
        "state": FormState.ASKED,
        "version": effect.key.version,
        "language": effect.language,
        "to_address": effect.to_address,
        "to_name": effect.to_name,
        "asked_by": effect.by,
        "asked_at": scope.now,
        "updated_at": scope.now,
        "follows": effect.follows or None,
    }
    return scope.db.insert(Form, values)


def _again(scope: Scope, effect: AskForm) -> None:
    scope.change(effect.ticket)
    values: Row = {
        "version": effect.key.version,
        "language": effect.language,
        "to_address": effect.to_address,
        "to_name": effect.to_name,
    }
    _change(scope, effect.form_id, Form.version == effect.key.version - 1, **values)


def _record(scope: Scope, effect: RecordAnswers) -> None:
    _change(scope, effect.form_id, Form.state == effect.before, state=effect.after)
    version = int(scope.db.value(Form.select(Form.version).where(Form.id == effect.form_id)))
    at_hand = scope.cause.fetched.fetch_id if scope.cause.fetched else None
    fetch_id = effect.fetch_id or at_hand
    _add_answers(scope, effect.form_id, version, effect.answers, effect.by, fetch_id)
    kept: Row = {"form": effect.form_id, "version": version, "by": effect.by, "fetch": fetch_id, "at": scope.now}
    unreadable = [kept | {"field": one.field, "said": one.said, "why": one.why} for one in effect.unreadable]
    scope.db.insert_many(FormLeftover, [*unreadable, *(kept | {"said": said} for said in effect.leftovers)])


def _add_answers(
    scope: Scope, form_id: int, version: int, answers: Iterable[Answer], by: str, fetch_id: int | None
) -> None:
    kept: Row = {"form": form_id, "version": version, "by": by, "fetch": fetch_id, "at": scope.now}
    rows = [
        kept | {"field": one.field, "value": value_to_json(one.value), "said": one.said, "source": one.source}
        for one in answers
    ]
    scope.db.insert_many(FormAnswer, rows)


def _change(scope: Scope, form_id: int, *conditions: Any, **values: Any) -> None:
    change = Form.update(values | {"updated_at": scope.now}, row_version=Form.row_version + 1)
    if scope.db.change(change.where(Form.id == form_id, *conditions)) == 0:
        raise Stale(f"form {form_id} is no longer as it was read")
