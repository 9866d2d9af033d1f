"""What a ticket's messages hold beside their words: the HTML as it was written, files, the bytes of the whole mail."""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NoReturn, Protocol

from processor.documents.inlaid import MOST_BYTES
from processor.errors import Refused
from processor.reading.enclosed.requests import FileRequest, HtmlBody, HtmlRequest
from processor.reading.sandbox import Failure
from processor.store.store import Store

__all__ = ["ContentReader", "Contents", "MailFile"]


class ContentReader(Protocol):
    """Takes mails apart where they can do no harm."""

    def files_many(self, items: Sequence[FileRequest]) -> list[bytes | Failure]:
        """The bytes of each file, in the same order."""

    def pages_many(self, items: Sequence[HtmlRequest]) -> list[HtmlBody | Failure]:
        """How each mail looks, in the same order."""


@dataclass(frozen=True, slots=True)
class MailFile:
    """A file that came with a mail, named as its sender named it."""

    filename: str
    media_type: str
    body: bytes


class Contents:
    """Gives out what messages hold. Nothing of it is kept: the raw mail is the truth. Safe for several threads."""

    def __init__(self, store: Store, reader: ContentReader) -> None:
        self._store = store
        self._reader = reader

    def raw(self, number: int, message_row: int) -> bytes:
        """The mail as it came or left. Raises Refused for a message that was written here and is no mail."""
        raw = self._store.views.content(number, message_row).raw
        if raw is None:
            raise Refused(f"message {message_row} of #{number} was written here: there is no mail of it")
        return raw

    def html(self, number: int, message_row: int) -> HtmlBody:
        """The HTML of the mail as its sender wrote it, whatever it may do, and the parts that it shows amid its words.

        Text as HTML where there is none. Raises Refused for a message that is no mail, and for a mail that can't be
        taken apart.
        """
        page = self._page(self.raw(number, message_row))
        return page if page.html else HtmlBody(f"<pre>{html.escape(self._text(number, message_row))}</pre>")

    def mail(self, number: int, outbox_id: int) -> bytes:
        """A mail of ours about the ticket, as it leaves. Raises Refused where there is none."""
        about = self._store.outbox.get(outbox_id).ticket_number
        if about != number and not (about and self._store.views.ticket(about).line.merged_into == number):
            raise Refused(f"mail {outbox_id} is not about #{number}")
        return self._store.outbox.raw(outbox_id)

    def mail_html(self, number: int, outbox_id: int) -> HtmlBody:
        """The HTML of such a mail, and what it shows."""
        return self._page(self.mail(number, outbox_id))

    def file(self, number: int, message_row: int, position: int) -> MailFile:
        """A file of the mail, by its place in it. Raises Refused where there is none."""
        row = self._store.views.content(number, message_row)
        known = next((one for one in row.attachments if one.get("position") == position), None)
        if known is None or row.raw is None:
            raise Refused(f"message {message_row} of #{number} has no file {position}")
        [said] = self._reader.files_many([FileRequest(row.raw, position)])
        body = said if isinstance(said, bytes) else _refuse(said)
        return MailFile(str(known.get("filename") or ""), str(known.get("content_type") or ""), body)

    def _text(self, number: int, message_row: int) -> str:
        messages = self._store.views.ticket(number).messages
        return next((one.text for one in messages if one.message_row == message_row), "")

    def _page(self, raw: bytes) -> HtmlBody:
        [said] = self._reader.pages_many([HtmlRequest(raw, MOST_BYTES)])
        return said if isinstance(said, HtmlBody) else _refuse(said)


def _refuse(failure: Failure) -> NoReturn:
    raise Refused(f"this mail can't be taken apart ({failure.reason}): save it whole instead")
