"""The sentences of a review, in sections; what went well comes first. Every format shows the same ones."""

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from relnotes.insight.review import Missed, Review, by_year
from relnotes.model import Deed, Promise, Texts
from relnotes.render.brief import overlap_line
from relnotes.render.clean import clipped, shown
from relnotes.render.wording import ago, long_day, month_of, quote

_LONG = 160
_FEW = 5


class Line(Struct, frozen=True):
    """A sentence, and where in the notes that is written, as path:line, if in one place."""

    text: str
    source: str = ""


class Section(Struct, frozen=True):
    """A titled part of the review. ``name`` tells it from the others in any language."""

    name: str
    title: str
    lines: tuple[Line, ...]
    more: str = ""
    """How many lines are left out, in words."""


def sections(review: Review, texts: Texts, most: int | None = None) -> tuple[Section, ...]:
    """The parts of a review that say something, with at most so many lines each, but for what went well."""
    say = texts.gettext
    found = (
        ("well", say("What went well"), well(review, texts)),
        ("open", say("Promises to keep, or to take back"), _late(review, texts)),
        ("thanks", say("A word of thanks is still open"), _thanks(review, texts)),
        ("waiting", say("What others promised"), _waiting(review, texts)),
        ("colleagues", say("Old colleagues to write to"), _missed(review, texts)),
        ("outcomes", say("What came of it, over the years"), _outcomes(review, texts)),
    )
    parts = []
    for name, title, lines in found:
        listed = list(lines)
        cut = listed if name == "well" else listed[:most]
        more = len(listed) - len(cut)
        left = texts.ngettext("{n} more", "{n} more", more).format(n=more) if more else ""
        if listed:
            parts.append(Section(name, title, tuple(cut), left))
    return tuple(parts)


def headline(review: Review, texts: Texts) -> str:
    """From when to when."""
    start, end = long_day(review.since, texts), long_day(review.today, texts)
    return texts.gettext("{start} to {end}").format(start=start, end=end)


# --- what went well ------------------------------------------------------------------------------------------------


def well(review: Review, texts: Texts) -> Iterator[Line]:
    """What was done, kept, given and brought about; never what was not."""
    if review.contacts:
        times = texts.ngettext("once", "{n} times", review.contacts).format(n=review.contacts)
        people = texts.ngettext("{n} person", "{n} people", review.people).format(n=review.people)
        message = texts.gettext("You were in touch {times}, with {people}.")
        yield Line(message.format(times=times, people=people))
    else:
        yield Line(texts.gettext("Nothing is in the log of this time yet. One line is a beginning."))
    yield from _kept(review, texts)
    yield from _given(review, texts)
    yield from stories(review, texts)


def stories(review: Review, texts: Texts) -> Iterator[Line]:
    """What went well and is no number: who is back, who is new, what bore fruit."""
    yield from _people(review, texts)
    for deed in review.ledger.outcomes[-_FEW:]:
        what = _told(deed, review, texts)
        yield Line(texts.gettext("It bore fruit: {what}").format(what=what), _at(deed))


def tiles(review: Review, texts: Texts) -> Iterator[tuple[str, str]]:
    """What went well and is a number: the number, and what it counts."""
    of = texts.gettext("{kept} of {due}")
    if review.contacts:
        label = texts.ngettext("time in touch, with {people}", "times in touch, with {people}", review.contacts)
        people = texts.ngettext("{n} person", "{n} people", review.people).format(n=review.people)
        yield str(review.contacts), label.format(n=review.contacts, people=people)
    for rate, label in (
        (review.rounds, texts.ngettext("check-in kept", "check-ins kept", review.rounds.due)),
        (review.mine, texts.ngettext("promise kept", "promises kept", review.mine.due)),
    ):
        if rate.kept:
            yield of.format(kept=rate.kept, due=rate.due), label.format(n=rate.due)
    gave, got, thanked = map(len, (review.ledger.gave, review.ledger.got, review.ledger.thanked))
    brought = sum(not one.by for one in review.ledger.introductions)
    for n, label in (
        (gave, texts.ngettext("time you gave", "times you gave", gave)),
        (brought, texts.ngettext("introduction of yours", "introductions of yours", brought)),
        (got, texts.ngettext("time you were given", "times you were given", got)),
        (thanked, texts.ngettext("time you said thanks", "times you said thanks", thanked)),
        (review.posts, texts.ngettext("post written", "posts written", review.posts)),
        (review.gatherings, texts.ngettext("event or gathering", "events and gatherings", review.gatherings)),
    ):
        if n:
            yield str(n), label.format(n=n)


def _kept(review: Review, texts: Texts) -> Iterator[Line]:
    if review.rounds.kept:
        kept, due = review.rounds.kept, review.rounds.due
        message = texts.ngettext(
            "Of {n} check-in that came due you kept {kept}.", "Of {n} check-ins that came due you kept {kept}.", due
        )
        yield Line(message.format(n=due, kept=kept))
    if review.mine.kept:
        kept, due = review.mine.kept, review.mine.due
        message = texts.ngettext(
            "Of {n} promise that came due you kept {kept}.", "Of {n} promises that came due you kept {kept}.", due
        )
        yield Line(message.format(n=due, kept=kept))
    if review.theirs.kept:
        kept = review.theirs.kept
        message = texts.ngettext("They kept {n} promise to you.", "They kept {n} promises to you.", kept)
        yield Line(message.format(n=kept))


