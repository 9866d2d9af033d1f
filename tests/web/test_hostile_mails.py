"""Mails that want to do harm, looked at in a real browser: shown, safely, and at once.

Whatever runs leaves a mark: in the title, in the console, at the window, and as a request to a listener of ours; that
it does so where nothing holds it is shown first. No complaint of the browser is let through, for the cleaning leaves
nothing that the policy would have to forbid; what the policy forbids is shown apart, with a mail that nobody cleaned.

What runs in a frame without scripts can't be asked for by playwright's `evaluate`, which waits for an answer forever:
the tests look there by locators alone.
"""

import re
from base64 import b64encode
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Dialog, FrameLocator, Page, expect

from models.vocabulary import Role
from processor.clock import utc_now
from processor.documents.mailhtml import CleanedMail
from processor.store.views.queue import QueueFilter
from processor.web.pages import messages
from tests.servers.listener import Listener
from tests.servers.smtpsink import SmtpSink
from tests.web.asking import Caller
from tests.web.browsing import DESKTOP, PHONE, Tab
from tests.web.conftest import free_port
from tests.web.hostilemails import COLOUR, EVIL, FILES, SCRIPT, SIZE, SUBJECTS, mails
from tests.web.site import DeskSite, app_in, serve
from tests.web.story import Story

UNSEEN = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\x00-\x08\x0b-\x1f]")
QUICK = 1.0
"""Seconds that the server takes at most for a page with any of these mails."""

MOST = 1_000_000
"""Bytes that such a page has at most."""

TALL = {"width": 1280, "height": 2000}
"""All of a short mail is seen at once: the panel of decisions stands below it."""

LYING_OVER = """() => [...document.querySelectorAll("a, button, summary, input, select")].filter(one => {
    const box = one.getBoundingClientRect();
    if (!box.width || box.top < 0 || box.bottom > innerHeight) return false;
    return document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)?.tagName == "IFRAME";
}).map(one => one.outerHTML)"""
"""What of the page can be seen, and lies under a frame."""

MIDDLE = """async (png) => {
    const seen = new Image();
    seen.src = `data:image/png;base64,${png}`;
    await seen.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [seen.width, seen.height];
    const context = canvas.getContext("2d");
    context.drawImage(seen, 0, 0);
    return [...context.getImageData(seen.width / 2, seen.height / 2, 1, 1).data];
}"""
"""The colour in the middle of a picture."""


@dataclass(frozen=True)
class Place:
    """Where a mail is shown."""

    ticket: int
    item: int

    @property
    def pages(self) -> tuple[str, str]:
        return f"/queue/{self.item}", f"/tickets/{self.ticket}"


@pytest.fixture(scope="module")
def evil() -> Iterator[Listener]:
    """The one whom all of these mails want to tell something."""
    with Listener() as listener:
        yield listener


@pytest.fixture(scope="module")
def site(told: Path, evil: Listener, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskSite]:
    """The story, and then these mails arrive."""
    folder = tmp_path_factory.mktemp("hostile")
    made = serve(told, folder, free_port())
    with ThreadPoolExecutor(1) as apart:  # a pass has an event loop of its own, and the browser has one here
        apart.submit(_arrive, folder, evil.url).result()
    yield made
    made.close()


def _arrive(folder: Path, listener: str) -> None:
    with SmtpSink() as sink:
        app = app_in(folder, sink.port)
        story = Story(app, folder / "Maildir", utc_now(), mails=1000)
        for mail in mails(listener).values():
            story.raw(mail)
        story.handle()
        app.store.close()


@pytest.fixture(scope="module")
def places(site: DeskSite) -> dict[str, Place]:
    """Where each of them is."""
    views = site.app.store.views
    items = {line.ticket_number: line.review_id for line in views.queue(utc_now(), QueueFilter(limit=200)).lines}
    numbers = {line.requester: line.number for line in views.tickets()}
    return {name: Place(number := numbers[f"{name}@stranger.example"], items[number]) for name in SUBJECTS}


@pytest.fixture(scope="module")
def caller(site: DeskSite) -> Iterator[Caller]:
    made = Caller(site, Role.CSM)
    yield made
    made.close()


