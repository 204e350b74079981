"""The brief: what to know before writing to somebody, all of it from the notes, and in their words."""

from datetime import date, timedelta

from msgspec.structs import replace

from relnotes.insight.gifts import gifts_for, gifts_for_a_lost_job
from relnotes.insight.ground import Ground
from relnotes.insight.ledger import only_asked, to_thank
from relnotes.insight.matching import fits, same_topic
from relnotes.insight.news import news_of
from relnotes.insight.opening import choose_opening
from relnotes.insight.overlap import overlaps
from relnotes.insight.promises import PATIENCE
from relnotes.model import (
    Brief,
    Contact,
    Deed,
    Fields,
    FollowUp,
    Introduction,
    Item,
    Ledger,
    Noted,
    Opening,
    Touch,
)
from relnotes.parse.words import fold
from relnotes.schedule.birthday import next_day
from relnotes.vault import resolve

_GIFTS = 4
_NOTED = 3
_PEOPLE = 8
_YEAR = timedelta(days=366)
_BIRTHDAY = timedelta(days=14)
# An invitation to a video call goes by mail.
_MAIL = {fold(word) for word in "email mail e-mail بريد ايميل video zoom meet teams فيديو".split()}
_PHONE = {fold(word) for word in "phone call signal whatsapp sms text telegram مكالمة هاتف واتساب اتصال".split()}
_NOBODY = Ledger()
_NONE: frozenset[str] = frozenset()
_UNKNOWN = Fields()


def build_brief(ground: Ground, contact: Contact) -> Brief:
    """What to talk about, what is open both ways, what I could give, how to reach them, and how to begin."""
    fields, today = contact.fields, ground.window.today
    me = ground.vault.me.fields if ground.vault.me else _UNKNOWN
    ledger = ground.ledgers.get(contact.id, _NOBODY)
    last = _last_talk(contact, today)
    spoke = _last_talk(contact, today, answered=True) if last and last.way == "sent" else None
    brief = Brief(
        name=contact.name,
        about=contact.note.type,
        peace=ground.peace.get(contact.id),
        topics=tuple([topic.text for topic in contact.topics]),
        last=last,
        spoke=spoke,
        earlier=_own_before(contact, spoke or last),
        news=news_of(contact, today),
        noted=_noted(ground, contact, last),
        birthday=_birthday(ground, contact),
        mine=tuple([one for one in contact.follow_ups if one.mine]),
        theirs=tuple([one for one in contact.follow_ups if not one.mine]),
        late=frozenset([one.key for one in contact.follow_ups if one.mine and one.promised and _late(one, today)])
        or _NONE,
        they_asked=_their_wish(ledger, contact, today),
        asked=only_asked(ledger, today),
        thank=to_thank(contact, today),
        introductions=tuple([_for_them(ground, contact, one) for one in ledger.introductions if _tells(one, today)]),
        strangers=_strangers(ground, contact, ledger),
        overlaps=overlaps(me, fields, today),
        interests=fields.interests,
        shared=_shared(fields, me),
        goals=fields.goals,
        struggles=fields.struggles,
        words=contact.note.about,
        gifts=gifts_for(ground, contact, me),
        people=_people(ground, contact),
        place=fields.location if contact.note.type != "person" else "",
        web=fields.url[0] if fields.url and contact.note.type != "person" else "",
        coming=tuple(ground.coming.get(contact.path, ())),
        mine_too=_mine_too(me, fields),
        channel=fields.channel,
        address=_address(fields),
        booking=fields.booking,
        my_booking=me.booking if contact.note.type == "person" else "",
        timezone=fields.timezone if fields.timezone != me.timezone else "",
        language=fields.language if fold(fields.language) != ground.window.config.language else "",
        boundaries=fields.boundaries,
        met=fields.met,
    )
    if contact.note.type != "person" or brief.peace:
        return replace(brief, booking="", my_booking="")
    if lost_job(brief):
        brief = replace(brief, offers=me.can_help_with, gifts=gifts_for_a_lost_job(ground, contact, brief.gifts))
    opening = choose_opening(brief, contact, today)
    return replace(brief, opening=opening) if opening else brief


def build_stranger_brief(ground: Ground, item: Item) -> Brief:
    """What the notes say of somebody who has no note yet: a person met at an event."""
    opening = Opening("event", item.subject, item.since) if item.kind == "event-follow-up" else None
    return Brief(name=item.name, noted=tuple(ground.noted.get(item.contact, ())[:_NOTED]), opening=opening)


def _late(one: FollowUp, today: date) -> bool:
    day = one.due or (one.since + PATIENCE if one.since else None)
    return day is not None and day < today


def lost_job(brief: Brief) -> bool:
    return brief.news is not None and brief.news.change == "left" and not brief.news.told


