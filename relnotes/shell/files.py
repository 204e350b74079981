"""Where lint takes its texts from: the folder, Git's index, or a commit; each is path -> id and bytes, as Git has them.

An id is a hash of the content, so a file whose id is known needs neither to be read nor judged again.
"""

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from msgspec import Struct

from relnotes.lint.check import Read
from relnotes.model import Config
from relnotes.parse.config import CONFIG_FILE, parse_config
from relnotes.parse.layout import unwelcome
from relnotes.shell.disk import load_layout, read_note, scan
from relnotes.shell.errors import CannotRun
from relnotes.shell.git import Repository, Tree

# The length of an id; a repository may have longer ones.
_SHA1 = 40


class Files(Struct, frozen=True):
    """The notes of a vault at one moment, and relnotes.toml: the id of each, and how to read them."""

    ids: Tree
    read: Read
    reading: Callable[[], AbstractContextManager[Read]] | None = None
    """How to read again and again, where that costs less."""


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
    return in_memory(files), config


def in_memory(files: Mapping[str, bytes]) -> Files:
    """Files whose bytes are at hand."""
    return Files({path: _id(data, hashlib.sha1) for path, data in files.items()}, lambda _: files)


def _id(data: bytes, digest: Callable[[bytes], "hashlib._Hash"]) -> str:
    """By what Git knows a content."""
    return digest(b"blob %d\0" % len(data) + data).hexdigest()


def in_git(repository: Repository, root: Path, *trees: Tree) -> tuple[list[Files], Config]:
    """What trees of Git hold of the vault; where notes lie is said by the first one's config."""
    read = _held(repository, root, trees[0]).read
    config = parse_config(read([CONFIG_FILE])[CONFIG_FILE] if CONFIG_FILE in trees[0] else None)[0]
    held = load_layout(root, config).held({path for tree in trees for path in tree}) | {CONFIG_FILE}
    # Those are reported by their names alone, whatever they hold.
    refused = {path for path in held if unwelcome(path)}
    kept = [{path: "" if path in refused else blob for path, blob in tree.items() if path in held} for tree in trees]
    return [_held(repository, root, tree) for tree in kept], config


def _held(repository: Repository, root: Path, tree: Tree) -> Files:
    @contextmanager
    def reading() -> Iterator[Read]:
        with repository.reading() as read_blobs:

            def read(paths: Collection[str]) -> Mapping[str, bytes]:
                found = {path: _lying_there(root, path, tree[path]) if tree[path] else b"" for path in paths}
                blobs = read_blobs(tree[path] for path, data in found.items() if data is None)
                return {path: blobs[tree[path]] if data is None else data for path, data in found.items()}

            yield read

    def read(paths: Collection[str]) -> Mapping[str, bytes]:
        with reading() as read_now:
            return read_now(paths)

    return Files(tree, read, reading)


def _lying_there(root: Path, path: str, blob: str) -> bytes | None:
    """What a file of the folder holds, if that is what the blob holds: as nearly all do, and sooner read than asked."""
    data = read_note(root, path)
    digest = hashlib.sha1 if len(blob) == _SHA1 else hashlib.sha256
    return data if data is not None and _id(data, digest) == blob else None


def matters(path: str) -> bool:
    """Whether a changed file can change what lint finds: notes, the config, Obsidian's settings of templates."""
    return path.lower().endswith(".md") or path == CONFIG_FILE or path.startswith(".obsidian/")
