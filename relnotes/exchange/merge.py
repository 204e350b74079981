"""A draft into the note that it means: what the note does not say yet is added, and nothing in it is overruled."""

import re
from collections.abc import Callable
from datetime import date

from msgspec import Struct

from relnotes.edit.lists import add_to_list
from relnotes.edit.log import Draft as Entry
from relnotes.edit.log import add_entry
from relnotes.edit.properties import set_property
from relnotes.edit.refused import Refused
from relnotes.exchange.compose import Style, entry_words, log_line, position_text, settle
from relnotes.exchange.days import written
from relnotes.exchange.draft import Draft, LogLine
from relnotes.exchange.imported import Imported, add_imported, missing, read_imported
from relnotes.exchange.likeness import equal_company, id_key, is_company, mail_key, name_key, profile_key, same_company
from relnotes.model import Fields, Note, Position, Splice
from relnotes.parse.frontmatter import Value, parse_front_matter
from relnotes.parse.note import parse_note
from relnotes.parse.source import Source
from relnotes.parse.splice import apply, byte_offset
from relnotes.parse.when import Unreadable, latin_digits, read_position
from relnotes.parse.words import fold, plain
from relnotes.render.clean import shown


class Sighting(Struct, frozen=True):
    """What an earlier file of the same source said of a person, and when."""

    company: str
    role: str
    when: date


class Change(Struct, frozen=True):
    """One thing that an import adds to a note: of which kind, and what."""

    kind: str
    text: str


class Merged(Struct, frozen=True):
    """A note with what a draft adds. ``differs`` is what the file says otherwise and the note keeps its own way."""

    data: bytes
    changes: tuple[Change, ...] = ()
    differs: tuple[Change, ...] = ()
    refused: tuple[str, ...] = ()


def merge(path: str, data: bytes, draft: Draft, when: date, style: Style, seen: Sighting | None = None) -> Merged:
    """`data`, the note at `path`, with what `draft` adds; `when` is the day on which the draft was true.

    With a `seen` from before, a change between the two files is known by its time; without, only that there is one.
    """
    work = _Work(path, data, settle(draft), when, seen)
    if not work.note.readable:
        return Merged(data, refused=(f"{path}: the note cannot be read; mend it first.",))
    work.lists()
    work.singles()
    work.job()
    work.log(style)
    work.rest(style)
    return Merged(work.data, tuple(work.changes), tuple(work.differs), tuple(work.refused))


