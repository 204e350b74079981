"""The briefs of everybody on an agenda: each is made again only when something may have changed that it says."""

from collections.abc import Callable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from relnotes.carry import carry, changed
from relnotes.insight.brief import build_brief, build_stranger_brief
from relnotes.insight.ground import Ground
from relnotes.model import Brief, Change, Contact, Item

Finish = Callable[[Brief, Contact], Brief]
"""What has the last word on a brief."""


class Briefs(Struct, frozen=True):
    """Everybody's briefs, with what they were made from."""

    ground: Ground
    people: Mapping[str, tuple[Item, ...]] = {}
    """Each one's items, by contact, or by the name of somebody without a note."""
    changes: Mapping[str, Change] = {}
    briefs: Mapping[str, Brief] = {}
    """By the same names."""


def brief_of(ground: Ground, contact: Contact, changes: Mapping[str, Change], finish: Finish) -> Brief:
    """What to know before writing to a contact; `changes`, by path, are what history raises questions about."""
    brief, change = build_brief(ground, contact), changes.get(contact.path)
    return finish(replace(brief, change=change) if change else brief, contact)


def brief_everybody(
    ground: Ground,
    people: Mapping[str, tuple[Item, ...]],
    changes: Mapping[str, Change],
    finish: Finish,
    before: Briefs | None = None,
) -> Briefs:
    """The briefs of all who have items; of `before`, of the same config, whatever did not change is taken over."""
    before = before or Briefs(ground)
    contacts, old = ground.vault.contacts, before.ground
    names = changed(before.people, people)
    if ground.surroundings is not old.surroundings:
        names |= dict.fromkeys(people)
    names |= changed(old.vault.contacts, contacts) | changed(old.ledgers, ground.ledgers)
    asked = changed(before.changes, changes)
    if asked:
        names |= dict.fromkeys(name for name in people if (one := contacts.get(name)) and one.path in asked)
    # Whether I know by now whom they introduced to me stands in that one's note.
    names |= dict.fromkeys(ground.books.brought)

    def make(name: str) -> Brief | None:
        items = people.get(name)
        if items is None:
            return None
        contact = contacts.get(name)
        # The last item of each is as good as any: only strangers' briefs depend on it.
        found = brief_of(ground, contact, changes, finish) if contact else build_stranger_brief(ground, items[-1])
        return known if (known := before.briefs.get(name)) == found else found

    return Briefs(ground, people, changes, carry(before.briefs, names, make))
