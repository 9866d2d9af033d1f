"""What becomes of errors: each has its status and a page that says what to do; nothing of ours shows through."""

import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from models.vocabulary import Role
from processor.clock import utc_now
from processor.errors import Forbidden, Overtaken, Permanent, Refused, SettingsError, Temporary
from processor.web.answers import Answer
from processor.web.desk import Desk
from processor.web.route import action, page
from processor.web.visit import Visit
from tests.web.conftest import free_port
from tests.web.site import DeskSite, serve

ERRORS = {
    "refused": Refused("a closed ticket takes no note"),
    "forbidden": Forbidden("anton may not do this"),
    "overtaken": Overtaken("lena accepted it at 10:14"),
    "temporary": Temporary("the database is busy"),
    "settings": SettingsError("smtp.password: the file is missing"),
    "permanent": Permanent("it will never work"),
    "fault": RuntimeError("secret detail of ours"),
}
RUNNING, MAY_END = threading.Event(), threading.Event()


def fail(visit: Visit, _desk: Desk) -> Answer:
    raise ERRORS[visit.part("kind")]


def linger(visit: Visit, _desk: Desk) -> Answer:
    RUNNING.set()
    MAY_END.wait(20)
    return visit.file("готово".encode(), "../../готово\u202e.txt", "text/html")


def shown(visit: Visit, _desk: Desk) -> Answer:
    return visit.framed("<script>alert(1)</script>")


ROUTES = [page("/fail/{kind}", fail), action("/fail/{kind}", fail), page("/linger", linger), page("/framed", shown)]


@pytest.fixture(scope="module")
def failing(told: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskSite]:
    made = serve(told, tmp_path_factory.mktemp("failing"), free_port(), ROUTES)
    yield made
    made.close()


def client(site: DeskSite) -> httpx.Client:
    return httpx.Client(base_url=site.url, cookies={"signoff_session": site.token(Role.CSM)}, timeout=30)


@pytest.mark.parametrize(
    ("kind", "got", "posted"),
    [("refused", 404, 422), ("forbidden", 403, 403), ("overtaken", 409, 409), ("temporary", 503, 503),
     ("settings", 503, 503), ("permanent", 422, 422), ("fault", 500, 500)],
)  # fmt: skip
def test_every_error_has_its_status_and_its_page(failing: DeskSite, kind: str, got: int, posted: int) -> None:
    with client(failing) as carla:
        token = failing.app.sign_in().visitor(carla.cookies["signoff_session"], utc_now())
        assert token is not None
        form = {"_csrf": token.csrf, "_once": "k" * 20}
        answers = (carla.get(f"/fail/{kind}"), carla.post(f"/fail/{kind}", data=form))
        again = carla.post(f"/fail/{kind}", data=form)
    assert [one.status_code for one in answers] == [got, posted]
    assert again.status_code == posted, "what failed is not remembered as done"
    for answer in answers:
        assert "<h1>" in answer.text
        assert "Traceback" not in answer.text
        assert "secret detail" not in answer.text
        if kind != "fault":
            assert str(ERRORS[kind]) in answer.text
        assert "default-src 'none'" in answer.headers["content-security-policy"]
    if got >= 500:
        shown, sent = ("Nothing was saved" in answer.text for answer in answers)
        assert not shown, "a page that can't be shown may follow upon something that was saved"
        assert sent


def test_a_strangers_file_is_saved_under_a_safe_name_and_run_by_nobody(failing: DeskSite) -> None:
    MAY_END.set()
    with client(failing) as carla:
        answer = carla.get("/linger")
    assert answer.headers["content-type"] == "application/octet-stream"
    said = answer.headers["content-disposition"]
    assert said.startswith("attachment; filename*=UTF-8''")
    assert "%2F" not in said
    assert "%E2%80%AE" not in said
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_strangers_page_stands_in_a_sandbox(failing: DeskSite) -> None:
    with client(failing) as carla:
        answer = carla.get("/framed")
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("sandbox; default-src 'none'")
    assert "script-src" not in policy
    assert "allow-" not in policy
    assert "frame-ancestors 'self'" in policy
    assert "x-frame-options" not in answer.headers


def test_what_is_being_answered_is_answered_before_the_pages_stop(told: Path, tmp_path: Path) -> None:
    site = serve(told, tmp_path / "stopping", free_port(), ROUTES)
    RUNNING.clear()
    MAY_END.clear()
    answers: list[int] = []
    with client(site) as carla:
        asking = threading.Thread(target=lambda: answers.append(carla.get("/linger").status_code))
        asking.start()
        assert RUNNING.wait(20)
        site.server.stop()
        MAY_END.set()
        asking.join(20)
        site.close()
    assert answers == [200]
