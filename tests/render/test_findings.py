"""Findings as text: exact, on one screen, and harmless whatever a note holds."""

import json

import pytest

from relnotes.model import Diagnostic, Severity, Span, Splice
from relnotes.render.columns import width
from relnotes.render.findings import FORMATS, renderer
from relnotes.render.findings.shown import Shown
from relnotes.render.findings.summary import statistics, summary

CODES = {"invalid-date": "RN101", "lost-value": "RN107"}

PLACE = Span(3, 11, 3, 21)


def finding(
    span: Span = PLACE,
    message: str = "“2026-02-30” is not a day",
    hint: str = "write it as YYYY-MM-DD",
    path: str = "People/Leila.md",
    severity: Severity = "error",
    *,
    fix: bool = False,
) -> Diagnostic:
    return Diagnostic(path, span, "invalid-date", severity, message, hint, Splice(0, 0, b" ") if fix else None)


def shown(line: str = "birthday: 2026-02-30", columns: int = 80, many: int = 20) -> Shown:
    return Shown(codes=CODES, lines=lambda _path, _line: line, columns=columns, many=many)


def render(form: str, found: Diagnostic, line: str = "birthday: 2026-02-30", columns: int = 80) -> str:
    return renderer(form)([found], shown(line, columns))


def test_full() -> None:
    """The finding, the place, the line, carets below, and what to do."""
    assert render("full", finding(fix=True)) == (
        "error[invalid-date RN101]: “2026-02-30” is not a day\n"
        " --> People/Leila.md:3:11\n"
        "  |\n"
        "3 | birthday: 2026-02-30\n"
        "  |           ^^^^^^^^^^\n"
        "  = help: write it as YYYY-MM-DD [relnotes lint --fix]\n"
        "\n"
    )


@pytest.mark.parametrize(
    ("line", "start", "end", "excerpt", "carets"),
    [
        ("👩‍👩‍👧 born x", 12, 13, "👩‍👩‍👧 born x", " " * 8 + "^"),
        ("早瀬: x", 5, 6, "早瀬: x", " " * 6 + "^"),
        ("a\tb", 3, 4, "a  b", "   ^"),
        ("a\x1b[31mb", 2, 3, "a␛[31mb", " ^"),
        ("a\u202eb", 2, 3, "a<U+202E>b", " " + "^" * 8),
        ("short", 6, 6, "short", "     ^"),
        ("short", 99, 104, "short", "     ^"),
        ("ميلاد: 1990", 8, 12, "ميلاد: 1990", " " * 7 + "^^^^"),
    ],
    ids=["emoji", "wide", "tab", "escape", "bidi", "end", "beyond", "arabic"],
)
def test_carets_stand_below_the_place(line: str, start: int, end: int, excerpt: str, carets: str) -> None:
    """Whatever the letters' width; and unseen ones are pictures."""
    lines = render("full", finding(Span(3, start, 3, end)), line).split("\n")
    assert (lines[3], lines[4]) == (f"3 | {excerpt}", f"  | {carets}")


def test_a_long_line_is_cut_around_the_place() -> None:
    """No line of the excerpt is wider than the screen, and the place is in it."""
    line = "word " * 1_000 + "2026-02-30" + " word" * 1_000
    lines = render("full", finding(Span(3, 5_001, 3, 5_011)), line, columns=60).split("\n")
    assert all(width(one) <= 60 for one in lines[3:5]) and "2026-02-30" in lines[3]
    at = lines[4].index("^")
    assert lines[3][at : at + 10] == "2026-02-30"


@pytest.mark.parametrize("columns", [20, 40, 80])
@pytest.mark.parametrize(
    "before",
    [
        "早瀬千景" * 300,
        "\u202e" * 50,
        "word " * 300,
        "👩\u200d👩\u200d👧" * 200,
        "e\u0301" * 300,
        "ميلاد " * 300,
        "\t" * 300,
    ],
    ids=["wide", "pictures", "narrow", "emoji", "marks", "arabic", "tabs"],
)
def test_the_place_is_seen_on_any_screen(before: str, columns: int) -> None:
    """However wide the letters before it are, the place is shown, its carets stand below it, and both lines fit."""
    span = Span(3, len(before) + 1, 3, len(before) + 5)
    lines = render("full", finding(span), f"{before}HERE{' x' * 200}", columns).split("\n")
    assert all(width(one) <= columns for one in lines[3:5])
    shown_before, place, _ = lines[3].partition("HERE")
    assert place and lines[4] == f"  |{' ' * (width(shown_before) - 3)}^^^^"


def test_a_place_wider_than_the_screen_and_a_screen_without_room() -> None:
    """The carets end where the excerpt ends; a very narrow screen still shows a few letters."""
    line = f"a: {'T' * 100}"
    lines = render("full", finding(Span(3, 4, 3, 104)), line, columns=30).split("\n")
    assert lines[3:5] == [f"3 | a: {'T' * 22}…", f"  |    {'^' * 23}"]
    lines = render("full", finding(Span(3, 4, 3, 104)), line, columns=1).split("\n")
    assert lines[3:5] == ["3 | a: TTTTTTTT…", "  |    ^^^^^^^^^"]