class _Work:
    """A note while a draft is put into it, step by step; each step is an edit that is checked by itself."""

    def __init__(self, path: str, data: bytes, draft: Draft, when: date, seen: Sighting | None) -> None:
        self.path = path
        self.data = data
        self.draft = draft
        self.when = when
        self.seen = seen
        self.changes: list[Change] = []
        self.differs: list[Change] = []
        self.refused: list[str] = []
        self.note: Note = parse_note(path, data)

    @property
    def fields(self) -> Fields:
        return self.note.fields

    def edit(self, change: Change, edit: Callable[[bytes], bytes]) -> bool:
        try:
            data = edit(self.data)
        except Refused as error:
            self.refused.append(str(error))
            return False
        if data != self.data:
            self.data = data
            self.note = parse_note(self.path, data)
            self.changes.append(change)
        return True

    def set(self, name: str, value: str) -> bool:
        value = shown(value)
        return self.edit(Change(name, value), lambda data: set_property(self.path, data, name, value))

    def add(self, name: str, values: list[str], *, first: bool = False) -> bool:
        shown_values = tuple(shown(value) for value in values)
        change = Change(name, "; ".join(shown_values))
        return self.edit(change, lambda data: add_to_list(self.path, data, name, shown_values, first=first))

    def lists(self) -> None:
        """Addresses and numbers that the note does not have, however it writes those that it has."""
        draft, fields = self.draft, self.fields
        for name, values, known, key in (
            ("email", draft.email, fields.email, mail_key),
            ("phone", draft.phone, fields.phone, _phone_key),
            ("url", draft.url, fields.url, _url_key),
            ("aliases", draft.aliases, (self.note.name, *fields.aliases), name_key),
            ("tags", draft.tags, fields.tags, plain),
        ):
            old = {key(one) or fold(one) for one in known}
            texts = [text for one in values if (text := shown(one).strip())]
            fresh = {key(one) or fold(one): one for one in texts if (key(one) or fold(one)) not in old}
            if fresh:
                self.add(name, list(fresh.values()))

    def singles(self) -> None:
        """Single facts are added where there are none; others are the user's."""
        draft = self.draft
        birthday = written(draft.birthday) if draft.birthday else ""
        wishes = [("birthday", birthday), ("location", draft.location), ("met", draft.met)]
        wishes += [(name, ", ".join(values)) for name, values in draft.more]
        for name, value in wishes:
            if not value:
                continue
            old = getattr(self.fields, name)
            wanted = getattr(parse_note("x.md", f'---\n{name}: "{_escaped(value)}"\n---\n'.encode()).fields, name)
            if not old:
                self.set(name, value)
            elif old != wanted and fold(str(old)) != fold(str(wanted)):
                self.differs.append(Change(name, value))
        if name_key(draft.name) not in {name_key(one) for one in (self.note.name, *self.fields.aliases)}:
            self.differs.append(Change("name", draft.name))

    # --- the job ---------------------------------------------------------------------------------------------------

    def job(self) -> None:
        draft, fields = self.draft, self.fields
        company, role = draft.company, draft.role
        if not is_company(company):
            if company and fields.company and not same_company(company, fields.company):
                self.differs.append(Change("company", company))
            return
        current = self._current()
        known = [fields.company, *(job.company for job in fields.positions)]
        if not current:
            if not any(equal_company(company, one) for one in known if one):
                self.set("company", company)
                self._role(role)
        elif same_company(company, current):
            self._role(role)
        elif any(same_company(company, one) for one in known if one) or not self._follows(current):
            # The file is behind the note, or the note knows better.
            self.differs.append(Change("company", f"{company}{f', {role}' if role else ''}"))
        else:
            self._move(current, company, role)

    def _current(self) -> str:
        """The company where the note says that they work."""
        jobs = [job for job in self.fields.positions if job.current]
        return self.fields.company or (max(jobs, key=lambda job: job.start or date.min).company if jobs else "")

    def _follows(self, current: str) -> bool:
        """Whether the note says what the file said before: then it follows; else its own word stands."""
        return self.seen is None or same_company(self.seen.company, current)

    def _role(self, role: str) -> None:
        """A title is reworded often; the note takes it only where it has none, or had the file's former one."""
        old = self.fields.role
        if not role or fold(role) == fold(old):
            return
        if not old or (self.seen is not None and fold(self.seen.role) == fold(old)):
            self.set("role", role)
        else:
            self.differs.append(Change("role", role))

    def _move(self, current: str, company: str, role: str) -> None:
        """A new job: the former one gets its end, the new one its beginning, as far as these are known."""
        known = self.seen is not None and 0 <= (self.when - self.seen.when).days <= _A_YEAR
        start = self.when.replace(day=1) if known else None
        before = self.data, self.note, len(self.changes)
        former = [job for job in self.fields.positions if same_company(job.company, current)]
        new = Position(company, role, start, None, start is not None)
        jobs = [new] if former else [new, Position(current, self.fields.role, None, start if known else None)]
        steps = [
            self._close(current, start),
            self.add("positions", [position_text(job) for job in self._ordered(jobs)], first=self._newest_first()),
            not self.fields.company or self.set("company", company),
            not role or not self.fields.role or self.set("role", role),
        ]
        if not all(steps):
            self.data, self.note = before[0], before[1]
            del self.changes[before[2] :]
            return
        del self.changes[before[2] :]
        since = f"since {start:%Y-%m}" if start else "since when is not known"
        self.changes.append(Change("job", f"{current} → {company}{f', {role}' if role else ''}, {since}"))

    def _newest_first(self) -> bool:
        starts = [job.start for job in self.fields.positions if job.start]
        return len(starts) > 1 and starts[0] > starts[-1]

    def _ordered(self, jobs: list[Position]) -> list[Position]:
        return jobs if self._newest_first() else jobs[::-1]

    def _close(self, company: str, end: date | None) -> bool:
        """Give the position that is said to last until now its end; without a known one, only its beginning stays."""
        source = Source(self.path, self.data)
        front = parse_front_matter(source)
        values = [value for key, value in front.pairs if fold(key.text) == "positions"]
        for item in (part for value in values for part in ([value] if value.items is None else value.items)):
            if not item.scalar:
                if _mapping_company(item, company) and self._lasts(company):
                    self.refused.append(f"{self.path}:{source.line(item.start)}: close this position by hand.")
                    return False
                continue
            try:
                job = read_position(item.text)
            except Unreadable:
                continue
            if job.current and same_company(job.company, company):
                raw = source.text[item.start : item.end]
                match = _UNTIL_NOW.search(latin_digits(raw))
                if match is None:
                    return False
                text = f" to {end:%Y-%m}" if end and job.start and end >= job.start else ""
                at = item.start + match.start()
                splice = Splice(
                    byte_offset(self.data, at), byte_offset(self.data, item.start + match.end()), text.encode()
                )
                self.data = apply(self.data, (splice,))
                self.note = parse_note(self.path, self.data)
        return True

    def _lasts(self, company: str) -> bool:
        return any(job.current and same_company(job.company, company) for job in self.fields.positions)

    # --- what has no property --------------------------------------------------------------------------------------

    def log(self, style: Style) -> None:
        """Contact on days of which the note tells nothing yet."""
        days = {entry.date for entry in self.note.entries}
        told = {(entry.date, fold(entry.text)) for entry in self.note.entries}
        fresh = [line for line in self.draft.log if line.date not in days or _by_text(line, told)]
        if fresh:
            change = Change("log", "\n".join(log_line(line).removeprefix("- ") for line in fresh))
            entries = [Entry(line.date, entry_words(line)) for line in fresh]
            self.edit(change, lambda data: _with_entries(self.path, data, entries, style.log_heading))

    def rest(self, style: Style) -> None:
        draft = self.draft
        extra = list(draft.extra)
        have = dict(self.fields.dates)
        extra += [(label, written(day)) for label, day in draft.dates if have.get(label) != day]
        card = draft.card
        if draft.id and id_key(draft.id) != id_key(self.fields.id):
            # The note's own id stays, since calendars know it; the card's is kept for the way back.
            extra += [] if card else [("id", draft.id)]
            card += (f"UID:{draft.id}",) * bool(card)
        told = {fold(task.text) for task in self.note.tasks}
        fresh = [task for task in draft.tasks if fold(shown(task.text)) not in told]
        extra += [("task", f"{task.text} {task.due or ''}".strip()) for task in fresh]
        new = missing(read_imported(self.data.decode()), Imported(tuple(extra), draft.text, card))
        if new:
            text = "; ".join([*(f"{label}: {value}" for label, value in new.extra), *([new.text] * bool(new.text))])
            count = f"{len(new.card)} lines of the card" if new.card else ""
            said = "; ".join(part for part in (text, count) if part)
            self.edit(Change("kept", said), lambda data: add_imported(data, new, style.imported))


