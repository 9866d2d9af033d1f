"""The child process of the sandbox: reads mails within limits of memory and time until its parent goes away."""

import resource
import signal
from contextlib import suppress
from multiprocessing.connection import Connection

from processor.facts.forms import ReturnedPdf
from processor.facts.message import Message
from processor.facts.own import OwnMarks
from processor.facts.proof import SenderProof
from processor.reading.enclosed.page import mail_page
from processor.reading.enclosed.requests import FileRequest, HtmlBody, HtmlRequest, PdfRequest, RowsRequest
from processor.reading.limits import Limits
from processor.reading.read import attachment_bytes, read
from processor.reading.requests import READY, Request
from processor.reading.sender.requests import KeysRequest

Answer = Message | SenderProof | ReturnedPdf | HtmlBody | bytes | tuple[str, ...] | tuple[tuple[str, ...], ...]


def serve(pipe: Connection, own: OwnMarks, limits: Limits, seconds: float, memory: int) -> None:
    """Say READY, then answer each list of requests: one answer each, or the reason why there is none.

    A mail that takes longer than `seconds` ends the process by an alarm that no code can catch or delay; a parent
    that ends leaves an end of file, and the process ends, too. Ctrl-C is the parent's to handle.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(OSError):
        pipe.send(READY)
    while True:
        try:
            batch: list[Request] = pipe.recv()
            for request in batch:
                signal.setitimer(signal.ITIMER_REAL, seconds)
                said = _answer(request, own, limits)
                signal.setitimer(signal.ITIMER_REAL, 0)
                pipe.send(said)
        except (EOFError, OSError):
            return


def answer(request: Request, own: OwnMarks, limits: Limits) -> Answer:
    """What a request asks for. What checks signatures is loaded with the first request for it: most mail needs none."""
    if isinstance(request, tuple):
        return read(request[0], own, limits, request[1])
    if isinstance(request, FileRequest):
        return attachment_bytes(request.raw, request.position, limits)
    if isinstance(request, HtmlRequest):
        return mail_page(request.raw, limits, request.most)
    if isinstance(request, RowsRequest | PdfRequest):
        return _enclosed(request, limits)
    from processor.reading.sender import prove  # noqa: PLC0415 - large, and most mail needs no proof

    if isinstance(request, KeysRequest):
        return prove.wanted_keys(request.raw, request.trust)
    return prove.prove(request.raw, request.records, request.trust, request.received_at, limits)


def _enclosed(request: RowsRequest | PdfRequest, limits: Limits) -> Answer:
    """What a reply to a form encloses. What takes PDFs apart is loaded with the first one."""
    if isinstance(request, RowsRequest):
        from processor.reading.enclosed.tables import mail_rows  # noqa: PLC0415 - few mails answer a form

        return mail_rows(request.raw, limits)
    from processor.reading.enclosed.pdf import read_pdf  # noqa: PLC0415 - large, and few mails bring a form in PDF

    return read_pdf(attachment_bytes(request.raw, request.position, limits), request.filename)


def _answer(request: Request, own: OwnMarks, limits: Limits) -> Answer | str:
    try:
        return answer(request, own, limits)
    except MemoryError:
        return "reading it needs more memory than it may have"
    except Exception as fault:  # noqa: BLE001 - a parser of hostile input: its failure is an answer
        return f"reading it failed: {type(fault).__name__}"
