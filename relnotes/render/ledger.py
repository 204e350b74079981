"""What was given and received, on a terminal and as JSON: lines of the log, never a score."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from relnotes.insight.ledger import in_all, only_asked
from relnotes.model import Deed, Introduction, Ledger, Texts
from relnotes.render.clean import clipped, shown
from relnotes.render.columns import wrap
from relnotes.render.json import as_json
from relnotes.render.paint import Paint
from relnotes.render.wording import long_day, mark, near_day

SCHEMA = "relnotes.ledger/1"
_LONG = 200
_COLUMNS = (
    ("gave", mark("You gave")),
    ("got", mark("You got")),
    ("asked", mark("You asked")),
    ("they_asked", mark("They asked")),
    ("thanked", mark("You thanked")),
    ("shared", mark("You shared something of your own")),
    ("outcomes", mark("What came of it")),
)
_LATEST = 3


def render_ledger(
    ledgers: Mapping[str, Ledger],
    names: Mapping[str, str],
    today: date,
    texts: Texts,
    columns: int,
    paint: Paint,
    *,
    alone: bool = False,
) -> str:
    """All of what is in some ledgers, each column newest first; introductions; with whom one only asked.

    `names` are everybody's by id; with one contact `alone` the lines go without names, and all of them are there.
    """
    say = texts.gettext
    whole = in_all(ledgers)
    out = []
    for field, title in _COLUMNS:
        deeds: tuple[Deed, ...] = getattr(whole, field)
        if deeds:
            out += [paint("title", _counted(say(title), deeds, texts, alone=alone))]
            for deed in reversed(deeds if alone else deeds[-_LATEST:]):
                out += _bullet(_deed(deed, "" if alone else _people(deed, names, texts), today, texts), columns)
            out.append("")
    if whole.introductions:
        out += [paint("title", say("Introductions"))]
        for one in reversed(whole.introductions):
            out += _bullet(introduction_line(one, names, texts), columns)
        out.append("")
    only = [names.get(one, "") for one, ledger in ledgers.items() if only_asked(ledger, today)]
    if only and not alone:
        text = say("Asked within a year, with nothing given since: {list}. Perhaps bring something next time.")
        out += wrap(text.format(list=say(", ").join(shown(name) for name in only)), columns)
    elif only:
        out += wrap(say("Nothing given since you last asked: perhaps bring something next time."), columns)
    if not out:
        return say("Nothing is written down yet: begin a line below a log entry with gave:, got: or asked:.") + "\n"
    return "\n".join(out).rstrip() + "\n"


def _counted(title: str, deeds: tuple[Deed, ...], texts: Texts, *, alone: bool) -> str:
    if alone:
        return title
    more = texts.gettext("{title}: {n}").format(title=title, n=len(deeds))
    if len(deeds) > _LATEST:
        return texts.gettext("{title}, the latest").format(title=more)
    return more


def _people(deed: Deed, names: Mapping[str, str], texts: Texts) -> str:
    return texts.gettext(", ").join(shown(names.get(one, one)) for one in (deed.contact, *deed.also))


def _deed(deed: Deed, name: str, today: date, texts: Texts) -> str:
    say = texts.gettext
    message = say("{name}, {day}: {what}") if name else say("{day}: {what}")
    what = clipped(shown(deed.text), _LONG)
    if not what:
        message = say("{name}, {day}") if name else "{day}"
    line = message.format(name=name, day=near_day(deed.date, today, texts), what=what)
    return line if name else f"{line}  ({shown(deed.path)}:{deed.line})"


def introduction_line(one: Introduction, names: Mapping[str, str], texts: Texts) -> str:
    """Who brought whom together, when, and what came of it."""
    say = texts.gettext
    people = say(", ").join(shown(name) for name in one.names)
    if one.by:
        text = say("{name} introduced you to {people}").format(name=shown(names.get(one.by, one.by)), people=people)
    elif len(one.names) > 1:
        text = say("You brought together {people}").format(people=people)
    else:
        text = say("You made an introduction for {people}").format(people=people)
    if one.date:
        text = say("{text} ({more})").format(text=text, more=long_day(one.date, texts))
    came = "; ".join(clipped(shown(deed.text), _LONG) for deed in one.outcomes if deed.text)
    return say("{text}; what came of it: {what}").format(text=text, what=came) if came else text


def ledger_sections(ledger: Ledger, names: Mapping[str, str], texts: Texts) -> Iterator[tuple[str, list[str]]]:
    """The ledger in the picture of one contact: titles, and lines newest first."""
    say = texts.gettext
    deeds = [(deed, title) for field, title in _COLUMNS for deed in getattr(ledger, field)]
    lines = []
    for deed, title in sorted(deeds, key=lambda pair: (pair[0].date, -pair[0].line), reverse=True):
        text = f": {clipped(shown(deed.text), _LONG)}" if deed.text else ""
        lines.append(f"{deed.date.isoformat()} {say(title)}{text}  ({shown(deed.path)}:{deed.line})")
    yield say("Given and received"), lines
    yield say("Introductions"), [introduction_line(one, names, texts) for one in reversed(ledger.introductions)]


def render_json(ledgers: Mapping[str, Ledger], names: Mapping[str, str], today: date) -> str:
    """The shape that README promises: ``relnotes.ledger/1``."""
    whole = in_all(ledgers)
    deeds = [(field, deed) for field, _ in _COLUMNS for deed in getattr(whole, field)]
    deeds.sort(key=lambda pair: (pair[1].date, pair[1].path, pair[1].line))
    return as_json(
        {
            "schema": SCHEMA,
            "today": today,
            "entries": [_as_json(deed, names) | {"head": _HEADS.get(field, field)} for field, deed in deeds],
            "introductions": [
                {
                    "by": one.by or None,
                    "names": one.names,
                    "date": one.date,
                    "text": one.text,
                    "path": one.path,
                    "line": one.line,
                    "outcomes": [_as_json(deed, names) for deed in one.outcomes],
                }
                for one in whole.introductions
            ],
        }
    )


_HEADS = {"they_asked": "they asked", "outcomes": "outcome"}


def _as_json(deed: Deed, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": deed.contact,
        "name": names.get(deed.contact, ""),
        "also": [{"id": one, "name": names.get(one, "")} for one in deed.also],
        "date": deed.date,
        "text": deed.text,
        "path": deed.path,
        "line": deed.line,
    }


def _bullet(text: str, columns: int) -> list[str]:
    first, *more = wrap(text, max(columns - 2, 20))
    return [f"- {first}", *(f"  {line}" for line in more)]


def counts(ledgers: Mapping[str, Ledger], texts: Texts) -> Iterable[str]:
    """How much there is of each, for a screen that others see."""
    whole = in_all(ledgers)
    for field, title in _COLUMNS:
        if deeds := getattr(whole, field):
            yield texts.gettext("{title}: {n}").format(title=texts.gettext(title), n=len(deeds))
