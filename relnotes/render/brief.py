"""A brief as lines of plain text: for the terminal, the calendar's description, and Due.md."""

from collections.abc import Iterable, Iterator

from relnotes.model import Brief, Change, Deed, FollowUp, Gift, Introduction, Item, News, Overlap, Peace, Texts, Touch
from relnotes.render.clean import clipped, first_sentences, shown
from relnotes.render.opening import opening_line
from relnotes.render.reach import reach_lines
from relnotes.render.wording import long_day, mark, met_line, month_of, on_day, quote

_LONG = 200
_ENDS = (".", "?", "!", "…", "؟", "。")
_GIFTS = {
    "help": mark("You could offer: {what}. Their words: {because}"),
    "helper": mark("You could introduce: {what}, who can help with {because}"),
    "hirer": mark("You could introduce: {what}, whose note says: {because}"),
    "peer": mark("You could introduce: {what}; both are into {because}"),
    "event": mark("You could invite them: {what}, {day} ({because})"),
    "post": mark("You could send: your post “{what}” ({because})"),
    "note": mark("You could send something from your note {what} ({because})"),
}
_LEFT_IN_PEACE = {
    "paused": (mark("Paused until {day}"), mark("Paused: no need to write")),
    "resting": (mark("Resting: they have not answered, so let them come back"),) * 2,
    "snoozed": (mark("Put off until {day}"),) * 2,
    "quiet": (mark("A quiet time until {day}"),) * 2,
}
# A list says that this holds, and not until when.
_END_UNSAID = {"paused", "quiet"}
# What a list may say already, beside the subjects of its items.
_BIRTHDAY = "\0birthday"
_PEACE = "\0peace"
OPENING = "\0opening"


def said_by(items: Iterable[Item]) -> frozenset[str]:
    """What a list of somebody's items says already, so that the brief below it does not repeat it."""
    found = {item.subject for item in items if item.subject and item.kind != "reply"}
    found |= {_PEACE for item in items if item.state in _LEFT_IN_PEACE}
    return frozenset(found | {_BIRTHDAY for item in items if item.kind == "birthday"})


def brief_lines(brief: Brief, texts: Texts, said: frozenset[str] = frozenset()) -> Iterator[str]:
    """The lines of a brief without those parts that are `said` already. Absolute dates only."""
    for _, line in brief_parts(brief, texts, said):
        yield line


def brief_parts(brief: Brief, texts: Texts, said: frozenset[str] = frozenset()) -> Iterator[tuple[str, str]]:
    """What each line is about, by a stable word, and the line: what to mind and say, what is open, how to begin."""
    say = texts.gettext
    if not has_something_personal(brief):
        yield "add", say("The note says nothing personal yet: add one thing you know about them first.")
    if brief.peace and (_PEACE not in said or (brief.peace.until and brief.peace.why in _END_UNSAID)):
        yield "peace", _left_in_peace(brief.peace, texts)
    if brief.boundaries:
        yield "boundaries", say("Mind: {what}").format(what=_short(brief.boundaries))
    yield from _talks(brief, texts)
    yield from _since(brief, texts, said)
    yield from _open(brief, texts, said)
    yield from _they(brief, texts)
    if brief.offers:
        yield "offer", say("You could offer: {list}").format(list=_list(brief.offers, texts))
    for gift in brief.gifts:
        yield "offer", _gift(gift, texts)
    if brief.mine_too:
        yield "share", say("Something of your own to share: {what}").format(what=_short(brief.mine_too))
    yield from reach_lines(brief, texts)
    if brief.opening and OPENING not in said:
        line = quote(opening_line(brief.opening, texts), texts)
        yield "opening", say("A first line: {text}").format(text=line)


def has_something_personal(brief: Brief) -> bool:
    """Whether the note says anything to begin a message with; of a community or a blog nothing is asked."""
    return brief.about != "person" or bool(
        brief.topics
        or brief.last
        or brief.noted
        or brief.news
        or brief.overlaps
        or brief.interests
        or brief.words
        or brief.goals
        or brief.struggles
        or brief.mine
        or brief.theirs
        or brief.met
    )


