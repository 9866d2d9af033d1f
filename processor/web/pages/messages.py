"""What a ticket's messages hold: the HTML as it was written, in a frame that can do nothing, files, the whole mail."""

from processor.documents.inlaid import Inlaid, Sayings
from processor.documents.mailhtml import cleaned_mail
from processor.reading.enclosed.requests import HtmlBody
from processor.web.answers import Answer
from processor.web.desk import Desk
from processor.web.route import PageRoute, page
from processor.web.visit import Visit

__all__ = ["routes"]

_MAIL = "message/rfc822"


def routes() -> list[PageRoute]:
    """For whoever shows messages: the queue and the tickets."""
    message = "/tickets/{number:int}/messages/{message:int}"
    mail = "/tickets/{number:int}/mails/{mail:int}"
    return [
        page(f"{message}/html", _html),
        page(f"{message}/raw", _raw),
        page(f"{message}/files/{{position:int}}", _file),
        page(f"{mail}/html", _mail_html),
        page(f"{mail}/raw", _mail_raw),
    ]


def _html(visit: Visit, desk: Desk) -> Answer:
    return _shown(visit, desk.contents.html(visit.number(), visit.number("message")))


def _raw(visit: Visit, desk: Desk) -> Answer:
    number, row = visit.number(), visit.number("message")
    return visit.file(desk.contents.raw(number, row), f"ticket-{number}-{row}.eml", _MAIL)


def _file(visit: Visit, desk: Desk) -> Answer:
    found = desk.contents.file(visit.number(), visit.number("message"), visit.number("position"))
    return visit.file(found.body, found.filename, found.media_type)


def _mail_html(visit: Visit, desk: Desk) -> Answer:
    return _shown(visit, desk.contents.mail_html(visit.number(), visit.number("mail")))


def _mail_raw(visit: Visit, desk: Desk) -> Answer:
    number, mail = visit.number(), visit.number("mail")
    return visit.file(desk.contents.mail(number, mail), f"ticket-{number}-mail-{mail}.eml", _MAIL)


def _shown(visit: Visit, found: HtmlBody) -> Answer:
    """A mail for its frame: cleaned, with its own pictures, and a word where it goes on."""
    sayings = Sayings(visit.words("tickets.frame.missing"), visit.words("tickets.frame.too_large"))
    inlaid = Inlaid(dict(found.parts), found.left, sayings)
    return visit.framed(cleaned_mail(found.html, inlaid, visit.words("tickets.frame.goes_on")).html)
