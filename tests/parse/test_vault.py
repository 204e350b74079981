"""The vault: which notes are contacts, whom links mean, and what all notes together say about each contact."""

from datetime import date

import pytest

from relnotes.model import Config, Vault
from relnotes.parse.layout import OUTPUT_MARK
from relnotes.vault import find_notes, resolve
from tests.parse.build import log, note, problems
from tests.support import config, vault

PERSON = "---\ntype: person\n---\n"


def tracked(notes: dict[str, str], toml: str = "") -> list[str]:
    """The paths of the contacts in a vault."""
    return [contact.path for contact in vault(notes, config(toml)).contacts.values()]


def touches(people: Vault, path: str) -> list[str]:
    """All contact with a contact, oldest first: day, head, way and where it is written."""
    (contact,) = [one for one in people.contacts.values() if one.path == path]
    return [f"{one.date} {one.head or '-'} {one.way} {one.path}:{one.line}" for one in contact.touches]


@pytest.mark.parametrize(
    "text",
    [
        PERSON,
        "---\ntype: Contact\n---\n",
        "---\ntype: people\n---\n",
        "---\ntype: شخص\n---\n",
        "---\ntype: [person, friend]\n---\n",
        "---\ntype: '[[Person]]'\n---\n",
        "---\nnote_type: person\n---\n",
        "---\ntags: person\n---\n",
        "---\ntags: ['#Contacts']\n---\n",
        "---\ntags: [type/person]\n---\n",
        "---\ntag: people/work\n---\n",
        '---\ncategories: ["[[People]]"]\n---\n',
        "---\ncategory: '[[Types/Contacts]]'\n---\n",
        "---\ncadence: 30d\n---\n",
        "---\nCadence: none\n---\n",
        "#person\n",
        "# Zoe\n\n#Contact #art\n",
        "---\ntype: community\n---\n",
        "---\ntype: event\n---\n",
        "---\ntype: writing\n---\n",
    ],
)
def test_a_note_is_a_contact_by_its_own_marks(text: str) -> None:
    """Type, tags, categories or a cadence make a contact, wherever the note lies."""
    assert tracked({"Any/Where/Zoe.md": text}) == ["Any/Where/Zoe.md"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# Zoe\n",
        "---\ntype: me\n---\n",
        "---\ntype: project\n---\n",
        "---\ntags: [personal, peopleware]\n---\n",
        "---\nfrequency: daily\n---\n",
        "---\nkeep_in_touch: weekly\n---\n",
        "---\ncadence:\n---\n",
        "The #person tag within a text\n",
        "- #person\n",
        "> #person\n",
        "    #person\n",
        "```\n#person\n```\n",
        "%% #person %%\n",
        f"{OUTPUT_MARK}\n\n#person\n",
        "---\ntype: person\ncreated: {{date}}\n---\n",
    ],
)
def test_other_notes_are_no_contacts(text: str) -> None:
    """A habit's frequency, a tag in a sentence, templates and relnotes' own output make no contact."""
    assert tracked({"Zoe.md": text}) == []


@pytest.mark.parametrize(
    ("globs", "paths"),
    [
        ('["People"]', ["People/A.md", "People/Work/B.md"]),
        ('["People/"]', ["People/A.md", "People/Work/B.md"]),
        ('["People/**"]', ["People/A.md", "People/Work/B.md"]),
        ('["People/*.md"]', ["People/A.md", "People/Work/B.md"]),
        ('["*/Work"]', ["People/Work/B.md"]),
        ('["Friends", "People/Work"]', ["Friends/C.md", "People/Work/B.md"]),
        ('["P*"]', ["People/A.md", "People/Work/B.md", "Projects/D.md"]),
        ('["people"]', []),
        ("[]", ["E.md", "Friends/C.md", "People/A.md", "People/Work/B.md", "Projects/D.md"]),
    ],
)
def test_people_may_live_in_some_folders_only(globs: str, paths: list[str]) -> None:
    """With `people` in the config a marked note elsewhere is no contact; a community is, wherever it lies."""
    names = ("People/A.md", "People/Work/B.md", "Friends/C.md", "Projects/D.md", "E.md")
    notes = dict.fromkeys(names, PERSON) | {"People/Plain.md": "# no mark\n", "Guild.md": "---\ntype: community\n---\n"}
    assert tracked(notes, f"people = {globs}\n") == sorted([*paths, "Guild.md"])


