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
        (FRONT + "quiet: [2026-01-01..2026-02-01, 2026-02-30]\n---\n", "invalid-date", (3, 33, 3, 43)),
        (
            FRONT + "cadence:\n  - 6 weeks\n  - 8 weeks\n\n# a comment\ncircle: close\n---\n",
            "wrong-type",
            (4, 3, 5, 12),
        ),
        (FRONT + "birthday:\n  - 2026-02-30\n---\n", "invalid-date", (4, 5, 4, 15)),
        (FRONT + "birthday: >\n  2026-02-30\n\n# why\nrole: x\n---\n", "invalid-date", (3, 11, 4, 13)),
        (FRONT + "dates:\n  a: 02-01\n  b: soon\n---\n", "invalid-date", (5, 6, 5, 10)),
        (FRONT + "dates:\n  - a: 02-01\n  - b: soon # x\n---\n", "invalid-date", (5, 8, 5, 12)),
        (FRONT + "positions:\n  - Acme, SRE\n  - Acme, Dev, 2017-13 to now\n---\n", "invalid-date", (5, 5, 5, 30)),
        (FRONT + "goals: *really* nice\n---\n", "yaml-syntax", (3, 8, 3, 9)),
        (FRONT + "company: Acme\n  role: Dev\n---\n", "yaml-syntax", (4, 3, 4, 4)),
        (FRONT + "role: x\ntags: [#a, b]\ncircle: close\n---\n", "yaml-syntax", (4, 8, 4, 9)),
        (FRONT + "tags: [a, b, #c]\n---\n", "yaml-syntax", (3, 14, 3, 15)),
        (FRONT + "tags: [a, b\ncircle: close\n---\n", "yaml-syntax", (3, 7, 3, 8)),
        (FRONT + "cadence: 6 weeks\ncadénce: x\n\ncadence : 8 weeks\n---\n", "duplicate-key", (6, 1, 6, 8)),
        (FRONT + "---\n# ليلى 🎸\n\n- 2026-11-02 قهوة\n  - وعدت: الشرائح\n", "promise-without-date", (7, 3, 7, 18)),
        (FRONT + "---\n> quoted\n\n* **2062-11-02** coffee\n", "future-log-entry", (6, 5, 6, 15)),
        (FRONT + "---\n- ٢٠٦٢-١١-٠٢ قهوة\n", "future-log-entry", (4, 3, 4, 13)),
        (FRONT + "---\n- 🎸 x\n- 2026-11-02 lunch with [[Nobody Here|Bo]] and all: x\n", "broken-link", (5, 25, 5, 43)),
        (FRONT + "---\n- [ ] send 📅 2026-02-30\n", "invalid-date", (4, 14, 4, 24)),
        (FRONT + "---\n- [ ] see 2026-02-30.pdf 📅 2026-02-30\n", "invalid-date", (4, 28, 4, 38)),
        (FRONT + "---\n- [ ] x %% 2026-02-30 %% 📅 2026-02-30\n", "invalid-date", (4, 28, 4, 38)),
        (FRONT + "---\na\n\n   ~~~~\n   x\n", "unclosed-fence", (6, 4, 6, 8)),
        (FRONT + "---\n<<<<<<<\na\n=======\nb\n>>>>>>>\n", "merge-conflict", (4, 1, 4, 8)),
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
        ("a = \n", (1, 1, 1, 4)),
        ("people = [\n", (1, 10, 1, 11)),
        ('people = ["A"]\n  people = ["B"]\n', (2, 3, 2, 17)),
        ('circles.close.cadence = "x"\n', (1, 25, 1, 28)),
        ("[circles]\nclose = { cadence = 'x', weight = 2 }\n", (2, 21, 2, 24)),
        ('[circles."cl.ose"]\nweight = 1_000 # 500\n', (2, 10, 2, 15)),
        ('timezone = "A#B"\n', (1, 12, 1, 17)),
        ('timezone = \'Africa/Cairo\' # \'x\'\nleap_day = """\n02-30"""\n', (2, 12, 3, 9)),
        ('[capacity]\naway = [\n  "2026-12-24", # fine\n  "2026-02-30",\n]\n', (4, 3, 4, 15)),
        ('[capacity]\nweekdays = ["mon", "tusday"]\n', (2, 20, 2, 28)),
        ('[kinds]\ncontact = ["standup", "promised"]\n', (2, 23, 2, 33)),
        ("circles = 3\n", (1, 11, 1, 12)),
        ('feed.path = "a.ics"\n[[feeds]]\npath = "b.ics"\n[[feeds]]\npath = "A.ics"\n', (5, 8, 5, 15)),
        ('feeds = [{ path = "a.ics" }, { kinds = [] }]\n', (1, 30, 1, 44)),
        ("a = 'b\n", (1, 6, 1, 7)),
        ("\ufefftimezone = 'x'\n", (1, 12, 1, 15)),
        ('[[feeds]]\npath = "a.ics"\n[[feeds]]\npath = "b"\n', (4, 8, 4, 11)),
    ],
)
def test_places_in_the_config(toml: str, place: tuple[int, int, int, int]) -> None:
    """A setting that does not exist is marked at its name, a wrong value at the value."""
    assert [found.span for found in check({"relnotes.toml": toml.encode()}, config(), TODAY)] == [Span(*place)]


def test_a_rule_that_the_config_misspells() -> None:
    """An unknown rule in [lint] is marked where it stands."""
    toml = '# broken-lnik\n[lint]\nignore = ["alias-clash", "broken-lnik"]\n'
    (found,) = check({"relnotes.toml": toml.encode()}, config(toml), TODAY)
    assert (found.rule, found.span, found.hint) == ("unknown-rule", Span(3, 26, 3, 39), "did you mean “broken-link”?")


def test_two_bad_dates_of_a_task_have_two_places() -> None:
    """The same date twice in a line is two findings, each at its own."""
    found = lint(FRONT + "---\n- [ ] x 🛫 2026-02-30 📅 2026-02-30\n")
    assert [one.span for one in found if one.rule == "invalid-date"] == [Span(4, 11, 4, 21), Span(4, 24, 4, 34)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (FRONT + "---\n~~~~\nx\n", "add a line ~~~~ where the code ends"),
        (FRONT + "company: Acme\n  role: Dev\n---\n", "begin it where the others begin"),
        (FRONT + "tags: [#a, b]\n---\n", 'write the tag in quotes: "#a"'),
        (FRONT + "goals: *really* nice\n---\n", 'put the whole value into "quotes"'),
    ],
)
def test_the_hint_says_what_to_type(text: str, words: str) -> None:
    """The hint names what stands in the note: its own fence, its own kind of mistake."""
    assert [one.hint for one in lint(text)] == [words]


@pytest.mark.parametrize(
    ("text", "rule", "message"),
    [
        ("cadence: |\n  now\n  and then\n", "invalid-cadence", "“now and then” is not a cadence"),
        ("focus: Often\n", "wrong-type", "“Often” is neither true nor false"),
    ],
)
def test_a_value_is_quoted_as_typed_on_one_line(text: str, rule: str, message: str) -> None:
    """A message shows the value as the user typed it, without its line breaks."""
    assert [(one.rule, one.message) for one in lint(FRONT + text + "---\n")] == [(rule, message)]


def test_a_note_in_utf16_is_one_finding() -> None:
    """Of a file that is no UTF-8, only that is said."""
    found = check({"People/A.md": (FRONT + "---\n").encode("utf-16")}, config('people = ["People"]'), TODAY)
    assert [one.rule for one in found] == ["not-utf8"]
