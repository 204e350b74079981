"""The page of a review: one file without scripts, requests or unescaped words, in either direction of reading."""

import re
import shutil
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from msgspec.structs import replace

from relnotes.insight.network import build_network
from relnotes.insight.review import Review, build_review
from relnotes.model import Window
from relnotes.render.review.page import render_review_page
from relnotes.render.review.pictures import calendar, web
from relnotes.schedule.standing import standings
from relnotes.shell.catalogues import load_texts
from tests.support import ENGLISH, TODAY, config, person, vault

EVIL = '<script>alert(1)</script>"><img src=x onerror=alert(2)> & {{ 7 * 7 }} https://evil.example/x.png'
NAME = EVIL.replace("{{ 7 * 7 }}", "")
NOTES = {
    "People/Ada.md": person(
        "cadence: 4 weeks",
        f"- 2026-11-20 coffee: {EVIL}\n  - gave: {EVIL}\n  - outcome: {EVIL}\n  - promised: {EVIL}\n"
        "- 2026-10-20 call\n  - got: a hint\n- 2026-09-22 call\n  - intro: [[<b>Bo</b>]]",
    ),
    "People/Zoë.md": person(f"met: 2026-02-01 via [[Ada]]\nname: '{NAME}'", "- 2026-11-20 call"),
}


def reviewed(since: date = date(2025, 11, 23)) -> Review:
    people, window = vault(NOTES), Window(TODAY, config())
    return build_review(people, standings(people, window), window, since)


class Seen(HTMLParser):
    """What a browser would find in a page: its elements with their attributes, and that they nest."""

    VOID = frozenset({"meta", "col", "img", "link", "br", "input", "rect", "path", "circle"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in self.VOID - {"rect"}:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_page_needs_nothing_and_runs_nothing(language: str) -> None:
    """No script, no handler, no address that a browser would fetch; whatever the notes say."""
    page = render_review_page(reviewed(), load_texts(language), language, 0)
    found = Seen(page).found
    assert not {tag for tag, _ in found} & {"script", "img", "link", "iframe", "object", "a", "form", "b"}
    names = {name for _, attributes in found for name in attributes}
    assert not {name for name in names if name.startswith("on") or name in {"src", "href", "xlink:href"}}
    assert "url(" not in page and "@import" not in page
    assert "&lt;script&gt;alert(1)" in page and "{{ 7 * 7 }}" in page
    policy = next(one["content"] for tag, one in found if tag == "meta" and "http-equiv" in one)
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"
    assert ("html", {"lang": language, "dir": "rtl" if language == "ar" else "ltr"}) in found


def test_pictures_have_words() -> None:
    """Each picture is named for those who cannot see it, or is left to the numbers beside it."""
    found = Seen(render_review_page(reviewed(), ENGLISH, "en", 0)).found
    pictures = [one for tag, one in found if tag == "svg" or one.get("role") == "img"]
    assert len(pictures) > 8
    assert all(one.get("aria-hidden") == "true" or one.get("aria-label") for one in pictures)
    assert sum(one.get("role") == "img" for one in pictures) == 2


def test_every_class_of_the_page_has_a_style() -> None:
    """No class is left without colour in light or dark."""
    page = render_review_page(reviewed(), ENGLISH, "en", 0)
    style = page.partition("<style>")[2].partition("</style>")[0]
    for name in ("s0", "s4", "due", "done", "got", "came", "brought", "me", "tiles", "halves"):
        assert re.search(rf"\.{name}\b", style) or name == "came", name
    light, dark = style.split("prefers-color-scheme: dark")
    colours = set(re.findall(r"(--[\w-]+): #", light))
    assert colours == set(re.findall(r"(--[\w-]+): #", dark))
    assert set(re.findall(r"var\((--[\w-]+)\)", style)) == colours


@pytest.mark.parametrize("first_weekday", range(7))
@pytest.mark.parametrize("mirror", [False, True])
def test_the_calendar_has_every_day(first_weekday: int, mirror: bool) -> None:
    """A year of days up to today, none twice, in columns of a week that run in the direction of reading."""
    halves = calendar(reviewed(), first_weekday, ENGLISH, mirror=mirror)
    cells = [cell for half in halves for cell in half.cells]
    assert len(cells) == 365
    for half in halves:
        places = {(cell.x, cell.y) for cell in half.cells}
        assert len(places) == len(half.cells)
        assert all(0 <= x < half.width and 0 <= y < half.height for x, y in places)
    last = halves[1].cells[-1]
    assert last.x == (0 if mirror else halves[1].width - 14)
    shaded = {cell.title: cell.shade for cell in cells if cell.shade}
    assert shaded == {
        "22 September 2026: 1 person": 1, "20 October 2026: 1 person": 1, "20 November 2026: 2 people": 2,
    }  # fmt: skip


def test_many_people_on_a_day() -> None:
    """Where there are more than four, shades are parts of the most."""
    busy = replace(reviewed(), days={date(2026, 11, day): day for day in range(1, 21)})
    shades = [cell.shade for half in calendar(busy, 0, ENGLISH, mirror=False) for cell in half.cells if cell.shade]
    assert (shades.count(1), shades.count(4)) == (5, 5)


@pytest.mark.parametrize("mirror", [False, True])
def test_the_web_holds_everybody(mirror: bool) -> None:
    """A dot and a name each inside of the picture; a curve to each but me."""
    network = build_network(reviewed().introductions, reviewed().names)
    found = web(network, "You", mirror=mirror)
    assert found is not None
    assert len(found.dots) == len(network.names) + 1 == len(found.paths) + 1
    assert all(0 < dot.x < found.width and 0 < dot.y < found.height for dot in found.dots)
    assert len({(dot.x, dot.y) for dot in found.dots}) == len(found.dots)
    assert {dot.label.anchor for dot in found.dots} == {"end" if mirror else "start"}


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    """A real browser without a network, if one is installed."""
    selenium = pytest.importorskip("selenium.webdriver")
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not (chromium and driver):
        pytest.skip("chromium and chromedriver are not installed")
    options = selenium.ChromeOptions()
    options.binary_location = chromium
    folder = tmp_path_factory.mktemp("browser")
    for word in (
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
        "--disable-background-networking", "--disable-component-update", f"--user-data-dir={folder}",
    ):  # fmt: skip
        options.add_argument(word)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    found = selenium.Chrome(options=options, service=selenium.ChromeService(driver))
    yield found
    found.quit()


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [360, 1200])
def test_a_browser_shows_it(browser: object, tmp_path: Path, language: str, width: int) -> None:
    """Nothing is wider than a phone or a screen, and the browser has no complaint."""
    from selenium.webdriver.chrome.webdriver import WebDriver

    assert isinstance(browser, WebDriver)
    page = tmp_path / "review.html"
    page.write_text(render_review_page(reviewed(), load_texts(language), language, 0), encoding="utf-8")
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    )
    browser.get(page.as_uri())
    script = "return [document.documentElement.scrollWidth, document.querySelectorAll('svg').length, innerWidth]"
    wide, pictures, inner = browser.execute_script(script)
    assert inner == width
    assert wide <= width and pictures > 8
    assert browser.get_log("browser") == []  # type: ignore[no-untyped-call]
