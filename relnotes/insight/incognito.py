"""Incognito: the shape of the list without anybody's name or words, for a screen that others see."""

from collections.abc import Iterable
from itertools import count
from typing import TypeVar

from msgspec.structs import replace

from relnotes.insight.focus import Focus
from relnotes.insight.forecast import Cooling, Forecast
from relnotes.insight.review import Missed, Review
from relnotes.insight.who import Found
from relnotes.model import Agenda, Brief, Contact, Deed, Fields, Introduction, Promise, Standing, Suggestion, Touch

HIDDEN = "…"


def hide_agenda(agenda: Agenda, person: str) -> Agenda:
    """The agenda with everybody called `person` and a number, and with none of their words or places."""
    numbers = {name: str(n) for n, name in enumerate(dict.fromkeys(item.contact for item in agenda.items), 1)}
    return replace(
        agenda,
        items=tuple(
            replace(
                item,
                contact=numbers[item.contact],
                name=f"{person} {numbers[item.contact]}",
                path=HIDDEN,
                home=HIDDEN,
                source=HIDDEN if item.source else "",
                line=1,
                subject=HIDDEN if item.subject else "",
                last=item.last and _hide_touch(item.last),
            )
            for item in agenda.items
        ),
        suggestions=tuple(
            Suggestion(f"{person} {n}", HIDDEN, one.mentions, one.last) for n, one in enumerate(agenda.suggestions, 1)
        ),
    )


def _hide_touch(touch: Touch) -> Touch:
    return replace(touch, text="", path=HIDDEN, line=0)


def hide_contact(contact: Contact, person: str) -> tuple[Contact, Brief]:
    """A contact with dates and rhythm, and nothing that says who it is; and the brief that is left: none."""
    hidden = replace(
        contact,
        name=person,
        note=replace(contact.note, path=HIDDEN, name=person, fields=Fields(cadence=contact.fields.cadence), links=()),
        touches=tuple(map(_hide_touch, contact.touches)),
        follow_ups=(),
        topics=(),
        backlinks=(),
    )
    return hidden, Brief()


def hide_standing(standing: Standing, person: str) -> Standing:
    """Where somebody stands, without who it is; their id goes by the same words."""
    contact, _ = hide_contact(standing.contact, person)
    last = standing.last and _hide_touch(standing.last)
    return replace(standing, contact=replace(contact, id=person), last=last, heard=None, planned_contact=None)


def hide_found(found: tuple[Found, ...], person: str) -> tuple[Found, ...]:
    """The people of a search by number, with when and how often, and nothing of who they are or why they were found."""
    numbered = [hide_standing(one.standing, f"{person} {number}") for number, one in enumerate(found, 1)]
    return tuple(Found(standing.contact, standing) for standing in numbered)


def hide_focus(focus: Focus, person: str) -> Focus:
    """The focus by number."""
    active, waiting = _numbered((focus.active, focus.waiting), person)
    return replace(focus, active=active, waiting=waiting)


def hide_forecast(found: Forecast, person: str) -> Forecast:
    """The forecast by number, without what people share."""
    lists = (found.warm, *(tuple(one.standing for one in part) for part in (found.cooling, found.cold)))
    warm, cooling, cold = _numbered(lists, person)
    return replace(
        found,
        warm=warm,
        cooling=tuple(Cooling(standing, one.on) for standing, one in zip(cooling, found.cooling, strict=True)),
        cold=tuple(Cooling(standing, one.on) for standing, one in zip(cold, found.cold, strict=True)),
        groups=(),
    )


def _numbered(lists: Iterable[tuple[Standing, ...]], person: str) -> list[tuple[Standing, ...]]:
    numbers = count(1)
    return [tuple(hide_standing(one, f"{person} {next(numbers)}") for one in part) for part in lists]


_Written = TypeVar("_Written", Promise, Deed)


def hide_review(found: Review, person: str) -> Review:
    """The counts and pictures of a review, with nobody's name, words or places; ids are numbers."""
    numbers: dict[str, str] = {}

    def mute(one: _Written) -> _Written:
        return replace(one, contact=number(one.contact), text=HIDDEN, path=HIDDEN, line=0)

    def number(contact: str) -> str:
        return numbers.setdefault(contact, str(len(numbers) + 1)) if contact else ""

    def brought(one: Introduction) -> Introduction:
        contacts = tuple(map(number, one.contacts))
        by = number(one.by)
        names = tuple(f"{person} {key}" for key in contacts if key != by)
        return replace(one, by=by, names=names, contacts=contacts, text=HIDDEN, path=HIDDEN, line=0, outcomes=())

    def missed(one: Missed) -> Missed:
        return replace(
            one,
            contact=number(one.contact),
            path=HIDDEN,
            overlap=replace(one.overlap, company=HIDDEN),
            news=one.news and replace(one.news, company=HIDDEN, role=HIDDEN),
            last=one.last and _hide_touch(one.last),
        )

    ledger = found.ledger
    deeds = {name: tuple(map(mute, getattr(ledger, name))) for name in ledger.__struct_fields__[:-1]}
    hidden = replace(
        found,
        kept=tuple(map(mute, found.kept)),
        late=tuple(map(mute, found.late)),
        waiting=tuple(map(mute, found.waiting)),
        ledger=replace(ledger, **deeds, introductions=tuple(map(brought, ledger.introductions))),
        thank=tuple(map(mute, found.thank)),
        outcomes=tuple(map(mute, found.outcomes)),
        returns=tuple(replace(one, contact=number(one.contact)) for one in found.returns),
        met=tuple(map(number, found.met)),
        missed=tuple(map(missed, found.missed)),
        introductions=tuple(map(brought, found.introductions)),
    )
    return replace(hidden, names={key: f"{person} {key}" for key in numbers.values()})
