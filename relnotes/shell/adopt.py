"""Make a vault, or adopt a folder: only ever by adding files that were not there."""

import json
import os
from pathlib import Path

from msgspec import Struct

from relnotes.shell.disk import write_whole
from relnotes.shell.errors import CannotRun

_TEMPLATES = ("templates", "template", "_templates", "قوالب")


class Folder(Struct, frozen=True):
    """What `init` finds: how many notes are there, which folder holds templates, whether Git and Obsidian know it."""

    notes: int
    templates: str
    git: bool
    obsidian: bool


def look(root: Path) -> Folder:
    """Look at a folder without changing it."""
    notes, templates = 0, _obsidian_templates(root)
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != "node_modules")
        notes += sum(name.lower().endswith(".md") for name in files)
        if Path(folder) == root and not templates:
            templates = next((name for name in folders if name.casefold() in _TEMPLATES), "")
    git = any((parent / ".git").exists() for parent in (root, *root.parents))
    return Folder(notes, templates, git, (root / ".obsidian").is_dir())


def _obsidian_templates(root: Path) -> str:
    try:
        folder = json.loads((root / ".obsidian/templates.json").read_text("utf-8")).get("folder")
    except (OSError, ValueError, AttributeError):
        return ""
    return folder.strip("/") if isinstance(folder, str) else ""


def add_files(root: Path, files: dict[str, str], folders: tuple[str, ...] = ()) -> tuple[list[str], list[str]]:
    """Make the files that are missing, each whole or not at all; which were made, and which were there."""
    made, there = [], []
    for path, text in files.items():
        if os.path.lexists(root / path):
            there.append(path)
        else:
            write_whole(root / path, text.encode())
            made.append(path)
    try:
        for folder in folders:
            (root / folder).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotRun(f"{root} cannot be written to: {error.strerror}.") from error
    return made, there
