"""The feeds that all clients are shown, made once; the table of what they made of them."""

from pathlib import Path

import pytest

from tests.acceptance.hardvault import hard_vault
from tests.conftest import DAY, ROOT, run_relnotes

ROWS = pytest.StashKey[list[tuple[str, ...]]]()


@pytest.fixture(scope="session")
def feeds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The feeds of the example and of the hard vault, by name."""
    folder = tmp_path_factory.mktemp("feeds")
    hard = folder / "hard"
    for path, data in hard_vault().items():
        (hard / path).parent.mkdir(parents=True, exist_ok=True)
        (hard / path).write_bytes(data)
    made = {"example": (ROOT / "vault-example", folder / "example.ics"), "hard": (hard, folder / "hard.ics")}
    for vault, feed in made.values():
        run_relnotes(folder, "-C", str(vault), "--today", DAY, "feed", "-o", str(feed))
    return {name: feed for name, (_, feed) in made.items()}


@pytest.fixture(scope="session")
def table(pytestconfig: pytest.Config) -> list[tuple[str, ...]]:
    """The rows to print when all tests are over."""
    return pytestconfig.stash.setdefault(ROWS, [])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print what the clients made of the feeds, green or not."""
    rows = config.stash.get(ROWS, [])
    if not rows:
        return
    rows = [("client", "feed", "items", "days", "texts"), *rows]
    widths = [max(len(row[nth]) for row in rows) for nth in range(len(rows[0]))]
    terminalreporter.write_sep("=", "the feed in real calendars")
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        terminalreporter.write_line("  ".join(cells).rstrip())
