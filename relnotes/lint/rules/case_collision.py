"""Two notes whose names differ only in case, or in how an accent is encoded.

Macs and Windows take them for one file: there Git checks out only one of the two, and the other looks deleted. Rename
one.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator

from relnotes.lint.rule import Found, Whole
from relnotes.model import Severity, Span

CODE = "RN204"
SEVERITY: Severity = "warning"
_PERSON = "---\ntype: person\n---\n"
GOOD = ({"People/Omar.md": _PERSON, "Archive/omar.md": _PERSON},)
BAD = ({"People/Omar.md": _PERSON, "People/omar.md": "‹›" + _PERSON},)


def check_vault(whole: Whole) -> Iterator[Found]:
    tracked = {note.path for note in whole.tracked}
    groups: dict[str, list[str]] = defaultdict(list)
    for path in sorted(whole.notes):
        groups[unicodedata.normalize("NFC", path).casefold()].append(path)
    for group in groups.values():
        ours = [path for path in group if path in tracked]
        if len(group) > 1 and ours:
            other = next(path for path in group if path != ours[-1])
            message = f"on a Mac or on Windows this is the same file as {other}"
            yield Found(Span(1, 1, 1, 1), message, "rename one of the two", path=ours[-1])
