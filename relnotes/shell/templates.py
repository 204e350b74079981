"""The template of a person's note: the vault's own, else ours."""

from datetime import datetime
from fnmatch import fnmatchcase
from pathlib import Path

from relnotes.edit.refused import Refused
from relnotes.edit.template import fill_template
from relnotes.model import Config, Texts
from relnotes.parse.note import parse_note
from relnotes.parse.words import fold
from relnotes.render.starter import person_template
from relnotes.shell.disk import load_layout, read_note
from relnotes.shell.errors import CannotRun

_NAMES = {fold(word) for word in ("person", "people", "contact", "شخص")}


def person_note(root: Path, config: Config, texts: Texts, title: str, now: datetime | None, named: str = "") -> bytes:
    """A person's note from the template that is `named` (a path), else the vault's, else ours; fields filled in."""
    path = named or _own_template(root, config, texts)
    if not path:
        return fill_template(person_template(texts), title, now).encode()
    data = read_note(root, path)
    if data is None:
        raise CannotRun(f"{path} cannot be read: name the template's path in the vault.")
    try:
        return fill_template(data.decode("utf-8"), title, now).encode()
    except UnicodeDecodeError:
        raise CannotRun(f"{path} is not UTF-8 text: save it as UTF-8, or name another with --template.") from None
    except Refused as error:
        raise CannotRun(f"{path} cannot be used: {error}. Name another with --template.") from None


def _own_template(root: Path, config: Config, texts: Texts) -> str:
    """Among the vault's templates the one called Person or Contact, else the first that makes a person's note."""
    folders = load_layout(root, config).templates
    found = sorted(path.relative_to(root).as_posix() for path in root.glob("**/*.md") if _inside(path, root, folders))
    names = {*_NAMES, fold(texts.gettext("Person"))}
    for path in found:
        if fold(path.rsplit("/", 1)[-1][:-3]) in names:
            return path
    for path in found:
        data = read_note(root, path) or b""
        note = parse_note(path, data.replace(b"{{", b"").replace(b"}}", b""))
        if note.marked and note.type == "person":
            return path
    return ""


def _inside(path: Path, root: Path, folders: tuple[str, ...]) -> bool:
    parents = [parent.as_posix() for parent in path.relative_to(root).parents]
    return any(fnmatchcase(parent, folder) for parent in parents for folder in folders)
