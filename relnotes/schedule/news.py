"""news: a new job to congratulate on, or one that was lost: a reason to write, until there was contact."""

from collections.abc import Iterable

from msgspec.structs import replace

from relnotes.insight.news import news_of
from relnotes.model import Contact, Item, Kind, Standing, Window

KINDS: tuple[Kind, ...] = ("news",)
LOST = "left"
_SILENT = {"paused", "resting", "waiting", "snoozed", "quiet"}


def items(contact: Contact, standing: Standing | None, bare: Item, window: Window) -> Iterable[Item]:
    """One for a contact of whom there is news, unless they are left in peace."""
    if standing is None or standing.state in _SILENT:
        return
    news = news_of(contact, window.today)
    if news is None or news.told or news.change == "role":
        # A new role where they were may be a new title only: it is in the brief, as a question.
        return
    yield replace(
        bare,
        kind="news",
        state="due",
        reason=news.change,
        line=news.line,
        source=f"{contact.path}:{news.line}",
        due=news.month,
        since=news.month,
        subject=news.company,
        key=f"{news.change}:{news.month.isoformat()}",
    )
