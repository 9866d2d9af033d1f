"""Names of persons wrapped in words: "I'm Ann Lee", "das macht Herr Krug", "we use a firm, Ben Tate of TeleLink".

What introduces a name is known word by word. Any word beside it that is not, makes the answer one to ask again.
"""

import re
from dataclasses import dataclass
from typing import Final

from processor.forms.firms import behind_firm
from processor.forms.folding import collapse, fold
from processor.forms.who import is_name
from processor.forms.words import word_set

_TELLING: Final = word_set(
    "i we you it this that im were its thats thatll heres theres is am are will be do does did have has use uses using",
    "got handles handle manages manage runs run looks look after takes take care responsible call ask contact speak",
    "talk who which usually always normally currently",
    "ich wir es das dies bin ist sind wird werden macht machen mache uebernimmt uebernehme uebernehmen kuemmert sich",
    "betreut betreuen nutzen haben hat arbeiten zustaendig verantwortlich heisst heisse leitet fuehrt erledigt dafuer",
    "darum immer normalerweise uns fragen fragt",
    "я мы это есть занимается отвечает ведет делает будет работает зовут меня нас обслуживает сопровождает помогает",
    "ведает этим всем за у нам обращайтесь обращаться к ответственный ответственная обычно",
)
"""Words of a sentence that says who it is."""
_ADDING: Final = word_set(
    "a an the my our for all in with on to there here at of from by s m re ve name outside external",
    "externally outsourced",
    "the new young nice mein meine meinen meiner unser unsere unseren unserer der die das den dem ein eine",
    "einen extern",
    "externer externe externen beim im um fuer mit alles hier da von vom neuer neue мой моя наш наша нашего нашу с по",
    "внешний внешняя новый новая всё все тут здесь зовут имя",
)
"""Words around it that mean nothing by themselves."""
_RETIRED: Final = frozenset(("a-d", "i-r"))
"""Behind an office: out of service."""
_OWN: Final = word_set("my our mein meine meinen unser unsere unseren мой моя наш наша нашего нашу")
_ROLE: Final = re.compile(
    r"(?:it|edv|ит|pc|tk)(?:-\w+)?|айти|(?:\w+-)?\w*(?:betreuer|betreuung|administrator|techniker|kolleg|dienstleister|anbieter|leiter"
    r"|berater|chef|partner|inhaber|assistent|buchhalter|mitarbeiter|meister|verwalter|verantwortlich|beauftragt|ansprechpartner"
    r"|spezialist|informatiker|superuser)(?:in|e|en|er|ern|es|innen)?|admin\w*|sysadmin\w*|lady|guy|man|woman|chap|person|girl|boy|fellow"
    r"|manager|director|boss|colleague|bookkeeper|accountant|technician|engineer|provider|supplier|carrier|contractor|freelancer"
    r"|consultant|specialist|expert|owner|lead|head|deputy|assistant|secretary|receptionist|partner|wife|husband|son|daughter|brother"
    r"|sister|friend|firm|firma|fa|company|business|agency|support|key|user|users|super|project|phone|phones|network|computer|computers"
    r"|mann|frau(?=\b)|sohn|tochter|bruder|schwester|neffe|nichte|geschäftsführer(?:in)?|freund(?:in)?|айтишник\w*|сисадмин\w*|админ\w*"
    r"|бухгалтер\w*|главбух\w*|директор\w*|менеджер\w*|инженер\w*|техник\w*|специалист\w*|коллег\w*|сотрудни\w*|начальни\w*"
    r"|руководител\w*|заместител\w*|помощни\w*|секретар\w*|подрядчик\w*|провайдер\w*|оператор\w*|компани\w*|фирм[аыу]\w*|сын|брат|муж"
    r"|жена|дочь|сестра|системн\w+|главн\w+|старш\w+|технич\w+|сетевой|связист|аутсорс\w*"
)
_UNIT: Final = re.compile(
    r"accounts?|accounting|finance|team|office|dept\.?|department|desk|helpdesk|ledger|services?|payable|billing|reception|sales|purchasing"
    r"|buchhaltung|abteilung|verwaltung|zentrale|empfang|team|büro|sekretariat|einkauf|vertrieb|бухгалтери\w+|отдел\w*|служб\w+|секретариат"
    r"|приёмн\w+|приемн\w+|касс\w+|канцеляри\w+"
)
"""A part of a company, which may stand for a person."""
_TITLE: Final = word_set("herr herrn frau hr fr mr mrs ms miss dr prof господин госпожа")
_PARTICLE: Final = word_set("von van de der den del di da la le el al zu ter bin ibn")
_OF: Final = word_set("of from at von vom bei der die das the firma aus из от company компании фирмы with")
_NOUN: Final = re.compile(
    r"(?!не|бывш|кроме|вместо|без|раньше|пока|сам)[а-яё]{4,}(?<!ет)(?<!ит)(?<![юяуа]т)(?<!л)(?<!л[аио])(?<!т[ьеи])"
)
"""A Russian noun, for all that can be seen: roles are written small there. In English and German it may be a verb."""
_WHERE: Final = word_set("in an at to on im am beim zur zum в во на к ко")
_ALSO_NAMES: Final = frozenset(("will", "do"))
_ASK_FOR: Final = re.compile(
    r"[,;(–—-]\s*(?:(?:please|bitte|there|dort|там)\s+)?(?:ask\s+for|attn\.?|attention|talk\s+to|speak\s+to|contact\s+is|nach|fragen\s+nach|zu\s+[Hh]änden|z\.\s?[Hh]d\."
    r"|спросите|спросить|спрашивать)\s+((?:(?:Herrn?|Frau|Mr|Mrs|Ms|Dr)\.?\s+)?[A-ZÄÖÜА-ЯЁ][\w'’-]+(?:\s+[A-ZÄÖÜА-ЯЁ][\w'’-]+){0,2})\)?\W*$"
)
_OF_FIRM: Final = re.compile(
    r"([A-ZÄÖÜА-ЯЁ][\w'’-]+(?:\s+[^,;()]*?)?)\s+(?:(?:of|from|at|bei)\s+(?:the\s+|der\s+)?(?:company\s+|firm\s+|Firma\s+)?|(?:von|vom)\s+(?:der\s+)?(?:Firma|Fa\.|Systemhaus|Anbieter)\s+"
    r"|из\s+(?:компании\s+|фирмы\s+)?)[«„\"]?[A-ZÄÖÜА-ЯЁ][^,;()]*",
)
_IN_QUOTES: Final = re.compile(r"[«„“\"][^«»„“”\"]+[»“”\"]")
_LINKS: Final = _PARTICLE | _OF | word_set("und and и & for für для senior junior sen jun sr jr")
_ABSENT: Final = re.compile(
    r"\s*\((?:[^()]*\b)?(?:away|on\s+leave|on\s+holiday|on\s+vacation|off|out(?:\s+of\s+office)?|back|Pause|Urlaub|abwesend|krank|Elternzeit"
    r"|wieder\s+da|отпуск\w*|больничн\w+|отсутствует|нет\s+на\s+месте)\b[^()]*\b(?:until|till|bis|ab|on|from|до|с)\b[^()]*(?:\)|$)",
    re.IGNORECASE,
)
_STOP: Final = re.compile(r"(?<=[^\W\d_]{4})\.$")
_WORD: Final = re.compile(r"[\w'’.&-]*\w[\w'’.&-]*|[,;:()«»\"„“–—/!]")
_MOST_NAME: Final = 2
_PAIR: Final = 2
_MOST_FIRST: Final = 3
_MOST_SMALL: Final = 2


