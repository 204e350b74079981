"""The vault as it is now: notes parsed when they change, the agenda of a day, and the outputs that follow from it."""

import time
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from relnotes.insight.brief import build_brief, build_stranger_brief
from relnotes.insight.ground import Ground, Surroundings, lay_ground
from relnotes.insight.suggest import suggest
from relnotes.model import (
    Agenda,
    Brief,
    Change,
    Config,
    Contact,
    Diagnostic,
    FeedConfig,
    Item,
    Ledger,
    Note,
    Published,
    Texts,
    Vault,
    Window,
)
from relnotes.parse.config import LANGUAGES
from relnotes.parse.note import parse_note
from relnotes.parse.published import parse_published
from relnotes.parse.words import Heads
from relnotes.render.answering import Answering
from relnotes.schedule.agenda import Outlook, look_ahead, select
from relnotes.shell.cache import Cache
from relnotes.shell.catalogues import load_texts
from relnotes.shell.disk import Scan, Signature, read_note, read_output, scan, write_output
from relnotes.shell.errors import CannotRun
from relnotes.shell.history import read_changes
from relnotes.vault import Joined, join

if TYPE_CHECKING:
    # Made only where outputs are written.
    from relnotes.render.event import KeptEvents
    from relnotes.render.markdown import KeptPeople

# The clocks of file systems tick every 1 to 10 ms; FAT's every two seconds, which only the next edit can mend.
_TICK = 20_000_000


class Snapshot(Struct, frozen=True):
    """All notes of a vault at one moment. ``stale`` are those kept as they were, since they cannot be read just now."""

    notes: Mapping[str, Note] = {}
    signatures: Mapping[str, Signature] = {}
    problems: tuple[Diagnostic, ...] = ()
    stale: frozenset[str] = frozenset()
    kinds: tuple[str, ...] = ()
    """The config's kinds of contact that the notes were read with."""


class KeptBrief(Struct, frozen=True):
    """A brief with all that it was made from."""

    contact: Contact
    ledger: Ledger | None
    change: Change | None
    surroundings: Surroundings
    brief: Brief

    def holds(self, contact: Contact, change: Change | None, ground: Ground) -> bool:
        """Whether it would be the same today. Who was introduced to me may have become known by their own note."""
        ledger = ground.ledgers.get(contact.id)
        return (
            self.contact is contact
            and self.ledger == ledger
            and self.change == change
            and self.surroundings.are_those_of(ground)
            and not (ledger and ledger.introductions)
        )


class Kept(Struct):
    """What was made of a vault, by what it was made from: where that did not change, it need not be made again."""

    config: Config
    joined: Joined | None = None
    outlook: Outlook | None = None
    ground: Ground | None = None
    briefs: dict[str, KeptBrief] = {}
    people: "KeptPeople" = {}
    events: "KeptEvents" = {}
    published: dict[str, Published] = {}
    """The feeds as they were last read, by path."""

    def feed(self, root: Path, path: Path | str) -> Published:
        """What a feed on disk says."""
        found = parse_published(read_output(root / path), self.published.get(str(path)))
        self.published[str(path)] = found
        return found


