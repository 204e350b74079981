"""A running watcher takes answers while everybody else goes on writing: no edit of either side is lost."""

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.shell.watching import Watched, build, note

PEOPLE = 4


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    root = build(tmp_path / "vault", PEOPLE)
    with (root / "relnotes.toml").open("a") as toml:
        toml.write("[due]\nanswers = true\n")
    with Watched(root, tmp_path / "watch.log") as running:
        yield running


def append(path: Path, text: str) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_APPEND)
    os.write(handle, text.encode())
    os.close(handle)


def long_ago(path: Path) -> None:
    """As it arrives from a phone: saved a while ago, so nobody is typing in it."""
    then = time.time() - 3600
    os.utime(path, (then, then))


def test_answers_and_edits_at_once(watched: Watched) -> None:
    """While a program writes into the note all the time, every answer comes into it once, and every edit stays."""
    path, due = note(watched.root, 3), watched.root / "Due.md"
    stop = threading.Event()
    edits: list[str] = []

    def edit() -> None:
        while not stop.wait(0.015):
            edits.append(f"edit{len(edits)}.")
            append(path, f"\n{edits[-1]}\n")

    thread = threading.Thread(target=edit)
    thread.start()
    answers = [f"answer{number}." for number in range(6)]
    try:
        for words in answers:
            append(due, f"\n- [x] [[Person 00003]] {words}\n")
            long_ago(due)
            watched.until(lambda words=words: words in path.read_text(), words)  # type: ignore[misc]
    finally:
        stop.set()
        thread.join()
    watched.until(lambda: "[x]" not in due.read_text(), "the list is written anew")
    text = path.read_text()
    assert [one for one in (*answers, *edits) if text.count(one) != 1] == []


def test_a_tick_is_left_alone_while_one_types(watched: Watched) -> None:
    """A list saved just now stays as it is until it has rested; then its answer is taken without another hint."""
    due, path = watched.root / "Due.md", note(watched.root, 3)
    ticked = due.read_text().replace("- [ ] [[People/Person 00003", "- [x] [[People/Person 00003")
    assert ticked.count("[x]") == 1
    due.write_text(ticked)
    append(note(watched.root, 2), "\nan edit that makes a new list\n")
    watched.rest()
    assert due.read_text() == ticked and "^due-" not in path.read_text()
    long_ago(due)
    watched.until(lambda: "^due-" in path.read_text(), "it is taken")
    watched.until(lambda: "[x]" not in due.read_text(), "the list is written anew")


def test_a_conflict_copy_is_taken_and_goes(watched: Watched) -> None:
    """A copy that a sync tool made of the list has its answers taken, and is taken away."""
    due, path = watched.root / "Due.md", note(watched.root, 1)
    copy = due.with_name("Due.sync-conflict-20261123-101010-ABCDEFG.md")
    copy.write_text(due.read_text() + "\n- [x] [[Person 00001]] from the phone\n")
    long_ago(copy)
    append(path, "\n")
    watched.until(lambda: "from the phone ^due-" in path.read_text(), "it is taken")
    watched.until(lambda: not copy.exists(), "the copy goes")
