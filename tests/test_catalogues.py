"""The generated texts in other languages: all of them are there, they fit the code, and they read as that language."""

import ast
import gettext
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from string import Formatter
from typing import IO, Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from msgspec.structs import replace

from relnotes.model import Texts
from relnotes.parse.config import LANGUAGES, parse_config
from relnotes.parse.note import parse_note
from relnotes.parse.words import HEADS
from relnotes.render.markdown import render_markdown
from relnotes.render.person import render_next, render_person
from relnotes.render.starter import Start, starter_files
from relnotes.render.text import render_due
from relnotes.schedule.listing import select
from relnotes.shell.catalogues import load_texts
from relnotes.shell.disk import load_config
from relnotes.shell.live import Today, compute, render_feeds
from relnotes.shell.snapshot import take_snapshot
from tests.support import TODAY

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "vault-example"
CODE = ROOT / "relnotes"
CATALOGUES = ROOT / "relnotes/catalogues"
TRANSLATED = tuple(language for language in LANGUAGES if language != "en")
KEYWORDS = {**DEFAULT_KEYWORDS, "say": None, "mark": None}

# A message as gettext looks it up: (context, text, plural), the empty text where it has none.
Message = tuple[str, str, str]
Found = tuple[int, str, str | tuple[str | None, ...], list[str]]

every_language = pytest.mark.parametrize("language", TRANSLATED)


def syntax_calls(file: IO[bytes], keywords: Iterable[str], _tags: object, **_options: object) -> Iterator[Found]:
    """Babel's extraction for Python, by the syntax tree: it looks into f-strings on every version of Python."""
    for node in ast.walk(ast.parse(file.read())):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            words = tuple(str(one.value) if isinstance(one, ast.Constant) else None for one in node.args)
            if called in keywords and any(words):
                yield node.lineno, called, words, []


def messages_in(method: Any) -> set[Message]:
    """The messages that an extraction method finds in the code."""
    found = set()
    for path in sorted(CODE.rglob("*.py")):
        for _, words, _, context in extract_from_file(method, path, KEYWORDS):
            text, plural = words if isinstance(words, tuple) else (words, "")
            found.add((context or "", text, plural))
    return found


@cache
def messages() -> set[Message]:
    """Every message of the code."""
    return messages_in(syntax_calls)


@cache
def catalogue(language: str) -> Catalog:
    """The catalogue of a language, as its translator writes it."""
    with (CATALOGUES / f"{language}.po").open("rb") as file:
        return read_po(file, language)


def forms(found: Catalog) -> dict[Message, tuple[str, ...]]:
    """The translations of a catalogue, by message: one, or one a plural form."""
    result = {}
    for one in found:
        if one.id:
            text, plural = (one.id, "") if isinstance(one.id, str) else one.id
            result[one.context or "", text, plural] = (
                (one.string,) if isinstance(one.string, str) else tuple(one.string or ())
            )
    return result


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


class Missed(gettext.NullTranslations):
    """The end of the search: it notes what no catalogue knew."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def gettext(self, message: str) -> str:
        self.asked.append(message)
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        self.asked.append(msgid1)
        return msgid1 if n == 1 else msgid2

    def pgettext(self, context: str, message: str) -> str:
        self.asked.append(f"{context}: {message}")
        return message


@cache
def example_day(language: str, today: date = TODAY) -> Today:
    """The example vault on a day, as somebody with this language sees it."""
    config = replace(load_config(EXAMPLE), language=language)
    return compute(EXAMPLE, config, take_snapshot(EXAMPLE, config), today)


def due(day: Today) -> str:
    return render_due(day.agenda, select(day.agenda), day.texts)


def due_all(day: Today) -> str:
    return render_due(day.agenda, day.agenda.items, day.texts, rows=None)


def due_note(day: Today) -> str:
    return render_markdown(day.agenda, select(day.agenda), day.briefs, day.texts)


def next_and_show(day: Today) -> str:
    briefs = day.briefs
    out = []
    for contact in day.vault.contacts.values():
        items = tuple(item for item in day.agenda.items if item.contact == contact.id)
        if contact.id in briefs:
            brief = briefs[contact.id]
            out.append(render_next(day.agenda, items, brief, day.texts, 80, lambda _, text: text))
            out.append(render_person(day.agenda, contact, items, brief, day.texts, 80, lambda _, text: text))
    return "\n".join(out)


def feed(day: Today) -> str:
    return "".join(data.decode().replace("\r\n ", "") for data in render_feeds(day).values())


every_output = pytest.mark.parametrize("output", [due, due_all, due_note, next_and_show, feed])


# --- the catalogues ------------------------------------------------------------------------------------------------


def test_each_language_has_its_catalogue() -> None:
    """The languages of the config are those of the catalogues, and English, which needs none."""
    for suffix in (".po", ".mo"):
        assert {path.stem for path in CATALOGUES.glob(f"*{suffix}")} == set(TRANSLATED)


def test_pybabel_finds_every_text() -> None:
    """The command in the catalogues' README finds what the code asks for: no text hides in an f-string."""
    assert messages_in("python") == messages()