class Today(Struct, frozen=True, dict=True):
    """The vault on a day, with what is to do."""

    root: Path
    window: Window
    texts: Texts
    vault: Vault
    agenda: Agenda
    problems: tuple[Diagnostic, ...]
    kept: Kept

    @cached_property
    def changes(self) -> Mapping[str, Change]:
        """What the history of the notes raises questions about, by path."""
        return read_changes(self.root, self.vault.contacts.values(), self.window.today)

    @cached_property
    def ground(self) -> Ground:
        """What all briefs of the day look up."""
        self.kept.ground = lay_ground(self.vault, self.window, self.kept.ground)
        return self.kept.ground

    def brief(self, contact: Contact) -> Brief:
        """What to know before writing to a contact today, with how far ahead their clock is."""
        brief = self._brief(contact)
        me = self.vault.me.fields.timezone if self.vault.me else ""
        mine = me or self.window.config.timezone
        return replace(brief, hours=_hours_ahead(brief.timezone, mine, self.window.today))

    def briefs(self) -> Mapping[str, Brief]:
        """The brief of everyone on the agenda, for texts that are kept: clocks are changed twice a year."""
        return self._briefs

    @cached_property
    def _briefs(self) -> Mapping[str, Brief]:
        return {
            item.contact: self._brief_for(item) for item in {one.contact: one for one in self.agenda.items}.values()
        }

    def brief_for(self, item: Item) -> Brief:
        """The brief of whom an item is about, who may have no note yet."""
        contact = self.vault.contacts.get(item.contact)
        return self.brief(contact) if contact else build_stranger_brief(self.ground, item)

    def _brief_for(self, item: Item) -> Brief:
        contact = self.vault.contacts.get(item.contact)
        return self._brief(contact) if contact else build_stranger_brief(self.ground, item)

    def _brief(self, contact: Contact) -> Brief:
        change = self.changes.get(contact.path)
        kept = self.kept.briefs.get(contact.id)
        if kept is None or not kept.holds(contact, change, self.ground):
            ledger = self.ground.ledgers.get(contact.id)
            brief = self._spoken(replace(build_brief(self.ground, contact), change=change), contact)
            around = Surroundings(self.ground.interests, self.ground.peace)
            kept = self.kept.briefs[contact.id] = KeptBrief(contact, ledger, change, around, brief)
        return kept.brief

    def _spoken(self, brief: Brief, contact: Contact) -> Brief:
        """With the first line in the contact's own language."""
        from relnotes.render.opening import opening_line

        language = contact.fields.language.casefold()
        if brief.opening is None or language == self.window.config.language or language not in LANGUAGES:
            return brief
        line = opening_line(brief.opening, _voice(language))
        return replace(brief, opening=replace(brief.opening, line=line))


@cache
def _voice(language: str) -> Texts:
    """The texts of a contact's own language, for what one writes to them."""
    return load_texts(language)


def _hours_ahead(theirs: str, mine: str, day: date) -> float | None:
    """By how many hours one time zone is ahead of another on a day; None where either is no name of one."""
    noon = datetime(day.year, day.month, day.day, 12)  # noqa: DTZ001 - each zone gets it for its own
    try:
        offsets = [noon.replace(tzinfo=ZoneInfo(zone)).utcoffset() for zone in (theirs, mine)]
    except (ValueError, OSError, KeyError):
        # What is no name, is a folder of names, or is not known to this system.
        return None
    ahead, own = offsets
    return (ahead - own).total_seconds() / 3600 if ahead is not None and own is not None else None


def take_snapshot(
    root: Path,
    config: Config,
    previous: Snapshot | None = None,
    tick: Callable[[int], None] = lambda _: None,
    found: Scan | None = None,
    cache: Cache | None = None,
) -> Snapshot:
    """Read what changed since the previous snapshot, or everything; `tick` hears how many notes there are, for each.

    `found` is what lies in the vault, where the caller has just looked; `cache` has notes that were parsed before.

    A note that was good and is empty, cut short or broken now stays as it was, marked stale: editors and sync tools
    leave such states behind for a moment, and a contact must not vanish meanwhile.
    """
    found = found or scan(root, config)
    heads = Heads(config.contact_kinds)
    old = previous or Snapshot()
    if old.kinds != config.contact_kinds:
        old = replace(old, signatures={})
    notes: dict[str, Note] = {}
    signatures = dict(found.notes)
    stale: set[str] = set()
    parsed: dict[str, tuple[Signature, Note]] = {}
    for path, signature in found.notes.items():
        tick(len(found.notes))
        if old.signatures.get(path) == signature:
            notes[path] = old.notes[path]
            if path in old.stale:
                stale.add(path)
            continue
        if cache and path not in old.notes and (kept := cache.get(path, signature)):
            notes[path] = kept
            continue
        data = read_note(root, path)
        if data is None and path not in old.notes:
            continue
        note = parse_note(path, data, heads) if data is not None else old.notes[path]
        if time.time_ns() - signature[3] < _TICK:
            # Another edit within the same tick of the file system's clock could bear the same signature.
            signatures[path] = (0, signature[1], 0, 0)
        elif data is not None:
            parsed[path] = (signature, note)
        before = old.notes.get(path)
        if before and before.marked and before.readable and (data is None or not data.strip() or not note.readable):
            notes[path] = replace(before, diagnostics=note.diagnostics)
            stale.add(path)
        else:
            notes[path] = note
    if cache:
        cache.keep(parsed, [path for path in cache.paths if path not in found.notes])
    return Snapshot(notes, signatures, found.problems, frozenset(stale), config.contact_kinds)


