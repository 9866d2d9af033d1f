"""On the narrowest of phones: nothing reaches beyond the edge, and no word is cut but at a joint."""

from collections.abc import Callable
from typing import Any, Final

import pytest

from models.vocabulary import Language, Role
from tests.web.browsing import Tab
from tests.web.site import DeskSite

NARROW: Final = {"width": 320, "height": 640}
PATHS: Final = (
    "/queue/1", "/tickets/1", "/proposals/8", "/deployments/3", "/customers/1", "/ledger/changes", "/mail",
    "/mail/outgoing", "/mail/outgoing/3", "/forms?state=all", "/users", "/register",
)  # fmt: skip
CUT: Final = """() => {
  const cut = [], edge = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const holder = node.parentElement;
    if (holder.closest("pre, textarea, select, svg, .visually-hidden")) continue;
    if (!holder.checkVisibility({ visibilityProperty: true }) || holder.offsetWidth === 1) continue;
    for (const word of node.data.matchAll(/[^\\s\\u00ad]{2,63}(?!\\S)/g)) {
      const range = document.createRange();
      let before = null;
      for (let at = word.index; at < word.index + word[0].length; at++) {
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const box = range.getClientRects()[0];
        if (!box || !box.width) continue;
        if (before !== null && box.top - before > 3 && !/[^\\p{L}\\p{N}]/u.test(node.data[at - 1])) cut.push(word[0]);
        before = box.top;
      }
    }
  }
  return [cut, edge];
}"""
"""The words of a page that go on in the next line where no sign parts them; digests of 64 letters have no joint."""


@pytest.mark.parametrize("language", [Language.GERMAN, Language.RUSSIAN])
def test_no_word_is_cut_and_nothing_is_beyond_the_edge(
    new_tab: Callable[..., Tab], site: DeskSite, language: Language
) -> None:
    tab = new_tab(size=NARROW)
    tab.login(Role.ADMIN, language)
    found: dict[str, Any] = {}
    for path in PATHS:
        tab.go(path)
        cut, edge = tab.page.evaluate(CUT)
        if cut or edge > 0:
            found[path] = (cut, edge)
    assert found == {}
