"""What I could give: help of mine, somebody to meet, a note, a post or an evening, each with the wish that it fits."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache

from relnotes.insight.ground import Ground, Interest, Thing, keys
from relnotes.insight.matching import company_key, fits, same_topic, weigh
from relnotes.model import Contact, Fields, Gift
from relnotes.parse.words import fold

_MOST = 4
_HELP = 2
_LOOKED_AT = 16
_HIRING = ("hiring", "hire", "recruiting", "توظيف")
_WORD = re.compile(r"\w+")
_NOBODY: frozenset[str] = frozenset()


def gifts_for(ground: Ground, contact: Contact, me: Fields) -> tuple[Gift, ...]:
    """What I could give, the most personal first; somebody whom they could meet is one of it."""
    if contact.note.type != "person" or contact.id in ground.peace:
        return ()
    fields = contact.fields
    found: list[Gift] = []
    for offer in me.can_help_with:
        wish = next((one for one in (*fields.struggles, *fields.goals, *fields.interests) if fits(offer, one)), None)
        if wish is not None:
            found.append(Gift("help", offer, wish))
    found = found[:_HELP]
    found += [one for one in (helper(ground, contact), peer(ground, contact)) if one]
    last = next((one.date for one in reversed(contact.touches) if one.date <= ground.window.today), date.min)
    near = not fields.timezone or fields.timezone == me.timezone
    if ground.things:
        found += things_for(ground, contact, last, near=near)
    return tuple(found[:_MOST])


def gifts_for_a_lost_job(ground: Ground, contact: Contact, gifts: tuple[Gift, ...]) -> tuple[Gift, ...]:
    """First somebody who may be hiring; my help stands there as a whole."""
    found = [*(one for one in [hirer(ground, contact)] if one), *(one for one in gifts if one.kind != "help")]
    return tuple(found[:_MOST])


# --- whom they could meet ------------------------------------------------------------------------------------------


def peer(ground: Ground, contact: Contact) -> Gift | None:
    """Somebody with a rare interest of theirs whom they do not seem to know."""
    common = max(8, len(ground.places) // 5)
    for count, interest in sorted([(ground.shared_by[text], text) for text in contact.fields.interests]):
        if count > common and weigh(interest):
            break
        for one in _near(ground, ground.interests, interest, contact):
            if same_topic(one.text, interest) and _may_meet(ground, contact, one.contact):
                other = ground.vault.contacts[one.contact]
                return Gift("peer", other.name, min(one.text, interest, key=len), other.path)
    return None


def helper(ground: Ground, contact: Contact) -> Gift | None:
    """Somebody who can help with a struggle or goal of theirs, and whom they do not seem to know."""
    for wish in (*contact.fields.struggles, *contact.fields.goals):
        for one in _near(ground, ground.helpers, wish, contact):
            if fits(one.text, wish) and _may_meet(ground, contact, one.contact):
                other = ground.vault.contacts[one.contact]
                return Gift("helper", other.name, one.text, other.path)
    return None


def hirer(ground: Ground, contact: Contact) -> Gift | None:
    """Somebody on whose mind hiring is, for a contact who lost a job; they may know each other."""
    for word in _HIRING:
        for one in _near(ground, ground.wishes, word, contact):
            other = ground.vault.contacts[one.contact]
            if other.id != contact.id and other.id not in ground.peace:
                return Gift("hirer", other.name, one.text, other.path)
    return None


def _near(ground: Ground, index: Mapping[str, Sequence[Interest]], text: str, contact: Contact) -> Iterator[Interest]:
    """A few of those found by a text's words, from the contact's own place on."""
    place = ground.places[contact.id]
    for word in sorted(keys(text)):
        found = index.get(word, ())
        start = bisect_right(found, Interest(place, contact.id, "\U0010ffff"))
        for step in range(min(len(found), _LOOKED_AT)):
            yield found[(start + step) % len(found)]


def _may_meet(ground: Ground, contact: Contact, other_id: str) -> bool:
    """Whether two contacts do not seem to know each other, and the other one is not to be left in peace."""
    other = ground.vault.contacts[other_id]
    if other.id == contact.id or other.id in ground.peace:
        return False
    company = _company(contact.fields)
    if company and company == _company(other.fields):
        return False
    theirs, its = ground.linked_from.get(contact.id, _NOBODY), ground.linked_from.get(other_id, _NOBODY)
    if other.path in theirs or contact.path in its or not theirs.isdisjoint(its):
        return False
    # Whoever is named under “Next time” is thought of already.
    return not any(_first_name(other.name) in _words(topic.text) for topic in contact.topics)


@lru_cache(maxsize=65_536)
def _first_name(name: str) -> str:
    return next(iter(_WORD.findall(fold(name))), name)


@lru_cache(maxsize=4_096)
def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(fold(text)))


def _company(fields: Fields) -> str:
    """Where somebody works, by the company or the newest position that goes on."""
    if fields.company:
        return company_key(fields.company)
    return next((company_key(one.company) for one in reversed(fields.positions) if one.current), "")


# --- what I could send ---------------------------------------------------------------------------------------------


def things_for(ground: Ground, contact: Contact, since: date, *, near: bool) -> Iterator[Gift]:
    """Posts since the last contact, events to come where they are near, and notes of mine, about an interest of theirs.

    What links the contact is known to them.
    """
    seen = set()
    for interest in contact.fields.interests:
        for thing in _found(ground, interest):
            if thing.kind in seen or contact.path in thing.links:
                continue
            if thing.kind == "post" and thing.date and thing.date <= since:
                continue
            if thing.kind == "event" and not near:
                continue
            if any(_is_about(thing, about, interest) for about in thing.about):
                seen.add(thing.kind)
                yield Gift(thing.kind, thing.name, interest, thing.path, thing.date)


def _is_about(thing: Thing, about: str, interest: str) -> bool:
    """A title or an event may say more than the interest; a note of mine is about its name, tags and links."""
    wanted, said = weigh(interest), weigh(about)
    return bool(wanted) and (wanted == said if thing.kind == "note" else wanted <= said)


def _found(ground: Ground, interest: str) -> Iterator[Thing]:
    for word in sorted(keys(interest)):
        yield from ground.things.get(word, ())[:_LOOKED_AT]
