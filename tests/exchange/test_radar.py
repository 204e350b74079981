"""A newer list beside an older one: what is news, and all that is none."""

from datetime import date

import pytest
from msgspec.structs import replace

from relnotes.exchange.book import Book, Seen, pairs, parse_book, render_book, sightings, with_source
from relnotes.exchange.candidates import candidates, named
from relnotes.exchange.draft import Draft
from relnotes.exchange.radar import radar
from relnotes.exchange.stamp import stamp
from tests.exchange.support import vaulted
from tests.support import person, vault

ME = "---\ntype: me\npositions:\n  - Sakia, Eng, 2022-04 to now\n  - Tarboosh, SRE, 2018-02 to 2022-03\n---\n"
NOTES = {
    "Me.md": ME,
    "People/Sara.md": person("company: Acme\nemail: sara@example.org"),
    "People/Omar.md": person("company: Globex"),
}


def who(name: str, company: str, url: str = "", day: str = "2020-01-01", mail: str = "") -> Draft:
    return Draft(
        name,
        company=company,
        url=(f"https://www.linkedin.com/in/{url}",) if url else (),
        email=(mail,) if mail else (),
        extra=(("Connected on LinkedIn", day),) if day else (),
    )


def news(old: list[Draft], new: list[Draft], **noted: str) -> list[tuple[str, str, str]]:
    """The news as (kind, name, company or other); `noted` are paths of notes by profile."""
    paths = {stamp(draft): noted[url] for draft in new for url in noted if url in (draft.url or ("",))[0]}
    read = vault(NOTES)
    found, _ = radar(old, new, paths, {one.path: one for one in read.contacts.values()}, read.me)
    return [(one.kind, one.name, one.other or one.new) for one in found]


def test_who_moved() -> None:
    """Somebody with a note; of strangers only how many."""
    old = [who("Sara Nabil", "Acme", "sara"), who("Ada B", "Acme", "ada"), who("Bea C", "Acme", "bea")]
    new = [who("Sara Nabil", "Initech", "sara"), who("Ada B", "Initech", "ada"), who("Bea C", "Acme", "bea")]
    assert news(old, new, sara="People/Sara.md") == [("moved", "Sara Nabil", "Initech")]
    assert radar(old, new, {}, {}, None) == ((), 2)


def test_who_left_or_joined_where_i_work() -> None:
    """Strangers too, since the company is shared."""
    old = [who("Ada B", "Tarboosh Ltd.", "ada"), who("Bea C", "Sakia", "bea"), who("Cid D", "Acme", "cid")]
    new = [who("Ada B", "Acme", "ada"), who("Bea C", "Globex", "bea"), who("Cid D", "SAKIA Inc", "cid")]
    assert news(old, new) == [("left", "Ada B", "Acme"), ("left", "Bea C", "Globex"), ("joined", "Cid D", "SAKIA Inc")]


def test_two_who_now_work_together() -> None:
    """Once for each two, and only of people with notes."""
    old = [who("Sara Nabil", "Acme", "sara"), who("Omar Haddad", "Globex", "omar")]
    new = [who("Sara Nabil", "Globex GmbH", "sara"), who("Omar Haddad", "Globex", "omar")]
    found = news(old, new, sara="People/Sara.md", omar="People/Omar.md")
    assert found == [("moved", "Sara Nabil", "Globex GmbH"), ("together", "Sara Nabil", "Omar")]
    assert news(old, new, sara="People/Sara.md")[1:] == [("together", "Sara Nabil", "Omar")]
    both = [who("Sara Nabil", "Initech", "sara"), who("Omar Haddad", "Initech", "omar")]
    found = news(old, both, sara="People/Sara.md", omar="People/Omar.md")
    assert [kind for kind, *_ in found].count("together") == 1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Acme", "ACME, Inc."),
        ("Acme", "Acme Egypt"),
        ("Amazon Web Services", "AWS"),
        ("Acme", "Self-employed"),
        ("Acme", "Stealth Startup"),
        ("Freelance", "Acme"),
        ("", "Acme"),
        ("Acme", "Acme"),
    ],
)
def test_what_is_no_move(before: str, after: str) -> None:
    """Case, legal forms, parts, initials, and what is no company."""
    assert news([who("Sara Nabil", before, "sara")], [who("Sara Nabil", after, "sara")], sara="People/Sara.md") == []


