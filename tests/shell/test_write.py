"""Notes are changed whole or not at all, and never over what somebody else saves at the same moment."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from relnotes.edit.refused import Refused
from relnotes.shell import lock, write
from relnotes.shell.errors import Busy, CannotRun
from relnotes.shell.swap import swap
from relnotes.shell.write import change_notes
from tests.conftest import ROOT


def append(line: bytes) -> Callable[[bytes], bytes]:
    return lambda data: data + line


def left_over(root: Path) -> list[str]:
    return [path.name for path in root.rglob(".relnotes-*")]


def test_a_change_keeps_the_mode_and_links(tmp_path: Path) -> None:
    """The file's mode stays, a symbolic link stays one, and nothing is left beside."""
    note = tmp_path / "Real.md"
    note.write_bytes(b"a\n")
    note.chmod(0o640)
    (tmp_path / "Link.md").symlink_to(note)
    done = change_notes(tmp_path, {"Link.md": append(b"b\n")})
    assert [(one.path, one.before, one.after) for one in done] == [("Link.md", b"a\n", b"a\nb\n")]
    assert note.read_bytes() == b"a\nb\n" and note.stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "Link.md").is_symlink() and not left_over(tmp_path)


def save_in_place(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def save_by_replace(path: Path, data: bytes) -> None:
    other = path.with_name(".of-an-editor")
    other.write_bytes(data)
    other.replace(path)


@pytest.mark.parametrize("save", [save_in_place, save_by_replace])
def test_a_save_between_reading_and_replacing(tmp_path: Path, save: Callable[[Path, bytes], None]) -> None:
    """The edit is done anew on what was saved meanwhile."""
    note = tmp_path / "A.md"
    note.write_bytes(b"a\n")
    seen: list[bytes] = []

    def edit(data: bytes) -> bytes:
        seen.append(data)
        if len(seen) == 1:
            save(note, b"theirs\n")
        return data + b"ours\n"

    change_notes(tmp_path, {"A.md": edit})
    assert seen == [b"a\n", b"theirs\n"] and note.read_bytes() == b"theirs\nours\n"


@pytest.mark.parametrize("save", [save_in_place, save_by_replace])
def test_a_save_in_the_last_moment(
    tmp_path: Path, save: Callable[[Path, bytes], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is saved between the last look and the exchange is found in what was displaced, and gets the edit too."""
    note = tmp_path / "A.md"
    note.write_bytes(b"a\n")
    saved: list[bytes] = []

    def late(one: Path, other: Path) -> bool:
        if not saved:
            saved.append(b"theirs\n")
            save(note, saved[0])
        return swap(one, other)

    monkeypatch.setattr(write, "swap", late)
    change_notes(tmp_path, {"A.md": append(b"ours\n")})
    assert note.read_bytes() == b"theirs\nours\n" and not left_over(tmp_path)


def test_a_program_that_had_the_file_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written into the displaced file a moment later is not lost either."""
    note = tmp_path / "A.md"
    note.write_bytes(b"a\n")
    with note.open("ab") as theirs:

        def meanwhile(_: float) -> None:
            theirs.write(b"theirs\n")
            theirs.flush()

        monkeypatch.setattr(time, "sleep", meanwhile)
        change_notes(tmp_path, {"A.md": append(b"ours\n")})
    assert note.read_bytes() == b"a\ntheirs\nours\n" and not left_over(tmp_path)


def test_refused_on_the_new_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the edit cannot be done on what was saved meanwhile, that stays, with a sentence."""
    note = tmp_path / "A.md"
    note.write_bytes(b"a\n")

    def late(one: Path, other: Path) -> bool:
        save_by_replace(note, b"theirs\n")
        return swap(one, other)

    def edit(data: bytes) -> bytes:
        if data != b"a\n":
            raise Refused("no")
        return b"ours\n"

    monkeypatch.setattr(write, "swap", late)
    with pytest.raises(CannotRun, match="no"):
        change_notes(tmp_path, {"A.md": edit})
    assert note.read_bytes() == b"theirs\n" and not left_over(tmp_path)


def test_again_and_again(tmp_path: Path) -> None:
    """A note that never stands still is left alone, with a sentence."""
    note = tmp_path / "A.md"
    note.write_bytes(b"0\n")

    def edit(data: bytes) -> bytes:
        note.write_bytes(b"%d\n" % (int(data) + 1))
        return data + b"ours\n"

    with pytest.raises(CannotRun, match="again and again"):
        change_notes(tmp_path, {"A.md": edit})
    assert b"ours" not in note.read_bytes() and not left_over(tmp_path)


def test_one_that_cannot_be_done_leaves_all(tmp_path: Path) -> None:
    """When one edit of several is refused, no note is touched."""
    for name in "AB":
        (tmp_path / f"{name}.md").write_bytes(b"a\n")

    def refuse(_: bytes) -> bytes:
        raise Refused("B.md says no")

    with pytest.raises(CannotRun, match="says no"):
        change_notes(tmp_path, {"A.md": append(b"x"), "B.md": refuse})
    assert (tmp_path / "A.md").read_bytes() == b"a\n" and not left_over(tmp_path)


def test_a_full_disk_leaves_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All new texts are on the disk before the first note is replaced; a failure there leaves every note as it was."""
    for name in "ABC":
        (tmp_path / f"{name}.md").write_bytes(b"a\n")
    made: list[Path] = []
    beside = write.beside

    def full(target: Path, data: bytes) -> Path:
        if len(made) == 2:
            raise OSError(28, "No space left on device")
        made.append(beside(target, data))
        return made[-1]

    monkeypatch.setattr(write, "beside", full)
    with pytest.raises(CannotRun, match=r"No space left.* Changed: none\. As before: A\.md, B\.md, C\.md"):
        change_notes(tmp_path, {f"{name}.md": append(b"x") for name in "ABC"})
    assert {path.read_bytes() for path in tmp_path.glob("*.md")} == {b"a\n"} and not left_over(tmp_path)


def test_a_failure_in_the_middle_is_told(tmp_path: Path) -> None:
    """Notes written before a failure stay written, the others stay as they were; the sentence says which."""
    for name in "ABC":
        (tmp_path / f"{name}.md").write_bytes(b"a\n")
    calls: list[bytes] = []

    def gone(data: bytes) -> bytes:
        calls.append(data)
        if len(calls) > 1:
            raise Refused("B.md is another now")
        return data + b"x"

    def spoil(data: bytes) -> bytes:
        (tmp_path / "B.md").write_bytes(b"b\n")
        return data + b"x"

    edits = {"A.md": append(b"x"), "B.md": gone, "C.md": spoil}
    with pytest.raises(CannotRun, match=r"another now Changed: A\.md\. As before: B\.md, C\.md\."):
        change_notes(tmp_path, edits)
    assert [(tmp_path / f"{name}.md").read_bytes() for name in "ABC"] == [b"a\nx", b"b\n", b"a\n"]


_KILLED = """
import os, sys
from pathlib import Path
from relnotes.shell import lock, write
count = 0
def killed(one, other, real=write.swap):
    global count
    count += 1
    if count == int(sys.argv[2]): os._exit(9)
    return real(one, other)
write.swap = killed
root = Path(sys.argv[1])
write.change_notes(root, {f"{n}.md": lambda data: data.replace(b"old", b"new") for n in range(5)})
"""


@pytest.mark.parametrize("moment", [1, 3, 5])
def test_a_kill_leaves_each_note_old_or_new(tmp_path: Path, moment: int) -> None:
    """Whenever the process ends, each note is wholly the old one or the new one."""
    for number in range(5):
        (tmp_path / f"{number}.md").write_bytes(b"old\n" * 1000)
    done = subprocess.run(
        [sys.executable, "-c", _KILLED, str(tmp_path), str(moment)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert done.returncode == 9
    found = [(tmp_path / f"{number}.md").read_bytes() for number in range(5)]
    assert found == [b"new\n" * 1000] * (moment - 1) + [b"old\n" * 1000] * (6 - moment)


def test_many_at_once(tmp_path: Path) -> None:
    """Several programs that add to one note at the same time all find their lines in it."""
    note = tmp_path / "A.md"
    note.write_bytes(b"begin\n")

    def work(name: str) -> None:
        number = 0
        while number < 15:
            try:
                change_notes(tmp_path, {"A.md": append(f"{name}{number}\n".encode())})
                number += 1
            except CannotRun:
                continue

    threads = [threading.Thread(target=work, args=(name,)) for name in "xyz"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lines = note.read_text().split()
    assert sorted(lines) == sorted(["begin", *(f"{name}{number}" for name in "xyz" for number in range(15))])


def test_a_stopped_writer_is_not_waited_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another relnotes changes notes for too long, nothing is written, with a sentence."""
    (tmp_path / "A.md").write_bytes(b"a\n")
    monkeypatch.setattr(lock, "_PATIENCE", 0.1)
    with lock.only_writer(tmp_path), pytest.raises(Busy, match="Another relnotes"):
        change_notes(tmp_path, {"A.md": append(b"x")})
    change_notes(tmp_path, {"A.md": append(b"x")})
    assert (tmp_path / "A.md").read_bytes() == b"a\nx"
