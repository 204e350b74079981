"""Answers in Due.md go into the notes: each once, whatever happens to the list and to us in between."""

import contextlib
import os
import shutil
import tempfile
import time
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from relnotes.parse.note import parse_note
from relnotes.shell import outputs, write
from relnotes.shell.answers import TYPING
from relnotes.shell.disk import load_config
from relnotes.shell.live import compute
from relnotes.shell.outputs import Done, bring_up_to_date
from relnotes.shell.snapshot import take_snapshot
from relnotes.shell.swap import swap

TODAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("Africa/Cairo")).timestamp()
TOML = 'timezone = "Africa/Cairo"\n[due]\nanswers = true\n'
NAMES = ("Leila Hassan", "Omar", "ليلى")


def build(root: Path) -> Path:
    root.mkdir(exist_ok=True)
    (root / "relnotes.toml").write_text(TOML)
    for name in NAMES:
        task = f"- [ ] book for {name} 📅 2026-11-20\n"
        front = "---\ntags: [person]\ncadence: 2w\n---\n"
        (root / f"{name}.md").write_text(f"{front}## Log\n- 2026-01-02 call: begin\n\n{task}")
    return root


def pass_over(root: Path, day: date = TODAY, waited: float = 100.0) -> Done:
    """One pass, `waited` seconds after the list was saved."""
    config = load_config(root)
    snapshot = take_snapshot(root, config)
    due = root / "Due.md"
    saved = due.stat().st_mtime if due.exists() else NOON
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(time, "time", lambda: saved + waited)
        patch.setattr(write, "_LATE", 0.0)
        return bring_up_to_date(root, config, snapshot, compute(root, config, snapshot, day))


def answer(root: Path, name: str, box: str, words: str = "", of: str = "due", file: str = "Due.md") -> bool:
    """Put a sign into somebody's box, and words behind; False when there is no such box."""
    lines = (root / file).read_text().split("\n")
    for nth, line in enumerate(lines):
        if f"[[{name}#^{of}-" in line and line.lstrip().startswith("- ["):
            lines[nth] = line.replace("- [ ]", f"- [{box}]", 1) + f" {words}".rstrip()
            save(root / file, "\n".join(lines))
            return True
    return False


def save(path: Path, text: str) -> None:
    path.write_text(text)
    os.utime(path, (NOON, NOON))


def log_of(root: Path, name: str) -> list[str]:
    return [line for line in (root / f"{name}.md").read_text().splitlines() if line.startswith("- 2026")]


def due(root: Path) -> str:
    return (root / "Due.md").read_text()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = build(tmp_path / "vault")
    pass_over(folder)
    return folder


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("coffee: new job", "- 2026-11-23 coffee: new job"),
        ("", "- 2026-11-23"),
        (": new job ✅ 2026-11-21", "- 2026-11-21 new job"),
        ("2026-11-20 lunch", "- 2026-11-20 lunch"),
        ("yesterday coffee", "- 2026-11-22 coffee"),
        ("أمس، قهوة", "- 2026-11-22 قهوة"),
        ("lunch with [[Omar]]: plans #outcome", "- 2026-11-23 lunch with [[Omar]]: plans #outcome"),
    ],
)
def test_a_tick_becomes_a_log_line(root: Path, words: str, line: str) -> None:
    """With the words behind it, on the day that they name; the list is written anew, and a second pass does nothing."""
    assert answer(root, "Leila Hassan", "x", words)
    done = pass_over(root)
    assert done.written[0] == "Leila Hassan.md"
    first = log_of(root, "Leila Hassan")[0]
    assert first.rpartition(" ^due-")[0] == line
    assert "[x]" not in due(root)
    note = parse_note("A.md", (root / "Leila Hassan.md").read_bytes())
    assert "^due" not in note.entries[0].text
    assert pass_over(root).written == ()


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("", "- 2026-11-23"),
        ("mail: a card", "- 2026-11-23 mail: a card"),
        ("thanked: a lot", "- 2026-11-23 thanked: a lot"),
    ],
)
def test_a_tick_thanks(root: Path, words: str, line: str) -> None:
    """Who is on the list for a word of thanks has it, once: an older list and a second machine add nothing."""
    path = root / "Omar.md"
    path.write_text(path.read_text().replace("## Log\n", "## Log\n- 2026-11-20 call: b\n  - got: a [[book]]\n"))
    pass_over(root)
    assert "You got this on 20 November" in due(root)
    assert answer(root, "Omar", "x", words)
    ticked = due(root)
    shutil.copytree(root, root.parent / "other")
    pass_over(root)
    text = path.read_text()
    first = text.partition("## Log\n")[2].split("\n")
    assert first[0].rpartition(" ^due-")[0] == line
    assert first[1] == ("- 2026-11-20 call: b" if "thanked" in words else "  - thanked: a book")
    assert "You got this" not in due(root)
    save(root / "Due.md", f"{ticked}\n")
    pass_over(root)
    pass_over(root.parent / "other")
    assert path.read_text() == text == (root.parent / "other" / "Omar.md").read_text()


