"""What the commands that run most often load: a command that loads more begins later, each time."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import DAY, ROOT

PERSON = "---\ntype: person\ncadence: 6 weeks\n---\n- 2026-11-02 coffee: news\n"
SAY = (
    "import sys, atexit; sys.argv[0] = 'relnotes'\n"
    "atexit.register(lambda: print(*sorted(sys.modules), sep=' ', file=sys.stderr))\n"
    "from relnotes.cli import main; main()"
)
# What msgspec needs itself is its own.
READING = {"click", "msgspec", "platformdirs", "typing_extensions"}
FLOORS = {"carry", "cli", "model", "parse", "render", "shell", "vault"}
LINT_SHELL = {"disk", "errors", "files", "judged", "kept", "shares"}
LINT_RENDER = {"clean", "findings", "paint", "problems"}


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """A repository of two notes in plain lines, one of them staged."""
    for name in ("Leila", "Omar"):
        (tmp_path / f"{name}.md").write_text(PERSON)
    for words in (("init", "-q", "."), ("add", "Leila.md")):
        subprocess.run(["git", *words], cwd=tmp_path, check=True)
    return tmp_path


def loaded(vault: Path, *words: str) -> set[str]:
    """The modules that a command has loaded when it ends, without the standard library's."""
    done = subprocess.run(
        [sys.executable, "-P", "-c", SAY, *words],
        cwd=vault,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": str(vault / ".home"), "TZ": "UTC"},
        capture_output=True,
        text=True,
        check=True,
        stdin=subprocess.DEVNULL,
    )
    names = done.stderr.splitlines()[-1].split()
    return {name for name in names if name.partition(".")[0] not in sys.stdlib_module_names}


def packages(modules: set[str]) -> set[str]:
    """The programs of others among modules; what a compiler or an installation adds begins with an underscore."""
    tops = {name.partition(".")[0] for name in modules}
    return {name for name in tops if not name.startswith("_")} - {"relnotes", "cython_runtime"}


def ours(modules: set[str], under: str = "relnotes") -> set[str]:
    return {name.removeprefix(f"{under}.").partition(".")[0] for name in modules if name.startswith(f"{under}.")}


def test_help(vault: Path) -> None:
    """The help reads no note, so it loads nothing that does."""
    modules = loaded(vault, "--help")
    assert packages(modules) == {"click"}
    assert {name for name in modules if name.startswith("relnotes.")} == {
        "relnotes.cli",
        "relnotes.cli.options",
        "relnotes.shell",
        "relnotes.shell.errors",
    }


@pytest.mark.parametrize("words", [("lint",), ("lint", "--staged"), ("lint", "Leila.md")])
def test_lint(vault: Path, words: tuple[str, ...]) -> None:
    """Lint reads notes and Git; it loads no format where nothing is found, nor a parser of YAML or Markdown for plain
    lines."""
    for _ in ("at first", "with what it remembers"):
        modules = loaded(vault, *words)
        assert packages(modules) <= READING
        assert ours(modules) == FLOORS | {"lint"}
        assert ours(modules, "relnotes.shell") <= LINT_SHELL | {"git"}
        assert ours(modules, "relnotes.render") <= LINT_RENDER
        assert ours(modules, "relnotes.render.findings") <= {"summary"}


def test_due(vault: Path) -> None:
    """The due list loads no calendar, server or watcher; one that nothing changed since reads no notes at all."""
    modules = loaded(vault, "--today", DAY, "due")
    assert packages(modules) <= READING | {"wcwidth"}
    assert ours(modules) == FLOORS | {"insight", "schedule"}
    assert not ours(modules, "relnotes.render") & {"event", "html", "ics", "review", "vdir"}
    assert not ours(modules, "relnotes.shell") & {"server", "watch", "write"}
    modules = loaded(vault, "--today", DAY, "due")
    assert packages(modules) <= READING | {"wcwidth"}
    assert ours(modules) == {"cli", "model", "parse", "render", "schedule", "shell"}
    assert ours(modules, "relnotes.schedule") == {"listing"}
    assert not ours(modules, "relnotes.parse") & {"note", "frontmatter", "fields", "body", "entries"}
    assert not ours(modules, "relnotes.shell") & {"cache", "live", "snapshot"}
