"""Where rows find what they measure: vaults of any size, relnotes as a process, empty caches, and other programs."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from tests.bench import vault
from tests.bench.measure import Side, Skipped
from tests.conftest import DAY, ROOT

# python-frontmatter with libyaml, as its users call it.
LOOP = """\
import frontmatter, pathlib, sys
for path in pathlib.Path(sys.argv[1]).rglob("*.md"):
    frontmatter.load(path)
"""
_CLIENTS = ROOT / ".clients" / "bin"
_REQUIREMENTS = ROOT / "tests" / "acceptance" / "requirements.txt"


class Workbench:
    """A temporary folder for everything, but for the vaults and programs that `keep` is to hold for the next time."""

    def __init__(self, folder: Path, keep: Path, size: int, rounds: int, say: Callable[[str], None]) -> None:
        self.folder = folder
        self.keep = keep
        self.size = size
        self.rounds = rounds
        self.say = say
        """Told what takes its time just now."""
        self.home = folder / "home"
        """What is cached lies below it."""

    @property
    def env(self) -> dict[str, str]:
        """The environment of what is measured: a home of its own, so that no cache of the user's is read or emptied."""
        kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TMPDIR") if name in os.environ}
        folders = {f"XDG_{name}_HOME": str(self.home / name.lower()) for name in ("CACHE", "STATE", "CONFIG")}
        words = {"HOME": str(self.home), "LANG": "C.UTF-8", "TZ": "UTC", "COLUMNS": "80", "PYTHONPATH": str(ROOT)}
        return {**kept, **folders, **words}

    def empty_cache(self) -> None:
        shutil.rmtree(self.home, ignore_errors=True)
        self.home.mkdir()

    def vault(self, size: int = 0) -> Path:
        """The vault of so many contacts, made once. No row may write in it."""
        size = size or self.size
        made_by = zlib.crc32(Path(vault.__file__).read_bytes())
        root = self.keep / f"vault-{size}-{made_by:08x}"
        if not root.exists():
            self.say(f"making a vault of {size:,} contacts")
            half = Path(tempfile.mkdtemp(dir=self.keep))
            vault.build(half, size).rename(root)
        return root

    def copy(self, size: int = 0) -> Path:
        """A copy of the vault that the row may write in."""
        return Path(shutil.copytree(self.vault(size), Path(tempfile.mkdtemp(dir=self.folder)) / "vault"))

    @cache  # noqa: B019 - there is one workbench
    def published(self, size: int = 0) -> Path:
        """A copy with its feed, from which the next plan is made, as users have one. No row may write in it."""
        root = self.copy(size)
        self.say("writing its feed")
        self.run([*relnotes(root), "feed"])
        return root

    def run(self, words: list[str], env: Mapping[str, str] | None = None, cwd: Path = ROOT) -> str:
        """What a program prints; one that fails is no measure of anything."""
        done = subprocess.run(
            words, env=env or self.env, cwd=cwd, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False
        )
        if done.returncode:
            raise RuntimeError(f"{words} ended with {done.returncode}: {done.stderr[-2000:]}")
        return done.stdout

    def process(self, words: list[str], prints: str = "", cold: bool = False) -> Side:
        """A whole process, in seconds; `prints` must be in what it prints, `cold` empties the cache before."""

        def side() -> float:
            if cold:
                self.empty_cache()
            start = time.perf_counter()
            out = self.run(words)
            seconds = time.perf_counter() - start
            if prints not in out:
                raise RuntimeError(f"{words} did not print “{prints}”: {out[-2000:]}")
            return seconds

        return side

    def loop(self, root: Path) -> Side:
        """`frontmatter.load` on every note of a vault."""
        return self.process([sys.executable, "-c", LOOP, str(root)])

    def peer(self, name: str) -> Path:
        """A program from PyPI that relnotes is compared with: of `.ci/clients`, else installed for this run only."""
        if (_CLIENTS / name).exists():
            return _CLIENTS / name
        programs = self.keep / "peers" / "bin"
        if not (programs / name).exists():
            self.say(f"installing {name}")
            wanted = re.findall(rf"^{name}==.*", _REQUIREMENTS.read_text(), re.MULTILINE)
            for words in ([sys.executable, "-m", "venv"], [str(programs / "pip"), "install", "-q", *wanted]):
                target = [str(programs.parent)] if words[-1] == "venv" else []
                done = subprocess.run([*words, *target], capture_output=True, text=True, check=False)
                if done.returncode:
                    said = done.stderr.strip().splitlines() or ["no reason given"]
                    raise Skipped(f"{name} cannot be installed: {said[-1]}")
        return programs / name


def relnotes(root: Path) -> list[str]:
    """The beginning of a command for a vault, on the day that the vault was made for."""
    return [sys.executable, "-m", "relnotes", "-C", str(root), "--today", DAY]
