"""A note while a draft is put into it, step by step; each step is an edit that is checked by itself."""

from collections.abc import Callable

from msgspec import Struct

from relnotes.edit.lists import add_to_list
from relnotes.edit.properties import set_property
from relnotes.edit.refused import Refused
from relnotes.model import Fields, Note
from relnotes.parse.note import parse_note
from relnotes.render.clean import shown


class Change(Struct, frozen=True):
    """One thing that an import adds to a note: of which kind, and what."""

    kind: str
    text: str


class Work:
    """The note as it is by now, what was added to it, what the file says otherwise, and what could not be written."""

    def __init__(self, path: str, data: bytes) -> None:
        self.path = path
        self.data = data
        self.note: Note = parse_note(path, data)
        self.changes: list[Change] = []
        self.differs: list[Change] = []
        self.refused: list[str] = []

    @property
    def fields(self) -> Fields:
        return self.note.fields

    def become(self, data: bytes) -> None:
        """Go on with another text of the note."""
        self.data = data
        self.note = parse_note(self.path, data)

    def edit(self, change: Change, edit: Callable[[bytes], bytes]) -> bool:
        """Whether an edit could be made; then it counts as the change, if it changed anything."""
        try:
            data = edit(self.data)
        except Refused as error:
            self.refused.append(str(error))
            return False
        if data != self.data:
            self.become(data)
            self.changes.append(change)
        return True

    def set(self, name: str, value: str) -> bool:
        """Set a property."""
        value = shown(value)
        return self.edit(Change(name, value), lambda data: set_property(self.path, data, name, value))

    def add(self, name: str, values: list[str], *, first: bool = False) -> bool:
        """Add to a property that is a list."""
        texts = tuple(shown(value) for value in values)
        change = Change(name, "; ".join(texts))
        return self.edit(change, lambda data: add_to_list(self.path, data, name, texts, first=first))
