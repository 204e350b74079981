"""Each page as a pure function: what the vault says, in sentences, into its template."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import groupby
from urllib.parse import quote as quote_url

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from msgspec import Struct

from relnotes.insight.search import NoteHit
from relnotes.model import Agenda, Brief, Contact, FollowUp, Item, Texts
from relnotes.parse.links import stem
from relnotes.render.brief import brief_lines, said_by
from relnotes.render.clean import clipped, shown
from relnotes.render.html.isolates import RIGHT_TO_LEFT
from relnotes.render.person import facts, log_lines
from relnotes.render.text import STATES, how_many, reason
from relnotes.render.wording import long_day, near_day, quote, week_day, why
from relnotes.schedule.listing import is_now, select

LANGUAGES = {"en": "English", "ar": "العربية"}
"""What each language calls itself: it is looked for by those who cannot read the others."""
_ADDRESS = re.compile(
    r"(https?://[^\s<>\"“”\u2068\u2069]+[^\s<>\"“”\u2068\u2069.,;:!?)\]]|(?<![^\s<(])[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
)
_UPCOMING = 14
_EXCERPT = 200
_LINES = 3


class Frame(Struct, frozen=True):
    """What all pages of one reader share."""

    texts: Texts
    language: str
    base: str
    """What the addresses of all pages begin with, without a slash at the end."""
    here: str
    """The address of this page below the base, to come back to after switching languages."""
    query: str = ""
    incognito: bool = False


class Person(Struct, frozen=True):
    """A name, with the address of its page when it has one that may be shown."""

    name: str
    href: str = ""


class Row(Struct, frozen=True):
    """One line of a list: who, what, and by or on which day."""

    person: Person
    text: Markup
    day: str = ""
    late: bool = False


class Card(Struct, frozen=True):
    """One person of today."""

    person: Person
    key: str
    urgent: bool
    reasons: tuple[Markup, ...]
    brief: tuple[Markup, ...]


class Hit(Struct, frozen=True):
    """A note that a search found."""

    person: Person
    lines: tuple[str, ...]


def person_address(contact: Contact, base: str) -> str:
    """The address of a contact's page."""
    return f"{base}/people/{quote_url(stem(contact.path))}"


def today_page(
    frame: Frame, agenda: Agenda, contacts: Mapping[str, Contact], briefs: Mapping[str, Brief], trouble: str = ""
) -> str:
    """Who is due and why, what comes, what was promised, who rests. `trouble` says why it may be old."""
    say = frame.texts.gettext
    listed = _people(select(agenda, _UPCOMING))
    now = [group for group in listed if any(is_now(item) for item in group)]
    later = [group for group in listed if not any(is_now(item) for item in group)]
    resting = [group for group in _people(agenda.items) if group[0].state in STATES]
    return _render(
        "today.html",
        frame,
        title=week_day(agenda.today, frame.texts),
        count=how_many(agenda, now, frame.texts) or say("Nobody is due."),
        trouble=shown(trouble),
        people=[_card(group, agenda, contacts, briefs, frame) for group in now],
        upcoming=[_coming(group[0], agenda, contacts, frame) for group in later],
        promised=[] if frame.incognito else _promises(contacts, agenda, frame, mine=True),
        expected=[] if frame.incognito else _promises(contacts, agenda, frame, mine=False),
        resting=[_off(group[0], agenda, contacts, frame) for group in resting],
        suggestions=[shown(one.name) for one in agenda.suggestions],
    )


def person_page(
    frame: Frame,
    agenda: Agenda,
    contact: Contact,
    brief: Brief,
    body: str,
    contacts: Mapping[str, Contact],
) -> str:
    """One contact: why now, the brief, the facts, the note itself (`body`, safe HTML), and who links to it."""
    items = tuple(item for item in agenda.items if item.contact == contact.id)
    paths = {one.path: one for one in contacts.values()}
    linked = dict.fromkeys(path for path, _ in contact.backlinks)
    return _render(
        "person.html",
        frame,
        title=shown(contact.name),
        reasons=[_linked(reason(item, agenda, frame.texts)) for item in items],
        brief=_brief(brief, items, frame.texts),
        facts=[(label, _linked(text)) for label, text in facts(contact.fields, frame.texts)],
        log=[_linked(line) for line in log_lines(contact, frame.texts)] if not body.strip() else [],
        body=Markup(body),  # noqa: S704 - made safe by markup.note_html
        backlinks=[_person(paths.get(path), path, frame) for path in linked],
        path=shown(contact.path),
    )


def search_page(frame: Frame, hits: Iterable[NoteHit], contacts: Mapping[str, Contact]) -> str:
    """The notes that a search found, contacts with their pages, each with its best lines."""
    paths = {one.path: one for one in contacts.values()}
    found = [
        Hit(
            _person(paths.get(hit.path), hit.name, frame),
            tuple(clipped(shown(text), _EXCERPT) for _, text in hit.lines[:_LINES]),
        )
        for hit in hits
    ]
    title = frame.texts.gettext("Search: {words}").format(words=shown(frame.query))
    return _render("search.html", frame, title=title if frame.query else frame.texts.gettext("Search"), found=found)


