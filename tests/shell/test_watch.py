"""watch, as a process of its own beside real edits."""

import shutil
import signal
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from relnotes.shell.watch import Watcher
from tests.conftest import DAY
from tests.shell.watching import PATIENCE, Watched


@pytest.fixture
def watched(example: Path, tmp_path: Path) -> Iterator[Watched]:
    with Watched(example, tmp_path / "watch.log") as running:
        yield running


def test_a_log_line_takes_somebody_off_the_list(watched: Watched) -> None:
    """Contact logged today: no longer due."""
    note = watched.root / "People" / "Matteo Valdarno.md"
    assert "## [[People/Matteo Valdarno|Matteo Valdarno]]" in watched.due()
    note.write_text(note.read_text() + f"\n### {DAY} | call | his trains\n")
    watched.until(lambda: "## [[People/Matteo" not in watched.due(), "he is off the list")
    watched.until(lambda: "Check in with Matteo" not in watched.feed(), "he is off the calendar")


def test_an_unrelated_file_writes_nothing(watched: Watched) -> None:
    """Saving what is no contact leaves both outputs as they are, mtime and all."""
    before = [(watched.root / name).stat().st_mtime_ns for name in ("Due.md", "relnotes.ics")]
    (watched.root / "shopping.txt").write_text("milk\n")
    (watched.root / "Ideas.md").write_text("A good idea.\n")
    # The next edit that matters shows that the one before was seen, and wrote nothing.
    said = watched.said()
    note = watched.root / "People" / "Elif Sarıkavak.md"
    time.sleep(1)
    assert [(watched.root / name).stat().st_mtime_ns for name in ("Due.md", "relnotes.ics")] == before
    assert watched.said() == said
    note.write_text(note.read_text().replace("next_contact: 2026-11-25", "next_contact: 2026-11-23"))
    watched.until(lambda: "You mean to be in touch on 23 November" in watched.due(), "the watcher lives")


def test_a_note_emptied_for_a_moment_keeps_its_contact(watched: Watched) -> None:
    """An empty or broken note keeps its last good state, and is named; mended, it counts again."""
    note = watched.root / "People" / "Matteo Valdarno.md"
    text = note.read_text()
    for bad in ("", text.replace("---\n", "---\nx: [\n", 1)):
        note.write_text(bad)
        watched.until(lambda: "Matteo Valdarno.md: kept as it was" in watched.said(), "it is named")
        assert "Matteo" in watched.due() and "Matteo" in watched.feed()
    note.write_text(text.replace("8 weeks", "9 weeks").replace("circle: close", "cadence: 9 weeks"))
    watched.until(lambda: "every 9 weeks" in watched.due(), "it counts again")


def test_a_mistake_in_the_config_is_said_and_mended(watched: Watched) -> None:
    """With a broken config the outputs stay; with a mended one they follow."""
    config = watched.root / "relnotes.toml"
    text = config.read_text()
    config.write_text(text.replace('language = "en"', 'language = "xx"'))
    watched.until(lambda: "none of en, ar" in watched.said(), "it is said")
    assert "Matteo" in watched.due()
    config.write_text(text.replace("[capacity]", "overdue = 2\n[capacity]").replace("3 weeks", "30 weeks"))
    config.write_text(text.replace('cadence = "3 weeks"', 'cadence = "5 weeks"'))
    watched.until(lambda: "every 5 weeks" in watched.feed(), "the new circle counts")


def test_a_vault_that_was_moved_away_and_came_back(watched: Watched, tmp_path: Path) -> None:
    """While the folder is gone the watcher says so; when it is there again, edits reach the outputs."""
    away = tmp_path / "away"
    watched.root.rename(away)
    watched.until(lambda: "is no folder" in watched.said(), "it is said")
    shutil.copytree(away, watched.root)
    note = watched.root / "People" / "Matteo Valdarno.md"
    watched.until(lambda: watched.process.poll() is None, "it goes on")
    time.sleep(1)
    note.write_text(note.read_text().replace("circle: close", "cadence: 9 weeks"))
    watched.until(lambda: "every 9 weeks" in watched.due() and "every 9 weeks" in watched.feed(), "edits count again")
    assert watched.said().count("“sometimes” is not a cadence") == 1


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_cleanly(watched: Watched, number: signal.Signals) -> None:
    """SIGINT and SIGTERM end it with status 0 and leave no temporary file."""
    watched.process.send_signal(number)
    assert watched.process.wait(PATIENCE) == 0
    assert not list(watched.root.rglob(".relnotes-*"))
    assert "Traceback" not in watched.said()


@pytest.mark.parametrize("jump", [date(2026, 11, 24), date(2026, 12, 20), date(2026, 11, 20), date(2027, 11, 23)])
def test_a_new_day(example: Path, jump: date) -> None:
    """At midnight, after sleep, or when the clock is set, the agenda of that day is written without any edit."""
    days = [date(2026, 11, 23)]
    said: list[str] = []
    watcher = Watcher(example, lambda _config: days[-1], said.append)
    watcher.refresh()
    first = (example / "Due.md").read_text()
    days.append(jump)
    watcher.refresh(hinted=watcher._wait())
    fresh = example.with_name("fresh")
    shutil.copytree(example, fresh)
    (fresh / "Due.md").unlink()
    Watcher(fresh, lambda _config: jump, said.append).refresh()
    assert (example / "Due.md").read_text() == (fresh / "Due.md").read_text() != first
    assert any(line.startswith("a new day: wrote") for line in said)
