"""Replies to a form as three mail programs make them, in three languages."""

from functools import cache
from pathlib import Path

from processor.facts.forms import Answer, Enclosed, FormDefinition, FormReading, FormToFill
from processor.forms.definitions import read_definition
from processor.forms.printed import plain
from processor.forms.reading import read_answers
from processor.reading.newtext import split_reply

FOLDER = Path(__file__).parents[3] / "templates" / "forms"
NAMES = tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))
LANGUAGES = ("en", "ru", "de")

_GREETINGS = {"en": "Hi,", "ru": "Добрый день!", "de": "Hallo zusammen,"}
_CLOSINGS = {
    "en": "Best regards\nAnna Berg\nExample Ltd\nTel.: +44 20 7946 0000",
    "ru": "С уважением,\nАнна Берг\nООО Пример\nтел. +7 495 123-45-67",
    "de": "Viele Grüße\nAnna Berg\nBeispiel GmbH\nTelefon: +49 30 999999",
}
_GMAIL = {
    "en": "On Mon, 2 Mar 2026 at 10:00, Vendor <support@vendor.example> wrote:",
    "ru": "пн, 2 мар. 2026 г. в 10:00, Vendor <support@vendor.example>:",
    "de": "Am Mo., 2. März 2026 um 10:00 Uhr schrieb Vendor <support@vendor.example>:",
}
_OUTLOOK = {
    "en": "From: Vendor <support@vendor.example>\nSent: Monday, March 2, 2026 10:00 AM\nTo: Anna <a@customer.example>"
    "\nSubject: Form",
    "ru": "От: Vendor <support@vendor.example>\nОтправлено: 2 марта 2026 г. 10:00\nКому: Anna <a@customer.example>"
    "\nТема: Form",
    "de": "Von: Vendor <support@vendor.example>\nGesendet: Montag, 2. März 2026 10:00\nAn: Anna <a@customer.example>"
    "\nBetreff: Form",
}
CLIENTS = ("gmail", "outlook", "apple")


@cache
def definition(name: str) -> FormDefinition:
    """One of the forms that we ship."""
    path = FOLDER / f"{name}.toml"
    return read_definition(path.read_text(encoding="utf-8"), path.name)


def sent(form: FormDefinition, language: str, known: tuple[Answer, ...] = ()) -> str:
    """The mail that asked."""
    return (
        f"Dear Anna Berg,\n\n{dict(form.intro)[language]}\n\n{plain(FormToFill(form, known), language)}\n"
        "Vendor\n\n[FQ-3.1 abcdefghijklmnop]"
    )


def quoted(text: str) -> str:
    """The text with a prefix before each line."""
    return "\n".join(f"> {line}" if line else ">" for line in text.split("\n"))


def reply(client: str, language: str, new: str, quote: str, closing: bool = True) -> str:
    """A whole reply: `quote` is the text below, without its prefixes."""
    signed = f"\n\n{_CLOSINGS[language]}" if closing else ""
    top = f"{_GREETINGS[language]}\n\n{new}{signed}\n\n" if new else ""
    match client:
        case "outlook":
            return f"{top}{_OUTLOOK[language]}\n\n{quote}"
        case "apple":
            return f"{top}> {_GMAIL[language]}\n> \n{quoted(quote)}"
        case _:
            return f"{top}{_GMAIL[language]}\n\n{quoted(quote)}"


def filled_in_place(text: str, answers: dict[int, str]) -> str:
    """The quoted form with answers where the blanks were."""
    lines = text.split("\n")
    for number, answer in answers.items():
        at = next(place for place, line in enumerate(lines) if line.startswith(f"{number}) "))
        while "____" not in lines[at]:
            at += 1
        lines[at] = lines[at].replace("____", answer)
    return "\n".join(lines)


def between(text: str, answers: dict[int, str], above: bool = False) -> str:
    """The prefixed form with answers written on lines of their own below (or above) the questions."""
    out: list[str] = []
    waiting = ""
    for line in [*text.split("\n"), ""]:
        number = next((one for one in answers if line.startswith(f"{one}) ")), 0)
        if above and number:
            out += [answers[number]]
        if waiting and not line:
            out += ["", waiting, ""]
            waiting = ""
        out.append(f"> {line}" if line else ">")
        waiting = answers[number] if number and not above else waiting
    return "\n".join(out)


def read(
    form: FormDefinition,
    language: str,
    whole: str,
    enclosed: Enclosed | None = None,
    known: tuple[Answer, ...] = (),
    sent_text: str | None = None,
) -> FormReading:
    """What is read of a reply."""
    asked = sent(form, language, known) if sent_text is None else sent_text
    return read_answers(form, language, split_reply(whole).new_text, whole, asked, enclosed, known)


def values(reading: FormReading) -> dict[str, object]:
    """The answers by field."""
    return {answer.field: answer.value for answer in reading.answers}
