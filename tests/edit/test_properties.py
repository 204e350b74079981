"""Setting a property changes that property, and not a byte besides."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relnotes.edit.properties import add_to_property, quoted, set_property
from relnotes.edit.refused import Refused
from relnotes.parse.note import parse_note


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("text\n", "---\ncadence: 8w\n---\ntext\n"),
        ("", "---\ncadence: 8w\n---\n"),
        ("---\n---\n", "---\ncadence: 8w\n---\n"),
        ("---\na: 1 # why\n---\nx", "---\na: 1 # why\ncadence: 8w\n---\nx"),
        ("---\r\na: 1\r\n---\r\nx", "---\r\na: 1\r\ncadence: 8w\r\n---\r\nx"),
        ("---\ncadence: 6 weeks # rarely\nb: 2\n---\n", "---\ncadence: 8w # rarely\nb: 2\n---\n"),
        ("---\nCadence:   '6 weeks'\n---\n", "---\nCadence:   8w\n---\n"),
        ("---\nname: ليلى 🌿\nfrequency: 30\n---\n", "---\nname: ليلى 🌿\nfrequency: 8w\n---\n"),
        ("---\ncadence:\nb: 2\n---\n", "---\ncadence: 8w\nb: 2\n---\n"),
    ],
)
def test_set_property(before: str, after: str) -> None:
    """In its place where it stands, else as the last one, in front matter that is made when there is none."""
    assert set_property("A.md", before.encode(), "cadence", "8w").decode() == after
    assert set_property("A.md", b"\xef\xbb\xbf" + before.encode(), "cadence", "8w") == b"\xef\xbb\xbf" + after.encode()


@pytest.mark.parametrize(
    "text",
    ["---\ncadence: [6w]\n---\n", "---\ncadence: |\n  6w\n---\n", "---\na: [\n---\n", "---\nnever closed\n", "\xff"],
)
def test_refused(text: str) -> None:
    """What cannot be changed safely is refused."""
    with pytest.raises(Refused):
        set_property("A.md", text.encode("latin-1"), "cadence", "8w")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: 1\n", "a: 1\naliases: [New]\n"),
        ("aliases:\n", "aliases: [New]\n"),
        ("aliases: []\n", "aliases: [New]\n"),
        ("aliases: Leila # why\n", "aliases: [Leila, New] # why\n"),
        ("aliases: [ 'A', \"B\" ] # why\n", "aliases: [ 'A', \"B\", New ] # why\n"),
        ("aliases:\n- A # why\n- 'B'  # who\nb: 2\n", "aliases:\n- A # why\n- 'B'  # who\n- New\nb: 2\n"),
        ("aliases:\n    - A\n\n# why\nb: 2\n", "aliases:\n    - A\n    - New\n\n# why\nb: 2\n"),
        ("aliases: [A, New]\n", "aliases: [A, New]\n"),
    ],
)
def test_add_to_a_list(before: str, after: str) -> None:
    """One item more, in the form that the list has; nothing where it is there already."""
    for end in ("\n", "\r\n"):
        old, new = (f"---\n{text}---\nx".replace("\n", end).encode() for text in (before, after))
        assert add_to_property("A.md", old, "aliases", "New") == new


LINES = st.sampled_from(
    ["a: 1", "# why", "b: 'x'", 'c: "[[A]]"', "tags:\n  - person", "role:   chef  # since May", "email: a@example.org"]
)


@given(
    st.lists(LINES, unique=True),
    st.sampled_from(["cadence: 3 weeks", "frequency: '3w'", ""]),
    st.booleans(),
    st.booleans(),
)
@settings(max_examples=100, deadline=None)
def test_only_its_span_changes(lines: list[str], own: str, crlf: bool, bom: bool) -> None:
    """Every other line is there as it was, in order, and the note reads as before but for the property."""
    text = "\n".join(["---", *lines, *([own] if own else []), "---", "# A", "- 2026-01-01 call: x", ""])
    data = (b"\xef\xbb\xbf" if bom else b"") + (text.replace("\n", "\r\n") if crlf else text).encode()
    changed = set_property("A.md", data, "cadence", "8w")
    old, new = data.split(b"\n"), changed.split(b"\n")
    assert len(new) == len(old) + (not own)
    assert [line for line in new if b"8w" not in line] == [
        line for line in old if b"3w" not in line and b"3 w" not in line
    ]
    note = parse_note("A.md", changed)
    assert note.fields.cadence and note.fields.cadence.days == 56 and len(note.entries) == 1
    assert set_property("A.md", changed, "cadence", "8w") == changed


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
@settings(max_examples=200, deadline=None)
def test_a_written_value_reads_as_it_was(value: str) -> None:
    """Whatever the value, YAML reads the text that was meant."""
    note = parse_note("A.md", f"---\nrole: {quoted(value)}\n---\n".encode())
    assert not [problem for problem in note.diagnostics if problem.rule == "yaml-syntax"]
