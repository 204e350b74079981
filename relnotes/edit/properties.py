"""Set one property of a note, and change nothing else."""

import re

import yaml

from relnotes.model import Note
from relnotes.parse.fields import FIELD_OF, spelling
from relnotes.parse.frontmatter import Loader, Value, parse_front_matter
from relnotes.parse.note import parse_note
from relnotes.parse.source import Source
from relnotes.parse.splice import Splice, apply, byte_offset, line_end

_PLAIN = re.compile(r"[^\W\d_][\w /.'-]*|\d+ ?[^\W\d_][\w ]*|\d{4}-\d{2}-\d{2}")


class Refused(Exception):
    """An edit that cannot be done safely: a sentence that says why."""


def set_property(path: str, data: bytes, name: str, value: str) -> bytes:
    """The note with property `name` set to `value`.

    A value that stands there already is replaced where it stands, under whatever spelling; else the property becomes
    the last one of the front matter, which is made if there is none. Raises `Refused` when the result would change
    anything else of what the note says.
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
    standing = [pair for pair in front.pairs if FIELD_OF.get(spelling(pair[0].text), ("",))[0] == name]
    if standing:
        old = standing[0][1]
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
    _check(path, parse_note(path, data), parse_note(path, changed), name)
    return changed


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


def _check(path: str, before: Note, after: Note, name: str) -> None:
    """Refuse what changed more than the one property (and where things stand)."""
    same = all(
        getattr(before.fields, field) == getattr(after.fields, field)
        for field in before.fields.__struct_fields__
        if field not in {name, "lines", "no_cadence", "people"}
    )
    counts = [(len(note.entries), len(note.tasks), len(note.topics), len(note.links)) for note in (before, after)]
    if not same or counts[0] != counts[1] or not after.readable:
        raise Refused(f"{path}: setting {name} here would change more than that, so nothing was written.")
