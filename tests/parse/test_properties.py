"""Whatever the bytes: parsing ends, never raises, and every place lies inside of the file."""

import random
from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from relnotes.model import Config, Note
from relnotes.parse.config import parse_config
from relnotes.parse.note import parse_note
from relnotes.parse.published import parse_published
from relnotes.vault import build_vault, find_notes
from tests.parse.build import EXAMPLE, SHARED, files_of

SLOW = timedelta(seconds=2)
PATHS = ("Zoe.md", "Daily/2026-01-02.md", "٢٠٢٦-٠١-٠٢.md", ".md")
FRAGMENTS = (
    "--- --- ... - * + 1. 1) > # ### | ` ``` ~~~ %% <!-- --> [[ ]] [ ] ]( ) ( { } {{ }} <% : :: , ; & &a *a "
    "!x ? @ \" ' \\ ~ null type: person people: tags: [a, #b] birthday: last_contact: cadence: quiet: .. "
    "dates: positions: met: at via paused: id: date: name: email: phone: status: archived relnotes-ignore: "
    "call coffee with and w/ promised: by Friday tomorrow next: sent gave they promised text #tag #no-reply "
    "#person [[A]] [[A|b]] ![[A]] [x](a.md) [[2026-01-02]] 2026-01-02 ٢٠٢٦-٠١-٠٢ 9999-12-31 0001-01-01 "
    "0000-00-00 2026-02-30 1604-02-29 --02-29 9999y P999Y 10:30 ٣ ² Ⅻ ß İ ﬁ - [ ] - [x] - [-] 📅 📅️ ✅ "
    "🔁 🆔 ^abc [due:: 2026-01-01] (id:: x) ** __ == — – <<<<<<< HEAD ======= >>>>>>> x وعدت: قهوة مع "
    "ليلى غدا قبل الجمعة e\u0301 🎸 👨‍👩‍👧 \ufeff \u200f \u2028 \u0085 \x00 \x1b \x7f \t \r"
).split(" ")  # fmt: skip

nasty = st.lists(
    st.sampled_from([*FRAGMENTS, "\n", "\n", "\n", "\r\n", "  ", "    ", "\n- ", "\n  - ", " "]), max_size=50
).map(lambda parts: "".join(part + (" " if part.isascii() and part.strip() else "") for part in parts))
notes = st.one_of(
    nasty,
    nasty.map(lambda text: f"---\n{text}\n---\n#person\n"),
    st.tuples(nasty, nasty).map(lambda two: f"---\ntype: person\n{two[0]}\n---\n## Log\n- 2026-01-02 {two[1]}"),
)


def check(path: str, data: bytes) -> Note:
    """Parse one note; every place must lie inside of its text."""
    found = parse_note(path, data)
    lines = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace").split("\n")
    for problem in found.diagnostics:
        span = problem.span
        assert (span.line, span.column) <= (span.end_line, span.end_column), problem
        for line, column in ((span.line, span.column), (span.end_line, span.end_column)):
            assert 1 <= line <= len(lines), problem
            assert 1 <= column <= len(lines[line - 1]) + 1, problem
    places = [entry.line for entry in found.entries] + [task.line for task in found.tasks]
    places += [topic.line for topic in found.topics] + [mention.line for mention in found.mentions]
    places += [link.line for link in found.links]
    assert all(1 <= line <= len(lines) for line in places)
    for entry in found.entries:
        assert all(entry.line <= detail.line <= len(lines) for detail in entry.details), entry
    return found


@settings(max_examples=150, deadline=SLOW)
@given(st.binary(max_size=300), st.sampled_from(PATHS))
def test_any_bytes_are_a_note(data: bytes, path: str) -> None:
    """Arbitrary bytes, alone or as front matter or body, parse."""
    check(path, data)
    check(path, b"---\ntype: person\nx: " + data + b"\n---\n- 2026-01-02 " + data)


@settings(max_examples=150, deadline=SLOW)
@given(st.text(max_size=200), st.sampled_from(PATHS))
def test_any_text_is_a_note(text: str, path: str) -> None:
    """Arbitrary text parses, in front matter and body."""
    data = text.encode("utf-8", "replace")
    check(path, b"---\ntype: person\nmet: " + data + b"\n---\n- 2026-01-02 " + data)