def test_namesakes_are_not_taken_for_each_other() -> None:
    """Without an address, a name and the day of the connection tell who it is; two of one key are nobody."""
    old = [who("Sara Nabil", "Acme"), who("Sara Nabil", "Globex")]
    assert list(pairs(old, [who("Sara Nabil", "Initech")])) == []
    assert list(pairs(old[:1], [who("Sara Nabil", "Initech", day="2021-01-01")])) == []
    assert len(list(pairs(old[:1], [who("SARA Nabil, PhD", "Initech")]))) == 1
    assert list(pairs([who("Sara Nabil", "Acme", day="")], [who("Sara Nabil", "Initech", day="")])) == []


def test_the_case_of_an_address_is_nobody_else() -> None:
    """The same profile and mail in another case."""
    old = [who("Sara Nabil", "Acme", "Sara-N", mail="Sara@Example.org", day="")]
    assert len(list(pairs(old, [who("S. N.", "Globex", "sara-n", day="")]))) == 1
    assert len(list(pairs(old, [who("S. N.", "Globex", mail="sara@example.org", day="")]))) == 1


def test_nobody_names_a_company_any_more() -> None:
    """Of people with notes it is said, as a question and nothing else."""
    old, new = [who("Sara Nabil", "Acme", "sara")], [who("Sara Nabil", "", "sara")]
    assert news(old, new, sara="People/Sara.md") == [("gone", "Sara Nabil", "")]
    assert news(old, new) == []


OLD, NEW = date(2026, 3, 1), date(2026, 9, 1)


def test_the_book_keeps_what_was_seen() -> None:
    """A newer complete list takes the place of the older; an older one does not; it survives the way to disk."""
    first = with_source(Book(), "linkedin", Seen(OLD, OLD, (who("A", "X", "a"), who("B", "X", "b"))), complete=True)
    second = with_source(first, "linkedin", Seen(NEW, NEW, (who("A", "Y", "a"),)), complete=True)
    assert [draft.company for draft in second.sources["linkedin"].people] == ["Y"]
    back = with_source(second, "linkedin", Seen(OLD, OLD, (who("A", "X", "a"), who("B", "X", "b"))), complete=True)
    assert {draft.name: draft.company for draft in back.sources["linkedin"].people} == {"A": "Y", "B": "X"}
    assert parse_book(render_book(back)) == back
    assert (parse_book(None), parse_book(b"{"), parse_book(b'{"schema":"x"}')) == (Book(), None, None)


def test_sightings() -> None:
    """What was seen of somebody who had a note, or who moved; whoever only got a note is seen for the first time."""
    seen = Seen(OLD, OLD, (who("A", "X", "a"), who("B", "X", "b")))
    new = [who("A", "X Inc", "a"), who("B", "Y", "b")]
    assert list(sightings(seen, new)) == [stamp(new[1])]
    known = replace(seen, known=(stamp(new[0]),))
    assert list(sightings(known, new)) == [stamp(new[0]), stamp(new[1])]
    assert sightings(None, new) == {}


def test_candidates_come_in_the_order_of_their_worth() -> None:
    """Where I worked, then where a contact works, then the latest; not who has a note, nor who was dismissed."""
    people = (
        who("Old Friend", "Nowhere", "o", "2010-01-01"), who("New Friend", "", "n", "2024-01-01"),
        who("Colleague", "Tarboosh", "c"), who("Near", "Acme Inc.", "a"), who("Gone", "X", "g"),
        who("Sara", "Globex", "s"), replace(who("Of a note", "Acme"), email=("sara@example.org",)),
    )  # fmt: skip
    book = Book(sources={"linkedin": Seen(NEW, NEW, people)}, dismissed=(stamp(people[4]),))
    found = candidates(book, vaulted(NOTES).index, vault(NOTES).me)
    assert [(one.draft.name, one.reason) for one in found] == [
        ("Colleague", "Tarboosh, where you worked too"), ("Near", "works where Sara does"),
        ("Sara", "may be People/Sara.md"),
        ("New Friend", ""), ("Old Friend", ""),
    ]  # fmt: skip
    assert [one.draft.name for one in named(found, "new")] == ["New Friend"]
