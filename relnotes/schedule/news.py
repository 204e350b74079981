"""news: a new job to congratulate on, or one that was lost: a reason to write, until there was contact."""

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from relnotes.insight.news import news_of
from relnotes.model import Item, Kind, Standing, Vault, Window
from relnotes.schedule.identity import uid
from relnotes.schedule.kinds import item

KINDS: tuple[Kind, ...] = ("news",)
LOST = "left"
_SILENT = {"paused", "resting", "waiting", "snoozed", "quiet"}


def items(vault: Vault, standings: Mapping[str, Standing], window: Window) -> Iterable[Item]:
    """One for each contact of whom there is news, unless they are left in peace; on the day it was first seen."""
    for contact in vault.contacts.values():
        standing = standings.get(contact.id)
        if standing is None or standing.state in _SILENT:
            continue
        news = news_of(contact, window.today)
        if news is None or news.told or news.change == "role":
            # A new role where they were may be a new title only: it is in the brief, as a question.
            continue
        key = f"{news.change}:{news.month.isoformat()}"
        known = window.published.events.get(uid(contact.id, "news", key))
        yield replace(
            item(contact, "news", "due", news.change, standing),
            line=news.line,
            source=f"{contact.path}:{news.line}",
            due=news.month,
            since=news.month,
            planned=known.start if known and known.start else window.today,
            subject=news.company,
            key=key,
        )