def test_an_unreadable_contact_is_kept_aside() -> None:
    """A contact whose note is broken is named with its id, and every other note of the people's folder as well."""
    broken = "---\ntype: person\nid: zoe1\nrole: a: b\n---\n"
    people = vault({"People/Zoe.md": broken, "People/Odd.md": "---\n[\n---\n", "Odd.md": "---\n[\n---\n"})
    assert people.unreadable == (("zoe1", "People/Zoe.md"),)
    assert [problem.path for problem in people.diagnostics] == ["People/Zoe.md"]
    people = vault({"People/Odd.md": "---\n[\n---\n", "Odd.md": "---\n[\n---\n"}, config('people = ["People"]'))
    assert people.unreadable == (("People/Odd.md", "People/Odd.md"),)
    assert [problem.path for problem in people.diagnostics] == ["People/Odd.md"]


def test_mistakes_of_other_notes_are_the_users_own() -> None:
    """Only tracked notes, the user's own note and conflict markers anywhere are complained about."""
    conflict = "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> other\n"
    people = vault(
        {
            "Habit.md": "---\nfrequency: soon\nbirthday: x\n---\n",
            "Broken.md": "---\na: [\n---\n",
            "Me.md": "---\ntype: me\naway: x\n---\n",
            "Draft.md": conflict,
        }
    )
    assert [(one.path, one.rule) for one in people.diagnostics] == [
        ("Draft.md", "merge-conflict"),
        ("Me.md", "invalid-date"),
    ]
    assert people.me is not None
    assert not people.contacts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("---\ntype: person\n---\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n", ["4:1-4:8 merge-conflict"]),
        ("---\ntype: person\n<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> x\n---\n", ["3:1-3:8 merge-conflict"]),
        ("---\ntype: person\n---\n<<<<<<< HEAD\na\n", []),
        ("---\ntype: person\n---\n>>>>>>> x\na\n<<<<<<< y\n", []),
        ("---\ntype: person\n---\nHeading\n=======\n", []),
    ],
)
def test_conflict_markers_are_one_problem(text: str, found: list[str]) -> None:
    """Git's markers in a pair make a note unreadable, and nothing else is said of it; half a pair is text."""
    assert problems(note(text)) == found
    assert note(text).readable == (not found)


def test_an_unclosed_fence_hides_and_says_so() -> None:
    """A code fence that is never closed hides the rest of a contact's note: a warning at its line."""
    assert problems(log("- 2026-01-02 call", "```", "- 2026-01-03 call")) == ["5:1-5:4 unclosed-fence"]
    assert problems(log("```", "x", "```")) == problems(note("```\nx\n")) == []


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("Zoe", "People/Zoe.md"),
        ("zoe", "People/Zoe.md"),
        ("ZOE", "People/Zoe.md"),
        ("People/Zoe", "People/Zoe.md"),
        ("/People/Zoe", "People/Zoe.md"),
        ("./Zoe", "People/Zoe.md"),
        ("../People/Zoe", "People/Zoe.md"),
        ("Old/Zoe", "Archive/Old/Zoe.md"),
        ("Archive/Old/Zoe", "Archive/Old/Zoe.md"),
        ("Elsewhere/Zoe", None),
        ("Zoë Keller", "People/Zoe.md"),
        ("zoë keller", "People/Zoe.md"),
        ("Zoe\u0308 Keller", "People/Zoe.md"),
        ("ZK", "People/Zoe.md"),
        ("Omar", "Omar.md"),
        ("Nobody", None),
        ("", None),
    ],
)
def test_links_mean_what_obsidian_takes_them_for(target: str, path: str | None) -> None:
    """By name before alias, the shallower path first, by the end of a path; case and composition do not matter."""
    people = vault(
        {
            "People/Zoe.md": "---\ntype: person\nname: Zoë Keller\naliases: [ZK, Omar]\n---\n",
            "Archive/Old/Zoe.md": PERSON,
            "Omar.md": "# plain\n",
        }
    )
    assert resolve(people.names, target) == path


