"""The practice that relnotes serves, advice by advice: notes in, what its user sees out."""

import json
from pathlib import Path

import pytest
from msgspec import Struct

from tests.cli.test_due import Golden
from tests.conftest import DAY, Run
from tests.support import person

ME = """---
type: me
timezone: Africa/Cairo
interests: [eBPF]
can_help_with: [incident reviews]
struggles: [asking for help early]
booking: https://cal.example.org/me
positions:
  - Globex, SRE, 2015-01 to 2019-06
---
"""


class Row(Struct, frozen=True):
    """One advice: some notes, a command, and what its output says, or does not say."""

    advice: str
    notes: dict[str, str]
    command: tuple[str, ...]
    says: tuple[str, ...] = ()
    keeps_silent: tuple[str, ...] = ()


LEILA = person(
    "cadence: 6 weeks\ninterests: [pottery, eBPF]\ngoals: [speak at a conference]\nstruggles: [incident review]",
    "- 2026-10-12 coffee: her move to infra\n  - [ ] send her the eBPF article 📅 2026-11-25",
)
ROWS = (
    Row(
        "start with a few people, and grow as the habit forms",
        {
            "relnotes.toml": "[focus]\nlimit = 1\n",
            "Leila.md": person("cadence: 4 weeks", "- 2026-11-16 call\n- 2026-10-20 call"),
            "Omar.md": person("cadence: 4 weeks", "- 2025-11-16 call"),
        },
        ("focus",),
        ("1 person is active, 1 waits.", "When four in five are kept", "Next in line\n Omar"),
    ),
    Row(
        "write personally, naming something shared",
        {"Leila.md": LEILA},
        ("next",),
        (
            "Last coffee 12 October, 6 weeks ago; usually every 6 weeks",
            "Last time (12 October 2026): her move to infra",
            "Interests: pottery, eBPF (yours too)",
            "A first line: “How have you been since our coffee in October?”",
        ),
    ),
    Row(
        "add one thing you know about them first",
        {"Leila.md": person("cadence: 6 weeks")},
        ("next",),
        ("add one thing you know about them first",),
        ("A first line",),
    ),
    Row(
        "genuine interest: goals, hobbies, struggles, and a follow-up beside the line that it came from",
        {"Leila.md": LEILA},
        ("due",),
        ("To do: send her the eBPF article (due Wednesday 25 November)", "Leila.md:11"),
    ),
    Row(
        "give before you ask: what you could offer",
        {"Leila.md": LEILA, "Omar.md": person("interests: [pottery]")},
        ("brief", "Leila"),
        ("You could offer: incident reviews. Their words: incident review", "You could introduce: Omar"),
    ),
    Row(
        "give before you ask: a word when the next touch would be one more ask",
        {"Leila.md": person("", "- 2026-10-12 coffee\n  - asked: a look at my CV\n- 2026-06-01 call\n  - gave: a tip")},
        ("brief", "Leila"),
        ("You asked (12 October 2026): a look at my CV. Nothing given since",),
    ),
    Row(
        "what was given and received",
        {"Leila.md": person("", "- 2026-10-12 coffee\n  - gave: a warm word\n  - got: her checklist")},
        ("ledger", "Leila"),
        ("You gave\n- 12 October: a warm word (Leila.md:7)", "You got\n- 12 October: her checklist"),
        ("Nothing given",),
    ),
    Row(
        "introductions, and what came of them, from both sides",
        {
            "Amara.md": person("", "- 2026-08-26 video\n  - intro: with [[Hoda]]\n  - outcome: a new job"),
            "Hoda.md": person("", "- 2026-09-20 coffee: she liked Amara"),
        },
        ("brief", "Hoda"),
        ("You introduced them to Amara (26 August 2026); what came of it: a new job",),
    ),
    Row(
        "be open: share what you struggle with yourself",
        {"Leila.md": person("struggles: [asking for help]", "- 2026-10-12 coffee\n  - shared: my worst outage")},
        ("brief", "Leila"),
        ("Something of your own to share: asking for help early",),
    ),
    Row(
        "do not push: unanswered messages double the interval",
        {"Leila.md": person("cadence: 6 weeks", "- 2026-10-05 sent: how are you?\n- 2026-08-01 call")},
        ("due", "--all"),
        ("You wrote 5 October, 7 weeks ago; no answer yet; due 28 December",),
    ),
    Row(
        "do not push: after three of them somebody rests",
        {"Leila.md": person("cadence: 2 weeks", "- 2026-10-05 sent\n- 2026-08-01 sent\n- 2026-06-01 sent")},
        ("due",),
        ("nobody is due",),
    ),
    Row(
        "do not push: nobody who rests gets a first line",
        {"Leila.md": person("interests: [eBPF]", "- 2026-10-05 sent\n- 2026-08-01 sent\n- 2026-06-01 sent")},
        ("brief", "Leila"),
        ("Resting: they have not answered, so let them come back",),
        ("A first line", "You could"),
    ),
    Row(
        "after a year at rest: one last note, or let go?",
        {"Leila.md": person("cadence: 2 weeks", "- 2025-11-20 sent\n- 2025-08-01 sent\n- 2025-06-01 sent")},
        ("due",),
        ("had no answer in a year: one last note, or let go?",),
    ),
    Row(
        "respect boundaries, and quiet times",
        {
            "Leila.md": person(
                "cadence: 2 weeks\nquiet: 2026-11-01..2026-12-31\nboundaries: no calls", "- 2026-10-05 call"
            )
        },
        ("brief", "Leila"),
        ("Mind: no calls", "In a quiet time", "A quiet time until 31 December 2026"),
        ("A first line", "; due"),
    ),
    Row(
        "coffee chats: their booking link, or yours; a video call for who is far away",
        {"Leila.md": person("timezone: Asia/Tokyo\nbooking: https://cal.example.org/leila", "- 2026-10-05 call")},
        ("brief", "Leila"),
        ("Book a time with them: https://cal.example.org/leila", "7 hours ahead of you (Asia/Tokyo)"),
        ("https://cal.example.org/me",),
    ),
    Row(
        "communities: take part, with what you meant to bring",
        {
            "Circle.md": "---\ntype: community\ncadence: monthly\n---\n"
            "## Next time\n- the cable\n\n## Log\n- 2026-10-20 event: alerts\n",
            "Omar.md": person("met: 2020-01-01 at [[Circle]]"),
        },
        ("next",),
        ("Take part again, last time 20 October", "Next time: the cable", "People you know there: Omar"),
    ),
    Row(
        "conferences: a word to each person met there, within ten days",
        {
            "PyCon.md": "---\ntype: event\ndate: 2026-11-19\n---\n- [[Leila]]: wants our template\n- [[Mina Adel]]\n",
            "Leila.md": person(),
        },
        ("due",),
        ("Leila  You met at PyCon on 19 November", "Coming up: Mina Adel"),
    ),
    Row(
        "conferences: somebody without a note yet",
        {"PyCon.md": "---\ntype: event\ndate: 2026-11-19\n---\n- [[Mina Adel]]: looks for an internship\n"},
        ("next",),
        (
            "Mina Adel\n\n- You met at PyCon on 19 November",
            "From PyCon (19 November 2026): looks for an internship",
            "A first line: “It was good to see you at PyCon.”",
        ),
        ("add one thing",),
    ),
    Row(
        "conferences: after ten days it goes quietly",
        {"PyCon.md": "---\ntype: event\ndate: 2026-11-12\n---\n- [[Leila]]: hello\n", "Leila.md": person()},
        ("due",),
        ("nobody is due",),
        ("PyCon",),
    ),
    Row(
        "write posts, and answer the readers",
        {
            "Blog.md": "---\ntype: writing\ncadence: monthly\n---\n"
            "- 2026-10-18: dashboards\n  - heard: [[Elif]] asks how\n  - heard: somebody in Lagos wants it\n",
            "Elif.md": person(),
        },
        ("due",),
        (
            "Write again, last time 18 October",
            "They wrote on 18 October, and it is your turn",
            "A reader wrote on 18 October, and it is your turn: somebody in Lagos wants",
        ),
    ),
    Row(
        "keep promises, however small",
        {"Leila.md": person("", "- 2026-10-03 coffee\n  - promised: send the article")},
        ("due",),
        ("You promised on 3 October: send the article: do it, or say that it will not come",),
    ),
    Row(
        "keep promises: all of them",
        {"Leila.md": person("", "- 2026-10-03 coffee\n  - promised: send the article")},
        ("promises",),
        ("Late: do it, or say that it will not come\n- Leila, 3 October: send the article\n  Leila.md:7",),
    ),
    Row(
        "keep promises: in the brief",
        {"Leila.md": person("", "- 2026-10-03 coffee\n  - promised: send the article")},
        ("show", "Leila"),
        ("You promised on 3 October: send the article", "You promised, and it is late: send the article"),
    ),
    Row(
        "thank people, in private or in public, once",
        {"Leila.md": person("", "- 2026-11-20 coffee\n  - got: her checklist")},
        ("due",),
        ("You got this on 20 November: her checklist. Thank them; in public",),
    ),
    Row(
        "thank people: never asked twice",
        {"Leila.md": person("", "- 2026-11-21 message\n- 2026-11-20 coffee\n  - got: her checklist")},
        ("brief", "Leila"),
        keeps_silent=("checklist",),
    ),
    Row(
        "think long term: who lost a job comes first",
        {
            "Adam.md": person("cadence: 1 week", "- 2026-01-01 call"),
            "Karim.md": person("positions: Acme, SRE, 2019-01 to 2026-10"),
        },
        ("next",),
        ("Karim\n", "Left Acme in October 2026: what could you offer?", "You could offer: incident reviews"),
    ),
    Row(
        "think long term: a new job is a reason to write",
        {"Karim.md": person("positions: [\"Globex, SRE, 2019-01 to 2026-09\", \"Acme, SRE, 2026-10 to now\"]")},
        ("next",),
        ("With Acme since October 2026: congratulate them", "“Congratulations on Acme! How were the first weeks?”"),
    ),
    Row(
        "think long term: old colleagues",
        {"Karim.md": person("positions: Globex, SRE, 2017-03 to 2021-08", "- 2023-02-01 lunch")},
        ("brief", "Karim"),
        ("You were both at Globex (2017–2019)", "“I was thinking of our time at Globex. How have you been?”"),
    ),
    Row(
        "outcomes take months",
        {"Ingrid.md": person("", "- 2022-04-03 message: signed #outcome\n- 2024-05-01 outcome: a talk at her company")},
        ("ledger",),
        ("What came of it: 2\n- Ingrid, 1 May 2024: a talk at her company\n- Ingrid, 3 April 2022: signed",),
    ),
)  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=[row.advice for row in ROWS])
def test_the_practice(row: Row, tmp_path: Path, relnotes: Run) -> None:
    """Each advice, from notes to what is seen."""
    for path, text in {"Me.md": ME, **row.notes}.items():
        (tmp_path / path).write_text(text, "utf-8")
    words = ("-C", str(tmp_path), "--today", DAY, *row.command)
    said = relnotes(*words, COLUMNS="200").stdout
    for text in row.says:
        assert text in said
    for text in row.keeps_silent:
        assert text not in said


