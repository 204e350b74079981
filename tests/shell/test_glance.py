"""What the due list showed is kept while nothing changes that it follows from, and never longer."""

import os
import random
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relnotes.model import Agenda, Config
from relnotes.schedule.listing import select
from relnotes.shell.disk import Scan, load_config, write_output
from relnotes.shell.glance import Glance, glance
from relnotes.shell.live import compute, render_feeds
from relnotes.shell.snapshot import take_snapshot
from tests.conftest import DAY, Run
from tests.support import TODAY, person

NOTES = {
    "Leila.md": person("cadence: 2 weeks", "- 2026-10-01 call: the move"),
    "Omar.md": person("cadence: monthly\nbirthday: 11-25", "- 2026-11-20 call"),
    "Reading.md": "a note about nobody\n",
}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "vault"
    folder.mkdir()
    for path, text in NOTES.items():
        (folder / path).write_text(text)
    return folder


def settle() -> None:
    """Until the clock has gone on: what changed a moment ago is not relied upon."""
    time.sleep(0.03)


def worked_out(root: Path, config: Config, day: date, found: Scan) -> Glance:
    today = compute(root, config, take_snapshot(root, config, found=found), day)
    agenda = Agenda(day, select(today.agenda), today.agenda.suggestions)
    return Glance(agenda, today.problems, anybody=bool(today.vault.contacts))


def look(root: Path, day: date = TODAY) -> tuple[Glance, bool]:
    """What is seen, and whether it had to be worked out."""
    config = load_config(root)
    asked: list[Scan] = []

    def work_out(found: Scan) -> Glance:
        asked.append(found)
        return worked_out(root, config, day, found)

    return glance(root, config, day, work_out), bool(asked)


def fresh(root: Path, day: date = TODAY) -> Glance:
    from relnotes.shell.disk import scan

    config = load_config(root)
    return worked_out(root, config, day, scan(root, config))


def test_it_is_kept_while_nothing_changes(root: Path) -> None:
    """The second look works nothing out, and sees the same; another day is another list, and so is the first again."""
    settle()
    first, asked = look(root)
    assert asked and [item.name for item in first.agenda.items] == ["Leila", "Omar"]
    assert look(root) == (first, False)
    other, asked = look(root, TODAY + timedelta(days=60))
    assert asked and other != first
    assert look(root)[0] == first


def touch_config(root: Path) -> None:
    (root / "relnotes.toml").write_text("overdue = 3.5\n")


def publish(root: Path) -> None:
    config = load_config(root)
    for path, data in render_feeds(compute(root, config, take_snapshot(root, config), TODAY)).items():
        write_output(root, path, data)


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / "Leila.md").write_text(NOTES["Leila.md"] + "- 2026-11-22 call\n"),
        lambda root: (root / "New.md").write_text(person("cadence: 1 week")),
        lambda root: (root / "Omar.md").unlink(),
        lambda root: (root / "Omar.md").rename(root / "Omar B.md"),
        lambda root: (root / "a.sync-conflict-20261101-101010-ABC.md").write_text(""),
        touch_config,
        publish,
    ],
)
def test_whatever_changes_is_seen(root: Path, change: Callable[[Path], object]) -> None:
    """An edit, a note more or less, another name, a conflict copy, the config, a feed from elsewhere."""
    settle()
    look(root)
    assert not look(root)[1]
    change(root)
    seen, asked = look(root)
    assert asked and seen == fresh(root)


def test_what_changed_a_moment_ago_is_not_kept(root: Path) -> None:
    """An edit within the same tick of the clock could bear the same signature."""
    (root / "Leila.md").write_text(NOTES["Leila.md"])
    look(root)
    assert look(root)[1]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems make no such names")
def test_a_name_that_is_no_text(root: Path, relnotes: Run) -> None:
    """The file is reported, each time, and the list is there."""
    Path(os.fsdecode(os.fsencode(root) + b"/\xff.md")).write_text(person("cadence: 1 week"))
    settle()
    for _ in range(2):
        done = relnotes("-C", str(root), "--today", DAY, "due")
        assert "Leila" in done.stdout and "not UTF-8" in done.stderr


def spoil(path: Path, how: str) -> None:
    data = path.read_bytes()
    if how == "cut":
        path.write_bytes(data[: len(data) // 2])
    elif how == "garbage":
        path.write_bytes(b"no glance at all" * 10)
    elif how == "bit":
        at = len(data) // 2
        path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
    else:
        path.unlink()
        path.mkdir()


@pytest.mark.parametrize("how", ["cut", "garbage", "bit", "folder"])
def test_a_spoilt_file_is_passed_over(root: Path, how: str) -> None:
    """What is cut short, garbage, has one wrong bit or is a folder is as good as none."""
    settle()
    first = look(root)[0]
    (kept,) = (root.parent / "cache" / "relnotes").glob("*.due")
    assert kept.stat().st_mode & 0o077 == 0
    spoil(kept, how)
    assert look(root) == (first, True)


def test_without_a_place_for_it(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can be kept the list is worked out each time."""
    (root.parent / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(root.parent / "file"))
    settle()
    assert look(root) == look(root) and look(root)[1]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.randoms(use_true_random=False))
def test_random_edits(root: Path, randoms: random.Random) -> None:
    """Whatever is edited, in whatever order, and however often one looks: what is seen is what is there."""
    for _ in range(8):
        path = root / randoms.choice([*NOTES, "Extra.md"])
        if randoms.random() < 0.2:
            path.unlink(missing_ok=True)
        elif randoms.random() < 0.8:
            day = TODAY - timedelta(days=randoms.randrange(60))
            path.write_text(person("cadence: 3 weeks", f"- {day} call: {randoms.choice('abc')}"))
        if randoms.random() < 0.5:
            settle()
        assert look(root)[0] == fresh(root)


def test_due_says_the_same_with_and_without(root: Path, relnotes: Run) -> None:
    """Text, JSON, incognito, and what is wrong in the notes."""
    (root / "Bad.md").write_text("---\ntype: person\ncadence: sometimes\n---\n")
    settle()
    for words in (("due",), ("due", "--format", "json"), ("due", "--incognito")):
        first = relnotes("-C", str(root), "--today", DAY, *words)
        second = relnotes("-C", str(root), "--today", DAY, *words)
        assert first.stdout == second.stdout and first.stderr == second.stderr
        assert "sometimes" in first.stderr or "--incognito" in words
