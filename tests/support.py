"""Builders: a vault from texts, its agenda on a day, its feed. No disk, no clock."""

import gettext
from collections.abc import Mapping
from datetime import date

from relnotes.insight.brief import build_brief
from relnotes.insight.ground import lay_ground
from relnotes.model import Agenda, Brief, Config, Item, Published, Texts, Vault, Window
from relnotes.parse.config import parse_config
from relnotes.parse.note import parse_note
from relnotes.parse.published import parse_published
from relnotes.parse.words import Heads
from relnotes.render.event import FeedSource
from relnotes.render.ics import render_feed
from relnotes.schedule.agenda import build_agenda
from relnotes.schedule.listing import by_person
from relnotes.vault import build_vault

TODAY = date(2026, 11, 23)  # a Monday
ENGLISH: Texts = gettext.NullTranslations()


def config(text: str = "") -> Config:
    """The config in a relnotes.toml that is right."""
    found, problems = parse_config(text.encode())
    assert not problems, problems
    return found


def vault(notes: Mapping[str, str], settings: Config | None = None) -> Vault:
    """The vault of some notes by path."""
    settings = settings or config()
    heads = Heads(settings.contact_kinds)
    return build_vault({path: parse_note(path, text.encode(), heads) for path, text in notes.items()}, settings)


def agenda(notes: Mapping[str, str], today: date = TODAY, toml: str = "", feed: bytes | None = None) -> Agenda:
    """The agenda of some notes on a day, planned from a previous feed."""
    settings = config(toml)
    return build_agenda(vault(notes, settings), Window(today, settings, parse_published(feed)))


def items(notes: Mapping[str, str], today: date = TODAY, toml: str = "") -> list[Item]:
    """The items of the agenda of some notes."""
    return list(agenda(notes, today, toml).items)


def briefs_of(people: Vault, window: Window | None = None) -> dict[str, Brief]:
    """The brief of every contact."""
    ground = lay_ground(people, window or Window(TODAY))
    return {one.id: build_brief(ground, one) for one in people.contacts.values()}


def feed_of(people: Vault, window: Window, plan: Agenda | None = None, published: Published | None = None) -> bytes:
    """The main feed of a vault, continuing the window's previous one."""
    plan = plan or build_agenda(people, window)
    briefs = briefs_of(people, window)
    unreadable = tuple(one for one, _ in people.unreadable)
    source = FeedSource(by_person(plan.items), people.contacts, briefs, unreadable, window, ENGLISH)
    data, _ = render_feed(source, window.config.feed, published or window.published)
    return data


def feed(notes: Mapping[str, str], today: date = TODAY, toml: str = "", previous: bytes | None = None) -> bytes:
    """The feed of some notes on a day, continuing a previous one."""
    settings = config(toml)
    people = vault(notes, settings)
    return feed_of(people, Window(today, settings, parse_published(previous)))


def person(front: str = "", log: str = "", name: str = "") -> str:
    """A contact's note: front matter lines, log lines."""
    lines = "".join(f"{line}\n" for line in front.strip().split("\n") if line)
    return f"---\ntype: person\n{lines}---\n{name}\n## Log\n{log.strip()}\n"
