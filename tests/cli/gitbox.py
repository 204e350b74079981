"""Real repositories for tests: notes written, staged and committed by git itself, with lint as their hook."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

GOOD = "---\ntype: person\ncadence: 6 weeks\n---\n- 2026-11-02 coffee: news\n"
BAD = "---\ntype: person\nbirthday: 2026-02-30\n---\n"
HOOK = "#!/bin/sh\nexec {python} -P -m relnotes lint --staged --quiet {more}\n"


class Box:
    """A repository with a home of its own. `git` and `relnotes` run as their users run them."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.folder = folder
        home.mkdir(exist_ok=True)
        name = {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in _NAMES}
        self.env = name | {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "PYTHONPATH": str(ROOT),
            "LANG": "C.UTF-8",
            "GIT_CONFIG_NOSYSTEM": "1",
        }

    def init(self, hook: str = "") -> "Box":
        self.folder.mkdir(parents=True, exist_ok=True)
        self.git("-c", "init.defaultBranch=main", "init", "-q", ".")
        self.hook(hook)
        return self

    def hook(self, more: str = "", name: str = "pre-commit") -> None:
        path = self.folder / self.git("rev-parse", "--git-path", "hooks").stdout.strip() / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HOOK.format(python=shlex.quote(sys.executable), more=more))
        path.chmod(0o755)

    def git(self, *words: str, status: int | None = 0, **env: str) -> subprocess.CompletedProcess[str]:
        return self.run("git", *words, status=status, **env)

    def lint(self, *words: str, status: int | None = 0, **env: str) -> subprocess.CompletedProcess[str]:
        return self.run(sys.executable, "-P", "-m", "relnotes", "lint", *words, status=status, **env)

    def run(self, *words: str, status: int | None = 0, **env: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            words,
            cwd=self.folder,
            env=self.env | env,
            capture_output=True,
            text=True,
            errors="surrogateescape",
            timeout=60,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        assert "Traceback" not in done.stderr, done.stderr
        if status is not None:
            assert done.returncode == status, (words, done.stdout, done.stderr)
        return done

    def write(self, **notes: str) -> None:
        """Notes by name, in the folder's root."""
        for name, text in notes.items():
            (self.folder / f"{name}.md").write_text(text, "utf-8")

    def stage(self, **notes: str) -> None:
        self.write(**notes)
        self.git("add", "-A")

    def commit(self, *words: str, unchecked: bool = False) -> bool:
        """Whether a commit went through."""
        skip = ["--no-verify"] if unchecked else []
        done = self.git("commit", "-q", "-m", "x", *skip, *words, status=None)
        assert done.returncode in {0, 1}, done.stderr
        return done.returncode == 0


_NAMES = (("NAME", "Nadia"), ("EMAIL", "nadia@example.org"))
