"""Due.md: the due list as a note of the vault. Absolute dates only, so that it changes when the facts do."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from msgspec import Struct

from relnotes.carry import carry, changed
from relnotes.model import Agenda, Brief, Item, Texts
from relnotes.parse.layout import OUTPUT_MARK
from relnotes.parse.links import stem
from relnotes.render.answering import FIRST_LINE as ANSWERING_LINE
from relnotes.render.answering import Answering, head, intro, reasons
from relnotes.render.brief import brief_lines, said_by
from relnotes.render.clean import shown
from relnotes.render.wording import long_day, why
from relnotes.schedule.listing import by_person, is_now

_ADDRESS = re.compile(r"(https?://[^\s<>\[\]|`]+)")


FIRST_LINE = f"{OUTPUT_MARK} edits are lost. %%"


class Said(Struct, frozen=True):
    """What is said of somebody, by what it was made from."""

    items: tuple[Item, ...]
    brief: Brief | None
    now: bool
    """Somebody for today; else a line among those who come up."""
    reasons: tuple[str, ...]
    """In a list with boxes only: they and the name are written anew each time."""
    text: str
    """The rest."""


class KeptPeople(Struct, frozen=True):
    """What a list says of people, with what it was made from; for one language, with boxes or without."""

    people: Mapping[str, tuple[Item, ...]] = {}
    briefs: Mapping[str, Brief] = {}
    said: Mapping[str, Said] = {}


def render_markdown(
    agenda: Agenda, items: Iterable[Item], briefs: Mapping[str, Brief], texts: Texts, answering: Answering | None = None
) -> str:
    """The list of `items`, with the brief of each person folded below the name; with boxes, where it is answering."""
    people = by_person(items)
    said = say_of_people(people, briefs, agenda.today, texts, boxes=answering is not None).said
    return render_list(agenda, [said[name] for name in people], texts, answering)


def render_list(agenda: Agenda, people: Iterable[Said], texts: Texts, answering: Answering | None = None) -> str:
    """The list of what is said of people, in that order."""
    say = texts.gettext
    now: list[str] = []
    later: list[str] = []
    for one in people:
        (now if one.now else later).append(_with_boxes(one, answering) if answering and one.now else one.text)
    out = [ANSWERING_LINE if answering else FIRST_LINE, "", f"# {say('Keep in touch')}", ""]
    if answering:
        out += intro(answering, texts)
    out += now or [say("Nobody is due."), ""]
    if later:
        out += ["## " + say("Coming up"), "", *later, ""]
    if agenda.suggestions:
        out += [say("Nobody has a cadence yet. Begin with a few people:"), ""]
        out += [f"- [[{stem(one.path)}|{escape(one.name)}]]" for one in agenda.suggestions]
        out.append("")
    return "\n".join(out)


def say_of_people(
    people: Mapping[str, tuple[Item, ...]],
    briefs: Mapping[str, Brief],
    today: date,
    texts: Texts,
    shows: Callable[[Item], bool] = lambda _: True,
    before: KeptPeople | None = None,
    *,
    boxes: bool = False,
) -> KeptPeople:
    """What a list says of those people of whose items it `shows` any; what did not change since `before` is kept."""

    before = before or KeptPeople()

    def say_of(name: str) -> Said | None:
        items, brief, old = tuple(filter(shows, people.get(name, ()))), briefs.get(name), before.said.get(name)
        if not items:
            return None
        now = any(map(is_now, items))
        if old and old.items == items and old.brief == brief and (now or items[0].planned or items[0].due):
            return old
        if not now:
            return Said(items, brief, now, (), _coming(items[0], today, texts))
        reasons, folded = tuple(escape(why(item, texts)) for item in items), _folded(items, brief, texts)
        if boxes:
            return Said(items, brief, now, reasons, folded)
        return Said(items, brief, now, (), _below(f"## {_link(items[0])}", "", *map("- {}".format, reasons), folded))

    names = changed(before.people, people) | changed(before.briefs, briefs)
    return KeptPeople(people, briefs, carry(before.said, names, say_of))


def _folded(items: tuple[Item, ...], brief: Brief | None, texts: Texts) -> str:
    lines = [f"> - {escape(line)}" for line in brief_lines(brief, texts, said_by(items))] if brief else []
    return "\n".join(["", f"> [!note]- {texts.gettext('Before you write')}", *lines]) if lines else ""


def _coming(item: Item, today: date, texts: Texts) -> str:
    day = long_day(item.planned or item.due or today, texts)
    line = texts.gettext("{day}: {name}. {why}")
    return "- " + line.format(day=day, name=_link(item), why=escape(why(item, texts)))


def _with_boxes(said: Said, answering: Answering) -> str:
    name = escape(said.items[0].name)
    return _below(head(said.items, name, answering), *reasons(said.items, said.reasons, answering), said.text)


def _below(*lines: str) -> str:
    """Lines, the last of which may be empty, with an empty one after them."""
    return "\n".join([*lines, ""] if lines[-1] else lines)


def _link(item: Item) -> str:
    """A link to the contact's note; for a person without one, the link that makes it."""
    path = stem(item.home)
    if not path:
        return f"[[{item.name}]]"
    return f"[[{path}]]" if path == item.name else f"[[{path}|{escape(item.name)}]]"


def escape(text: str) -> str:
    """Text from notes inside of Markdown: it must not become structure, HTML, a tag or a task; addresses stay."""
    return "".join(part if part.startswith("http") else _escaped(part) for part in _ADDRESS.split(shown(text)))


def _escaped(text: str) -> str:
    text = text.replace("\\", "\\\\")
    for sign in "<[]|`*_%":
        text = text.replace(sign, f"\\{sign}")
    return re.sub(r"(^|\s)#(?=\S)", r"\1\\#", text)