def _last_talk(contact: Contact, today: date, *, answered: bool = False) -> Touch | None:
    """The newest contact that says what it was about; or the newest that was not my message alone."""
    for touch in reversed(contact.touches):
        if touch.date <= today and touch.text and not (answered and touch.way in {"sent", "none"}):
            return touch
    return None


def _own_before(contact: Contact, talk: Touch | None) -> Touch | None:
    """What their own note said last, where the newest talk stands elsewhere: a line of a day often says little."""
    if talk is None or talk.path == contact.path:
        return None
    own = (one for one in reversed(contact.touches) if one.path == contact.path and one.text and one.date < talk.date)
    return next(own, None)


def _noted(ground: Ground, contact: Contact, last: Touch | None) -> tuple[Noted, ...]:
    """What I noted about them since the last contact, in their note and elsewhere; newest first."""
    since = last.date if last else date.min
    own = [
        Noted(entry.date, entry.text, contact.path, entry.line)
        for entry in contact.note.entries
        if entry.head == "note" and entry.text and since <= entry.date <= ground.window.today
    ]
    elsewhere = [one for one in ground.noted.get(contact.path, ()) if one.date >= since]
    found = [*own, *elsewhere]
    return tuple(sorted(found, key=lambda one: one.date, reverse=True)[:_NOTED]) if found else ()


def _shared(fields: Fields, me: Fields) -> tuple[str, ...]:
    """Their interests that are mine as well."""
    return tuple([one for one in fields.interests if any(same_topic(one, mine) for mine in me.interests)])


def _birthday(ground: Ground, contact: Contact) -> date | None:
    """Their birthday, if it is within a fortnight."""
    if contact.fields.birthday is None:
        return None
    day = next_day(contact.fields.birthday, ground.window.today, ground.window.config)
    return day if day - ground.window.today <= _BIRTHDAY else None


def _their_wish(ledger: Ledger, contact: Contact, today: date) -> Deed | None:
    """The last favour that they asked, if I gave nothing on that day or since, and we have not spoken after it."""
    if not ledger.they_asked:
        return None
    wish = ledger.they_asked[-1]
    gave = any(deed.date >= wish.date for deed in ledger.gave)
    brought = any(one.date and one.date >= wish.date for one in ledger.introductions if not one.by)
    spoke = any(wish.date < touch.date <= today and touch.way in {"both", "answer"} for touch in contact.touches)
    return None if gave or brought or spoke or not wish.text else wish


def _tells(one: Introduction, today: date) -> bool:
    """Whether an introduction is fresh enough to speak of."""
    newest = max((deed.date for deed in one.outcomes), default=one.date)
    return newest is not None and newest >= today - _YEAR


def _for_them(ground: Ground, contact: Contact, one: Introduction) -> Introduction:
    by = ground.vault.contacts[one.by].name if one.by else ""
    return replace(one, by=by, names=tuple(name for name in one.names if name != contact.name))


def _strangers(ground: Ground, contact: Contact, ledger: Ledger) -> tuple[str, ...]:
    """Whom they introduced to me within a year, and with whom I have not been in touch."""
    found = []
    for one in ledger.introductions:
        if one.by == contact.id and (one.date is None or one.date >= ground.window.today - _YEAR):
            others = [ground.vault.contacts[other] for other in one.contacts if other != contact.id]
            found += [other.name for other in others if not any(touch.way != "none" for touch in other.touches)]
    return tuple(dict.fromkeys(found))


def _people(ground: Ground, contact: Contact) -> tuple[str, ...]:
    """The people whom the note of an event or a community links, or who link it."""
    if contact.note.type not in {"event", "community"}:
        return ()
    vault = ground.vault
    linked = (resolve(vault.names, link.target) for link in (*contact.note.links, *contact.fields.people))
    paths = dict.fromkeys([*linked, *(path for path, _ in contact.backlinks)])
    ids = [ground.by_path[path] for path in paths if path and path in ground.by_path]
    people = [vault.contacts[one] for one in ids if vault.contacts[one].note.type == "person"]
    return tuple(one.name for one in people[:_PEOPLE])


def _mine_too(me: Fields, them: Fields) -> str:
    """A struggle or goal of mine that is like one of theirs: something to be open about."""
    theirs = (*them.struggles, *them.goals)
    return next((mine for mine in (*me.struggles, *me.goals) if any(fits(mine, one) for one in theirs)), "")


def _address(fields: Fields) -> str:
    """Where their channel leads: a mail address, or a number."""
    channel = fold(fields.channel)
    if channel in _PHONE:
        return fields.phone[0] if fields.phone else ""
    if channel in _MAIL or not channel:
        return fields.email[0] if fields.email else ""
    return ""
