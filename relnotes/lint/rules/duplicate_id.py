"""Two notes with the same id.

The id keeps a person's calendar events together when their note is renamed, so it must be theirs alone: usually a note
was copied to begin another. The first path keeps the id; give the other one a new id, or delete the line.
"""

from collections.abc import Iterator

from relnotes.lint.rule import Across, Whole, Words
from relnotes.model import Severity
from relnotes.vault import clash_words, identities

CODE = "RN201"
SEVERITY: Severity = "error"
_LEILA = "---\ntype: person\nid: k7m2qx\n---\n"
GOOD = ({"People/Leila Hassan.md": _LEILA, "People/Omar Haddad.md": "---\ntype: person\nid: p3v9ad\n---\n"},)
BAD = ({"People/Leila Hassan.md": _LEILA, "People/Omar Haddad.md": "---\ntype: person\nid: ‹k7m2qx›\n---\n"},)


def check_vault(whole: Whole) -> Iterator[Across]:
    for note, owner in identities(whole.tracked)[1]:
        message, hint = clash_words(note, owner)
        yield Across(note.path, message, hint, Words(note.fields.id, note.fields.id_line))
