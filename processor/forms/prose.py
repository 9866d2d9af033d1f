"""Answers told in sentences: taken only where a sentence names one question and holds one answer to it, for sure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from models.vocabulary import AnswerSource, FieldType
from processor.facts.forms import Answerable, FieldDefinition
from processor.forms.folding import fold
from processor.forms.overruling import without_old
from processor.forms.products import things_in
from processor.forms.proselong import told_at_length
from processor.forms.proseroles import Persons, mentions
from processor.forms.sentences import sentences
from processor.forms.spoken import Said
from processor.forms.values.chosen import choices_in
from processor.forms.values.contacts import addresses
from processor.forms.values.dates import days_in
from processor.forms.values.found import Value
from processor.forms.values.numbers import read_number
from processor.forms.words import DOUBT

_CLAUSE = re.compile(
    r"[,;]\s+|\s+(?:but|aber|jedoch|nur|only|though)\s+|\s+(?:and|und|и|а)\s+(?=(?:the|das|die|der)\s)", re.I
)
_POSITIVE = re.compile(
    r"\b(?:ready|done|finished|fine|okay|ok|set\sup|prepared|running|meets?|complete|in\splace|sorted|good\sto\sgo"
    r"|passen|passt|bereit|fertig|laeuft"
    r"|laufen|eingerichtet|vorbereitet|erfuell(?:t|en)|vorhanden|in\sordnung|erledigt|готов[аоы]?|настроен\w*"
    r"|настроили|сделали|соответству\w+|работа(?:ет|ют)|подготовлен\w*"
    r"|подготовили|в\sпорядке|сделан\w*)\b"
)
_NEGATIVE = re.compile(
    r"\b(?:not|isn\st|aren\st|hasn\st|haven\st|doesn\st|don\st|t|missing|nicht|fehlt|fehlen|kein|keine|не|нет"
    r"|отсутствует|no)\b"
)
_LIKEWISE = re.compile(r"\b(?:too|also|as\swell|auch|ebenfalls|ebenso|genauso|тоже|также)\b")
_UNSURE = re.compile(
    r"\b(?:maybe|perhaps|probably|might|could|should|think|guess|hope|if|whether|unless|almost|nearly|partly|soon"
    r"|next|will|tomorrow|vielleicht|wahrscheinlich"
    r"|vermutlich|eventuell|evtl|wohl|ob|falls|sollte|koennte|fast|teilweise|bald|naechste\w*|wird|werden|morgen"
    r"|moeglicherweise|может|наверное|возможно|вероятно"
    r"|(?:not|nicht|не)\s(?:yet\s|noch\s|been\s)?(?:confirmed|bestaetigt|подтвер\w+)|(?:can\s?not|can\st|kann|koennen)\s(?:\w+\s){0,3}?(?:say|tell|answer|sagen"
    r"|beantworten)|не\sмог(?:у|ем)|не\sможем"
    r"|если|ли|почти|частично|скоро|будет|будут|завтра|думаю|кажется|or|oder|или|previous|former|old|used\sto"
    r"|frueher\w*|bisher\w*|alte\w*|раньше|прежн\w+|бывш\w+)\b"
)
_ELSEWHERE = re.compile(
    r"\b(?:was|were|had|used|told|said|says|spoke|wrong|slow|slowly|late|each|every|per|last|your|yours|thanks"
    r"|thank|happy|helpful"
    r"|room|vendor|belongs?|paid|department|switched|closed|any\smore|anymore|of\sthe\s\d+|until|old|former|other"
    r"|invoice\sof"
    r"|war|waren|hatte|hatten|gehabt|letzte\w*|jede[rsnm]?|pro|falsch\w*|langsam|bis|alte[rsnm]?|andere\w*|danke"
    r"|dankbar|ihrerseits"
    r"|был|была|были|было|ваш\w*|прошл\w+|кажд\w+|неправильн\w+|ошиб\w+|спасибо|стар\w+|друг(?:ой|ие|ая)|сказал\w*)\b"
)
"""Words of sentences that tell of something else: of the past, of others, of what is wrong."""
_YOURS = re.compile(r"\b(?:Ihr|Ihre|Ihren|Ihrem|Ihrer|Euer|Eure)\b")
_NUMBERED = r"(?:\d[\d .,]{0,6}\d|\d|(?!(?:а|и|the|die|der|and|und|of|our|unsere)\s)[^\W\d]+)"
_GREW = (
    r"(?:(?:have\s+|has\s+)?(?:went|gone|grew|grown|rose|risen|come|came|are|is)(?:\s+(?:up|down|now))?(?:\s+to)?|now"
    r"|(?:sind|ist)\s+(?:es\s+)?(?:jetzt|nun|inzwischen)|jetzt|nun|inzwischen|(?:теперь|сейчас|уже|стало|будет)(?:\s+(?:уже|стало))?)"
)
"""Between a noun and its number: what it has become."""
_LEFT_OPEN = re.compile(
    r"\b(?:leave|keep|left)\s(?:\w+\s){0,4}?(?:open|blank|empty|out)\b|\b(?:lass\w*|bleib\w*|lieber|bitte)\s(?:\w+\s){0,4}?(?:offen|leer|frei)\b"
    r"|\b(?:offen|leer)\s(?:lassen|gelassen)\b|\bостав\w+\s(?:\w+\s){0,4}?(?:пуст\w+|открыт\w+|незаполнен\w+|без\sответа)\b"
)
"""Somebody asks that a question stay without an answer."""
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_CONDITIONS = frozenset({"if", "wenn", "falls", "если"})
_IF_POSSIBLE = re.compile(
    r"\b(?:if\s(?:possible|you\scan|that\s(?:works|suits|fits)|it\ssuits|convenient)|(?:wenn|falls)\s(?:moeglich|(?:ihr|sie)\skoenn\w+|es\s(?:geht|passt)"
    r"|das\s(?:geht|passt)|machbar)|если\s(?:можно|возможно|получится|успеете|удобно|можете))\b"
)
_GROWS = re.compile(
    r"\b(?:next\s(?:year|month)|later|soon|another|naechstes\sjahr|spaeter|bald|weitere\w*|позже|скоро|следующ\w+|and\sone\s(?:for|more)|und\seine?\s(?:fuer|weitere)|и\sодн\w+\s(?:для|еще))\b"
)
_MOST_SENTENCE = 500
_MOST_NOUN = 4


@dataclass(slots=True)
class Told:
    """What a paragraph tells: answers, and the sentences that none was found in."""

    said: list[Said] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)


def read_prose(
    paragraphs: list[str], fields: dict[str, FieldDefinition], language: str, written_on: date | None = None
) -> Told:
    """What sentences without labels answer. Of those that might, nothing is taken that could be meant otherwise."""
    told = Told()
    if all(one.type is FieldType.LONG_TEXT for one in fields.values()):
        said, rest = told_at_length(paragraphs, fields)
        return Told(said, rest)
    persons = Persons(fields)
    for paragraph in paragraphs:
        for sentence in sentences(paragraph):
            found = list(_of_sentence(sentence, fields, persons, language, written_on))
            told.said += found
            if not found:
                told.rest.append(sentence)
    return told


def _of_sentence(
    sentence: str, fields: dict[str, FieldDefinition], persons: Persons, language: str, written_on: date | None
) -> Iterator[Said]:
    if len(sentence) > _MOST_SENTENCE or "?" in sentence:
        return
    whole, sentence = sentence, without_old(sentence)
    if _ELSEWHERE.search(fold(_IN_BRACKETS.sub(" ", sentence))) or _YOURS.search(sentence):
        return
    for key, value in (
        *persons.read(sentence),
        *_states(sentence, fields),
        *things_in(sentence, fields),
        *_counted(sentence, fields, language),
        *_typed(sentence, fields, language, written_on),
    ):
        yield Said(key, whole, AnswerSource.NEW_TEXT, value, free=True, words=sentence)


def _states(sentence: str, fields: dict[str, FieldDefinition]) -> Iterator[tuple[str, bool]]:
    """Yes or no to what the clauses of a sentence name."""
    before: bool | None = None
    waiting: list[str] | None = []
    """What was named before anything was said of it; None once something was said: then nothing waits any more."""
    if _LEFT_OPEN.search(fold(sentence)):
        return
    inside = _listed(sentence, fields)
    for clause in _CLAUSE.split(_IN_BRACKETS.sub(" ", sentence) if inside else sentence):
        words = fold(clause)
        named = [key for key, one in fields.items() if one.type is FieldType.YES_NO and mentions(one, clause)]
        negative = _NEGATIVE.search(words) is not None
        positive = _POSITIVE.search(words) is not None
        unsure = _UNSURE.search(words) is not None
        state: bool | None = None
        if not unsure and (negative or positive):
            state = not negative
        elif not unsure and named and _LIKEWISE.search(words) and len(words.split()) < 6:
            state = before
        if state is None:
            short = bool(named) and len(words.split()) < _MOST_NOUN and not unsure
            waiting = [*waiting, *named] if waiting is not None and short else None if before is not None else []
            before = None
            continue
        if inside and not named and not negative:
            yield from ((key, state) for key in inside)
            inside = []
        if named:
            yield from ((key, state) for key in (*(waiting or []), *named))
        waiting, before = None, state


def _listed(sentence: str, fields: dict[str, FieldDefinition]) -> list[str]:
    """The fields of a list in brackets: "all ready (server, PCs, network)"; empty where it is none."""
    found = _IN_BRACKETS.search(sentence)
    if found is None:
        return []
    parts = re.split(r"\s*[,;/+]\s*|\s+(?:and|und|и)\s+", found[0].strip(" ()"))
    named = [
        [key for key, one in fields.items() if one.type is FieldType.YES_NO and mentions(one, part)] for part in parts
    ]
    whole = len(parts) > 1 and all(
        len(one) == 1 and len(part.split()) < _MOST_NOUN for one, part in zip(named, parts, strict=True)
    )
    return [one[0] for one in named] if whole else []


def _counted(sentence: str, fields: dict[str, FieldDefinition], language: str) -> Iterator[tuple[str, Answerable]]:
    """Numbers beside the word for what they count: "31 users", "zwei Warteschlangen", "пользователей 33"."""
    for key, one in fields.items():
        if one.type is not FieldType.NUMBER or _GROWS.search(fold(sentence)):
            continue
        names = sorted({re.escape(word) for word in one.also if " " not in word and not word.endswith("*")}, key=len)
        nouns = "|".join(names + [re.escape(word[:-1]) + r"\w*" for word in one.also if word.endswith("*")])
        pattern = (
            rf"(?:(?<![-–—.,/\w])(?P<before>{_NUMBERED})\s+(?:{nouns})\b"
            rf"|\b(?:{nouns})\s*[:–—-]?\s+(?:{_GREW}\s+)?(?P<behind>\d+)\b(?!\s*[-–—/]\s*\d|[.,]\d|\+))"
        )
        found = list(re.finditer(pattern, sentence, re.IGNORECASE)) if nouns else []
        values = {}
        for place in found:
            text = place["before"] or place["behind"]
            near = fold(sentence[max(0, place.start() - 16) : place.start()]).split()[-1:]
            number = read_number(text, language)
            rough = read_number(" ".join([*near, text]), language) if near and not near[0].isdigit() else number
            if isinstance(number, Value) and isinstance(rough, Value):
                values[number.value] = place.end()
        if len(values) == 1:
            value, end = next(iter(values.items()))
            yield key, value
            yield from _names_behind(key, value, sentence[end:], fields)


def _names_behind(
    key: str, value: Answerable, behind: str, fields: dict[str, FieldDefinition]
) -> Iterator[tuple[str, Answerable]]:
    """As many names as were counted, right behind: "two queues, Sales and Service"."""
    named = fields.get(f"{key.removesuffix('s')}_names")
    found = re.match(r"\s*[,:(–—-]\s*([^.:;()?!\d]+?)[).!]*$", behind)
    if named is None or found is None or named.type is not FieldType.LIST:
        return
    items = tuple(one.strip() for one in re.split(r",\s*|\s+(?:and|und|и)\s+", found[1]) if one.strip())
    if len(items) == value and all(len(one.split()) < 3 for one in items):
        yield named.key, items


def _typed(
    sentence: str, fields: dict[str, FieldDefinition], language: str, written_on: date | None
) -> Iterator[tuple[str, Answerable]]:
    """A date, a choice or an address in a sentence that names the question they answer."""
    words = fold(sentence)
    unsure = _UNSURE.search(words) is not None
    found = addresses(sentence)
    dates = [one for one in fields.values() if one.type is FieldType.DATE and mentions(one, sentence)]
    days = days_in(sentence, language, written_on)
    hedged = set(words.split()) & (DOUBT - {"ja", "may", "no"})
    if (
        len(dates) == 1
        and len(days) == 1
        and days[0] is not None
        and not (hedged - _CONDITIONS if _IF_POSSIBLE.search(words) else hedged)
    ):
        yield dates[0].key, days[0]
    for one in fields.values():
        if one.type is FieldType.CHOICE and mentions(one, sentence):
            keys = choices_in(one, sentence)
            if len(keys) == 1 and not (unsure and one.key not in {other.key for other in dates} and not days):
                yield one.key, keys.pop()
    opens = [one for one in fields.values() if one.type is FieldType.EMAIL and mentions(one, sentence)]
    if len(opens) == 1 and len(found) == 1 and not _NEGATIVE.search(words):
        yield opens[0].key, found[0]
