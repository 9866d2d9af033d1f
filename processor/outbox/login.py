"""Reaching the server: connect, EHLO, TLS, EHLO again, log-in; and a sentence with the remedy where that fails."""

import asyncio
import ssl

import aiosmtplib

from processor.errors import SettingsError, SignoffError, Temporary
from processor.outbox.settings import SmtpSettings


async def log_in(settings: SmtpSettings, tls: ssl.SSLContext | None) -> aiosmtplib.SMTP:
    """A client that is connected, secured as the settings say, and logged in where they name a user.

    Raises SettingsError for what the operator must change and Temporary for what may pass by itself. There is no way
    back to plain text: a failed STARTTLS ends the attempt (RFC 3207 section 4.1).
    """
    client = aiosmtplib.SMTP(
        hostname=settings.host,
        port=settings.port,
        local_hostname=settings.helo,
        timeout=settings.timeout,
        use_tls=settings.security == "tls",
        start_tls=settings.security == "starttls",
        tls_context=tls,
    )
    try:
        await client.connect()
        if settings.user:
            await client.login(settings.user, settings.secret)
        elif client.is_ehlo_or_helo_needed:
            await client.ehlo()
    except (aiosmtplib.SMTPException, OSError) as error:
        abort(client)
        raise _explained(error, settings) from error
    except SettingsError:
        abort(client)
        raise
    return client


def abort(client: aiosmtplib.SMTP) -> None:
    """Close at once, without the wait for the server's farewell that an orderly end of TLS would be."""
    transport = client.transport
    client.close()
    if isinstance(transport, asyncio.WriteTransport):
        transport.abort()


def _explained(error: Exception, settings: SmtpSettings) -> SignoffError:
    """The error as what the operator can do about it."""
    where = f"SMTP server {settings.host}:{settings.port}"
    cause = error.__cause__ if isinstance(error.__cause__, ssl.SSLError) else error
    match cause:
        case ssl.SSLCertVerificationError():
            return SettingsError(
                f"{where} shows a certificate that can't be trusted ({cause.verify_message}): "
                "check the host name, or name the authority's file as ca_file"
            )
        case ssl.SSLError():
            return SettingsError(
                f'{where} does not speak TLS as asked for (security "{settings.security}"): {cause.reason or cause}; '
                'port 465 usually wants "tls", port 587 "starttls"'
            )
        case aiosmtplib.SMTPAuthenticationError() if cause.code >= 500:
            return SettingsError(
                f"{where} refuses the log-in of {settings.user} ({cause.code}): check user and password"
            )
        case aiosmtplib.SMTPResponseException():
            return Temporary(f"{where} answers {cause.code} {' '.join(cause.message.split())}, trying again later")
        case aiosmtplib.SMTPServerDisconnected():
            return Temporary(f"{where} hung up before it took a command, trying again later")
        case aiosmtplib.SMTPConnectError() | OSError():
            return Temporary(f"{where} can't be reached ({cause}): check host, port and firewall, trying again later")
        case _:
            return SettingsError(f"{where} does not offer what the settings ask for: {cause}")
