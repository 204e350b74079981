"""What each file of a vault says alone, kept between runs of lint in the user's cache folder.

It depends on nothing but a file's path and content, the config, and the program: the content is known by its hash, as
Git knows it, and the rest is in the name under which it is kept. So nothing here is ever stale; whatever is wrong with
it, it is passed over, and without it everything is the same, and slower.
"""

import contextlib
import os
import struct
import zlib
from collections.abc import Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from relnotes.lint.check import Judged, Side, judge_all
from relnotes.model import Config, LintConfig
from relnotes.parse.layout import unwelcome
from relnotes.shell.files import Files
from relnotes.shell.kept import keep, kept_at
from relnotes.shell.shares import shared

_Rows = dict[str, tuple[str, Judged]]
# The size of a part of the file, and its checksum.
_HEAD = struct.Struct("<II")
# With more of them the file is written anew.
_MOST_PARTS = 50


def judge_kept(root: Path, config: Config, files: Files) -> Side:
    """What each file says alone; only those are read of which it is not known."""
    place = judged_at(root, config)
    rows, parts = _load(place)
    known = {path: rows[path][1] for path, blob in files.ids.items() if path in rows and rows[path][0] == blob}
    # Those are known by their names alone, which may be no text.
    unnamed = {path for path in files.ids.keys() - known.keys() if unwelcome(path)}
    missing = [path for path in files.ids if path not in known and path not in unnamed]
    new = _judge(files, config, missing)
    judged = known | judge_all(dict.fromkeys(unnamed, b""), config) | new
    gone = rows.keys() - files.ids.keys()
    if gone or parts >= _MOST_PARTS or len(new) > len(known) // _MOST_PARTS:
        _save(place, {path: (files.ids[path], one) for path, one in judged.items() if path not in unnamed})
    elif new:
        _add(place, {path: (files.ids[path], one) for path, one in new.items()})
    return Side(judged, files.read)


def _judge(files: Files, config: Config, paths: Sequence[str]) -> dict[str, Judged]:
    """What files say alone of which it is not known yet."""
    if not paths:
        return {}

    with files.reading() if files.reading else contextlib.nullcontext(files.read) as read:

        def judge(some: Sequence[str]) -> dict[str, Judged]:
            texts = read(some)
            return judge_all({path: texts[path] for path in some}, config)

        return shared(judge, paths, dict[str, Judged])


def judged_at(root: Path, config: Config) -> Path:
    """Where it is kept. What the config says of single rules counts later, for what was found."""
    rest = msgspec.json.encode(replace(config, lint=LintConfig())).decode()
    return kept_at(root, "judged", rest, also=("vault/*.py", "lint/*.py", "lint/rules/*.py"))


def _load(place: Path) -> tuple[_Rows, int]:
    """The rows, later ones for earlier ones, and how many parts the file has: all that it may have, if it is bad."""
    rows: _Rows = {}
    parts = at = 0
    try:
        data = memoryview(place.read_bytes())
        while at < len(data):
            size, checksum = _HEAD.unpack_from(data, at)
            part = data[at + _HEAD.size : at + _HEAD.size + size]
            if zlib.crc32(part) != checksum:
                return rows, _MOST_PARTS
            rows |= msgspec.msgpack.decode(part, type=_Rows)
            at += _HEAD.size + size
            parts += 1
    except OSError:
        return {}, 0
    except (struct.error, msgspec.DecodeError):
        return rows, _MOST_PARTS
    return rows, parts


def _part(rows: _Rows) -> bytes:
    data = msgspec.msgpack.encode(rows)
    return _HEAD.pack(len(data), zlib.crc32(data)) + data


def _add(place: Path, rows: _Rows) -> None:
    """Keep a little more behind what is kept; a part that is cut short, or written into by another, is passed over."""
    with contextlib.suppress(OSError, UnicodeEncodeError):
        data = _part(rows)
        # One that was deleted meanwhile does not come back.
        file = os.open(place, os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0))
        try:
            os.write(file, data)
        finally:
            os.close(file)


def _save(place: Path, rows: _Rows) -> None:
    # A name that is no text cannot be kept, nor what is kept with it.
    with contextlib.suppress(UnicodeEncodeError):
        keep(place, _part(rows))
