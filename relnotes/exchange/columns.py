"""The columns of a table by what they hold, whatever they are called."""

import csv
from collections.abc import Iterable, Mapping

from relnotes.parse.words import plain


class Columns:
    """Which column of a table holds what: ``names`` are kind -> names, separated by ``|``."""

    def __init__(self, header: list[str], names: Mapping[str, str]) -> None:
        kinds = {plain(name): kind for kind, spelled in names.items() for name in spelled.split("|")}
        self.names = names
        self.kinds: list[str] = []
        for cell in header:
            label = " ".join(cell.strip().strip("\ufeff").split())
            kind = kinds.get(plain(label), "")
            self.kinds.append(kind if kind and kind not in self.kinds else label)

    def has(self, needed: Iterable[str]) -> bool:
        return set(needed) <= set(self.kinds)

    def read(self, row: list[str]) -> dict[str, str]:
        """A row by kind, and by its own name what is of no kind; every kind is there, if empty."""
        found = dict.fromkeys(self.names, "")
        for kind, cell in zip(self.kinds, row, strict=False):
            value = cell.strip()
            if value:
                found[kind] = f"{found[kind]}, {value}" if found.get(kind) else value
        return found


def header_of(lines: Iterable[str], names: Mapping[str, str], needed: Iterable[str]) -> list[str]:
    """The header among a table's first lines: the first one with all that is needed."""
    for line in lines:
        for delimiter in ",;\t":
            cells = next(csv.reader([line], delimiter=delimiter), [])
            if len(cells) > 1 and Columns(cells, names).has(needed):
                return cells
    return []
