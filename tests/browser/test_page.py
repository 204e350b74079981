"""The pages in a browser: read, opened, searched, edited under, in two languages, and by those who cannot see them."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.browser.conftest import AXE
from tests.conftest import ROOT
from tests.shell.server.serving import Served

INGRID = "/people/People/Ingrid%20Tveitane"
ARABIC = "/people/People/%D9%84%D9%8A%D9%84%D9%89%20%D8%B9%D8%A8%D8%AF%20%D8%A7%D9%84%D8%A8%D8%A7%D9%82%D9%8A"


@pytest.fixture
def served(example: Path, tmp_path: Path) -> Iterator[Served]:
    with Served(example, tmp_path / "state") as running:
        yield running


@pytest.fixture
def opened(browser: Chrome, served: Served) -> Callable[[str], Chrome]:
    def open_page(path: str = "/") -> Chrome:
        browser.get(f"http://127.0.0.1:{served.port}{path}")
        return browser

    browser.set_window_size(1100, 900)
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    browser.delete_all_cookies()
    return open_page


def wait(holds: Callable[[], Any], what: str) -> None:
    end = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < end, what
        time.sleep(0.05)


def seen(page: Chrome) -> str:
    return page.find_element(By.TAG_NAME, "main").text


def test_a_morning(opened: Callable[[str], Chrome], served: Served) -> None:
    """Who is due is there; a click shows the brief; an edit appears below what is open; a name leads to the note."""
    page = opened("/")
    assert page.title == "Monday 23 November 2026 · relnotes"
    card = page.find_element(By.XPATH, "//article[h2[contains(., 'Ingrid Tveitane')]]")
    assert "Reach them by: video" not in seen(page)
    card.find_element(By.TAG_NAME, "summary").click()
    assert "Reach them by: video" in seen(page)
    (served.root / "People/New Friend.md").write_text(
        "---\ntags: [person]\ncadence: 4w\n---\n- 2025-01-02 call: boats\n"
    )
    wait(lambda: "New Friend" in seen(page), "the edit appears by itself")
    assert "Reach them by: video" in seen(page), "what was open stays open"
    wait(lambda: page.find_element(By.CSS_SELECTOR, "[role=status]").get_attribute("textContent"), "it is said")
    assert page.execute_script("return document.activeElement.tagName") == "SUMMARY"
    page.find_element(By.LINK_TEXT, "New Friend").click()
    assert "boats" in seen(page)
    (served.root / "People/New Friend.md").write_text("---\ntags: [person]\n---\n- 2025-01-02 call: ships\n")
    wait(lambda: "ships" in seen(page), "a person's page changes as well")


def test_search_by_keyboard(opened: Callable[[str], Chrome]) -> None:
    """Tab to the search, type, Enter: the notes that say it."""
    page = opened("/")
    for _ in range(3):
        page.switch_to.active_element.send_keys(Keys.TAB)
    page.switch_to.active_element.send_keys("glue work", Keys.ENTER)
    wait(lambda: "Search: glue work" in seen(page), "the results")
    page.find_element(By.LINK_TEXT, "Ingrid Tveitane").click()
    assert "find the essay on glue work" in seen(page)


def test_switching_the_language(opened: Callable[[str], Chrome]) -> None:
    """Arabic runs from the right, stays for all pages, and goes back."""
    page = opened(INGRID)
    page.find_element(By.LINK_TEXT, "العربية").click()
    assert page.current_url.endswith(INGRID)
    root = page.find_element(By.TAG_NAME, "html")
    assert (root.get_attribute("lang"), root.get_attribute("dir")) == ("ar", "rtl")
    page.find_element(By.CLASS_NAME, "home").click()
    assert "الاثنين" in seen(page)
    page.find_element(By.LINK_TEXT, "English").click()
    assert "Monday 23 November 2026" in seen(page)


def test_who_does_not_answer_any_more(browser: Chrome, example: Path, tmp_path: Path) -> None:
    """A page whose server ended says that it may be old."""
    with Served(example, tmp_path / "state") as served:
        browser.get(f"http://127.0.0.1:{served.port}/")
    notice = browser.find_element(By.CLASS_NAME, "offline")
    wait(notice.is_displayed, "the notice")
    assert "may be old" in notice.text


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("path", ["/", INGRID, ARABIC, "/search?q=hiring", "/nowhere"])
def test_accessible(opened: Callable[[str], Chrome], path: str, language: str, scheme: str) -> None:
    """axe finds nothing; nothing is asked of another server; a narrow phone needs no scrolling sideways."""
    page = opened(f"/language/{language}?to=/")
    page.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    )
    opened_page = page.current_url.rstrip("/") + path
    page.get(opened_page)
    for summary in page.find_elements(By.TAG_NAME, "summary"):
        page.execute_script("arguments[0].parentElement.open = true", summary)
    page.execute_script(AXE.read_text())
    found = page.execute_async_script("axe.run().then(arguments[0])")
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]] == []
    assert found["passes"]
    asked = page.execute_script("return performance.getEntriesByType('resource').map((one) => one.name)")
    assert asked and all(one.startswith(page.execute_script("return location.origin")) for one in asked)
    page.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": 320, "height": 640, "deviceScaleFactor": 1, "mobile": True}
    )
    wide = page.execute_script("return document.documentElement.scrollWidth")
    page.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert wide <= 320


def test_readmes_picture_is_of_this_page() -> None:
    """The picture that README shows is there."""
    assert ".github/today.png" in (ROOT / "README.md").read_text()
    assert (ROOT / ".github/today.png").stat().st_size > 10_000
