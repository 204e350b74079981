"""The vault as an import sees it, and what an import writes: notes, each whole or not at all, and the candidates."""

from collections.abc import Callable, Iterable
from pathlib import Path

from relnotes.edit.filename import path_key
from relnotes.edit.refused import Refused
from relnotes.exchange.book import Book, parse_book, render_book
from relnotes.exchange.compose import Style
from relnotes.exchange.likeness import mail_key, name_key, profile_key
from relnotes.exchange.match import Index
from relnotes.exchange.plan import Plan, Vaulted
from relnotes.model import Config, Note, Vault
from relnotes.shell.cache import Cache
from relnotes.shell.catalogues import load_texts
from relnotes.shell.disk import read_note, read_output, write_whole
from relnotes.shell.errors import CannotRun
from relnotes.shell.snapshot import take_snapshot
from relnotes.shell.write import Edit, change_notes, create_note, sync_folder
from relnotes.vault import build_vault

FOLDER = ".relnotes"
_BOOK = f"{FOLDER}/candidates.json"


def load_vaulted(root: Path, config: Config, tick: Callable[[int], None]) -> tuple[Vault, Vaulted]:
    """The vault, and what an import needs of it."""
    snapshot = take_snapshot(root, config, tick=tick, cache=Cache(root, config.contact_kinds))
    vault = build_vault(snapshot.notes, config)
    notes = {one.path: read_note(root, one.path) or b"" for one in vault.contacts.values()}
    texts = {path: data.decode("utf-8", "replace") for path, data in notes.items()}
    folder = home_of(config, root)
    beside = root / folder
    files = [f"{folder}/{one.name}".lstrip("/") for one in beside.iterdir()] if beside.is_dir() else []
    taken = frozenset(path_key(path) for path in (*snapshot.notes, *config.outputs, *files))
    style = Style.of(config.log_heading, load_texts(config.language))
    plain = {
        name_key(note.name): path
        for path, note in snapshot.notes.items()
        if path not in notes and not note.type and note.date is None
    }
    index = Index(vault.contacts.values(), texts)
    return vault, Vaulted(index, notes, taken, folder, style, plain, known_as(vault.me))


def known_as(me: Note | None) -> frozenset[str]:
    """By what the user is known: names, profiles, addresses of mail."""
    if me is None:
        return frozenset()
    names = {name_key(name) for name in (me.name, *me.fields.aliases)}
    profiles = {profile_key(url) for url in me.fields.url}
    return (frozenset(names) | profiles | {mail_key(one) for one in me.fields.email}) - {""}


def home_of(config: Config, root: Path) -> str:
    """The folder for notes of new people: the first one where they live, else People."""
    for glob in config.people:
        folder = glob.strip("/").removesuffix("/**").removesuffix("/*")
        if not set(folder) & set("*?["):
            return folder
    return "People" if not config.people or (root / "People").is_dir() else ""


def load_book(root: Path) -> Book:
    book = parse_book(read_output(root / _BOOK))
    if book is None:
        raise CannotRun(f"{_BOOK} cannot be read: delete it, and import your newest files again.")
    return book


def write_book(root: Path, book: Book) -> None:
    """Keep the candidates; their folder tells Git itself that strangers' data stays out of it."""
    ignore = root / FOLDER / ".gitignore"
    if not ignore.exists():
        write_whole(ignore, b"*\n")
    write_whole(root / _BOOK, render_book(book))


def write_plan(root: Path, plans: Iterable[Plan], tick: Callable[[int], None]) -> tuple[list[str], list[str]]:
    """Write what was planned: which notes were written, each once, and of the others why they could not be.

    A note that changed meanwhile stays.
    """
    written: dict[str, None] = {}
    refused = []
    for plan in plans:
        edits = {}
        for path, old in plan.old.items():
            if read_note(root, path) == old:
                edits[path] = _to(path, old, plan.writes[path])
            else:
                refused.append(_CHANGED.format(path))
        try:
            written |= dict.fromkeys(one.path for one in change_notes(root, edits))
            for path, data in plan.writes.items():
                tick(len(plan.writes))
                if path not in plan.old and (root / path).exists():
                    refused.append(f"{path} was made by somebody else just now, so it is left alone: import again.")
                elif path not in plan.old:
                    create_note(root, path, data, sync=False)
                    written[path] = None
            for folder in {(root / path).parent for path in plan.writes if path not in plan.old}:
                sync_folder(folder)
        except CannotRun as error:
            raise CannotRun(f"{error} Notes written before it: {len(written):,}. Import again.") from error
    return list(written), refused


_CHANGED = "{} was changed by somebody else just now, so it is left alone: import again."


def _to(path: str, old: bytes, new: bytes) -> Edit:
    """The edit that makes of the note what the report said; of any other text, nothing."""

    def edit(data: bytes) -> bytes:
        if data not in {old, new}:
            raise Refused(_CHANGED.format(path))
        return new

    return edit