def message_page(frame: Frame, title: str, text: str) -> str:
    """A page that only says something: not found, hidden, not read yet."""
    return _render("message.html", frame, title=title, text=text)


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("relnotes.render.html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def _render(template: str, frame: Frame, title: str, **values: object) -> str:
    return (
        _templates()
        .get_template(template)
        .render(
            frame=frame,
            title=title,
            say=_labels(frame.texts),
            direction="rtl" if frame.language in RIGHT_TO_LEFT else "ltr",
            languages=LANGUAGES,
            **values,
        )
    )


def _labels(texts: Texts) -> dict[str, str]:
    say = texts.gettext
    return {
        "app": say("Keep in touch"),
        "search": say("Search"),
        "search_for": say("Search people and notes"),
        "language": say("Language"),
        "skip": say("Skip to the people"),
        "brief": say("Before you write"),
        "upcoming": say("Coming up"),
        "mine": say("What you promised"),
        "theirs": say("What they promised"),
        "resting": say("Resting"),
        "facts": say("Facts"),
        "note": say("The note"),
        "contact": say("Contact"),
        "mentioned": say("Mentioned in"),
        "nothing_found": say("Nothing was found."),
        "suggestions": say("Nobody has a cadence yet. Begin with a few people:"),
        "updated": say("This page was brought up to date."),
        "old": say("This is how it was."),
        "offline": say("relnotes does not answer: this page may be old."),
    }


def _people(items: Iterable[Item]) -> list[list[Item]]:
    return [list(group) for _, group in groupby(items, key=lambda item: item.contact)]


def _card(
    group: list[Item], agenda: Agenda, contacts: Mapping[str, Contact], briefs: Mapping[str, Brief], frame: Frame
) -> Card:
    texts = frame.texts
    reasons = []
    for item in group:
        reasons.append(_linked(reason(item, agenda, texts)))
        if item.kind == "reply" and item.subject:
            reasons.append(_linked(quote(clipped(shown(item.subject), _EXCERPT), texts)))
    brief = briefs.get(group[0].contact)
    return Card(
        _person(contacts.get(group[0].contact), group[0].name, frame),
        quote_url(group[0].contact, safe=""),
        any(item.state in {"reply", "overdue"} for item in group),
        tuple(reasons),
        _brief(brief, tuple(group), texts) if brief else (),
    )


def _brief(brief: Brief, items: tuple[Item, ...], texts: Texts) -> tuple[Markup, ...]:
    return tuple(_linked(line) for line in brief_lines(brief, texts, said_by(items)))


def _coming(item: Item, agenda: Agenda, contacts: Mapping[str, Contact], frame: Frame) -> Row:
    day = item.planned or item.due or agenda.today
    return Row(
        _person(contacts.get(item.contact), item.name, frame),
        _linked(shown(why(item, frame.texts, agenda.today))),
        near_day(day, agenda.today, frame.texts),
    )


def _off(item: Item, agenda: Agenda, contacts: Mapping[str, Contact], frame: Frame) -> Row:
    return Row(_person(contacts.get(item.contact), item.name, frame), _linked(reason(item, agenda, frame.texts)))


def _promises(contacts: Mapping[str, Contact], agenda: Agenda, frame: Frame, *, mine: bool) -> list[Row]:
    found = [
        (one, contact)
        for contact in contacts.values()
        for one in contact.follow_ups
        if one.promised and one.mine is mine
    ]
    found.sort(key=lambda pair: (pair[0].due is None, pair[0].due or agenda.today, pair[1].name))
    return [
        Row(
            _person(contact, contact.name, frame),
            _linked(shown(one.text)),
            _promised_for(one, frame.texts),
            one.due is not None and one.due < agenda.today,
        )
        for one, contact in found
    ]


def _promised_for(one: FollowUp, texts: Texts) -> str:
    if one.due:
        return texts.gettext("by {day}").format(day=long_day(one.due, texts))
    return texts.gettext("since {day}").format(day=long_day(one.since, texts)) if one.since else ""


def _person(contact: Contact | None, name: str, frame: Frame) -> Person:
    if contact is None or frame.incognito:
        return Person(shown(stem(name)))
    return Person(shown(contact.name), person_address(contact, frame.base))


def _linked(text: str) -> Markup:
    """A sentence with the addresses in it, of the web and for mail, as links."""
    parts = _ADDRESS.split(text)
    return Markup("").join(_link(part) if at % 2 else part for at, part in enumerate(parts))


def _link(address: str) -> Markup:
    target = address if address.startswith("http") else f"mailto:{address}"
    return Markup('<a href="{}" rel="noopener noreferrer nofollow">{}</a>').format(target, address)
