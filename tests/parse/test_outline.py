"""Plain bodies read line by line: always what markdown-it-py says, and nearly always an answer."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from relnotes.parse.body import blank_comments, markdown, outline_of
from relnotes.parse.outline import Outline, outline
from tests.conftest import ROOT

# Line beginnings and ends that mean something to Markdown, and texts that do not.
_INDENT = st.sampled_from(["", "", "", " ", "  ", "   ", "    ", "      ", "\t"])
_MARK = st.sampled_from(
    ["", "", "- ", "- ", "* ", "+ ", "-   ", "-     ", "-", "1. ", "2) ", "10. ", "# ", "## ", "###### ", "#", "> ",
     ">", "- - ", "- [ ] ", "- [x] ", "* # ", "- > ", "- 1. ", "- ```"]
)  # fmt: skip
_TEXT = st.sampled_from(
    ["", "a", "b c", "2026-11-02 coffee: her move", "[[A]]", "#tag", "# h #", "C#", "---", "***", "===", "- - -",
     "_ _ _", "```", "~~~", "<div>", "<!-- x", "&amp;", "\\- x", "\\", "`code`", "[x]: /url", "a  ", " b", "|a|b|",
     "*e*", "-x", "+1", "\u00a0", "\u3000x",
     "1.", "2026. x", "🌿", "مكالمة: عن", "a\u000bb", "%%"]
)  # fmt: skip
_LINE = st.builds(lambda indent, mark, text: indent + mark + text, _INDENT, _MARK, _TEXT) | st.just("")


def by_markdown(text: str) -> Outline:
    return outline_of(markdown().parse(text))


@settings(max_examples=600, deadline=None)
@given(st.lists(_LINE, max_size=12).map("\n".join))
@example("- a\n b\n  c\n- d\n\n  e\n   f\n    - g\n      h\n\nlast")
@example("- a\r\n  - b\r\n\r\ntext\r\n")
@example("1. a\n   - b")
@example("- a\n\n\n  b")
@example("-   a\n    b\n   c\n    - d")
@example("a\n- b\n# c\nd")
def test_what_is_told_line_by_line_is_what_markdown_says(text: str) -> None:
    """Over any mixture of constructs: the same parts, or no answer."""
    found = outline(text)
    if found is not None:
        assert found == by_markdown(text)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="-*#> a1.\n\t`<[]()_=+x ", max_size=60))
def test_any_text(text: str) -> None:
    """Over any text at all."""
    found = outline(text)
    if found is not None:
        assert found == by_markdown(text)


NOTES = sorted(ROOT.glob("vault-example/**/*.md")) + sorted((ROOT.parent / "shared/data").glob("**/*.md"))


@pytest.mark.parametrize("path", NOTES, ids=lambda path: path.name)
def test_real_notes(path: Path) -> None:
    """The notes of people who did not know of this."""
    text = blank_comments(path.read_text("utf-8").partition("\n---\n")[2])
    found = outline(text)
    if found is not None:
        assert found == by_markdown(text)


def test_most_notes_are_plain() -> None:
    """Of the example's notes, nearly all need no more."""
    texts = [path.read_text("utf-8").partition("\n---\n")[2] for path in ROOT.glob("vault-example/People/*.md")]
    plain = [text for text in texts if outline(text) is not None]
    assert len(plain) >= 0.8 * len(texts)
