"""A draft into the note that it means: what the note does not say yet is added, and nothing in it is overruled."""

import re
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from relnotes.edit.log import Draft as Entry
from relnotes.edit.log import add_entry
from relnotes.exchange.compose import Style, entry_words, log_line, position_text, settle
from relnotes.exchange.days import written
from relnotes.exchange.draft import Draft, LogLine
from relnotes.exchange.imported import Imported, add_imported, missing, read_imported
from relnotes.exchange.job import Sighting, put_job
from relnotes.exchange.likeness import id_key, mail_key, name_key, profile_key
from relnotes.exchange.stamp import stamp
from relnotes.exchange.work import Change, Work
from relnotes.parse.note import parse_note
from relnotes.parse.when import latin_digits
from relnotes.parse.words import fold, plain
from relnotes.render.clean import shown


class Merged(Struct, frozen=True):
    """A note with what a draft adds. ``differs`` is what the file says otherwise and the note keeps its own way."""

    data: bytes
    changes: tuple[Change, ...] = ()
    differs: tuple[Change, ...] = ()
    refused: tuple[str, ...] = ()


def fill(path: str, data: bytes, draft: Draft, when: date, style: Style) -> Merged:
    """`data`, a new note from a template, with all that `draft` says; what the template says otherwise gives way."""
    work = Work(path, data)
    draft = settle(draft)
    if not work.fields.id:
        work.set("id", stamp(draft))
    if draft.name and work.note.name != shown(draft.name):
        work.set("name", draft.name)
    for name, value in (*_singles(draft), ("company", draft.company), ("role", draft.role)):
        if value:
            work.set(name, value)
    done = merge(path, work.data, draft, when, style)
    return replace(done, refused=(*work.refused, *done.refused))


def merge(path: str, data: bytes, draft: Draft, when: date, style: Style, seen: Sighting | None = None) -> Merged:
    """`data`, the note at `path`, with what `draft` adds; `when` is the day on which the draft was true.

    With a `seen` from before, a change between the two files is known by its time; without, only that there is one.
    """
    work = Work(path, data)
    if not work.note.readable:
        return Merged(data, refused=(f"{path}: the note cannot be read; mend it first.",))
    draft = settle(draft)
    _put_lists(work, draft)
    _put_singles(work, draft)
    put_job(work, draft.company, draft.role, when, seen)
    positions = _put_positions(work, draft)
    _put_log(work, draft, style)
    _keep_the_rest(work, draft, positions, style)
    return Merged(work.data, tuple(work.changes), tuple(work.differs), tuple(work.refused))


def _put_lists(work: Work, draft: Draft) -> None:
    """Addresses and numbers that the note does not have, however it writes those that it has."""
    fields = work.fields
    for name, values, known, key in (
        ("email", draft.email, fields.email, mail_key),
        ("phone", draft.phone, fields.phone, _phone_key),
        ("url", draft.url, fields.url, _url_key),
        ("aliases", draft.aliases, (work.note.name, *fields.aliases), name_key),
        ("tags", draft.tags, fields.tags, plain),
    ):
        old = {key(one) or fold(one) for one in known}
        texts = [text for one in values if (text := shown(one).strip())]
        fresh = {key(one) or fold(one): one for one in texts if (key(one) or fold(one)) not in old}
        if fresh:
            work.add(name, list(fresh.values()))


def _put_singles(work: Work, draft: Draft) -> None:
    """Single facts are added where there are none; others are the user's."""
    for name, value in _singles(draft):
        if not value:
            continue
        old = getattr(work.fields, name)
        wanted = getattr(parse_note("x.md", f'---\n{name}: "{_escaped(value)}"\n---\n'.encode()).fields, name)
        if not old:
            work.set(name, value)
        elif old != wanted and fold(str(old)) != fold(str(wanted)):
            work.differs.append(Change(name, value))
    if draft.name and name_key(draft.name) not in {name_key(one) for one in (work.note.name, *work.fields.aliases)}:
        work.differs.append(Change("name", draft.name))


def _singles(draft: Draft) -> list[tuple[str, str]]:
    """The facts of which a person has one each, but for their work."""
    birthday = written(draft.birthday) if draft.birthday else ""
    facts = [("birthday", birthday), ("location", draft.location), ("met", draft.met)]
    return facts + [(name, ", ".join(values)) for name, values in draft.more]


def _put_positions(work: Work, draft: Draft) -> list[str]:
    """Positions become the note's where it has none; which of them it does not have, where it has some."""
    told = {position_text(job) for job in work.fields.positions}
    texts = [text for job in draft.positions if (text := shown(position_text(job))) and text not in told]
    if told or not texts or not work.add("positions", texts):
        return texts
    return []


def _put_log(work: Work, draft: Draft, style: Style) -> None:
    """Contact on days of which the note tells nothing yet."""
    days = {entry.date for entry in work.note.entries}
    told = {(entry.date, fold(entry.text)) for entry in work.note.entries}
    fresh = [line for line in draft.log if line.date not in days or _by_text(line, told)]
    if fresh:
        change = Change("log", "\n".join(log_line(line).removeprefix("- ") for line in fresh))
        entries = [Entry(line.date, entry_words(line)) for line in fresh]
        work.edit(change, lambda data: _with_entries(work.path, data, entries, style.log_heading))


def _keep_the_rest(work: Work, draft: Draft, positions: list[str], style: Style) -> None:
    """What has no property, or no place in one, is kept as it is."""
    extra = [*draft.extra, *(("position", text) for text in positions)]
    have = dict(work.fields.dates)
    extra += [(label, written(day)) for label, day in draft.dates if have.get(label) != day]
    card = draft.card
    if draft.id and id_key(draft.id) != id_key(work.fields.id):
        # The note's own id stays, since calendars know it; the card's is kept for the way back.
        extra += [] if card else [("id", draft.id)]
        card += (f"UID:{draft.id}",) * bool(card)
    told = {fold(task.text) for task in work.note.tasks}
    fresh = [task for task in draft.tasks if fold(shown(task.text)) not in told]
    extra += [("task", f"{task.text} {task.due or ''}".strip()) for task in fresh]
    new = missing(read_imported(work.data.decode()), Imported(tuple(extra), draft.text, card))
    if new:
        text = "; ".join([*(f"{label}: {value}" for label, value in new.extra), *([new.text] * bool(new.text))])
        count = f"{len(new.card)} lines of the card" if new.card else ""
        said = "; ".join(part for part in (text, count) if part)
        work.edit(Change("kept", said), lambda data: add_imported(data, new, style.imported))


def _with_entries(path: str, data: bytes, entries: list[Entry], heading: str) -> bytes:
    for entry in entries:
        data = add_entry(path, data, entry, heading)
    return data


def _by_text(line: LogLine, told: set[tuple[date, str]]) -> bool:
    """Whether a line says in words of its own what the note does not say of that day."""
    return bool(line.people) and bool(line.text) and (line.date, fold(line.text)) not in told


def _phone_key(number: str) -> str:
    """A number by its last nine digits: with and without the code of the country it is the same."""
    return re.sub(r"\D", "", latin_digits(number))[-9:]


def _url_key(url: str) -> str:
    return profile_key(url) or re.sub(r"^(?:https?://)?(?:www\.)?", "", url.strip().rstrip("/")).casefold()


def _escaped(value: str) -> str:
    return shown(value).replace("\\", "\\\\").replace('"', '\\"')
