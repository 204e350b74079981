"""A commit of just the files that were written, however many and whatever they are called."""

from pathlib import Path

import pytest

from relnotes.shell.commit import changed_before, commit_files
from relnotes.shell.git import find_repository
from tests.cli.gitbox import Box


def test_more_names_than_a_command_line_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two megabytes of names, among them some that mean patterns to Git, in a folder of the repository."""
    box = Box(tmp_path / "all", tmp_path / "home").init()
    (box.folder / ".git" / "hooks" / "pre-commit").unlink()
    for name, value in box.env.items():
        monkeypatch.setenv(name, value)
    root = tmp_path / "all" / "notes"
    root.mkdir()
    names = ["*.md", ":(top)x.md", "\udcff.md", "known.md", *(f"{number:0185}.md" for number in range(11_500))]
    assert sum(map(len, names)) > 2 << 20
    (root / "known.md").write_text("before\n")
    (root / "Mine.md").write_text("mine\n")
    box.git("add", "-A")
    box.git("commit", "-q", "-m", "begin")
    for name in [*names, "Mine.md", "New.md"]:
        (root / name).write_text("x\n")
    repository = find_repository(root)
    assert changed_before(repository, names) == ["known.md"]
    commit_files(repository, names, "many")
    found = box.git("show", "-z", "--format=", "--name-only").stdout.strip("\0").split("\0")
    assert sorted(found) == sorted(f"notes/{name}" for name in names)
    assert box.git("status", "--porcelain").stdout == " M notes/Mine.md\n?? notes/New.md\n"
