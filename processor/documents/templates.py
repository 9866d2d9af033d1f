"""Templates to text: the only place that knows Jinja2."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from jinja2.environment import TemplateModule

from models.vocabulary import ApprovalKind, Language
from processor.documents import formats
from processor.documents.filters import add_filters, tidy, without_tags

_ABOUT_APPROVAL = ("approval_", "register_")
_ABOUT_FORM = ("form_", "release")
_SUBJECT = "Subject: "
_FOLDER = "mail"
_PROPOSAL = ApprovalKind.PROPOSAL.value


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
        self._environment = _environment()

    def names(self) -> tuple[str, ...]:
        """The names of all mails, sorted."""
        files = self._environment.list_templates(filter_func=_is_mail)
        return tuple(sorted({name.removeprefix(f"{_FOLDER}/").partition(".")[0] for name in files}))

    def render(self, name: str, language: str, context: Mapping[str, object]) -> Rendered:
        """One mail's words; a language that we don't write gets the English ones.

        `subject_tag` of the context, where it isn't empty, stands first in the subject and only there: tags in the
        customer's own subject are taken out, for that of another ticket would lead the answer astray. What the text
        sets by name, HTML finds among `words`. A mail about a form that is signed (`kind` of the context) has a text of
        its own, `_signed_…` for `approval_…`.

        Raises jinja2.UndefinedError for a value that the template needs and the context lacks, and
        jinja2.TemplateNotFound for a name that isn't among `names()`.
        """
        written = written_language(language)
        words = self._shared(name, written, context)
        values = {**context, "language": written, "words": words}
        plain = self._environment.get_template(f"{_FOLDER}/{_text_of(name, context)}.{written}.txt").make_module(values)
        head, _, text = str(plain).partition("\n")
        title = without_tags(head.removeprefix(_SUBJECT))
        values |= {"title": title, "words": {**words, **_phrases(plain)}}
        html = self._environment.get_template(f"{_FOLDER}/{name}.{written}.html").render(values)
        subject = f"{context.get('subject_tag', '')} {title}".strip()
        return Rendered(subject, tidy(text), html, written)

    def wording(self, language: str, context: Mapping[str, object]) -> str:
        """The sentences of a request for approval that say what the reply with the one word means."""
        words = self._shared(_ABOUT_APPROVAL[0], written_language(language), context)
        return words.get("wording", words["accepting"]).replace(formats.NO_BREAK, " ")

    def _shared(self, name: str, written: str, context: Mapping[str, object]) -> dict[str, str]:
        """The phrases that the mails of this one's family share."""
        values = {**context, "language": written}
        if about_form(name):
            return self.words(f"{_FOLDER}/_form.{written}.txt", values)
        if not about_approval(name):
            return self.words(f"{_FOLDER}/_words.{written}.txt", values)
        words = self.words(f"{_FOLDER}/_approval.{written}.txt", values)
        return (
            words | self.words(f"{_FOLDER}/_signed.{written}.txt", values) if _is_signed_form(name, context) else words
        )

    def page(self, path: str, context: Mapping[str, object]) -> str:
        """A document: what the template at this path makes of the values."""
        return self._environment.get_template(path).render(dict(context))

    def words(self, path: str, context: Mapping[str, object]) -> dict[str, str]:
        """The phrases that a file of words sets, by name.

        They are made here and not imported by the templates: Jinja takes what a macro answers for safe HTML wherever
        HTML asks for it, even when the macro stands in a text file that escapes nothing.
        """
        return _phrases(self._environment.get_template(path).make_module(dict(context)))


@cache
def _environment() -> Environment:
    """One for the whole process, which compiles each template once: that takes longer than a hundred mails do."""
    made = Environment(
        loader=PackageLoader("templates", ""),
        autoescape=select_autoescape(enabled_extensions=("html",), default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,  # else each mail asks the file system ten times whether a template has changed
    )
    add_filters(made)
    return made


def written_language(language: str) -> str:
    """The language of ours that is nearest: a language that we don't write gets English."""
    base = language.partition("-")[0].casefold()
    return base if base in set(Language) else Language.ENGLISH.value


def about_approval(name: str) -> bool:
    """Whether the mail of this name is about an approval, and not about a ticket."""
    return name.startswith(_ABOUT_APPROVAL)


def about_form(name: str) -> bool:
    """Whether the mail of this name is about a form to fill in, or another that may be about no ticket."""
    return name.startswith(_ABOUT_FORM)


def _is_signed_form(name: str, context: Mapping[str, object]) -> bool:
    return name.startswith(_ABOUT_APPROVAL[0]) and context.get("kind", _PROPOSAL) != _PROPOSAL


def _text_of(name: str, context: Mapping[str, object]) -> str:
    return f"_signed_{name.removeprefix(_ABOUT_APPROVAL[0])}" if _is_signed_form(name, context) else name


def _phrases(module: TemplateModule) -> dict[str, Any]:
    """What a template sets by name: phrases, and lists of them."""
    return {name: value for name, value in vars(module).items() if isinstance(value, str | list) and name[0] != "_"}


def _is_mail(path: str) -> bool:
    return path.startswith(f"{_FOLDER}/") and path.endswith(".txt") and "/_" not in path
