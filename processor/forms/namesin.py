"""The full names of persons in a sentence: without their jobs, the companies that they come from, and Russian cases."""

import re

from processor.forms.cases import WOMEN
from processor.forms.folding import fold
from processor.forms.nonames import tells
from processor.forms.who import bare, is_name

_NAME = re.compile(
    r"(?:(?:Dr|Mr|Mrs|Ms|Prof)\.\s+)?[A-ZÄÖÜА-ЯЁ][\w'’-]+(?:\s+(?:von|van|de|der|del"
    r"|di)\s+(?=[A-ZÄÖÜ]))?(?:\s+[A-ZÄÖÜА-ЯЁ][\w'’-]+)+"
)
_ADDRESSED = frozenset(["herr", "herrn", "frau", "mr", "mrs", "ms", "dr", "prof"])
_GENERIC = frozenset(
    [
        "service",
        "desk",
        "helpdesk",
        "support",
        "team",
        "department",
        "abteilung",
        "office",
        "kundendienst",
        "hotline",
        "отдел",
        "служба",
        "поддержка",
    ]
)
_SHORT_TITLES = frozenset(("herr", "herrn", "hr", "frau", "fr", "mr", "mrs", "ms", "dr", "prof", "tel"))
_NO_NAME = frozenset(
    [
        "the",
        "our",
        "my",
        "your",
        "all",
        "for",
        "in",
        "on",
        "at",
        "bills",
        "invoices",
        "key",
        "it",
        "we",
        "i",
        "he",
        "she",
        "they",
        "die",
        "der",
        "das",
        "den",
        "um",
        "unser",
        "unsere",
        "mein",
        "meine",
        "alle",
        "für",
        "fuer",
        "bei",
        "mit",
        "im",
        "am",
        "wenn",
        "rechnungen",
        "sie",
        "ihnen",
        "ihr",
        "euch",
        "uns",
        "wir",
        "ich",
        "rechnung",
        "you",
        "please",
        "bitte",
        "termine",
        "mann",
        "sohn",
        "bruder",
        "frau",
        "brother",
        "son",
        "все",
        "наш",
        "наша",
        "по",
        "в",
        "на",
        "обучать",
        "счета",
        "проект",
        "директор",
        "согласует",
        "company",
        "customer",
        "project",
        "lead",
        "user",
        "super",
        "gmbh",
        "ltd",
        "ag",
        "kg",
        "ооо",
        "ао",
        "vertretung",
        "stellvertretung",
        "freigabe",
        "projektleitung",
        "superuser",
        "superuserin",
        "edv",
        "buchhaltung",
        "deputy",
        "approver",
        "billing",
        "telefon",
        "telefonie",
        "dienstleister",
        "anbieter",
        "provider",
        "supplier",
        "systemhaus",
        "firma",
        "lieferant",
        "подрядчик",
        "провайдер",
        "компания",
        "фирма",
    ]
)
_JOB = re.compile(
    r"[\w-]*(?:betreuer|kolleg|techniker|direktor|leiter|meister|chef|minister|partner|verwalter|sekretär|führer|assistent|pfleger|ingenieur|techniker"
    r"|präsident|vorstand|inhaber|berater|beauftragter?|kaufmann|kauffrau|ansprechpartner|vorsitzender?)(?:in|en|e)?"
    r"|manager|director|officer|head|nurse|mayor|president|secretary|engineer|accountant|administrator|supervisor"
    r"|директор|начальник|менеджер|бухгалтер|инженер|администратор|руководитель|главбух|заведующ(?:ий|ая)",
    re.IGNORECASE,
)
_SHORT_FOR = re.compile(r"(?:i|it|that|this|he|she|we|they|you|there|here|who)['’](?:m|s|re|ll|d|ve)", re.IGNORECASE)
_TOLD = re.compile(
    r"(?:пишите|писать|пиши|звоните|звонить|обращайтесь\s+к|обращаться\s+к|передайте|адресуйте|направляйте|напишите"
    r"|позвоните)\s+(?:[а-яё]+[ую]\s+){0,2}$",
    re.IGNORECASE,
)
_DATIVE = re.compile(r"(\w+[^\Wаеёиоуыэюяйь])у\s+(\w+(?:ов|ев|ёв|ин|ын))у")
_SOFT_DATIVE = re.compile(r"(\w+)ю\s+(\w+(?:ов|ев|ёв|ин|ын))у")
_OBLIQUE = re.compile(r"\w+[ую]\s+\w+[ую]")
_COMPANY_BEFORE = re.compile(r"\b(?:from|of|at|von|vom|bei|из|компании|фирмы)\s+$", re.IGNORECASE)


def names_in(sentence: str) -> list[tuple[int, str]]:
    """The full names in a sentence, without the companies that they come from."""
    found: list[tuple[int, str]] = []
    plain = without_contacts(sentence)
    for one in _NAME.finditer(plain):
        words = one[0].split()
        jobs = [place for place in range(len(words) - 2) if _JOB.fullmatch(words[place])]
        words = words[jobs[-1] + 1 :] if jobs else words
        while words and _opens_no_name(words):
            words = words[1:]
        name = " ".join(words)
        if _OBLIQUE.fullmatch(name):
            told = _TOLD.search(plain[: one.start()]) is not None
            dative, soft = (_DATIVE.fullmatch(name), _SOFT_DATIVE.fullmatch(name)) if told else (None, None)
            if soft is not None:
                first = soft[1] + ("й" if soft[1][-1].casefold() in "аеиоуыэ" else "ь")
                words, name = [first, soft[2]], f"{first} {soft[2]}"
            elif dative is None or dative[1].casefold() in WOMEN:
                continue
            else:
                words, name = [dative[1], dative[2]], f"{dative[1]} {dative[2]}"
        if (
            len(words) > 1
            and not any(fold(word) in _GENERIC for word in words)
            and fold(words[-1]) not in _SHORT_TITLES
            and not name.endswith(("'s", "’s"))
            and is_name(name)
            and not tells(name)
            and not _COMPANY_BEFORE.search(plain[: one.start()])
        ):
            found.append((one.start(), name if len(words) == 2 and fold(words[0]) in _ADDRESSED else bare(name)))
    return found


def _opens_no_name(words: list[str]) -> bool:
    """Whether the first of the words belongs to no name: "Our", "I'm"; "Mr" does before one name."""
    addressed = fold(words[0]) in _ADDRESSED and len(words) == 2
    return not addressed and (fold(words[0]) in _NO_NAME or _SHORT_FOR.fullmatch(words[0]) is not None)


def without_contacts(sentence: str) -> str:
    """The sentence with blanks where addresses stand, so that nothing in them is taken for a word."""
    return re.sub(r"[^\s<>()\[\],;:\"']+@[^\s<>()\[\],;:\"']+", lambda found: "|" * len(found[0]), sentence)
