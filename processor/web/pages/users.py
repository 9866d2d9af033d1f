"""Who works here: users, their roles, passwords, second steps and sessions. For administrators."""

from urllib.parse import quote

from models.vocabulary import Language, Role, UserState
from processor.web.answers import Answer
from processor.web.desk import Desk
from processor.web.route import PageRoute, action, page
from processor.web.visit import Visit

__all__ = ["routes"]


def routes() -> list[PageRoute]:
    """Users; each is named by their login."""
    return [
        page("/users", _list),
        action("/users/add", _add),
        page("/users/of/{login}", _show),
        action("/users/of/{login}/rename", _rename),
        action("/users/of/{login}/roles", _roles),
        action("/users/of/{login}/disable", _disable),
        action("/users/of/{login}/enable", _enable),
        action("/users/of/{login}/password", _password),
        action("/users/of/{login}/second-step", _reset),
        action("/users/of/{login}/sessions/{number:int}/end", _end),
        action("/users/of/{login}/sessions/end", _end_all),
    ]


def _list(visit: Visit, desk: Desk) -> Answer:
    return visit.show("users/list.html", users=desk.users.list(), roles=tuple(Role), languages=tuple(Language))


def _add(visit: Visit, desk: Desk) -> Answer:
    form = visit.form
    made = desk.users.add(
        form.needed("login"),
        form.needed("display"),
        form.choices("roles", Role),
        form.choice("language", Language).value,
        _new_password(visit),
        visit.by,
        visit.now,
    )
    return visit.see(_page_of(made.login), "users.added")


def _show(visit: Visit, desk: Desk) -> Answer:
    login = visit.part("login")
    user = desk.users.show(login)
    return visit.show(
        "users/show.html",
        user=user,
        sessions=desk.users.sessions(login, visit.now),
        roles=tuple(Role),
        languages=tuple(Language),
        active=user.state is UserState.ACTIVE,
        own=user.login == visit.by,
        changes=desk.views.changes(f"user {user.login}", "", 20),
    )


def _rename(visit: Visit, desk: Desk) -> Answer:
    form, login = visit.form, visit.part("login")
    desk.users.rename(login, form.needed("display"), form.choice("language", Language).value, visit.by, visit.now)
    return _seen(visit, "saved")


def _roles(visit: Visit, desk: Desk) -> Answer:
    desk.users.set_roles(visit.part("login"), visit.form.choices("roles", Role), visit.by, visit.now)
    return _seen(visit, "roles_set")


def _disable(visit: Visit, desk: Desk) -> Answer:
    desk.users.disable(visit.part("login"), visit.by, visit.now)
    return _seen(visit, "disabled")


def _enable(visit: Visit, desk: Desk) -> Answer:
    desk.users.enable(visit.part("login"), visit.by, visit.now)
    return _seen(visit, "enabled")


def _password(visit: Visit, desk: Desk) -> Answer:
    desk.users.set_password(visit.part("login"), _new_password(visit), visit.by, visit.now)
    return _seen(visit, "password_set")


def _reset(visit: Visit, desk: Desk) -> Answer:
    desk.users.reset_totp(visit.part("login"), visit.by, visit.now)
    return _seen(visit, "second_step_reset")


def _end(visit: Visit, desk: Desk) -> Answer:
    desk.users.revoke(visit.part("login"), visit.number(), visit.by, visit.now)
    return _seen(visit, "session_ended")


def _end_all(visit: Visit, desk: Desk) -> Answer:
    desk.users.revoke_all(visit.part("login"), visit.by, visit.now)
    return _seen(visit, "sessions_ended")


def _new_password(visit: Visit) -> str:
    new = visit.form.secret("new")
    if new != visit.form.secret("again"):
        raise visit.refuse("users.not_again")
    return new


def _seen(visit: Visit, said: str) -> Answer:
    return visit.see(_page_of(visit.part("login")), f"users.{said}")


def _page_of(login: str) -> str:
    return f"/users/of/{quote(login, safe='')}"
