"""How to reach somebody, as lines of a brief."""

from collections.abc import Iterator

from relnotes.model import Brief, Texts
from relnotes.render.clean import clipped, shown
from relnotes.render.wording import mark

_LONG = 200
_LANGUAGES = {"ar": mark("Arabic"), "en": mark("English")}


def reach_lines(brief: Brief, texts: Texts) -> Iterator[tuple[str, str]]:
    """Where and how, each with its word as in `brief_parts`: place, channel, booking link, their clock, language."""
    say = texts.gettext
    for label, what in ((mark("Place"), brief.place), (mark("Web"), brief.web)):
        if what:
            yield "place", say("{label}: {text}").format(label=say(label), text=_short(what))
    if brief.channel or brief.address:
        both = (brief.channel, brief.address)
        message = say("Reach them by: {what} ({address})") if all(both) else say("Reach them by: {what}")
        what = brief.channel or brief.address
        yield "channel", message.format(what=_short(what), address=_short(brief.address))
    if brief.booking:
        yield "booking", say("Book a time with them: {what}").format(what=_short(brief.booking))
    elif brief.my_booking:
        yield "booking", say("Your booking link: {what}").format(what=_short(brief.my_booking))
    if brief.timezone:
        yield "timezone", _clock(brief, texts)
    if brief.language:
        known = _LANGUAGES.get(brief.language.casefold())
        yield "language", say("Language: {what}").format(what=say(known) if known else _short(brief.language))


def _clock(brief: Brief, texts: Texts) -> str:
    """Where their clock stands by mine, and that a call says more than a mail to somebody so far away."""
    say = texts.gettext
    hours = brief.hours
    if hours is None:
        text = say("Their time zone: {zone}")
    elif hours == 0:
        text = say("Their time is yours ({zone})")
    elif hours > 0:
        text = texts.ngettext("{n} hour ahead of you ({zone})", "{n} hours ahead of you ({zone})", _count(hours))
    else:
        text = texts.ngettext("{n} hour behind you ({zone})", "{n} hours behind you ({zone})", _count(hours))
    text = text.format(zone=_short(brief.timezone), n=f"{abs(hours or 0):g}")
    if brief.channel or brief.booking or brief.peace:
        return text
    return say("{text}; a video call may say more than a mail").format(text=text)


def _count(hours: float) -> int:
    """The plural of half hours is that of the next whole number."""
    return int(-(-abs(hours) // 1))


def _short(text: str) -> str:
    return clipped(shown(text), _LONG)
