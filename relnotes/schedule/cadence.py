"""How often: the interval of a contact, the circle that may give it, and whether it is paused."""

from collections.abc import Mapping
from datetime import date

from relnotes.model import Cadence, Circle, Contact


def interval(contact: Contact, circles: Mapping[str, Circle]) -> Cadence | None:
    """The contact's own cadence, else its circle's."""
    if contact.fields.cadence or contact.fields.no_cadence:
        return contact.fields.cadence
    circle = circle_of(contact, circles)
    return circle.cadence if circle else None


def circle_of(contact: Contact, circles: Mapping[str, Circle]) -> Circle | None:
    return circles.get(contact.fields.circle.casefold())


def paused(contact: Contact, today: date) -> bool:
    """Whether somebody is left alone by a decision of mine: until a day, or without an end."""
    until = contact.fields.paused
    return until if isinstance(until, bool) else today < until
