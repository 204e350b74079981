"""There and back: what is written is read again as it was."""

import csv
import io
import json
import re
import unicodedata
from datetime import date
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from relnotes.exchange import table_write
from relnotes.exchange.contact import draft_of
from relnotes.exchange.draft import Draft, LogLine, Reading
from relnotes.exchange.exports import EXPORTS
from relnotes.exchange.friends import render as render_friends
from relnotes.exchange.model_json import render as render_json
from relnotes.exchange.vcard_write import render_four, render_three
from relnotes.model import Position, Yearly
from tests.exchange.support import after, drafts, plan
from tests.exchange.test_vcard import card
from tests.support import vault

# What stands on one line of a note and of a card alike.
_LETTERS = st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters="\u061c\u200e\u200f")
_WORD = st.text(_LETTERS, min_size=1, max_size=12).filter(lambda text: unicodedata.is_normalized("NFC", text))
_TEXT = st.lists(_WORD, min_size=1, max_size=4).map(" ".join)
_L: tuple[Literal["L"]] = ("L",)
_LETTERS_ONLY = st.text(st.characters(categories=_L), min_size=1, max_size=8)
_NAME = st.lists(_LETTERS_ONLY, min_size=2, max_size=3).map(" ".join)
_TAG = st.from_regex(r"t[a-z0-9_]{0,8}", fullmatch=True)
_MAIL = st.from_regex(r"[a-z][a-z0-9.+]{0,8}@[a-z]{1,8}\.org", fullmatch=True)
_DATES = st.dates(date(1900, 1, 1), date(2100, 1, 1))
_DAY = st.one_of(
    _DATES.map(lambda day: Yearly(day.month, day.day, day.year)), _DATES.map(lambda day: Yearly(day.month, day.day))
)


