"""What breaks below a running watcher: it goes on, says one line, and is right again by itself."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from icalendar import Calendar

from relnotes.parse.published import parse_published
from relnotes.shell.lock import Lock
from tests.conftest import DAY, ROOT
from tests.shell.watching import PATIENCE, Watched, build, never_worse, note, text

ROOT_ONLY = "it takes the rights of root to mount a file system of its own"


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    with Watched(build(tmp_path / "vault", 20), tmp_path / "watch.log") as running:
        yield running


def edit(watched: Watched, number: int, cadence: str) -> None:
    note(watched.root, number).write_text(text(number, cadence))


def counts(watched: Watched, cadence: str) -> None:
    watched.until(lambda: f"every {cadence}" in watched.due() and f"every {cadence}" in watched.feed(), cadence)


def said(watched: Watched, words: str, times: int) -> bool:
    return watched.said().count(words) == times


def test_more_events_than_the_queue_holds(watched: Watched) -> None:
    """Stopped while 12,000 writes happen, then continued: the right state, and no word of the library's own."""
    limit = int(Path("/proc/sys/fs/inotify/max_queued_events").read_text())
    watched.process.send_signal(signal.SIGSTOP)
    for turn in range(12_000):
        edit(watched, turn % 20, f"{5 + turn % 3} weeks")
    # A modest machine's queue holds 16,384, and each write makes two or three events.
    for turn in range(max(0, limit // 2 - 12_000)):
        (watched.root / f"other {turn % 200}").write_text("x")
    edit(watched, 3, "9 weeks")
    watched.process.send_signal(signal.SIGCONT)
    counts(watched, "9 weeks")
    edit(watched, 4, "10 weeks")
    counts(watched, "10 weeks")
    assert "queue" not in watched.said() and "overflow" not in watched.said().lower()


def limited(folders: int) -> tuple[str, ...]:
    """The words before a command that make only so many folders watchable for it.

    The kernel counts watches a user namespace; the limit is lowered in one of the command's own, never the machine's.
    """
    lower = f'echo {folders} > /proc/sys/user/max_inotify_watches && exec "$0" "$@"'
    words = ("unshare", "--user", "--map-root-user", "sh", "-c", lower)
    if shutil.which("unshare") is None or subprocess.run([*words, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this machine does not allow a user namespace with limits of its own")
    return words


def test_no_watches_left(tmp_path: Path) -> None:
    """Where only some folders can be watched, all are looked at instead, from the first change missed; said once."""
    root = build(tmp_path / "vault", 40, folders=10)
    with Watched(root, tmp_path / "watch.log", limited(5)) as watched:
        watched.rest()
        for number in range(10):
            cadence = f"{number + 22} days" if number < 6 else f"{number + 23} days"
            note(root, number, 10).write_text(text(number, cadence))
            counts(watched, cadence)
        assert watched.said().count("cannot watch all of this folder (it reports only some of the changes)") == 1
    doctor = seen(root, limited(5))
    assert "5 folders may be watched" in doctor and "raise it: sudo sysctl fs.inotify.max_user_watches" in doctor


def test_no_folder_can_be_watched(tmp_path: Path) -> None:
    """The root itself finds no place: looking serves instead, said once, and edits count."""
    with Watched(build(tmp_path / "vault", 20), tmp_path / "watch.log", limited(0)) as watched:
        for cadence in ("8 weeks", "9 weeks"):
            edit(watched, 3, cadence)
            counts(watched, cadence)
        assert watched.said().count("cannot watch all of this folder") == 1


def test_the_root_is_removed_and_made_again(watched: Watched, tmp_path: Path) -> None:
    """Said once while it is gone; made again, edits count, and nothing was written in between."""
    for turn, cadence in enumerate(("8 weeks", "9 weeks")):
        kept = tmp_path / f"kept{turn}"
        shutil.copytree(watched.root, kept)
        shutil.rmtree(watched.root)
        watched.until(partial(said, watched, "is no folder", turn + 1), "it is said")
        time.sleep(1.5)
        assert not watched.root.exists()
        shutil.copytree(kept, watched.root)
        edit(watched, 3, cadence)
        counts(watched, cadence)
        edit(watched, 4, cadence.replace("weeks", "days"))
        counts(watched, cadence.replace("weeks", "days"))


def test_an_empty_folder_where_the_vault_was(watched: Watched, tmp_path: Path) -> None:
    """A drive that is unplugged leaves an empty folder: nothing is written into it."""
    away = tmp_path / "away"
    watched.root.rename(away)
    watched.root.mkdir()
    watched.until(lambda: "No note is left" in watched.said(), "it is said")
    assert not list(watched.root.iterdir())
    watched.root.rmdir()
    away.rename(watched.root)
    edit(watched, 3, "9 weeks")
    counts(watched, "9 weeks")


def test_a_folder_renamed_and_moved_out(tmp_path: Path) -> None:
    """Notes in a renamed folder keep their contacts; a folder moved out takes them along, and comes back with them."""
    root = build(tmp_path / "vault", 20, folders=2)
    with Watched(root, tmp_path / "watch.log") as watched:
        folder = root / "People/F1"

        def one_of_both(due: str, feed: str) -> bool:
            return due.count("|Person 00003]]") >= 1 and feed.count("SUMMARY:Check in with Person 00003") == 1

        with never_worse(root, one_of_both):
            folder.rename(root / "People/Friends")
            watched.until(lambda: "People/Friends/Person 00003" in watched.due(), "the new name")
        (root / "People/Friends").rename(tmp_path / "out")
        watched.until(lambda: "Person 00003" not in watched.due() and "Person 00004" in watched.due(), "moved out")
        (tmp_path / "out" / "Person 00003.md").write_text(text(3, "9 weeks"))
        watched.rest()
        assert "Person 00003" not in watched.due()
        (tmp_path / "out").rename(folder)
        watched.until(lambda: "every 9 weeks" in watched.due() and "Person 00003" in watched.feed(), "back")


def test_a_linked_note(watched: Watched) -> None:
    """A note that is a link counts as what it leads to, and follows edits of that."""
    kept = watched.root / "Archive.txt"
    kept.write_text(text(77, "7 weeks"))
    (watched.root / "People/Linked.md").symlink_to(kept)
    watched.until(lambda: "Linked" in watched.due() and "every 7 weeks" in watched.due(), "the link counts")
    kept.write_text(text(77, "8 weeks"))
    counts(watched, "8 weeks")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 1 MiB."""
    if os.getuid() != 0:
        pytest.skip(ROOT_ONLY)
    folder = tmp_path / "small"
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip("this machine does not allow a file system to be mounted")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk(small_disk: Path, tmp_path: Path) -> None:
    """The old outputs stay whole and the reason is said once; with room again they become true by themselves."""
    root = build(small_disk / "vault", 20)
    with Watched(root, tmp_path / "watch.log") as watched:
        filler = small_disk / "filler"
        with never_worse(root, lambda due, _: "Person 00005" in due):
            with filler.open("wb", buffering=0) as file:
                try:
                    while file.write(b"\0" * 4096):
                        pass
                except OSError:
                    pass
            # In place and no longer, which takes no room.
            with note(root, 3).open("r+") as file_of_note:
                file_of_note.write(text(3, "9 weeks"))
            watched.until(lambda: "cannot be written: No space left" in watched.said(), "it is said")
            doctor = seen(root)
            assert "No space left" in doctor and "make room" in doctor
            time.sleep(1)
            assert "every 9 weeks" not in watched.due()
            filler.unlink()
            counts(watched, "9 weeks")
        assert watched.said().count("Due.md cannot be written") == 1
        assert not list(root.glob(".relnotes-*"))


def test_a_folder_that_cannot_be_written(small_disk: Path, tmp_path: Path) -> None:
    """An output in a place that became read-only is said once, and written when it can be."""
    root = build(tmp_path / "vault", 20)
    (root / "relnotes.toml").write_text('people = ["People"]\n[due]\npath = "out/Due.md"\n')
    (root / "out").mkdir()
    subprocess.run(["mount", "--bind", str(small_disk), str(root / "out")], check=True)
    try:
        with Watched(root, tmp_path / "watch.log") as watched:
            due = root / "out/Due.md"
            watched.until(due.exists, "the first list")
            subprocess.run(["mount", "-o", "remount,ro,bind", str(root / "out")], check=True)
            edit(watched, 3, "9 weeks")
            watched.until(lambda: "Due.md cannot be written: Read-only" in watched.said(), "it is said")
            assert "Read-only" in seen(root)
            # The other output is written all the same.
            watched.until(lambda: "every 9 weeks" in watched.feed(), "the feed")
            subprocess.run(["mount", "-o", "remount,rw,bind", str(root / "out")], check=True)
            watched.until(lambda: "every 9 weeks" in due.read_text(), "it can be written again")
            assert watched.said().count("Due.md cannot be written") == 1
    finally:
        subprocess.run(["umount", "-l", str(root / "out")], check=True)


def seen(root: Path, before: tuple[str, ...] = ()) -> str:
    """What doctor says, on one line."""
    done = subprocess.run(
        [*before, sys.executable, "-P", "-m", "relnotes", "-C", str(root), "doctor"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == "", done.stderr
    return " ".join(done.stdout.split())


def test_an_output_that_is_deleted_or_overwritten(watched: Watched) -> None:
    """A deleted output is made again; one that somebody else wrote over is theirs, and said."""
    (watched.root / "Due.md").unlink()
    edit(watched, 3, "9 weeks")
    watched.until((watched.root / "Due.md").exists, "it is made again")
    counts(watched, "9 weeks")
    (watched.root / "Due.md").write_text("my own list\n")
    edit(watched, 3, "10 weeks")
    watched.until(lambda: "Due.md was not written by relnotes" in watched.said(), "it is said")
    assert watched.due() == "my own list\n"
    watched.until(lambda: "every 10 weeks" in watched.feed(), "the feed goes on")


def test_two_watchers(watched: Watched, tmp_path: Path) -> None:
    """The second says so and stops with status 2, also by another path; `--once` and `feed` may run beside it."""
    (tmp_path / "link").symlink_to(watched.root)
    for path in (watched.root, tmp_path / "link"):
        words = [sys.executable, "-P", "-m", "relnotes", "-C", str(path), "--today", DAY, "watch"]
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        second = subprocess.run(words, env=env, capture_output=True, text=True, timeout=PATIENCE, check=False)
        assert second.returncode == 2
        assert "is being watched already" in second.stderr
        assert subprocess.run([*words, "--once"], env=env, capture_output=True, check=False).returncode == 0
    assert "a relnotes watch is running" in seen(watched.root)
    watched.process.kill()
    watched.process.wait()
    lock = Lock(watched.root)
    assert lock.take()
    lock.release()
    assert "nobody watches" in seen(watched.root)


@pytest.mark.parametrize("seed", range(4))
def test_killed_at_any_moment(tmp_path: Path, seed: int) -> None:
    """`kill -9` while notes and outputs change, 25 times for each seed: outputs are whole, and nothing piles up.

    Each start sweeps what the kill before left behind, and the vault can be watched again at once.
    """
    dice = random.Random(seed)  # noqa: S311 - no secret
    root = build(tmp_path / "vault", 20)
    log = tmp_path / "watch.log"
    with Watched(root, log):
        pass
    for turn in range(25):
        # Not entered: it is killed wherever it is, perhaps before it says anything.
        watched = Watched(root, log)
        end = time.monotonic() + dice.uniform(0.2, 1.2)
        while time.monotonic() < end:
            number = dice.randrange(20)
            note(root, number).write_text(text(number, f"{dice.randrange(2, 9)} weeks"))
            time.sleep(dice.uniform(0, 0.1))
        watched.process.kill()
        watched.process.wait()
        assert watched.due().startswith("%% Written by relnotes") and watched.due().count("|Person") >= 1, turn
        feed = (root / "relnotes.ics").read_bytes()
        assert feed.startswith(b"BEGIN:VCALENDAR\r\n") and feed.endswith(b"END:VCALENDAR\r\n")
        assert parse_published(feed).events and Calendar.from_ical(feed).events
        assert len(list(root.glob(".relnotes-*"))) <= 2
    edit_last = note(root, 3)
    with Watched(root, log) as last:
        edit_last.write_text(text(3, "10 days"))
        counts(last, "10 days")
        assert not list(root.glob(".relnotes-*"))
