"""Front matter: what is one, what it says, and where its mistakes are."""

import subprocess
import sys

import pytest

from relnotes.parse.frontmatter import Value, parse_front_matter
from relnotes.parse.source import MAX_BYTES, Source
from tests.parse.build import fields, front, note, problems


def values(text: str) -> dict[str, object]:
    """The properties of a block as plain Python: texts, lists, mappings, None."""
    found = parse_front_matter(Source("a.md", f"---\n{text}\n---\n".encode()))
    return {key.text: tree(value) for key, value in found.pairs}


def tree(value: Value) -> object:
    if value.items is not None:
        return [tree(item) for item in value.items]
    if value.pairs is not None:
        return {key.text: tree(found) for key, found in value.pairs}
    return None if value.empty else value.text


RAW = (
    "no", "yes", "on", "off", "NO", "True", "true", "y", "12:30", "1:30:00", "22:22:22", "12:30:45.5", "190:20:30.15",
    "2026-02-28", "2026-02-30", "2026-13-01", "0000-00-00", "2026-12-01T10:30:00", "2026-12-01 10:30:00",
    "2026-12-01T10:30:00+03:00", "2026-01-01T25:00:00", "2001-12-14 21:59:43.10 -5", "1990", "007", "010", "08", "0777",
    "0o777", "0x1F", "0b_", "1e3", "1e+3", ".5e3", ".inf", ".nan", "+447700900123", "00441234", "-5", "1_000", "1_2_3",
    "1,000", "3.10", "9007199254740993", "1234567890123456789012", "9" * 5000, "=", "<<", "it's", "a/b", "x#y",
    "C:\\notes", "\u200fليلى", "🎸", "0.1", "--02-29", "a  b",
)  # fmt: skip


@pytest.mark.parametrize("typed", RAW)
def test_a_plain_scalar_stays_as_typed(typed: str) -> None:
    """No value is guessed to be a number, a date, a time or a truth: the converter of its property reads the text."""
    assert values(f"a: {typed}") == {"a": typed}


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("a:", None),
        ("a: ~", None),
        ("a: null", None),
        ("a: NULL", None),
        ("a: ''", None),
        ("a: '~'", "~"),
        ("a: 'null'", "null"),
        ("a: []", []),
        ("a: {}", {}),
        ("a: -", None),
        ("a: #tag", None),
        ("a: 2026-12-01 # note", "2026-12-01"),
        ('a: "caf\\u00e9"', "café"),
        ("a: 'it''s'", "it's"),
        ("a: |\n  l1\n  l2", "l1\nl2\n"),
        ("a: >\n  l1\n  l2", "l1 l2\n"),
        ("a: x\n  y", "x y"),
        ("a:\n- x\n- y", ["x", "y"]),
        ("a:\n  - x\n  - y", ["x", "y"]),
        ("a: [x, y,]", ["x", "y"]),
        ("a: [2026-01-01, no, 12:30]", ["2026-01-01", "no", "12:30"]),
        ("a: {x: 1, y: [2]}", {"x": "1", "y": ["2"]}),
        ("a: [[Acme Ltd]]", [["Acme Ltd"]]),
        ("a:\tx", "x"),
        ("a: x\t", "x"),
        ("a: !x y", "y"),
        ("a: !!python/object:os.system x", "x"),
        ("a: &anchor x", "x"),
        ("a: x\u2028y", "x y"),
        ("a: x\u0085y", "x y"),
        ("a: x\ry", "x y"),
        ("a: \u00a0x", "\u00a0x"),
        ('{"a": "JSON"}', "JSON"),
        ('{\n  "a": ["JSON"]\n}', ["JSON"]),
    ],
)
def test_values_are_read_as_obsidian_reads_them(block: str, expected: object) -> None:
    """Lists, mappings, quotes, blocks, empty values and JSON have the values that Obsidian shows."""
    assert values(block) == {"a": expected}


@pytest.mark.parametrize("key", ["2024", "no", "true", "null", "2026-01-01", "b c", "Reports To", "ليلى", "🎸"])
def test_a_key_stays_as_typed(key: str) -> None:
    """A property's name is text, whatever YAML could take it for."""
    assert values(f"{key}: x") == {key: "x"}


