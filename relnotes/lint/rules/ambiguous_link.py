"""A link that may mean several notes.

Two notes are called so, in different folders or by their aliases, and a link by that name alone leads to only one of
them: contact may count for the wrong person. Write the path, as in `[[People/Omar Haddad|Omar]]`.
"""

from collections.abc import Iterator

from relnotes.lint.rule import Across, Whole
from relnotes.model import Severity
from relnotes.parse.links import stem
from relnotes.vault import name_key

CODE = "RN202"
SEVERITY: Severity = "warning"
_BOTH = {"Acme/Omar.md": "---\ntype: person\n---\n", "Globex/Omar.md": "---\ntype: person\n---\n"}
_LUNCH = "---\ntype: person\n---\n- 2026-11-02 lunch with {}: the meetup\n"
GOOD = (_BOTH | {"People/Leila.md": _LUNCH.format("[[Acme/Omar]]")},)
BAD = (_BOTH | {"People/Leila.md": _LUNCH.format("‹[[Omar]]›")},)


def check_vault(whole: Whole) -> Iterator[Across]:
    tracked = {note.path for note in whole.tracked}
    doubtful: dict[str, list[str]] = {}
    for target in whole.targets if whole.doubtful else ():
        meant = _meant(whole, target)
        if len(meant) > 1 and not tracked.isdisjoint(meant):
            doubtful[target] = meant
    for note in whole.tracked if doubtful else ():
        links = [link for link in note.links if link.target in doubtful]
        for link in {link.target: link for link in reversed(links)}.values():
            meant = doubtful[link.target]
            message = f"“{link.target}” may be {meant[0]} or {meant[1]}; it is taken for the first"
            yield Across(note.path, message, f"write [[{stem(meant[0])}|{link.target}]]", link)


def _meant(whole: Whole, target: str) -> list[str]:
    """The notes that a bare name may mean: those whose file is called so, else those known by it otherwise."""
    key = name_key(target)
    paths = whole.names.get(key, ())
    if len(paths) < 2 or any(name_key(stem(path)) == key for path in paths):
        return []  # a path from the vault's root is never in doubt
    return [path for path in paths if name_key(stem(path)).endswith(f"/{key}")] or list(paths)
