"""The pre-commit framework, installed from its package, runs lint on real commits."""

import importlib.util
import shlex
import sys
from pathlib import Path

import pytest

from tests.cli.gitbox import BAD, GOOD, Box
from tests.conftest import ROOT

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("pre_commit") is None, reason="the package pre-commit is not installed"
)
CONFIG = """\
repos:
  - repo: local
    hooks:
      - id: relnotes
        name: relnotes lint
        entry: {entry}
        language: system
        pass_filenames: false
        always_run: true
        require_serial: true
        stages: [pre-commit, pre-merge-commit, manual]
"""


def framework(box: Box, *words: str, status: int | None = 0) -> str:
    done = box.run(sys.executable, "-m", "pre_commit", *words, status=status)
    return done.stdout + done.stderr


@pytest.fixture
def box(tmp_path: Path) -> Box:
    """A repository with the framework's hook, whose config says what our manifest says."""
    box = Box(tmp_path / "vault", tmp_path / "home")
    box.folder.mkdir()
    box.env["PRE_COMMIT_HOME"] = str(tmp_path / "cache")
    box.git("-c", "init.defaultBranch=main", "init", "-q", ".")
    entry = f"{shlex.quote(sys.executable)} -P -m relnotes lint --staged"
    (box.folder / ".pre-commit-config.yaml").write_text(CONFIG.format(entry=entry))
    framework(box, "install")
    return box


def test_commits_are_checked(box: Box) -> None:
    """A bad note is stopped and named, a good one passes, and the index counts while the folder is being edited."""
    box.stage(leila=BAD)
    done = box.git("commit", "-m", "x", status=1)
    assert "leila.md:3:11" in done.stdout + done.stderr
    box.stage(leila=GOOD)
    assert box.commit()
    box.stage(omar=GOOD)
    box.write(omar=BAD)
    assert box.commit()
    assert (box.folder / "omar.md").read_text() == BAD


def test_a_commit_that_only_deletes_is_checked_too(box: Box) -> None:
    """The hook runs although no file is left to name."""
    box.stage(leila="---\ntype: person\nid: a1\n---\n", omar=GOOD)
    assert box.commit()
    box.git("rm", "-q", "omar.md")
    done = box.git("commit", "-m", "x")
    assert "Passed" in done.stdout + done.stderr


def test_all_files(box: Box) -> None:
    """In CI, with nothing staged, every note is judged."""
    box.stage(leila=BAD)
    assert box.commit(unchecked=True)
    assert "leila.md:3:11" in framework(box, "run", "--all-files", status=1)


def test_our_manifest_is_one(box: Box) -> None:
    """The framework accepts .pre-commit-hooks.yaml."""
    framework(box, "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml"))
