"""Makes README's picture anew: `python -m tests.browser.picture`, with Chromium and its driver installed."""

import shutil
import tempfile
from pathlib import Path

from selenium.webdriver.common.by import By

from tests.browser.conftest import start
from tests.conftest import ROOT
from tests.shell.server.serving import Served

PICTURE = ROOT / ".github/today.png"


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        vault = Path(shutil.copytree(ROOT / "vault-example", folder / "vault"))
        page = start(shutil.which("chromium") or "", shutil.which("chromedriver") or "", folder / "profile")
        page.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": 860, "height": 720, "deviceScaleFactor": 1.5, "mobile": False},
        )
        with Served(vault, folder / "state") as served:
            page.get(f"http://127.0.0.1:{served.port}/")
            page.find_element(By.TAG_NAME, "summary").click()
            page.execute_script("document.activeElement.blur()")
            PICTURE.parent.mkdir(exist_ok=True)
            PICTURE.write_bytes(page.get_screenshot_as_png())
        page.quit()


if __name__ == "__main__":
    main()
