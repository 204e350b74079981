"""The vault on a day: what is to do, and the outputs that follow from it."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache, cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from relnotes.insight.brief import build_stranger_brief
from relnotes.insight.briefs import Briefs
from relnotes.insight.ground import Ground
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
    Published,
    Texts,
    Vault,
    Window,
)
from relnotes.parse.config import LANGUAGES
from relnotes.parse.published import parse_published
from relnotes.render.answering import Answering
from relnotes.schedule.agenda import Outlook, look_ahead
from relnotes.schedule.listing import select
from relnotes.shell.catalogues import load_texts
from relnotes.shell.disk import read_output, write_output
from relnotes.shell.errors import CannotRun
from relnotes.shell.history import read_changes
from relnotes.shell.snapshot import Snapshot
from relnotes.vault import Joined, join

if TYPE_CHECKING:
    # Made only where outputs are written.
    from relnotes.render.event import KeptEvents
    from relnotes.render.markdown import KeptPeople


class Kept(Struct):
    """What was made of a vault, by what it was made from: where that did not change, it need not be made again."""

    config: Config
    briefs: Briefs
    joined: Joined | None = None
    outlook: Outlook | None = None
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
        return self.kept.briefs.lay(self.vault, self.window)

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
        # The last item of each is as good as any: only strangers' briefs depend on it.
        return {
            name: self._brief(contact)
            if (contact := self.vault.contacts.get(name))
            else build_stranger_brief(self.ground, item)
            for name, item in {item.contact: item for item in self.agenda.items}.items()
        }

    def brief_for(self, item: Item) -> Brief:
        """The brief of whom an item is about, who may have no note yet."""
        contact = self.vault.contacts.get(item.contact)
        return self.brief(contact) if contact else build_stranger_brief(self.ground, item)

    def _brief(self, contact: Contact) -> Brief:
        return self.kept.briefs.of(self.ground, contact, self.changes.get(contact.path))


def _spoken(config: Config, brief: Brief, contact: Contact) -> Brief:
    """With the first line in the contact's own language."""
    from relnotes.render.opening import opening_line

    language = contact.fields.language.casefold()
    if brief.opening is None or language == config.language or language not in LANGUAGES:
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
        kept = Kept(config, Briefs(partial(_spoken, config)))
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