def test_put_off_rest_and_follow_ups(root: Path) -> None:
    """[>] puts off, [-] rests; a follow-up is ticked, put off or given up where it stands."""
    answer(root, "Leila Hassan", ">")
    answer(root, "Leila Hassan", "x", of="task")
    answer(root, "Omar", "-")
    answer(root, "Omar", ">", "friday", of="task")
    answer(root, "ليلى", ">", "until 2026-12-24")
    answer(root, "ليلى", "-", of="task")
    pass_over(root)
    leila, omar, arabic = ((root / f"{name}.md").read_text() for name in NAMES)
    assert (
        "snooze_until: 2026-11-30\n" in leila and "- [x] book for Leila Hassan 📅 2026-11-20 ✅ 2026-11-23\n" in leila
    )
    assert "paused: true\n" in omar and "- [ ] book for Omar 📅 2026-11-27\n" in omar
    assert "snooze_until: 2026-12-24\n" in arabic and "- [-] book for ليلى 📅 2026-11-20 ❌ 2026-11-23\n" in arabic
    assert pass_over(root).written == ()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("- [x] [[Nobody]] coffee", "Nobody here is called “Nobody”."),
        ("- [x] who was it?", "Nobody here is called “who was it?”."),
        ("- [/] [[Omar]]", "“[/]” has no meaning here"),
        ("- [>] [[Omar]] sometime", "“sometime” is no day"),
        ("- [-] [[Omar]] tired of it", "Words have no place here"),
        ("- [ ] [[Omar]] one\n- [ ] [[Omar]] two", "Not ticked yet."),
    ],
)
def test_what_cannot_be_understood_stays(root: Path, line: str, reason: str) -> None:
    """The line stays in the list with the reason, is said, and is taken once it is mended."""
    save(root / "Due.md", due(root) + line + "\n")
    before = {path.name: path.read_bytes() for path in root.glob("*.md") if path.name != "Due.md"}
    done = pass_over(root)
    last = line.rsplit("\n", maxsplit=1)[-1]
    assert f"\n{last}\n  - {reason}" in due(root) and reason in done.said()[0]
    assert before == {path.name: path.read_bytes() for path in root.glob("*.md") if path.name != "Due.md"}
    assert pass_over(root).written == ()
    save(root / "Due.md", due(root).replace(last, "- [x] [[Omar]] coffee"))
    pass_over(root)
    assert log_of(root, "Omar")[0].startswith("- 2026-11-23 coffee ^due-") and reason not in due(root)


def test_nobody_is_disturbed_while_typing(root: Path) -> None:
    """A list saved just now is neither taken nor written; words without a tick stay behind the name."""
    answer(root, "Omar", "x", "cof")
    before = due(root)
    done = pass_over(root, waited=TYPING / 2)
    assert done.later and due(root) == before and len(log_of(root, "Omar")) == 1
    save(root / "Due.md", before.replace("[x]", "[ ]"))
    pass_over(root)
    assert "|Omar]] cof\n" in due(root)


def test_words_that_arrive_later(root: Path) -> None:
    """An answer taken while its writer was still typing is completed; what was changed in the note since stays."""
    ticked = due(root)
    answer(root, "Omar", "x", "coffee: ne")
    pass_over(root)
    save(root / "Due.md", ticked)
    answer(root, "Omar", "x", "coffee: new job")
    pass_over(root)
    assert log_of(root, "Omar")[0].startswith("- 2026-11-23 coffee: new job ^due-") and len(log_of(root, "Omar")) == 2
    note = root / "Omar.md"
    note.write_text(note.read_text().replace("coffee: new job", "coffee: new job at Acme"))
    for words, stays in (("coffee: new job", False), ("coffee: new boat", True)):
        save(root / "Due.md", ticked)
        answer(root, "Omar", "x", words)
        done = pass_over(root)
        assert len(log_of(root, "Omar")) == 2 and bool(done.said()) is stays


