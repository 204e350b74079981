"""The due list as JSON, in the shape that README promises: ``relnotes.due/1``."""

from typing import Any

import msgspec

from relnotes.model import Agenda, Item, Texts
from relnotes.render.wording import sentence

SCHEMA = "relnotes.due/1"


def render_json(agenda: Agenda, items: tuple[Item, ...], texts: Texts) -> str:
    """The items in the order of the text list; dates are ISO, absent values null."""
    found = {
        "schema": SCHEMA,
        "today": agenda.today,
        "items": [_item(item, agenda, texts) for item in items],
    }
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
