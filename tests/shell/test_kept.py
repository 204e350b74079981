"""What was made before is taken over only where it would be made the same: any edits, beside a fresh start."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import Struct

from relnotes.model import Config, Note, Window
from relnotes.parse.note import parse_note
from relnotes.parse.published import parse_published
from relnotes.schedule.agenda import look_ahead
from relnotes.shell.live import Kept, Today, compute, render_outputs, write_outputs
from relnotes.shell.snapshot import Snapshot
from relnotes.vault import join
from tests.conftest import ROOT
from tests.support import TODAY, config, person

# Texts that reach into each other's briefs, plans and ledgers; each note may become any of its own kind.
PEOPLE = (
    person("cadence: 3 weeks\ninterests: [eBPF, oud]\ngoals: [hiring]", "- 2026-11-02 call: the move"),
    person(
        "cadence: 3 weeks\ninterests: [eBPF]\ncan_help_with: [hiring]",
        "- 2026-10-02 call: maps\n  - intro: [[B]]\n  - gave: a book\n## Next time\n- the race",
    ),
    person("cadence: 1 week\nmet: 2026-05-01 via [[A]]\ninterests: [oud]", "- 2026-11-20 heard: a question"),
    person("id: same\nbirthday: 11-30\npositions: Globex, SRE, 2016-01 to 2026-10", "- 2026-09-02 call"),
    person("id: same\ncadence: 6 weeks\nquiet: 2026-11-01..2026-12-24", "- 2026-11-02 call\n  - got: help"),
    person("cadence: 2 weeks\nname: Zoë\naliases: [B]", "- 2026-10-02 sent\n- 2026-09-02 sent\n- 2026-08-02 sent"),
    person("cadence: 2 weeks", "- 2026-11-01 call\n  - promised: the slides by 2026-11-30\n- [ ] a task"),
    "---\ntype: person\ncadence: [\n---\n",
    "no person at all, [[A]] and [[C]]\n",
    "",
)
OTHERS = (
    "- coffee with [[A]]\n- [[B]]: has a new dog\n",
    "- [[A]]: moves in spring\n",
    "---\ntype: event\ndate: 2026-11-28\ninterests: [eBPF]\n---\nwith [[A]] and [[B]]\n",
    "---\ntype: event\ndate: 2026-11-19\n---\n- [[C]]\n- [[Nobody Yet]]\n",
    "---\ntype: writing\ncadence: monthly\n---\n- 2026-11-10 eBPF for all\n  - heard: [[B]] asks how\n",
    "---\ntype: me\ninterests: [oud]\ncan_help_with: [hiring]\npositions: Globex, SRE, 2015-01 to 2019-01\n---\n",
    "---\ntype: community\ncadence: monthly\n---\n- 2026-10-10 event: [[A]] spoke\n",
    "a note about eBPF with [[oud]]\n",
    "",
)
NAMES = {
    "A.md": PEOPLE,
    "B.md": PEOPLE,
    "People/C.md": PEOPLE,
    "2026-11-12.md": OTHERS,
    "X.md": OTHERS,
    "Me.md": OTHERS,
}

# One place in all.
FULL = '[capacity]\nper_week = 1\nahead = "1 week"\n'

edits = st.lists(
    st.sampled_from([(path, text) for path, texts in NAMES.items() for text in (*texts, None)]), min_size=1, max_size=3
)


def parsed(texts: Mapping[str, str], before: Mapping[str, Note], old: Mapping[str, str]) -> dict[str, Note]:
    """The notes; those whose text did not change are the very same ones, as in a snapshot."""
    return {
        path: before[path] if path in before and old.get(path) == text else parse_note(path, text.encode())
        for path, text in texts.items()
    }


def the_same(root: Path, settings_: Config, notes: Mapping[str, Note], day: date, kept: Kept | None) -> Today:
    """The day, made with what was kept; and the proof that a fresh start says the same."""
    snapshot = Snapshot(notes)
    with_kept = compute(root, settings_, snapshot, day, kept=kept)
    fresh = compute(root, settings_, snapshot, day)
    assert with_kept.vault == fresh.vault
    assert with_kept.agenda == fresh.agenda
    assert with_kept.briefs == fresh.briefs
    outputs = render_outputs(with_kept)
    assert outputs == render_outputs(fresh)
    for path, feed in with_kept.kept.feeds.items():
        assert feed.published == parse_published(outputs[path])
    write_outputs(with_kept, outputs)
    return with_kept


@pytest.mark.parametrize("toml", ["", FULL, '[feed]\ngroup = "week"\n', "[focus]\nlimit = 1\n"])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(edits, st.booleans(), st.sampled_from([0, 0, 0, 1, 30])), min_size=2, max_size=7))
def test_any_edits(
    tmp_path_factory: pytest.TempPathFactory, toml: str, steps: list[tuple[list[tuple[str, str | None]], bool, int]]
) -> None:
    """Notes written, emptied, broken and deleted; names and ids that move; days that pass; outputs that vanish."""
    root = tmp_path_factory.mktemp("vault")
    settings_ = config(toml)
    texts = {"A.md": PEOPLE[0], "B.md": PEOPLE[1], "People/C.md": PEOPLE[2], "X.md": OTHERS[2], "There.md": PEOPLE[6]}
    day, old, notes, kept = TODAY, dict[str, str](), dict[str, Note](), None
    for edit, lost, later in steps:
        for path, text in edit:
            if text is None:
                texts.pop(path, None)
            else:
                texts[path] = text
        if lost:
            (root / "relnotes.ics").unlink(missing_ok=True)
        day += timedelta(days=later)
        notes, old = parsed(texts, notes, old), dict(texts)
        kept = the_same(root, settings_, notes, day, kept).kept


def test_who_did_not_change_is_taken_over() -> None:
    """An edit of one note leaves all that is known of others as it is: the same objects, not only equal ones."""
    notes = {
        path.name: parse_note(path.name, path.read_bytes()) for path in sorted(ROOT.glob("vault-example/People/*.md"))
    }
    first = join(notes, config())
    text = b"---\ntype: person\nid: r9o3wi\ncadence: 1 month\n---\n# Wael Shahbour\n\n## Log\n- 2026-11-22 call\n"
    notes = {**notes, "Wael Shahbour.md": parse_note("Wael Shahbour.md", text)}
    second = join(notes, config(), first)
    changed = [one.name for one in second.vault.contacts.values() if first.vault.contacts.get(one.id) is not one]
    assert changed == ["Wael Shahbour"]
    before = look_ahead(first.vault, Window(TODAY))
    after = look_ahead(second.vault, Window(TODAY), before)
    assert [name for name in after.sheets if after.sheets[name] is not before.sheets[name]] == ["r9o3wi"]


@pytest.mark.parametrize(
    ("edits", "place"),
    [
        ([{}, {"B.md": "10-02"}, {"B.md": "11-22"}, {"C.md": "09-02"}], ["A.md", "B.md", "A.md", "C.md"]),
        ([{}, {"C.md": "11-23"}, {"B.md": "10-02"}, {"C.md": "11-22"}], ["A.md", None, None, "B.md"]),
    ],
)
def test_the_one_place_of_a_week(edits: list[dict[str, str]], place: list[str | None]) -> None:
    """Who gets it, each time that one note says another day of the last call: often somebody else gets or loses it."""
    window, days = Window(TODAY, config(FULL)), {"A.md": "11-02", "B.md": "11-22", "C.md": "11-22"}
    notes: dict[str, Note] = {}
    joined, outlook = None, None
    for edit, whose in zip(edits, place, strict=True):
        days |= edit
        new = {path: person("cadence: 1 week", f"- 2026-{day} call") for path, day in (edit or days).items()}
        notes = {**notes, **{path: parse_note(path, text.encode()) for path, text in new.items()}}
        joined = join(notes, window.config, joined)
        outlook = look_ahead(joined.vault, window, outlook)
        assert next((item.contact for item in outlook.agenda.items if item.planned), None) == whose
        assert outlook.agenda == look_ahead(joined.vault, window).agenda


class Reach(Struct, frozen=True):
    """An edit of one note, and what it changes about somebody whose own note stays as it is."""

    what: str
    notes: dict[str, str]
    path: str
    text: str
    line: str
    """What is said more often, or less, after the edit."""
    toml: str = ""


DUE = "cadence: 1 week"
REACHES = (
    Reach(
        "somebody to meet has another interest",
        {"A.md": person(f"{DUE}\ninterests: [eBPF]"), "B.md": person("interests: [eBPF]")},
        "B.md",
        person("interests: [tea]"),
        "You could introduce: B",
    ),
    Reach(
        "somebody to meet rests now",
        {
            "A.md": person(f"{DUE}\ninterests: [eBPF]"),
            "B.md": person("interests: [eBPF]", "- 2026-08-01 sent\n- 2026-07-01 sent"),
        },
        "B.md",
        person("interests: [eBPF]", "- 2026-09-01 sent\n- 2026-08-01 sent\n- 2026-07-01 sent"),
        "You could introduce: B",
    ),
    Reach(
        "whom they introduced to me has heard of me",
        {"A.md": person(DUE), "B.md": person("met: 2026-05-01 via [[A]]")},
        "B.md",
        person("met: 2026-05-01 via [[A]]", "- 2026-11-01 call"),
        "you two have not been in touch yet",
    ),
    Reach(
        "the same, where only their note says so",
        {"A.md": person(DUE, "- 2026-09-01 call\n  - intro: they introduced me to [[B]]"), "B.md": person()},
        "B.md",
        person("", "- 2026-11-01 call"),
        "you two have not been in touch yet",
    ),
    Reach(
        "what came of an introduction",
        {"A.md": person(DUE), "B.md": person("", "- 2026-10-01 call\n  - intro: with [[A]]")},
        "B.md",
        person("", "- 2026-10-01 call\n  - intro: with [[A]]\n  - outcome: a job"),
        "what came of it: a job",
    ),
    Reach(
        "an introduction is taken back",
        {"A.md": person(DUE), "B.md": person("", "- 2026-10-01 call\n  - intro: with [[A]]")},
        "B.md",
        person("", "- 2026-10-01 call\n  - intro: with [[C]]"),
        "You introduced",
    ),
    Reach(
        "somebody's own words",
        {"A.md": person(DUE, "- 2026-10-01 call\n## Next time\n- the race")},
        "A.md",
        person(DUE, "- 2026-10-01 call\n## Next time\n- the fair"),
        "the fair",
    ),
    Reach(
        "a post is about something else",
        {"A.md": person(f"{DUE}\ninterests: [eBPF]"), "P.md": "---\ntype: writing\n---\n- 2026-11-10 eBPF for all\n"},
        "P.md",
        "---\ntype: writing\n---\n- 2026-11-10 tea for all\n",
        "You could send: your post",
    ),
    Reach(
        "what was a task is noted of them now",
        {"A.md": person(DUE), "2026-11-12.md": "- [x] [[A]]: moves in spring\n"},
        "2026-11-12.md",
        "- [[A]]: moves in spring\n",
        "From 2026-11-12",
    ),
    Reach(
        "a link means somebody else",
        {
            "2026-11-12.md": "- coffee with [[Zoe]]\n",
            "B.md": person(f"aliases: [Zoe]\n{DUE}"),
            "C.md": person(),
        },
        "C.md",
        person("name: Zoe"),
        "coffee with Zoe",
    ),
    Reach(
        "a name is somebody's no more",
        {"A.md": person(DUE), "2026-11-12.md": "- [[Zoe]]: has a dog\n", "B.md": person(f"name: Zoe\n{DUE}")},
        "B.md",
        person(f"name: Zed\n{DUE}"),
        "has a dog",
    ),
    Reach(
        "there is room in the focus",
        {"A.md": person(f"{DUE}\nmet: 2020-01-01"), "B.md": person(f"{DUE}\nmet: 2021-01-01")},
        "A.md",
        person(f"{DUE}\nmet: 2020-01-01\npaused: true"),
        "## [[B]]",
        "[focus]\nlimit = 1\n",
    ),
    Reach(
        "a further feed takes them by a tag",
        {"A.md": person(f"{DUE}\ntags: [work]"), "B.md": person(DUE)},
        "A.md",
        person(f"{DUE}\ntags: [club]"),
        "Check in with A",
        '[[feeds]]\npath = "work.ics"\ntags = ["work"]\n',
    ),
)


@pytest.mark.parametrize("reach", REACHES, ids=[reach.what for reach in REACHES])
def test_what_an_edit_changes_about_others(reach: Reach, tmp_path: Path) -> None:
    """The edit reaches them although their own notes stay, as from a fresh start."""
    settings_ = config(reach.toml)
    notes = parsed(reach.notes, {}, {})
    first = the_same(tmp_path, settings_, notes, TODAY, None)
    second = the_same(
        tmp_path, settings_, {**notes, reach.path: parse_note(reach.path, reach.text.encode())}, TODAY, first.kept
    )
    said = [sum(data.count(reach.line.encode()) for data in render_outputs(day).values()) for day in (first, second)]
    assert said[0] != said[1]
