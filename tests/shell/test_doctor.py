"""doctor: each condition, present, is named with what to do; it changes nothing."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from relnotes.shell.doctor.system import Limits, judge
from relnotes.shell.filesystems import filesystem, is_remote
from tests.conftest import Run
from tests.shell.watching import build, note, text


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return build(tmp_path / "vault", 3)


def results(relnotes: Run, root: Path, status: int) -> dict[str, tuple[str, str]]:
    """What doctor says of each thing: state, and words with the remedy."""
    done = relnotes("-C", str(root), "doctor", "--format", "json", status=status)
    found = json.loads(done.stdout)
    assert found["schema"] == "relnotes.doctor/1"
    worst = sorted(found["results"], key=lambda one: ["fine", "note", "wrong"].index(one["state"]))
    return {one["about"]: (one["state"], f"{one['says']} → {one['remedy']}") for one in worst}


def test_all_is_well(relnotes: Run, root: Path) -> None:
    """A good vault: nothing wrong, and no trace of the look."""
    relnotes("-C", str(root), "watch", "--once")
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*")}
    found = results(relnotes, root, 0)
    assert found["notes"] == ("fine", "3 contacts in 3 notes → None")
    assert found["outputs"][0] == "fine"
    assert found["watch"][0] == "note" and "--print-service" in found["watch"][1]
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*")} == before


def no_folder(root: Path) -> None:
    (root / "relnotes.toml").write_text('people = ["Persons"]\n')


def bad_config(root: Path) -> None:
    (root / "relnotes.toml").write_text("peeple = []\n")


def markers(root: Path) -> None:
    note(root, 1).write_text(f"<<<<<<< HEAD\n{text(1)}=======\n{text(1, '8 weeks')}>>>>>>> other\n")


def conflict_copy(root: Path) -> None:
    note(root, 1).with_name("Person 00001.sync-conflict-20261101-101010-ABCDEFG.md").write_text(text(1))


def link_out(root: Path) -> None:
    note(root, 1).unlink()
    note(root, 1).symlink_to("/etc/hostname")


def link_to_nothing(root: Path) -> None:
    note(root, 9).symlink_to(root / "gone")


def foreign_output(root: Path) -> None:
    (root / "Due.md").write_text("my own list\n")


def left_over(root: Path) -> None:
    (root / ".relnotes-999999999-abc.tmp").write_text("x")


def unmerged(root: Path) -> None:
    def git(*words: str) -> None:
        who = ("-c", "user.name=N", "-c", "user.email=n@example.org")
        subprocess.run(["git", *who, *words], cwd=root, capture_output=True, check=False)

    git("init", "-q", "-b", "main")
    git("add", ".")
    git("commit", "-qm", "1")
    for branch, cadence in (("other", "7 weeks"), ("main", "8 weeks")):
        git("checkout", "-q", *(["-b"] if branch == "other" else []), branch)
        note(root, 1).write_text(text(1, cadence))
        git("commit", "-qam", branch)
    git("merge", "other")


@pytest.mark.parametrize(
    ("harm", "about", "state", "words"),
    [
        (no_folder, "config", "wrong", "people names Persons, and there is no such folder → put the folder back"),
        (bad_config, "config", "wrong", "relnotes.toml:1:1"),
        (markers, "notes", "wrong", "keep one side and delete the marker lines"),
        (conflict_copy, "notes", "wrong", "merge what is missing into the note"),
        (link_out, "notes", "note", "a link out of the vault, so it is not read → move it in"),
        (link_to_nothing, "notes", "wrong", "a link to nothing → mend or delete it"),
        (foreign_output, "outputs", "wrong", "Due.md was not written by relnotes"),
        (left_over, "outputs", "note", "1 temporary file"),
        (unmerged, "git", "wrong", "is in a merge that is not resolved: resolve it"),
    ],
)
def test_what_is_wrong(
    relnotes: Run, root: Path, harm: Callable[[Path], None], about: str, state: str, words: str
) -> None:
    """Each condition is named under its heading, with what to do."""
    relnotes("-C", str(root), "watch", "--once")
    harm(root)
    done = relnotes("-C", str(root), "doctor", "--format", "json", status=None)
    assert done.returncode == (1 if state == "wrong" else 0), done.stdout
    found = [one for one in json.loads(done.stdout)["results"] if one["about"] == about and one["state"] == state]
    assert any(words in f"{one['says']} → {one['remedy']}" for one in found), done.stdout


def test_a_vault_that_is_gone(relnotes: Run, root: Path) -> None:
    """A folder that is not there ends with a sentence."""
    assert "is no folder: name your vault" in relnotes("-C", str(root / "gone"), "doctor", status=2).stderr


@pytest.mark.parametrize(
    ("limits", "running", "words"),
    [
        (Limits(100, 10, 16384, 95, 2), False, "max_user_watches"),
        (Limits(100, 10, 16384, 100, 2), True, "max_user_watches"),
        (Limits(100, 10, 16384, 20, 10), False, "max_user_instances"),
        (Limits(100, 10, 16384, 95, 2), True, ""),
        (Limits(100, 10, 100, 1, 1), False, "queue holds (100)"),
    ],
)
def test_the_limits_of_the_system(limits: Limits, running: bool, words: str) -> None:
    """Too few folders, or programs, that may be watched: which limit to raise. A short queue is no harm, and said."""
    found = [one for one in judge(limits, 10, 30, running=running) if one.state != "fine"]
    assert bool(found) == bool(words)
    assert all(words in f"{one.says} {one.remedy}" for one in found)


@pytest.mark.parametrize(
    ("folder", "kind", "remote"),
    [
        ("/home/nadia/notes", "ext4", False),
        ("/mnt/c/notes", "9p", True),
        ("/mnt/my nas/notes", "nfs4", True),
        ("/mnt/my nasty/notes", "ext4", False),
    ],
)
def test_kinds_of_file_systems(tmp_path: Path, folder: str, kind: str, *, remote: bool) -> None:
    """The innermost mount decides, and the later of two at one place."""
    table = tmp_path / "mounts"
    table.write_text(
        "none / tmpfs rw 0 0\n/dev/sda1 / ext4 rw 0 0\nC:\\ /mnt/c 9p rw 0 0\nnas:/x /mnt/my\\040nas nfs4 rw 0 0\n"
    )
    assert filesystem(Path(folder), table) == kind
    assert kind.startswith(("nfs", "9p")) == remote
    assert not is_remote(Path("/proc"))


def test_on_a_narrow_screen(relnotes: Run, root: Path) -> None:
    """No line is wider than the terminal, but for a path that cannot be broken."""
    shown = relnotes("-C", str(root), "doctor", COLUMNS="60").stdout
    assert all(len(line) <= 60 or os.sep in line for line in shown.splitlines())