@settings(max_examples=400, deadline=SLOW)
@given(notes, st.sampled_from(PATHS))
def test_nasty_fragments_are_a_note_and_a_vault(text: str, path: str) -> None:
    """Whatever is put together from what notes are made of parses, and makes a vault."""
    found = check(path, text.encode())
    for config in (Config(), Config(mentions="all", people=("Daily",))):
        people = build_vault({path: found, "A.md": parse_note("A.md", b"#person\n")}, config)
        assert all(contact.path in {path, "A.md"} for contact in people.contacts.values())
        assert isinstance(find_notes(people.notes.values(), text[:20]), list)


def without_fixes(note: Note) -> Note:
    """A note whose problems have their lines and columns, and no place among the file's bytes."""
    return replace(note, diagnostics=tuple(replace(one, fix=None) for one in note.diagnostics))


@settings(max_examples=150, deadline=SLOW)
@given(notes)
@example("---\n:: [[A]] \n---\n#person\n")
def test_line_ends_and_a_bom_change_nothing(text: str) -> None:
    """A note says the same, at the same places, with LF or CRLF and with or without a BOM."""
    text = text.replace("\r", "").replace("\ufeff", "")
    plain = check("Zoe.md", text.encode())
    marked = check("Zoe.md", b"\xef\xbb\xbf" + text.encode())
    assert without_fixes(marked) == without_fixes(plain)
    bytes_of = [[one.fix.start for one in note.diagnostics if one.fix] for note in (plain, marked)]
    assert bytes_of[1] == [start + 3 for start in bytes_of[0]]
    windows = check("Zoe.md", text.replace("\n", "\r\n").encode())
    assert (windows.fields, windows.entries, windows.tasks) == (plain.fields, plain.entries, plain.tasks)
    assert [one.rule for one in windows.diagnostics] == [one.rule for one in plain.diagnostics]


@settings(max_examples=200, deadline=SLOW)
@given(st.one_of(st.binary(max_size=200), nasty.map(str.encode)))
def test_any_bytes_are_a_config_and_a_feed(data: bytes) -> None:
    """A config or a feed of arbitrary bytes is read as far as it makes sense."""
    _, problems = parse_config(data)
    assert all(1 <= problem.span.line <= data.count(b"\n") + 1 for problem in problems)
    parse_published(data)
    parse_published(b"BEGIN:VEVENT\r\nUID:x\r\n" + data + b"\r\nEND:VEVENT\r\n")


def mutations(data: bytes, chance: random.Random, count: int) -> Iterator[bytes]:
    """The data with one byte changed, lost or added at a place."""
    signs = b"\n\r\t -#*[]{}:'\"`%<>|\\\x00\xff0"
    for _ in range(count):
        at = chance.randrange(len(data) + 1)
        new = bytes([chance.choice(signs)])
        yield chance.choice((data[:at] + new + data[at + 1 :], data[:at] + data[at + 1 :], data[:at] + new + data[at:]))


@pytest.mark.parametrize("folder", ["vault-example", "people-network", "vcf-contacts", "friends"])
def test_a_note_with_one_byte_changed_is_a_note(folder: str) -> None:
    """Real notes with a byte changed, lost or added, and cut off anywhere, parse."""
    files = files_of(EXAMPLE if folder == "vault-example" else SHARED / folder)
    chance = random.Random(7)  # noqa: S311 - places to try, no secrets
    for path, data in files.items():
        small = data if len(data) < 8_000 else data[:1_500] + data[-1_500:]
        check(path, data)
        for changed in mutations(small, chance, 40):
            check(path, changed)
        for _ in range(5):
            check(path, small[: chance.randrange(len(small) + 1)])


def test_a_config_with_one_byte_changed_is_read() -> None:
    """The example's config with a byte changed is right or has located mistakes."""
    (data,) = files_of(EXAMPLE, "relnotes.toml").values()
    for changed in mutations(data, random.Random(7), 300):  # noqa: S311 - places to try, no secrets
        assert all(1 <= problem.span.line <= changed.count(b"\n") + 1 for problem in parse_config(changed)[1])
