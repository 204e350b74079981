"""check-in, community, writing: contact, or taking part, at the rhythm of a cadence."""

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from relnotes.model import Contact, Item, Kind, Standing, Window
from relnotes.schedule.kinds import item

KINDS: tuple[Kind, ...] = ("check-in", "community", "writing")
_OF_TYPE: Mapping[str, Kind] = {"person": "check-in", "community": "community", "writing": "writing"}


def items(contact: Contact, standing: Standing | None, _window: Window) -> Iterable[Item]:
    """One for a contact with an interval or a next contact; a reply owed stands in its place."""
    if standing is None or not standing.reason or standing.state == "reply":
        return
    found = item(contact, _OF_TYPE[contact.note.type], standing.state, standing.reason, standing)
    met = contact.fields.met
    if standing.reason == "never" and met:
        found = replace(found, since=met.on)
    if standing.reason == "next-contact":
        found = replace(found, source=f"{contact.path}:{contact.fields.lines.get('next_contact', 1)}")
    planned = standing.planned_contact
    if planned and standing.due == planned.date:
        found = replace(found, reason="planned-contact", source=f"{planned.path}:{planned.line}")
    yield replace(found, due=standing.due)