@pytest.mark.parametrize(
    ("line", "place", "message"),
    [
        ("role: foo: bar", "3:10-3:11", "a second colon in an unquoted value"),
        ("role: @me", "3:7-3:8", "a value cannot begin with this character"),
        ("role: `x`", "3:7-3:8", "a value cannot begin with this character"),
        ("role: %x", "3:7-3:8", "a value cannot begin with this character"),
        ('role: "x', "3:7-3:8", "a quote is opened and never closed"),
        ("role: 'x", "3:7-3:8", "a quote is opened and never closed"),
        ("role: [x, y", "3:7-3:8", "a [ is opened and never closed"),
        ("role: {x: y", "3:7-3:8", "a { is opened and never closed"),
        ("role: [x,, y]", "3:10-3:11", "this list cannot be read"),
        ("tags: [a, #b]", "3:11-3:12", "a # begins a comment here: the rest of the line is lost"),
        ("company: [[A]], [[B]]", "3:15-3:16", "this line does not fit the properties around it"),
        ("role:x", "3:1-3:2", "this line is no `key: value`"),
        ("role: x\nb", "4:1-4:2", "this line is no `key: value`"),
        ("role: x\n b: y", "4:2-4:3", "this line is indented, so YAML adds it to the value above"),
        ("\trole: x", "3:1-3:2", "a tab cannot indent YAML"),
        ("role:\n\t- x", "4:1-4:2", "a tab cannot indent YAML"),
        ("role: x\n...\nrole: y", "5:1-5:2", "a second document begins here"),
    ],
)
def test_broken_yaml_is_one_problem_at_the_place_of_the_mistake(line: str, place: str, message: str) -> None:
    """Broken YAML makes the note unreadable, with one problem where the mistake begins, in words of its own."""
    found = front(line)
    assert not found.readable
    assert problems(found) == [f"{place} yaml-syntax"]
    assert found.diagnostics[0].message == message
    assert found.diagnostics[0].hint


@pytest.mark.parametrize("block", ["- a\n- b", "just text", "42", "[a, b]"])
def test_front_matter_that_is_no_mapping_is_reported(block: str) -> None:
    """A list or a text between the fences is no set of properties."""
    found = note(f"---\n{block}\n---\n")
    assert not found.readable
    assert [one.rule for one in found.diagnostics] == ["yaml-syntax"]


@pytest.mark.parametrize(
    "text",
    ["", "\n", "# Zoe\n", "\n---\ntype: person\n---\n", " ---\ntype: person\n---\n", "----\ntype: person\n----\n",
     "# Hi\n---\nsecret: yes\n---\nend\n", "Title\n---\n- a\n", "---\n---\n", "---\n\n---\n", "---\n# only\n---\n"],
)  # fmt: skip
def test_front_matter_begins_on_the_first_line_or_not_at_all(text: str) -> None:
    """Rules and headings further down are no front matter, and an empty block says nothing."""
    found = note(text)
    assert (found.readable, found.marked, found.diagnostics) == (True, False, ())


@pytest.mark.parametrize("fence", ["---", "--- ", "---\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_fences_may_have_spaces_behind_them_and_any_line_ends(fence: str, end: str, bom: str) -> None:
    """BOM, CRLF and blanks behind the dashes change nothing of what a note says."""
    lines = [fence, "type: person", "role: Engineer", "phone: -", "city: Cairo", fence, "## Log", "- 2026-01-02 call"]
    found = note(bom + end.join(lines))
    assert not found.diagnostics
    assert (found.type, found.fields.role, found.fields.location) == ("person", "Engineer", "Cairo")
    assert [(entry.head, entry.line) for entry in found.entries] == [("call", 8)]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("birthday: 1990-02-30", "4:11-4:21"),
        ("  birthday  : 1990-02-30", "4:15-4:25"),
        ("birthday: '1990-02-30'", "4:11-4:23"),
        ("{birthday: 1990-02-30}", "4:12-4:22"),
    ],
)
def test_places_count_as_an_editor_does(bom: str, end: str, line: str, place: str) -> None:
    """A BOM, carriage returns, emoji and Arabic before a mistake do not move its line and column."""
    head = ["---", "note: 🎸🎸 ليلى\u2028\u0085x", "other: '👨‍👩‍👧'"] if line[0] not in " {" else ["---", "", ""]
    found = note(bom + end.join([*head, line, "---", "#person", ""]))
    assert problems(found) == [f"{place} invalid-date"]


def test_columns_count_code_points_of_the_line_itself() -> None:
    """Emoji and Arabic in the same line count one column a code point."""
    assert problems(front("{🎸ليلى: x, birthday: 13-01}", "x")) == ["4:1-4:2 yaml-syntax"]
    assert problems(note("---\n{🎸ليلى: x, birthday: 13-01}\n---\n#person\n")) == ["2:22-2:27 invalid-date"]


def test_an_unclosed_block_is_reported_and_its_lines_still_say_whose_note_it_is() -> None:
    """Without a closing fence the note is unreadable, but type and id are known."""
    found = note("---\ntype: person\nid: k7m2qx\n\n# Zoe\n- 2026-01-02 call\n")
    assert problems(found) == ["1:1-1:4 unclosed-front-matter"]
    assert (found.readable, found.marked, found.fields.id, found.entries) == (False, True, "k7m2qx", ())


