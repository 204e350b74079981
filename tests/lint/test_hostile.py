"""Hostile notes end as findings, in a process that survives them and still judges the note beside."""

import json
import os
from pathlib import Path

import pytest

from tests.conftest import Run

HEAD = "---\ntype: person\n"
KIB = 1024


def front(text: str) -> str:
    return f"{HEAD}{text}\n---\n- 2026-11-02 coffee\n"


def body(text: str) -> str:
    return f"{HEAD}---\n- 2026-11-02 coffee: x\n\n{text}\n"


BOMB = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10) if n else 'x'}]" for n in range(9))
MERGE = "\n".join(
    f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 10)}]}}" if n else "a0: &a0 {x: y}" for n in range(9)
)
CASES = {
    "flow nested deep": (front("a: " + "[" * 100_000 + "]" * 100_000), "too-complex"),
    "flow never closed": (front("a: " + "[" * 100_000), "too-complex"),
    "mappings nested deep": (front("a: " + "{a: " * 100_000), "too-complex"),
    "blocks nested deep": (front("a:\n" + "- " * 100_000), "too-complex"),
    "complex keys nested deep": (front("? " * 100_000), "too-complex"),
    "billion laughs": (front(BOMB), "too-complex"),
    "merge keys": (front(MERGE), "too-complex"),
    "an alias of itself": (front("a: &a [*a]"), "too-complex"),
    "60,000 properties": (front("\n".join(f"k{n}: v" for n in range(60_000))), "too-complex"),
    "10 MB of brackets": (front("a: " + "[" * 10_000_000), "too-complex"),
    "a number of 5,000 digits": (front("cadence: " + "9" * 5_000), "invalid-cadence"),
    "a date that raises": (front("birthday: 2026-13-45"), "invalid-date"),
    "NUL and friends": (front("role: a\0b\x1b[2J\x0b"), "control-characters"),
    "value tag": (front("a: =\n<<: x\nfocus: often"), "wrong-type"),
    "20,000 glued colons": (front("\n".join(["cadence:6w"] * 20_000)), "yaml-syntax"),
    "20,000 embeds": (body("![[" * 20_000), None),
    "50,000 brackets": (body("[" * 50_000), None),
    "100,000 backticks": (body("` `` ``` " * 20_000), None),
    "20,000 comments": (body("%% relnotes-ignore no-such-rule: x\n" * 20_000), None),
    "5,000 ignores": (body("%% relnotes-ignore nonsense %%\n" * 5_000), "unknown-rule"),
    "20,000 links": (body("[[Nobody Here]] [[Leila Hassam]]\n" * 10_000), None),
    "2,000 entries": (body("- 2062-11-02 lunch with [[Nobody Here]]: x\n" * 2_000), "future-log-entry"),
    "a table": (body("|a" * 5_000 + "|\n" + "|-" * 5_000 + "|\n"), None),
}


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_note_is_a_finding(relnotes: Run, tmp_path: Path, name: str) -> None:
    """The process ends by itself, names what it found, and judges the other note as well."""
    text, rule = CASES[name]
    (tmp_path / "A.md").write_bytes(text.encode("utf-8", "surrogateescape"))
    (tmp_path / "Leila Hassan.md").write_text(f"{HEAD}birthday: 2026-02-30\n---\n")
    done = relnotes("-C", str(tmp_path), "lint", "--format", "json", status=1)
    rules = {(one["path"], one["rule"]) for one in json.loads(done.stdout)["findings"]}
    assert ("Leila Hassan.md", "invalid-date") in rules
    assert rule is None or ("A.md", rule) in rules
    shown = relnotes("-C", str(tmp_path), "lint", status=1).stdout
    assert not any(char in shown for char in "\x00\x1b\x0b\r")


def test_notes_do_not_lead_out(relnotes: Run, tmp_path: Path) -> None:
    """A link out of the vault is not read, a pipe not waited for, a note that cannot be read not stumbled over."""
    (tmp_path / "vault").mkdir()
    (tmp_path / "secret.md").write_text(f"{HEAD}birthday: 2026-02-30\n---\n")
    (tmp_path / "vault/link.md").symlink_to(tmp_path / "secret.md")
    (tmp_path / "vault/folder").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "vault/pipe.md")
    assert "0 notes checked" in relnotes("-C", str(tmp_path / "vault"), "lint").stderr