_A_YEAR = 366
_UNTIL_NOW = re.compile(
    r"\s*(?:to|until|–|—|\.\.|-|إلى|حتى)\s*(?:now|present|today|current|الآن|اليوم)?(?=[\"']?\s*$)", re.IGNORECASE
)


def _with_entries(path: str, data: bytes, entries: list[Entry], heading: str) -> bytes:
    for entry in entries:
        data = add_entry(path, data, entry, heading)
    return data


def _by_text(line: LogLine, told: set[tuple[date, str]]) -> bool:
    """Whether a line says in words of its own what the note does not say of that day."""
    return bool(line.people) and bool(line.text) and (line.date, fold(line.text)) not in told


def _mapping_company(item: Value, company: str) -> bool:
    texts = [value.text for key, value in item.pairs or [] if fold(key.text) in {"company", "org", "employer"}]
    return any(same_company(text, company) for text in texts)


def _phone_key(number: str) -> str:
    """A number by its last nine digits: with and without the code of the country it is the same."""
    return re.sub(r"\D", "", latin_digits(number))[-9:]


def _url_key(url: str) -> str:
    return profile_key(url) or re.sub(r"^(?:https?://)?(?:www\.)?", "", url.strip().rstrip("/")).casefold()


def _escaped(value: str) -> str:
    return shown(value).replace("\\", "\\\\").replace('"', '\\"')
