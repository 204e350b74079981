"""Where things read from a vault are kept between runs: in the user's cache folder, under names that change with us."""

import contextlib
import hashlib
import os
import tempfile
import time
from pathlib import Path
from types import MappingProxyType
from typing import Any

from platformdirs import user_cache_path

import relnotes
from relnotes.shell.disk import sweep

_FORGOTTEN = 90 * 24 * 3600
_PARSER = ("model.py", "parse/*.py")


def kept_at(root: Path, ending: str, *words: str, also: tuple[str, ...] = ()) -> Path:
    """Where something read from a vault by this version's parser is kept; `words` tell it from others of its kind.

    `also` are globs of other files of the program on which it depends.
    """
    vault = _digest(str(root.resolve()))
    return user_cache_path("relnotes", appauthor=False) / f"{vault}-{_digest(_version(also), *words)}.{ending}"


def keep(place: Path, data: bytes) -> None:
    """Put something there, whole or not at all, for its owner only since it holds what the notes say.

    Where there is no room for it, nothing is kept; without it everything is the same, and slower.
    """
    with contextlib.suppress(OSError):
        if not place.exists():
            make_room(place)
        with tempfile.NamedTemporaryFile(
            dir=place.parent, prefix=f".relnotes-{os.getpid()}-", suffix=".tmp", delete=False
        ) as file:
            try:
                file.write(data)
                file.close()
                Path(file.name).replace(place)
            except OSError:
                Path(file.name).unlink()


def make_room(place: Path, *endings: str) -> None:
    """The folder, and in it nothing of the same ending (or of others) from other versions, nor of forgotten vaults."""
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    sweep(place.parent)
    vault = place.name.partition("-")[0]
    for ending in (place.suffix, *endings):
        for other in place.parent.glob(f"*-*{ending}"):
            if other.name.startswith(f"{vault}-") or time.time() - other.stat().st_mtime > _FORGOTTEN:
                other.unlink()


def plain(value: Any) -> Any:
    """Read-only mappings as plain ones, for msgspec's encoders."""
    if isinstance(value, MappingProxyType):
        return dict(value)
    raise NotImplementedError(type(value))


def _version(also: tuple[str, ...]) -> str:
    """What changes when the parser does: the program's version, and what its files are like."""
    package = Path(relnotes.__file__).parent
    files = sorted(file for pattern in (*_PARSER, *also) for file in package.glob(pattern))
    return repr((relnotes.__version__, [(file.name, file.stat().st_size, file.stat().st_mtime_ns) for file in files]))


def _digest(*words: str) -> str:
    return hashlib.sha256("\0".join(words).encode("utf-8", "surrogateescape")).hexdigest()[:24]
