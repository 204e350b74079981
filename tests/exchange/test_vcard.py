"""vCards of every version and program."""

from pathlib import Path

import pytest

from relnotes.exchange.draft import Unusable
from relnotes.model import Yearly
from tests.conftest import ROOT
from tests.exchange.support import drafts, read

DATA = ROOT.parent / "shared/data/vcf-contacts"


def card(*lines: str, version: str = "3.0") -> str:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])


def test_properties() -> None:
    """What a note has properties for goes there; a line that says no more than that is not kept."""
    text = card(
        "FN:Leila Hassan", "N:Hassan;Leila;;;", "NICKNAME:Lulu,Lee", "EMAIL:leila@example.org",
        "ORG:Acme\\, Inc.;Infra",
        "TITLE:Staff engineer", "BDAY:1990-02-03", "CATEGORIES:peer,book club", "TZ:Africa/Cairo", "UID:urn:uuid:1",
        "TEL;TYPE=CELL,pref:+20 100 555 0101", "ADR;TYPE=HOME:;;1 Nile St;Cairo;;11511;Egypt",
        "NOTE:One\\nTwo\\, three",
        "X-ANNIVERSARY:2015-06-01", "URL:https://leila.example.org", "REV:20260101T000000Z",
    )  # fmt: skip
    (draft,) = drafts("c.vcf", text)
    assert (draft.name, draft.aliases, draft.id) == ("Leila Hassan", ("Lulu", "Lee"), "urn:uuid:1")
    assert (draft.company, draft.role, draft.location) == ("Acme, Inc.", "Staff engineer", "Cairo")
    assert (draft.email, draft.phone) == (("leila@example.org",), ("+20 100 555 0101",))
    assert (draft.birthday, draft.dates) == (Yearly(2, 3, 1990), (("anniversary", Yearly(6, 1, 2015)),))
    assert (draft.tags, draft.more) == (("peer", "book-club"), (("timezone", ("Africa/Cairo",)),))
    assert draft.text == "One\nTwo, three"
    assert draft.card == (
        "ORG:Acme\\, Inc.;Infra",
        "CATEGORIES:peer,book club",
        "TEL;TYPE=CELL,pref:+20 100 555 0101",
        "ADR;TYPE=HOME:;;1 Nile St;Cairo;;11511;Egypt",
    )


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("BDAY:1990-02-03", Yearly(2, 3, 1990)),
        ("BDAY:19900203", Yearly(2, 3, 1990)),
        ("BDAY;VALUE=date:1990-02-03", Yearly(2, 3, 1990)),
        ("BDAY;VALUE=DATE-TIME:1990-02-03T00:00:00Z", Yearly(2, 3, 1990)),
        ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-09", Yearly(5, 9)),
        ("BDAY;VALUE=date;X-APPLE-OMIT-YEAR=1604:1604-02-29", Yearly(2, 29)),
        ("BDAY;X-APPLE-OMIT-YEAR=1900:1900-05-09", Yearly(5, 9)),
        ("BDAY:1604-05-09", Yearly(5, 9)),
        ("BDAY:--0509", Yearly(5, 9)),
        ("BDAY:--05-09", Yearly(5, 9)),
        ("BDAY:circa 1960", None),
        ("BDAY:2026-02-30", None),
    ],
)
def test_birthdays(line: str, day: Yearly | None) -> None:
    """With and without a year, in every program's way; what is no day is kept as it is."""
    (draft,) = drafts("c.vcf", card("FN:Ada", line))
    assert draft.birthday == day
    assert (line in draft.card) == (day is None or "DATE-TIME" in line)


def test_version_2() -> None:
    """Quoted-printable over several lines, charsets, types without a name, escapes of 2.1."""
    text = (
        "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D8=AD=D8=B3=D9=86;=D9=84=D9=8A=\r\n"
        "=D9=84=D9=89;;;\r\nTEL;CELL;VOICE:0100\r\nADR;HOME:;;1, Main St;Cairo;;;\r\n"
        "NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:first line=0D=0Asecond; with, marks\r\nEND:VCARD\r\n"
    )
    (draft,) = drafts("c.vcf", text)
    assert (draft.name, draft.phone, draft.location) == ("ليلى حسن", ("0100",), "Cairo")
    assert draft.text == "first line\nsecond; with, marks"
    assert draft.card == ("TEL;TYPE=cell;TYPE=voice:0100", "ADR;TYPE=home:;;1\\, Main St;Cairo;;;")
    latin = text.replace("ADR;HOME:;;1, Main St;Cairo", "ADR;CHARSET=ISO-8859-1:;;;Málaga").encode("latin-1")
    assert drafts("c.vcf", latin)[0].location == "Málaga"


def test_groups_of_apple() -> None:
    """Labels of one's own stay with their values; a labelled date becomes one."""
    text = card(
        "FN:Ada", "item1.EMAIL;type=INTERNET:ada@example.org", "item1.X-ABLabel:Work, main",
        "item2.X-ABDATE:2015-06-01", "item2.X-ABLabel:_$!<Anniversary>!$_",
        "X-SOCIALPROFILE;type=linkedin:http://www.linkedin.com/in/ada",
    )  # fmt: skip
    (draft,) = drafts("c.vcf", text)
    assert (draft.email, draft.url) == (("ada@example.org",), ("http://www.linkedin.com/in/ada",))
    assert draft.dates == (("anniversary", Yearly(6, 1, 2015)),)
    assert "item1.X-ABLABEL:Work, main" in draft.card and "item2.X-ABDATE:2015-06-01" in draft.card


def test_several_cards_and_broken_ones() -> None:
    """A card that is never ended does not swallow the next one; companies and the nameless are named."""
    text = card("FN:A")[:-11] + card("FN:B") + card("KIND:org", "FN:Acme") + card("TEL:1") + "BEGIN:VCARD\r\nFN:C"
    found = read("c.vcf", text)
    assert [draft.name for draft in found.drafts] == ["A", "B"]
    assert [one.reason.split(":")[0] for one in found.skipped] == [
        "a company, not a person", "the card has no name", "the card is cut short",
    ]  # fmt: skip
    assert read("c.vcf", "".join(card(f"FN:P{n}") for n in range(11))).bulk and not found.bulk


def test_pictures() -> None:
    """Small ones are kept; one that would break the note is left out and said."""
    small = "PHOTO;ENCODING=b;TYPE=JPEG:" + "A" * 400
    found = read("c.vcf", card("FN:Ada", small, "LOGO;ENCODING=b:" + "A" * 200_000))
    assert found.drafts[0].card == ("PHOTO;TYPE=JPEG;ENCODING=b:" + "A" * 400,)
    assert found.notices == ("1 pictures or sounds are too large for a note and were left out",)


def test_no_card() -> None:
    """A file that only looks like one is said to be none."""
    with pytest.raises(Unusable, match="no vCard"):
        read("c.vcf", "BEGIN:VCARDS\nEND:VCARDS\n")


@pytest.mark.skipif(not DATA.is_dir(), reason="needs ../shared/data")
@pytest.mark.parametrize("path", sorted(DATA.rglob("*.vcf")), ids=lambda path: path.name)
def test_cards_of_others(path: Path) -> None:
    """Every card that others wrote is a person, or is said to be none."""
    data = path.read_bytes()
    found = read(path.name, data)
    assert len(found.drafts) + len(found.skipped) == data.count(b"BEGIN:VCARD")
    assert all(draft.name for draft in found.drafts)
    if "win1251" in path.name or "utf8" in path.name:
        assert (found.drafts[0].name, found.drafts[0].company) == ("Иванов Иван Иванович", "Организация")
