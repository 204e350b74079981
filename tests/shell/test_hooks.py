"""relnotes hook: real repositories, real commits."""

import os
import sys
from pathlib import Path

import pytest

from relnotes.shell.git import find_repository
from relnotes.shell.hooks import script
from tests.cli.gitbox import BAD, GOOD, Box

Python = sys.executable


def hooked(box: Box, *words: str, status: int = 0) -> str:
    """What `relnotes hook …` says."""
    done = box.run(Python, "-P", "-m", "relnotes", "hook", *words, status=status)
    return done.stdout + done.stderr


@pytest.fixture
def box(tmp_path: Path) -> Box:
    """A repository without a hook, in a place with a difficult name."""
    box = Box(tmp_path / 'it\'s "my" خزنة', tmp_path / "home")
    box.folder.mkdir()
    box.git("-c", "init.defaultBranch=main", "init", "-q", ".")
    return box


def test_installed_it_stops_what_is_bad(box: Box) -> None:
    """Installed, it stops a bad note, lets a good one pass in silence, and says how to skip it once."""
    assert "hook install makes one" in hooked(box, "status", status=1)
    assert "pre-commit: installed" in hooked(box, "install")
    assert Python in hooked(box, "status")
    box.stage(leila=BAD)
    done = box.git("commit", "-m", "x", status=1)
    assert "leila.md:3:11" in done.stderr + done.stdout and "--no-verify" in done.stderr
    box.stage(leila=GOOD)
    done = box.git("commit", "-q", "-m", "x")
    assert (done.stdout, done.stderr) == ("", "")


def test_twice_is_once_and_gone_is_gone(box: Box) -> None:
    """Installing again changes nothing; uninstalling takes away what was installed, and no more."""
    hooked(box, "install")
    hook = box.folder / ".git/hooks/pre-commit"
    before = hook.read_bytes()
    assert "unchanged" in hooked(box, "install") and hook.read_bytes() == before
    hook.write_text(before.decode() + "# older\n")
    assert "refreshed" in hooked(box, "install") and hook.read_bytes() == before
    sample = sorted(path.name for path in hook.parent.iterdir())
    assert "taken away" in hooked(box, "uninstall")
    assert sorted(path.name for path in hook.parent.iterdir()) == [
        name for name in sample if name not in {"pre-commit", "pre-merge-commit"}
    ]
    assert "no hook of relnotes" in hooked(box, "uninstall")


def test_another_hook_stays(box: Box) -> None:
    """A hook of somebody else is kept byte for byte; the line to add to it is said, and works."""
    hook = box.folder / ".git/hooks/pre-commit"
    hook.write_text("#!/bin/sh\necho theirs\n")
    hook.chmod(0o755)
    said = hooked(box, "install", status=1)
    assert hook.read_text() == "#!/bin/sh\necho theirs\n"
    line = next(line.strip() for line in said.splitlines() if "lint --staged" in line)
    hook.write_text(f"#!/bin/sh\n{line}\n")
    box.stage(leila=BAD)
    assert not box.commit()
    assert "another hook" in hooked(box, "status", status=1)
    hooked(box, "uninstall")
    assert line in hook.read_text()


def test_no_path_no_problem(box: Box) -> None:
    """An editor that starts Git with a bare environment gets the same check: the interpreter is named in full."""
    hooked(box, "install")
    box.stage(leila=BAD)
    box.env = {key: box.env[key] for key in box.env if key.startswith("GIT_") or key == "PYTHONPATH"}
    box.env |= {"PATH": "/usr/bin:/bin", "HOME": str(box.folder.parent / "nobody")}
    assert not box.commit()


@pytest.mark.parametrize("closed", [False, True])
def test_relnotes_is_gone(box: Box, closed: bool) -> None:
    """Without relnotes a commit passes with one line, or is stopped where that was asked for."""
    hooked(box, "install", *["--fail-closed"] * closed)
    hook = box.folder / ".git/hooks/pre-commit"
    for python in ("/nonexistent/python", "/usr/bin/python3"):
        if python.startswith("/usr") and not os.access(python, os.X_OK):
            continue
        baked = next(line for line in hook.read_text().splitlines() if line.startswith("python="))
        hook.write_text(hook.read_text().replace(baked, f"python={python}"))
        box.stage(leila=BAD + python)
        done = box.git("commit", "-q", "-m", "x", status=int(closed), PATH="/usr/bin:/bin", PYTHONPATH="")
        assert done.stderr.startswith("relnotes is gone") and done.stderr.count("\n") == 1
    if not closed:
        hook.write_text(hook.read_text().replace("/usr/bin/python3", "/nonexistent"))
        assert "is gone; relnotes hook install mends that" in hooked(box, "status")


def test_python_files_in_the_vault_are_not_run(box: Box) -> None:
    """A vault that holds click.py or relnotes.py does not get them imported."""
    hooked(box, "install")
    for name in ("click.py", "relnotes.py", "yaml.py", "sitecustomize.py"):
        (box.folder / name).write_text("raise SystemExit('run')\n")
    box.stage(leila=GOOD)
    assert box.commit()
    box.stage(leila=BAD)
    assert not box.commit()


def test_a_vault_in_a_subfolder(box: Box) -> None:
    """Installed from a vault below the top, the hook judges that vault."""
    (box.folder / "my notes").mkdir()
    hooked(box, "install", "-C", "my notes")
    box.stage(outside=BAD)
    assert box.commit()
    (box.folder / "my notes/leila.md").write_text(BAD)
    box.git("add", "-A")
    assert not box.commit()


def test_worktrees_and_hooks_paths(box: Box, tmp_path: Path) -> None:
    """A linked worktree shares the hook; a hooks folder in the repository is used, one outside is left alone."""
    box.stage(leila=GOOD)
    assert box.commit()
    box.git("worktree", "add", "-q", str(tmp_path / "second"), "-b", "second")
    second = Box(tmp_path / "second", tmp_path / "home")
    hooked(second, "install")
    second.stage(omar=BAD)
    assert not second.commit()
    box.git("config", "core.hooksPath", "tools")
    assert "tools/pre-commit: installed" in hooked(box, "install")
    box.git("config", "core.hooksPath", str(tmp_path / "everywhere"))
    assert "serves other repositories too" in hooked(box, "install", status=2)
    assert not (tmp_path / "everywhere").exists()


def test_a_hook_that_git_skips(box: Box) -> None:
    """A hook that lost its executable bit is no check, and status says so."""
    hooked(box, "install")
    (box.folder / ".git/hooks/pre-commit").chmod(0o644)
    assert "not executable" in hooked(box, "status", status=1)
    hooked(box, "install")
    hooked(box, "status")


def test_the_script_is_plain_sh(box: Box, tmp_path: Path) -> None:
    """The shell finds no fault with it, whatever the folder is called."""
    (tmp_path / "hook").write_text(script(find_repository(box.folder)))
    box.run("sh", "-n", str(tmp_path / "hook"))
