"""The settings of the pages: where they are served, how people sign in, and for how long."""

from ipaddress import ip_network
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field, StringConstraints, field_validator

from processor.config.secrets import Secret
from processor.config.table import Section

PAGES_LISTEN = r"^$|^(?:[^:\s]+|\[[0-9a-fA-F:]+\]):\d{1,5}$"
PUBLIC_URL = r"^$|^https?://[^\s/?#@]+$"
ISSUER = r"^https://[^\s?#@]+$|^http://(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?(?:/[^\s?#@]*)?$"


class Oidc(Section):
    """`[web.oidc]`: sign-in by an identity provider (OpenID Connect); needs signoff[oidc]."""

    issuer: Annotated[str, StringConstraints(pattern=ISSUER)]
    client_id: str = Field(min_length=1)
    client_secret: Secret


class Web(Section):
    """`[web]`: the pages, their sessions and their second step."""

    listen: Annotated[str, StringConstraints(pattern=PAGES_LISTEN)] = "127.0.0.1:8026"
    public_url: Annotated[str, StringConstraints(pattern=PUBLIC_URL)] = ""
    session_hours: float = Field(default=10.0, gt=0, le=168)
    idle_minutes: float = Field(default=60.0, gt=0, le=1440)
    totp: Literal["required", "leads", "optional"] = "required"
    undo_seconds: int = Field(default=20, ge=0, le=600)
    trusted_proxies: tuple[str, ...] = ()
    oidc: Oidc | None = None

    @field_validator("public_url")
    @classmethod
    def _is_an_address(cls, value: str) -> str:
        try:
            urlsplit(value).port  # noqa: B018 - it is read only now
        except ValueError:
            raise ValueError("should be an address such as https://desk.vendor.example") from None
        return value

    @field_validator("trusted_proxies")
    @classmethod
    def _are_addresses(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for given in value:
            try:
                ip_network(given)
            except ValueError:
                raise ValueError("should be addresses or networks such as 10.0.0.1 or 10.0.0.0/8") from None
        return value

    @property
    def address(self) -> str:
        """Where people open the pages."""
        return self.public_url or f"http://{self.listen}"