@dataclass(frozen=True, slots=True)
class Wrapped:
    """The name alone, empty where none is sure; `beside` are the words when more was said than who it is."""

    name: str
    beside: str = ""


@dataclass(slots=True)
class _Run:
    start: int
    words: list[str]


def without_absence(text: str) -> str:
    """The name before a bracket that says until when its bearer is away; empty where there is none."""
    name = _ABSENT.sub("", text).strip(" ,;")
    return name if name != text.strip(" ,;") else ""


def unwrapped(text: str) -> Wrapped:
    """The name in an answer about a person: the text itself where it is one, with what may stand beside a name."""
    line = _STOP.sub("", collapse(text).strip(" ,;"))
    # A company's name in quotation marks is one name, whatever words it is made of.
    words = _WORD.findall(_IN_QUOTES.sub(lambda found: found[0].title(), line))
    if not words:
        return Wrapped(line)
    folded = [fold(re.sub(r"['’]", "", word)).replace(" ", "-") for word in words]
    behind = behind_firm(line, _is_word_around)
    if behind is not None:
        return Wrapped(behind, line if behind else "")
    of_firm = _OF_FIRM.fullmatch(line)
    job = of_firm is not None and _is_word_around(fold(of_firm[1]))
    if of_firm is not None and not job and is_name(of_firm[1]) and not _UNIT.search(of_firm[1].casefold()):
        inner = unwrapped(of_firm[1])
        return Wrapped(inner.name, line if inner.name else "")
    asked = _ASK_FOR.search(line)
    if asked is not None:
        return Wrapped(asked[1], line)
    small = any(word in _TELLING and not words[place][0].isupper() for place, word in enumerate(folded))
    if small or (folded[0] in _TELLING and not (folded[0] in _ALSO_NAMES and is_name(line))):
        return _of_clause(line, words, folded)
    return _of_words(line, words, folded)


def _of_words(line: str, words: list[str], folded: list[str]) -> Wrapped:
    """The name of words that tell nothing: without a role before it, and without a tale behind it."""
    first = next((place for place, word in enumerate(words) if word in ",;(–—"), len(words))
    lead, behind = _lead(words[:first], folded[:first]), words[first + 1 :]
    named = bool(behind) and all(map(str.isalpha, behind)) and _is_name_run(behind)
    if lead < 0 and named and first <= _MOST_FIRST and folded[0] not in _WHERE:
        return Wrapped(" ".join(behind), "" if all(map(_is_word_around, folded[:first])) else line)
    head = line[: _offset(line, first)].strip()
    if lead == 0 and is_name(head) and _is_tale(words[first:]):
        return Wrapped(head, line)
    if lead <= 0 or lead == first:
        return Wrapped("" if lead < 0 else line)
    beside = line if not all(map(_is_word_around, folded[:lead])) else ""
    return Wrapped(line[_offset(line, lead) :].lstrip(" :,–—-"), beside)


