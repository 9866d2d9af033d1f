"""The servers that the outbox is tried on."""

from tests.servers.smtp_fixtures import authority, smtp_sink, smtps_sink, starttls_sink

__all__ = ["authority", "smtp_sink", "smtps_sink", "starttls_sink"]
