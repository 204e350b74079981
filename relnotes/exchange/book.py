"""The people that foreign files told of: those without a note stay candidates, and all of them are what was last seen.

It is kept in ``.relnotes/candidates.json`` of the vault; it can be deleted at any time.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from relnotes.exchange.draft import Draft
from relnotes.exchange.job import Sighting
from relnotes.exchange.likeness import mail_key, name_key, profile_key, same_company
from relnotes.exchange.stamp import stamp

SCHEMA = "relnotes.candidates/1"


class Seen(Struct, frozen=True):
    """What one source said of everyone: when the file was written, and a day on which it was surely true.

    ``known`` are the stamps of those who have a note since then, or had one before.
    """

    when: date
    since: date
    people: tuple[Draft, ...] = ()
    known: tuple[str, ...] = ()


class Book(Struct, frozen=True):
    """Everyone by source; ``dismissed`` are stamps of those who shall not come up again.

    ``answers`` are decisions about doubtful ones: stamp -> the path of their note, or an empty text for somebody else.
    """

    schema: str = SCHEMA
    sources: Mapping[str, Seen] = {}
    dismissed: tuple[str, ...] = ()
    answers: Mapping[str, str] = {}


def parse_book(data: bytes | None) -> Book | None:
    """The book in a file: an empty one when there is no file, None when it is no book."""
    if data is None:
        return Book()
    try:
        book = msgspec.json.decode(data, type=Book)
    except msgspec.DecodeError:
        return None
    return book if book.schema == SCHEMA else None


def render_book(book: Book) -> bytes:
    return msgspec.json.format(msgspec.json.encode(book), indent=1) + b"\n"


def with_source(book: Book, source: str, seen: Seen, *, complete: bool) -> Book:
    """The book with what a file said; an older file, or one that does not list everyone, only adds to it."""
    old = book.sources.get(source)
    if old is not None and (not complete or seen.since < old.since):
        newer, older = (seen, old) if seen.since >= old.since else (old, seen)
        joined = {stamp(draft): draft for draft in (*older.people, *newer.people)}
        seen = Seen(newer.when, newer.since, tuple(joined.values()), tuple(sorted({*older.known, *newer.known})))
    people = tuple(replace(draft, place="", log=(), tasks=()) for draft in seen.people)
    return replace(book, sources={**book.sources, source: replace(seen, people=people)})


def pairs(old: Iterable[Draft], new: Iterable[Draft]) -> Iterator[tuple[Draft, Draft]]:
    """Each person of the newer list with what the older one said, found by whatever tells surely who it is."""
    known: dict[str, Draft | None] = {}
    for draft in old:
        for key in _keys(draft):
            # Two of one key are nobody: namesakes must not be taken for each other.
            known[key] = None if key in known else draft
    for draft in new:
        for key in _keys(draft):
            if before := known.get(key):
                yield before, draft
                break


def _keys(draft: Draft) -> Iterator[str]:
    """An address of a profile or of mail; else the name with the day of the connection, which does not change."""
    profiles = [key for url in draft.url if (key := profile_key(url))]
    yield from profiles
    yield from (key for address in draft.email if (key := mail_key(address)))
    connected = dict(draft.extra).get("Connected on LinkedIn", "")
    if connected:
        yield f"{name_key(draft.name)}\0{connected}"


def sightings(seen: Seen | None, drafts: Iterable[Draft]) -> dict[str, Sighting]:
    """What was seen before of each of the drafts, by stamp."""
    if seen is None:
        return {}
    known = set(seen.known)
    # Whoever got a note only now, and did not move since, is seen for the first time.
    return {
        stamp(new): Sighting(old.company, old.role, seen.since)
        for old, new in pairs(seen.people, drafts)
        if stamp(old) in known or not same_company(old.company, new.company)
    }
