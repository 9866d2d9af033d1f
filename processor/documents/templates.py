"""Templates to text: the only place that knows Jinja2."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from models.vocabulary import Language
from processor.ids import TOKEN

_TAG = re.compile(rf"\[#\d+\s+{TOKEN}\]", re.IGNORECASE)
_REPLY_PREFIX = re.compile(r"(?:(?:re|aw|sv|fw|fwd|wg|отв?|ответ|пересл)(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)
_PERSON = re.compile(r"[^\W\d_](?:[^\W\d_]|[ '’.-](?=[^\W\d_]|$)|\. )*")
_SITE = re.compile(r"\w{2}\.\w{2}")
_LINK = re.compile(r"(?:\w[\w+.-]*://|\bwww\.|\b(?:[\w-]+\.)+[^\W\d_]{2,}(?::\d+)?/)\S*", re.IGNORECASE)
_MOST_NAMES = 5
_LONGEST_NAME = 60
_LONGEST_TOPIC = 200
_SUBJECT = "Subject: "
_FOLDER = "mail"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A mail's words in one language: subject on one line, text with LF line ends, and the same as HTML."""

    subject: str
    text: str
    html: str
    language: str = ""


class Templates:
    """The mails that Signoff writes: `templates/mail/<name>.<language>.txt` and `.html`.

    An undefined name is an error, never an empty place in a customer's mail; HTML is escaped.
    """

    def __init__(self) -> None:
        self._environment = Environment(
            loader=PackageLoader("templates", ""),
            autoescape=select_autoescape(enabled_extensions=("html",), default=False),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,  # else each mail asks the file system ten times whether a template has changed
        )
        self._environment.filters["topic"] = topic
        self._environment.filters["person"] = person
        self._environment.filters["paragraphs"] = paragraphs

    def names(self) -> tuple[str, ...]:
        """The names of all mails, sorted."""
        files = self._environment.list_templates(filter_func=_is_mail)
        return tuple(sorted({name.removeprefix(f"{_FOLDER}/").partition(".")[0] for name in files}))

    def render(self, name: str, language: str, context: Mapping[str, object]) -> Rendered:
        """One mail's words; a language that we don't write gets the English ones.

        `subject_tag` of the context, where it isn't empty, stands first in the subject and only there: tags in the
        customer's own subject are taken out, for that of another ticket would lead the answer astray.

        Raises jinja2.UndefinedError for a value that the template needs and the context lacks, and
        jinja2.TemplateNotFound for a name that isn't among `names()`.
        """
        base = language.partition("-")[0].casefold()
        written = base if base in set(Language) else Language.ENGLISH.value
        stem = f"{_FOLDER}/{name}.{written}"
        values = {**context, "language": written, "words": self._words(written, context)}
        head, _, text = self._environment.get_template(f"{stem}.txt").render(values).partition("\n")
        title = _without_tags(head.removeprefix(_SUBJECT))
        html = self._environment.get_template(f"{stem}.html").render({**values, "title": title})
        subject = f"{context.get('subject_tag', '')} {title}".strip()
        return Rendered(subject, tidy(text), html, written)

    def _words(self, language: str, context: Mapping[str, object]) -> dict[str, str]:
        """The phrases that text and HTML share.

        They are made here and not imported by the templates: Jinja takes what a macro answers for safe HTML wherever
        HTML asks for it, even when the macro stands in a text file that escapes nothing.
        """
        module = self._environment.get_template(f"{_FOLDER}/_words.{language}.txt").make_module(dict(context))
        return {name: value for name, value in vars(module).items() if isinstance(value, str) and name[0] != "_"}


def topic(subject: str) -> str:
    """What a subject is about: without our tags, without prefixes of replies, and without what could be clicked.

    Whoever forges a sender has us mail these words to a third party, under our name.
    """
    plain = _without_tags(_LINK.sub("…", subject))
    prefix = _REPLY_PREFIX.match(plain)
    about = plain[prefix.end() :] if prefix else plain
    return about if len(about) <= _LONGEST_TOPIC else about[: _LONGEST_TOPIC - 1].rstrip() + "…"


def person(name: str) -> str:
    """The name where it looks like a person's, and an empty string otherwise.

    A sender may put anything before the address, and a greeting would carry it, as our words, to whom he likes.
    """
    plain = " ".join(name.split())
    looks_like_one = _PERSON.fullmatch(plain) and not _SITE.search(plain) and plain.count(" ") < _MOST_NAMES
    return plain if len(plain) <= _LONGEST_NAME and looks_like_one else ""


def paragraphs(text: str) -> list[list[str]]:
    """The paragraphs of a plain text, each as its lines; empty lines part them."""
    blocks = re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").replace("\r", "\n").strip("\n"))
    return [block.split("\n") for block in blocks if block.strip()]


def tidy(text: str) -> str:
    """The text with at most one empty line in a row, no blanks at line ends, and one line end at its own end.

    The blank of the line that begins a signature stays (RFC 3676 section 4.3).
    """
    lines = "\n".join(line if line == "-- " else line.rstrip() for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip("\n") + "\n"


def _is_mail(path: str) -> bool:
    return path.startswith(f"{_FOLDER}/") and path.endswith(".txt") and "/_" not in path


def _without_tags(subject: str) -> str:
    return " ".join(_TAG.sub(" ", subject).split())
