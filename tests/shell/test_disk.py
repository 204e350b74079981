"""The disk: which files are notes, and writing whole files."""

import os
from pathlib import Path

import pytest

from relnotes.model import Config
from relnotes.parse.source import MAX_BYTES
from relnotes.shell import disk
from relnotes.shell.disk import find_vault, scan, write_whole
from relnotes.shell.errors import CannotRun
from tests.support import config

FILES = {
    "A.md": True,
    "People/B.MD": True,
    "People/ليلى.md": True,
    "People/.hidden.md": False,
    ".trash/C.md": False,
    ".obsidian/x.md": False,
    "node_modules/x/readme.md": False,
    "Templates/Person.md": False,
    "Own templates/x.md": False,
    "Due.md": False,
    "relnotes.ics": False,
    "A.md~": False,
    "x.md.tmp": False,
    "People/B.sync-conflict-20261101-120000-ABCDEFG.md": False,
    "People/B (Conflicted copy laptop 202611011200).md": False,
    "People/B (Nadia's conflicted copy 2026-11-01).md": False,
    "People/B (the other).md": True,
    "picture.png": False,
}


def test_which_files_are_notes(tmp_path: Path) -> None:
    """Markdown files, but templates, hidden ones, litter and our own outputs; conflict copies are reported."""
    for name in FILES:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    (tmp_path / ".obsidian/templates.json").write_text('{"folder": "/Own templates/"}')
    (tmp_path / "outside.md").symlink_to("/etc/hostname")
    (tmp_path / "inside.md").symlink_to(tmp_path / "A.md")
    found = scan(tmp_path, config('templates = ["Templates"]\n'))
    assert set(found.notes) == {name for name, note in FILES.items() if note} | {"inside.md"}
    assert [problem.rule for problem in found.problems] == ["conflict-copy"] * 3


def test_an_undecodable_name_is_reported(tmp_path: Path) -> None:
    """A file whose name is not UTF-8 is named, as well as can be, and not read."""
    with open(os.fsencode(tmp_path) + b"/caf\xe9.md", "wb"):  # noqa: PTH123 - pathlib has no bytes
        pass
    found = scan(tmp_path, Config())
    assert found.notes == {}
    assert [(problem.path, problem.rule) for problem in found.problems] == [("caf\udce9.md", "not-utf8")]


def test_the_nearest_vault_upward(tmp_path: Path) -> None:
    """A config or Obsidian's folder makes a vault; without one it is the folder itself."""
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    assert find_vault(deep) == deep
    (tmp_path / ".obsidian").mkdir()
    assert find_vault(deep) == tmp_path
    (tmp_path / "a" / "relnotes.toml").touch()
    assert find_vault(deep) == tmp_path / "a"


def test_write_whole(tmp_path: Path) -> None:
    """New bytes replace the old at once, the mode stays, links are followed, the same bytes touch nothing."""
    path = tmp_path / "x.md"
    path.write_text("old")
    path.chmod(0o640)
    link = tmp_path / "link.md"
    link.symlink_to(path)
    assert write_whole(link, b"new")
    assert path.read_bytes() == b"new" and link.is_symlink() and path.stat().st_mode & 0o777 == 0o640
    before = path.stat().st_mtime_ns
    assert not write_whole(path, b"new")
    assert path.stat().st_mtime_ns == before
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["link.md", "x.md"]


def test_a_write_that_fails_leaves_nothing(tmp_path: Path) -> None:
    """Where the target is a folder, the sentence names it and no temporary file stays."""
    (tmp_path / "x.md").mkdir()
    with pytest.raises(CannotRun, match=r"x\.md"):
        write_whole(tmp_path / "x.md", b"new")
    assert [entry.name for entry in tmp_path.iterdir()] == ["x.md"]


@pytest.mark.parametrize("size", [0, 1, disk._USUAL - 1, disk._USUAL, disk._USUAL + 1, MAX_BYTES, MAX_BYTES + 9])
def test_notes_of_any_size(tmp_path: Path, size: int) -> None:
    """A note is read whole, and of one that is larger than a note may be as much as shows that it is."""
    data = os.urandom(size)
    (tmp_path / "x.md").write_bytes(data)
    assert disk.read_note(tmp_path, "x.md") == data[: MAX_BYTES + 1]
