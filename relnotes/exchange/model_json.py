"""The whole model of the people in a vault as JSON: ``relnotes.export/1``; README describes it."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from relnotes.exchange.draft import Draft
from relnotes.model import Contact

SCHEMA = "relnotes.export/1"


def render(people: Iterable[tuple[Contact, Draft]]) -> str:
    """Every contact with all that its note says, and all contact with it; dates are ISO, empty values left out."""
    found = {"schema": SCHEMA, "contacts": [_contact(contact, draft) for contact, draft in people]}
    return msgspec.json.format(msgspec.json.encode(found), indent=1).decode() + "\n"


def _contact(contact: Contact, draft: Draft) -> dict[str, Any]:
    note = contact.note
    fields = _plain(note.fields)
    properties = {name: value for name, value in fields.items() if name not in {"lines", "ignore"} and value}
    return {
        "id": contact.id,
        "name": contact.name,
        "path": contact.path,
        "type": note.type or "person",
        "properties": properties,
        "log": _plain(note.entries),
        "contact": _plain(contact.touches),
        "follow_ups": _plain(contact.follow_ups),
        "tasks": _plain(note.tasks),
        "topics": _plain(contact.topics),
        "backlinks": [{"path": path, "line": line} for path, line in contact.backlinks],
        "imported": {
            "text": draft.text,
            "fields": [{"label": label, "value": value} for label, value in draft.extra],
            "vcard": list(draft.card),
        },
    }


def _plain(value: Any) -> Any:
    """Structs as mappings, without what is empty."""
    built = msgspec.to_builtins(_unproxied(value))
    return _thin(built)


def _unproxied(value: Any) -> Any:
    """The lines of properties are a read-only mapping, which msgspec does not know."""
    if isinstance(value, msgspec.Struct):
        names = value.__struct_fields__
        return {name: _unproxied(getattr(value, name)) for name in names}
    if isinstance(value, (tuple, list)):
        return [_unproxied(one) for one in value]
    if isinstance(value, Mapping):
        return {key: _unproxied(one) for key, one in value.items()}
    return value


def _thin(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _thin(one) for key, one in value.items() if one not in (None, "", [], {})}
    return [_thin(one) for one in value] if isinstance(value, list) else value
