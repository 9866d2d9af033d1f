"""The words that name the sender's organisation: of its domain, and of a From header that names one."""

from functools import lru_cache
from typing import Final

from processor.approvals.grammar.dangers import is_dangerous
from processor.approvals.grammar.names import Signer, skeleton, words_in
from processor.approvals.grammar.wording import bag


@lru_cache(maxsize=256)
def own_words(signer: Signer, name: str) -> frozenset[str]:
    """How the words sound that name the sender's organisation: of the domain, and of a From header that names one."""
    labels = signer.domain.split(".")[:-1]
    pieces = [piece for label in labels for piece in (label, *label.split("-"))]
    named = words_in(name)
    if any(word in _ORGANISATIONS for word in named):
        pieces += named
    return frozenset(skeleton(piece) for piece in pieces if len(piece) > 2 and not is_dangerous(piece))


def spelt_in(words: tuple[str, ...], own: frozenset[str]) -> frozenset[str]:
    """The words that together spell one of the organisation's own words: "Harrow & Pike" of "harrowpike"."""
    found: set[str] = set()
    for at, word in enumerate(words):
        sound = skeleton(word) if len(word) > 2 and word.isalpha() else ""
        if not sound or not any(label.startswith(sound) and label != sound for label in own):
            continue
        used = [word]
        for further in words[at + 1 : at + 6]:
            if further.isalpha():
                used.append(further)
                sound += skeleton(further)
            elif further not in "&-":
                break
            if sound in own:
                found.update(used)
                break
    return frozenset(word for word in found if not is_dangerous(word))


_ORGANISATIONS: Final = bag(
    "администрация управление департамент министерство комитет больница поликлиника завод школа учреждение организация"
    " council city county district ministry university hospital school agency authority ltd llc inc plc company"
    " stadt gemeinde landkreis kreis markt amt magistrat verband universitaet klinikum gmbh verein ооо оао пао зао"
)
