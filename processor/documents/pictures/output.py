"""Pictures as SVG with its fonts inside, and as PDF on A4 across: the same facts always make the same bytes."""

import base64
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import lru_cache
from importlib.resources import as_file, files
from typing import Final

from processor.documents.pictures.facts import RoadmapFacts, TimelineFacts
from processor.documents.pictures.measure import width
from processor.documents.pictures.roadmap import PAGE, Roadmap, roadmap_of
from processor.documents.pictures.sheet import CHART, MARGIN, NAME, WIDTH
from processor.documents.pictures.timeline import Timeline, timeline_of
from processor.documents.press import PdfMaker
from processor.documents.templates import Templates

__all__ = ["PICTURES", "Drawn", "draw", "file_name", "picture_pdf", "picture_svg"]

PICTURES: Final = ("timeline", "roadmap")
_FONTS: Final = (("DejaVuSans.ttf", "normal"), ("DejaVuSans-Bold.ttf", "bold"))
_TAGS: Final = re.compile(r"<[^>]*>")
_FAMILY: Final = "Signoff Sans"
_LEGENDS: Final = {
    "timeline": (("planned", "done", "now", "term"), (17, 28, 28, 28)),
    "roadmap": (("achieved", "ahead", "overdue"), (19, 20, 20)),
}
"""The parts of each legend, and how wide their signs are."""

_LATIN: Final = "".join(map(chr, range(0x20, 0x7F))) + "\xa0ÄÖÜäöüß«»·–—‘’“”„…"
_CYRILLIC: Final = "".join(map(chr, range(0x410, 0x450))) + "Ёё№"
_ALPHABETS: Final = (_LATIN, _CYRILLIC)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture: as one SVG, and as the sheets of a PDF."""

    kind: str
    svg: str
    sheets: tuple[str, ...]
    language: str
    title: str


def draw(templates: Templates, facts: TimelineFacts | RoadmapFacts) -> Drawn:
    """The picture of these facts, without its fonts."""
    language = facts.about.language
    words = templates.words(f"picture/_words.{language}.txt", {})
    if isinstance(facts, TimelineFacts):
        svg = _page(templates, "timeline", timeline_of(facts, words), words, language)
        return Drawn("timeline", svg, (svg,), language, facts.about.title)
    whole = roadmap_of(facts, words)
    count = roadmap_of(facts, words, 1, PAGE).pages
    sheets = (roadmap_of(facts, words, number, PAGE) for number in range(1, count + 1))
    return Drawn(
        "roadmap",
        _page(templates, "roadmap", whole, words, language),
        tuple(_page(templates, "roadmap", one, words, language) for one in sheets),
        language,
        facts.about.title,
    )


def picture_svg(drawn: Drawn) -> bytes:
    """The picture as a file of its own: it looks the same wherever it is opened, and fetches nothing."""
    style = "".join(
        f'@font-face{{font-family:"{_FAMILY}";font-weight:{weight};'
        f"src:url(data:font/ttf;base64,{base64.b64encode(_subset(name, _letters(drawn.svg))).decode()})}}"
        for name, weight in _FONTS
    )
    return drawn.svg.replace("<style>", f"<style>{style}", 1).encode()


def picture_pdf(templates: Templates, drawn: Drawn, maker: PdfMaker, facts: TimelineFacts | RoadmapFacts) -> bytes:
    """The picture as PDF, a sheet of A4 across for each of its pages."""
    context = {"sheets": drawn.sheets, "language": drawn.language, "title": drawn.title}
    created = datetime.combine(facts.about.today, time(), UTC)
    return maker.pdf(templates.page("picture/picture.html", context), created)


def file_name(kind: str, number: int, form: str) -> str:
    """What the file is called: `timeline-3.pdf`."""
    return f"{kind}-{number}.{form}"


def _page(templates: Templates, kind: str, drawn: Timeline | Roadmap, words: Mapping[str, str], language: str) -> str:
    places = {"width": WIDTH, "margin": MARGIN, "name": NAME, "chart": CHART} | _legend(kind, words)
    return templates.page(
        f"picture/{kind}.svg.html", {"p": drawn, "word": words, "at": places, "language": language, "family": _FAMILY}
    )


def _legend(kind: str, words: Mapping[str, str]) -> dict[str, float]:
    """Where each part of the legend begins: behind the one before."""
    names, signs = _LEGENDS[kind]
    places, x = {}, 0.0
    for at, (name, sign) in enumerate(zip(names, signs, strict=True)):
        places[f"legend_{at}"] = round(x, 1)
        x += sign + width(words[f"legend_{name}"], 10) + 26
    return places | {f"legend_{len(names)}": round(x, 1)}


def _letters(svg: str) -> str:
    """What the fonts must have: whole alphabets, so that nearly every picture finds the fonts that were made before."""
    used = set(_TAGS.sub("", svg)) - set("\r\n\t")
    return "".join(sorted(used.union(*(alphabet for alphabet in _ALPHABETS if used & set(alphabet)))))


@lru_cache(maxsize=8)
def _subset(name: str, letters: str) -> bytes:
    """The font with only these letters in it."""
    from fontTools import subset  # noqa: PLC0415 - comes with WeasyPrint and is slow to import
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    with as_file(files("templates") / "fonts" / name) as path, TTFont(path, recalcTimestamp=False) as font:
        options = subset.Options(hinting=False, layout_features=["kern"], notdef_outline=True)
        options.drop_tables += ["FFTM"]
        made = subset.Subsetter(options)
        made.populate(text=letters)
        made.subset(font)
        out = io.BytesIO()
        font.save(out)
        return out.getvalue()