def test_of_two_notes_with_one_id_the_first_path_keeps_it() -> None:
    """The second goes by its path, and is told at the line of its id."""
    people = vault({"B.md": "---\ntype: person\nrole: x\nid: k7\n---\n", "A.md": "---\ntype: person\nid: k7\n---\n"})
    assert {key: one.path for key, one in people.contacts.items()} == {"k7": "A.md", "B.md": "B.md"}
    assert problems(people.diagnostics) == ["4:1-4:1 duplicate-id"]
    assert (people.diagnostics[0].path, "A.md" in people.diagnostics[0].message) == ("B.md", True)


@pytest.mark.parametrize(
    ("words", "paths"),
    [
        ("Zoe", ["People/Zoe.md"]),
        ("zoë keller", ["People/Zoe.md"]),
        ("zoe keller", ["People/Zoe.md"]),
        ("ZK", ["People/Zoe.md"]),
        ("People/Zoe.md", ["People/Zoe.md"]),
        ("k7", ["People/Zoe.md"]),
        ("zo", ["People/Zoe.md", "Zora.md"]),
        ("keller", ["People/Zoe.md"]),
        ("ليلي", ["ليلى.md"]),
        ("لَيلى", ["ليلى.md"]),
        ("tomas", ["Tomás.md"]),
        ("nobody", []),
        ("", []),
        ("  ", []),
    ],
)
def test_a_contact_is_found_by_what_people_type(words: str, paths: list[str]) -> None:
    """Name, alias, path and id first, then a beginning, then a single word; case and accents do not matter."""
    notes = dict.fromkeys(("Zora.md", "ليلى.md", "Tomás.md"), PERSON)
    notes["People/Zoe.md"] = "---\ntype: person\nid: k7\nname: Zoë Keller\naliases: [ZK]\n---\n"
    found = find_notes((contact.note for contact in vault(notes).contacts.values()), words)
    assert [note.path for note in found] == paths


def test_an_entry_counts_for_its_own_contact_and_for_those_before_the_text() -> None:
    """Links in the text are mentions only; heads speak of the own contact."""
    people = vault(
        {
            "Zoe.md": PERSON
            + "- 2026-01-02 lunch with [[Omar]] and [[Sara]]: about [[Ada]]\n- 2026-01-03 sent with [[Omar]]: x\n",
            "Omar.md": PERSON,
            "Sara.md": PERSON,
            "Ada.md": PERSON,
        }
    )
    assert touches(people, "Zoe.md") == ["2026-01-02 lunch both Zoe.md:4", "2026-01-03 sent sent Zoe.md:5"]
    assert touches(people, "Omar.md") == ["2026-01-02 lunch both Zoe.md:4", "2026-01-03 sent both Zoe.md:5"]
    assert touches(people, "Sara.md") == ["2026-01-02 lunch both Zoe.md:4"]
    assert touches(people, "Ada.md") == []
    assert people.contacts["Ada.md"].backlinks == (("Zoe.md", 4),)


def test_in_a_note_of_nobody_heads_apply_to_all_who_are_named() -> None:
    """`sent with A and B` in a project's note waits for both."""
    people = vault({"Kiln.md": "- 2026-01-02 sent [[A]] and [[B]]: the plan\n", "A.md": PERSON, "B.md": PERSON})
    assert touches(people, "A.md") == touches(people, "B.md") == ["2026-01-02 sent sent Kiln.md:1"]


