"""Where lint takes its texts from: the folder, Git's index, or a commit; each is path -> bytes, with relnotes.toml."""

from collections.abc import Mapping
from pathlib import Path

from relnotes.model import Config
from relnotes.parse.config import CONFIG_FILE, parse_config
from relnotes.parse.layout import unwelcome
from relnotes.shell.disk import load_layout, read_note, scan
from relnotes.shell.errors import CannotRun
from relnotes.shell.git import Repository, Tree

Files = Mapping[str, bytes]


def on_disk(root: Path) -> tuple[Files, Config]:
    """The notes of a folder, and its config as far as it can be read; what is wrong with that is lint's to say."""
    if not root.is_dir():
        raise CannotRun(f"{root} is no folder: name your vault with -C FOLDER.")
    found = read_note(root, CONFIG_FILE)
    config = parse_config(found)[0]
    files = {CONFIG_FILE: found} if found is not None else {}
    found_there = scan(root, config)
    for path in found_there.notes:
        if (data := read_note(root, path)) is not None:
            files[path] = data
    # Copies that sync tools made, and names that are no text, are reported by their names alone.
    files |= dict.fromkeys((problem.path for problem in found_there.problems), b"")
    return files, config


def in_git(repository: Repository, root: Path, *trees: Tree) -> tuple[list[Files], Config]:
    """What trees of Git hold of the vault; where notes lie is said by the first one's config."""
    toml = trees[0].get(CONFIG_FILE)
    config = parse_config(repository.read([toml])[toml] if toml else None)[0]
    layout = load_layout(root, config)
    kept = [{path: blob for path, blob in tree.items() if path == CONFIG_FILE or layout.holds(path)} for tree in trees]
    blobs = repository.read({blob for tree in kept for path, blob in tree.items() if not unwelcome(path)})
    return [{path: blobs.get(blob, b"") for path, blob in tree.items()} for tree in kept], config


def matters(path: str) -> bool:
    """Whether a changed file can change what lint finds: notes, the config, Obsidian's settings of templates."""
    return path.lower().endswith(".md") or path == CONFIG_FILE or path.startswith(".obsidian/")
