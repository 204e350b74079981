"""Parsed notes, kept between runs in the user's cache folder. Without it everything is the same, and slower.

A note is taken from here when its file's signature is the one it was parsed with; signatures of files that changed a
moment ago are never kept, since another edit could bear the same. Whatever is wrong with the cache, it is passed over.
"""

import contextlib
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from relnotes.model import Note
from relnotes.shell.disk import Signature
from relnotes.shell.kept import kept_at, make_room, plain

# Another process may be writing; it is quicker to parse than to wait longer.
_WAIT = 0.2


class Cache:
    """The notes of one vault as the parser of this version, with these kinds of contact, read them."""

    def __init__(self, root: Path, kinds: tuple[str, ...]) -> None:
        self._encode = msgspec.msgpack.Encoder(enc_hook=plain).encode
        self._decode = msgspec.msgpack.Decoder(Note).decode
        self.path = kept_at(root, "db", *kinds)
        self._rows: dict[str, tuple[bytes, bytes]] = {}
        with contextlib.suppress(sqlite3.Error, OSError):
            self._rows = self._load()

    def get(self, path: str, signature: Signature) -> Note | None:
        """The note at a path of the vault, if it was parsed from the file with this signature."""
        row = self._rows.get(path)
        if row is None or row[0] != _packed(signature):
            return None
        try:
            return self._decode(row[1])
        except msgspec.DecodeError:
            return None

    def keep(self, parsed: Mapping[str, tuple[Signature, Note]], gone: Iterable[str]) -> None:
        """Keep what was parsed, and forget the notes that are gone."""
        rows = []
        for path, (signature, note) in parsed.items():
            # A name that is no text cannot be kept; its note is parsed each time.
            with contextlib.suppress(UnicodeEncodeError):
                rows.append((path.encode(), _packed(signature), self._encode(note)))
        lost = [(path.encode(),) for path in gone]
        if not (rows or lost):
            return
        with contextlib.suppress(sqlite3.Error, OSError), contextlib.closing(self._connect()) as database, database:
            database.executemany("INSERT OR REPLACE INTO notes VALUES (?, ?, ?)", rows)
            database.executemany("DELETE FROM notes WHERE path = ?", lost)

    @property
    def paths(self) -> Iterable[str]:
        """The notes that are kept."""
        return self._rows.keys()

    def _load(self) -> dict[str, tuple[bytes, bytes]]:
        self._make()
        try:
            with contextlib.closing(self._connect()) as database:
                found = database.execute("SELECT path, signature, note FROM notes").fetchall()
        except sqlite3.OperationalError:
            # Somebody else is writing.
            return {}
        except (sqlite3.DatabaseError, ValueError):
            self.path.unlink()
            return {}
        return {path.decode(): (signature, note) for path, signature, note in found}

    def _make(self) -> None:
        """An empty file, readable by its owner only since it will hold what the notes say."""
        if not self.path.exists():
            make_room(self.path, ".history")
            self.path.touch(mode=0o600)

    def _connect(self) -> sqlite3.Connection:
        database = sqlite3.connect(self.path, timeout=_WAIT)
        database.execute("CREATE TABLE IF NOT EXISTS notes (path BLOB PRIMARY KEY, signature BLOB, note BLOB)")
        return database


def _packed(signature: Signature) -> bytes:
    return ",".join(map(str, signature)).encode()