def _left_in_peace(peace: Peace, texts: Texts) -> str:
    message = _LEFT_IN_PEACE[peace.why][0 if peace.until else 1]
    return texts.gettext(message).format(day=long_day(peace.until, texts) if peace.until else "")


def _talks(brief: Brief, texts: Texts) -> Iterator[tuple[str, str]]:
    """What to talk about and what was; what they wrote, and wait for an answer to, comes before the topics."""
    say = texts.gettext
    topics = [("topic", say("Next time: {what}").format(what=_short(topic))) for topic in brief.topics]
    talks = [("last", _talk(one, texts)) for one in (brief.last, brief.spoke) if one]
    yield from [*talks[:1], *topics, *talks[1:]] if brief.last and brief.last.way == "heard" else [*topics, *talks]
    if brief.earlier:
        message = say("Before that ({day}): {what}")
        yield "last", message.format(day=long_day(brief.earlier.date, texts), what=_short(brief.earlier.text))


def _talk(touch: Touch, texts: Texts) -> str:
    messages = {"heard": mark("They wrote ({day}): {what}"), "sent": mark("You last wrote ({day}): {what}")}
    message = messages.get(touch.way, mark("Last time ({day}): {what}"))
    return texts.gettext(message).format(day=long_day(touch.date, texts), what=_short(touch.text))


def _since(brief: Brief, texts: Texts, said: frozenset[str]) -> Iterator[tuple[str, str]]:
    """What happened since."""
    say = texts.gettext
    if brief.news and brief.news.company not in said:
        yield "news", _news(brief.news, texts)
    if brief.change:
        yield "change", _change(brief.change, texts)
    for one in brief.noted:
        message = say("From {source} ({day}): {what}") if one.source else say("You noted ({day}): {what}")
        yield "noted", message.format(source=shown(one.source), day=long_day(one.date, texts), what=_short(one.text))
    for event in brief.coming:
        if event.date:
            message = say("Coming up with them: {what}, {day}")
            yield "event", message.format(what=_short(event.what), day=long_day(event.date, texts))
    if brief.birthday and _BIRTHDAY not in said:
        yield "birthday", say("Birthday {day}").format(day=on_day(brief.birthday, None, texts))


def _news(news: News, texts: Texts) -> str:
    say = texts.gettext
    if news.change == "left":
        message = say("Left {what} in {month}")
    elif news.change == "role":
        message = say("A new role at {what} since {month}, {role}: how is it?")
    else:
        message = say("With {what} since {month}")
    return message.format(what=_short(news.company), month=month_of(news.month, texts), role=_short(news.role))


def _change(change: Change, texts: Texts) -> str:
    """A question, never a statement: a note's history tells what was written, not what happened."""
    say = texts.gettext
    if not change.new:
        message = say("Since {day} your note no longer says {old}: did they leave? Ask how they are")
    elif change.property == "role":
        message = say("Since {day} your note says {new} instead of {old}: a new role? Ask how it is")
    else:
        message = say("Since {day} your note says {new} instead of {old}: a new job? Ask how it is")
    return message.format(day=long_day(change.on, texts), old=_short(change.old), new=_short(change.new))


def _open(brief: Brief, texts: Texts, said: frozenset[str]) -> Iterator[tuple[str, str]]:
    """What each waits for from the other, and what was given and asked."""
    say = texts.gettext
    for one in (*brief.mine, *brief.theirs):
        if one.text not in said:
            late = one.key in brief.late
            yield "promise" if one.promised else "follow-up", (_owed if late else _follow_up)(one, texts)
    if brief.they_asked:
        asked = brief.they_asked
        message = say("They asked ({day}): {what}")
        yield "they-asked", message.format(day=long_day(asked.date, texts), what=_short(asked.text))
    for deed in brief.thank:
        if deed.text and deed.text not in said:
            message = say("You got ({day}): {what} Thank them; in public too, if that suits them")
            yield "thank", _deed(message, deed, texts)
    if brief.asked and brief.asked.text:
        message = say("You asked ({day}): {what} Nothing given since, so perhaps bring something this time")
        yield "asked", _deed(message, brief.asked, texts)
    for meeting in brief.introductions:
        if text := _introduction(meeting, brief, texts):
            yield "introduction", text
    for name in brief.strangers:
        message = say("They introduced you to {name}: you two have not been in touch yet")
        yield "introduction", message.format(name=shown(name))


