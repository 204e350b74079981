"""Due.md: the due list as a note of the vault. Absolute dates only, so that it changes when the facts do."""

import re
from collections.abc import Mapping
from itertools import groupby

from msgspec import Struct

from relnotes.model import Agenda, Brief, Item, Texts
from relnotes.parse.layout import OUTPUT_MARK
from relnotes.parse.links import stem
from relnotes.render.answering import FIRST_LINE as ANSWERING_LINE
from relnotes.render.answering import Answering, head, intro, reasons
from relnotes.render.brief import brief_lines, said_by
from relnotes.render.clean import shown
from relnotes.render.wording import long_day, why
from relnotes.schedule.listing import is_now

_ADDRESS = re.compile(r"(https?://[^\s<>\[\]|`]+)")


FIRST_LINE = f"{OUTPUT_MARK} edits are lost. %%"


class Kept(Struct, frozen=True):
    """What is said of somebody, by what it was made from."""

    group: list[Item]
    brief: Brief | None
    link: str
    reasons: list[str]
    folded: str


KeptPeople = dict[str, Kept]
"""By contact, in one language."""


def render_markdown(
    agenda: Agenda,
    items: tuple[Item, ...],
    briefs: Mapping[str, Brief],
    texts: Texts,
    answering: Answering | None = None,
    kept: KeptPeople | None = None,
) -> str:
    """The list of `items`, with the brief of each person folded below the name; with boxes, where it is answering.

    `kept` has what an earlier list said of people, and is brought up to date.
    """
    say = texts.gettext
    people = [list(group) for _, group in groupby(items, key=lambda item: item.contact)]
    now = [group for group in people if any(is_now(item) for item in group)]
    later = [group for group in people if not any(is_now(item) for item in group)]
    out = [ANSWERING_LINE if answering else FIRST_LINE, "", f"# {say('Keep in touch')}", ""]
    if answering:
        out += intro(answering, texts)
    if not now:
        out += [say("Nobody is due."), ""]
    for group in now:
        said = _said(group, briefs, texts, kept if kept is not None else {})
        out += _person(group, said, answering)
    if later:
        out += ["## " + say("Coming up"), ""]
        for group in later:
            item = group[0]
            day = item.planned or item.due or agenda.today
            line = say("{day}: {name}. {why}")
            out.append("- " + line.format(day=long_day(day, texts), name=_link(item), why=escape(why(item, texts))))
        out.append("")
    if agenda.suggestions:
        out += [say("Nobody has a cadence yet. Begin with a few people:"), ""]
        out += [f"- [[{stem(one.path)}|{escape(one.name)}]]" for one in agenda.suggestions]
        out.append("")
    return "\n".join(out)


def _person(group: list[Item], said: Kept, answering: Answering | None) -> list[str]:
    if answering:
        lines = [head(group, escape(group[0].name), answering), *reasons(group, said.reasons, answering)]
    else:
        lines = [f"## {said.link}", "", *(f"- {text}" for text in said.reasons)]
    return [*lines, said.folded, ""] if said.folded else [*lines, ""]


def _said(group: list[Item], briefs: Mapping[str, Brief], texts: Texts, kept: KeptPeople) -> Kept:
    brief = briefs.get(group[0].contact)
    before = kept.get(group[0].contact)
    if before and before.group == group and before.brief == brief:
        return before
    lines = brief_lines(brief, texts, said_by(group)) if brief else ()
    folded = [f"> - {escape(line)}" for line in lines]
    if folded:
        folded = ["", f"> [!note]- {texts.gettext('Before you write')}", *folded]
    said = [escape(why(item, texts)) for item in group]
    found = kept[group[0].contact] = Kept(group, brief, _link(group[0]), said, "\n".join(folded))
    return found


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
