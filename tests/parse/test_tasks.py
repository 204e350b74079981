"""Tasks: fields of the Tasks plugin and of Dataview in any order, whose they are, and what they are history of."""

from datetime import date
from itertools import permutations

import pytest

from relnotes.model import Task
from tests.parse.build import log

DUE = date(2026, 12, 1)


def only(line: str) -> Task:
    """The one task of a line in a contact's note."""
    tasks = log(line).tasks
    assert len(tasks) == 1, tasks
    return tasks[0]


@pytest.mark.parametrize(
    "line",
    [
        "- [ ] send it 📅 2026-12-01",
        "* [ ] send it 📅 2026-12-01",
        "+ [ ] send it 📅 2026-12-01",
        "1. [ ] send it 📅 2026-12-01",
        "1) [ ] send it 📆 2026-12-01",
        "- [/] send it 🗓 2026-12-01",
        "- [ ] send it 📅️ 2026-12-01",
        "- [ ] send it 🗓️ 2026-12-01",
        "- [ ] send it 📅2026-12-01",
        "- [ ] send it 📅 ٢٠٢٦-١٢-٠١",
        "- [ ] send it ⏳ 2026-12-01",
        "- [ ] send it ⌛ 2026-12-01",
        "- [ ] send it ⏳ 2026-11-01 📅 2026-12-01",
        "- [ ] send it [due:: 2026-12-01]",
        "- [ ] send it (due:: 2026-12-01)",
        "- [ ] send it [due::2026-12-01]",
        "- [ ] send it [due:: [[2026-12-01]]]",
        "- [ ] send it [scheduled:: 2026-12-01]",
        "- [ ] send it 📅 2026-12-01 #work",
        "- [ ] send it #work 📅 2026-12-01",
        "- [ ] send it 📅 2026-12-01 ^abc-1",
        "- [ ] send it 🛫 2026-11-01 📅 2026-12-01",
        "- [ ] send it ⏫ 📅 2026-12-01 🔁 every week when done",
        "- [ ] send it 🔁 every month on the 1st 🏁 delete 📅 2026-12-01",
        "- [ ] send it ⛔ a1,b2 📅 2026-12-01",
        "- [ ] send it [priority:: high] [due:: 2026-12-01] [repeat:: every week]",
        "- [ ]   send   it  📅 2026-12-01  ",
        "> - [ ] send it 📅 2026-12-01",
        "> [!todo]\n> - [ ] send it 📅 2026-12-01",
        "- x\n  - [ ] send it 📅 2026-12-01",
    ],
)
def test_an_open_task_knows_its_due_day(line: str) -> None:
    """Every emoji, variation selector and inline field, with others around it, leaves the same words and day."""
    task = only(line)
    assert (task.text, task.due, task.open, task.mine) == ("send it", DUE, True, True)


@pytest.mark.parametrize(
    "fields", list(permutations(["📅 2026-12-01", "➕ 2026-11-01", "🆔 ab-1", "#waiting", "[priority:: low]"]))
)
def test_fields_stand_in_any_order(fields: tuple[str, ...]) -> None:
    """The fields behind the words are read whatever their order."""
    task = only(f"- [ ] an intro {' '.join(fields)}")
    assert (task.text, task.mine, task.due, task.since, task.id) == ("an intro", False, DUE, date(2026, 11, 1), "ab-1")


@pytest.mark.parametrize(
    ("line", "is_open", "done"),
    [
        ("- [x] send ✅ 2026-12-01", False, DUE),
        ("- [X] send ✅ 2026-12-01 📅 2026-11-01", False, DUE),
        ("- [x] send [completion:: 2026-12-01]", False, DUE),
        ("- [-] send ❌ 2026-12-01", False, DUE),
        ("- [x] send", False, None),
        ("- [/] send", True, None),
        ("- [?] send", True, None),
        ("- [ ] send", True, None),
    ],
)
def test_done_and_cancelled_tasks_are_history(line: str, is_open: bool, done: date | None) -> None:
    """A ticked or cancelled task is closed, on the day that it says."""
    task = only(line)
    assert (task.text, task.open, task.done) == ("send", is_open, done)


@pytest.mark.parametrize(
    ("line", "text", "mine"),
    [
        ("- [ ] they promised: an intro 📅 2026-12-01", "an intro", False),
        ("- [ ] They promised — an intro", "an intro", False),
        ("- [ ] وعدتني: مقدمة", "مقدمة", False),
        ("- [ ] an intro #waiting", "an intro", False),
        ("- [ ] #Waiting an intro", "an intro", False),
        ("- [ ] promised: an intro", "an intro", True),
        ("- [ ] وعدت: مقدمة", "مقدمة", True),
        ("- [ ] they promised much", "much", False),
        ("- [ ] they asked much", "they asked much", True),
        ("- [ ] [[Omar|O]]: **the** intro", "O: the intro", True),
    ],
)
def test_whose_a_task_is(line: str, text: str, mine: bool) -> None:
    """A task is mine unless it begins with `they promised` or waits."""
    task = only(line)
    assert (task.text, task.mine) == (text, mine)


@pytest.mark.parametrize(
    "line",
    [
        "- [ ]nospace",
        "- []",
        "- [ ]",
        "- [ ] 📅 2026-12-01",
        "- [ ] #waiting",
        "[ ] x",
        "```\n- [ ] x\n```",
        "%% - [ ] x %%",
        "<!-- - [ ] x -->",
        "    - [ ] x",
        "- `[ ] x`",
    ],
)
def test_what_is_no_task(line: str) -> None:
    """Empty boxes, code and comments are nobody's follow-up."""
    assert log(line).tasks == ()


def test_an_impossible_day_leaves_the_task_undated() -> None:
    """30 February is no due day; the task stays."""
    assert only("- [ ] send 📅 2026-02-30") == Task(text="send", line=4, open=True, mine=True)


def test_a_task_within_an_entry_is_as_old_as_the_entry() -> None:
    """An open task nested in a log entry is since that day, unless it says its own."""
    found = log("- 2026-01-02 call", "  - [ ] send it", "  - [ ] call back ➕ 2026-01-01", "- [ ] other")
    assert [task.since for task in found.tasks] == [date(2026, 1, 2), date(2026, 1, 1), None]


def test_a_promise_as_a_task_counts_from_its_created_day() -> None:
    """`promised … by Friday` with a created day is due on that Friday; its own due day wins."""
    assert only("- [ ] promised: x by Friday ➕ 2026-11-02").due == date(2026, 11, 6)
    assert only("- [ ] promised: x by Friday ➕ 2026-11-02 📅 2026-12-01").due == DUE
    assert only("- [ ] promised: x by Friday").due is None


def test_a_dated_task_below_next_time_is_a_follow_up() -> None:
    """Below Next time only a task with a due day is a task."""
    found = log("## Next time", "- [ ] ask", "- [ ] send 📅 2026-12-01")
    assert [task.text for task in found.tasks] == ["send"]
    assert [topic.text for topic in found.topics] == ["ask"]
