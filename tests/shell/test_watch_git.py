"""Git at work on two thousand notes below a watcher: the right state at the end, and never a worse one in between."""

import re
import subprocess
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.shell.watching import Watched, build, never_worse, note, text

PEOPLE = 2_000


def git(root: Path, *words: str, status: int = 0) -> None:
    who = ("-c", "user.name=N", "-c", "user.email=n@example.org", "-c", "commit.gpgsign=false")
    done = subprocess.run(["git", *who, *words], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == status, done.stderr


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    """A vault with the branches main (6 weeks) and other (7 weeks, in every note)."""
    folder = tmp_path_factory.mktemp("git")
    root = build(folder / "vault", PEOPLE)
    (root / ".gitignore").write_text("Due.md\nrelnotes.ics\n")
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "commit", "-qm", "six")
    git(root, "checkout", "-qb", "other")
    for number in range(PEOPLE):
        note(root, number).write_text(text(number, "7 weeks"))
    git(root, "commit", "-qam", "seven")
    git(root, "checkout", "-q", "main")
    with Watched(root, folder / "watch.log") as running:
        yield running


def everyone(due: str, feed: str) -> bool:
    """All are on the list, and each is in the calendar once, or not yet."""
    return len(set(re.findall(r"Person \d{5}", due))) == PEOPLE and "Check in with Person" in feed


def shows(watched: Watched, weeks: int) -> bool:
    return watched.due().count(f"every {weeks} weeks") == PEOPLE


def test_checkout(watched: Watched) -> None:
    """Branches there and back: nobody is ever missing, and each checkout ends in the right state."""
    for branch, weeks in (("other", 7), ("main", 6)):
        with never_worse(watched.root, everyone):
            git(watched.root, "checkout", "-q", branch)
            watched.until(partial(shows, watched, weeks), "the other branch")
            watched.rest()


def test_stash(watched: Watched) -> None:
    """Put away and taken back."""
    for number in range(200):
        note(watched.root, number).write_text(text(number, "8 weeks"))
    watched.until(lambda: watched.due().count("every 8 weeks") == 200, "the edits")
    with never_worse(watched.root, everyone):
        git(watched.root, "stash", "-q")
        watched.until(lambda: shows(watched, 6), "put away")
        git(watched.root, "stash", "pop", "-q")
        watched.until(lambda: watched.due().count("every 8 weeks") == 200, "taken back")
    git(watched.root, "checkout", "-q", ".")
    watched.until(lambda: shows(watched, 6), "given up")


def test_a_rebase_with_a_conflict(watched: Watched) -> None:
    """While the markers stand in a note its contact stays as it was, named; resolved, it counts again."""
    git(watched.root, "checkout", "-qb", "mine")
    note(watched.root, 5).write_text(text(5, "9 weeks"))
    git(watched.root, "commit", "-qam", "nine")
    with never_worse(watched.root, everyone):
        git(watched.root, "rebase", "other", status=1)
        watched.until(lambda: "Person 00005.md: kept as it was" in watched.said(), "the markers are seen")
        watched.until(lambda: watched.due().count("every 7 weeks") == PEOPLE - 1, "all others are the other branch's")
        note(watched.root, 5).write_text(text(5, "9 weeks"))
        git(watched.root, "add", ".")
        git(watched.root, "-c", "core.editor=true", "rebase", "--continue")
        watched.until(lambda: "every 9 weeks" in watched.due(), "resolved")
    git(watched.root, "checkout", "-q", "main")
    watched.until(lambda: shows(watched, 6), "back")


def test_housekeeping(watched: Watched) -> None:
    """gc, status and a commit of nothing new: no batch, no word."""
    watched.rest()
    before = watched.said()
    git(watched.root, "gc", "-q")
    git(watched.root, "status")
    time.sleep(1)
    watched.rest()
    assert watched.said() == before
