"""Make a vault, or adopt a folder: only ever by adding files that were not there."""

import json
import os
from pathlib import Path

from msgspec import Struct

from relnotes.shell.errors import CannotRun

_PEOPLE = ("people", "contacts", "persons", "network", "أشخاص", "معارف")
_TEMPLATES = ("templates", "template", "_templates", "قوالب")


class Folder(Struct, frozen=True):
    """What `init` finds: whether notes are there, and which folders hold people and templates."""

    notes: int
    people: str
    templates: str
    git: bool
    gitignore: bool


def look(root: Path) -> Folder:
    """Look at a folder without changing it."""
    notes, people, templates = 0, "", _obsidian_templates(root)
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != "node_modules")
        notes += sum(name.lower().endswith(".md") for name in files)
        for name in folders:
            path = (Path(folder) / name).relative_to(root).as_posix()
            people = people or (path if name.casefold() in _PEOPLE else "")
            templates = templates or (path if name.casefold() in _TEMPLATES else "")
    git = any((parent / ".git").exists() for parent in (root, *root.parents))
    return Folder(notes, people, templates, git, (root / ".gitignore").exists())


def _obsidian_templates(root: Path) -> str:
    try:
        folder = json.loads((root / ".obsidian/templates.json").read_text("utf-8")).get("folder")
    except (OSError, ValueError, AttributeError):
        return ""
    return folder.strip("/") if isinstance(folder, str) else ""


def add_files(root: Path, files: dict[str, str], folders: tuple[str, ...] = ()) -> tuple[list[str], list[str]]:
    """Make the files that are missing; which were made, and which were there."""
    made, there = [], []
    try:
        for folder in folders:
            (root / folder).mkdir(parents=True, exist_ok=True)
        for path, text in files.items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                with target.open("x", encoding="utf-8", newline="\n") as file:
                    file.write(text)
            except FileExistsError:
                there.append(path)
            else:
                made.append(path)
    except OSError as error:
        raise CannotRun(f"{root} cannot be written to: {error.strerror}.") from error
    return made, there
