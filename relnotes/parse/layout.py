"""Which files of a vault are notes, by their paths alone: the same on disk and in Git's index."""

import re
from collections.abc import Iterable
from fnmatch import fnmatchcase

from msgspec import Struct

from relnotes.model import Diagnostic, Span

_CONFLICT_COPY = re.compile(
    r"\.sync-conflict-\d{8}-\d{6}(-\w+)?\.md$|\((Conflicted copy .*|.*'s conflicted copy.*|conflicted copy.*)\)\.md$",
    re.IGNORECASE,
)
# How every note begins that relnotes writes: wherever one is moved to, its links are not read back.
OUTPUT_MARK = "%% Written by relnotes:"
# What begins so, or is just this, is no note although it ends in .md; what ends otherwise is none anyway.
_LITTER = (".", "~syncthing~")
_LIST_OF_CONFLICTS = "conflict-files-obsidian-git.md"
_SKIPPED_FOLDERS = {"node_modules", "__pycache__"}


class Layout(Struct, frozen=True):
    """What the config and Obsidian's settings say of the vault's folders: our own outputs, and globs of templates."""

    outputs: frozenset[str] = frozenset()
    templates: tuple[str, ...] = ()

    def enters(self, folder: str) -> bool:
        """Whether notes may lie in a folder."""
        name = folder.rsplit("/", 1)[-1]
        if name.startswith(".") or name in _SKIPPED_FOLDERS:
            return False
        return not any(fnmatchcase(folder, template) for template in self.templates)

    def takes(self, path: str) -> bool:
        """Whether a file in an entered folder is a note, or would be one if it were not `unwelcome`."""
        name = path.rsplit("/", 1)[-1]
        if not name.lower().endswith(".md") or name.startswith(_LITTER) or name == _LIST_OF_CONFLICTS:
            return False
        return path not in self.outputs

    def holds(self, path: str) -> bool:
        """Whether a path of the vault is that of a note: its folders are entered, and the file is taken."""
        return path in self.held([path])

    def held(self, paths: Iterable[str]) -> set[str]:
        """Those of the paths that are notes'."""
        entered = {"": True}

        def enters(folder: str) -> bool:
            if folder not in entered:
                entered[folder] = enters(folder.rpartition("/")[0]) and self.enters(folder)
            return entered[folder]

        return {path for path in paths if self.takes(path) and enters(path.rpartition("/")[0])}


def unwelcome(path: str) -> Diagnostic | None:
    """What is wrong with a file by its name alone; such a file is reported and not read."""
    place = Span(1, 1, 1, 1)
    if "conflict" in path.casefold() and _CONFLICT_COPY.search(path):
        message = "a sync tool made this copy of a note edited in two places; it is not read"
        hint = "merge what is missing into the note, then delete the copy"
        return Diagnostic(path, place, "conflict-copy", "warning", message, hint)
    try:
        path.encode()
    except UnicodeEncodeError:
        message = "this file's name is not UTF-8, so the note is not read"
        return Diagnostic(path, place, "not-utf8", "error", message, "rename the file")
    return None