def _given(review: Review, texts: Texts) -> Iterator[Line]:
    ledger = review.ledger
    gave, got, thanked, shared = map(len, (ledger.gave, ledger.got, ledger.thanked, ledger.shared))
    brought = sum(not one.by for one in ledger.introductions)
    for n, message in (
        (gave, texts.ngettext("You gave once.", "You gave {n} times.", gave)),
        (brought, texts.ngettext("You introduced people once.", "You introduced people {n} times.", brought)),
        (got, texts.ngettext("You were given something once.", "You were given something {n} times.", got)),
        (thanked, texts.ngettext("You thanked once.", "You thanked {n} times.", thanked)),
        (
            shared,
            texts.ngettext(
                "You spoke of something hard of your own once.",
                "You spoke of something hard of your own {n} times.",
                shared,
            ),
        ),
        (review.posts, texts.ngettext("You wrote one post.", "You wrote {n} posts.", review.posts)),
        (
            review.gatherings,
            texts.ngettext(
                "You took part once, at an event or in a community.",
                "You took part {n} times, at events and in communities.",
                review.gatherings,
            ),
        ),
    ):
        if n:
            yield Line(message.format(n=n))


def _people(review: Review, texts: Texts) -> Iterator[Line]:
    say = texts.gettext
    for one in review.returns[-_FEW:]:
        name = _name(one.contact, review)
        day, before = long_day(one.day, texts), long_day(one.before, texts)
        message = say("Back in touch with {name} on {day}, for the first time since {before}.")
        yield Line(message.format(name=name, day=day, before=before))
    if review.met:
        names = [_name(one, review) for one in review.met[:_FEW]]
        if len(review.met) > _FEW:
            more = len(review.met) - _FEW
            names.append(texts.ngettext("{n} more", "{n} more", more).format(n=more))
        yield Line(say("You met: {list}.").format(list=say(", ").join(names)))


# --- what is open --------------------------------------------------------------------------------------------------


def _late(review: Review, texts: Texts) -> Iterator[Line]:
    say = texts.gettext
    for one in _newest_first(review.late):
        what = quote(_short(one.text), texts)
        name = _name(one.contact, review)
        if one.made:
            message = say("To {name}, {day}: {what}. Do it, or say that it will not come.")
            text = message.format(name=name, day=long_day(one.made, texts), what=what)
        else:
            text = say("To {name}: {what}. Do it, or say that it will not come.").format(name=name, what=what)
        yield Line(text, _at(one))


def _waiting(review: Review, texts: Texts) -> Iterator[Line]:
    say = texts.gettext
    for one in _newest_first(review.waiting):
        what = quote(_short(one.text), texts)
        message = say("{name}, {day}: {what}") if one.made else say("{name}: {what}")
        day = long_day(one.made, texts) if one.made else ""
        yield Line(message.format(name=_name(one.contact, review), day=day, what=what), _at(one))


def _newest_first(promises: Iterable[Promise]) -> list[Promise]:
    return sorted(promises, key=lambda one: (one.made or date.min, one.path, one.line), reverse=True)


def _thanks(review: Review, texts: Texts) -> Iterator[Line]:
    for deed in review.thank:
        text = texts.gettext("{name}, {day}: {what}")
        name, day = _name(deed.contact, review), long_day(deed.date, texts)
        yield Line(text.format(name=name, day=day, what=quote(_short(deed.text), texts)), _at(deed))


def _missed(review: Review, texts: Texts) -> Iterator[Line]:
    for one in review.missed:
        parts = [overlap_line(one.overlap, texts), _last(one, review, texts)]
        if one.news and one.news.change == "left":
            message = texts.gettext("Left {what} in {month}: what could you offer?")
            parts.insert(0, message.format(what=_short(one.news.company), month=month_of(one.news.month, texts)))
        said = " ".join(part if part.endswith(("?", "؟")) else f"{part}." for part in parts)
        text = texts.gettext("{name}: {text}").format(name=_name(one.contact, review), text=said)
        yield Line(text, f"{one.path}:1")


def _last(one: Missed, review: Review, texts: Texts) -> str:
    if one.last is None:
        return texts.gettext("Not in touch yet")
    return texts.gettext("Last contact {day}").format(day=ago(one.last.date, review.today, texts))


def _outcomes(review: Review, texts: Texts) -> Iterator[Line]:
    for year, deeds in by_year(review.outcomes).items():
        for deed in deeds:
            text = texts.gettext("{year}: {what}").format(year=year, what=_told(deed, review, texts))
            yield Line(text, _at(deed))


# --- parts ---------------------------------------------------------------------------------------------------------


def _told(deed: Deed, review: Review, texts: Texts) -> str:
    what = _short(deed.text)
    name = texts.gettext(", ").join(_name(one, review) for one in (deed.contact, *deed.also))
    return texts.gettext("{what} ({name})").format(what=what, name=name)


def _name(contact: str, review: Review) -> str:
    return shown(review.names.get(contact, contact))


def _short(text: str) -> str:
    return clipped(shown(text), _LONG)


def _at(one: Deed | Promise) -> str:
    return f"{one.path}:{one.line}"


# --- over time -----------------------------------------------------------------------------------------------------


def span_name(start: date, texts: Texts, *, yearly: bool) -> str:
    """November 2026; of a year its number."""
    return str(start.year) if yearly else month_of(start, texts)


def columns(texts: Texts) -> tuple[str, ...]:
    """What the columns of the table over time are called."""
    say = texts.gettext
    return (say("When"), say("In touch"), say("Check-ins kept"), say("Given"), say("Received"))


def table(review: Review, texts: Texts) -> tuple[tuple[str, ...], ...]:
    """What was done, month by month or year by year."""
    of = texts.gettext("{kept} of {due}")
    return tuple(
        (
            span_name(one.start, texts, yearly=review.by_year),
            str(one.contacts),
            of.format(kept=one.kept, due=one.due) if one.due else "–",
            str(one.gave),
            str(one.got),
        )
        for one in review.spans
    )
