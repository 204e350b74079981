"""The brief, and whom to begin with."""

import pytest

from relnotes.insight.brief import build_brief
from relnotes.insight.ground import lay_ground
from relnotes.insight.suggest import suggest
from relnotes.model import Brief, Window
from relnotes.render.brief import brief_lines, has_something_personal
from tests.support import ENGLISH, TODAY, agenda, person, vault


def brief_of(note: str, me: str = "") -> Brief:
    people = vault({"A.md": note, "Me.md": f"---\ntype: me\n{me}\n---\n"})
    return build_brief(lay_ground(people, Window(TODAY)), people.contacts["A.md"])


def test_what_to_say() -> None:
    """Topics first, then the last talk in the note's own words, what is open, what they care for, how to reach them."""
    note = """---
type: person
interests: [pottery]
channel: signal
booking: https://cal.example.org/a
boundaries: no calls on Fridays
---
## Next time
- the sale

## Log
- 2026-11-20 call
- 2026-11-02 coffee: her **move** to [[Infra|infra]]
  - promised: review her talk by Friday
- 2026-12-10 lunch: planned

- [ ] they promised: an intro 📅 2026-12-10
"""
    assert list(brief_lines(brief_of(note), ENGLISH)) == [
        "Mind: no calls on Fridays",
        "Next time: the sale",
        "Last time (2 November 2026): her move to infra",
        "On 2 November 2026 you said that you would: review her talk by Friday. Do it, or say that it will not come",
        "They promised: an intro (due 10 December 2026)",
        "Interests: pottery",
        "Reach them by: signal",
        "Book a time with them: https://cal.example.org/a",
        "A first line: “I have not forgotten what I promised on 2 November: …”",
    ]


@pytest.mark.parametrize(
    ("offer", "wish", "fits"),
    [
        ("CV reviews", "a review of my CV", True),
        ("conference talks (rehearsal)", "give her first conference talk", True),
        ("hiring", "hiring", True),
        ("Rust", "learning Rust", True),
        ("Arabic technical writing", "finding time to stay technical", False),
        ("CVs for people coming into platform work", "explaining kernel work to product people", False),
        ("الخط العربي", "تعلّم الخط العربي", True),
    ],
)
def test_what_one_could_give(offer: str, wish: str, fits: bool) -> None:
    """An offer fits a wish when one names the other, or they share two words of weight; one is too little."""
    found = brief_of(person(f'struggles: ["{wish}"]'), f'can_help_with: ["{offer}"]').gifts
    assert [one.what for one in found] == ([offer] if fits else [])


def test_something_personal() -> None:
    """A note that holds nothing to begin a message with is known as such."""
    assert not has_something_personal(brief_of(person("email: a@example.org", "- 2026-11-01 call")))
    assert has_something_personal(brief_of(person("interests: [chess]")))


ME = """---
type: me
timezone: Africa/Cairo
interests: [eBPF, oud]
can_help_with: [incident reviews]
goals: [speak at a conference]
booking: https://cal.example.org/me
positions:
  - Globex, SRE, 2015-01 to 2019-06
---
"""


def said(front: str = "", log: str = "", **others: str) -> list[str]:
    """The lines of A's brief beside other notes, whose names stand in for spaces."""
    notes = {f"{name.replace('_', ' ')}.md": text for name, text in others.items()}
    people = vault({"A.md": person(front, log), "Me.md": ME, **notes})
    return list(brief_lines(build_brief(lay_ground(people, Window(TODAY)), people.contacts["A.md"]), ENGLISH))


