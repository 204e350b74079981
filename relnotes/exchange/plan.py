"""What an import would do: who is new, whom the notes know already and what is added there, and what needs a word."""

from collections.abc import Container, Iterable, Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from relnotes.edit.filename import file_stem, free_path, path_key
from relnotes.exchange.compose import Style, compose
from relnotes.exchange.draft import Draft, Reading, Skipped
from relnotes.exchange.job import Sighting
from relnotes.exchange.likeness import mail_key, name_key, profile_key
from relnotes.exchange.match import Index, Matched, unmix
from relnotes.exchange.merge import Merged, merge
from relnotes.exchange.radar import News
from relnotes.exchange.stamp import stamp
from relnotes.exchange.work import Change
from relnotes.model import Contact
from relnotes.parse.note import parse_note


class Known(Struct, frozen=True):
    """A draft whose note exists: which, by what it was found, and what is added to it."""

    draft: Draft
    path: str
    by: str
    changes: tuple[Change, ...] = ()
    differs: tuple[Change, ...] = ()
    refused: tuple[str, ...] = ()


class Doubt(Struct, frozen=True):
    """A draft that may mean one of several notes, or one that is not certain."""

    draft: Draft
    paths: tuple[str, ...]
    reason: str


class New(Struct, frozen=True):
    """A draft that becomes a note."""

    draft: Draft
    path: str


