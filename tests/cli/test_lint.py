"""lint and explain as commands: paths, stdin, formats, statuses."""

import json
import os
import subprocess
import sys
from pathlib import Path

from relnotes.lint.rules import CODES
from tests.cli.gitbox import BAD, GOOD, Box
from tests.conftest import ROOT, Run


def test_paths_are_judged_among_all(tmp_path: Path) -> None:
    """A note or folder by name: only its findings are said, and links into the rest of the vault are known."""
    box = Box(tmp_path / "vault", tmp_path / "home")
    (box.folder / "People/Old").mkdir(parents=True)
    box.write(omar=GOOD)
    (box.folder / "People/leila.md").write_text(GOOD + "- 2026-11-03 lunch with [[omar]]: x\n")
    (box.folder / "People/Old/sara.md").write_text(BAD)
    (box.folder / "relnotes.toml").write_text('people = ["People", "omar.md"]\n')
    assert "1 note checked, nothing to mend" in box.lint("People/leila.md").stderr
    assert box.lint("People", "--format", "concise", status=1).stdout.startswith("People/Old/sara.md:3:11:")
    assert "does not exist" in box.lint("nobody.md", status=2).stderr
    assert "does not lie in the vault" in box.lint(str(tmp_path), status=2).stderr
    inside = Box(box.folder / "People/Old", tmp_path / "home")
    assert inside.lint("sara.md", "--format", "concise", status=1).stdout.startswith("sara.md:3:11:")


def test_a_text_on_stdin(tmp_path: Path) -> None:
    """An editor's text is judged as the note it will be; one that is no note of the vault is not."""
    (tmp_path / "Templates").mkdir()
    (tmp_path / "relnotes.toml").write_text('templates = ["Templates"]\n[lint]\nignore = ["RN112"]\n')

    def lint(name: str, text: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-P", "-m", "relnotes", "lint", "-", "--stdin-filename", name, "--format", "json"],
            cwd=tmp_path,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": str(tmp_path)},
            input=text,
            capture_output=True,
            text=True,
            check=False,
        )

    done = lint("new.md", BAD + "- 2026-11-02\n- 2026-11-02 tea with [[Nobody]]: x\n")
    assert [one["rule"] for one in json.loads(done.stdout)["findings"]] == ["invalid-date"]
    assert done.returncode == 1
    for name in ("Templates/new.md", ".trash/new.md", "Due.md"):
        assert (lint(name, BAD).returncode, json.loads(lint(name, BAD).stdout)["findings"]) == (0, [])
    assert [one["path"] for one in json.loads(lint("relnotes.toml", "x = 1\n").stdout)["findings"]] == ["relnotes.toml"]


def test_explain(relnotes: Run) -> None:
    """A page by name or code, the list without, all pages at once; a slip is answered with what was meant."""
    page = relnotes("explain", "rn101").stdout
    assert page.startswith("invalid-date (RN101, error)") and "^^^^^^^^^^ “2026-02-30” is not a day" in page
    listed = relnotes("explain").stdout
    assert all(f"{name} " in listed and code in listed for name, code in CODES.items())
    assert relnotes("explain", "--all").stdout.count("This is right:") == len(CODES)
    assert "Did you mean invalid-date?" in relnotes("explain", "invalid-dat", status=2).stderr


def test_incognito(relnotes: Run) -> None:
    """On a shared screen only the number of findings is said."""
    done = relnotes("-C", "vault-example", "--incognito", "lint", status=1)
    assert done.stdout == "" and done.stderr == "3 findings, hidden while incognito\n"


def test_many_findings_are_short(tmp_path: Path) -> None:
    """Beyond twenty, full becomes concise and says so; asked for by name it stays."""
    box = Box(tmp_path / "vault", tmp_path / "home")
    box.folder.mkdir()
    box.write(**{f"n{number}": BAD for number in range(21)})
    assert "--format full shows all" in box.lint(status=1).stdout
    assert box.lint("--format", "full", status=1).stdout.count("-->") == 21
