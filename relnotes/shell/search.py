"""Full text over the notes of a vault, as they lie on the disk now."""

from collections.abc import Callable, Iterator
from pathlib import Path

from relnotes.insight.search import NoteHit, search_text
from relnotes.insight.terms import Term
from relnotes.model import Config
from relnotes.parse.layout import OUTPUT_MARK
from relnotes.parse.source import MAX_BYTES
from relnotes.shell.disk import read_note, scan


def search_vault(root: Path, config: Config, terms: tuple[Term, ...], tick: Callable[[int], None]) -> Iterator[NoteHit]:
    """The notes that have all of the terms; `tick` hears how many notes there are, for each that is read."""
    notes = scan(root, config).notes
    for path in notes:
        tick(len(notes))
        data = read_note(root, path)
        if data is None:
            continue
        text = data[:MAX_BYTES].decode("utf-8", "replace").removeprefix("\ufeff")
        if not text.startswith(OUTPUT_MARK) and (hit := search_text(path, text, terms)):
            yield hit
