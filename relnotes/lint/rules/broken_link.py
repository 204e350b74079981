"""A link to a person whom no note knows.

Links to notes that do not exist yet are normal in Obsidian, so only those are named that relnotes would use, and those
that are probably a slip: whom a log entry or a meeting is with, a name that is nearly that of a contact, and what this
commit itself breaks by deleting or renaming a note.
"""

import re
from collections.abc import Iterator

from relnotes.lint.near import near
from relnotes.lint.rule import Found, Whole
from relnotes.model import Link, Note, Severity
from relnotes.vault import resolve

CODE = "RN205"
SEVERITY: Severity = "info"
_OMAR = {"People/Omar Haddad.md": "---\ntype: person\n---\n"}
GOOD = (
    '---\ntype: person\ncompany: "[[Acme]]"\n---\n- 2026-11-02 coffee: she told me of [[KubeCon]]\n',
    _OMAR | {"People/Leila Hassan.md": "---\ntype: person\n---\n- 2026-11-02 lunch with [[Omar Haddad]]: news\n"},
)
BAD = (
    _OMAR | {"People/Leila Hassan.md": "---\ntype: person\n---\n- 2026-11-02 lunch with ‹[[Omar Hadad]]›: news\n"},
    "---\ntype: person\n---\n- 2026-11-02 lunch with ‹[[Sara Nabil]]›: news\n",
)

# Pictures, boards, and the days that a calendar plugin links, with or without a note.
_NO_NOTE = re.compile(r".*\.(?!md$)\w{1,6}|\d{4}-\d{2}(-\d{2})?|\d{4}-W\d{2}", re.IGNORECASE)


def check_vault(whole: Whole) -> Iterator[Found]:
    ours = {path.rpartition("/")[2].removesuffix(".md") for path in whole.config.outputs}
    for note in whole.tracked:
        used = _used(note)
        for link in dict.fromkeys([*used, *note.links]):
            name = link.target.rpartition("/")[2]
            if resolve(whole.names, link.target) or _NO_NOTE.fullmatch(name) or name in ours:
                continue
            meant = near(whole, name)
            was = whole.before is not None and resolve(whole.before.names, link.target)
            if link in used or ((meant or was) and _matters(whole, note, link)):
                hint = f"did you mean [[{meant}]]?" if meant else "write the name of the note, or make one"
                yield Found(
                    whole.find_link(note.path, link), f"no note is called “{link.target}”", hint, path=note.path
                )


def _used(note: Note) -> list[Link]:
    """The links by which contact counts for somebody."""
    return [*note.fields.people, *(link for entry in note.entries for link in entry.people)]


def _matters(whole: Whole, note: Note, link: Link) -> bool:
    """Whether a link stands in the properties or in a log entry."""
    entries = note.entries
    if any(link.line in {entry.line, *(one.line for one in entry.details)} for entry in entries):
        return True
    parsed = whole.open(note.path)
    return link.line < parsed.source.line(parsed.front.end)
