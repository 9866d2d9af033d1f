"""One conversation with the server, command by command, so that the phase of a failure is known.

Until the line with the final dot is written nothing can have been accepted; from then on only the server's reply
tells. That moment divides the mails that may be sent again from those that must not (RFC 5321 sections 4.1.1.4 and
4.2.5).
"""

import asyncio

import aiosmtplib

from processor.errors import Temporary
from processor.outbox.envelope import Envelope, UnsendableError, envelope_of
from processor.outbox.parcel import Deferred, Delivered, Parcel, Refused, SendResult, Uncertain, answer_to
from processor.outbox.settings import SmtpSettings

_START_INPUT = 354
_CLOSING = 421
_FAREWELL = 2.0


class LostConnectionError(Exception):
    """The conversation ended before the mail was whole, so it was not accepted. `stale`: before any of it was sent."""

    def __init__(self, reason: str, *, stale: bool = False) -> None:
        super().__init__(reason)
        self.stale = stale


class Connection:
    """A logged-in connection that sends one mail after the other."""

    def __init__(self, client: aiosmtplib.SMTP, settings: SmtpSettings) -> None:
        protocol, transport = client.protocol, client.transport
        if protocol is None or not isinstance(transport, asyncio.Transport):
            client.close()
            raise Temporary("the SMTP server hung up right after the log-in, trying again later")
        # One octet, not none: asyncio's TLS transport pauses at "size >= high", so that 0 would never be drained.
        transport.set_write_buffer_limits(high=1)
        self._client = client
        self._protocol = protocol
        self._transport = transport
        self._writer = asyncio.StreamWriter(transport, protocol, None, asyncio.get_running_loop())
        self._settings = settings
        self._reset_first = False

    @property
    def alive(self) -> bool:
        """Whether the connection is open, as far as is known here."""
        return self._client.is_connected

    @property
    def encryption(self) -> str:
        """The version of TLS, or an empty string for a plain connection."""
        secured = self._transport.get_extra_info("ssl_object")
        return str(secured.version()) if secured else ""

    def rest(self) -> None:
        """Note that time passes unused from now on: the server may hang up meanwhile."""
        self._reset_first = True

    async def transmit(self, parcel: Parcel) -> list[SendResult]:
        """Send one mail; the results name recipients where they differ.

        Raises LostConnectionError when the conversation broke before the mail was whole; `stale` tells that the
        connection was already gone before this mail began, so that a new one is worth trying at once. Whatever ends
        the call early, a cancellation too, closes the connection: a reply still owed must not be read as the next one.
        """
        try:
            return await self._transmit(parcel)
        except BaseException:
            self.drop()
            raise

    async def _transmit(self, parcel: Parcel) -> list[SendResult]:
        try:
            envelope = envelope_of(parcel, self._client.supports_extension)
        except UnsendableError as error:
            return [Refused(parcel.key, 0, str(error))]
        refused = await self._start(parcel.key, envelope)
        if refused is not None:
            return [refused]
        failed: list[SendResult] = []
        try:
            for given, address in zip(parcel.recipients, envelope.recipients, strict=True):
                failed += await self._recipient(parcel.key, given, address, envelope.encoding)
            if len(failed) == len(envelope.recipients):
                return failed
            answer = await self._client.execute_command(b"DATA")
            if answer.code != _START_INPUT:
                return [answer_to(parcel.key, answer.code, answer.message), *failed]
            await asyncio.wait_for(self._write_all_but_the_dot(parcel.raw), self._settings.final_timeout)
            self._protocol.write(b".\r\n")
        except (aiosmtplib.SMTPException, OSError) as error:
            raise self._lost(error) from error
        return [await self._verdict(parcel.key), *failed]

    async def _start(self, key: int, envelope: Envelope) -> Refused | Deferred | None:
        """Begin the mail; the server's no, or None where it goes on."""
        try:
            if self._reset_first:
                await self._client.rset()
            self._reset_first = True
            await self._client.mail(envelope.sender, options=envelope.options, encoding=envelope.encoding)
        except aiosmtplib.SMTPSenderRefused as error:
            if error.code == _CLOSING:
                raise self._lost(error, stale=True) from error
            return _to_sender(key, error.code, error.message)
        except (aiosmtplib.SMTPException, OSError) as error:
            raise self._lost(error, stale=not isinstance(error, TimeoutError)) from error
        return None

    async def _recipient(self, key: int, given: str, address: str, encoding: str) -> list[SendResult]:
        try:
            await self._client.rcpt(address, encoding=encoding)
        except aiosmtplib.SMTPRecipientRefused as error:
            return [answer_to(key, error.code, error.message, given)]
        return []

    async def _write_all_but_the_dot(self, raw: bytes) -> None:
        """Write the mail with its dots doubled (RFC 5321 section 4.5.2), and wait until the system has taken it all."""
        stuffed = raw.replace(b"\r\n.", b"\r\n..")
        self._protocol.write(b"." + stuffed if stuffed.startswith(b".") else stuffed)
        await self._writer.drain()
        if self._transport.is_closing():
            raise aiosmtplib.SMTPServerDisconnected("the connection closed in the middle of the mail")

    async def _verdict(self, key: int) -> SendResult:
        """Wait for the one reply that counts; without it, nobody here can know."""
        try:
            answer = await self._protocol.read_response(timeout=self._settings.final_timeout)
        except (aiosmtplib.SMTPException, OSError) as error:
            self.drop()
            return Uncertain(key, f"the mail was sent whole, but the server's reply never came: {_sentence(error)}")
        if 200 <= answer.code <= 299:
            self._reset_first = False
            return Delivered(key, f"{answer.code} {' '.join(answer.message.split())}")
        if answer.code == _CLOSING:
            self.drop()
        if 400 <= answer.code <= 599:
            return answer_to(key, answer.code, answer.message)
        self.drop()
        return Uncertain(key, f"the mail was sent whole, but the reply was not understood: {answer.code}")

    def _lost(self, error: Exception, *, stale: bool = False) -> LostConnectionError:
        return LostConnectionError(f"the connection failed before the mail was sent: {_sentence(error)}", stale=stale)

    def drop(self) -> None:
        """Close without a word."""
        self._client.close()
        self._transport.abort()

    async def quit(self) -> None:
        """Take leave of the server and close."""
        try:
            await self._client.quit(timeout=_FAREWELL)
        except (aiosmtplib.SMTPException, OSError):
            pass
        finally:
            self.drop()


def _to_sender(key: int, code: int, text: str) -> Refused | Deferred:
    """What a refusal of MAIL means. That we are not logged in (RFC 4954 section 6) is no fault of the mail."""
    if code in (530, 534, 535, 538):
        return Deferred(key, f"the server wants a log-in first ({code} {text}): check user and password")
    return answer_to(key, code, text)


def _sentence(error: Exception) -> str:
    if isinstance(error, aiosmtplib.SMTPResponseException):
        return f"{error.code} {' '.join(error.message.split())}"
    return str(error) or type(error).__name__