def lessened(before: Snapshot, found: Scan) -> dict[str, Signature | None]:
    """The notes that are gone or shorter than they were: what a save or a checkout may only have begun."""
    now = {path: found.notes.get(path) for path in before.signatures}
    return {path: one for path, one in now.items() if one is None or one[1] < before.signatures[path][1]}


def compute(
    root: Path,
    config: Config,
    snapshot: Snapshot,
    today: date,
    previous: Path | None = None,
    kept: Kept | None = None,
) -> Today:
    """The agenda of a day; `previous` is the feed to plan from, if not the one in the vault.

    `kept` is that of an earlier day: the answer is the same without it, and later.
    """
    if kept is None or kept.config != config:
        kept = Kept(config)
    kept.joined = join(snapshot.notes, config, kept.joined)
    vault = kept.joined.vault
    window = Window(today, config, kept.feed(root, previous or config.feed.path))
    same_day = kept.outlook if kept.outlook and kept.outlook.agenda.today == today else None
    kept.outlook = look_ahead(vault, window, same_day)
    agenda = replace(kept.outlook.agenda, suggestions=suggest(vault, kept.outlook.agenda))
    problems = sorted((*vault.diagnostics, *snapshot.problems), key=lambda problem: (problem.path, problem.span))
    return Today(root, window, load_texts(config.language), vault, agenda, tuple(problems), kept)


def render_outputs(day: Today) -> dict[str, bytes]:
    """Every file that relnotes keeps true in a vault, by path: Due.md and the feeds."""
    return {day.window.config.due_path: render_list(day), **render_feeds(day)}


def render_list(day: Today, answering: Answering | None = None) -> bytes:
    """Due.md; one that answers, with what the user has left in it."""
    from relnotes.render.markdown import render_markdown

    items = select(day.agenda)
    return render_markdown(day.agenda, items, day.briefs(), day.texts, answering, day.kept.people).encode()


def render_feeds(day: Today) -> dict[str, bytes]:
    """The feed, and the further ones of the config, by path."""
    config = day.window.config
    further = {feed.path: day.kept.feed(day.root, feed.path) for feed in config.feeds}
    published = {config.feed.path: day.window.published, **further}
    return {feed.path: _feed(day, feed, published[feed.path]) for feed in (config.feed, *config.feeds)}


def _feed(day: Today, feed: FeedConfig, published: Published) -> bytes:
    from relnotes.render.event import FeedSource
    from relnotes.render.ics import holds_events, render_feed

    if not day.vault.contacts and not day.vault.unreadable and holds_events(published):
        raise CannotRun(
            f"No contact is left in {day.root}, so {feed.path} stays as it was: is this the right folder? "
            "If it is, delete the file and run this again."
        )
    unreadable = [contact for contact, _ in day.vault.unreadable]
    source = FeedSource(
        day.agenda.items, day.vault.contacts, day.briefs(), unreadable, day.window, day.texts, day.kept.events
    )
    return render_feed(source, feed, published)


def write_outputs(root: Path, outputs: Mapping[str, bytes]) -> list[str]:
    """Write the outputs whose bytes changed; their paths. One that cannot be written does not stop the others."""
    written, refused = [], []
    for path, data in outputs.items():
        try:
            if write_output(root, path, data):
                written.append(path)
        except CannotRun as error:
            refused.append(str(error))
    if refused:
        raise CannotRun("\n".join(refused))
    return written
