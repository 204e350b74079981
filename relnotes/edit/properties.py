"""Set, extend or take away one property of a note, and change nothing else."""

import re
from collections.abc import Callable

import yaml
from msgspec.structs import replace

from relnotes.edit.content import content, read_editable
from relnotes.edit.refused import Refused
from relnotes.model import Fields, Note
from relnotes.parse.fields import FIELD_OF
from relnotes.parse.frontmatter import FrontMatter, Value
from relnotes.parse.libyaml import Loader
from relnotes.parse.note import Parsed, parse_note
from relnotes.parse.splice import apply, line_end
from relnotes.parse.values import day, flag, flag_or_day, listed, people, positions, spelling, tags, texts, yearly
from relnotes.parse.words import HEADS

_PLAIN = re.compile(r"[^\W\d_][\w /.'-]*|\d+ ?[^\W\d_][\w ]*|\d{4}-\d{2}-\d{2}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LISTS: frozenset[Callable[..., object]] = frozenset({listed, texts, tags, people})
_BARE: frozenset[Callable[..., object] | None] = frozenset({day, flag, flag_or_day, yearly, None})
# What else a property decides beside its own field.
_ALSO = {"cadence": {"no_cadence"}, "status": {"paused"}}


def set_property(path: str, data: bytes, name: str, value: str) -> bytes:
    """The note with property `name` set to `value`; of a property that is a list, commas part its items.

    A value that stands there already under the property's own name is replaced, or else one under another spelling
    that means the same; else the property becomes the last one of the front matter, which is made if there is none.
    Raises `Refused` when the note would then not say exactly this, or anything else than before.
    """
    parsed = read_editable(path, data, HEADS)
    wanted = _wanted(path, name, value)
    old = _standing(path, data, parsed.front, name)
    parts = _parts(name, value)
    if old is None:
        changed = _append(parsed, data, name, _written(name, parts or [value], listed=parts is not None))
    else:
        changed = _put(path, parsed, data, name, old, parts or [value], listed=parts is not None)
    return _checked(path, parsed, changed, name, wanted)


def add_to_property(path: str, data: bytes, name: str, item: str) -> bytes:
    """The note with one item more in a property that is a list, such as an alias; as it was when it has that already.

    The list keeps its form: one a line, in brackets, or a single text, which becomes a list.
    """
    parsed = read_editable(path, data, HEADS)
    old = _standing(path, data, parsed.front, name)
    there = [] if old is None else _items(path, parsed, name, old)
    if item in there:
        return data
    wanted = _wanted_list(path, name, [*there, item])
    if old is None:
        changed = _append(parsed, data, name, _flow([item]))
    elif old.items:
        changed = _insert(parsed, data, old, item)
    else:
        changed = _put(path, parsed, data, name, old, [*there, item], listed=True)
    return _checked(path, parsed, changed, name, wanted)


def remove_property(path: str, data: bytes, name: str) -> bytes:
    """The note without a property, under whatever spelling it stands; as it was when it has none."""
    parsed = read_editable(path, data, HEADS)
    field = _field(name)
    own = [
        pair for pair in parsed.front.pairs if _same(pair[0].text, name) or (field and _field(pair[0].text) == field)
    ]
    splices = []
    for key, value in own:
        first = parsed.source.line(key.start)
        start = parsed.source.offset(first)
        if key.start != start:
            raise Refused(f"{path}:{first}: this property stands inside of another one; take it away by hand.")
        end = parsed.source.text.find("\n", max(key.start, value.end)) + 1 or len(parsed.source.text)
        splices.append(parsed.source.splice(start, end, ""))
    return _checked(path, parsed, apply(data, tuple(splices)), name, Fields())


def quoted(value: str) -> str:
    """A value as YAML writes it: bare where every reader takes it for that text, else in double quotes."""
    if _PLAIN.fullmatch(value):
        read = yaml.load(value, Loader=Loader)  # noqa: S506 - Loader is a safe loader
        if isinstance(read, str) and read == value:
            return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


# --- what is meant -------------------------------------------------------------------------------------------------


def _field(name: str) -> str:
    return FIELD_OF.get(spelling(name), ("",))[0]


def _same(one: str, other: str) -> bool:
    return spelling(one) == spelling(other)


def _converter(name: str) -> Callable[..., object] | None:
    known = FIELD_OF.get(spelling(name))
    return known[1] if known else None


def _parts(name: str, value: str) -> list[str] | None:
    """The items of a value of a property that is a list; None for all other properties."""
    if _converter(name) not in _LISTS:
        return [value] if _converter(name) is positions else None
    return [part for piece in value.split(",") if (part := piece.strip())]


def _written(name: str, parts: list[str], *, listed: bool) -> str:
    if listed:
        return quoted(parts[0]) if len(parts) == 1 and _field(name) not in {"tags", "aliases"} else _flow(parts)
    return _scalar(name, parts[0])


def _scalar(name: str, value: str) -> str:
    """A date or a tick without quotes, as Obsidian's own editor writes it, but where a text is meant."""
    if _converter(name) in _BARE and (_DAY.fullmatch(value) or value in {"true", "false"}):
        return value
    return quoted(value)


def _flow(items: list[str]) -> str:
    return f"[{', '.join(quoted(item) for item in items)}]"


def _wanted(path: str, name: str, value: str) -> Fields:
    parts = _parts(name, value)
    if parts is not None:
        return _wanted_list(path, name, parts)
    return _read(path, name, _scalar(name, value))


def _wanted_list(path: str, name: str, items: list[str]) -> Fields:
    return _read(path, name, _flow(items))


def _read(path: str, name: str, written: str) -> Fields:
    """What the property means when it is written so; `Refused` with its reader's words when that is nothing."""
    if not re.fullmatch(r"[^\W\d][\w .-]*", name):
        raise Refused(f"“{name}” is no name for a property: write letters, digits, - and _.")
    note = parse_note(path, f"---\n{name}: {written}\n---\n".encode())
    for problem in note.diagnostics:
        if problem.severity == "error":
            raise Refused(f"{problem.message}: {problem.hint}.")
    return note.fields


# --- where it stands -----------------------------------------------------------------------------------------------


def _standing(path: str, data: bytes, front: FrontMatter, name: str) -> Value | None:
    """The value to replace. Another spelling is taken only when it is read as one: `relationship: sister` is not."""
    own = [value for key, value in front.pairs if _same(key.text, name)]
    other = [value for key, value in front.pairs if _field(name) and _field(key.text) == _field(name)]
    if own or not other:
        return own[0] if own else None
    understood = name == "cadence" and parse_note(path, data).fields.cadence is not None
    return other[0] if understood else None


def _append(parsed: Parsed, data: bytes, name: str, written: str) -> bytes:
    """The property as the last one of the front matter, which is made where there is none."""
    end = line_end(data).decode()
    front = parsed.front
    if front.body:
        lead = "" if not front.end or parsed.source.raw[: front.end].endswith("\n") else end
        return apply(data, (parsed.source.splice(front.end, front.end, f"{lead}{name}: {written}{end}"),))
    block = end.join(["---", f"{name}: {written}", "---", ""])
    return apply(data, (parsed.source.splice(0, 0, block),))


def _insert(parsed: Parsed, data: bytes, old: Value, item: str) -> bytes:
    """One item more behind the last one of a list: on a line of its own, or before the bracket."""
    source = parsed.source
    last = (old.items or [old])[-1]
    if not source.raw[old.start : old.end].startswith("-"):
        quote = source.raw[last.end : last.end + 1] if source.raw[last.end : last.end + 1] in {'"', "'"} else ""
        at = last.end + len(quote)
        return apply(data, (source.splice(at, at, f", {quoted(item)}"),))
    end = source.raw.find("\n", last.end)
    at = end if end >= 0 else len(source.raw)
    at -= source.raw[at - 1 : at] == "\r"
    indent = " " * (source.span(old.start, old.start).column - 1)
    return apply(data, (source.splice(at, at, f"{line_end(data).decode()}{indent}- {quoted(item)}"),))


def _put(path: str, parsed: Parsed, data: bytes, name: str, old: Value, parts: list[str], *, listed: bool) -> bytes:
    """The property with another value in the place of the old one, a list in the form that it has."""
    source = parsed.source
    raw = source.raw[old.start : source.raw.find("\n", old.end)]
    if old.scalar or not listed:
        _must_be_one_line(path, parsed, old)
        written = _written(name, parts, listed=listed)
    elif any(not item.scalar for item in old.items or []) or old.pairs is not None or re.search(r"(?:^|\s)#", raw):
        line = source.line(old.start)
        raise Refused(f"{path}:{line}: this list holds more than texts, such as comments; edit it by hand.")
    elif raw.startswith("-"):
        indent = " " * (source.span(old.start, old.start).column - 1)
        separator = line_end(data).decode() + indent
        written = separator.join(f"- {quoted(part)}" for part in parts)
    else:
        written = _flow(parts)
    gap = "" if source.raw[old.start - 1 : old.start].isspace() else " "
    return apply(data, (source.splice(old.start, old.end, gap + written),))


def _items(path: str, parsed: Parsed, name: str, old: Value) -> list[str]:
    if old.empty:
        return []
    if old.scalar:
        return [part.strip() for part in old.text.split(",")] if _converter(name) is listed else [old.text]
    if any(not item.scalar for item in old.items or []) or old.pairs is not None:
        line = parsed.source.line(old.start)
        raise Refused(f"{path}:{line}: this list holds more than texts; edit it by hand.")
    return [item.text for item in old.items or [] if not item.empty]


def _must_be_one_line(path: str, parsed: Parsed, value: Value) -> None:
    first, last = parsed.source.line(value.start), parsed.source.line(max(value.start, value.end))
    if not value.scalar or first != last:
        raise Refused(f"{path}:{first}: this property is written over several values or lines; edit it by hand.")


# --- the proof -----------------------------------------------------------------------------------------------------


def _checked(path: str, parsed: Parsed, changed: bytes, name: str, wanted: Fields) -> bytes:
    """Refuse what does not say the value now, or changed more than the one property (and where things stand)."""
    after = parse_note(path, changed)
    field = _field(name)
    old, new = content(parsed.note), content(after)
    free = {field, *_ALSO.get(field, ())} - {""}
    kept = {one: getattr(new.fields, one) for one in free}
    same = replace(old, fields=replace(old.fields, **kept), marks=new.marks, links=new.links) == new
    says = not field or getattr(after.fields, field) == getattr(wanted, field)
    if not (same and says and after.readable and _marks_hold(parsed.note, after, field)):
        raise Refused(f"{path}: changing {name} here would change more than that, so nothing was written.")
    return changed


def _marks_hold(before: Note, after: Note, field: str) -> bool:
    """Whether the note is still about the same, unless the property is one of those that say so."""
    if field in {"type", "tags", "categories", "cadence", "name", "date"}:
        return True
    return (before.type, before.marked, before.name, before.date) == (after.type, after.marked, after.name, after.date)