class Plan(Struct, frozen=True):
    """What an import would do. ``writes`` are the notes as they would be; ``old`` those of them that exist, as read."""

    source: str
    new: tuple[New, ...] = ()
    known: tuple[Known, ...] = ()
    doubtful: tuple[Doubt, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    strangers: tuple[Draft, ...] = ()
    notices: tuple[str, ...] = ()
    writes: Mapping[str, bytes] = {}
    old: Mapping[str, bytes] = {}
    when: date | None = None
    complete: bool = False
    people: tuple[Draft, ...] = ()
    """Everyone in the file, for the list of those known by it."""
    news: tuple[News, ...] = ()
    moved: int = 0
    """How many others moved."""


class Vaulted(Struct, frozen=True):
    """What an import needs to know of the vault: its index, the bytes of its notes, every path that is taken."""

    index: Index
    notes: Mapping[str, bytes]
    taken: frozenset[str]
    folder: str
    style: Style
    plain: Mapping[str, str] = {}
    """The notes that are no contacts, by `name_key` of their names: one may be about the person all the same."""
    mine: frozenset[str] = frozenset()
    """By what the user is known."""


def make_plan(
    source: str,
    reading: Reading,
    vault: Vaulted,
    today: date,
    seen: Mapping[str, Sighting],
    answers: Mapping[str, str],
    *,
    everyone: bool = False,
) -> Plan:
    """What importing a file would do.

    `seen` are earlier sightings by `stamp`; `answers` are the user's decisions about doubtful ones: `stamp` -> path, or
    an empty text for somebody else. `everyone` makes notes of strangers too.
    """
    drafts, twice = _once(reading.drafts)
    mine = [draft for draft in drafts if _is_me(draft, vault.mine)]
    drafts = [draft for draft in drafts if draft not in mine]
    twice += [Skipped(draft.place, draft.name, "that is you") for draft in mine]
    matches = unmix([vault.index.find(draft, bulk=reading.bulk) for draft in drafts], drafts)
    when = min(reading.when or today, today)
    notes: dict[str, bytes] = {}
    known: list[Known] = []
    new: list[Draft] = []
    strangers: list[Draft] = []
    doubtful: list[Doubt] = []
    unknown = 0
    for draft, found in zip(drafts, matches, strict=True):
        match = found
        if match.maybe and stamp(draft) in answers:
            path = answers[stamp(draft)]
            match = Matched(path, "name") if path else Matched()
        if match.path:
            before = notes.get(match.path, vault.notes[match.path])
            merged = merge(match.path, before, draft, when, vault.style, seen.get(stamp(draft)))
            notes[match.path] = merged.data
            known.append(_known(draft, match, merged))
        elif match.maybe:
            doubtful.append(Doubt(draft, match.maybe, match.reason))
        elif draft.known_only:
            unknown += 1
        elif (plain := vault.plain.get(name_key(draft.name))) and stamp(draft) not in answers:
            reason = "a note has this name, but none of the marks of a contact, such as the tag person"
            doubtful.append(Doubt(draft, (plain,), reason))
        else:
            (strangers if reading.bulk and not everyone else new).append(draft)
    writes = {path: data for path, data in notes.items() if data != vault.notes[path]}
    created, placed = _create(new, vault, known)
    return Plan(
        source,
        tuple(placed),
        tuple(known),
        tuple(doubtful),
        (*reading.skipped, *twice),
        tuple(strangers),
        (*reading.notices, *([f"{unknown:,} others have no note, so nothing is kept of them"] * bool(unknown))),
        writes | created,
        {path: vault.notes[path] for path in writes},
        when,
        reading.complete,
        tuple(draft for draft in drafts if not draft.known_only) if reading.bulk else (),
    )


def with_plan(vault: Vaulted, plan: Plan) -> Vaulted:
    """The vault as it will be once a plan is written, for the next file."""
    notes = {**vault.notes, **plan.writes}
    contacts = dict(vault.index.contacts)
    for path, data in plan.writes.items():
        note = parse_note(path, data)
        contacts[path] = Contact(note.fields.id or path, note.name, note)
    texts = {path: data.decode("utf-8", "replace") for path, data in notes.items()}
    taken = vault.taken | {path_key(path) for path in plan.writes}
    return replace(vault, index=Index(contacts.values(), texts), notes=notes, taken=taken)


def _known(draft: Draft, match: Matched, merged: Merged) -> Known:
    return Known(draft, match.path, match.by, merged.changes, merged.differs, merged.refused)


def _is_me(draft: Draft, mine: frozenset[str]) -> bool:
    """By mail or profile; by the name only where the file says nothing better."""
    keys = {*map(profile_key, draft.url), *map(mail_key, draft.email)} - {""}
    return bool(keys & mine) or (not keys and name_key(draft.name) in mine)


def _once(drafts: Iterable[Draft]) -> tuple[list[Draft], list[Skipped]]:
    """Each person once: a second card of the same one adds to the first."""
    found: dict[str, Draft] = {}
    twice = []
    for draft in drafts:
        key = stamp(draft)
        if key not in found:
            found[key] = draft
        elif name_key(found[key].name) == name_key(draft.name) and _same(found[key], draft):
            twice.append(Skipped(draft.place, draft.name, f"stands in the file already, at {found[key].place}"))
        elif name_key(found[key].name) == name_key(draft.name) or draft.id:
            found[key] = _joined(found[key], draft)
        else:
            found[f"{key}\0{draft.place}"] = replace(draft, id="")
    return list(found.values()), twice


def _same(one: Draft, other: Draft) -> bool:
    return replace(one, place="") == replace(other, place="")


def _joined(one: Draft, other: Draft) -> Draft:
    """Two drafts of one person as one: the first one's single facts, and the lists of both."""
    changes = {}
    otherwise = []
    for field in Draft.__struct_fields__:
        mine, theirs = getattr(one, field), getattr(other, field)
        if isinstance(mine, tuple):
            changes[field] = tuple(dict.fromkeys((*mine, *theirs)))
        elif not mine:
            changes[field] = theirs
        elif theirs and mine != theirs and field not in {"place", "id", "known_only", "birthday"}:
            otherwise.append((field, str(theirs)))
    changes["extra"] = (*changes["extra"], *otherwise)
    return replace(one, **changes)


def _create(drafts: list[Draft], vault: Vaulted, known: list[Known]) -> tuple[dict[str, bytes], list[New]]:
    """The notes of those who are new, each at a free place, linked with each other by their names."""
    taken = set(vault.taken)
    placed = []
    for draft in drafts:
        path = place_of(draft, vault.folder, taken)
        taken.add(path_key(path))
        placed.append(New(draft, path))
    names = {one.draft.name: _stem(one.path) for one in known} | {one.draft.name: _stem(one.path) for one in placed}

    def link(name: str) -> str:
        return names.get(name, name)

    return {one.path: compose(one.draft, vault.style, _stem(one.path), link) for one in placed}, placed


def place_of(draft: Draft, folder: str, taken: Container[str]) -> str:
    """The path for a new person's note; `taken` holds the `path_key` of each file in the vault."""
    path = free_path(folder, draft.name, taken)
    if draft.company and _stem(path) != file_stem(draft.name):
        # A namesake: the company tells more than a number.
        path = free_path(folder, f"{draft.name} ({draft.company})", taken)
    return path


def _stem(path: str) -> str:
    return path.rsplit("/", 1)[-1].removesuffix(".md")
