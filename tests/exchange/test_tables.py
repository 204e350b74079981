"""Google's tables, old and new, and tables with columns of one's own."""

import pytest

from relnotes.exchange.draft import Unusable
from relnotes.model import Position, Yearly
from tests.exchange.support import drafts, read

NEW = (
    "First Name,Middle Name,Last Name,Phonetic First Name,Name Prefix,Nickname,Organization Name,Organization Title,"
    "Organization Department,Birthday,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,"
    "E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - Label,Address 1 - Formatted,Address 1 - City,"
    "Website 1 - Label,Website 1 - Value,Event 1 - Label,Event 1 - Value,Custom Field 1 - Label,"
    "Custom Field 1 - Value\n"
    "Leila,A.,Hassan,Layla,,Lulu,Acme,Staff,Infra,--02-03,met at PyCon,https://example.org/p.jpg,"
    "* myContacts ::: Book club,* Work,leila@example.org,Home,l@example.org ::: l2@example.org,Mobile,+20 100,"
    'Home,"1 Nile St\nCairo",Cairo,Blog,https://leila.example.org,Anniversary,2015-06-01,Pet,cat\n'
)
OLD = (
    "Name,Given Name,Additional Name,Family Name,Nickname,Birthday,Notes,Language,Group Membership,E-mail 1 - Type,"
    "E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,Organization 1 - Type,Organization 1 - Name,"
    "Organization 1 - Title,"
    "Organization 1 - Department,Organization 2 - Name,Website 1 - Type,Website 1 - Value\n"
    "Leila Hassan,Leila,,Hassan,,1990-02-03,,ar,* My Contacts ::: * Friends,* ,leila@example.org,Mobile,+20 100,,Acme,"
    "Staff,Infra,Old Co,Profile,http://x.example.org\n"
    ",,,,,,,,,,,,+20 111,,,,,,,\n"
)


def test_google_today() -> None:
    """Every column is a property or is kept; Google's own groups say nothing."""
    (draft,) = drafts("contacts.csv", NEW)
    assert (draft.name, draft.aliases, draft.company, draft.role) == ("Leila A. Hassan", ("Lulu",), "Acme", "Staff")
    assert draft.email == ("leila@example.org", "l@example.org", "l2@example.org")
    assert (draft.birthday, draft.dates) == (Yearly(2, 3), (("anniversary", Yearly(6, 1, 2015)),))
    assert (draft.tags, draft.location, draft.text) == (("Book-club",), "Cairo", "met at PyCon")
    kept = dict(draft.extra)
    assert kept["Organization Department"] == "Infra" and kept["Custom Field (Pet)"] == "cat"
    assert kept["Address (Home)"] == "1 Nile St\nCairo" and kept["Phone (Mobile)"] == "+20 100"
    assert kept["Photo"] and kept["Phonetic First Name"] == "Layla"


def test_google_before() -> None:
    """The columns of former years, in UTF-16 as they came then; a row of a number alone is nobody."""
    found = read("google.csv", OLD.encode("utf-16"))
    (draft,) = found.drafts
    assert (draft.name, draft.company, draft.birthday) == ("Leila Hassan", "Acme", Yearly(2, 3, 1990))
    assert (draft.tags, draft.more) == (("Friends",), (("language", ("ar",)),))
    assert dict(draft.extra) == {
        "Phone (Mobile)": "+20 100", "Website (Profile)": "http://x.example.org",
        "Organization department": "Infra", "Organization name": "Old Co",
    }  # fmt: skip
    assert [one.reason for one in found.skipped] == ["the row has neither a name nor an address of mail"]
    assert found.bulk


def test_columns_of_ones_own() -> None:
    """Properties by their names in any spelling, parts of names, lists, what is no property."""
    text = (
        "First name,Last name,E-Mail Address,Job Title,Title,Tel,Cadence,Birthday,positions,tags,Shoe size\n"
        'Ada,Byron,ada@example.org,Countess,Lady,"\'+44 1; 555",6w,2 Jan 1990,'
        '"Acme, SRE, 2021-09 to now; Marsa",a;b,38\n'
    )
    (draft,) = drafts("people.csv", text)
    assert (draft.name, draft.role, draft.phone) == ("Ada Byron", "Countess", ("+44 1", "555"))
    assert (draft.more, draft.birthday, draft.tags) == ((("cadence", ("6w",)),), Yearly(1, 2, 1990), ("a", "b"))
    assert [(job.company, job.current) for job in draft.positions] == [("Acme", True), ("Marsa", False)]
    assert draft.positions[1] == Position("Marsa")
    assert draft.extra == (("Title", "Lady"), ("Shoe size", "38"))


def test_mapping() -> None:
    """The user's own names win; a column that is not there is said with those that are."""
    found = read("x.csv", "Wer;Haus;Egal\nAda;Acme;x\n", wer="name", haus="company", egal="skip")
    assert [(draft.name, draft.company, draft.extra) for draft in found.drafts] == [("Ada", "Acme", ())]
    with pytest.raises(Unusable, match="no column “firma”: it has Name, Haus"):
        read("x.csv", "Name;Haus\nAda;Acme\n", firma="company")


def test_few_and_many() -> None:
    """A long table was collected; a short one is meant."""
    assert not read("x.csv", "name,email\n" + "A,a@x.org\n" * 3).bulk
    assert read("x.csv", "name,email\n" + "".join(f"P{n},p{n}@x.org\n" for n in range(11))).bulk
