"""However a program saves a note: one batch, the right state, and nobody ever missing from the outputs."""

import os
import pty
import select
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.shell.watching import Watched, build, never_worse, note, text

OLD, NEW = "cadence: 6 weeks", "cadence: 7 weeks"
PEOPLE = 12


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    root = tmp_path / "vault"
    with Watched(build(root, PEOPLE), tmp_path / "watch.log") as running:
        yield running


def need(program: str) -> str:
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    return program


def edited(path: Path) -> str:
    return path.read_text().replace(OLD, NEW)


def at_once(path: Path) -> None:
    path.write_text(edited(path))


def in_small_pieces(path: Path) -> None:
    new = edited(path)
    with path.open("w") as file:
        for at in range(0, len(new), 20):
            file.write(new[at : at + 20])
            file.flush()
            time.sleep(0.02)


def by_vscode(path: Path) -> None:
    new = edited(path)
    with path.open("w") as file:
        file.flush()
        time.sleep(0.4)
        file.write(new)


def in_two_halves(path: Path) -> None:
    new = edited(path)
    with path.open("w") as file:
        file.write(new[:60])
        file.flush()
        time.sleep(0.4)
        file.write(new[60:])


def by_a_slow_disk(path: Path) -> None:
    new = edited(path)
    path.unlink()
    time.sleep(0.4)
    path.write_text(new)


def by_replace(path: Path) -> None:
    other = path.with_name(".tmp-of-an-editor")
    other.write_text(edited(path))
    other.replace(path)


def from_elsewhere(path: Path) -> None:
    other = path.parent.parent.parent / "elsewhere.md"
    other.write_text(edited(path))
    other.replace(path)


def by_jetbrains(path: Path) -> None:
    new = path.with_name(f"{path.name}___jb_tmp___")
    old = path.with_name(f"{path.name}___jb_old___")
    new.write_text(edited(path))
    path.rename(old)
    new.rename(path)
    old.unlink()


def by_syncthing(path: Path) -> None:
    other = path.with_name(f".syncthing.{path.name}.tmp")
    other.write_text(edited(path))
    other.chmod(0o644)
    os.utime(other, (1_700_000_000, 1_700_000_000))
    other.replace(path)


def by_sed(path: Path) -> None:
    subprocess.run(["sed", "-i", f"s/{OLD}/{NEW}/", str(path)], check=True)


@pytest.mark.parametrize("how", ["backupcopy=no", "backupcopy=yes", "backupcopy=auto backup"])
def test_vim(watched: Watched, how: str) -> None:
    """Vim renames the note and writes a new one, or writes in place, as its settings say."""

    def save(path: Path) -> None:
        words = ["-u", "NONE", "-N", "-es", "-c", f"set {how}", "-c", f"%s/{OLD}/{NEW}/", "-c", "wq"]
        subprocess.run([need("vim"), *words, str(path)], check=True, stdin=subprocess.DEVNULL)

    saved(watched, save)


def test_nano(watched: Watched) -> None:
    """Nano, in a terminal: search and replace, save, leave."""
    saved(watched, by_nano)


def test_emacs(watched: Watched) -> None:
    """Emacs moves the note to a backup, writes a new one, and locks it by a link that leads nowhere."""

    def save(path: Path) -> None:
        change = f'(progn (replace-string "{OLD}" "{NEW}") (save-buffer))'
        words = ["-Q", "--batch", str(path), "--eval", change]
        subprocess.run([need("emacs"), *words], check=True, stdin=subprocess.DEVNULL, capture_output=True)

    saved(watched, save)


def by_nano(path: Path) -> None:
    ours, theirs = pty.openpty()
    words = [need("nano"), "--ignorercfiles", str(path)]
    with subprocess.Popen(words, stdin=theirs, stdout=theirs, env={**os.environ, "TERM": "xterm"}) as nano:
        for keys in (b"\x1c", OLD.encode() + b"\r", NEW.encode() + b"\r", b"a", b"\x13", b"\x18"):
            drain(ours, 0.3)
            os.write(ours, keys)
        end = time.monotonic() + 20
        while nano.poll() is None:
            drain(ours, 0.1)
            assert time.monotonic() < end, "nano does not end"
    os.close(theirs)
    os.close(ours)


def drain(terminal: int, seconds: float) -> None:
    end = time.monotonic() + seconds
    while select.select([terminal], [], [], max(0.0, end - time.monotonic()))[0]:
        try:
            if not os.read(terminal, 65536):
                return
        except OSError:
            return


@pytest.mark.parametrize(
    "save",
    [
        at_once,
        in_small_pieces,
        in_two_halves,
        by_a_slow_disk,
        by_vscode,
        by_replace,
        from_elsewhere,
        by_jetbrains,
        by_syncthing,
        by_sed,
    ],
)
def test_a_save(watched: Watched, save: Callable[[Path], None]) -> None:
    """In place, slowly, truncated first, by replace, by renames: as recorded from the programs of that name."""
    saved(watched, save)


def saved(watched: Watched, save: Callable[[Path], None]) -> None:
    path = note(watched.root, 3)
    before = watched.batches()

    def everyone(due: str, feed: str) -> bool:
        names = [f"Person {number:05}" for number in range(PEOPLE)]
        return all(name in due and name in feed for name in names) and feed.count("SUMMARY:Check in") == PEOPLE

    with never_worse(watched.root, everyone):
        save(path)
        assert path.read_text() == text(3, "7 weeks")
        watched.until(lambda: "every 7 weeks" in watched.due() and "every 7 weeks" in watched.feed(), "the edit counts")
        watched.rest()
    assert watched.batches() == before + 1, watched.said()


def test_a_note_that_stays_empty(watched: Watched) -> None:
    """An empty note keeps its contact and is named; written again, it counts again."""

    def there(due: str, feed: str) -> bool:
        return "Person 00003" in due and "Person 00003" in feed

    path = note(watched.root, 3)
    with never_worse(watched.root, there):
        path.write_text("")
        watched.until(lambda: "Person 00003.md: kept as it was" in watched.said(), "it is named")
        path.write_text(text(3, "7 weeks"))
        watched.until(lambda: "every 7 weeks" in watched.due(), "it counts again")


def test_deleted_and_renamed(watched: Watched) -> None:
    """A note that is really gone takes its contact along; a renamed one is there under one of its names."""
    path = note(watched.root, 3)

    def one_of_both(due: str, feed: str) -> bool:
        return due.count("## [[People/Person 00003") + due.count("## [[People/Sara") == 1 and "Person 00004" in feed

    with never_worse(watched.root, one_of_both):
        path.rename(path.with_name("Sara.md"))
        watched.until(lambda: "Sara" in watched.due() and "Sara" in watched.feed(), "the new name")
    path.with_name("Sara.md").unlink()
    watched.until(lambda: "Sara" not in watched.due() and "Sara" not in watched.feed(), "gone")


def test_reading_wakes_nobody(watched: Watched) -> None:
    """Reading all notes, or Git's own work, makes no batch; nor do relnotes' own outputs."""
    watched.rest()
    before = watched.said()
    for path in watched.root.rglob("*.md"):
        path.read_text()
    subprocess.run(["git", "init", "-q", str(watched.root)], check=True)
    subprocess.run(["git", "-C", str(watched.root), "add", "."], check=True)
    watched.rest()
    assert watched.said() == before
