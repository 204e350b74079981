"""Set one property of a note, and change nothing else."""

import re

import yaml

from relnotes.model import Note, Splice
from relnotes.parse.fields import FIELD_OF
from relnotes.parse.frontmatter import FrontMatter, Loader, Value, parse_front_matter
from relnotes.parse.note import parse_note
from relnotes.parse.source import Source
from relnotes.parse.splice import apply, byte_offset, line_end
from relnotes.parse.values import spelling

_PLAIN = re.compile(r"[^\W\d_][\w /.'-]*|\d+ ?[^\W\d_][\w ]*|\d{4}-\d{2}-\d{2}")


class Refused(Exception):
    """An edit that cannot be done safely: a sentence that says why."""


def set_property(path: str, data: bytes, name: str, value: str) -> bytes:
    """The note with property `name` set to `value`.

    A value that stands there already under the property's own name is replaced, or else one under another spelling
    that means the same; else the property becomes the last one of the front matter, which is made if there is none.
    Raises `Refused` when the note would then not say exactly this, or anything else than before.
    """
    source = Source(path, data)
    if not source.valid:
        raise Refused(f"{path} is not UTF-8 text, so it is left alone.")
    front = parse_front_matter(source)
    if not front.readable:
        line = source.problems[0].span.line if source.problems else 1
        raise Refused(f"{path}:{line}: the front matter cannot be read; mend it first.")
    written = quoted(value).encode()
    end_of_line = line_end(data)
    old = _standing(path, data, front, name)
    if old is not None:
        _must_be_one_line(path, source, old)
        at = byte_offset(data, old.start)
        gap = b"" if data[at - 1 : at] in {b" ", b"\t"} else b" "
        splice = Splice(at, byte_offset(data, old.end), gap + written)
    elif front.body:
        at = byte_offset(data, front.end)
        before = b"" if data[:at].endswith(b"\n") else end_of_line
        splice = Splice(at, at, before + name.encode() + b": " + written + end_of_line)
    else:
        at = byte_offset(data, 0)
        block = [b"---", name.encode() + b": " + written, b"---", b""]
        splice = Splice(at, at, end_of_line.join(block))
    changed = apply(data, (splice,))
    _check(path, parse_note(path, data), parse_note(path, changed), name, value)
    return changed


def _standing(path: str, data: bytes, front: FrontMatter, name: str) -> Value | None:
    """The value to replace. Another spelling is taken only when it is read as one: `relationship: sister` is not."""
    own = [value for key, value in front.pairs if spelling(key.text) == spelling(name)]
    other = [value for key, value in front.pairs if FIELD_OF.get(spelling(key.text), ("",))[0] == name]
    if own or not other:
        return own[0] if own else None
    understood = name == "cadence" and parse_note(path, data).fields.cadence is not None
    return other[0] if understood else None


def quoted(value: str) -> str:
    """A value as YAML writes it: bare where every reader takes it for that text, else in double quotes."""
    if _PLAIN.fullmatch(value):
        read = yaml.load(value, Loader=Loader)  # noqa: S506 - Loader is a safe loader
        if isinstance(read, str) and read == value:
            return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _must_be_one_line(path: str, source: Source, value: Value) -> None:
    first, last = source.line(value.start), source.line(max(value.start, value.end))
    if not value.scalar or first != last:
        raise Refused(f"{path}:{first}: this property is written over several values or lines; edit it by hand.")


def _check(path: str, before: Note, after: Note, name: str, value: str) -> None:
    """Refuse what does not say the value now, or changed more than the one property (and where things stand)."""
    wanted = parse_note(path, f"---\n{name}: {quoted(value)}\n---\n".encode())
    same = all(
        getattr(before.fields, field) == getattr(after.fields, field)
        for field in before.fields.__struct_fields__
        if field not in {name, "lines", "no_cadence", "people"}
    )
    counts = [(len(note.entries), len(note.tasks), len(note.topics), len(note.links)) for note in (before, after)]
    says = getattr(after.fields, name) == getattr(wanted.fields, name)
    if not (same and says and counts[0] == counts[1] and after.readable):
        raise Refused(f"{path}: setting {name} here would change more than that, so nothing was written.")
