"""Two notes whose names differ only in case, or in how an accent is encoded.

Macs and Windows take them for one file: there Git checks out only one of the two, and the other looks deleted. Rename
one.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator

from relnotes.lint.gist import Gist
from relnotes.lint.rule import Across, Whole
from relnotes.model import Severity

CODE = "RN204"
SEVERITY: Severity = "warning"
_PERSON = "---\ntype: person\n---\n"
GOOD = ({"People/Omar.md": _PERSON, "Archive/omar.md": _PERSON},)
BAD = ({"People/Omar.md": _PERSON, "People/omar.md": "‹›" + _PERSON},)


def check_vault(whole: Whole) -> Iterator[Across]:
    folded = [_folded(note.path) for note in whole.gists]
    if len(set(folded)) == len(folded):
        return
    groups: dict[str, list[Gist]] = defaultdict(list)
    for name, note in zip(folded, whole.gists, strict=True):
        groups[name].append(note)
    for group in groups.values():
        ours = [note.path for note in group if note.tracked] if len(group) > 1 else []
        if ours:
            other = next(note.path for note in group if note.path != ours[-1])
            yield Across(ours[-1], f"on a Mac or on Windows this is the same file as {other}", "rename one of the two")


def _folded(path: str) -> str:
    return (path if path.isascii() else unicodedata.normalize("NFC", path)).casefold()
