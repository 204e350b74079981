"""Add values to a property that is a list, and change nothing else."""

from relnotes.edit.properties import quoted
from relnotes.edit.refused import Refused
from relnotes.edit.scalar import scalar
from relnotes.model import Note, Splice
from relnotes.parse.fields import FIELD_OF
from relnotes.parse.frontmatter import Value, parse_front_matter
from relnotes.parse.note import parse_note
from relnotes.parse.source import Source
from relnotes.parse.splice import apply, byte_offset, line_end
from relnotes.parse.values import spelling


def add_to_list(path: str, data: bytes, name: str, values: tuple[str, ...], *, first: bool = False) -> bytes:
    """The note with `values` added to the list `name`: behind what stands there, or before it.

    A list in brackets, a list of lines and a single value are each continued as they are; a missing property is made.
    Raises `Refused` when the note would then not say exactly this, or anything else than before.
    """
    source = Source(path, data)
    front = parse_front_matter(source)
    if not source.valid or not front.readable:
        raise Refused(f"{path}: the front matter cannot be read; mend it first.")
    eol = line_end(data).decode()
    written = [scalar(value) for value in values]
    # `URL[HOME]` is a list of one kind only.
    pairs = [(spelling(key.text), value) for key, value in front.pairs if "[" not in key.text]
    own = [value for spelled, value in pairs if spelled == spelling(name)]
    old = next(iter(own + [value for spelled, value in pairs if FIELD_OF.get(spelled, ("",))[0] == name]), None)
    blank = old is not None and old.scalar and old.empty and not source.text[old.start : old.end].strip()
    if old is not None and blank:
        # A template's `email:` that waits to be filled in.
        gap = "" if source.text[old.start - 1 : old.start].isspace() else " "
        at, text = old.start, gap + (written[0] if len(written) == 1 else f"[{', '.join(written)}]")
    elif old is None:
        lines = "".join(f"  - {one}{eol}" for one in written)
        at, text = front.end, f"{name}:{eol}{lines}"
        if not front.body:
            at, text = 0, f"---{eol}{text}---{eol}"
        elif not source.text[:at].endswith("\n"):
            text = eol + text
    else:
        at, text = _beside(source, old, written, eol, first=first)
    splice = Splice(byte_offset(data, at), byte_offset(data, at), text.encode())
    before = parse_note(path, data)
    if old is not None and old.scalar and not blank:
        several = len(getattr(before.fields, name)) > 1
        changed = _as_list(data, source, old, written, first=first, several=several)
    else:
        changed = apply(data, (splice,))
    _check(path, before, parse_note(path, changed), name)
    return changed


def _beside(source: Source, old: Value, written: list[str], eol: str, *, first: bool) -> tuple[int, str]:
    """Where the new values go, and as what: beside the items of a list that has some."""
    if old.pairs is not None or (old.items is not None and any(item.items is not None for item in old.items)):
        raise Refused(f"{source.path}:{source.line(old.start)}: this property is no plain list; edit it by hand.")
    if old.scalar:
        return old.start, ""
    items = old.items or []
    if source.text[old.start] == "[":
        inside = ", ".join(written)
        if not items:
            return old.start + 1, inside
        return (items[0].start, f"{inside}, ") if first else (items[-1].end, f", {inside}")
    line = source.line(items[0].start)
    mark = source.text[source.offset(line) : items[0].start]
    if first:
        return source.offset(line), "".join(f"{mark}{one}{eol}" for one in written)
    last = source.line(max(items[-1].start, items[-1].end - 1))
    end = source.offset(last) + len(source.whole_line(last))
    return end, "".join(f"{eol}{mark}{one}" for one in written)


def _as_list(data: bytes, source: Source, old: Value, written: list[str], *, first: bool, several: bool) -> bytes:
    """A single value and the new ones, as a list in brackets on its line."""
    raw = source.text[old.start : old.end]
    if "\n" in raw:
        raise Refused(f"{source.path}:{source.line(old.start)}: this value runs over several lines; edit it by hand.")
    # One text may hold several values with commas, which brackets would keep apart just so.
    whole = old.plain and any(char in raw for char in ("[]{}" if several else ",[]{}"))
    one = quoted(old.text) if whole else raw
    values = [*written, one] if first else [one, *written]
    begin, end = byte_offset(data, old.start), byte_offset(data, old.end)
    return apply(data, (Splice(begin, end, f"[{', '.join(values)}]".encode()),))


def _check(path: str, before: Note, after: Note, name: str) -> None:
    same = all(
        getattr(before.fields, field) == getattr(after.fields, field)
        for field in before.fields.__struct_fields__
        if field not in {name, "lines", "people"}
    )
    counts = [(len(note.entries), len(note.tasks), len(note.topics)) for note in (before, after)]
    old, new = getattr(before.fields, name), getattr(after.fields, name)
    if not (same and after.readable and counts[0] == counts[1] and len(new) > len(old) and set(old) <= set(new)):
        raise Refused(f"{path}: adding to {name} here would change more than that, so nothing was written.")