def test_a_place_over_several_lines_and_one_without_width() -> None:
    """The first line is marked to its end; a place between two letters has one caret."""
    assert render("full", finding(Span(3, 7, 5, 2)), "dates: [").split("\n")[4] == "  |       ^^"
    assert render("full", finding(Span(3, 3, 3, 3)), "dates").split("\n")[4] == "  |   ^"


@pytest.mark.parametrize(
    ("hint", "fix", "last"),
    [
        ("do this", False, "  = help: do this"),
        ("do this", True, "  = help: do this [relnotes lint --fix]"),
        ("", True, "  = help: [relnotes lint --fix]"),
        ("", False, "  | ^"),
    ],
    ids=["hint", "both", "fix", "neither"],
)
def test_the_help_line(hint: str, fix: bool, last: str) -> None:
    """What to do, and whether --fix does it; no line when there is neither."""
    assert render("full", finding(Span(3, 1, 3, 2), hint=hint, fix=fix), "x").rstrip().split("\n")[-1] == last


def test_many_are_shown_short() -> None:
    """Beyond twenty each takes one line, and the last line says so."""
    text = renderer("full")([finding()] * 21, shown())
    assert text.count("\n") == 22 and text.endswith(
        "21 findings, so each is shown on one line: --format full shows all of each.\n"
    )
    assert renderer("full")([finding()] * 21, shown(many=1_000)).count("-->") == 21


def test_concise() -> None:
    """One line that editors can jump to."""
    assert render("concise", finding()) == (
        "People/Leila.md:3:11: error: “2026-02-30” is not a day (write it as YYYY-MM-DD) [invalid-date]\n"
    )


def test_json() -> None:
    """The promised shape."""
    assert json.loads(render("json", finding(hint="", fix=True))) == {
        "schema": "relnotes.lint/1",
        "findings": [
            {
                "path": "People/Leila.md",
                "line": 3,
                "column": 11,
                "end_line": 3,
                "end_column": 21,
                "rule": "invalid-date",
                "code": "RN101",
                "severity": "error",
                "message": "“2026-02-30” is not a day",
                "hint": None,
                "fixable": True,
            }
        ],
    }


def test_github() -> None:
    """A workflow command with what it needs escaped; columns only on one line."""
    assert render("github", finding(path="a,b: c.md", message="100%")) == (
        "::error file=a%2Cb%3A c.md,line=3,endLine=3,col=11,endColumn=21,title=relnotes invalid-date"
        "::100%25 (write it as YYYY-MM-DD)\n"
    )
    assert ",col=" not in render("github", finding(Span(3, 1, 4, 2), severity="info"))
    assert render("github", finding(severity="info")).startswith("::notice ")


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_of_a_note_is_a_command(form: str) -> None:
    """Line breaks, escapes, bidi controls and bytes that are no text do nothing to a terminal or a CI log."""
    evil = "x\n::error::owned\r\x1b[2J\u202e\udce9\x9b"
    text = render(form, finding(message=evil, hint=evil, path=f"{evil}.md"), line=evil)
    text.encode()
    assert not any(char in text for char in "\r\x1b\u202e\x9b")
    assert not any(line.startswith("::error::owned") for line in text.split("\n"))
    if form == "json":
        assert json.loads(text)["findings"][0]["path"].startswith("x\n::error::owned\r\x1b[2J\u202e?")


@pytest.mark.parametrize("path", ["::error::owned.md", "  ::add-mask::x.md", "\n::error::owned.md"])
@pytest.mark.parametrize("many", [0, 20], ids=["short", "each"])
@pytest.mark.parametrize("form", FORMATS)
def test_no_name_of_a_file_is_a_command(form: str, many: int, path: str) -> None:
    """A CI log obeys a line that begins with ``::word::``, even after spaces: only the format github may write one."""
    lines = renderer(form)([finding(path=path)], shown(many=many)).splitlines()
    commands = [line for line in lines if line.lstrip().startswith("::")]
    assert [line.partition(" ")[0] for line in commands] == (["::error"] if form == "github" else [])


def test_the_last_lines() -> None:
    """Counted by weight, with what can be mended, and what this change does not touch."""
    some = [finding(fix=True), finding(severity="warning"), finding(severity="warning"), finding(severity="info")]
    assert summary(some, 14, 0) == "1 error, 2 warnings and 1 remark in 14 notes checked; relnotes lint --fix mends 1\n"
    assert summary([], 1, 0) == "1 note checked, nothing to mend\n"
    assert summary(some[1:2], 0, 1) == ("1 warning\n1 finding more in what this change does not touch: relnotes lint\n")
    table = statistics(some, CODES).split("\n")
    assert table[:2] == ["     2  RN101  warning  invalid-date", "     1  RN101  error    invalid-date"]