@pytest.fixture
def watched(tab: Tab, evil: Listener) -> Iterator[Tab]:
    """A tab of a CSM. At the end no dialog was opened, and nothing was sent."""
    dialogs: list[str] = []

    def opened(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    tab.page.on("dialog", opened)
    evil.forget()
    yield tab.login(Role.CSM)
    assert evil.asked() == []
    assert dialogs == []


def original(page: Page) -> FrameLocator:
    """The mail's frame, opened."""
    page.locator("details.original summary").first.click()
    frame = page.frame_locator("iframe.mail").first
    expect(frame.locator("body")).to_be_visible()
    return frame


def unharmed(tab: Tab, path: str) -> None:
    """Nobody was led away, nothing left its mark, and nothing lies over anything."""
    page = tab.page
    assert page.url == tab.site.url + path
    assert page.title() != "hacked"
    assert page.evaluate("typeof window.hacked") == "undefined"
    assert all(frame.url.startswith(tab.site.url) for frame in page.frames if frame.url.startswith("http"))
    assert not UNSEEN.search(page.locator("body").inner_text())
    assert page.locator("main :is(script, style, [style], base, meta, object, embed, marquee)").count() == 0
    assert page.evaluate(LYING_OVER) == []


def test_where_nothing_holds_it_the_harm_is_done(tab: Tab, evil: Listener) -> None:
    """What the other tests look for would be there."""
    evil.forget()
    tab.page.set_content(SCRIPT.replace(EVIL, evil.url), wait_until="commit")
    tab.page.wait_for_function("() => window.hacked === 1")
    evil.wait_for("/ran")
    assert {"/remote.png", "/l.css", "/s.js"} <= set(evil.asked())
    assert any("hacked" in one for one in tab.complaints)
    tab.complaints.clear()


def test_a_mail_that_nobody_cleaned_does_nothing_in_its_frame(
    watched: Tab, places: dict[str, Place], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The policy alone would hold it. The browser says of each thing that it was not let."""
    monkeypatch.setattr(messages, "cleaned_mail", lambda html, *_: CleanedMail(html, cut=False))
    path = places["script"].pages[1]
    frame = original(watched.go(path))
    expect(frame.get_by_text("Innocent words.")).to_be_visible()
    expect(frame.get_by_text("Last words.")).to_be_visible()
    unharmed(watched, path)
    said = [one for one in watched.complaints if not one.startswith("asked of somebody else")]
    watched.complaints.clear()
    assert said
    why = ("Content Security Policy", "sandboxed", "Unsafe attempt to load URL")
    assert [one for one in said if not any(part in one for part in why)] == []


@pytest.mark.parametrize("name", list(SUBJECTS))
def test_it_is_shown_and_does_nothing(watched: Tab, places: dict[str, Place], name: str) -> None:
    plain = " ".join(UNSEEN.sub(" ", SUBJECTS[name]).split())[:250]
    for path in places[name].pages:
        page = watched.go(path)
        original(page)
        assert plain in " ".join(page.locator("main").inner_text().split())
        unharmed(watched, path)
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        watched.fits()
        page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]


def test_what_was_written_is_there_and_what_would_act_is_not(watched: Tab, places: dict[str, Place]) -> None:
    page = watched.go(places["script"].pages[1])
    frame = original(page)
    expect(frame.get_by_text("Innocent words.")).to_be_visible()
    expect(frame.get_by_text("Last words.")).to_be_visible()
    assert (
        frame.locator("body :is(script, style, form, input, iframe, object, embed, svg, video, audio, base)").count()
        == 0
    )
    assert frame.locator("meta[http-equiv], link, [href], [onload], [onerror], [style], [src^=http]").count() == 0
    assert frame.locator("img[src^='data:image/png']").count() == 1
    for link in frame.locator("a").all():
        link.click()
    unharmed(watched, places["script"].pages[1])
    expect(page.locator("main")).to_contain_text("<script>top.hacked=1</script> <b>Bold</b> {{ 7 * 7 }}")


def test_what_lies_over_stays_in_its_frame_and_hides_nothing(watched: Tab, places: dict[str, Place]) -> None:
    for path in places["overlay"].pages:
        frame = original(watched.go(path))
        for words in ("What the style hides.", "What is too small.", "What is white.", "Your session is over"):
            expect(frame.get_by_text(words)).to_be_visible()
            expect(frame.get_by_text(words)).to_have_css("position", "static")
        expect(frame.get_by_text("What is too small.")).to_have_css("font-size", "14px")
        expect(frame.get_by_text("What is white.")).to_have_css("color", "rgb(26, 30, 36)")
        frame.locator("a").first.click()
        unharmed(watched, path)


def test_the_pictures_of_a_mail_are_painted_and_nothing_else_is(watched: Tab, places: dict[str, Place]) -> None:
    watched.page.set_viewport_size(TALL)  # type: ignore[arg-type]
    for path in places["pictured"].pages:
        page = watched.go(path)
        frame = original(page)
        unharmed(watched, path)
        for at in range(2):
            drawn = frame.locator("img").nth(at)
            box = drawn.bounding_box()
            assert box is not None
            assert (box["width"], box["height"]) == SIZE, "a picture that is not loaded has no size of its own"
            assert page.evaluate(MIDDLE, b64encode(drawn.screenshot()).decode()) == [*COLOUR, 255]
        expect(frame.locator("img")).to_have_count(2)
        expect(frame.locator(".picture")).to_have_text(["a page", "Picture", "what was lost", "Picture"])


@pytest.mark.parametrize("path", ["/queue", "/tickets", "/tickets?q=invoice", "/tickets?q=files"])
def test_lists_of_them_are_harmless(watched: Tab, places: dict[str, Place], path: str) -> None:
    page = watched.go(path)
    expect(page.locator("main").get_by_text(re.compile("stranger.example|Mallory")).first).to_be_visible()
    unharmed(watched, path)
    assert page.locator("main b").count() == 0
    watched.fits()


def test_nothing_is_turned_round(watched: Tab, places: dict[str, Place]) -> None:
    """Marks of direction are gone: a name ends where it ends."""
    for path in (*places["turned"].pages, "/queue", "/tickets"):
        text = " ".join(watched.go(path).locator("main").inner_text().split())
        assert "Anna gnihton Berg" in text, path
        assert "Invoice fdp.exe paid end" in text, path
    for path in places["files"].pages:
        expect(watched.go(path).get_by_role("link", name="invoice fdp.exe").first).to_be_visible()


def test_files_are_saved_and_never_shown(caller: Caller, places: dict[str, Place]) -> None:
    page = caller.get(places["files"].pages[1]).text
    links = re.findall(r'href="(/tickets/\d+/messages/\d+/(?:files/\d+|raw))"', page)
    assert len(set(links)) == len(FILES) + 1
    for link in set(links):
        answer = caller.get(link)
        assert answer.status_code == 200, link
        assert answer.headers["x-content-type-options"] == "nosniff"
        kind = answer.headers["content-type"]
        assert kind in {"application/octet-stream", "image/svg+xml", "application/pdf"}, kind
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        how, _, name = answer.headers["content-disposition"].partition("; filename*=UTF-8''")
        assert how == "attachment"
        assert re.fullmatch(r"(?:[A-Za-z0-9!#$&+.^_`|~-]|%[0-9A-F]{2})+", name), name
        saved = unquote(name)
        assert not UNSEEN.search(saved), saved
        assert not set(saved) & set('/\\:*?"<>|'), saved
        assert not saved.startswith("."), saved
        assert 0 < len(saved) <= 120, saved


def test_a_file_that_is_clicked_is_saved_under_a_harmless_name(watched: Tab, places: dict[str, Place]) -> None:
    page = watched.go(places["files"].pages[1])
    links = page.locator("ul.attached a")
    assert links.count() == len(FILES)
    for at in range(links.count()):
        with page.expect_download() as saved:
            links.nth(at).click()
        assert not set(saved.value.suggested_filename) & set("/\\"), saved.value.suggested_filename
    unharmed(watched, places["files"].pages[1])


@pytest.mark.parametrize("name", ["large", "wide"])
def test_what_is_cut_leads_to_the_whole(watched: Tab, caller: Caller, places: dict[str, Place], name: str) -> None:
    place = places[name]
    page = watched.go(place.pages[0])
    page.locator("main").get_by_role("link", name=f"#{place.ticket}", exact=True).last.click()
    page.wait_for_url(f"**/tickets/{place.ticket}")
    link = page.locator("p.foot").get_by_role("link", name="Save mail")
    expect(link).to_be_visible()
    answer = caller.get(link.get_attribute("href") or "")
    assert len(answer.content) > 10_000_000
    assert answer.elapsed.total_seconds() < QUICK


def test_html_that_is_cut_says_so(watched: Tab, places: dict[str, Place]) -> None:
    frame = original(watched.go(places["wide"].pages[1]))
    expect(frame.locator(".more")).to_have_text("The mail goes on. Save the mail to read all of it.")


@pytest.mark.parametrize("name", list(SUBJECTS))
def test_it_is_shown_at_once(caller: Caller, places: dict[str, Place], name: str) -> None:
    """At the server: the item, the ticket, and the frame; each at its best of three, for other work may be going on."""
    place = places[name]
    frame = re.findall(r'src="(/tickets/\d+/messages/\d+/html)"', caller.get(place.pages[1]).text)[0]
    for path in (*place.pages, frame):
        answers = [caller.get(path) for _ in range(3)]
        assert {one.status_code for one in answers} == {200}, path
        assert min(one.elapsed.total_seconds() for one in answers) < QUICK, path
        assert all(len(one.content) < MOST for one in answers), path