def test_of_duplicate_keys_the_first_counts() -> None:
    """A second key of the same name is a problem at its own place; the value of the first stands."""
    found = front("role: first", "x: 1", "role: second")
    assert problems(found) == ["5:1-5:5 duplicate-key"]
    assert (found.fields.role, found.readable) == ("first", True)
    assert "line 3" in found.diagnostics[0].message


def test_a_broken_block_keeps_its_plain_lines() -> None:
    """What broken front matter still says plainly is kept, so that the contact stays known while it is mended."""
    found = front("id: k7m2qx", "aliases:", "  - Zo", "  - Zoë", "tags: [peer, friend]", "role: a: b", 'name: "Zoe K"')
    assert not found.readable
    assert (found.fields.id, found.fields.name) == ("k7m2qx", "Zoe K")
    assert (found.fields.aliases, found.fields.tags) == (("Zo", "Zoë"), ("peer", "friend"))


def test_unquoted_links_are_understood_as_links() -> None:
    """``company: [[Acme]]``, a list in a list to YAML, is the link that was meant, and is named at its place."""
    assert fields("company: [[Acme Ltd]]").company == "Acme Ltd"
    assert fields("company: [[Orgs/Acme|The Acme]]").company == "The Acme"
    assert fields("aliases: [[[A]], [[B]]]").aliases == ("A", "B")
    assert fields("last_contact: [[2026-01-01]]").lines["last_contact"] == 3
    assert problems(front("company: [[Acme Ltd]]")) == ["3:10-3:22 unquoted-link"]
    assert problems(front('company: "[[Acme Ltd]]"')) == []


@pytest.mark.parametrize("value", ["&a [*a]", "*x", "{<<: *x}"])
def test_aliases_are_refused(value: str) -> None:
    """YAML aliases, with which nine lines make a billion, are a problem and never followed."""
    found = front("base: &x {k: 1}", f"a: {value}")
    assert not found.readable
    assert [one.rule for one in found.diagnostics] == ["too-complex"]


def test_control_characters_are_reported_once_and_move_nothing() -> None:
    """A control character is a warning at its place; what stands around it is read."""
    found = front("role: a\x1b[31mb\x00", "birthday: 13-01")
    assert problems(found) == ["3:8-3:9 control-characters", "4:11-4:16 invalid-date"]
    assert (found.readable, found.fields.role) == (True, "a [31mb")


def test_lone_carriage_returns_do_not_move_lines() -> None:
    """A carriage return within a line is no line break for anything in the note."""
    found = note("---\ntype: person\n---\nx\ry\n\n- 2026-01-02 call: a\rb\n- [ ] task\n")
    assert [(entry.line, entry.text) for entry in found.entries] == [(6, "a b")]
    assert [task.line for task in found.tasks] == [7]


def test_bytes_that_are_not_utf8_are_located() -> None:
    """A byte that is not UTF-8 is a problem at its place, and the note is kept unreadable."""
    found = note("---\ntype: person\nrole: é ".encode() + b"\xe9\n---\n")
    assert problems(found) == ["3:9-3:10 not-utf8"]
    assert (found.readable, found.marked) == (False, True)


def test_a_file_above_one_mebibyte_is_refused() -> None:
    """A note is at most 1 MiB; a larger file is a problem, whole bytes cut or not."""
    assert not note("é" * (MAX_BYTES // 2)).diagnostics
    for text in ("x" * (MAX_BYTES + 1), "x" + "é" * (MAX_BYTES // 2)):
        assert problems(note(text)) == ["1:1-1:1 too-complex"]


@pytest.mark.parametrize(
    "nest", ["'a: ' + '[' * 100_000", "'- ' * 100_000", "'a: ' + '{a: ' * 100_000", "'? ' * 100_000", "'[' * 1_000_000"]
)
def test_deep_nesting_does_not_kill_the_process(nest: str) -> None:
    """100,000 brackets, which crash libyaml's own loaders, are a problem, found at once."""
    code = (
        "from relnotes.parse.note import parse_note\n"
        f"found = parse_note('a.md', ('---\\n' + {nest} + '\\n---\\n').encode())\n"
        "print([one.rule for one in found.diagnostics], found.readable)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=10, check=False)
    assert (done.returncode, done.stdout) == (0, "['too-complex'] False\n")


def test_front_matter_of_thousands_of_values_is_refused() -> None:
    """A block of more events than any note needs is a problem, not a wait."""
    found = front("a:", *["  - x"] * 6_000)
    assert [one.rule for one in found.diagnostics] == ["too-complex"]
    assert found.type == "person"
