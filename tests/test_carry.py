"""What is made again only where something changed is the same as what is made anew."""

from collections.abc import Mapping
from operator import itemgetter

from hypothesis import given
from hypothesis import strategies as st

from relnotes.carry import carry, carry_sorted, changed

mappings = st.dictionaries(st.integers(0, 30), st.sampled_from([object() for _ in range(4)]), max_size=20)
pairs = st.lists(st.tuples(st.integers(0, 300), st.text(max_size=1)), unique_by=itemgetter(0), max_size=200)


@given(mappings, mappings)
def test_changed(before: Mapping[int, object], after: Mapping[int, object]) -> None:
    """New, another object, or gone; whatever the order of the two."""
    missing = object()
    wanted = {key for key in {*before, *after} if before.get(key, missing) is not after.get(key, missing)}
    assert changed(before, after).keys() == wanted
    assert changed(before, dict(reversed(list(before.items())))) == {}
    assert list(changed({}, after)) == list(after)


@given(mappings, mappings)
def test_carry(before: Mapping[int, object], after: Mapping[int, object]) -> None:
    """The numbers of objects, but of those under odd keys nothing."""

    def make(some: Mapping[int, object]) -> dict[int, int]:
        return {key: id(value) for key, value in some.items() if not key % 2}

    old, kept = make(before), make(before)
    found = carry(old, changed(before, after), lambda key: make(after).get(key))
    assert found == make(after)
    assert old == kept, "what was before stays as it was"


@given(pairs, st.data())
def test_carry_sorted(before: list[tuple[int, str]], data: st.DataObject) -> None:
    """Few values among many, and many."""
    old = sorted(before)
    out = data.draw(st.lists(st.sampled_from(old), unique=True)) if old else []
    rest = [one for one in old if one not in out]
    into = [one for one in data.draw(pairs) if one[0] not in {place for place, _ in rest}]
    assert carry_sorted(old, out, into, key=itemgetter(0)) == sorted([*rest, *into])
    assert old == sorted(before)


def test_one_of_many() -> None:
    old = list(range(0, 2000, 2))
    assert carry_sorted(old, [500], [501, 3], key=int) == sorted({*old, 501, 3} - {500})