@pytest.mark.parametrize(
    ("line", "way"),
    [
        ("call", "both"),
        ("", "both"),
        ("a talk", "both"),
        ("sent: x", "sent"),
        ("call: x #no-reply", "sent"),
        ("heard: x", "heard"),
        ("x #owe-reply", "heard"),
        ("وصلني: نص", "heard"),
        ("gave: x", "none"),
        ("promised: x", "none"),
        ("asked: x", "none"),
        ("thanked: x", "none"),
        ("shared: x", "none"),
        ("intro: x", "none"),
        ("got: x", "answer"),
        ("they promised: x", "answer"),
        ("they asked: x", "answer"),
        ("note: x", None),
        ("next: x", None),
        ("outcome: x", None),
    ],
)
def test_who_wrote_to_whom(line: str, way: str | None) -> None:
    """Heads and tags say who wrote; a note, an outcome and a plan for next time are no contact."""
    people = vault({"Zoe.md": PERSON + f"- 2026-01-02 {line}\n"})
    assert [touch.way for touch in people.contacts["Zoe.md"].touches] == ([way] if way else [])


def test_contact_is_in_the_order_of_time() -> None:
    """Oldest first whatever the notes' direction; on one day the note's own order, its own contact's note last."""
    people = vault(
        {
            "Zoe.md": "---\ntype: person\nlast_contact: 2026-01-03\n---\n"
            "- 2026-01-03 call: b\n- 2026-01-03 mail: a\n- 2026-01-01 visit\n",
            "2026-01-03.md": "- lunch with [[Zoe]]\n",
            "Kiln.md": "- 2026-01-02 call with [[Zoe]]\n",
        }
    )
    assert touches(people, "Zoe.md") == [
        "2026-01-01 visit both Zoe.md:7",
        "2026-01-02 call both Kiln.md:1",
        "2026-01-03 lunch both 2026-01-03.md:1",
        "2026-01-03 - both Zoe.md:3",
        "2026-01-03 mail both Zoe.md:6",
        "2026-01-03 call both Zoe.md:5",
    ]


@pytest.mark.parametrize(
    ("path", "text", "head"),
    [
        ("Sync.md", "---\ndate: 2026-01-02\npeople: ['[[Zoe]]', '[[Nobody]]']\n---\n", "meeting"),
        ("Sync.md", "---\ndate: 2026-01-02\nattendees: Zoe\n---\n", "meeting"),
        ("2026-01-02 Sync.md", "---\nattendees: '[[People/Zoe|Z]]'\n---\n", "meeting"),
        ("Fair.md", "---\ntype: event\ndate: 2026-01-02\npeople: [[Zoe]]\n---\n", "event"),
    ],
)
def test_a_meeting_or_an_event_is_contact_with_its_people(path: str, text: str, head: str) -> None:
    """A date and people make contact with each of them, at the line that names them."""
    people = vault({"People/Zoe.md": PERSON, path: text})
    (touch,) = next(one for one in people.contacts.values() if one.path == "People/Zoe.md").touches
    assert (touch.date, touch.head, touch.way, touch.path) == (date(2026, 1, 2), head, "both", path)
    assert "Zoe" in text.split("\n")[touch.line - 1]


@pytest.mark.parametrize(
    "text",
    [
        "---\npeople: [[Zoe]]\n---\n",
        "---\ndate: 2026-01-02\n---\n[[Zoe]]\n",
        "---\ndate: 2026-02-30\npeople: [[Zoe]]\n---\n",
    ],
)
def test_without_a_day_or_people_there_was_no_meeting(text: str) -> None:
    """People without a date, or a date without people, say nothing."""
    assert touches(vault({"Zoe.md": PERSON, "Sync.md": text}), "Zoe.md") == []


