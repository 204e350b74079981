"""Where the keys and values of a TOML file stand, which tomllib does not tell.

Only for text that tomllib has taken: what cannot stand in valid TOML is not looked for.
"""

import re
import tomllib

from msgspec import Struct

Path = tuple[str | int, ...]
"""The keys that lead to a value, with an index for each list on the way: ``("feeds", 0, "path")``."""

_SKIPPED = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_DOT = re.compile(r"[ \t]*\.[ \t]*")
_KEY = re.compile(r"""[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'""")
_STRING = re.compile(r'"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'', re.DOTALL)
_BARE = re.compile(r"[^,\]}#\n]*[^,\]}#\s]")


class Place(Struct, frozen=True):
    """From where to where a key and its value stand, as offsets; a table's header and a list's item are both."""

    key: tuple[int, int]
    value: tuple[int, int]


def toml_places(text: str) -> dict[Path, Place]:
    """The place of each key, table, value and list item of a valid TOML file."""
    scanner = _Scanner(text)
    scanner.scan()
    return scanner.places


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.places: dict[Path, Place] = {}
        self.counts: dict[Path, int] = {}

    def scan(self) -> None:
        table: Path = ()
        at = self.skip(0)
        while at < len(self.text):
            if self.text[at] == "[":
                table, at = self.header(at)
            else:
                at = self.pair(at, table)
            at = self.skip(at)

    def header(self, start: int) -> tuple[Path, int]:
        """A line ``[table]`` or ``[[list of tables]]``: the path of what follows it."""
        double = self.text.startswith("[[", start)
        names, first, end = self.key(self.blank(start + 1 + double))
        path: Path = ()
        for nth, name in enumerate(names, 1):
            path += (name,)
            if double and nth == len(names):
                self.counts[path] = self.counts.get(path, 0) + 1
            if path in self.counts:
                path += (self.counts[path] - 1,)
        self.note(path, (first, end), (first, end))
        return path, self.text.index("]", end) + 1 + double

    def pair(self, start: int, table: Path) -> int:
        """``key = value``: the offset behind it."""
        names, first, end = self.key(start)
        path = (*table, *names)
        at = self.blank(self.text.index("=", end) + 1)
        done = self.value(at, path)
        self.note(path, (first, end), (at, done))
        return done

    def value(self, at: int, path: Path) -> int:
        """A value of any kind, with the places of what it holds: the offset behind it."""
        opener = self.text[at]
        if opener not in "[{":
            match = _STRING.match(self.text, at) or _BARE.match(self.text, at)
            return match.end() if match else at + 1
        at = self.skip(at + 1)
        nth = 0
        while self.text[at] not in "]}":
            if opener == "{":
                at = self.pair(at, path)
            else:
                start, at = at, self.value(at, (*path, nth))
                self.note((*path, nth), (start, at), (start, at))
                nth += 1
            at = self.skip(at)
            if self.text[at] == ",":
                at = self.skip(at + 1)
        return at + 1

    def key(self, start: int) -> tuple[list[str], int, int]:
        """A key, its parts unquoted, and where it stands."""
        names = []
        at = start
        while match := _KEY.match(self.text, at):
            raw, end = match[0], match.end()
            names.append(str(tomllib.loads(f"key = {raw}")["key"]) if raw[0] in "\"'" else raw)
            dot = _DOT.match(self.text, end)
            if dot is None:
                return names, start, end
            at = dot.end()
        raise ValueError(f"no key at {at}")

    def note(self, path: Path, key: tuple[int, int], value: tuple[int, int]) -> None:
        """Keep a place; tables that are only named on the way to others have the place of the first one."""
        for length in range(1, len(path)):
            self.places.setdefault(path[:length], Place(key, key))
        self.places[path] = Place(key, value)

    def skip(self, at: int) -> int:
        match = _SKIPPED.match(self.text, at)
        return match.end() if match else at

    def blank(self, at: int) -> int:
        while self.text[at] in " \t":
            at += 1
        return at
