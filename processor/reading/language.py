"""The language of a text: by script, then by its most frequent words.

A statistical model of a hundred languages costs 90 MB and most of a second at the start; three languages that share
few frequent words don't need it. Words of some neighbours are listed too, so that they are not taken for ours.
"""

import re
from collections.abc import Sequence

_WORDS = {
    "en": """the and you is for to of in on we not this that with have are please be can our your from was it if has i
        thanks thank hello hi dear regards approved approve yes what when how would could will there
        my any which an at us
        confirmed accepted accept agreed looks good fine go ahead does do but need works after login error""",
    "de": """der die das und ist nicht wir sie ich mit für auf den dem des ein eine zu von im es bei haben
        wird sind auch
        wie bitte danke hallo grüße gruß freundlichen mfg ja nein kann können noch nach aus über uns
        ihre ihr dass oder
        freigegeben genehmigt einverstanden geht leider wenn mir seit keine kein vielen dank guten tag sehr
        geehrte""",
    "fr": """le la les et est pas nous vous je avec pour sur des un une du dans ce qui que merci bonjour
        cordialement oui
        non mais ne au aux sont votre notre""",
    "es": """el la los las y es no nosotros usted con para por una un del que gracias hola saludos está son
        su pero como
        más muy estimado""",
    "it": """il lo la gli e è non noi con per una un del della che grazie ciao saluti sono come più buongiorno di""",
    "nl": """de het een en is niet wij we u ik met voor op van dat bedankt hallo groet groeten zijn ook kan
        naar bij geen""",
    "pt": """o a os as e é não nós você com para por uma um do da que obrigado olá são mais muito""",
    "pl": """i w na nie jest się z do że to dziękuję dzień dobry proszę pozdrawiam jak są czy""",
}
_HOLDERS: dict[str, list[str]] = {}
for _language, _text in _WORDS.items():
    for _word in set(_text.split()):
        _HOLDERS.setdefault(_word, []).append(_language)
_TOKEN = re.compile(r"[^\W\d_]+")
_NOISE = re.compile(r"\S+@\S+|https?://\S+")
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_NOT_RUSSIAN = re.compile("[іїєґўјљњћџђқғңұһө]", re.IGNORECASE)
_SPAN = 1500


def detect(text: str, languages: Sequence[str]) -> str:
    """The language of a text among `languages`, or an empty string where it is too short or looks like none
    of them."""
    sample = text[:_SPAN]
    if "@" in sample or "://" in sample:
        sample = _NOISE.sub(" ", sample)
    letters = sum(map(str.isalpha, sample))
    if letters < 2:
        return ""
    cyrillic = 0 if sample.isascii() else len(_CYRILLIC.findall(sample))
    if cyrillic * 10 >= letters * 3:
        foreign = len(_NOT_RUSSIAN.findall(sample)) * 40 > cyrillic
        return "ru" if "ru" in languages and not foreign else ""
    return _by_words(sample.lower(), languages)


def _by_words(sample: str, languages: Sequence[str]) -> str:
    """The language whose frequent words occur most, each shared word counting less; ties and none give nothing."""
    scores = dict.fromkeys(_WORDS, 0.0)
    for token in _TOKEN.findall(sample):
        holders = _HOLDERS.get(token, ())
        for language in holders:
            scores[language] += 1 / len(holders)
    if not sample.isascii() and any(character in sample for character in "äöüß"):
        scores["de"] += 0.6
    (best, first), (_, second) = sorted(scores.items(), key=lambda pair: pair[1], reverse=True)[:2]
    return best if best in languages and first > second and first >= 0.5 else ""
