"""Users as people look at them: nothing of their secrets."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from models.vocabulary import Language, Role, UserState
from processor.errors import Refused
from processor.store.store import Store
from processor.store.users import UserRow

_LOGIN: Final = re.compile(r"[^@\s<>,;:\"()\[\]\\/]{1,64}@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]{2,63}")
_LONGEST: Final = 254
_LONGEST_NAME: Final = 100


@dataclass(frozen=True, slots=True)
class UserLine:
    """A user. `password` and `totp` tell whether there is one, `recovery_codes` how many are left."""

    user_id: int
    login: str
    display: str
    language: str
    roles: tuple[Role, ...]
    state: UserState
    password: bool
    totp: bool
    recovery_codes: int
    created_by: str
    created_at: datetime
    signed_in_at: datetime | None


@dataclass(frozen=True, slots=True)
class StaffLine:
    """Somebody who works here and may sign in: whom a ticket can be assigned to."""

    login: str
    display: str


def user_line(store: Store, row: UserRow) -> UserLine:
    """The user, as people look at them."""
    return UserLine(
        user_id=row.user_id,
        login=row.login,
        display=row.display,
        language=row.language,
        roles=ordered(row.roles),
        state=row.state,
        password=bool(row.password_hash),
        totp=row.totp_secret is not None,
        recovery_codes=store.users.codes_left(row.user_id),
        created_by=row.created_by,
        created_at=row.created_at,
        signed_in_at=row.signed_in_at,
    )


def ordered(roles: frozenset[Role]) -> tuple[Role, ...]:
    """Roles in the order that they are documented in."""
    return tuple(role for role in Role if role in roles)


def plain_login(given: str) -> str:
    """What is given as a login, as it is compared: in lower case, and the same letters whatever typed them (NFC)."""
    return unicodedata.normalize("NFC", given.strip()[: 2 * _LONGEST].casefold())[: _LONGEST + 1]


def is_same_address(email: str, login: str) -> bool:
    """Whether a provider's mail address is this login, not only like it.

    To fold case and to normalize makes one letter of several: of ſ an s, of the Kelvin sign a k. Their mailboxes may be
    other people's.
    """
    given = email.strip()
    return unicodedata.normalize("NFC", given.lower()) == login and given.isascii() == login.isascii()


def login_of(given: str) -> str:
    """The login, in lower case. Raises Refused for what is no mail address."""
    login = plain_login(given)
    if len(login) > _LONGEST or not login.isprintable() or not _LOGIN.fullmatch(login):
        raise Refused(f"{given!r} is no login: give a mail address such as kim@vendor.example")
    return login


def display_of(given: str) -> str:
    """A person's name on one line. Raises Refused for none, and for one that is too long."""
    display = " ".join(given.split())
    if not display or len(display) > _LONGEST_NAME or not display.isprintable():
        raise Refused(f"a user needs a name of at most {_LONGEST_NAME} characters")
    return display


def language_of(given: str) -> str:
    """The language of the pages; empty where the browser says it. Raises Refused for one that there is not."""
    known = [language.value for language in Language]
    if given and given not in known:
        raise Refused(f"the pages have no language {given!r}: {', '.join(known)}")
    return given
