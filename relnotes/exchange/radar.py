"""A newer list beside an older one: who moved, who left or joined where one works, who now works together.

A rewording is no move, and a namesake is nobody: only people who are surely the same in both lists count.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Literal

from msgspec import Struct

from relnotes.exchange.book import pairs
from relnotes.exchange.draft import Draft
from relnotes.exchange.likeness import company_words, equal_company, is_company, same_company
from relnotes.exchange.stamp import stamp
from relnotes.model import Contact, Note

Kind = Literal["moved", "left", "joined", "together", "gone"]


class News(Struct, frozen=True):
    """One thing that changed between two lists.

    moved: ``old`` -> ``new``; left: from ``old``, where I worked, to ``new``; joined: ``new``, where I work;
    together: with ``other``, at ``new``; gone: ``old`` is no longer named, and nothing else is.
    """

    kind: Kind
    name: str
    path: str
    old: str
    new: str
    role: str = ""
    other: str = ""


def radar(
    old: Iterable[Draft],
    new: Iterable[Draft],
    paths: Mapping[str, str],
    contacts: Mapping[str, Contact],
    me: Note | None,
) -> tuple[tuple[News, ...], int]:
    """The news, and of how many others it is only known that they moved.

    `paths` are the notes of those who have one, by `stamp`; `contacts` all that have one, by path.
    """
    now, before = _my_companies(me)
    found: list[News] = []
    moves: list[tuple[Draft, Draft, str]] = []
    others = 0
    for was, is_ in pairs(old, new):
        path = paths.get(stamp(is_), "")
        if not _moved(was, is_):
            if path and is_company(was.company) and not is_.company.strip():
                found.append(News("gone", is_.name, path, was.company, ""))
            continue
        moves.append((was, is_, path))
        mine = next((one for one in (*now, *before) if equal_company(one, was.company)), "")
        if any(equal_company(one, is_.company) for one in now):
            found.append(News("joined", is_.name, path, was.company, is_.company, is_.role))
        elif mine:
            found.append(News("left", is_.name, path, was.company, is_.company, is_.role))
        elif path:
            found.append(News("moved", is_.name, path, was.company, is_.company, is_.role))
        else:
            others += 1
    found += _together(moves, new, paths, contacts)
    order = ("moved", "left", "joined", "together", "gone")
    return tuple(sorted(found, key=lambda one: (not one.path, order.index(one.kind), one.name))), others


def _moved(was: Draft, is_: Draft) -> bool:
    return is_company(was.company) and is_company(is_.company) and not same_company(was.company, is_.company)


def _my_companies(me: Note | None) -> tuple[list[str], list[str]]:
    """Where I work, and where I worked."""
    if me is None:
        return [], []
    jobs = me.fields.positions
    now = [me.fields.company, *(job.company for job in jobs if job.current)]
    return [one for one in now if one], [job.company for job in jobs if not job.current]


def _together(
    moves: list[tuple[Draft, Draft, str]],
    new: Iterable[Draft],
    paths: Mapping[str, str],
    contacts: Mapping[str, Contact],
) -> list[News]:
    """Two who have notes, one of whom has come to where the other is."""
    where = {path: contact.fields.company for path, contact in contacts.items() if contact.note.type == "person"}
    where |= {path: draft.company for draft in new if (path := paths.get(stamp(draft)))}
    at: dict[str, list[str]] = defaultdict(list)
    for path, company in where.items():
        if is_company(company):
            at["".join(company_words(company))].append(path)
    found, seen = [], set()
    for was, is_, path in moves:
        for other in at["".join(company_words(is_.company))] if path else ():
            pair = frozenset((path, other))
            if other != path and pair not in seen:
                seen.add(pair)
                found.append(News("together", is_.name, path, was.company, is_.company, is_.role, contacts[other].name))
    return found
