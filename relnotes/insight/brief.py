"""The brief: what to know before writing to somebody, all of it from the notes."""

import re
from datetime import date

from relnotes.model import Brief, Contact, Touch, Vault
from relnotes.parse.words import fold

_WORD = re.compile(r"[^\W\d_]{3,}")
_EVERYDAY = frozenset(
    "about and better coming first for from good into more new people team that the their them this time with work "
    "من إلى على في عن مع".split()
)


def build_brief(vault: Vault, contact: Contact, today: date) -> Brief:
    """What to talk about, what is open both ways, what I could give, and how to reach them."""
    fields = contact.fields
    me = vault.me.fields if vault.me else None
    return Brief(
        topics=tuple(topic.text for topic in contact.topics),
        last=_last_talk(contact, today),
        mine=tuple(one for one in contact.follow_ups if one.mine),
        theirs=tuple(one for one in contact.follow_ups if not one.mine),
        interests=fields.interests,
        goals=fields.goals,
        struggles=fields.struggles,
        give=_could_give(me.can_help_with, (*fields.struggles, *fields.goals, *fields.interests)) if me else (),
        channel=fields.channel,
        booking=fields.booking,
        my_booking=me.booking if me else "",
        boundaries=fields.boundaries,
        met=fields.met,
    )


def _last_talk(contact: Contact, today: date) -> Touch | None:
    """The newest contact that says what it was about."""
    return next((touch for touch in reversed(contact.touches) if touch.date <= today and touch.text), None)


def _could_give(offers: tuple[str, ...], wishes: tuple[str, ...]) -> tuple[str, ...]:
    """What I can help with that is what they wish for: one names the other, or they share two words of weight.

    One shared word is not enough: “technical writing” is no help for “staying technical”.
    """
    return tuple(offer for offer in offers if any(_fits(offer, wish) for wish in wishes))


def _fits(offer: str, wish: str) -> bool:
    said, wanted = _words(offer), _words(wish)
    return bool(said and wanted) and (said <= wanted or wanted <= said or len(said & wanted) >= 2)


def _words(text: str) -> frozenset[str]:
    return frozenset(word.removesuffix("s") for word in _WORD.findall(fold(text)) if word not in _EVERYDAY)
