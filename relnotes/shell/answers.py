"""The answers in Due.md: taken into the notes, each once, and the list written anew without them.

First the note, safe on the disk, then the list: whatever ends the process in between, the next pass finds the answer
in both, and by its mark in the note knows that it has been taken.
"""

import contextlib
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec import Struct

from relnotes.edit.answers import log_answer, until_in
from relnotes.edit.properties import set_property
from relnotes.edit.refused import Refused
from relnotes.edit.tasks import Open, cancel, put_off, tick
from relnotes.model import Config, Contact, FollowUp, Item
from relnotes.parse.answers import Answer, parse_answers
from relnotes.parse.layout import OUTPUT_MARK
from relnotes.parse.links import stem
from relnotes.parse.when import Unreadable
from relnotes.parse.words import Heads
from relnotes.render.answering import Left
from relnotes.schedule.asking import person_mark, task_mark
from relnotes.schedule.listing import is_now
from relnotes.shell.disk import Scan, read_output, signature
from relnotes.shell.errors import Busy, CannotRun
from relnotes.shell.live import Today, compute
from relnotes.shell.snapshot import Snapshot, take_snapshot
from relnotes.shell.write import Edit, change_notes
from relnotes.vault import resolve

# While the user may still be typing behind a tick, the list is left alone: seconds since it was saved.
TYPING = 20.0
# A list saved longer ago says nothing of the day of its answers: the file was copied, or a clock is wrong.
_RECENT = timedelta(days=31)


class Taken(Struct, frozen=True):
    """What a pass over the answers has done.

    ``seen`` are the bytes of the list that were read, ``copies`` those of its conflict copies, by path.
    """

    written: tuple[str, ...] = ()
    words: Mapping[str, str] = {}
    """What stands behind a name that is not ticked yet, by contact."""
    left: tuple[Left, ...] = ()
    seen: bytes | None = None
    copies: Mapping[str, bytes] = {}
    later: bool = False
    """The list, or a note, is in somebody's hands just now: the list is not to be written yet."""


def take_answers(
    root: Path, config: Config, snapshot: Snapshot, day: Today, now: float
) -> tuple[Snapshot, Today, Taken]:
    """Bring every answer into its note; the vault as it is then, and what is left of the list.

    `now` is the time in seconds since 1970, by which a list that was saved just now is known.
    """
    every = _read_lists(root, config)
    seen = every.get(config.due_path)
    answers = {path: parse_answers(data) for path, data in every.items()}
    if not any(answers.values()):
        return snapshot, day, Taken(seen=seen, copies=_without(every, config.due_path))
    if any(answers[path] and 0 <= now - _saved(root / path) < TYPING for path in answers):
        return snapshot, day, Taken(seen=seen, later=True)
    pass_ = _Pass(root, config, snapshot, day)
    for path, found in answers.items():
        on = _day_of(root / path, config, day.window.today)
        # The list's own lines first: words that wait stay behind the name, and further ones below.
        for answer in sorted(found, key=lambda one: not one.mark):
            pass_.take(answer, on)
    taken = Taken(
        tuple(dict.fromkeys(pass_.written)),
        pass_.words,
        tuple({one.line: one for one in pass_.left}.values()),
        seen,
        _without(every, config.due_path),
        pass_.busy,
    )
    return pass_.snapshot, pass_.day, taken


def _without(every: Mapping[str, bytes], path: str) -> Mapping[str, bytes]:
    return {one: data for one, data in every.items() if one != path}


# --- the lists -----------------------------------------------------------------------------------------------------


def _read_lists(root: Path, config: Config) -> dict[str, bytes]:
    """The list and the copies that sync tools made of it, by path; only what relnotes itself wrote once."""
    found: dict[str, bytes] = {}
    folder, _, name = config.due_path.rpartition("/")
    # Syncthing; Obsidian Sync and Dropbox; iCloud.
    copy = re.compile(
        re.escape(stem(name)) + r"(?:\.sync-conflict-.*| ?\(.*conflicted copy.*\)| \d+)\.md", re.IGNORECASE
    )
    paths = [config.due_path]
    with contextlib.suppress(OSError):
        names = sorted(entry.name for entry in (root / folder).iterdir() if copy.fullmatch(entry.name))
        paths += [f"{folder}/{one}" if folder else one for one in names]
    for path in paths:
        data = read_output(root / path)
        if data is not None and data.startswith((OUTPUT_MARK.encode(), b"\xef\xbb\xbf" + OUTPUT_MARK.encode())):
            found[path] = data
    return found


