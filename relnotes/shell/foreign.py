"""Foreign files on disk, and archives: opened for reading, never unpacked, never read beyond a limit."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import BinaryIO

from msgspec.structs import replace

from relnotes.exchange.draft import Foreign, Part
from relnotes.exchange.source import MAX_FILE
from relnotes.shell.errors import CannotRun

_MAX_ENTRIES = 2_000
# The files of an archive that matter; all others stay closed.
_WANTED = {"connections.csv", "messages.csv", "invitations.csv"}
_ENDINGS = (".vcf", ".vcard", ".ics", ".csv", ".json")


def open_foreign(path: Path, about: Foreign) -> Foreign:
    """A file as the importers take it; of an archive, the parts that they may know. `about` is what else they need."""
    try:
        stat = path.stat()
        if path.is_dir():
            raise CannotRun(f"{path} is a folder: name the files in it.")
        if not path.is_file():
            # A pipe can be read once only, and a device has no end.
            raise CannotRun(f"{path} is no file on the disk: save what comes out of it in one, and import that.")
        with path.open("rb") as file:
            start = file.read(4)
    except OSError as error:
        raise CannotRun(f"{path} cannot be read: {error.strerror}.") from error
    if stat.st_size > MAX_FILE:
        raise CannotRun(f"{path} is larger than {MAX_FILE >> 20} MB: this is no list of people.")
    written = date.fromtimestamp(stat.st_mtime)  # noqa: DTZ012 - the file's day where the user is
    if start.startswith(b"PK\x03\x04"):
        parts, written = _parts_of_zip(path, written)
    else:
        parts = {path.name.lower(): Part(path.name, lambda: path.open("rb"), stat.st_size)}
    return replace(about, name=path.name, parts=parts, written=min(written, about.today))


def _parts_of_zip(path: Path, written: date) -> tuple[dict[str, Part], date]:
    if _entries(path) > _MAX_ENTRIES:
        raise CannotRun(f"{path} holds more than {_MAX_ENTRIES:,} files: this is no archive of contacts.")
    try:
        with zipfile.ZipFile(path) as archive:
            every = [info for info in archive.infolist() if not info.is_dir()]
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise CannotRun(f"{path} is no whole zip file: download it again.") from error
    infos = [info for info in every if not info.flag_bits & 1]
    if every and not infos:
        raise CannotRun(f"{path} is protected by a password: unpack it, and import the files in it.")
    # Their names decide what they are, never where anything is written: nothing is unpacked.
    named = [(_base(info).lower(), info) for info in infos]
    found = {name: info for name, info in named if name in _WANTED}
    for name, info in named if not found else ():
        if name.endswith(_ENDINGS) and not name.startswith("."):
            # Two folders may hold a file of one name.
            found[name if name not in found else info.filename] = info
    if not found:
        raise CannotRun(f"{path} holds no Connections.csv, and no vCard, CSV, JSON or calendar file.")
    days = [date(*info.date_time[:3]) for info in found.values() if info.date_time[0] > 1980]
    parts = {name: Part(_base(info), _opener(path, info), info.file_size) for name, info in found.items()}
    return parts, min(max(days, default=written), written)


def _base(info: zipfile.ZipInfo) -> str:
    return info.filename.replace("\\", "/").rsplit("/", 1)[-1]


def _opener(path: Path, info: zipfile.ZipInfo) -> Callable[[], BinaryIO]:
    def opened() -> BinaryIO:
        return io.BufferedReader(_Member(path, info))

    return opened


class _Member(io.RawIOBase):
    """A file in an archive, read as far as it is asked for; no more than the limit, whatever it claims to hold."""

    def __init__(self, path: Path, info: zipfile.ZipInfo) -> None:
        self._archive = zipfile.ZipFile(path)
        self._file = self._archive.open(info)
        self._name = _base(info)
        self._read = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        try:
            data = self._file.read(len(buffer))
        except (zipfile.BadZipFile, OSError, EOFError, zipfile.zlib.error) as error:  # type: ignore[attr-defined]
            raise CannotRun(f"{self._name} in the archive is damaged: download it again.") from error
        self._read += len(data)
        if self._read > MAX_FILE:
            raise CannotRun(f"{self._name} in the archive is larger than {MAX_FILE >> 20} MB: it is no list of people.")
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._file.close()
            self._archive.close()
        super().close()


def _entries(path: Path) -> int:
    """How many files an archive says that it holds, before the library reads their names."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - 66_000))
        tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    return int.from_bytes(tail[at + 10 : at + 12], "little") if at >= 0 else 0
