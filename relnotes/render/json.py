"""The due list and briefs as JSON, in the shapes that README promises: ``relnotes.due/1``, ``relnotes.brief/1``."""

from typing import Any

import msgspec

from relnotes.model import Agenda, Brief, Contact, Day, Item, Texts
from relnotes.render.brief import brief_parts
from relnotes.render.wording import sentence

SCHEMA = "relnotes.due/1"


def render_json(agenda: Agenda, items: tuple[Item, ...], texts: Texts) -> str:
    """The items in the order of the text list; dates are ISO, absent values null."""
    found = {
        "schema": SCHEMA,
        "today": agenda.today,
        "items": [_item(item, agenda, texts) for item in items],
    }
    return as_json(found)


def render_brief(today: Day, contact: Contact, brief: Brief, texts: Texts) -> str:
    """A brief: each line with a stable word for what it is about."""
    lines = [{"about": about, "text": line} for about, line in brief_parts(brief, texts)]
    head = {"schema": "relnotes.brief/1", "today": today, "id": contact.id, "path": contact.path, "name": contact.name}
    return as_json({**head, "lines": lines})


def as_json(found: dict[str, Any]) -> str:
    return msgspec.json.format(msgspec.json.encode(found), indent=2).decode() + "\n"


def _item(item: Item, agenda: Agenda, texts: Texts) -> dict[str, Any]:
    return {
        "id": item.contact,
        "path": item.path,
        "line": item.line,
        "name": item.name,
        "kind": item.kind,
        "state": item.state,
        "due": item.due,
        "planned": item.planned,
        "last_contact": item.last_contact,
        "last_source": item.last_source,
        "cadence": item.cadence.text if item.cadence else None,
        "ratio": item.ratio,
        "rank": item.rank,
        "reason": item.reason,
        "text": sentence(item, texts, agenda.today),
    }