def _saved(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _day_of(path: Path, config: Config, today: date) -> date:
    """The day on which a list was saved last, which is when it was answered, if that can be known."""
    zone = ZoneInfo(config.timezone) if config.timezone else None
    saved = datetime.fromtimestamp(_saved(path), UTC).astimezone(zone).date()
    return saved if today - _RECENT <= saved <= today else today


# --- one answer ----------------------------------------------------------------------------------------------------


class _Pass:
    """Takes answers one by one; each sees the notes as those before it have left them."""

    def __init__(self, root: Path, config: Config, snapshot: Snapshot, day: Today) -> None:
        self.root = root
        self.config = config
        self.snapshot = snapshot
        self.day = day
        self.heads = Heads(config.contact_kinds)
        self.written: list[str] = []
        self.words: dict[str, str] = {}
        self.left: list[Left] = []
        self.busy = False

    def take(self, answer: Answer, on: date) -> None:
        """Write what an answer means into the note, or leave its line with the reason."""
        try:
            if answer.task:
                self._task(answer, on)
            else:
                self._person(answer, on)
        except Unreadable:
            self._leave(answer, "unclear", answer.words)
        except Busy:
            self.busy = True
        except (Refused, CannotRun) as error:
            self._leave(answer, "refused", str(error))

    def _leave(self, answer: Answer, reason: str, what: str = "") -> None:
        self.left.append(Left(answer.line, reason, what))

    def _person(self, answer: Answer, on: date) -> None:
        person = self._whom(answer)
        if person is None:
            self._leave(answer, "nobody", answer.target or answer.words)
        elif answer.status == " ":
            self._wait(person, answer)
        elif answer.status in "xX":
            heading, items = self.config.log_heading, self._asked(person)
            self._write(person.path, lambda data: log_answer(data, person, answer, on, heading, self.heads, items))
        elif answer.status == ">":
            until = until_in(answer, on)
            if until > self.day.window.today and self._holds(person, answer, until):
                value = until.isoformat()
                self._write(person.path, lambda data: set_property(person.path, data, "snooze_until", value))
        elif answer.status == "-":
            if answer.words:
                self._leave(answer, "words")
            elif self._holds(person, answer):
                self._write(person.path, lambda data: set_property(person.path, data, "paused", "true"))
        else:
            self._leave(answer, "sign", answer.status)

    def _whom(self, answer: Answer) -> Contact | None:
        """The contact whom a line links: by the note's name, else by what the link shows, else by the mark."""
        people = {contact.path: contact for contact in self.day.vault.contacts.values()}
        for name in (answer.target, answer.shown):
            path = resolve(self.day.vault.names, name) if name else None
            if path in people:
                return people[path]
        marked = [one for one in people.values() if answer.mark and person_mark(one) == answer.mark]
        return marked[0] if marked else None

    def _wait(self, person: Contact, answer: Answer) -> None:
        """Words without a tick stay behind the name, or in the list where that name is gone from it."""
        if answer.mark and any(answer.mark in line for line in self._lines(person)):
            return
        listed = bool(self._asked(person))
        if listed and person.id not in self.words:
            self.words[person.id] = answer.words
        elif not listed or self.words[person.id] != answer.words:
            self._leave(answer, "open")

    def _asked(self, person: Contact) -> list[Item]:
        """What the list says of somebody by now."""
        return [item for item in self.day.agenda.items if item.contact == person.id and is_now(item)]

    def _lines(self, person: Contact) -> list[str]:
        data = read_output(self.root / person.path) or b""
        return data.decode("utf-8", "replace").splitlines()

    def _holds(self, person: Contact, answer: Answer, until: date | None = None) -> bool:
        """Whether what the list asked still stands, so that an answer that leaves no mark is to be written."""
        fields = person.fields
        if fields.paused is True or (until and fields.snooze_until and fields.snooze_until >= until):
            return False
        if not answer.mark or person_mark(person) == answer.mark:
            return True
        if until is None or self._asked(person):
            # There was contact since, or the like: whether it is still meant, only its writer knows.
            self._leave(answer, "changed")
        return False

    def _task(self, answer: Answer, on: date) -> None:
        found = [
            one
            for contact in self.day.vault.contacts.values()
            for one in contact.follow_ups
            if task_mark(contact, one) == answer.mark
        ]
        if not found:
            # It was ticked, or put off, or taken away: the question is gone.
            return
        if answer.status not in "xX>-":
            self._leave(answer, "sign", answer.status)
        elif answer.words and answer.status != ">":
            self._leave(answer, "words")
        else:
            self._write(found[0].path, self._task_edit(found[0], answer, on))

    def _task_edit(self, one: FollowUp, answer: Answer, on: date) -> Edit:
        wanted = Open(one.text, one.line)
        if answer.status == ">":
            until = until_in(answer, on)
            return lambda data: put_off(one.path, data, wanted, until, self.heads)
        edit = cancel if answer.status == "-" else tick
        return lambda data: edit(one.path, data, wanted, on, self.heads)

    def _write(self, path: str, edit: Edit) -> None:
        if change_notes(self.root, {path: edit}):
            self.written.append(path)
            self._read_again(path)
            self.day = compute(self.root, self.config, self.snapshot, self.day.window.today, kept=self.day.kept)

    def _read_again(self, path: str) -> None:
        """See the one note that was written; what else happened in the vault is for the next look at it."""
        now = signature(self.root / path)
        there = {**self.snapshot.signatures, **({path: now} if now else {})}
        found = Scan(there, self.snapshot.problems)
        self.snapshot = take_snapshot(self.root, self.config, self.snapshot, found=found)
