"""A log line with which somebody on the list is answered says also what they were thanked for."""

from collections.abc import Sequence

from msgspec.structs import replace

from relnotes.edit.company import is_arabic
from relnotes.edit.log import Draft
from relnotes.model import Item, Note
from relnotes.parse.note import parse_note
from relnotes.parse.words import Heads
from relnotes.render.clean import shown


def with_thanks(draft: Draft, note: Note, items: Sequence[Item], heads: Heads) -> Draft:
    """The draft with ``thanked: …`` nested in it for each thanks among the `items` of the list that it answers.

    Words that say thanks themselves are enough; and where the list had other reasons too, words decide what it was.
    """
    asked = sorted((item for item in items if item.kind == "follow-up" and item.reason == "thanks"), key=_place)
    others = any(item.kind not in {"follow-up", "waiting-on"} for item in items)
    if not asked or (draft.text and others) or _thanks(draft, heads):
        return draft
    head = "شكرت" if is_arabic(" ".join(entry.text for entry in note.entries)) else "thanked"
    return replace(draft, nested=(*draft.nested, *(f"{head}: {shown(item.subject)}" for item in asked)))


def _place(item: Item) -> tuple[str, str, int]:
    return (str(item.since), item.path, item.line)


def _thanks(draft: Draft, heads: Heads) -> bool:
    lines = [f"- {draft.day.isoformat()} {draft.text}", *(f"  - {line}" for line in draft.nested)]
    note = parse_note("x.md", "\n".join(["---", "type: person", "---", *lines, ""]).encode(), heads)
    return any(detail.head == "thanked" for entry in note.entries for detail in entry.details)
