"""Places are those that an editor counts: lines at LF and CRLF, columns in code points, from 1."""

import pytest

from relnotes.lint.check import check
from relnotes.model import Span
from tests.lint.support import TODAY, lint
from tests.support import config

FRONT = "---\ntype: person\n"


@pytest.mark.parametrize(
    ("text", "rule", "place"),
    [
        ("\ufeff" + FRONT + "birthday: 2026-02-30\n---\n", "invalid-date", (3, 11, 3, 21)),
        ((FRONT + "birthday: 2026-02-30\n---\n").replace("\n", "\r\n"), "invalid-date", (3, 11, 3, 21)),
        (FRONT + "role: 👩‍👩‍👧 x\ncompany: [[A 🎸]] # b\n---\n", "unquoted-link", (4, 10, 4, 17)),
        (FRONT + 'role: "a\u2028b"\nbirthday: 2026-02-30\n---\n', "invalid-date", (4, 11, 4, 21)),
        (FRONT + "role: a\x85b\rc\nbirthday: 2026-02-30\n---\n", "invalid-date", (4, 11, 4, 21)),
        (FRONT + "الاسم: ليلى\nbirthday: ٢٠٢٦-٠٢-٣٠\n---\n", "invalid-date", (4, 11, 4, 21)),
        (FRONT + "birthday:\t2026-02-30\n---\n", "invalid-date", (3, 11, 3, 21)),
        (FRONT + "birthday: '2026-02-30'\n---\n", "invalid-date", (3, 11, 3, 23)),
        (FRONT + "quiet: [2026-01-01..2026-02-01, 2026-02-30]\n---\n", "invalid-date", (3, 8, 3, 44)),
        (FRONT + "cadence: 6 weeks\ncadénce: x\n\ncadence : 8 weeks\n---\n", "duplicate-key", (6, 1, 6, 8)),
        (FRONT + "---\n# ليلى 🎸\n\n- 2026-11-02 قهوة\n  - وعدت: الشرائح\n", "promise-without-date", (7, 3, 7, 18)),
        (FRONT + "---\n> quoted\n\n* **2062-11-02** coffee\n", "future-log-entry", (6, 5, 6, 15)),
        (FRONT + "---\n- ٢٠٦٢-١١-٠٢ قهوة\n", "future-log-entry", (4, 3, 4, 13)),
        (FRONT + "---\n- 🎸 x\n- 2026-11-02 lunch with [[Nobody Here|Bo]] and all: x\n", "broken-link", (5, 25, 5, 43)),
        (FRONT + "---\n- [ ] send 📅 2026-02-30\n", "invalid-date", (4, 14, 4, 24)),
        (FRONT + "phone:\n  - +201005550101 # work\n---\n", "number-like-phone", (4, 5, 4, 18)),
        (FRONT + "aliases:\n  - Lulu\n  - 🎸\nrole: a: b\n---\n", "yaml-syntax", (6, 8, 6, 9)),
    ],
)
def test_the_place_is_exact(text: str, rule: str, place: tuple[int, int, int, int]) -> None:
    """Behind a BOM, CRLF, emoji, U+2028, lone CR, tabs and right-to-left text: at the value or key that is wrong."""
    assert [found.span for found in lint(text) if found.rule == rule] == [Span(*place)]


@pytest.mark.parametrize(
    ("toml", "place"),
    [
        ('peopel = ["People"]\n', (1, 1, 1, 7)),
        ('# 🎸\n[capacity]\n  per_day = "many" # x\n', (3, 13, 3, 19)),
        ("language = 'xx'\n", (1, 12, 1, 16)),
        ("a = \n", (1, 5, 1, 6)),
        ('[[feeds]]\npath = "a.ics"\n[[feeds]]\npath = "b"\n', (4, 8, 4, 11)),
    ],
)
def test_places_in_the_config(toml: str, place: tuple[int, int, int, int]) -> None:
    """A setting that does not exist is marked at its name, a wrong value at the value."""
    assert [found.span for found in check({"relnotes.toml": toml.encode()}, config(), TODAY)] == [Span(*place)]


def test_a_rule_that_the_config_misspells() -> None:
    """An unknown rule in [lint] is marked where it stands."""
    toml = '[lint]\nignore = ["alias-clash", "broken-lnik"]\n'
    (found,) = check({"relnotes.toml": toml.encode()}, config(toml), TODAY)
    assert (found.rule, found.span, found.hint) == ("unknown-rule", Span(2, 27, 2, 38), "did you mean “broken-link”?")
