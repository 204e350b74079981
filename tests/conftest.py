"""Fixtures: the example vault, golden files, and relnotes as a program of its own."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden"
DAY = "2026-11-23"

CLIENT_ROW = "what a calendar made of a feed"
"""The property of a test's report that is a row of the table at the end."""

Run = Callable[..., subprocess.CompletedProcess[str]]


def pytest_configure() -> None:
    """What the tests leave in a cache is not for the developer's own."""
    os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp(prefix="relnotes-cache-")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write the golden files anew instead of comparing")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str | bytes], None]:
    """Compare a text with a golden file; `pytest --update` writes it, and the diff is then yours to read."""

    def check(name: str, found: str | bytes) -> None:
        data = found.encode() if isinstance(found, str) else found
        path = GOLDEN / name
        if request.config.getoption("--update"):
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
        assert path.exists(), f"{name} is missing: run pytest --update and read what it wrote"
        assert data.decode() == path.read_bytes().decode()

    return check


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """A copy of the example vault."""
    return Path(shutil.copytree(ROOT / "vault-example", tmp_path / "vault"))


def run_relnotes(home: Path, *words: str, status: int | None = 0, **env: str) -> subprocess.CompletedProcess[str]:
    """Run relnotes as its users do: a process, a HOME of its own, 80 columns, no colour."""
    full = {"PATH": os.environ["PATH"], "HOME": str(home), "COLUMNS": "80", "LANG": "C.UTF-8", "TZ": "UTC"}
    done = subprocess.run(
        [sys.executable, "-m", "relnotes", *words],
        cwd=ROOT,
        env=full | {"PYTHONPATH": str(ROOT)} | env,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert "Traceback" not in done.stderr, done.stderr
    if status is not None:
        assert done.returncode == status, done.stderr
    return done


@pytest.fixture
def relnotes(tmp_path: Path) -> Run:
    """Run relnotes with an empty HOME."""
    home = tmp_path / "home"
    home.mkdir()
    return partial(run_relnotes, home)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what the calendars made of the feeds, green or not; here, since `-n` collects in other processes."""
    reports = [one for name in ("passed", "failed") for one in terminalreporter.stats.get(name, [])]
    rows = [tuple(row) for one in reports for name, row in one.user_properties if name == CLIENT_ROW]
    if not rows:
        return
    rows = [("client", "feed", "items", "days", "texts"), *sorted(rows)]
    widths = [max(len(row[nth]) for row in rows) for nth in range(len(rows[0]))]
    terminalreporter.write_sep("=", "the feed in real calendars")
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        terminalreporter.write_line("  ".join(cells).rstrip())
