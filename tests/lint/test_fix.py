"""--fix mends what is safe, byte for byte, and proves it."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relnotes.lint.check import check_one
from relnotes.lint.fix import mend
from tests.conftest import Run
from tests.lint.support import TODAY
from tests.support import config

PATH = "People/Leila Hassan.md"
LINES = st.sampled_from(
    """company: [[Acme]]|company: [[Acme Ltd|Acme]] # why|org: [[Ä 🎸]]|aliases: [[Leila]]|interests: [[[eBPF]], tea]
people: [ [[Omar]] , "[[Sara]]" ]|phone: +201005550101|phone: '+201005550101'|phone: 0100555 # home|tel: 0_1|phones:
  - +201005550101|  - 5550101|cadence:6 weeks|cadence: 6 weeks|role:engineer|url:https://example.org|# a comment
role: "x: y"|birthday: 2026-02-30|birthday: [[2026-02-30]]|tags: #person|note: |text: >-|  folded [[X]]|role: a: b
id: &a x|\u200f: x|company: [[A"b]]|company: [[A\\b]]
? odd|email: [[]]|met: at [[X]]|company:[[Acme]]|phone:+201005550101""".replace("\n", "|").split("|")
)
BODIES = st.lists(
    st.sampled_from(["- 2026-11-02 coffee: x", "  - promised: y", "# H", "", "```", "phone: +20100", "[[X]]"])
)


@st.composite
def notes(draw: st.DrawFn) -> bytes:
    front = draw(st.lists(LINES, max_size=6))
    text = "\n".join(["---", "type: person", *front, "---", *draw(BODIES)]) + draw(st.sampled_from(["", "\n"]))
    end = draw(st.sampled_from(["\n", "\r\n"]))
    return draw(st.sampled_from([b"", b"\xef\xbb\xbf"])) + text.replace("\n", end).encode()


def only_added(old: bytes, new: bytes) -> bool:
    """Whether the new bytes are the old ones with quotes and spaces put in between."""
    at = 0
    for byte in new:
        if old[at : at + 1] == bytes([byte]):
            at += 1
        elif byte not in b'" ':
            return False
    return at == len(old)


@settings(max_examples=300, deadline=None)
@given(notes())
def test_mending_twice_is_mending_once(data: bytes) -> None:
    """A second run changes nothing; only quotes and spaces came in, and nothing went; no finding is new."""
    once = mend(PATH, data, config(), TODAY)
    assert mend(PATH, once, config(), TODAY) == once
    assert only_added(data, once)
    if once != data:
        before, after = (
            {(one.rule, one.span.line) for one in check_one(PATH, text, config(), TODAY) if one.fix}
            for text in (data, once)
        )
        assert before - after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("company: [[Acme]]  # where she is\n", 'company: "[[Acme]]"  # where she is\n'),
        ("interests: [[[eBPF]], tea]\n", 'interests: ["[[eBPF]]", tea]\n'),
        ("phone: +201005550101\r\n", 'phone: "+201005550101"\r\n'),
        ("cadence:6 weeks\nrole:engineer\n", "cadence: 6 weeks\nrole: engineer\n"),
        ("phone: 5550101\n", "phone: 5550101\n"),
        ("company: [[Acme]]\ncompany: [[Globex]]\n", 'company: "[[Acme]]"\ncompany: [[Globex]]\n'),
        ('company: [[A"b]]\n', 'company: [[A"b]]\n'),
        ("cadence:6 weeks\nrole: a: b\n", "cadence:6 weeks\nrole: a: b\n"),
        ("birthday: [[2026-02-30]]\n", "birthday: [[2026-02-30]]\n"),
    ],
)
def test_what_is_mended_and_what_is_left(before: str, after: str) -> None:
    """Quotes and spaces come in where they change nothing else; where something else is wrong nothing is touched."""
    note = "---\ntype: person\n{}---\n- 2026-11-02 coffee: [[X]]\n"
    assert mend(PATH, note.format(before).encode(), config(), TODAY).decode() == note.format(after)


def test_on_disk(relnotes: Run, example: Path) -> None:
    """--diff shows and writes nothing; --fix writes, keeps the file's mode, and says what is left."""
    note = example / "People/Priya Nandakumar.md"
    note.chmod(0o640)
    before = note.read_bytes()
    base = ("-C", str(example), "--today", "2026-11-23", "lint")
    shown = relnotes(*base, "--diff", status=1).stdout
    assert '\n+company: "[[Acme]]"\n' in shown and "\n-company: [[Acme]]\n" in shown
    assert note.read_bytes() == before
    done = relnotes(*base, "--fix", status=1)
    assert "Priya Nandakumar.md: mended" in done.stderr and "2 errors" in done.stderr
    assert note.read_bytes() == before.replace(b"[[Acme]]", b'"[[Acme]]"', 1)
    assert note.stat().st_mode & 0o777 == 0o640
    assert relnotes(*base, "--diff").stdout == ""
    for words in (["--staged", "--fix"], ["-", "--stdin-filename", "x.md", "--fix"], ["-"], ["--staged", "x.md"]):
        relnotes(*base, *words, status=2)
