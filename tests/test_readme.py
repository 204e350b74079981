"""README tells the truth: its console blocks are run, its config is the defaults, its map is complete."""

import re
import shlex
import tomllib
from pathlib import Path

import pytest
from msgspec import structs

from relnotes.cli import COMMANDS
from relnotes.model import Config
from relnotes.parse.config import parse_config
from relnotes.parse.note import parse_note
from tests.conftest import DAY, ROOT, Run

README = (ROOT / "README.md").read_text("utf-8")
CONSOLE = re.findall(r"```console\n(.*?)```", README, re.DOTALL)


@pytest.mark.parametrize("block", CONSOLE, ids=[block.split("\n")[0] for block in CONSOLE])
def test_console_blocks(block: str, relnotes: Run) -> None:
    """Each command prints what README shows, from its beginning up to a line of dots."""
    command, _, shown = block.partition("\n")
    words = shlex.split(command.removeprefix("$ relnotes "))
    done = relnotes(*words, status=1 if "lint" in words else 0)
    expected, dots, _ = shown.partition("\n...\n")
    both = done.stderr + done.stdout
    found = [output for output in (both, done.stdout) if (output.startswith(expected) if dots else output == expected)]
    assert found, both


def test_keeping_the_log(example: Path, relnotes: Run) -> None:
    """What README shows of writing happens so on a copy of the example, one command after the other."""
    block = re.findall(r"```text\n(.*?)```", README.partition("## Keeping the log")[2], re.DOTALL)[0]
    for shown in block.removeprefix("$ ").split("\n$ "):
        command, _, expected = shown.partition("\n")
        done = relnotes("-C", str(example), "--today", DAY, *shlex.split(command)[1:])
        found, wanted = (re.sub(r":\d+:", ":N:", text).strip() for text in (done.stdout, expected))
        assert found == wanted, command


def test_the_notes_are_read_as_the_text_says() -> None:
    """The two notes of the format page parse without a problem, with everything in them."""
    short, full = (
        parse_note("A.md", text.encode()) for text in re.findall(r"```markdown\n(.*?)```", README, re.DOTALL)
    )
    assert short.marked and len(short.entries) == 1 and short.fields.cadence
    assert full.diagnostics == short.diagnostics == ()
    assert (len(full.entries), len(full.tasks), len(full.topics), len(full.fields.positions)) == (3, 2, 1, 2)


def test_the_config_shows_the_defaults() -> None:
    """Every key of the shown config exists, and where a default makes sense it is the shown one."""
    text = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)[0]
    config, problems = parse_config(text.encode())
    assert problems == ()
    default, _ = parse_config(None)
    given = {"people", "templates", "timezone", "contact_kinds", "capacity", "focus", "feeds", "lint"}
    for name in Config.__struct_fields__:
        if name == "circles":
            assert {circle.name: circle.weight for circle in config.circles} == {
                circle.name: circle.weight for circle in default.circles
            }
        elif name not in given:
            assert getattr(config, name) == getattr(default, name), name
    assert structs.replace(config.capacity, away=()) == default.capacity
    assert set(tomllib.loads(text)["capacity"]) == set(type(config.capacity).__struct_fields__)


def test_every_command_and_module_is_listed() -> None:
    """The table of commands and the map of the code leave nothing out."""
    table = README.partition("## Commands")[2]
    for command in COMMANDS:
        assert f"| `{command}" in table, command
    places = README.partition("| place | holds |")[2]
    for path in sorted((ROOT / "relnotes").iterdir()):
        if path.name not in {"__init__.py", "__main__.py", "__pycache__"}:
            assert f"`relnotes/{path.name}{'/' if path.is_dir() else ''}`" in places, path.name


def test_the_test_line_is_the_one_that_ci_runs() -> None:
    """One line of README holds pytest, and .ci/run takes that line."""
    lines = [line for line in README.splitlines() if ".venv/bin/pytest" in line]
    assert len(lines) == 1
    assert '.venv/bin/pytest" README.md' in Path(ROOT / ".ci/run").read_text()
