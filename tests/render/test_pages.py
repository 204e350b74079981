"""The pages as texts: what a sentence of one direction does with words of the other, and what becomes a link."""

import re

import pytest

from relnotes.render.html.isolates import Isolating
from relnotes.render.html.pages import Frame, person_page, today_page
from relnotes.shell.catalogues import load_texts
from tests.support import agenda, briefs_of, vault

APART = re.compile("\u2068([^\u2068\u2069]*)\u2069")
NOTE = """---
tags: [person]
cadence: 4 weeks
phone: "+44 7700 900115"
email: leila@example.org
booking: https://cal.example.org/leila.
---
## Next time
- {topic}
- see https://example.org/a?b=1&c="x" <b>

## Log
- 2026-10-01 coffee: {said}
"""


def today(language: str, said: str, topic: str = "") -> str:
    notes = {"People/Leila.md": NOTE.format(said=said, topic=topic or said)}
    people = vault(notes)
    frame = Frame(Isolating(load_texts(language), language), language, "", "/")
    return today_page(frame, agenda(notes), people.contacts, briefs_of(people))


def test_english_in_arabic_is_kept_apart() -> None:
    """A full stop at the end of an English phrase stays at its end."""
    page = today("ar", "the move. She dreads it.")
    assert "the move. She dreads it." in APART.findall(page)
    assert '<html lang="ar" dir="rtl">' in page


def test_arabic_in_english_is_kept_apart() -> None:
    """And an Arabic one in English; English in English needs nothing."""
    assert "انتقالها إلى القاهرة (أخيرا)" in APART.findall(today("en", "انتقالها إلى القاهرة (أخيرا)"))
    assert not APART.findall(today("en", "the move. She dreads it."))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_addresses_are_links(language: str) -> None:
    """Of the web and for mail, without the full stop behind them; everything else of a note is text."""
    notes = {"People/Leila.md": NOTE.format(said="x", topic="y")}
    people = vault(notes)
    frame = Frame(Isolating(load_texts(language), language), language, "/key", "/")
    contact = people.contacts["People/Leila.md"]
    brief = briefs_of(people)[contact.id]
    page = person_page(frame, agenda(notes), contact, brief, "<p>the note</p>", people.contacts)
    links = re.findall(r'<a href="((?:http|mailto)[^"]*)"[^>]*>([^<]*)</a>', page)
    assert ("https://cal.example.org/leila", "https://cal.example.org/leila") in links
    assert ("mailto:leila@example.org", "leila@example.org") in links
    assert ("https://example.org/a?b=1&amp;c=", "https://example.org/a?b=1&amp;c=") in links
    assert "&lt;b&gt;" in page and "<p>the note</p>" in page
    assert "<bdi>+44 7700 900115</bdi>" in page
    assert 'action="/key/search"' in page
