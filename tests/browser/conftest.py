"""A real browser: Debian's Chromium without a screen, driven by Selenium."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

AXE = Path(__file__).parents[1] / "acceptance/node_modules/axe-core/axe.min.js"
_FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --hide-scrollbars"
).split()


def start(chromium: str, driver: str, profile: Path) -> webdriver.Chrome:
    """Chromium without a screen, with an empty profile, asking nobody but our own server."""
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in (*_FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    return webdriver.Chrome(options, Service(driver))


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not (chromium and driver and AXE.exists()):
        reason = "Chromium, its driver and axe-core are not all here: .ci/run installs them"
        if os.environ.get("RELNOTES_CLIENTS") == "required":
            pytest.fail(reason)
        pytest.skip(reason)
    started = start(chromium or "", driver or "", tmp_path_factory.mktemp("profile"))
    yield started
    started.quit()
