"""Notes that others wrote, where they are at hand: no complaint, and the values that stand there."""

import re
from datetime import date

import pytest

from relnotes.model import Config, Vault
from relnotes.parse.note import parse_note
from relnotes.vault import build_vault, resolve
from tests.parse.build import SHARED, files_of


def load(folder: str) -> tuple[Vault, dict[str, str]]:
    """The vault of a folder of shared notes, and their texts."""
    files = files_of(SHARED / folder)
    people = build_vault({path: parse_note(path, data) for path, data in files.items()}, Config())
    return people, {path: data.decode() for path, data in files.items()}


def typed(text: str, key: str) -> list[str]:
    """The values of the front matter's lines whose key matches, without quotes."""
    return [found.strip().strip('"') for found in re.findall(rf'^"?{key}"?:[ \t]*(\S.*)$', text, re.MULTILINE)]


def test_a_people_vault_is_read_as_written() -> None:
    """Names, cities, organisations and days of an Obsidian people vault are those of its notes."""
    people, texts = load("people-network")
    assert people.diagnostics == ()
    found = {contact.path: contact.fields for contact in people.contacts.values()}
    assert sorted(found) == ["Events/Demo Meetup.md", "People/Ada Engineer.md", "People/Bo Founder.md"]
    ada, bo = found["People/Ada Engineer.md"], found["People/Bo Founder.md"]
    assert (ada.aliases, ada.company, ada.location) == (("Ada",), "Acme", "Berlin")
    assert (ada.last_contact, ada.next_contact) == (date(2026, 1, 15), date(2026, 4, 1))
    assert (bo.company, bo.last_contact, bo.next_contact) == ("Acme, OpenNet", None, None)
    assert people.notes["Events/Demo Meetup.md"].date == date(2026, 1, 10)
    assert resolve(people.names, "Ada") == resolve(people.names, "People/Ada Engineer") == "People/Ada Engineer.md"
    line = texts["Events/Demo Meetup.md"].split("\n").index("- [[People/Ada Engineer|Ada]]") + 1
    assert ("Events/Demo Meetup.md", line) in people.contacts["People/Ada Engineer.md"].backlinks


def test_vcard_notes_are_read_as_written() -> None:
    """Names, mails, phones, birthdays and firms of vCard-shaped notes are those of their lines."""
    people, texts = load("vcf-contacts")
    assert people.diagnostics == ()
    persons = {contact.path: contact for contact in people.contacts.values()}
    assert len(persons) == sum("#Contact" in text for text in texts.values()) >= 15
    for path, contact in persons.items():
        text = texts[path]
        name = typed(text, "FN") or [" ".join(typed(text, r"N\.GN") + typed(text, r"N\.FN"))]
        assert contact.name == name[0]
        assert list(contact.fields.email) == typed(text, r"EMAIL(?:\[[^\]]*\])?")
        assert list(contact.fields.phone) == typed(text, r"TEL(?:\[[^\]]*\])?")
        assert list(contact.fields.url) == typed(text, r"URL(?:\[[^\]]*\])?")
        assert [contact.fields.company] == typed(text, "ORG")
        birthday = contact.fields.birthday
        assert birthday is not None
        assert [f"{birthday.year}-{birthday.month:02}-{birthday.day:02}"] == typed(text, "BDAY")
        assert [contact.fields.location] == typed(text, r"ADR\[HOME\]\.LOCALITY")


@pytest.mark.parametrize("folder", ["people-network", "vcf-contacts", "friends"])
def test_no_shared_note_is_unreadable(folder: str) -> None:
    """Every note of others, contact or not, can be read."""
    people, _ = load(folder)
    assert [note.path for note in people.notes.values() if not note.readable] == []
