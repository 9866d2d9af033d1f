"""Requests without a browser: what somebody with a script sends."""

import re
from collections.abc import Mapping
from typing import Any

import httpx

from models.vocabulary import Role
from tests.web.site import DeskSite

HIDDEN = re.compile(r'name="(_csrf|_once)" value="([^"]+)"')


class Caller:
    """A client with the session of a user of this role, or with none."""

    def __init__(self, site: DeskSite, role: Role | None = None) -> None:
        cookies = {} if role is None else {"signoff_session": site.token(role)}
        self.client = httpx.Client(base_url=site.url, cookies=cookies, headers={"Origin": site.url}, timeout=20)

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self.client.get(path, **options)

    def hidden(self, path: str) -> dict[str, str]:
        """The hidden fields of a form on this page: token and key."""
        return dict(HIDDEN.findall(self.get(path).text))

    def post(self, path: str, data: Mapping[str, Any], **options: Any) -> httpx.Response:
        return self.client.post(path, data=dict(data), **options)

    def close(self) -> None:
        self.client.close()