def test_promises_of_the_example(example: Path, relnotes: Run, golden: Golden) -> None:
    """Late ones first, each with its place, and how many were kept; ticked ones with --all."""
    golden("promises.txt", relnotes("-C", str(example), "--today", DAY, "promises", "--all").stdout)


def test_the_ledger_of_the_example(example: Path, relnotes: Run, golden: Golden) -> None:
    """Columns, introductions, and with whom one only asked; no scores."""
    golden("ledger.txt", relnotes("-C", str(example), "--today", DAY, "ledger").stdout)


def test_both_as_json(example: Path, relnotes: Run) -> None:
    """The shapes relnotes.promises/1 and relnotes.ledger/1."""
    words = ("-C", str(example), "--today", DAY)
    found = json.loads(relnotes(*words, "promises", "--format", "json").stdout)
    assert list(found) == ["schema", "today", "kept", "promises"]
    assert found["schema"] == "relnotes.promises/1" and found["kept"]["mine"] == {"kept": 3, "due": 4}
    late = [one for one in found["promises"] if one["state"] == "late"]
    assert [(one["name"], one["mine"], one["due"]) for one in late] == [("Amara Okwuosa", True, "2026-10-30")]
    found = json.loads(relnotes(*words, "ledger", "hoda", "--format", "json").stdout)
    assert list(found) == ["schema", "today", "entries", "introductions"]
    assert [(one["head"], one["date"]) for one in found["entries"]] == [("thanked", "2026-09-20")]
    assert found["introductions"][0]["outcomes"][0]["name"] == "Amara Okwuosa"


