"""Coming in and going out: the password, the second step, the recovery codes."""

import base64
import sys
from typing import Final
from urllib.parse import quote

from models.vocabulary import Denial, SecondStep
from processor.documents.pages import line
from processor.errors import SettingsError, SignoffError, Temporary, TooOften
from processor.observability.log import get_log
from processor.services.access.sessions import SignedIn
from processor.services.access.signin import Challenge, Denied
from processor.web.addresses import own_path
from processor.web.answers import Answer, Cookie, leave_for
from processor.web.asking import GUEST, ONWARD, SESSION, STEP
from processor.web.desk import Desk
from processor.web.fields import Fields
from processor.web.oidc import Oidc
from processor.web.provider import Unvouched
from processor.web.refusals import TOO_MANY, retry_after, till_when
from processor.web.route import PageRoute, action, open_action, open_page
from processor.web.site import Site
from processor.web.visit import Guest, Visit

__all__ = ["routes"]

_STEP_SECONDS: Final = 600
_STEPS: Final = {SecondStep.CODE: "/signin/code", SecondStep.ENROL: "/signin/enrol"}
_WRONG: Final = 401
_LATER: Final = 503


def routes() -> list[PageRoute]:
    """The pages for whoever has not signed in, and the way out."""
    return [
        open_page("/signin", _ask_password),
        open_action("/signin", _take_password),
        open_page("/signin/code", _ask_code),
        open_action("/signin/code", _take_code),
        open_page("/signin/enrol", _ask_enrolment),
        open_action("/signin/enrol", _take_enrolment),
        open_page("/signin/oidc", _depart),
        open_page("/signin/oidc/back", _arrive),
        action("/signout", _leave, once=False),
        action("/account/second", _set_up, once=False),
    ]


def _ask_password(guest: Guest, site: Site) -> Answer:
    onward, oidc = _next(guest.query), site.settings.web.oidc is not None
    return guest.show("signin/password.html", login="", trouble="", next=onward, oidc=oidc)


def _take_password(guest: Guest, site: Site) -> Answer:
    login, onward = guest.form.word("login"), _next(guest.form)
    password = guest.form.secret("password")
    found = site.sign_in.begin(login, password, guest.address, guest.agent, guest.now, _before(guest))
    match found:
        case SignedIn():
            return _entered(guest, found, onward)
        case Challenge():
            step = Cookie(STEP, found.token, _STEP_SECONDS, path="/signin")
            return guest.see(f"{_STEPS[found.step]}?next={quote(onward, safe='/')}").with_cookies(step)
        case Denied():
            values = {"login": login, "next": onward, "oidc": site.settings.web.oidc is not None}
            return _denied(guest, found, "signin/password.html", **values)


def _ask_code(guest: Guest, _site: Site) -> Answer:
    return guest.show("signin/code.html", trouble="", next=_next(guest.query))


def _take_code(guest: Guest, site: Site) -> Answer:
    onward = _next(guest.form)
    found = site.sign_in.answer(_token(guest), guest.form.secret("code"), guest.now, _before(guest))
    if isinstance(found, Denied):
        return _denied(guest, found, "signin/code.html", next=onward)
    return _entered(guest, found, onward)


def _ask_enrolment(guest: Guest, site: Site) -> Answer:
    return _enrolment(guest, site, _next(guest.query), None)


def _take_enrolment(guest: Guest, site: Site) -> Answer:
    onward = _next(guest.form)
    found = site.sign_in.enrol(_token(guest), guest.form.secret("code"), guest.now, _before(guest))
    if isinstance(found, Denied):
        return _enrolment(guest, site, onward, found)
    shown = guest.show("signin/codes.html", codes=found.recovery_codes, next=onward)
    return shown.with_cookies(*_cookies(found))


def _enrolment(guest: Guest, site: Site, onward: str, denied: Denied | None) -> Answer:
    """The page with the picture to take; where the time for it is over, the beginning."""
    setup = site.sign_in.enrolment(_token(guest), guest.now)
    if isinstance(setup, Denied):
        return _denied(guest, setup, "signin/password.html", login="", next=onward, oidc=False)
    picture = "data:image/svg+xml;base64," + base64.b64encode(setup.svg.encode()).decode()
    secret = " ".join(setup.secret[at : at + 4] for at in range(0, len(setup.secret), 4))
    if denied is not None:
        return _denied(guest, denied, "signin/enrol.html", picture=picture, secret=secret, next=onward)
    return guest.show("signin/enrol.html", trouble="", picture=picture, secret=secret, next=onward)