@every_language
def test_every_text_is_translated(language: str) -> None:
    """A catalogue holds the messages of the code, no others, and each in all of its forms."""
    found = forms(catalogue(language))
    assert set(found) == messages()
    for (_, text, plural), translations in found.items():
        assert len(translations) == (catalogue(language).num_plurals if plural else 1), text
        assert all(translations), text


@every_language
def test_nothing_is_doubtful_or_left_over(language: str) -> None:
    """No translation is fuzzy, and none is kept of a text that the code no longer says."""
    assert not catalogue(language).fuzzy
    assert [one.id for one in catalogue(language) if one.id and one.fuzzy] == []
    assert list(catalogue(language).obsolete) == []


@every_language
def test_placeholders_fit(language: str) -> None:
    """Each form has the placeholders of the English text; one that stands for a single number may leave {n} out."""
    found = catalogue(language)
    form_of = gettext.c2py(found.plural_expr)
    numbers = [form_of(n) for n in range(1000)]
    for (_, text, plural), translations in forms(found).items():
        wanted = placeholders(plural or text)
        for form, translation in enumerate(translations):
            free = {"n"} if plural and numbers.count(form) == 1 else set()
            assert wanted - free <= placeholders(translation) <= wanted, (text, translation)


@every_language
def test_the_compiled_catalogue_says_the_same(language: str) -> None:
    """The .mo holds what the .po says: run `pybabel compile` after each change."""
    with (CATALOGUES / f"{language}.mo").open("rb") as file:
        compiled = read_mo(file)
    assert forms(compiled) == forms(catalogue(language))
    assert compiled.plural_forms == catalogue(language).plural_forms


@every_language
def test_calendar_names_are_plain(language: str) -> None:
    """No calendar name holds a sign that icalendar would have to escape."""
    assert not set(",;\\") & set(load_texts(language).gettext("Keep in touch"))


# --- what is made with them ----------------------------------------------------------------------------------------


@every_output
@every_language
def test_nothing_is_asked_for_in_vain(language: str, output: Callable[[Today], str]) -> None:
    """What relnotes looks up while it renders the example is in the catalogue, also where a variable names it."""
    missed = Missed()
    texts = load_texts(language)
    assert isinstance(texts, gettext.GNUTranslations)
    texts.add_fallback(missed)
    output(replace(example_day(language), texts=texts))
    assert missed.asked == []


@every_output
@every_language
def test_no_english_is_left(language: str, output: Callable[[Today], str]) -> None:
    """No piece of an English text stands in what is made of the example, unless a note says the same."""
    notes = "\n".join(f"{path}\n{path.read_text('utf-8')}" for path in EXAMPLE.rglob("*.md"))
    # A first line to somebody is in their own language.
    openings = (brief.opening for brief in example_day(language).briefs.values())
    notes += "\n".join(opening.line for opening in openings if opening)
    english = (text for _, *texts in messages() for text in texts)
    pieces = {piece.strip(" ,.:;()?") for text in english for piece in re.split(r"\{\w+\}", text)}
    pieces = {piece for piece in pieces if len(piece) > 2 and piece not in notes}
    assert len(pieces) > 80
    text = output(example_day(language)).replace("relnotes due --all", "")
    lines = [line for line in text.splitlines() if not line.startswith(("BEGIN:", "CATEGORIES:", "END:"))]
    assert {piece for piece in pieces for line in lines if re.search(rf"\b{re.escape(piece)}\b", line)} == set()


@every_language
def test_the_starter_is_understood(language: str) -> None:
    """The template's sample line and next topics are read back, under the heading that the config names."""
    texts: Texts = load_texts(language)
    start = Start(new=True, language=language, people="People", templates="Templates", ignore_outputs=True)
    files = starter_files(start, texts)
    config, problems = parse_config(files["relnotes.toml"].encode())
    assert not problems
    template = files[f"Templates/{texts.gettext('Person')}.md"]
    assert f"\n## {config.log_heading}\n" in template

    topic = f"## {texts.gettext('Next time')}\n- TOPIC\n"
    filled = template.replace("{{date}}", "2026-11-20").replace("{{title}}", "NAME")
    filled = filled.replace(f"## {texts.gettext('Next time')}\n", topic)
    assert not parse_note("People/NAME.md", filled.encode(), HEADS).entries
    filled = filled.replace("%% ", "").replace(" %%", "")
    note = parse_note("People/NAME.md", filled.encode(), HEADS)
    assert not note.diagnostics
    assert [(entry.date, entry.head) for entry in note.entries] == [(date(2026, 11, 20), "coffee")]
    assert note.entries[0].text == texts.gettext("what you talked about")
    assert [topic.text for topic in note.topics] == ["TOPIC"]


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (1, "كل أسبوع"),
        (2, "كل أسبوعين"),
        (3, "كل 3 أسابيع"),
        (10, "كل 10 أسابيع"),
        (11, "كل 11 أسبوعًا"),
        (99, "كل 99 أسبوعًا"),
        (100, "كل 100 أسبوع"),
        (103, "كل 103 أسابيع"),
    ],
)
def test_arabic_numbers(n: int, said: str) -> None:
    """The six Arabic forms each stand where the grammar wants them."""
    assert load_texts("ar").ngettext("every week", "every {n} weeks", n).format(n=n) == said
