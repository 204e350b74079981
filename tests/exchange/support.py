"""Builders: foreign files from texts, and what an import makes of them in a vault of texts. No disk, no clock."""

import io
from collections.abc import Mapping
from datetime import date

from relnotes.edit.filename import path_key
from relnotes.exchange.compose import Style
from relnotes.exchange.draft import Draft, Foreign, Part, Reading
from relnotes.exchange.formats import recognise
from relnotes.exchange.job import Sighting
from relnotes.exchange.match import Index
from relnotes.exchange.plan import Plan, Vaulted, make_plan
from tests.support import TODAY, vault

STYLE = Style("Log")


def foreign(
    files: Mapping[str, str | bytes], written: date = TODAY, mine: tuple[str, ...] = (), **mapping: str
) -> Foreign:
    """A foreign file of one part or several."""
    parts = {}
    for name, text in files.items():
        data = text.encode() if isinstance(text, str) else text
        parts[name.lower()] = Part(name, lambda data=data: io.BytesIO(data), len(data))  # type: ignore[misc]
    return Foreign(next(iter(files)), parts, written, mapping, frozenset(mine), TODAY)


def read(name: str, text: str | bytes, written: date = TODAY, **mapping: str) -> Reading:
    """What is read of one file, recognised by its content."""
    file = foreign({name: text}, written, (), **mapping)
    chosen, file = recognise(file)
    return chosen.read(file)


def drafts(name: str, text: str | bytes) -> tuple[Draft, ...]:
    return read(name, text).drafts


def vaulted(notes: Mapping[str, str], folder: str = "People") -> Vaulted:
    contacts = vault(notes).contacts.values()
    data = {one.path: notes[one.path].encode() for one in contacts}
    return Vaulted(Index(contacts, notes), data, frozenset(path_key(path) for path in notes), folder, STYLE)


def plan(
    reading: Reading,
    notes: Mapping[str, str],
    seen: Mapping[str, Sighting] | None = None,
    answers: Mapping[str, str] | None = None,
    *,
    everyone: bool = False,
) -> Plan:
    return make_plan("file", reading, vaulted(notes), TODAY, seen or {}, answers or {}, everyone=everyone)


def after(notes: Mapping[str, str], done: Plan) -> dict[str, str]:
    """The notes once a plan is written."""
    return {**notes, **{path: data.decode() for path, data in done.writes.items()}}