def _lists(values: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(values, max_size=3, unique_by=str.casefold).map(tuple)


_PERSON = st.builds(
    Draft,
    name=_NAME,
    id=st.from_regex(r"[a-z0-9]{6}", fullmatch=True),
    aliases=_lists(st.text(st.characters(categories=("L", "N")), min_size=1, max_size=8)),
    tags=_lists(_TAG),
    email=_lists(_MAIL),
    phone=_lists(st.from_regex(r"\+?[0-9]{10,12}", fullmatch=True)),
    url=_lists(st.from_regex(r"https://[a-z]{1,8}\.example/[a-z0-9]{1,8}", fullmatch=True)),
    company=st.one_of(st.just(""), _TEXT),
    role=st.one_of(st.just(""), _TEXT),
    location=st.one_of(st.just(""), _TEXT),
    birthday=st.one_of(st.none(), _DAY),
    text=st.one_of(st.just(""), _TEXT),
)


def _bare(draft: Draft) -> Draft:
    return replace(draft, place="")


@pytest.mark.parametrize("render", [render_three, render_four])
@settings(max_examples=40, deadline=None)
@given(people=st.lists(_PERSON, min_size=1, max_size=3, unique_by=lambda one: one.id))
def test_cards_there_and_back(render: Any, people: list[Draft]) -> None:
    """Whatever a person's properties hold, a card brings them back; no line is longer than 75 bytes."""
    text = render(people)
    assert all(len(line) <= 75 for line in text.encode().split(b"\r\n"))

    def known(draft: Draft) -> Draft:
        # A city stands in a whole address, which is then kept as such.
        return replace(_bare(draft), card=())

    assert [known(draft) for draft in drafts("c.vcf", text)] == [known(draft) for draft in people]


_CARDS = {
    "apple": card(
        "N:Hassan;Leila;A.;Dr.;PhD", "FN:Dr. Leila A. Hassan PhD", "item1.EMAIL;type=INTERNET;type=pref:l@example.org",
        "item1.X-ABLabel:Work\\, main", "TEL;type=CELL;type=VOICE:+20 100", "BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-09",
        "item2.X-ABDATE;type=pref:2015-06-01", "item2.X-ABLabel:_$!<Anniversary>!$_", "ORG:Acme;Infra", "TITLE:Staff",
        "item3.ADR;type=HOME:;;1 Nile\\nSt;Cairo;;11511;Egypt", "item3.X-ABADR:eg", "UID:A-1",
        "CATEGORIES:peer,book club",
        "X-SOCIALPROFILE;type=linkedin:http://www.linkedin.com/in/leila", "PHOTO;ENCODING=b;TYPE=JPEG:AAAA",
        "IMPP;X-SERVICE-TYPE=Signal:xmpp:leila", "X-CUSTOM;X-P=\"a:b;c\":one\\;two",
    ),
    "google": card(
        "FN:Leila Hassan", "N:Hassan;Leila;;;", "EMAIL;TYPE=INTERNET;TYPE=HOME:l@example.org", "TEL;TYPE=CELL:+20100",
        "ADR;TYPE=WORK:;;;Cairo;;;", "ORG:Acme", "NOTE:tea\\, please", "URL;TYPE=\"Blog\":https://l.example.org",
    ),
    "four": card(
        "FN:Leila Hassan", "N:Hassan;Leila;;;", "KIND:individual", "GENDER:F;she", "ANNIVERSARY:20150601",
        "EMAIL;TYPE=home;PREF=1:l@example.org", "TEL;VALUE=uri;TYPE=\"voice,cell\":tel:+20-100", "LANG:ar",
        "PHOTO:data:image/jpeg;base64,AAAA", "BDAY:--0509", "RELATED;TYPE=friend:urn:uuid:2", "UID:urn:uuid:1",
        version="4.0",
    ),
}  # fmt: skip


@pytest.mark.parametrize("render", [render_three, render_four])
@pytest.mark.parametrize("name", _CARDS)
def test_a_card_through_a_note_and_out_again(name: str, render: Any) -> None:
    """Every line of it is there again: labels, types, pictures, and what nobody knows."""
    (draft,) = drafts("c.vcf", _CARDS[name])
    (out,) = drafts("c.vcf", render([_through_a_note(draft)]))

    def fold_version(line: str) -> str:
        line = line.replace("TYPE=pref", "PREF=1").replace("X-ANNIVERSARY", "ANNIVERSARY")
        return re.sub(r"PHOTO.*[,:](AAAA)", r"PHOTO \1", line)

    assert [fold_version(one) for one in out.card] == [fold_version(one) for one in draft.card]
    assert replace(_bare(out), card=()) == replace(_bare(draft), card=(), id=out.id)
    assert draft.id in {"", out.id}


def _through_a_note(draft: Draft) -> Draft:
    """The draft as it comes back from the note that an import makes of it."""
    notes = after({}, plan(Reading((draft,)), {}))
    ((_, text),) = notes.items()
    read = vault(notes)
    (contact,) = read.contacts.values()
    assert not contact.note.diagnostics
    return draft_of(contact, text.encode(), read)


@given(draft=_PERSON, extra=st.lists(st.tuples(st.from_regex(r"[A-Z][a-z]{2,8}", fullmatch=True), _TEXT), max_size=3))
@settings(max_examples=40, deadline=None)
def test_a_note_keeps_the_whole_draft(draft: Draft, extra: list[tuple[str, str]]) -> None:
    """From draft to note and back: properties, text and fields of no property."""
    draft = replace(draft, company=draft.company.replace(",", ""), extra=tuple(dict.fromkeys(extra)))
    back = _bare(_through_a_note(draft))
    assert replace(back, company="", role="", location="") == replace(draft, company="", role="", location="")


def test_what_the_note_says_otherwise_by_now_does_not_go_out() -> None:
    """A number that was deleted in the note, a job that changed: the kept line is no longer true."""
    (draft,) = drafts("c.vcf", _CARDS["apple"])
    noted = replace(
        _through_a_note(draft), email=("new@example.org",), phone=(), company="Globex", role="Lead", birthday=None
    )
    text = render_three([noted])
    assert "EMAIL:new@example.org" in text and "ORG:Globex" in text and "TITLE:Lead" in text
    assert not re.search("l@example|Work|TEL|Acme|BDAY", text)
    assert "item3.X-ABADR:eg" in text


@settings(max_examples=40, deadline=None)
@given(people=st.lists(_PERSON, min_size=1, max_size=4))
def test_tables_there_and_back(people: list[Draft]) -> None:
    """A table brings every property back, and no cell of it begins as a formula does."""
    jobs = (Position("Acme", "SRE; on call", None, None),)
    people = [
        replace(one, positions=jobs, dates=(("wedding", Yearly(6, 1, 2015)),), more=(("cadence", ("6 weeks",)),))
        for one in people
    ]
    text = table_write.render(people)
    cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    assert not any(cell[:1] in {"=", "+", "-", "@", "\t", "\r", "\n"} for cell in cells if cell)
    assert [_bare(draft) for draft in drafts("c.csv", text)] == people


def test_years_stay_years() -> None:
    """A position of which only the years are known does not gain months on its way."""
    jobs = ("Acme, SRE, 2017 to 2019", "Globex, Lead, 2020-03 to now", "Marsa, Dev, 2012")
    text = f'name,positions\r\nAda Byron,"{"; ".join(jobs)}"\r\n'
    assert table_write.render([replace(_through_a_note(draft), id="") for draft in drafts("c.csv", text)]) == text


@pytest.mark.parametrize("value", ["=1+1", "+cmd|x", "-2", "@SUM(A1)", "\t=1", "'=1", "'x"])
def test_formulas_are_texts(value: str) -> None:
    """What a spreadsheet would run is shown as it is, and read back so."""
    text = table_write.render([Draft(value, role=value, extra=((value, value),))])
    assert f",{value}" not in text.replace(",'x", ",") or value == "'x"
    (draft,) = drafts("c.csv", text)
    assert (draft.name, draft.role) == (value.strip(), value.strip())


def test_friends_of_a_vault() -> None:
    """Kinds and names that a text does not mention go before it; everything is read again."""
    day = date(2026, 1, 1)
    people = [
        Draft("Sara Nabil", log=(LogLine(day, "coffee", "news", ("Omar Haddad",)), LogLine(day, "sent", "hello"))),
        Draft("Omar Haddad", log=(LogLine(day, "call"), LogLine(day, "", "Omar Haddad came"))),
        Draft("Zed Z", log=(LogLine(day, "note", "x"),)),
    ]
    text = render_friends(people)
    assert text.startswith("### Activities:\n- 2026-01-01: Coffee with **Sara Nabil** and **Omar Haddad**: news\n")
    assert (
        "- 2026-01-01: **Sara Nabil** (sent): hello\n" in text and "- 2026-01-01: Call with **Omar Haddad**:\n" in text
    )
    assert "- 2026-01-01: **Omar Haddad** came\n" in text and "### Notes:\n- 2026-01-01: **Zed Z**: x\n" in text
    assert render_friends(drafts("f.md", text)).count("2026-01-01") == 5


def test_the_whole_model_as_json() -> None:
    """Log with its details, contact from other notes, promises, topics, and what was imported."""
    notes = {
        "People/Sara.md": "---\ntype: person\ncadence: 6w\nemail: s@x.org\n---\n## Next time\n- tea\n## Log\n"
        "- 2026-01-01 call: hi\n  - promised: the book by Friday\n## Imported\n- Pet: cat\n",
        "2026-02-02.md": "- coffee with [[Sara]]\n",
    }
    read = vault(notes)
    people = [(one, draft_of(one, notes[one.path].encode(), read)) for one in read.contacts.values()]
    found = json.loads(render_json(people))
    (sara,) = found["contacts"]
    assert found["schema"] == "relnotes.export/1"
    assert sara["properties"]["cadence"] == {"text": "6w", "days": 42, "months": 0}
    assert [one["date"] for one in sara["contact"]] == ["2026-01-01", "2026-02-02"]
    assert sara["log"][0]["details"][0]["due"] == "2026-01-02" and sara["follow_ups"][0]["text"].startswith("the book")
    assert (sara["topics"][0]["text"], sara["imported"]["fields"]) == ("tea", [{"label": "Pet", "value": "cat"}])


def test_exports_begin_as_the_registry_says() -> None:
    """By this an earlier export is known from somebody else's file."""
    notes = {"People/A.md": "---\ntype: person\n---\n"}
    read = vault(notes)
    people = [(one, draft_of(one, b"", read)) for one in read.contacts.values()]
    for one in EXPORTS:
        assert one.render(people).startswith(one.begins), one.name
