"""A form to fill in, as mails and the fillable PDF show it. Its words are made where forms are read."""

import json
from datetime import datetime

from processor.documents.press import FormMaker
from processor.documents.templates import Templates, written_language
from processor.facts.forms import FormToFill
from processor.forms.definitions import said
from processor.forms.printed import plain, shown
from processor.forms.summarise import summary
from processor.ids import ApprovalKey

__all__ = ["file_name", "form_mark", "form_pdf", "form_words"]


def form_words(templates: Templates, form: FormToFill, language: str, asking: bool = True) -> dict[str, object]:
    """What the templates of a mail about a form find beside the mail's own values.

    A mail that is not `asking` shows the answers only; one that is shows those answers that are not in the form.
    """
    tongue = written_language(language)
    label = _label(templates, tongue)
    sections = shown(form, tongue) if asking else ()
    in_form = {field.key for section in sections for field in section.fields}
    others = tuple(answer for answer in form.answers if answer.field not in in_form)
    title = said(form.definition.titles, tongue)
    return {
        "label": label,
        "form_title": title,
        "intro": said(form.definition.intro, tongue),
        "sections": sections,
        "form_text": plain(form, tongue) if sections else "",
        "summary": [
            (one.title if one.title != title else "", one.lines) for one in summary(form.definition, others, tongue)
        ],
        "leftovers": [" ".join(one.split()) for one in form.leftovers if one.strip()],
        "refused": [(name, label[f"refused_{why}"]) for name, why in form.refused],
        "signed": form.definition.signed,
    }


def form_mark(key: ApprovalKey) -> str:
    """What a PDF says it is: `FQ-12.1`. A binding, not a credential."""
    return f"{key.name}.{key.version}"


def file_name(key: ApprovalKey) -> str:
    """What the PDF is called."""
    return f"{key.name}-v{key.version}.pdf"


def form_pdf(
    templates: Templates,
    form: FormToFill,
    language: str,
    key: ApprovalKey,
    organisation: str,
    customer: str,
    maker: FormMaker,
    now: datetime,
) -> bytes:
    """The form as a PDF whose fields can be filled in, each under its key: the same arguments make the same bytes."""
    tongue = written_language(language)
    sections = shown(form, tongue)
    fields = [field for section in sections for field in section.fields]
    context = {
        "language": tongue,
        "title": said(form.definition.titles, tongue),
        "intro": said(form.definition.intro, tongue),
        "sections": sections,
        "texts": json.dumps({field.key: field.value for field in fields if field.tall}, sort_keys=True),
        "label": _label(templates, tongue),
        "organisation": organisation,
        "customer": customer,
        "name": key.name,
        "version": key.version,
        "tag": key.tag,
    }
    return maker.form(templates.page("form/form.html", context), now, form_mark(key))


def _label(templates: Templates, language: str) -> dict[str, str]:
    return templates.words(f"form/_words.{language}.txt", {})
