"""who: people by what their notes say. Notes in, people out."""

from datetime import date

import pytest

from relnotes.insight.who import Wish, find_people, near_words
from relnotes.model import Window
from relnotes.schedule.standing import standings
from tests.support import TODAY, config, person, vault

NOTES = {
    "People/Ada.md": person(
        "company: '[[Globex GmbH]]'\nlocation: Berlin\ninterests: [eBPF tooling, pottery]", "- 2026-11-01 call: x"
    ),
    "People/Bo.md": person("positions:\n  - Globex, SRE, 2017-03 to 2021-08\n  - Acme, Lead, 2021-09 to now"),
    "People/Chen.md": person(
        "positions:\n  - Globex, Intern, 2015 to 2016\n  - Globex, SRE, 2019-01 to now\ntimezone: Europe/Berlin",
        "- 2025-01-05 call: y",
    ),
    "People/Dana.md": person("company: Umbrella\nlocation: Köln\ncadence: 6w\ngoals: [start a choir]\ntags: [ebpf]"),
    "People/Esra.md": person("positions:\n  - Initech, Lead, 2020-01 to 2026-11\nstruggles: [hiring]"),
    "People/هدى.md": person("company: مكتبة المرسى\nlocation: الإسكندرية\ninterests: [الخط العربي]"),
    "People/早瀬.md": person("company: 雲橋ネットワークス"),
    "Globex.md": "---\ntype: community\ncompany: Globex\n---\n",
}


def names(wish: Wish) -> list[str]:
    people = vault(NOTES)
    return [one.contact.name for one in find_people(standings(people, Window(TODAY, config())), wish, TODAY)]


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        (Wish(at=("globex",)), ["Ada", "Chen"]),  # those who are there now, however it is written
        (Wish(at=("Glob",)), ["Ada", "Chen"]),
        (Wish(at=("lobex",)), []),
        (Wish(at=("acme",)), ["Bo"]),
        (Wish(was_at=("Globex",)), ["Bo"]),  # Chen came back
        (Wish(at=("Initech",)), ["Esra"]),  # the last month is not over
        (Wish(was_at=("Initech",)), []),
        (Wish(place=("berlin",)), ["Ada", "Chen"]),  # Chen's time zone is a hint
        (Wish(place=("koln",)), ["Dana"]),
        (Wish(into=("EBPF",)), ["Ada", "Dana"]),
        (Wish(into=("art",)), []),  # not “start a choir”
        (Wish(into=("choir",)), ["Dana"]),
        (Wish(into=("hiring",)), ["Esra"]),
        (Wish(into=("ebpf", "pottery")), ["Ada"]),
        (Wish(at=("globex",), place=("Berlin",), into=("ebpf",)), ["Ada"]),
        (Wish(at=("مرسي",)), ["هدى"]),
        (Wish(into=("خط",)), ["هدى"]),
        (Wish(place=("اسكندرية",)), ["هدى"]),
        (Wish(at=("ネットワークス",)), ["早瀬"]),
        (Wish(no_cadence=True, at=("umbrella",)), []),
        (Wish(quiet_since=date(2026, 11, 1)), ["Chen", "Bo", "Dana", "Esra", "هدى", "早瀬"]),
        (Wish(), ["Ada", "Chen", "Bo", "Dana", "Esra", "هدى", "早瀬"]),  # no communities
    ],
)
def test_whom_do_i_know(wish: Wish, expected: list[str]) -> None:
    """Each part of the wish narrows; who was in contact last comes first."""
    assert names(wish) == expected


def test_the_initech_month_ends() -> None:
    """A position that ended last month is a past one."""
    people = vault(NOTES)
    where = standings(people, Window(TODAY, config()))
    found = find_people(where, Wish(was_at=("initech",)), date(2026, 12, 1))
    assert [one.contact.name for one in found] == ["Esra"]


def test_why_and_where() -> None:
    """Each match names its property, what it says and its line."""
    people = vault(NOTES)
    found = find_people(standings(people, Window(TODAY, config())), Wish(into=("ebpf",)), TODAY)
    assert [(one.property, one.value, one.line) for one in found[0].matches] == [("interests", "eBPF tooling", 5)]


@pytest.mark.parametrize(
    ("wish", "near"),
    [
        (Wish(at=("Gobex",)), ("Globex",)),
        (Wish(place=("Berln",)), ("Berlin",)),
        (Wish(at=("globex",), into=("pottrey",)), ("pottery",)),
        (Wish(at=("globex",), into=("choir",)), ()),  # both are known, only not together
        (Wish(at=("Zzyzx",)), ()),
    ],
)
def test_did_you_mean(wish: Wish, near: tuple[str, ...]) -> None:
    """A slip in a word is asked about; a word that the notes know is not."""
    assert near_words(vault(NOTES), wish, TODAY) == near