@pytest.mark.parametrize(
    ("front", "log", "line"),
    [
        ("", "- 2026-10-01 sent: the photo", "You last wrote (1 October 2026): the photo"),
        ("", "- 2026-10-01 sent: the photo\n- 2026-09-01 call: tea", "Last time (1 September 2026): tea"),
        ("", "- 2026-10-01 heard: a question", "They wrote (1 October 2026): a question"),
        ("", "- 2026-10-02 note: she has moved\n- 2026-10-01 call: x", "You noted (2 October 2026): she has moved"),
        ("birthday: 12-02", "", "Birthday on 2 December 2026"),
        ("", "- 2026-10-01 call\n  - they asked: a name", "They asked (1 October 2026): a name"),
        (
            "",
            "- 2026-10-01 call\n  - got: the list",
            "You got (1 October 2026): the list. Thank them; in public too, if that suits them",
        ),
        (
            "",
            "- 2026-10-01 asked: a look?",
            "You asked (1 October 2026): a look? Nothing given since, so perhaps bring something this time",
        ),
        ("positions: Globex, SRE, 2017-03 to 2021-08", "", "You were both at Globex (2017–2019)"),
        ("positions: Globex, SRE, 2020-03 to 2021-08", "", "You both know Globex from the inside"),
        ("interests: [oud, tea]", "", "Interests: oud (yours too), tea"),
        ("struggles: [incident review]", "", "You could offer: incident reviews. Their words: incident review"),
        ("goals: [speak at her first conference]", "", "Something of your own to share: speak at a conference"),
        ("channel: signal\nphone: '+1'", "", "Reach them by: signal (+1)"),
        ("email: a@example.org", "", "Reach them by: a@example.org"),
        ("", "- 2026-11-01 call: x", "Your booking link: https://cal.example.org/me"),
        ("timezone: Asia/Tokyo\nchannel: video", "", "Their time zone: Asia/Tokyo"),
        ("timezone: Asia/Tokyo", "", "Their time zone: Asia/Tokyo; a video call may say more than a mail"),
        ("language: ar", "", "Language: Arabic"),
        ("met: 2020-01-01 at [[PyCon]] via [[Omar]]", "", "Met on 1 January 2020, at PyCon, through Omar"),
        (
            "positions:\n  - Acme, SRE, 2019-01 to 2026-09\n  - Acme, Lead, 2026-10 to now",
            "",
            "A new role at Acme since October 2026, Lead: how is it?",
        ),
        ("channel: video\nemail: a@example.org", "", "Reach them by: video (a@example.org)"),
        ("paused: true", "- 2026-10-01 call: x", "Paused: no need to write"),
        ("quiet: 2026-11-01..2026-12-01", "- 2026-10-01 call: x", "A quiet time until 1 December 2026"),
        ("email: a@example.org", "", "The note says nothing personal yet: add one thing you know about them first."),
    ],
)
def test_the_lines_of_a_brief(front: str, log: str, line: str) -> None:
    """Each thing that the note says comes as a line of its own."""
    assert line in said(front, log)


@pytest.mark.parametrize(
    ("front", "log", "opening"),
    [
        ("", "- 2026-09-15 coffee: x", "How have you been since our coffee in September?"),
        ("", "- 2024-09-15 lunch: x", "How have you been since our meal in September 2024?"),
        (
            "positions: Globex, 2016-01 to 2018-01",
            "- 2024-09-15 lunch",
            "I was thinking of our time at Globex. How have you been?",
        ),
        ("", "- 2026-09-15 sent: hi\n- 2026-08-01 video", "How have you been since our video call in August?"),
        ("", "- 2026-11-15 coffee: x", "It was good to see you on 15 November."),
        ("", "- 2026-11-15 mail: x", "It was good to talk on 15 November."),
        ("", "- 2026-11-15 heard: hi", "Thank you for writing on 15 November."),
        ("", "- 2026-10-01 call\n  - promised: it", "I have not forgotten what I promised on 1 October: …"),
        ("positions: Acme, SRE, 2026-10 to now", "", "Congratulations on Acme! How were the first weeks?"),
        ("positions: Acme, SRE, 2019-01 to 2026-10", "", "You have been on my mind. How are you?"),
        ("met: via [[Omar]]", "", "Omar put us in touch, and it is time that I write."),
        ("met: 2020-01-01 at PyCon", "", "We met at PyCon, and I would like to stay in touch."),
        ("interests: [tea, eBPF]", "", "We both care about eBPF. What are you working on?"),
        ("interests: [tea]", "", "What is new with tea?"),
        ("paused: true", "- 2026-09-15 coffee: x", None),
        ("email: a@example.org", "", None),
    ],
)
def test_the_first_line(front: str, log: str, opening: str | None) -> None:
    """It names the most telling thing that both share; nobody who is left in peace gets one."""
    lines = [line for line in said(front, log) if line.startswith("A first line: ")]
    assert lines == ([f"A first line: “{opening}”"] if opening else [])


PEER = {"B_C": person("interests: [letterpress, eBPF]\ncompany: Acme")}


@pytest.mark.parametrize(
    ("front", "others", "line"),
    [
        ("interests: [Letterpress]", PEER, "You could introduce: B C; both are into letterpress"),
        ("interests: [letterpress]\ncompany: ACME Inc.", PEER, None),
        ("interests: [letterpress]\nmet: via [[B C]]", PEER, None),
        ("interests: [letterpress]", {"B_C": PEER["B_C"].replace("type:", "paused: true\ntype:")}, None),
        ("interests: [letterpress]", {**PEER, "E": "---\ntype: event\ndate: 2026-01-01\n---\n[[A]] [[B C]]\n"}, None),
        ("interests: [letterpress]", {**PEER, "2026-01-01": "- tea with [[A]]\n- call [[B C]]\n"}, "You could introduce: B C; both are into letterpress"),
        ("struggles: [hiring]", {"B": person("can_help_with: [hiring]")}, "You could introduce: B, who can help with hiring"),
        ("interests: [eBPF]", {"Reading": "---\ntags: [ebpf]\n---\n"}, "You could send something from your note Reading (eBPF)"),
        ("interests: [eBPF]", {"Reading": "---\ntags: [ebpf]\n---\n[[A]]\n"}, None),
        ("interests: [alerts]", {"Blog": "---\ntype: writing\n---\n- 2026-10-01: Alerts are promises\n"}, "You could send: your post “Alerts are promises” (alerts)"),
        ("interests: [alerts]", {"SRE_Evening": "---\ntype: event\ndate: 2026-12-10\ninterests: [alerts]\n---\n"}, "You could invite them: SRE Evening, 10 December 2026 (alerts)"),
        ("interests: [alerts]\ntimezone: Asia/Tokyo", {"SRE_Evening": "---\ntype: event\ndate: 2026-12-10\ninterests: [alerts]\n---\n"}, None),
    ],
)  # fmt: skip
def test_what_one_could_bring(front: str, others: dict[str, str], line: str | None) -> None:
    """Somebody to meet, a note, a post, an evening: what fits an interest, and what they do not know already."""
    found = [one for one in said(front, "", **others) if one.startswith("You could ")]
    assert found == ([line] if line else [])


