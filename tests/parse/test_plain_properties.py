"""Plain front matter read line by line: always what libyaml says, and nearly always an answer."""

from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from relnotes.parse.frontmatter import _shift, parse_front_matter
from relnotes.parse.libyaml import Loader, TooComplex, build
from relnotes.parse.properties import properties
from relnotes.parse.source import Source
from tests.conftest import ROOT

# What means something to YAML at the beginning, within and at the end of keys and values, and what does not.
_KEY = st.sampled_from(
    ["a", "b", "c", "role", "tags", "x y", "N.GN", "EMAIL[HOME]", "ليلى", "🎸", "2024", "null", "a#b", "a,b", 'a"b',
     "a?", "a:b", "a ", " a", "\u00a0a", "a\u00a0", '"q"', "'q'", "- a", "-a", "? a", "?", '"q r" ', '"a\\"b"', '"',
     '"' + "k" * 70 + '"', "[a]", "{a}", "!t a", "&x a", "*x", "#c", "%a", "@a", "|", "---", "...", "a\t", "k" * 70,
     ""]
)  # fmt: skip
_VALUE = st.sampled_from(
    ["", "a", "a b", "a  b ", "2026-01-02", "12:30", "+1 2", "~", "null", "<<", "=", ".5", "x@y.org",
     "http://x.org/a#b", "it's", 'a "b" c', "a, b", "a]", "a}", "C:\\x", "a::b", "a:#b", "é", "🎸 x", "ليلى",
     "\u00a0x", "x\u00a0", "\u3000", "a: b", "a:", "a #b", "a #", "#b", "- a", "-a", "-", "--02-29", "-\u00a0", "--",
     "--- a", "? a", "?a", ":", ":a", "|", ">", "*x", "&x y", "!t", "@x", "`x`", "%x", "---", "...", "a\tb", "a\t",
     "\ta", "{}", "{a: b}", '"a"', '""', "' '", "'a'", '"a: b #c, [d]"', '"a\\n"', "'it''s'", '"a" b', '"a": b',
     '"a" #c', '"a', "'a", '"a"b', "[]", "[ ]", "[a]", "[a, b c]", "[ a , b ]", "[a,b]", "[a,]", "[,a]", "[a,,b]",
     '["a", \'b, c\' ]', '["[[A]]"]', "[[A]]", "[a, [b]]", "[a: b]", "[a:b]", "[a #b]", "[a#b]", "[#b]", "[-a]",
     "[- a]", "[-]", "[a?]", "[a ? b]", "[?a]", "[a] b", "[a]: b", "[a", "[a]]", "[a}", '["a" b]', '["a"b]',
     "[a\u00a0]", "[*a]", "[it's]", "[a 'b, c']", "a" * 1100, "[" + "a" * 1100 + "]"]
)  # fmt: skip
_PAIR = st.builds(
    lambda key, colon, value: key + colon + value,
    _KEY | st.just("a"),
    st.sampled_from([": ", ": ", ": ", ":", ":  ", " : ", ":\t"]),
    _VALUE,
)
_LIST = st.builds(
    lambda key, indent, items: "\n".join([f"{key}:", *(indent + dash + item for dash, item in items)]),
    _KEY | st.just("list"),
    st.sampled_from(["  ", "", "    ", " ", "\t"]),
    st.lists(st.tuples(st.sampled_from(["- ", "- ", "-  ", "-", " - "]), _VALUE), max_size=4),
)
_LINE = _PAIR | _PAIR | _LIST | st.sampled_from(["", "  ", "# c", "  # c: d", "\t", "- a", "  - a", "  b", "---", "a"])
BLOCK = st.builds(
    lambda lines, end: end.join([*lines, ""]), st.lists(_LINE, max_size=7), st.sampled_from(["\n", "\r\n"])
)


def by_libyaml(source: Source, start: int, end: int) -> object:
    """What libyaml's events say of a block of a file, or its error."""
    try:
        root = build(yaml.parse(source.text[start:end], Loader=Loader))
    except (yaml.YAMLError, TooComplex) as error:
        return error
    if root is None:
        return []
    _shift(root, start, source.text)
    return root.pairs


def agree(block: str) -> bool:
    """Whether the block is read line by line; what that says is what libyaml says, somewhere in a file."""
    source = Source("a.md", f"---\n{block}".encode("utf-8", "replace"))
    found = properties(source.text, 4, len(source.text))
    if found is not None:
        assert found == by_libyaml(source, 4, len(source.text))
    return found is not None


@settings(max_examples=1500, deadline=None)
@given(BLOCK)
@example("a:\n\n  - b\n\n  - \n# c\nd:\n- e\n")
@example("a:\n  - b\n- c\n")
@example("a: b\n  - c\n")
@example("a: 'b'\n- c\n")
@example("a: b\n\n  c\n")
@example("a:\n  - b\n    - c\n")
def test_what_is_told_line_by_line_is_what_libyaml_says(block: str) -> None:
    """Over any mixture of lines: the same properties at the same places, or no answer."""
    agree(block)


@settings(max_examples=1000, deadline=None)
@given(st.text(alphabet="ab:- \n\"'[],#{}?|\t\r\\*&!~\u00a0é🎸", max_size=40))
def test_any_text(text: str) -> None:
    """Over any text at all."""
    agree(f"{text}\n")
    agree(f"a: {text}\n")
    agree(f"a: [{text}]\n")


NOTES = sorted(ROOT.glob("vault-example/**/*.md")) + sorted((ROOT.parent / "shared/data").glob("**/*.md"))


@pytest.mark.parametrize("path", NOTES, ids=lambda path: path.name)
def test_real_notes(path: Path) -> None:
    """The notes of people who did not know of this."""
    source = Source(path.name, path.read_bytes())
    front = parse_front_matter(source)
    found = properties(source.text, front.start, front.end)
    if found is not None:
        assert found == by_libyaml(source, front.start, front.end)


def test_most_notes_are_plain() -> None:
    """The example's contacts, but for a few, and the ordinary ways to write a property need no more."""
    people = sorted(ROOT.glob("vault-example/People/*.md"))
    fronts = [path.read_text("utf-8").split("---\n")[1] for path in people]
    assert sum(agree(block) for block in fronts) >= 0.8 * len(people)
    for block in ("", "a: b c\nd: [e, f]\n", 'a:\n  - b, 2021-09 to now\n  - "[[C]]"\nd:\n', "a: 'b: c'\r\n# d\r\n"):
        assert agree(block), block
    assert agree('"EMAIL[HOME]": leila@example.org\nurl: https://example.org/#me\nbday: --02-29\n')
