"""Mappings that are made from other mappings, and made again only where those changed.

Values are frozen, so what is the same object says the same. At first everything has changed: there is one way to make
a mapping, not a slow one and a fast one.
"""

from bisect import bisect_left, insort
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import compress
from operator import eq, is_not
from typing import Any, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")
# A value in so many is few: finding the place of each costs less than looking at all.
_FEW = 64


Keys = dict[Key, None]
"""A set that keeps its order, so that what is made from it is the same in every process."""


def changed(before: Mapping[Key, Value], after: Mapping[Key, Value]) -> Keys[Key]:
    """The keys that are new or have another object than before, in order, and those that are gone."""
    if before is after:
        return {}
    if len(before) == len(after) and all(map(eq, before, after)):
        # In the same order, which is nearly always so, and found out in no time.
        return dict.fromkeys(compress(after, map(is_not, before.values(), after.values())))
    nothing = object()
    found = dict.fromkeys(key for key, value in after.items() if before.get(key, nothing) is not value)
    return found | dict.fromkeys(key for key in before if key not in after)


def carry(before: Mapping[Key, Value], keys: Iterable[Key], make: Callable[[Key], Value | None]) -> dict[Key, Value]:
    """A mapping as it was before, but for some keys: what is made of those now, or nothing where that is None."""
    found = dict(before)
    for key in keys:
        value = make(key)
        if value is not None:
            found[key] = value
        else:
            found.pop(key, None)
    return found


def carry_sorted(
    before: Sequence[Value], out: Collection[Value], into: Collection[Value], key: Callable[[Value], Any]
) -> list[Value]:
    """A sorted sequence without some of its values, and with others. No two of them may have the same key."""
    found = list(before)
    if (len(out) + len(into)) * _FEW > len(found):
        gone = set(map(key, out))
        return sorted([*(one for one in found if key(one) not in gone), *into], key=key)
    for one in out:
        del found[bisect_left(found, key(one), key=key)]
    for one in into:
        insort(found, one, key=key)
    return found
