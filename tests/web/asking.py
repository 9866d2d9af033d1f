"""Requests without a browser: what somebody with a script sends."""

import re
from collections.abc import Callable, Mapping
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


Call = Callable[..., Caller]
"""Makes callers of a role, a CSM unless another is named: the fixture `call`."""


def hidden(page: str, action: str) -> dict[str, str]:
    """What the form that posts to this action carries along."""
    form = re.search(rf'<form(?=[^>]*method="post")[^>]*action="{re.escape(action)}"[^>]*>(.*?)</form>', page, re.S)
    assert form is not None, f"there is no form for {action}"
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form[1]))


def post(caller: Caller, page: str, action: str, **fields: Any) -> httpx.Response:
    """The form on this page, filled in and sent."""
    return caller.post(action, {**hidden(caller.get(page).text, action), **fields})


def done(answer: httpx.Response) -> str:
    """Where it goes on after something was done."""
    assert answer.status_code == 303, re.sub(r"<[^>]+>", " ", answer.text)[-600:]
    return answer.headers["location"]
