"""One's own account: name and language, password, recovery codes, sessions."""

from typing import Final

from models.vocabulary import Language
from processor.web.answers import Answer, Cookie
from processor.web.asking import SESSION
from processor.web.desk import Desk
from processor.web.route import PageRoute, action, page
from processor.web.visit import Visit

__all__ = ["routes"]

_OWN_NAMES: Final = {Language.ENGLISH: "English", Language.RUSSIAN: "Русский", Language.GERMAN: "Deutsch"}
"""Each language as its speakers call it: found by whoever can't read the one that is set."""


def routes() -> list[PageRoute]:
    """The account, and what is done there. What checks a password keeps no key: a refusal has to be counted."""
    return [
        page("/account", _show),
        action("/account/name", _rename),
        action("/account/password", _set_password, once=False),
        action("/account/codes", _new_codes, once=False),
        action("/account/sessions/{session:int}/end", _end),
        action("/account/sessions/end", _end_others),
    ]


def _show(visit: Visit, desk: Desk) -> Answer:
    user = desk.account.show(visit.by)
    sessions = desk.account.sessions(visit.by, visit.now)
    languages = [(one.value, name) for one, name in _OWN_NAMES.items()]
    return visit.show("account/show.html", user=user, sessions=sessions, here=visit.session, languages=languages)


def _rename(visit: Visit, desk: Desk) -> Answer:
    language = visit.form.choice("language", Language)
    desk.account.rename(visit.by, visit.form.needed("display", 100), language.value, visit.now)
    return visit.see("/account", "account.said.renamed")


def _set_password(visit: Visit, desk: Desk) -> Answer:
    new = visit.form.secret("new")
    if new != visit.form.secret("again"):
        raise visit.refuse("account.said.differ")
    desk.account.password(visit.by, visit.form.secret("old"), new, visit.now)
    return visit.see("/signin", "account.said.password").with_cookies(Cookie(SESSION, ""))


def _new_codes(visit: Visit, desk: Desk) -> Answer:
    """Shown once, and so without going on to another page."""
    codes = desk.account.recovery_codes(visit.by, visit.form.secret("code"), visit.now)
    return visit.show("signin/codes.html", codes=codes, next="/account")


def _end(visit: Visit, desk: Desk) -> Answer:
    desk.account.revoke(visit.by, visit.number("session"), visit.now)
    return visit.see("/account", "account.said.ended", count=1)


def _end_others(visit: Visit, desk: Desk) -> Answer:
    ended = desk.account.revoke_others(visit.by, visit.session, visit.now)
    return visit.see("/account", "account.said.ended", count=ended)
