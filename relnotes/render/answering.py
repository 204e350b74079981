"""The lines of a Due.md that answers: a box before each person and follow-up, and what could not be taken."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from relnotes.model import Item, Texts
from relnotes.parse.layout import OUTPUT_MARK
from relnotes.parse.links import stem
from relnotes.render.clean import shown
from relnotes.render.wording import mark
from relnotes.schedule.asking import Marks

FIRST_LINE = f"{OUTPUT_MARK} ticks, and the words behind names, go into the notes; other edits are lost. %%"
REASONS = {
    "nobody": mark("Nobody here is called “{what}”."),
    "sign": mark("“[{what}]” has no meaning here: [x] is done, [>] puts off, [-] rests."),
    "words": mark("Words have no place here: write them behind the name of somebody whom you tick."),
    "unclear": mark("“{what}” is no day that is understood here."),
    "changed": mark("The note has changed since this was asked: answer anew above, or delete this line."),
    "open": mark("Not ticked yet."),
    "refused": mark("This could not be written: {what}"),
}


class Left(Struct, frozen=True):
    """A line that stays in the list, and why: a key of `REASONS`, with what it speaks of."""

    line: str
    reason: str
    what: str = ""


class Answering(Struct, frozen=True):
    """What a list that answers needs: the marks of its lines, words that wait for a tick, and what was left."""

    marks: Marks
    words: Mapping[str, str] = {}
    left: tuple[Left, ...] = ()


def intro(answering: Answering, texts: Texts) -> list[str]:
    """What to do with the boxes; then the answers that could not be taken, as they stood there."""
    say = texts.gettext
    lines = [
        say(
            "Tick whom you were in touch with; what you write behind the name goes into the log. "
            "[>] puts off for a week, or until the day that you write behind it; [-] rests."
        ),
        "",
    ]
    if answering.left:
        lines += [say("These could not be moved into the notes:"), ""]
        for one in answering.left:
            lines += [one.line, f"  - {reason(one, texts)}"]
        lines.append("")
    return lines


def reason(left: Left, texts: Texts) -> str:
    """Why a line stays in the list."""
    return texts.gettext(REASONS[left.reason]).format(what=shown(left.what))


def head(group: Sequence[Item], name: str, answering: Answering) -> str:
    """The line of a person: with a box, where there is a note that can take an answer and nothing was said today."""
    item = group[0]
    found = answering.marks.people.get(item.contact)
    if not item.home or found is None or all(one.kind == "event" for one in group):
        return f"- {_link(item, name)}"
    words = answering.words.get(item.contact, "")
    return f"- [ ] {_link(item, name, found)} {words}".rstrip()


def reasons(group: Sequence[Item], said: Iterable[str], answering: Answering) -> list[str]:
    """Why somebody is on the list: follow-ups with a box of their own, and a link to where they stand."""
    lines = []
    for item, text in zip(group, said, strict=True):
        found = answering.marks.tasks.get((item.contact, item.path, item.line))
        if item.kind in {"follow-up", "waiting-on"} and found:
            lines.append(f"  - [ ] {text} [[{stem(item.path)}#^{found}|↗]]")
        else:
            lines.append(f"  - {text}")
    return lines


def _link(item: Item, name: str, found: str = "") -> str:
    path = stem(item.home) or item.name
    place = f"#^{found}" if found else ""
    return f"[[{path}{place}|{name}]]" if place or path != item.name else f"[[{path}]]"
