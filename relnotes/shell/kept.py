"""Where things read from a vault are kept between runs: in the user's cache folder, under names that change with us."""

import hashlib
from pathlib import Path
from types import MappingProxyType
from typing import Any

from platformdirs import user_cache_path

import relnotes

_PARSER = ("model.py", "parse/*.py")


def kept_at(root: Path, ending: str, *words: str, also: tuple[str, ...] = ()) -> Path:
    """Where something read from a vault by this version's parser is kept; `words` tell it from others of its kind.

    `also` are globs of other files of the program on which it depends.
    """
    vault = _digest(str(root.resolve()))
    return user_cache_path("relnotes", appauthor=False) / f"{vault}-{_digest(_version(also), *words)}.{ending}"


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
