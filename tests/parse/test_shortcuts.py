"""Quick looks before a slow pattern: they never change what it says."""

import re
import sys
from collections.abc import Callable
from unittest.mock import patch

from hypothesis import example, given, settings
from hypothesis import strategies as st

from relnotes.parse import line, links, tasks, when
from relnotes.parse.entries import _without_last_tags
from relnotes.parse.note import parse_each, parse_whole
from relnotes.parse.source import _UNPRINTABLE
from relnotes.parse.when import latin_digits
from relnotes.parse.words import Heads
from tests.conftest import ROOT

HEADS = Heads(("walk", "Zoom Call", "long long walk", ""))
_NEVER = re.compile("(?!)")
_ALWAYS = re.compile("")
_PIECE = st.sampled_from(
    "call coffee phone zoom Zoom Call long walk they promised promised: sent heard: next: note with w/ and , "
    ": ： | — – - . ; * ** __x__ **call** **call: ** _ == ~~ [[A]] [[A|b]] [[A ]] [[ ]] [ ] ![[A]] !! "
    "[x](a.md) [x](<b c.md>) ]( ( (a:: [due:: 2026-01-01] (id:: x) 2026-01-02 2026-01-02: 2026-02-30 2026-1-2 "
    "2026/01/02 [[2026-01-02]] [[M/2026-01-02 **2026-01-02** 10:30 T10:30 ٢٠٢٦-٠١-٠٢ ٣ # #a #a/b #1 ^id ^ 📅 "
    "📅️ ✅ 🔁 🆔 ⏫ 🎸 قهوة مع وعدت: ليلى x ß \u200f \u00a0 \t ` ’s".split(" ")
)
TEXT = st.builds(
    lambda pieces, gaps: "".join(piece + gap for piece, gap in zip(pieces, gaps, strict=False)),
    st.lists(_PIECE, max_size=8),
    st.lists(st.sampled_from([" ", " ", " ", "", "  ", "\n"]), min_size=8, max_size=8),
)
many = settings(max_examples=500, deadline=None)


@many
@given(TEXT)
@example("with: [[A]]")
@example("call, her move")
@example("call - her move")
@example("call — [[A]]: x")
@example("**call**: x")
def test_a_word_and_its_colon(text: str) -> None:
    """A line whose first word has a colon is taken apart as any other."""
    with patch.object(line, "_WORD_AND_COLON", _NEVER):
        slowly = line.split_head(text, 1, HEADS)
    assert line.split_head(text, 1, HEADS) == slowly


@many
@given(TEXT)
@example("2026-01-02 T10:30")
@example("2026-01-02 10:30 x")
@example("2026-01-02 – x")
@example("2026-02-30 x")
def test_a_day_and_a_word(text: str) -> None:
    """A line that says its day in the plainest way is read as any other; one that begins with a letter has none."""
    with patch.object(line, "_DAY_AND_WORD", _NEVER):
        slowly = line.split_dated(text)
    assert line.split_dated(text) == slowly
    assert not (text[:1].isalpha() and line.DATED.match(latin_digits(text)))


@many
@given(TEXT)
@example("long long walk home")
def test_the_first_word_of_a_head(text: str) -> None:
    """No head is missed because of its first word."""
    with patch.object(Heads, "may_begin_with", return_value=True):
        slowly = line.find_head(text, HEADS)
    assert line.find_head(text, HEADS) == slowly


@many
@given(TEXT)
@example("![[A]]![[B]][[[C]]](d.md)")
def test_where_a_link_begins(text: str) -> None:
    """Links are found wherever their pattern finds them."""
    with patch.object(links, "_matches", links.LINK.finditer):
        slowly = links.find_links(text, 1)
    assert links.find_links(text, 1) == slowly


@many
@given(TEXT)
@example("x #a 📅 2026-01-02 #b ^id")
@example("x (due:: 2026-01-02)")
@example("x [due:: 2026-01-02]")
def test_where_the_fields_of_a_task_begin(text: str) -> None:
    """A task's fields are the same as when they are looked for from its first letter on."""
    for field in ("", *"🔺⏫🔼🔽⏬", *(f"{sign} 2026-01-03" for sign in "📅📆🗓⏳⌛🛫➕✅❌🆔🔁🏁⛔")):
        with patch.object(tasks, "_first_sign", _ALWAYS.search):
            slowly = tasks._task_fields(f"{text} {field}")
        assert tasks._task_fields(f"{text} {field}") == slowly
    assert not (text.isascii() and tasks._TASK_DATE.search(text))


@many
@given(TEXT)
def test_a_line_without_tags(text: str) -> None:
    """A text of one line and without tags loses no last tags."""
    if "#" not in text and "\n" not in text:
        assert links.tidy(_without_last_tags(text)) == links.tidy(text)


@many
@given(st.text() | TEXT)
@example("a\u2003b")
@example(" a  b\tc\x1f")
def test_a_text_on_one_line(text: str) -> None:
    """A text that is on one line already is left as it is, as it would be if its words were put together again."""
    assert links.one_line(text) == " ".join(text.split())


def test_every_white_space() -> None:
    """Whatever parts words is one space between them."""
    signs = [sign for sign in map(chr, range(sys.maxunicode + 1)) if sign.isspace()]
    assert len(signs) > 20
    assert {links.one_line(f"a{sign}b") for sign in signs} == {"a b"}


def test_what_can_be_printed() -> None:
    """Whatever becomes a space in a file is nothing that Python would print."""
    found = [sign for sign in map(chr, range(sys.maxunicode + 1)) if _UNPRINTABLE.match(sign)]
    assert len(found) > 2_000
    assert not any(sign.isprintable() for sign in found)


def test_many_notes_at_once() -> None:
    """Notes that are read together say what each of them says alone, in their order."""
    texts = [path.read_bytes() for path in sorted(ROOT.glob("vault-example/**/*.md"))]
    files = [(f"2026-11-0{nth % 9 + 1} {nth}.md", text) for nth, text in enumerate(texts * 3)]
    for sparse in (False, True):
        together = list(parse_each(files, HEADS, sparse=sparse))
        alone = [parse_whole(path, data, HEADS, sparse=sparse) for path, data in files]
        assert [(one.note, one.front, one.source.text) for one in together] == [
            (one.note, one.front, one.source.text) for one in alone
        ]
        assert len(together) == len(files) > 50


@many
@given(TEXT | st.dates().map(str) | st.from_regex(r"[0-9٠-٩-]{10}", fullmatch=True))
@example("2026-02-30")
@example("0999-01-01")
@example("9001-01-01")
@example("2026-W01-1")
@example("05-02")
def test_a_plain_day(text: str) -> None:
    """A date is read, or refused, as any other, however plainly it is written."""
    for read in (when.read_date.__wrapped__, when.read_yearly.__wrapped__):
        with patch.object(when, "_plain_day", return_value=None):
            slowly = _outcome(read, text)
        assert _outcome(read, text) == slowly
    assert not (text[:4].isdecimal() and when._YEARLY.fullmatch(when._bare(text)))


def _outcome(read: Callable[[str], object], text: str) -> object:
    """What a reader makes of a text: a value, or what it says is wrong."""
    when.read_date.cache_clear()
    try:
        return read(text)
    except when.Unreadable as error:
        return str(error), error.hint, error.rule