def test_follow_ups_come_from_tasks_and_promises() -> None:
    """Open tasks and promises of a contact's note, and tasks elsewhere that link one, each with its own key."""
    people = vault(
        {
            "Zoe.md": PERSON
            + "- 2026-01-02 call\n  - promised: clay by Friday\n  - [x] promised: glaze\n  - they promised: an intro\n"
            "  - promised:\n- [ ] send it\n- [ ] send it\n- [ ] call 🆔 c1\n- [x] done\n",
            "Kiln.md": "- [ ] ask [[Zoe]] and [[Omar]] 📅 2026-02-01\n- [ ] nobody\n"
            "- 2026-01-05 call with [[Zoe]]\n  - promised: a kiln\n",
            "Omar.md": PERSON,
        }
    )
    found = [
        (one.text, one.mine, one.promised, one.path, one.line, one.due, one.since)
        for one in people.contacts["Zoe.md"].follow_ups
    ]
    day = date(2026, 1, 2)
    assert found == [
        ("a kiln", True, True, "Kiln.md", 4, None, date(2026, 1, 5)),
        ("ask Zoe and Omar", True, False, "Kiln.md", 1, date(2026, 2, 1), None),
        ("clay by Friday", True, True, "Zoe.md", 5, date(2026, 1, 9), day),
        ("an intro", False, True, "Zoe.md", 7, None, day),
        ("send it", True, False, "Zoe.md", 9, None, None),
        ("send it", True, False, "Zoe.md", 10, None, None),
        ("call", True, False, "Zoe.md", 11, None, None),
    ]
    keys = [one.key for one in people.contacts["Zoe.md"].follow_ups]
    assert len(set(keys)) == len(keys)
    assert keys[-1] == "c1"
    assert [one.text for one in people.contacts["Omar.md"].follow_ups] == ["ask Zoe and Omar"]


def test_a_link_in_front_matter_is_a_backlink() -> None:
    """Links of properties count as links, at their lines."""
    people = vault({"Zoe.md": PERSON, "Omar.md": "---\ntype: person\nmet: 2020-01-01 via [[Zoe]]\n---\n"})
    assert people.contacts["Zoe.md"].backlinks == (("Omar.md", 3),)


def test_what_relnotes_wrote_is_never_read_back() -> None:
    """A note that begins with relnotes' own mark says nothing, wherever it lies."""
    people = vault(
        {"Zoe.md": PERSON, "2026-01-02.md": f"{OUTPUT_MARK}\n- met [[Zoe]]\n- [ ] call [[Zoe]]\n"},
        Config(mentions="all"),
    )
    assert (people.contacts["Zoe.md"].touches, people.contacts["Zoe.md"].follow_ups) == ((), ())


def test_readers_who_answer_a_post() -> None:
    """A reader with a note has written to me; one without is something to answer. Neither is a post of mine."""
    blog = (
        "---\ntype: writing\n---\n- 2026-11-20 heard: somebody asks for the config\n"
        "- 2026-11-18 heard with [[Zoe]]: which magazine?\n- 2026-10-18: three dashboards\n"
        "  - heard: [[Omar]] asks how\n  - [x] heard: [[Zoe]] liked it\n"
    )
    people = vault({"Blog.md": blog, "Zoe.md": PERSON, "Omar.md": PERSON})
    assert touches(people, "Blog.md") == ["2026-10-18 - both Blog.md:6"]
    assert touches(people, "Zoe.md") == ["2026-11-18 heard heard Blog.md:5"]
    assert touches(people, "Omar.md") == ["2026-10-18 heard heard Blog.md:7"]
    assert [(one.text, one.reader, one.line) for one in people.contacts["Blog.md"].follow_ups] == [
        ("somebody asks for the config", True, 4)
    ]


def test_people_at_a_community() -> None:
    """What a community's log says of people counts for them; a message of its own is my turn with the community."""
    circle = (
        "---\ntype: community\n---\n- 2026-11-20 heard: the organisers ask for a talk\n"
        "- 2026-10-27 event with [[Zoe]] and [[Omar]]: alerts\n  - heard: [[Omar]] wants the slides\n"
    )
    people = vault({"Circle.md": circle, "Zoe.md": PERSON, "Omar.md": PERSON})
    assert touches(people, "Circle.md") == ["2026-10-27 event both Circle.md:5", "2026-11-20 heard heard Circle.md:4"]
    assert touches(people, "Zoe.md") == ["2026-10-27 event both Circle.md:5"]
    assert touches(people, "Omar.md") == ["2026-10-27 event both Circle.md:5", "2026-10-27 heard heard Circle.md:6"]