def _owed(one: FollowUp, texts: Texts) -> str:
    say = texts.gettext
    what = _short(one.text)
    if one.since is None:
        return say("You said that you would: {what}. Do it, or say that it will not come").format(what=what)
    message = say("On {day} you said that you would: {what}. Do it, or say that it will not come")
    return message.format(day=long_day(one.since, texts), what=what)


def _follow_up(one: FollowUp, texts: Texts) -> str:
    say = texts.gettext
    if one.reader and one.since:
        return say("A reader wrote ({day}): {what}").format(day=long_day(one.since, texts), what=_short(one.text))
    if one.mine:
        message = say("You promised: {what}") if one.promised else say("To do: {what}")
    else:
        message = say("They promised: {what}") if one.promised else say("You wait for: {what}")
    text = message.format(what=_short(one.text))
    if one.due is None or one.due.isoformat() in one.text:
        return text
    return say("{text} (due {day})").format(text=text, day=long_day(one.due, texts))


def _deed(message: str, deed: Deed, texts: Texts) -> str:
    """A message in which more follows the words of the log."""
    what = _short(deed.text)
    return message.format(day=long_day(deed.date, texts), what=what if what.endswith(_ENDS) else f"{what}.")


def _introduction(one: Introduction, brief: Brief, texts: Texts) -> str:
    """Who was brought together, and what came of it; nothing where that is how we met, which is said elsewhere."""
    say = texts.gettext
    names = say(", ").join(shown(name) for name in one.names)
    came = "; ".join(_short(deed.text) for deed in one.outcomes if deed.text)
    if one.by == brief.name:
        if set(one.names) <= set(brief.strangers) or not names:
            return ""
        text = say("They introduced you to {names} ({day})")
    elif one.by:
        return ""
    elif names:
        text = say("You introduced them to {names} ({day})")
    else:
        text = say("You made an introduction for them ({day}): {what}")
    text = text.format(names=names, day=long_day(one.date, texts) if one.date else "?", what=_short(one.text))
    return say("{text}; what came of it: {what}").format(text=text, what=came) if came else text


def _they(brief: Brief, texts: Texts) -> Iterator[tuple[str, str]]:
    """What they are like: goals, struggles, interests, where our ways met."""
    say = texts.gettext
    if brief.words:
        yield "about", say("About: {what}").format(what=first_sentences(shown(brief.words), _LONG))
    if brief.goals:
        yield "goals", say("Goals: {list}").format(list=_list(brief.goals, texts))
    if brief.struggles:
        yield "struggles", say("Struggles: {list}").format(list=_list(brief.struggles, texts))
    if brief.interests:
        too = say("{what} (yours too)")
        named = tuple(too.format(what=one) if one in brief.shared else one for one in brief.interests)
        yield "interests", say("Interests: {list}").format(list=_list(named, texts))
    if brief.people:
        yield "people", say("People you know there: {list}").format(list=_list(brief.people, texts))
    for one in brief.overlaps:
        yield "overlap", overlap_line(one, texts)
    if brief.met and not brief.last:
        yield "met", _short(met_line(brief.met, texts))


def overlap_line(one: Overlap, texts: Texts) -> str:
    """You were both at Acme (2017–2021)"""
    say = texts.gettext
    if not one.together or one.start is None:
        return say("You both know {company} from the inside").format(company=_short(one.company))
    years = str(one.start.year)
    if one.end and one.end.year != one.start.year:
        years = f"{one.start.year}–{one.end.year}"
    return say("You were both at {company} ({years})").format(company=_short(one.company), years=years)


def _gift(gift: Gift, texts: Texts) -> str:
    say = texts.gettext
    if gift.kind == "help" and gift.what == gift.because:
        return say("You could offer: {list}").format(list=_short(gift.what))
    day = long_day(gift.date, texts) if gift.date else ""
    return say(_GIFTS[gift.kind]).format(what=_short(gift.what), because=_short(gift.because), day=day)


def _list(words: Iterable[str], texts: Texts) -> str:
    return texts.gettext(", ").join(_short(word) for word in words)


def _short(text: str) -> str:
    return clipped(shown(text), _LONG)
