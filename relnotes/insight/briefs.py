"""The briefs of a vault while it is edited: each is made again only when something may have changed that it says."""

from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from relnotes.insight.brief import build_brief
from relnotes.insight.ground import Ground, lay_ground
from relnotes.model import Brief, Change, Contact, Ledger, Vault, Window


class _Made(Struct, frozen=True):
    """A brief with all that it was made from."""

    contact: Contact
    ledger: Ledger | None
    change: Change | None
    surroundings: object
    brief: Brief


class Briefs:
    """Briefs by contact, for one config."""

    def __init__(self, finish: Callable[[Brief, Contact], Brief] = lambda brief, _: brief) -> None:
        """`finish` has the last word on each brief."""
        self._finish = finish
        self._ground: Ground | None = None
        self._made: dict[str, _Made] = {}

    def lay(self, vault: Vault, window: Window) -> Ground:
        """The ground on which the next briefs are made."""
        self._ground = lay_ground(vault, window, self._ground)
        return self._ground

    def of(self, ground: Ground, contact: Contact, change: Change | None) -> Brief:
        """What to know before writing to a contact, with what the history of the note raises a question about."""
        ledger = ground.ledgers.get(contact.id)
        made = self._made.get(contact.id)
        if (
            made is None
            or made.contact is not contact
            or made.surroundings is not ground.surroundings
            or made.ledger != ledger
            or made.change != change
            # Whether I know by now whom they introduced to me stands in that one's note.
            or (ledger and ledger.introductions)
        ):
            brief = build_brief(ground, contact)
            brief = self._finish(replace(brief, change=change) if change else brief, contact)
            made = self._made[contact.id] = _Made(contact, ledger, change, ground.surroundings, brief)
        return made.brief
