"""Whom a draft means, and when that is not certain."""

import pytest

from relnotes.exchange.draft import Draft
from relnotes.exchange.likeness import is_company, mail_key, name_key, profile_key, same_company
from relnotes.exchange.match import Matched, unmix
from tests.exchange.support import vaulted
from tests.support import person

NOTES = {
    "People/Sara Nabil.md": person("id: s1\ncompany: Acme\nemail: [Sara@Example.org]\nurl: linkedin.com/in/sara-n/"),
    "People/Omar Haddad.md": person("positions:\n  - Globex, SRE, 2017-03 to now\naliases: [عمر حداد]"),
    "People/Leila Hassan.md": person(""),
    "People/Office.md": person("email: info@acme.example"),
    "People/Twin 1.md": person("name: Ada Twin\nemail: twins@example.org"),
    "People/Twin 2.md": person("name: Ben Twin\nemail: twins@example.org"),
    "People/Card.md": person("name: Ola Card") + "\n## Imported\n\n```vcard\nUID:urn:uuid:AB-1\n```\n",
    "People/Karim.md": person("name: Karim Aziz\nlinkedin: https://www.linkedin.com/in/karim"),
}


def who(draft: Draft, *, bulk: bool = True) -> tuple[str, str]:
    found = vaulted(NOTES).index.find(draft, bulk=bulk)
    return found.path.removeprefix("People/").removesuffix(".md") or "|".join(found.maybe), found.by


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        (Draft("Somebody", id="s1"), ("Sara Nabil", "id")),
        (Draft("Somebody", id="ab-1"), ("Card", "id")),
        (Draft("S. N.", url=("https://eg.linkedin.com/in/Sara-N?trk=x",)), ("Sara Nabil", "profile")),
        (Draft("K.", url=("http://linkedin.com/in/karim/",)), ("Karim", "profile")),
        (Draft("Sara N", email=("mailto:SARA@example.org",)), ("Sara Nabil", "mail")),
        (Draft("سارة نبيل", email=("sara@example.org",)), ("Sara Nabil", "mail")),
        (Draft("Ben", email=("twins@example.org",)), ("Twin 2", "mail")),
        (Draft("Sára NABIL, PhD ✨", company="ACME Inc."), ("Sara Nabil", "name")),
        (Draft("عُمر حداد", company="Globex GmbH"), ("Omar Haddad", "name")),
        (Draft("Leila Hassan"), ("Leila Hassan", "name")),
        (Draft("Nobody Known", company="Acme"), ("", "")),
    ],
)
def test_certain(draft: Draft, expected: tuple[str, str]) -> None:
    """By id, profile, mail, then name and company, however they are written."""
    assert who(draft) == expected


@pytest.mark.parametrize(
    "draft",
    [
        Draft("Sara Nabil", company="Globex"),
        Draft("Sara Nabil"),
        Draft("Leila Hassan", company="Acme"),
        Draft("Mona Said", email=("info@acme.example",)),
        Draft("Cid", email=("twins@example.org",)),
    ],
)
def test_doubtful(draft: Draft) -> None:
    """Namesakes, shared and office addresses are never taken for the person."""
    found = vaulted(NOTES).index.find(draft, bulk=True)
    assert not found.path and found.maybe and found.reason


def test_two_profiles_of_one_site_are_two_people() -> None:
    """A namesake with an address of their own is nobody here; with the same company too, it is worth a question."""
    other = ("https://www.linkedin.com/in/another-sara",)
    assert who(Draft("Sara Nabil", company="Globex", url=other)) == ("", "")
    assert who(Draft("Sara Nabil", company="Acme", url=other)) == ("People/Sara Nabil.md", "")
    assert who(Draft("Sara Nabil", company="Acme", url=("https://github.com/sara",))) == ("Sara Nabil", "name")


def test_a_list_of_few_goes_by_the_name_alone() -> None:
    """Whoever keeps a small list means the person; a collected list may hold a namesake."""
    assert who(Draft("Omar Haddad"), bulk=False) == ("Omar Haddad", "name")
    assert who(Draft("Omar Haddad")) == ("People/Omar Haddad.md", "")


def test_two_that_mean_one_note() -> None:
    """Two of one name and company are doubtful, both; beside the one with the right address, only the other."""
    drafts = [Draft("Sara Nabil", company="Acme", url=(f"https://github.com/s{n}",)) for n in range(2)]
    by_name = [vaulted(NOTES).index.find(draft, bulk=True) for draft in drafts]
    assert [one.path for one in unmix(by_name, drafts)] == ["", ""]
    sure = [by_name[0], Matched("People/Sara Nabil.md", "mail")]
    assert [one.path for one in unmix(sure, drafts)] == ["", "People/Sara Nabil.md"]


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.linkedin.com/in/Leila-H%C3%A1/", "linkedin/leila-ha"),
        ("linkedin.com/in/leila?originalSubdomain=eg", "linkedin/leila"),
        ("https://x.com/leila", "twitter/leila"),
        ("https://github.com/leila", "github/leila"),
        ("https://www.linkedin.com/company/acme", ""),
        ("https://www.linkedin.com", ""),
        ("https://www.reddit.com", ""),
        ("https://leila.example.org/in/x", ""),
    ],
)
def test_profiles(url: str, key: str) -> None:
    """An address is a profile's in any writing; the front page of a site is nobody's."""
    assert profile_key(url) == key


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Acme", "ACME, Inc.", True),
        ("Acme", "Acme Corporation Egypt", True),
        ("Amazon", "Amazon Web Services (AWS)", True),
        ("AWS", "Amazon Web Services", True),
        ("Müller GmbH & Co. KG", "Mueller", False),
        ("Müller GmbH & Co. KG", "MÜLLER", True),
        ("The Home Depot", "Home Depot", True),
        ("Meta", "Facebook", False),
        ("Acme", "Globex", False),
        ("شركة أكمي", "شركه اكمي", True),
        ("", "Acme", False),
    ],
)
def test_companies(one: str, other: str, same: bool) -> None:
    """Rewordings of a company are that company; in doubt nobody has moved."""
    assert same_company(one, other) is same
    assert same_company(other, one) is same


def test_no_company() -> None:
    """What people write instead of a company is none."""
    assert not any(map(is_company, ["", "-", "Self-employed", "Freelance", "Stealth Startup", "Looking for new roles"]))
    assert all(map(is_company, ["Acme", "Student Loans Company", "Homebase", "Independent Talent Group Ltd"]))
    assert (mail_key(" <A@B.org> "), mail_key("a b@c"), name_key("✨")) == ("a@b.org", "", "")
