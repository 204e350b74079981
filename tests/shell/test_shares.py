"""Work that several processes share is the work that one does, whatever becomes of the others."""

import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from relnotes.lint.check import Judged, judge_all
from relnotes.model import Config
from relnotes.shell import shares
from relnotes.shell.shares import shared

PATHS = [f"People/{number}.md" for number in range(40)]
US = os.getpid()
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere one process does all of it")


def work(paths: Sequence[str]) -> dict[str, Judged]:
    texts = {path: f"---\ntype: person\nid: {path}\nbirthday: 2026-02-30\n---\n- 2026-11-02\n" for path in paths}
    return judge_all({path: text.encode() for path, text in texts.items()}, Config())


def failing(paths: Sequence[str]) -> dict[str, Judged]:
    if os.getpid() != US:
        raise ValueError("nothing can be read here")
    return work(paths)


def killed(paths: Sequence[str]) -> dict[str, Judged]:
    if os.getpid() != US:
        os.kill(os.getpid(), signal.SIGKILL)
    return work(paths)


def garbled(paths: Sequence[str]) -> dict[str, Judged]:
    return work(paths) if os.getpid() == US else {"a": 1}  # type: ignore[dict-item]


@pytest.fixture
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few notes are worth several processes, which take few of them at a time."""
    monkeypatch.setattr(shares, "_WORTH_IT", 10)
    monkeypatch.setattr(shares, "_PORTION", 3)


def open_files() -> list[str]:
    return sorted(file.name for file in Path("/proc/self/fd").iterdir())


@pytest.mark.usefixtures("_small")
@pytest.mark.parametrize("processors", [1, 2, 3])
@pytest.mark.parametrize("done_by", [work, failing, killed, garbled])
def test_shared_work_is_the_same(
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    processors: int,
    done_by: Callable[[Sequence[str]], dict[str, Judged]],
) -> None:
    """With one process or several, also when the others fail, are killed or babble; nothing of that is said or left."""
    monkeypatch.setattr(shares, "_processors", lambda: processors)
    before, heard = open_files(), list[int]()
    assert shared(done_by, PATHS, dict[str, Judged], heard.append) == work(PATHS)
    assert capfd.readouterr() == ("", "")
    assert sum(heard) == len(PATHS)
    assert open_files() == before


@pytest.mark.usefixtures("_small")
def test_another_does_a_part(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Two processes take portions, none of them twice."""
    monkeypatch.setattr(shares, "_processors", lambda: 2)
    log = tmp_path / "log"

    def slow(paths: Sequence[str]) -> dict[str, Judged]:
        time.sleep(0.02)
        with log.open("a") as file:
            file.writelines(f"{os.getpid()} {path}\n" for path in paths)
        return work(paths)

    assert shared(slow, PATHS, dict[str, Judged]) == work(PATHS)
    lines = [line.split() for line in log.read_text().splitlines()]
    assert sorted(path for _, path in lines) == sorted(PATHS)
    assert len({process for process, _ in lines}) == 2


@pytest.mark.usefixtures("_small")
def test_what_we_cannot_do_ourselves_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """A failure that is ours as well is raised, not hidden; nothing is left of the others."""
    monkeypatch.setattr(shares, "_processors", lambda: 2)
    before = open_files()

    def refused(paths: Sequence[str]) -> dict[str, Judged]:
        raise ValueError(paths[0])

    with pytest.raises(ValueError, match="People/"):
        shared(refused, PATHS, dict[str, Judged])
    assert open_files() == before


@pytest.mark.parametrize("processors", [1, 2])
def test_work_that_nobody_waits_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, processors: int) -> None:
    """It is done, by us or by another process; a little is done at once."""
    monkeypatch.setattr(shares, "_processors", lambda: processors)
    path = tmp_path / "done"

    def work() -> None:
        path.write_text(str(os.getpid()))

    shares.beside(work, 10_000)
    for child in multiprocessing.active_children():
        child.join()
    assert (path.read_text() == str(US)) == (processors == 1)
    shares.beside(work, 1)
    assert path.read_text() == str(US)


@pytest.mark.usefixtures("_small")
def test_where_there_may_be_no_more_processes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """All of it is done by us."""

    def refuse() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(shares, "_processors", lambda: 3)
    monkeypatch.setattr(os, "fork", refuse)
    before = open_files()
    assert shared(work, PATHS, dict[str, Judged]) == work(PATHS)
    assert open_files() == before
    path = tmp_path / "done"
    shares.beside(path.touch, 10_000)
    assert path.exists()