def _lead(words: list[str], folded: list[str]) -> int:
    """How many words stand before the name; as many as there are where no person but a part of a company is named.

    Negative where words stand there that are neither a name's nor a role's.
    """
    if any(_UNIT.fullmatch(word) for word in folded):
        unknown = words and words[0][0].islower() and not _is_word_around(folded[0])
        return -1 if unknown or set(folded) & _WHERE else len(words)
    large = [place for place, word in enumerate(words) if word[0].isupper() or not word[0].isalpha()]
    small = [
        place
        for place, word in enumerate(words)
        if word[0].islower() and word.casefold() not in _LINKS and folded[place] not in _TITLE
    ]
    roles = 0
    while roles < len(words) and (_is_word_around(folded[roles]) or words[roles] == ":"):
        roles += 1
    if roles and roles < len(words) and _is_name_run(words[roles:]):
        wife = folded[roles] == "frau" and roles + _PAIR < len(words)
        if folded[roles - 1] in _OWN and folded[roles] in _TITLE:
            return roles + wife
        return roles if folded[roles - 1] not in _OWN else -1
    if not small:
        return 0
    if (
        large
        and max(small) < min(large)
        and len(words) - min(large) == _PAIR
        and all(_NOUN.fullmatch(words[at]) for at in small)
    ):
        return min(large)
    return -1


def _of_clause(line: str, words: list[str], folded: list[str]) -> Wrapped:
    """The one name of a clause whose other words are all known."""
    runs: list[_Run] = []
    place, firm = 0, False
    while place < len(words):
        if _opens_name(words, folded, place):
            run = _run(words, folded, place)
            own = place > 0 and folded[place - 1] in _OWN and len(run.words) > 1 and folded[place] not in _TITLE
            if own or len([word for word in run.words if _counts(word)]) > _MOST_NAME:
                return Wrapped("")
            if not (runs and place and folded[place - 1] in _OF):
                runs.append(run)
            else:
                firm = True
            place += len(run.words)
            continue
        if words[place][0].isalnum() and not (folded[place] in _TELLING or _is_word_around(folded[place])):
            return Wrapped("")
        place += 1
    if len(runs) != 1 or _after_firm(folded, runs[0].start):
        return Wrapped("")
    plain = firm or any(_ROLE.fullmatch(word) and word in {"firm", "firma", "company"} for word in folded)
    return Wrapped(" ".join(runs[0].words).strip(" .,"), line if plain else "")


def _after_firm(folded: list[str], start: int) -> bool:
    """Whether the only name is that of a company, of which no person is named."""
    return start > 0 and folded[start - 1] in {"firm", "company", "called", "компания", "фирма"}


def _opens_name(words: list[str], folded: list[str], place: int) -> bool:
    word = words[place]
    if not word[0].isupper() or folded[place] in _TELLING:
        return False
    return not _is_word_around(folded[place]) or folded[place] in _TITLE


def _run(words: list[str], folded: list[str], place: int) -> _Run:
    run = _Run(place, [])
    while place < len(words):
        behind = words[place + 1] if place + 1 < len(words) else ""
        particle = bool(run.words) and words[place].casefold() in _PARTICLE and behind[:1].isupper()
        particle = particle and not (words[place] == "von" and len(run.words) > 1)
        if not (particle or (words[place][0].isupper() and folded[place] not in _TELLING)):
            break
        run.words.append(words[place])
        place += 1
    return run


def _counts(word: str) -> bool:
    return word.casefold() not in _PARTICLE and fold(word) not in _TITLE and len(word.strip(".")) > 1


def _is_name_run(words: list[str]) -> bool:
    """Whether all of these words are those of a name."""
    real = [word for word in words if _counts(word)]
    return 0 < len(real) <= _MOST_NAME + 1 and all(word[0].isupper() for word in real)


def asked_for(text: str) -> str:
    """The one whom an answer says to ask for at a company or a part of one: "Group IT, contact is Ann Poe"."""
    found = _ASK_FOR.search(text)
    return found[1] if found is not None else ""


def _is_word_around(word: str) -> bool:
    """Whether a word says what somebody is, or nothing: it is no name."""
    if word in _ADDING or word in _RETIRED:
        return True
    return word not in _TITLE and (_ROLE.fullmatch(word) is not None or _UNIT.fullmatch(word) is not None)


def _is_tale(words: list[str]) -> bool:
    """Whether what stands behind a name is more than a role or a company."""
    return len([word for word in words if word[0].islower()]) > _MOST_SMALL


def _offset(line: str, count: int) -> int:
    """Where the word behind so many begins."""
    found = list(_WORD.finditer(line))
    return found[count].start() if count < len(found) else len(line)
