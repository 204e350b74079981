"""check-in, community, writing: contact, or taking part, at the rhythm of a cadence."""

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from relnotes.model import Contact, Item, Kind, Standing, Window

KINDS: tuple[Kind, ...] = ("check-in", "community", "writing")
_OF_TYPE: Mapping[str, Kind] = {"person": "check-in", "community": "community", "writing": "writing"}


def items(contact: Contact, standing: Standing | None, bare: Item, _window: Window) -> Iterable[Item]:
    """One for a contact with an interval or a next contact; a reply owed stands in its place."""
    if standing is None or not standing.reason or standing.state == "reply":
        return
    met, planned, reason, source = contact.fields.met, standing.planned_contact, standing.reason, ""
    if planned and standing.due == planned.date:
        reason, source = "planned-contact", f"{planned.path}:{planned.line}"
    elif reason == "next-contact":
        source = f"{contact.path}:{contact.fields.lines.get('next_contact', 1)}"
    yield replace(
        bare,
        kind=_OF_TYPE[contact.note.type],
        state=standing.state,
        reason=reason,
        due=standing.due,
        since=met.on if met and standing.reason == "never" else None,
        source=source,
    )
