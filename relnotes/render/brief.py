"""A brief as lines of plain text: for the terminal, the calendar's description, and Due.md."""

from collections.abc import Iterator

from relnotes.model import Brief, FollowUp, Texts
from relnotes.render.clean import clipped, shown
from relnotes.render.wording import long_day, mark, met_line

_LONG = 200
_LISTS = (
    ("goals", mark("Goals: {list}")),
    ("struggles", mark("Struggles: {list}")),
    ("interests", mark("Interests: {list}")),
    ("give", mark("You could offer: {list}")),
)


def brief_lines(brief: Brief, texts: Texts, said: frozenset[str] = frozenset()) -> Iterator[str]:
    """What to say first, what is open (but for what is `said` already), how to reach them. Absolute dates only."""
    say = texts.gettext
    for topic in brief.topics:
        yield say("Ask about: {what}").format(what=_short(topic))
    if brief.last:
        what = _short(brief.last.text)
        yield say("Last time ({day}): {what}").format(day=long_day(brief.last.date, texts), what=what)
    for one in (*brief.mine, *brief.theirs):
        if one.text not in said:
            yield _open(one, texts)
    for name, message in _LISTS:
        found: tuple[str, ...] = getattr(brief, name)
        if found:
            yield say(message).format(list=say(", ").join(_short(word) for word in found))
    if brief.met and not brief.last:
        yield _short(met_line(brief.met, texts))
    yield from _reach(brief, texts)


def _reach(brief: Brief, texts: Texts) -> Iterator[str]:
    say = texts.gettext
    if brief.channel:
        yield say("Reach them by: {what}").format(what=_short(brief.channel))
    if brief.booking:
        yield say("Book a time with them: {what}").format(what=_short(brief.booking))
    elif brief.my_booking:
        yield say("Your booking link: {what}").format(what=_short(brief.my_booking))
    if brief.boundaries:
        yield say("Mind: {what}").format(what=_short(brief.boundaries))


def has_something_personal(brief: Brief) -> bool:
    """Whether the note says anything to begin a message with."""
    return bool(
        brief.topics
        or brief.last
        or brief.interests
        or brief.goals
        or brief.struggles
        or brief.mine
        or brief.theirs
        or brief.met
    )


def _open(one: FollowUp, texts: Texts) -> str:
    say = texts.gettext
    if one.mine:
        message = say("You promised: {what}") if one.promised else say("To do: {what}")
    else:
        message = say("They promised: {what}") if one.promised else say("You wait for: {what}")
    text = message.format(what=_short(one.text))
    if one.due is None or one.due.isoformat() in one.text:
        return text
    return say("{text} (due {day})").format(text=text, day=long_day(one.due, texts))


def _short(text: str) -> str:
    return clipped(shown(text), _LONG)
