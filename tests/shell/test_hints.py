"""What the system names is looked at first; what it does not name is found right afterwards."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from relnotes.model import Config
from relnotes.shell.disk import look_again, scan
from relnotes.shell.hints import Hints
from relnotes.shell.watch import Watcher
from tests.shell.watching import PATIENCE, build, note, text
from tests.support import TODAY


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    return build(tmp_path / "vault", 3)


@pytest.fixture
def hints(vault: Path) -> Iterator[Hints]:
    found = Hints(vault, threading.Event())
    assert not found.start()
    assert found.take() is None, "what happened before it listened may be anything"
    yield found
    found.stop()


def named(hints: Hints, edit: Callable[[], object]) -> frozenset[str] | None:
    """What the hints name after an edit, when all of them have come."""
    hints.touched.clear()
    edit()
    assert hints.touched.wait(PATIENCE)
    while hints.touched.is_set():
        hints.touched.clear()
        time.sleep(0.3)
    return hints.take()


def longer(number: int, cadence: str) -> str:
    """A note that is not looked at twice for being shorter."""
    return text(number, cadence) + "\n" * 200


def replaced(path: Path) -> None:
    """As editors and sync tools save: beside it, and then over it."""
    other = path.with_suffix(".md~")
    other.write_text("new")
    other.replace(path)


def test_files_are_named(hints: Hints, vault: Path) -> None:
    path = note(vault, 1)
    assert named(hints, lambda: path.write_text("new")) == frozenset({path.relative_to(vault).as_posix()})
    both = {path.relative_to(vault).as_posix(), path.relative_to(vault).as_posix() + "~"}
    assert named(hints, lambda: replaced(path)) == frozenset(both)
    assert named(hints, path.unlink) == frozenset({path.relative_to(vault).as_posix()})
    assert hints.take() == frozenset()


def test_folders_may_mean_anything(hints: Hints, vault: Path) -> None:
    assert named(hints, (vault / "New").mkdir) is None
    assert named(hints, lambda: (vault / "New").rename(vault / "Old")) is None
    (vault / "Old/.hidden").write_text("nobody's business")
    path = note(vault, 1)
    assert named(hints, lambda: path.write_text("new")) == frozenset({path.relative_to(vault).as_posix()})


def test_whoever_lost_count_names_nothing(hints: Hints, vault: Path) -> None:
    hints.doubt()
    path = note(vault, 1)
    assert named(hints, lambda: path.write_text("new")) is None
    assert named(hints, lambda: path.write_text("newer")) is not None
    hints.stop()
    hints.take()
    assert hints.take() is None


def test_a_second_look_is_a_scan(vault: Path) -> None:
    """Of notes that were written; anything else takes a scan."""
    config = Config()
    before = scan(vault, config)
    paths = [path.relative_to(vault).as_posix() for path in (note(vault, 0), note(vault, 2))]
    for path in paths:
        (vault / path).write_text("new and longer than before" * 9)
    after = look_again(vault, before, paths)
    assert after == scan(vault, config) != before
    assert look_again(vault, before, paths[:1]) not in (None, before, after)
    assert look_again(vault, before, []) == before
    (vault / "New.md").write_text("new")
    (vault / paths[0]).unlink()
    (vault / paths[0]).symlink_to(vault / paths[1])
    for path in ("New.md", paths[0], "None.md", "a\0b.md"):
        assert look_again(vault, before, [path]) is None


def test_what_no_hint_named_comes_next(vault: Path) -> None:
    """Two notes are saved, and the system names one of them."""
    # What was written just now is read again, whatever is named.
    time.sleep(0.1)
    watcher = Watcher(vault, lambda _: TODAY, lambda _: None)
    watcher.refresh()
    first, second = note(vault, 0), note(vault, 1)
    watcher.hints.take = lambda: frozenset({first.relative_to(vault).as_posix()})  # type: ignore[method-assign]
    first.write_text(longer(0, "21 weeks"))
    second.write_text(longer(1, "22 weeks"))
    watcher.refresh()
    due = (vault / "Due.md").read_text()
    assert "every 21 weeks" in due and "every 22 weeks" not in due
    assert watcher.touched.is_set(), "there is more to look at"
    watcher.hints.take = lambda: None  # type: ignore[method-assign]
    watcher.refresh()
    due = (vault / "Due.md").read_text()
    assert "every 21 weeks" in due and "every 22 weeks" in due


def test_without_a_hint_all_is_looked_at(vault: Path) -> None:
    """Each half minute, whatever was named."""
    watcher = Watcher(vault, lambda _: TODAY, lambda _: None)
    watcher.refresh()
    watcher.hints.take = lambda: frozenset({note(vault, 0).relative_to(vault).as_posix()})  # type: ignore[method-assign]
    note(vault, 1).write_text(longer(1, "22 weeks"))
    watcher.refresh(hinted=False)
    assert "every 22 weeks" in (vault / "Due.md").read_text()
