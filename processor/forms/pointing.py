"""Answers that point to a person named elsewhere in the reply: "same as IT", "он же", "bin ich", "Joel again"."""

import re
from dataclasses import replace

from models.vocabulary import FieldType
from processor.facts.forms import FieldDefinition
from processor.forms.folding import fold, without_brackets
from processor.forms.labels import Labels, base_of
from processor.forms.reasons import sentence
from processor.forms.spoken import Said
from processor.forms.values.texts import LONGEST
from processor.forms.who import Points, Who, bare, full_name, is_name, points_above, says_same_way, who
from processor.forms.words import NONE

_EITHER = re.compile(
    r"\b(?:or|oder|или|either|entweder|perhaps|maybe|vielleicht|eventuell|evtl|probably|wahrscheinlich|возможно|наверное|может\s+быть|скорее\s+всего|then|until|danach|dann|bis|затем|потом|до)\b",
    re.I,
)
_WAYS = ("email", "phone")


def is_person(key: str, fields: dict[str, FieldDefinition]) -> bool:
    """Whether a field asks for a person's name: others ask for the same person's address or number."""
    return key in fields and fields[key].type is FieldType.TEXT and any(f"{key}_{way}" in fields for way in _WAYS)


def resolve(
    said: list[Said], labels: Labels, fields: dict[str, FieldDefinition], language: str, sender: str
) -> list[Said]:
    """What is said, with names in the place of words that point to them; what points nowhere for sure is no answer."""
    meant = {place: _who(one, fields) for place, one in enumerate(said)}
    names = {
        one.key: who_.name for place, one in enumerate(said) if (who_ := meant[place]) and who_.points is Points.NOBODY
    }
    order = [key for key in fields if is_person(key, fields)]
    known = list(dict.fromkeys([*names.values(), *([sender] if _is_full(sender) else [])]))
    done: list[Said] = []
    for place, one in enumerate(said):
        found = meant[place]
        if found is None:
            done.append(one)
            continue
        nobody = fields[one.key].required and fold(found.name) in NONE
        above = _above(_told_before(said, place, order), names)
        name = (
            "" if nobody or _EITHER.search(found.name) else _named(one.key, found, names, known, above, labels, sender)
        )
        if not name:
            done.append(replace(one, value="", why=sentence("whose", language)))
            continue
        names[one.key] = name
        done.append(replace(one, value=name, beside=found.beside, pointed=found.points is not Points.NOBODY))
    return _ways(_deputies(done, names, language), fields, names, language)


def _told_before(said: list[Said], place: int, order: list[str]) -> list[str]:
    """The persons above: in free words those that were told before, in the form those of the questions before."""
    one = said[place]
    if one.free:
        return [other.key for other in said[:place] if other.key in order and other.free]
    told = {other.key for other in said}
    return [key for key in order[: order.index(one.key)] if key in told]


def _above(keys: list[str], names: dict[str, str]) -> list[str]:
    """The name of the person right above; none where that one is not known for sure."""
    return [names[keys[-1]]] if keys and keys[-1] in names else []


def _deputies(said: list[Said], names: dict[str, str], language: str) -> list[Said]:
    """Nobody stands in for themselves: a deputy of the lead's own name is asked again."""
    lead, deputy = names.get("customer_lead", ""), names.get("deputy", "")
    if not lead or fold(bare(lead)) != fold(bare(deputy)):
        return said
    del names["deputy"]
    return [replace(one, value="", why=sentence("whose", language)) if one.key == "deputy" else one for one in said]


def _who(one: Said, fields: dict[str, FieldDefinition]) -> Who | None:
    if one.why or not is_person(one.key, fields) or not isinstance(one.value, str) or len(one.value) > LONGEST:
        return None
    return who(one.value)


def _is_full(name: str) -> bool:
    return len(name.split()) > 1 and is_name(name)


def _named(
    key: str, found: Who, names: dict[str, str], known: list[str], above: list[str], labels: Labels, sender: str
) -> str:
    """The name that is meant, empty where it is not sure."""
    match found.points:
        case Points.SENDER:
            return sender if _is_full(sender) else ""
        case Points.ABOVE:
            return above[-1] if above else ""
        case Points.FIELD:
            if found.name.rstrip(").").isdigit():
                place = int(found.name.rstrip(").")) - 1
                return names.get(base_of(labels.keys[place]), "") if 0 <= place < len(labels.keys) else ""
            field = labels.find(found.name)
            if field is not None and field[0] != key:
                return names.get(base_of(field[0]), "")
            return full_name(found.name, known)[0]
        case Points.SOMEBODY:
            name, count = full_name(found.name, known)
            return name if count == 1 else (found.name if not count and _is_full(found.name) else "")
        case _:
            name, count = (
                full_name(found.name, known) if is_name(found.name) and len(found.name.split()) < 3 else ("", 0)
            )
            return name if count == 1 else ("" if count > 1 else found.name)


def _ways(said: list[Said], fields: dict[str, FieldDefinition], names: dict[str, str], language: str) -> list[Said]:
    """Addresses and numbers that are those of the same person in another role."""
    given = {one.key: one for one in said if not one.why}
    done: list[Said] = []
    for one in said:
        base = base_of(one.key)
        way = one.key.removeprefix(f"{base}_")
        pointing = one.why and way in _WAYS and is_person(base, fields) and points_above(one.words or one.said)
        twin = _twin(base, way, given, names) if pointing else None
        done.append(one if twin is None else replace(one, value=twin.value, why=""))
    answered = {one.key for one in done}
    for one in said:
        if one.why or not is_person(one.key, fields):
            continue
        for way in _WAYS:
            key = f"{one.key}_{way}"
            twin = _twin(one.key, way, given, names)
            needed = fields[key].required or one.pointed or says_same_way(one.words) if key in fields else False
            wanted = needed and key not in answered
            if wanted and twin is not None:
                answered.add(key)
                done.append(replace(twin, key=key, said=one.said))
    return done


def _twin(base: str, way: str, given: dict[str, Said], names: dict[str, str]) -> Said | None:
    """What was said for the same name in another role; None for nothing, or for different things."""
    name = names.get(base, "")
    found = [
        given[f"{other}_{way}"]
        for other, one in names.items()
        if other != base
        and name
        and without_brackets(one).casefold() == without_brackets(name).casefold()
        and f"{other}_{way}" in given
    ]
    return found[0] if found and len({one.value for one in found}) == 1 else None
