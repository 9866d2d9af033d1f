"""How mail programs quote a mail below a reply: twelve of them, each in its own way."""

import textwrap
from collections.abc import Callable

_SUBJECT = "[PR-17.3 abcdefgh23456723] Proposal PR-17, version 3"
_FROM = "Vendor Support <desk+p.17.3.abcdefgh23456723@support.example>"


def _barred(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.splitlines())


def _rewrapped(text: str) -> str:
    """Long lines broken at 72 characters, each with its own bar."""
    return _barred("\n".join(textwrap.fill(line, 72) for line in text.splitlines()))


def _under(attribution: str, quoted: Callable[[str], str] = _barred) -> Callable[[str, str], str]:
    return lambda answer, text: f"{answer}\n\n{attribution}\n\n{quoted(text)}\n"


def _outlook(*labels: str, rule: str = "") -> Callable[[str, str], str]:
    values = (_FROM, "Saturday, March 1, 2031 12:31 PM", "Anna Petrova <anna@customer.example>", _SUBJECT)
    head = "\n".join(f"{label}: {value}" for label, value in zip(labels, values, strict=True))
    return lambda answer, text: f"{answer}\n\n{rule}{head}\n\n{text}"


STYLES: dict[str, Callable[[str, str], str]] = {
    "gmail": _under(f"On Sat, Mar 1, 2031 at 12:31 PM {_FROM} wrote:"),
    "gmail-wrapped": _under(
        f"On Sat, Mar 1, 2031 at 12:31 PM Vendor Support\n<{_FROM.split('<')[1]} wrote:", _rewrapped
    ),
    "gmail-ru": _under(f"сб, 1 мар. 2031 г. в 12:31, {_FROM}:"),
    "gmail-de": _under(f"Am Sa., 1. März 2031 um 12:31 Uhr schrieb {_FROM}:"),
    "apple": _under("On 1 Mar 2031, at 12:31, Vendor Support <desk@support.example> wrote:"),
    "thunderbird": _under("On 01.03.2031 12:31, Vendor Support wrote:"),
    "thunderbird-de": _under("Am 01.03.2031 um 12:31 schrieb Vendor Support:"),
    "outlook-en": _outlook("From", "Sent", "To", "Subject"),
    "outlook-ru": _outlook("От", "Отправлено", "Кому", "Тема", rule="________________________________\n"),
    "outlook-de": _outlook("Von", "Gesendet", "An", "Betreff", rule="-----Ursprüngliche Nachricht-----\n"),
    "mail.ru": _under(f"Суббота, 1 марта 2031, 12:31 +03:00 от {_FROM}:"),
    "yandex": _under(f'01.03.2031, 12:31, "Vendor Support" <{_FROM.split("<")[1]}:'),
}