def test_a_gift_to_several_names_each(tmp_path: Path, relnotes: Run) -> None:
    """One line about three people is one gift, and says whose; so does the review of what came of it."""
    for name in ("Ada", "Bea", "Cid"):
        (tmp_path / f"{name}.md").write_text(person())
    (tmp_path / "2026-11-02.md").write_text(
        "- 2026-11-02 lunch with [[Ada]], [[Bea]] and [[Cid]]\n  - gave: the slides\n  - outcome: a study group\n"
    )
    words = ("-C", str(tmp_path), "--today", DAY)
    said = relnotes(*words, "ledger").stdout
    assert "You gave: 1\n- Ada, Bea, Cid, 2 November: the slides\n" in said
    assert "Bea" not in relnotes(*words, "ledger", "Ada").stdout
    entry, _ = json.loads(relnotes(*words, "ledger", "--format", "json").stdout)["entries"]
    assert (entry["name"], [one["name"] for one in entry["also"]]) == ("Ada", ["Bea", "Cid"])
    assert "a study group (Ada, Bea, Cid)" in relnotes(*words, "review").stdout.replace("\n  ", " ")


def test_incognito(example: Path, relnotes: Run) -> None:
    """How much there is, of whom and what not."""
    words = ("-C", str(example), "--today", DAY, "--incognito")
    for command in ("promises", "ledger"):
        said = relnotes(*words, command).stdout
        assert said and not any(name in said for name in ("Amara", "Ingrid", "slides", "People/"))


def test_an_empty_log(tmp_path: Path, relnotes: Run) -> None:
    """Nobody has promised or given anything yet: what to type is said."""
    (tmp_path / "A.md").write_text(person())
    assert relnotes("-C", str(tmp_path), "promises").stdout == "No promise is written down yet.\n"
    assert "gave:" in relnotes("-C", str(tmp_path), "ledger").stdout
