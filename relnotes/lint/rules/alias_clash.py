"""An alias that is also the name, or an alias, of another contact.

Links and log lines by that word count for only one of the two. Give one of them an alias of their own.
"""

from collections.abc import Iterator

from relnotes.lint.rule import Across, Whole, Words
from relnotes.model import Severity
from relnotes.vault import name_key

CODE = "RN203"
SEVERITY: Severity = "warning"
_LEILA = "---\ntype: person\naliases: [Leila]\n---\n"
GOOD = ({"People/Leila Hassan.md": _LEILA, "People/Leila Nassar.md": "---\ntype: person\naliases: [Lulu]\n---\n"},)
BAD = (
    {"People/Leila Hassan.md": _LEILA, "People/Leila Nassar.md": "---\ntype: person\naliases: [Lulu, ‹Leila›]\n---\n"},
)


def check_vault(whole: Whole) -> Iterator[Across]:
    tracked = {note.path: note for note in whole.tracked}
    for note in whole.tracked if whole.doubtful else ():
        for alias in dict.fromkeys(note.fields.aliases):
            paths = whole.names.get(name_key(alias), ())
            for path in paths if len(paths) > 1 else ():
                if path == note.path or path not in tracked or name_key(alias) == name_key(note.name):
                    continue
                other = tracked[path]
                as_alias = any(name_key(one) == name_key(alias) for one in other.fields.aliases)
                if as_alias and path > note.path:
                    continue  # said once, in the later of the two
                message = f"“{alias}” is also {'an alias' if as_alias else 'the name'} of {path}"
                place = Words(alias, note.fields.aliases_line)
                yield Across(note.path, message, "choose an alias that is theirs alone", place)
                break
