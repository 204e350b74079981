"""A note gets another name: the links to it, in whatever form they are written, and its own title."""

import re
from collections import Counter
from collections.abc import Callable
from urllib.parse import quote, unquote

from msgspec import Struct

from relnotes.edit.content import read_editable
from relnotes.edit.properties import add_to_property, set_property
from relnotes.edit.refused import Refused
from relnotes.model import Note, Splice
from relnotes.parse.links import LINK, blank_code, stem
from relnotes.parse.note import parse_note
from relnotes.parse.source import Source
from relnotes.parse.splice import apply
from relnotes.parse.words import HEADS

_TITLE = re.compile(r"^(?P<hashes># +)(?P<title>[^\r\n]*?)[ \t]*\r?$", re.MULTILINE)
Means = Callable[[str], bool]
"""Whether the target of a link is the note that gets another name."""


class Rename(Struct, frozen=True):
    """Paths in the vault, and whether the bare new name is that of another note as well."""

    old: str
    new: str
    ambiguous: bool = False

    @property
    def old_name(self) -> str:
        return stem(self.old.rsplit("/", 1)[-1])

    @property
    def new_name(self) -> str:
        return stem(self.new.rsplit("/", 1)[-1])


def retarget(path: str, data: bytes, rename: Rename, means: Means) -> bytes:
    """The note with each link to the old file leading to the new one; headings, shown texts and embeds stay.

    Links by an alias stay as they are: they go on to mean the note. `Refused` when anything else would change.
    """
    parsed = read_editable(path, data, HEADS)
    source = parsed.source
    lines = {link.line for link in parsed.note.links if _target(link.target, rename, means, "wiki") is not None}
    splices = tuple(splice for line in sorted(lines) for splice in _splices(source, line, rename, means))
    changed = apply(data, splices)
    if lines and not _only_links(parsed.note, parse_note(path, changed), rename, means):
        raise Refused(f"{path}: a link to {rename.old} stands where it cannot be changed safely; change it by hand.")
    return changed


def retitle(path: str, data: bytes, rename: Rename, name: str) -> bytes:
    """The renamed note itself: its old names become aliases, its title and its `name` the new one.

    `name` is what the person is called, which not every file name can say.
    """
    parsed = read_editable(path, data, HEADS)
    called = parsed.note.fields.name
    title = _TITLE.search(parsed.source.text, parsed.front.body)
    if title and title["title"] in {rename.old_name, called} and title["title"] != name:
        data = apply(data, (parsed.source.splice(title.start("title"), title.end("title"), name),))
    if called != name and (called or name != rename.new_name):
        data = set_property(path, data, "name", name)
    for old in dict.fromkeys((rename.old_name, called)):
        if old and old.casefold() not in {rename.new_name.casefold(), name.casefold()}:
            data = add_to_property(path, data, "aliases", old)
    return data


def _splices(source: Source, line: int, rename: Rename, means: Means) -> list[Splice]:
    """The edits of one line on which such a link is read."""
    found = []
    start = source.offset(line)
    text = source.whole_line(line)
    for match in LINK.finditer(blank_code(text)):
        group = next(name for name in ("wiki", "angle", "url") if match[name] is not None)
        written = text[match.start(group) : match.end(group)]
        target, mark, fragment = written.partition("#") if group != "wiki" else (written, "", "")
        new = _target(target, rename, means, group)
        if new is not None:
            found.append(source.splice(start + match.start(group), start + match.end(group), new + mark + fragment))
    return found


def _target(written: str, rename: Rename, means: Means, group: str) -> str | None:
    """What to write instead of a link's target; None when it means another note, or this one by an alias."""
    plain = unquote(written) if group == "url" else written
    bare = plain.strip()
    ending = bare[len(stem(bare)) :]
    if group != "wiki" and (not ending or "://" in bare):
        return None
    bare = stem(bare)
    folder, slash, name = bare.rpartition("/")
    if name.casefold() != rename.old_name.casefold() or not means(bare.removeprefix("./")):
        return None
    if not slash and rename.ambiguous and group == "wiki":
        folder, slash = rename.new.rpartition("/")[0], "/" if "/" in rename.new else ""
    new = f"{folder}{slash}{rename.new_name}{ending}"
    if group == "url":
        return quote(new, safe="/.()!,'@&=+$~-_") if written != plain or " " in new else new
    lead = plain[: len(plain) - len(plain.lstrip())]
    return lead + new + plain[len(plain.rstrip()) :]


def _only_links(before: Note, after: Note, rename: Rename, means: Means) -> bool:
    def mapped(note: Note) -> Counter[str]:
        return Counter(_target(link.target, rename, means, "wiki") or link.target for link in note.links)

    return mapped(before) == Counter(link.target for link in after.links) and _shape(before) == _shape(after)


def _shape(note: Note) -> tuple[object, ...]:
    """What a note says, but for the words: a link without a text of its own shows the name."""
    return (
        note.type,
        note.marked,
        note.readable,
        [(entry.date, entry.head, entry.tags, len(entry.details), len(entry.people)) for entry in note.entries],
        [(task.open, task.mine, task.due, task.done, len(task.people)) for task in note.tasks],
        (len(note.topics), len(note.mentions), len(note.diagnostics)),
    )
