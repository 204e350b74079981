"""What lint reads of Git's trees: always what the blobs hold, wherever that is sooner had."""

import os
from pathlib import Path

import pytest

from relnotes.parse.source import MAX_BYTES
from relnotes.shell.files import in_git
from relnotes.shell.git import Repository, find_repository
from tests.shell.test_history import Repo

NAMES = {"same.md": "# Same\n", "edited.md": "# Edited\n", "gone.md": "# Gone\n", "ends.md": "# Ends\n", "empty.md": ""}


def staged(folder: Path, ids: str) -> Repository:
    """A repository of notes; behind its back one was edited, one deleted, one got other line ends, one is a pipe."""
    repo = Repo(folder, ids)
    for name, text in (*NAMES.items(), ("pipe.md", "# Pipe\n")):
        (folder / name).write_text(text)
    repo.git("add", ".")
    (folder / "edited.md").write_text("# Other\n")
    (folder / "gone.md").unlink()
    (folder / "ends.md").write_bytes(b"# Ends\r\n")
    (folder / "pipe.md").unlink()
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "pipe.md")
    return find_repository(folder)


@pytest.mark.parametrize("ids", ["sha1", "sha256"])
def test_what_is_staged_is_read(tmp_path: Path, ids: str) -> None:
    """Whatever lies in the folder meanwhile, with ids of either kind; asked once, or again and again."""
    repository = staged(tmp_path / "vault", ids)
    (files,), _ = in_git(repository, tmp_path / "vault", repository.index())
    expected = {**NAMES, "pipe.md": "# Pipe\n"}
    assert {path: data.decode() for path, data in files.read(files.ids).items()} == expected
    assert files.reading is not None
    with files.reading() as read:
        assert {path: read([path])[path].decode() for path in files.ids} == expected


def test_a_file_that_lies_there_is_not_asked_for(tmp_path: Path) -> None:
    """Git need not have what the folder holds just so."""
    repository = staged(tmp_path / "vault", "sha1")
    index = repository.index()
    blob = index["same.md"]
    (tmp_path / "vault" / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    (files,), _ = in_git(repository, tmp_path / "vault", index)
    assert files.read(["same.md", "gone.md"]) == {"same.md": b"# Same\n", "gone.md": b"# Gone\n"}


def test_blobs_that_are_too_large(tmp_path: Path) -> None:
    """They are cut, and those behind them are read as well, whenever one asks."""
    folder = tmp_path / "vault"
    repo = Repo(folder)
    texts = {"a": b"a", "b": b"b" * (MAX_BYTES + 7), "c": b"c", "d": b"d" * (3 * MAX_BYTES), "e": b"e"}
    for name, data in texts.items():
        (folder / name).write_bytes(data)
    repo.git("add", ".")
    repository = find_repository(folder)
    ids = repository.index()
    expected = {ids[name]: data[: MAX_BYTES + 1] for name, data in texts.items()}
    assert repository.read(ids.values()) == expected
    with repository.reading() as read:
        for _ in range(2):
            assert read([ids["a"], ids["d"]]) == {ids[name]: expected[ids[name]] for name in "ad"}
            assert read([ids["e"]]) == {ids["e"]: b"e"}
            assert read([]) == {}
