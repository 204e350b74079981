"""Findings as text: exact, on one screen, and harmless whatever a note holds."""

import json

import pytest

from relnotes.model import Diagnostic, Severity, Span, Splice
from relnotes.render.columns import width
from relnotes.render.findings import FORMATS, Shown
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
    return FORMATS[form]([found], shown(line, columns))


def test_full() -> None:
    """The finding, the place, the line, carets below, and what to do."""
    assert render("full", finding(fix=True)) == (
        "error[invalid-date RN101]: “2026-02-30” is not a day\n"
        " --> People/Leila.md:3:11\n"
        "  |\n"
        "3 | birthday: 2026-02-30\n"
        "  |           ^^^^^^^^^^\n"
        "  = help: write it as YYYY-MM-DD [relnotes lint --fix]\n"
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


def test_many_are_shown_short() -> None:
    """Beyond twenty each takes one line, and the last line says so."""
    text = FORMATS["full"]([finding()] * 21, shown())
    assert text.count("\n") == 22 and text.endswith(
        "21 findings, so each is shown on one line: --format full shows all of each.\n"
    )
    assert FORMATS["full"]([finding()] * 21, shown(many=1_000)).count("-->") == 21


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


def test_the_last_lines() -> None:
    """Counted by weight, with what can be mended, and what this change does not touch."""
    some = [finding(fix=True), finding(severity="warning"), finding(severity="warning"), finding(severity="info")]
    assert summary(some, 14, 0) == "1 error, 2 warnings and 1 remark in 14 notes checked; relnotes lint --fix mends 1\n"
    assert summary([], 1, 0) == "1 note checked, nothing to mend\n"
    assert summary(some[1:2], 0, 1) == ("1 warning\n1 finding more in what this change does not touch: relnotes lint\n")
    table = statistics(some, CODES).split("\n")
    assert table[:2] == ["     2  RN101  warning  invalid-date", "     1  RN101  error    invalid-date"]
