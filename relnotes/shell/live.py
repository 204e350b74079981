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
from relnotes.insight.briefs import Briefs, brief_everybody, brief_of
from relnotes.insight.ground import Ground, lay_ground
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
from relnotes.schedule.listing import is_shown
from relnotes.shell.catalogues import load_texts
from relnotes.shell.disk import Signature, read_output, signature, write_output
from relnotes.shell.errors import CannotRun
from relnotes.shell.history import read_changes
from relnotes.shell.snapshot import Snapshot
from relnotes.vault import Joined, join

if TYPE_CHECKING:
    # Made only where outputs are written.
    from relnotes.render.event import KeptFeed
    from relnotes.render.markdown import KeptPeople


class Kept(Struct):
    """What was made of a vault, with what it was made from: where that did not change, it need not be made again."""

    config: Config
    joined: Joined | None = None
    outlook: Outlook | None = None
    ground: Ground | None = None
    briefs: Briefs | None = None
    people: "KeptPeople | None" = None
    feeds: dict[str, "KeptFeed"] = {}
    """The feeds as they were last made, by path."""
    published: dict[str, tuple[Signature | None, Published]] = {}
    """What they say on disk, and the signature of the file that says so."""

    def feed(self, root: Path, path: Path | str) -> Published:
        """What a feed on disk says."""
        # Before it is read: what is written meanwhile is then noticed the next time.
        now = signature(root / path)
        seen, found = self.published.get(str(path), (None, None))
        if found is None or now is None or now != seen:
            found = parse_published(read_output(root / path), found)
            self.published[str(path)] = (now, found)
        return found

    def wrote(self, root: Path, path: str) -> None:
        """Take note that a feed now stands on disk as it was made."""
        if made := self.feeds.get(path):
            self.published[path] = (signature(root / path), made.published)


class Today(Struct, frozen=True, dict=True):
    """The vault on a day, with what is to do."""

    root: Path
    window: Window
    texts: Texts
    vault: Vault
    outlook: Outlook
    agenda: Agenda
    """That of the outlook, with whom to begin."""
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
        brief = brief_of(self.ground, contact, self.changes, self._finish)
        me = self.vault.me.fields.timezone if self.vault.me else ""
        mine = me or self.window.config.timezone
        return replace(brief, hours=_hours_ahead(brief.timezone, mine, self.window.today))

    def brief_for(self, item: Item) -> Brief:
        """The brief of whom an item is about, who may have no note yet."""
        contact = self.vault.contacts.get(item.contact)
        return self.brief(contact) if contact else build_stranger_brief(self.ground, item)

    @cached_property
    def briefs(self) -> Mapping[str, Brief]:
        """The brief of everyone on the agenda, for texts that are kept: clocks are changed twice a year."""
        kept, people = self.kept, self.outlook.people
        kept.briefs = brief_everybody(self.ground, people, self.changes, self._finish, kept.briefs)
        return kept.briefs.briefs

    def _finish(self, brief: Brief, contact: Contact) -> Brief:
        return _spoken(self.window.config, brief, contact)


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
        kept = Kept(config)
    kept.joined = join(snapshot.notes, config, kept.joined)
    vault = kept.joined.vault
    window = Window(today, config, kept.feed(root, previous or config.feed.path))
    same_day = kept.outlook if kept.outlook and kept.outlook.agenda.today == today else None
    kept.outlook = look_ahead(vault, window, same_day)
    agenda = replace(kept.outlook.agenda, suggestions=suggest(vault, kept.outlook.agenda))
    problems = sorted((*vault.diagnostics, *snapshot.problems), key=lambda problem: (problem.path, problem.span))
    return Today(root, window, load_texts(config.language), vault, kept.outlook, agenda, tuple(problems), kept)


def render_outputs(day: Today) -> dict[str, bytes]:
    """Every file that relnotes keeps true in a vault, by path: Due.md and the feeds."""
    return {day.window.config.due_path: render_list(day), **render_feeds(day)}


def render_list(day: Today, answering: Answering | None = None) -> bytes:
    """Due.md; one that answers, with what the user has left in it."""
    from relnotes.render import markdown

    kept, today = day.kept, day.agenda.today
    kept.people = markdown.say_of_people(
        day.outlook.people,
        day.briefs,
        today,
        day.texts,
        partial(is_shown, today=today),
        kept.people,
        boxes=answering is not None,
    )
    said = kept.people.said
    people = [said[row.name] for row in day.outlook.in_order if row.name in said]
    return markdown.render_list(day.agenda, people, day.texts, answering).encode()


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
    unreadable = tuple(contact for contact, _ in day.vault.unreadable)
    source = FeedSource(day.outlook.people, day.vault.contacts, day.briefs, unreadable, day.window, day.texts)
    data, day.kept.feeds[feed.path] = render_feed(source, feed, published, day.kept.feeds.get(feed.path))
    return data


def write_outputs(day: Today, outputs: Mapping[str, bytes]) -> list[str]:
    """Write the outputs whose bytes changed; their paths. One that cannot be written does not stop the others."""
    written, refused = [], []
    for path, data in outputs.items():
        try:
            if write_output(day.root, path, data):
                written.append(path)
            day.kept.wrote(day.root, path)
        except CannotRun as error:
            refused.append(str(error))
    if refused:
        raise CannotRun("\n".join(refused))
    return written
