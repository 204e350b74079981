"""Incognito: the shape of the list without anybody's name or words, for a screen that others see."""

from msgspec.structs import replace

from relnotes.insight.who import Found
from relnotes.model import Agenda, Brief, Contact, Fields, Suggestion

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
                last_source=HIDDEN if item.last_source else None,
            )
            for item in agenda.items
        ),
        suggestions=tuple(
            Suggestion(f"{person} {n}", HIDDEN, one.mentions, one.last) for n, one in enumerate(agenda.suggestions, 1)
        ),
    )


def hide_contact(contact: Contact, person: str) -> tuple[Contact, Brief]:
    """A contact with dates and rhythm, and nothing that says who it is; and the brief that is left: none."""
    hidden = replace(
        contact,
        name=person,
        note=replace(contact.note, path=HIDDEN, name=person, fields=Fields(cadence=contact.fields.cadence), links=()),
        touches=tuple(replace(touch, text="", path=HIDDEN, line=0) for touch in contact.touches),
        follow_ups=(),
        topics=(),
        backlinks=(),
    )
    return hidden, Brief()


def hide_found(found: tuple[Found, ...], person: str) -> tuple[Found, ...]:
    """The people of a search by number, with when and how often, and nothing of who they are or why they were found."""
    hidden = []
    for number, one in enumerate(found, 1):
        contact, _ = hide_contact(one.contact, f"{person} {number}")
        last = one.standing.last and replace(one.standing.last, text="", path=HIDDEN, line=0)
        hidden.append(Found(replace(contact, id=str(number)), replace(one.standing, last=last)))
    return tuple(hidden)
