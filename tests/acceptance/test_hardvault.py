"""The hard vault keeps what it promises: some 2,000 events, every name whole, sound to the byte."""

from pathlib import Path

import pytest

from tests.acceptance.feedcheck import Feed, check
from tests.acceptance.hardvault import NAMES, hard_vault
from tests.conftest import DAY, Run


@pytest.fixture
def hard(tmp_path: Path, relnotes: Run) -> Path:
    """The hard vault on disk, with its feeds."""
    root = tmp_path / "hard"
    for path, data in hard_vault().items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    relnotes("-C", str(root), "--today", DAY, "feed")
    return root


def test_the_hard_vault(hard: Path) -> None:
    """Its feeds are sound; whatever a name holds, it stands in a title as it should be read."""
    for name in ("relnotes.ics", "later.ics"):
        data = (hard / name).read_bytes()
        assert check(data) == []
        titles = {event.text("SUMMARY") for event in Feed(data).events}
        assert {f"Check in with {shown or name}" for name, shown in NAMES.items()} <= titles
    weeks = (hard / "weeks.ics").read_bytes()
    assert check(weeks) == [] and weeks.count(b"SUMMARY:Keep in touch (") == 3
    assert len(Feed((hard / "relnotes.ics").read_bytes()).events) > 2000
