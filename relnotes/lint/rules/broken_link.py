"""A link to a person whom no note knows.

Links to notes that do not exist yet are normal in Obsidian, so only those are named that relnotes would use, and those
that are probably a slip: whom a log entry or a meeting is with, a name that is nearly that of a contact, and what this
commit itself breaks by deleting or renaming a note.
"""

import re
from collections.abc import Iterator
from functools import cache

from relnotes.lint.near import Near
from relnotes.lint.rule import Across, Whole
from relnotes.model import Severity

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


def check_vault(whole: Whole) -> Iterator[Across]:
    ours = {path.rpartition("/")[2].removesuffix(".md") for path in whole.config.outputs}
    near = Near(whole)

    def broken(target: str) -> bool:
        name = target.rpartition("/")[2]
        return not (whole.resolve(target) or _NO_NOTE.fullmatch(name) or name in ours)

    def was(target: str) -> bool:
        return whole.before is not None and whole.before.resolve(target) is not None

    @cache
    def meant(target: str) -> str | None:
        return near.find(target.rpartition("/")[2])

    @cache
    def slip(target: str) -> bool:
        return meant(target) is not None or was(target)

    lost = {target for target in whole.targets if broken(target)}
    for note in whole.tracked if lost else ():
        links = [link for link in note.used if link.target in lost] if note.used else []
        links += [link for link in note.links if link.target in lost and link.line in note.logged and slip(link.target)]
        for link in dict.fromkeys(links) if links else ():
            name = meant(link.target)
            hint = f"did you mean [[{name}]]?" if name else "write the name of the note, or make one"
            yield Across(note.path, f"no note is called “{link.target}”", hint, link)