def test_a_tick_in_between_is_not_written_over(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is ticked between the reading of the list and its writing is there at the next pass."""
    write_list = outputs.write_list

    def late(*words: object) -> bool:
        answer(root, "ليلى", "x", "coffee")
        return write_list(*words)  # type: ignore[arg-type]

    answer(root, "Omar", "x", "call")
    monkeypatch.setattr(outputs, "write_list", late)
    assert pass_over(root).later
    monkeypatch.undo()
    pass_over(root)
    assert len(log_of(root, "ليلى")) == len(log_of(root, "Omar")) == 2


def test_somebody_elses_note_is_left_alone(root: Path) -> None:
    """A Due.md, or a copy of one, that relnotes did not write is no list."""
    save(root / "Due (conflicted copy 2026-11-23).md", "- [x] [[Omar]] coffee\n")
    pass_over(root)
    assert len(log_of(root, "Omar")) == 1 and (root / "Due (conflicted copy 2026-11-23).md").exists()


@pytest.mark.parametrize(
    "name",
    ["Due.sync-conflict-20261123-101010-ABCDEFG", "Due (Conflicted copy phone 202611231010)", "Due 2",
     "Due (Nadia's conflicted copy 2026-11-23)"],
)  # fmt: skip
def test_a_copy_of_the_list(root: Path, name: str) -> None:
    """However a sync tool names it: its answers are taken, what is not understood moves to the list, and it goes."""
    copy = root / f"{name}.md"
    save(copy, f"{due(root)}\n- [x] [[Omar]] coffee\n- [x] [[Nobody]] call\n")
    pass_over(root)
    assert log_of(root, "Omar")[0].startswith("- 2026-11-23 coffee ^due-")
    assert not copy.exists() and "- [x] [[Nobody]] call\n" in due(root)


class Killed(BaseException):
    """The process ends."""


class Answering(RuleBasedStateMachine):
    """Ticks, edits, passes, conflict copies, older lists and kills in any order: no answer twice, none lost."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.root = build(self.folder / "vault")
        self.tokens: dict[str, str] = {}
        self.lists: list[str] = []
        self.own: dict[str, str] = {}
        self.gifts: list[str] = []
        self.copies = 0

    def teardown(self) -> None:
        try:
            for _ in range(3):
                pass_over(self.root)
            for token, name in self.tokens.items():
                inside = (self.root / f"{name}.md").read_text().count(token)
                assert inside == 1 or (inside == 0 and token in due(self.root)), (token, due(self.root))
            assert not [path.name for path in self.root.iterdir() if "sync-conflict" in path.name]
        finally:
            shutil.rmtree(self.folder)

    @initialize()
    def begin(self) -> None:
        pass_over(self.root)
        self.lists.append(due(self.root))

    def token(self, name: str) -> str:
        token = f"word{len(self.tokens)}x"
        self.tokens[token] = name
        return token

    @rule(name=st.sampled_from(NAMES), words=st.sampled_from(["coffee: {}", "{}", "yesterday {} #outcome", "sent: {}"]))
    def tick(self, name: str, words: str) -> None:
        if f"[ ] [[{name}#^due-" in due(self.root):
            assert answer(self.root, name, "x", words.format(self.token(name)))
            self.lists.append(due(self.root))

    @rule(name=st.sampled_from(NAMES), box=st.sampled_from(["x", ">", "-"]), of=st.sampled_from(["due", "task"]))
    def tick_without_words(self, name: str, box: str, of: str) -> None:
        if f"#^{of}-" in due(self.root) and answer(self.root, name, box, of=of):
            self.lists.append(due(self.root))
            if of == "due" and box != "x":
                self.own.pop(name, None)

    @rule(name=st.sampled_from(NAMES))
    def write_a_line(self, name: str) -> None:
        save(self.root / "Due.md", f"{due(self.root)}\n- [x] [[{name}]]: {self.token(name)}\n")
        self.lists.append(due(self.root))

    @rule(data=st.data())
    def go_on_typing(self, data: st.DataObject) -> None:
        """A longer text of the same answer arrives."""
        ticked = [line for text in self.lists for line in text.split("\n") if "#^due-" in line and "word" in line]
        if ticked:
            line = data.draw(st.sampled_from(ticked))
            save(self.root / "Due.md", f"{due(self.root)}\n{line} and more\n")

    @rule(data=st.data())
    def an_older_list_comes_back(self, data: st.DataObject) -> None:
        """As by a sync tool: the list of now becomes a conflict copy."""
        self.copies += 1
        copy = self.root / f"Due.sync-conflict-20261123-{self.copies:06}-ABCDEFG.md"
        save(copy, due(self.root))
        save(self.root / "Due.md", data.draw(st.sampled_from(self.lists)))

    @rule(data=st.data())
    def a_copy_appears(self, data: st.DataObject) -> None:
        self.copies += 1
        copy = self.root / f"Due.sync-conflict-20261123-{self.copies:06}-ABCDEFG.md"
        save(copy, data.draw(st.sampled_from(self.lists)))

    @rule(name=st.sampled_from(NAMES), day=st.integers(1, 28))
    def edit_a_note(self, name: str, day: int) -> None:
        """More words in a log line, a line of one's own, a day of one's own to be put off until."""
        path = self.root / f"{name}.md"
        text = path.read_text()
        lines = text.split("\n")
        for nth, line in enumerate(lines):
            if line.startswith("- 2026") and " ^due-" in line and day % 2:
                lines[nth] = line.replace(" ^due-", " in detail ^due-")
        lines.insert(lines.index("## Log") + 1, f"- 2026-11-{day:02} note: by hand")
        if "snooze_until" in text:
            value = f"2027-01-{day:02}"
            lines = [f"snooze_until: {value}" if line.startswith("snooze_until") else line for line in lines]
            self.own[name] = value
        path.write_text("\n".join(lines))

    @rule(name=st.sampled_from(NAMES), day=st.integers(20, 23))
    def they_give(self, name: str, day: int) -> None:
        """Something to thank for, from the next day on."""
        path = self.root / f"{name}.md"
        self.gifts.append(f"gift{len(self.gifts)}x")
        line = f"## Log\n- 2026-11-{day} call: by hand\n  - got: {self.gifts[-1]}\n"
        path.write_text(path.read_text().replace("## Log\n", line, 1))

    @rule(days=st.integers(0, 2))
    def a_pass(self, days: int) -> None:
        pass_over(self.root, date(2026, 11, 23 + days))
        self.lists.append(due(self.root))

    @rule()
    def a_pass_while_typing(self) -> None:
        before = {path: path.read_bytes() for path in self.root.glob("*.md")}
        if pass_over(self.root, waited=1.0).later:
            assert before == {path: path.read_bytes() for path in self.root.glob("*.md")}

    @rule(moment=st.integers(1, 4), after=st.booleans())
    def a_kill(self, moment: int, after: bool) -> None:
        """The process ends before or behind one of its writes."""
        count = 0

        def killed(one: Path, other: Path) -> bool:
            nonlocal count
            count += 1
            done = swap(one, other) if after or count != moment else False
            if count == moment:
                raise Killed
            return done

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(write, "swap", killed)
            with contextlib.suppress(Killed):
                pass_over(self.root)

    @rule()
    def two_machines(self) -> None:
        """Another machine has the same files: both come to the same notes."""
        other = self.folder / "other"
        shutil.copytree(self.root, other)
        pass_over(self.root)
        pass_over(other)
        for path in self.root.glob("*.md"):
            assert path.read_bytes() == (other / path.name).read_bytes()
        shutil.rmtree(other)
        self.lists.append(due(self.root))

    @invariant()
    def never_twice(self) -> None:
        texts = {name: (self.root / f"{name}.md").read_text() for name in NAMES}
        for token, name in self.tokens.items():
            assert sum(text.count(token) for text in texts.values()) == texts[name].count(token) <= 1, token
        together = "".join(texts.values())
        for gift in self.gifts:
            assert together.count(f"- thanked: {gift}\n") <= 1, gift
        for name, value in self.own.items():
            assert f"snooze_until: {value}\n" in texts[name]


TestAnswering = Answering.TestCase
TestAnswering.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