def test_what_their_own_note_said_before() -> None:
    """A diary's line about the last time may say little: what their note says of the time before stands below it."""
    others = {"2026-11-12": "- called [[A]] about limits\n"}
    lines = said("", "- 2026-07-02 video: her three-week walk\n- 2026-04-09 mail: hello", **others)
    at = lines.index("Before that (2 July 2026): her three-week walk")
    assert lines[at - 1] == "Last time (12 November 2026): called A about limits"
    assert not any("Before that" in line for line in said("", "- 2026-07-02 video: a\n- 2026-04-09 mail: b"))


def test_who_lost_a_job() -> None:
    """Everything that I can help with, and somebody with hiring on their mind, before anything else."""
    lines = said("positions: Acme, SRE, 2019-01 to 2026-10", "", B=person("struggles: [hiring]"))
    assert "Left Acme in October 2026" in lines
    assert "You could offer: incident reviews" in lines
    assert "You could introduce: B, whose note says: hiring" in lines


def test_introductions_from_both_sides() -> None:
    """Who was brought together, what came of it, and whom I have not written to yet."""
    notes = {
        "B": person("met: 2026-05-21 via [[A]]"),
        "C": person("", "- 2026-08-20 outcome: [[A]] has a talk"),
    }
    lines = said("", "- 2026-08-01 intro with [[C]]: the meetup", **notes)
    assert "You introduced them to C (1 August 2026); what came of it: A has a talk" in lines
    assert "They introduced you to B: you two have not been in touch yet" in lines


def test_what_was_noted_elsewhere() -> None:
    """A line that begins with their link, in a dated note since the last contact."""
    lines = said("", "- 2026-10-01 call: x", **{"2026-10-05": "- [[A]]: has a new dog\n- [ ] [[A]]: the bill\n"})
    assert "From 2026-10-05 (5 October 2026): has a new dog" in lines
    assert said("", "- 2026-10-09 call: x", **{"2026-10-05": "- [[A]]: has a new dog\n"})[0].startswith("Last time")


def test_an_evening_to_come() -> None:
    """An event soon to which they are linked is something to talk about; one that is over is not."""
    evening = "---\ntype: event\ndate: {day}\npeople: ['[[A]]']\n---\n"
    assert "Coming up with them: Evening, 10 December 2026" in said("", "", Evening=evening.format(day="2026-12-10"))
    assert not [one for one in said("", "", Evening=evening.format(day="2027-10-10")) if one.startswith("Coming")]


def test_a_blog() -> None:
    """What to write about next, and where it is read."""
    blog = (
        "---\ntype: writing\nurl: https://blog.example.org\n---\n## Ideas\n- silence\n\n## Log\n- 2026-10-01: alerts\n"
    )
    people = vault({"Blog.md": blog, "Me.md": ME})
    assert list(brief_lines(build_brief(lay_ground(people, Window(TODAY)), people.contacts["Blog.md"]), ENGLISH)) == [
        "Next time: silence",
        "Last time (1 October 2026): alerts",
        "Web: https://blog.example.org",
    ]


def test_a_community_and_an_event() -> None:
    """Of those nobody asks for something personal; whom one knows there is named."""
    people = vault({"C.md": "---\ntype: community\n---\n", "A.md": person("met: 2020-01-01 at [[C]]"), "Me.md": ME})
    brief = build_brief(lay_ground(people, Window(TODAY)), people.contacts["C.md"])
    assert list(brief_lines(brief, ENGLISH)) == ["People you know there: A"]


def test_suggestions() -> None:
    """While nobody has an interval, five people that the notes speak of last and most; then none."""
    names = {f"P{n}.md": person("", f"- 2026-0{n + 1}-01 call") for n in range(6)}
    names["Daily/2026-11-01.md"] = "- met [[P0]]\n"

    def suggested(notes: dict[str, str]) -> list[str]:
        return [one.name for one in suggest(vault(notes), agenda(notes))]

    assert suggested(names) == ["P0", "P5", "P4", "P3", "P2"]
    assert suggested({**names, "Kept.md": person("cadence: 4w")}) == []
    assert suggested({"Notes/Recipe.md": "# Soup\n"}) == []
    assert suggested({"People/A.md": "", "B.md": person(), "Soup.md": "# Soup\n"}) == ["B", "A"]
