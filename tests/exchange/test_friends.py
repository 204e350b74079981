"""friends.md, both ways."""

from pathlib import Path

import pytest

from relnotes.exchange.friends import render
from tests.conftest import ROOT
from tests.exchange.support import drafts, plan, read

SHARED = ROOT.parent / "shared/data/friends/friends.md"
TEXT = """\
### Activities:
- 2018-11-01: **Sara Nabil** and I went to _Alexandria_.
- 2018-01-04: Got lunch with **Sara Nabil** and **Omar Haddad**. @food
- no day

### Notes:
- 2018-06-15: **Omar Haddad** got a new job. @work

### Friends:
- Leila
- Omar Haddad
- Sara Nabil (a.k.a. Sousou a.k.a. The Captain) [Cairo] @sea @science:physics

### Locations:
- Alexandria
- Cairo
"""


def test_read() -> None:
    """An activity of several is one line, with the first one; notes are no contact; places are said to be skipped."""
    found = read("friends.md", TEXT)
    leila, omar, sara = found.drafts
    assert (sara.aliases, sara.location, sara.tags) == (("Sousou", "The Captain"), "Cairo", ("sea", "science:physics"))
    assert [(line.text, line.people, line.tags) for line in sara.log] == [
        ("Sara Nabil and I went to _Alexandria_.", (), ()),
        ("Got lunch with Sara Nabil and Omar Haddad.", ("Omar Haddad",), ("food",)),
    ]
    assert [(line.head, line.text) for line in omar.log] == [("note", "Omar Haddad got a new job.")]
    assert leila.log == ()
    assert [one.reason for one in found.skipped] == [
        "a place, not a person", "a place, not a person", "the line does not begin with a day",
    ]  # fmt: skip
    assert not found.bulk and len(plan(found, {}).new) == 3


@pytest.mark.parametrize("path", [None, SHARED], ids=["ours", "shared"])
def test_there_and_back(path: Path | None) -> None:
    """Written and read again, it says the same; the second text is the first."""
    if path is not None and not path.is_file():
        pytest.skip("needs ../shared/data")
    first = drafts("friends.md", path.read_text() if path else TEXT)
    text = render(first)
    assert render(drafts("friends.md", text)) == text

    def said(one: object) -> list[tuple[object, ...]]:
        return sorted((d.name, d.aliases, d.location, d.tags, sorted(d.log, key=str)) for d in one)  # type: ignore[attr-defined]

    assert said(drafts("friends.md", text)) == said(first)
