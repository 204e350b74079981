"""No false alarms: notes in the shapes that people really use, and the example vault, judged by a reader."""

import pytest
from msgspec.structs import replace

from relnotes.parse.note import parse_whole
from tests.conftest import ROOT, Run
from tests.lint.support import lint
from tests.parse.test_templates import SHAPES

DATA = ROOT.parent / "shared/data"

# More than the public templates have: what else stands in notes that nothing is wrong with.
RIGHT = {
    "own properties": "rating: 5\ncreated: 2026-01-01 10:00\nmodified: '[[2026-01-02]]'\nkids: 2\nspouse: '[[Omar Haddad]]'\n"
    "cssclasses: [wide]\nbanner: '![[x.png]]'\nup: '[[People]]'\nstatus: friend\nplaces: [Cairo]\nstate: NY",
    "people in other properties": 'manager: "[[Nobody Yet]]"\ncompany: "[[Acme]]"\nlocation: "[[Cairo]]"\nrelated: ["[[A]]"]',
    "comments and empties": "# my own order\nphone: # ask her\nemail:\nbirthday: ''\nmet: ~\ncadence: 6 weeks  # often enough",
    "phones": 'phone:\n  - +20 100 555 0101\n  - 5550101\n  - "+447700900123"\n  - 0100-555-0101\n  - "tel:+2010"',
    "words of any circle": "relationship: cousin\ncircle: book club",
    "dates of all kinds": "birthday: --02-29\nlast_contact: 2026-11-02T10:30\nnext_contact: '[[2026-12-01]]'\nsnooze: 2026/12/01",
    "arabic": "aliases: [ليلى]\ncadence: كل شهرين\nboundaries: لا مكالمات يوم الجمعة\nbirthday: ٠٢-٠٣",
}
BODIES = {
    "links that are nobody's": "- 2026-11-02 coffee: about [[KubeCon 2026]] and [[Nobody Yet]]\n![[photo.png]] [[2026-11-02]]\n",
    "a plan": "- 2027-06-01 lunch: at the new place\n",
    "kept promises": "- 2026-11-02 coffee\n  - [x] promised: the slides\n  - they promised: an intro\n- [ ] call 📅 2026-12-01\n",
    "callouts and code": "> [!note] 2026-02-30\n> - 2026-02-30 x\n\n```\n- 2026-02-30\n<<<<<<< a\n```\n    - 2026-02-30\n",
    "prose with dates": "In 2062-11-02 she will be 72. 2026-02-30 is no day.\n\n| 2026-02-30 | x |\n|---|---|\n",
    "a table and comments": "%% - 2026-02-30 x %%\n<!-- 2062-01-01 -->\n\n- [[2026-11-02]]: call\n1. **2026-11-03** mail: x\n",
}
# Note -> what a reader agrees is wrong: line, column, rule.
WRONG = [
    ("cadance: 6 weeks", "", [(3, 1, "unknown-key")]),
    ("tags: #friend", "", [(3, 7, "lost-value")]),
    ("mobile: +447700900123", "", [(3, 9, "number-like-phone")]),
    ("org: [[Acme]]\nfirst_met: 2019-13-01", "", [(3, 6, "unquoted-link"), (4, 12, "invalid-date")]),
    ("prm-cadence: often", "", [(3, 14, "invalid-cadence")]),
    ("birthday: 08/05/1990", "", [(3, 11, "invalid-date")]),
    ("title: Lead: platform", "", [(3, 12, "yaml-syntax")]),
    ("intrests: [eBPF]\nboundries: none on Fridays", "", [(3, 1, "unknown-key"), (4, 1, "unknown-key")]),
    ("", "### 2062-03-01 | coffee | x\n", [(5, 5, "future-log-entry")]),
    ("", "- 2026-11-02\n", [(5, 1, "empty-log-entry")]),
    ("", "- 2026-11-31 coffee: x\n", [(5, 3, "invalid-date")]),
    ("", "- 2026-11-02 lunch with [[Sara]]: x\n", [(5, 25, "broken-link")]),
]


@pytest.mark.parametrize("shape", SHAPES)
def test_public_templates_are_clean(shape: str) -> None:
    """In the shapes of 28 public person notes and templates nothing is found."""
    assert lint({f"People/{shape}.md": SHAPES[shape][0]}) == ()


@pytest.mark.parametrize("name", [*RIGHT, *BODIES])
def test_what_is_right_is_left_alone(name: str) -> None:
    """The user's own properties, links to what is no note yet, comments, plans, quotes and code are no findings."""
    text = f"---\ntype: person\n{RIGHT.get(name, 'focus: true')}\n---\n{BODIES.get(name, '')}"
    assert lint(text) == ()


@pytest.mark.parametrize(("front", "body", "expected"), WRONG)
def test_what_is_wrong_is_found(front: str, body: str, expected: list[tuple[int, int, str]]) -> None:
    """Each slip is found once, where it stands, and nothing beside it."""
    text = f"---\ntype: person\n{front or 'focus: true'}\n---\n{body}"
    assert [(one.span.line, one.span.column, one.rule) for one in lint(text)] == expected


def test_notes_of_other_kinds_are_the_users() -> None:
    """A daily note, a project, a template: only the markers of a merge conflict are said of them."""
    for path, text in (
        ("Daily/2026-11-02.md", "---\ndate: nonsense\ncadance: x\n---\n- 2026-02-30 coffee with [[Nobody]]\n"),
        ("Projects/X.md", "---\na: b: c\n---\n"),
        ("Templates/Person.md", "---\ntype: person\nbirthday: {{date}}\n---\n"),
    ):
        assert lint({path: text}) == ()
    conflict = "a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> phone\n"
    assert [one.rule for one in lint({"Projects/X.md": conflict})] == ["merge-conflict"]


def test_the_example_vault(relnotes: Run) -> None:
    """The example's three findings are those that it was given on purpose."""
    done = relnotes("-C", "vault-example", "--today", "2026-11-23", "lint", "--format", "concise", status=1)
    assert [line.rsplit("/")[-1].split(": ")[0] for line in done.stdout.splitlines()] == [
        f"Priya Nandakumar.md:{place}" for place in ("5:10", "7:10", "8:11")
    ]


@pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data is not here")
@pytest.mark.parametrize("folder", ["people-network", "vcf-contacts/markdown", "friends"])
def test_notes_that_others_wrote(relnotes: Run, folder: str) -> None:
    """In the notes that others wrote nothing is found."""
    assert relnotes("-C", str(DATA / folder), "lint", "--strict").stdout == ""


def test_bodies_of_other_notes_need_not_be_read() -> None:
    """Skipping the body of what is about nobody never skips a contact."""
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "vault-example").rglob("*.md"))]
    texts += [text for text, _ in SHAPES.values()]
    texts += [
        "#person\n- 2026-11-02 x\n",
        "# H\n\n#Area/People\n",
        "x #contact\n",
        "\\#person\n",
        "#personal\n",
        "> #person\n",
    ]
    for text in texts:
        full, quick = (parse_whole("X.md", text.encode(), sparse=sparse).note for sparse in (False, True))
        assert (full.marked, full.type, full.name) == (quick.marked, quick.type, quick.name)
        assert not full.marked or replace(full, about="") == quick