def _depart(guest: Guest, site: Site) -> Answer:
    """To the identity provider; where to go on afterwards waits in a cookie."""
    onward = _next(guest.query)
    provider = _provider(guest, site)
    try:
        departure = provider.start(guest.now)
    except (Temporary, SettingsError) as error:
        return _unreachable(guest, error, onward)
    waiting = Cookie(ONWARD, onward, _STEP_SECONDS, path="/signin")
    return leave_for(departure.url).with_cookies(Cookie(STEP, departure.cookie, _STEP_SECONDS, path="/signin"), waiting)


def _arrive(guest: Guest, site: Site) -> Answer:
    """Back from the identity provider, with the mail address that it vouches for."""
    query = {name: guest.query.text(name, most=4000) for name in ("state", "code", "error", "error_description", "iss")}
    given = {name: value for name, value in query.items() if value}
    onward = _own(guest.asked.cookies.get(ONWARD, ""))
    provider = _provider(guest, site)
    try:
        email = provider.arrive(given, _token(guest), guest.now)
    except Unvouched as doubt:
        get_log("web").warning("nobody vouched for", why=doubt.why.value, said=str(doubt))
        return _turned_away(guest, guest.words(f"signin.provider.{doubt.why.value}"), onward, _WRONG)
    except (Temporary, SettingsError) as error:
        return _unreachable(guest, error, onward)
    found = site.sign_in.trusted(email, guest.address, guest.agent, guest.now, _before(guest))
    if isinstance(found, Denied):
        return _turned_away(guest, guest.words("signin.provider.unknown", address=line(email)), onward, _WRONG)
    return _entered(guest, found, onward).with_cookies(Cookie(ONWARD, "", path="/signin"))


def _turned_away(guest: Guest, trouble: str, onward: str, status: int) -> Answer:
    """The page to begin anew on, which still leads to where the person wanted to go."""
    return guest.show("signin/password.html", status, login="", trouble=trouble, next=onward, oidc=True)


def _unreachable(guest: Guest, error: SignoffError, onward: str) -> Answer:
    """The provider can't be asked: why stands in the log, which is for whoever runs it."""
    get_log("web").warning("identity provider fails", said=str(error))
    return _turned_away(guest, guest.words("signin.provider.unreachable"), onward, _LATER)


def _provider(guest: Guest, site: Site) -> Oidc:
    """The identity provider. Raises Refused where the settings name none: the page isn't there then."""
    if site.settings.web.oidc is None:
        raise guest.refuse("shell.fields.unknown")
    return site.services.of(site.oidc)


def _set_up(visit: Visit, desk: Desk) -> Answer:
    """Somebody sets up a second step of their own accord."""
    password = visit.form.secret("password")
    found = desk.sign_in.set_up(visit.by, password, visit.address, visit.agent, visit.now)
    if isinstance(found, Denied):
        if found.why is Denial.WAIT:
            raise TooOften(found.sentence, found.wait)
        raise visit.refuse(f"signin.denied.{found.why.value}")
    step = Cookie(STEP, found.token, _STEP_SECONDS, path="/signin")
    return visit.see("/signin/enrol?next=/account").with_cookies(step)


def _leave(visit: Visit, desk: Desk) -> Answer:
    """Out: the session is over, even for who copied its cookie."""
    desk.leave(visit.asked.cookies.get(SESSION, ""), visit.now)
    return visit.see("/signin", "signin.left").with_cookies(Cookie(SESSION, ""))


def _entered(guest: Guest, found: SignedIn, onward: str) -> Answer:
    return guest.see(onward).with_cookies(*_cookies(found))


def _cookies(found: SignedIn) -> tuple[Cookie, ...]:
    return Cookie(SESSION, found.token), Cookie(STEP, "", path="/signin"), Cookie(GUEST, "")


def _denied(guest: Guest, denied: Denied, template: str, **values: object) -> Answer:
    get_log("web").warning("sign-in denied", why=denied.why.value)
    if denied.why is Denial.WAIT:
        shown = guest.show(template, TOO_MANY, trouble=till_when(guest, denied.wait), **values)
        return retry_after(shown, denied.wait)
    return guest.show(template, _WRONG, trouble=guest.words(f"signin.denied.{denied.why.value}"), **values)


def _before(guest: Guest) -> str:
    """The session that this browser has already."""
    return guest.asked.cookies.get(SESSION, "")


def _token(guest: Guest) -> str:
    return guest.asked.cookies.get(STEP, "")


def _next(fields: Fields) -> str:
    """Where to go on, as an address or a form says it. One without end is no reason to let nobody in."""
    return _own(fields.text("next", most=sys.maxsize))


def _own(given: str) -> str:
    """Where to go on: a page of ours, and not back to where one signs in."""
    path = own_path(given)
    return "/" if path.startswith("/sign") else path
