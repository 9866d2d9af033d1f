"""What a reply says in all, field by field: the one answer, none that can be read, or a contradiction."""

from collections.abc import Iterable

from models.vocabulary import AnswerSource
from processor.facts.forms import Answer, Answerable, FieldDefinition, FormDefinition, FormReading, Unreadable
from processor.forms.folding import collapse, fold
from processor.forms.reasons import sentence
from processor.forms.spoken import Said


def news(said: list[Said], fields: dict[str, FieldDefinition], known: tuple[Answer, ...]) -> list[Said]:
    """What is said without what stood there before: in our form, or in an older reply that is quoted along."""
    before = {answer.field: _comparable(answer.value) for answer in known}
    fresh = {one.key for one in said if not one.old}
    kept: list[Said] = []
    for one in said:
        same = not one.why and before.get(one.key) == _comparable(one.value)
        if same and one.source is not AnswerSource.NEW_TEXT:
            continue
        if one.old and (one.key in fresh or one.key in before):
            continue
        kept.append(one)
    return kept


def sum_up(definition: FormDefinition, said: list[Said], language: str, leftovers: Iterable[str]) -> FormReading:
    """The reading: of each field its answer, or why there is none; what was said twice in two ways is a conflict."""
    answers: list[Answer] = []
    unreadable: list[Unreadable] = []
    conflicts: list[Unreadable] = []
    for field in definition.fields:
        mine = [one for one in said if one.key == field.key]
        if not mine:
            continue
        words = "\n".join(dict.fromkeys(one.said for one in mine))
        if all(one.why for one in mine):
            unreadable.append(Unreadable(field.key, words, mine[0].why))
        elif len({(one.why, _comparable(one.value)) for one in mine}) > 1:
            conflicts.append(Unreadable(field.key, words, sentence("conflict", language)))
        else:
            answers.append(Answer(field.key, mine[0].value, words, mine[0].source))
    kept = tuple(dict.fromkeys(text for one in leftovers if (text := one.strip())))
    return FormReading(tuple(answers), tuple(unreadable), tuple(conflicts), kept)


def _comparable(value: Answerable) -> Answerable:
    if isinstance(value, str):
        return collapse(value).casefold()
    if isinstance(value, tuple):
        return tuple(fold(one) for one in value)
    return value
