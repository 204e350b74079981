"""Those of the book who have no note: in the order in which they are worth a thought."""

from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct

from relnotes.exchange.book import Book
from relnotes.exchange.draft import Draft
from relnotes.exchange.likeness import company_words, is_company
from relnotes.exchange.match import Index
from relnotes.exchange.stamp import stamp
from relnotes.model import Note
from relnotes.parse.words import plain


class Candidate(Struct, frozen=True):
    """Somebody without a note, from which source, and why they may matter; ``reason`` is empty when nothing says so."""

    draft: Draft
    source: str
    reason: str = ""


def candidates(book: Book, index: Index, me: Note | None) -> list[Candidate]:
    """Everyone without a note: who shares a company with me or with a contact first, then the latest connected."""
    mine = {_key(job.company): job.company for job in me.fields.positions} if me else {}
    theirs: dict[str, str] = {}
    for path, contact in index.contacts.items():
        for company in index.companies(path):
            theirs.setdefault(_key(company), contact.name)
    ranked = []
    for source, draft, maybe in _without_note(book, index):
        key = _key(draft.company) if is_company(draft.company) else ""
        rank, reason = 2, ""
        if maybe:
            rank, reason = 1, f"may be {maybe[0]}"
        elif key and key in mine:
            rank, reason = 0, f"{mine[key]}, where you worked too"
        elif key and key in theirs:
            rank, reason = 1, f"works where {theirs[key]} does"
        day = dict(draft.extra).get("Connected on LinkedIn", "")
        ranked.append((rank, _descending(day), draft.name, Candidate(draft, source, reason)))
    ranked.sort(key=lambda row: row[:3])
    return [one for *_, one in ranked]


def _key(company: str) -> str:
    return "".join(company_words(company))


def _descending(day: str) -> tuple[int, ...]:
    return tuple(-ord(char) for char in day) if day else (0,)


def _without_note(book: Book, index: Index) -> Iterator[tuple[str, Draft, tuple[str, ...]]]:
    gone = set(book.dismissed)
    told = set()
    for source, seen in book.sources.items():
        for draft in seen.people:
            key = stamp(draft)
            if key in gone or key in told or (draft.name == "" and not draft.email) or book.answers.get(key):
                continue
            told.add(key)
            match = index.find(draft, bulk=True)
            if not match.path:
                yield source, draft, () if key in book.answers else match.maybe


def named(found: Iterable[Candidate], words: str, *, whole: bool = False) -> list[Candidate]:
    """The candidates whom the words mean: by one of their `ways` in whole, else by the beginning of their name."""
    wanted = plain(words.strip())
    everyone = list(found)
    exact = [one for one in everyone if wanted in _folded(one.draft)]
    if exact or whole or not wanted:
        return exact
    return [one for one in everyone if plain(one.draft.name).startswith(wanted)]


def told_apart(found: list[Candidate]) -> list[str]:
    """By which words each of several candidates can be meant: the name, with the company, or an address of theirs."""
    counts = Counter(way for one in found for way in _folded(one.draft))
    return [next((way for way in ways(one.draft) if counts[plain(way)] == 1), one.draft.name) for one in found]


def may_mean(book: Book, words: str) -> bool:
    """Whether the words are somebody's in the book, note or not: quickly said, before the notes are compared."""
    wanted = plain(words.strip())
    return any(wanted in _folded(draft) for seen in book.sources.values() for draft in seen.people)


def ways(draft: Draft) -> list[str]:
    """The words that mean somebody: the name, the name with the company, addresses."""
    where = f"{draft.name} ({draft.company})" if draft.name and draft.company else ""
    return [way for way in (draft.name, where, *draft.url, *draft.email) if way]


def _folded(draft: Draft) -> set[str]:
    return {plain(way) for way in ways(draft)}
