"""A review for programs, as `relnotes.review/1`."""

from typing import Any

import msgspec

from relnotes.insight.promises import Rate
from relnotes.insight.review import Missed, Review
from relnotes.model import Deed, Introduction, Promise, Texts
from relnotes.render.clean import escaped
from relnotes.render.review.words import sections

SCHEMA = "relnotes.review/1"


def render_review_json(review: Review, texts: Texts) -> str:
    """Counts and lists; contacts by id and name, dates ISO, absent values null, places as path and line."""
    ledger = review.ledger
    found = {
        "schema": SCHEMA,
        "since": review.since,
        "today": review.today,
        "contacts": review.contacts,
        "people": review.people,
        "days": {day.isoformat(): count for day, count in sorted(review.days.items())},
        "spans": review.spans,
        "check_ins": _rate(review.rounds),
        "promises": {
            "mine": _rate(review.mine),
            "theirs": _rate(review.theirs),
            "late": [_promise(one, review) for one in review.late],
            "waiting": [_promise(one, review) for one in review.waiting],
        },
        "gave": [_deed(one, review) for one in ledger.gave],
        "got": [_deed(one, review) for one in ledger.got],
        "asked": [_deed(one, review) for one in ledger.asked],
        "thanked": [_deed(one, review) for one in ledger.thanked],
        "to_thank": [_deed(one, review) for one in review.thank],
        "posts": review.posts,
        "gatherings": review.gatherings,
        "outcomes": [_deed(one, review) for one in review.outcomes],
        "introductions": [_introduction(one, review) for one in review.introductions],
        "back_in_touch": [
            {"id": one.contact, "name": review.names[one.contact], "date": one.day, "before": one.before}
            for one in review.returns
        ],
        "reconnect": [_missed(one, review) for one in review.missed],
        "text": {part.name: [line.text for line in part.lines] for part in sections(review, texts)},
    }
    return escaped(msgspec.json.format(msgspec.json.encode(found), indent=2).decode()) + "\n"


def _rate(rate: Rate) -> dict[str, int]:
    return {"due": rate.due, "kept": rate.kept}


def _who(contact: str, review: Review) -> dict[str, str]:
    return {"id": contact, "name": review.names.get(contact, contact)}


def _promise(one: Promise, review: Review) -> dict[str, Any]:
    place = {"path": one.path, "line": one.line}
    return _who(one.contact, review) | {"text": one.text, "made": one.made, "due": one.due} | place


def _deed(one: Deed, review: Review) -> dict[str, Any]:
    also = {"also": [_who(other, review) for other in one.also]}
    place = {"path": one.path, "line": one.line}
    return _who(one.contact, review) | also | {"date": one.date, "text": one.text} | place


def _introduction(one: Introduction, review: Review) -> dict[str, Any]:
    return {
        "by": _who(one.by, review) if one.by else None,
        "names": one.names,
        "date": one.date,
        "text": one.text,
        "path": one.path,
        "line": one.line,
        "posts": review.posts,
        "gatherings": review.gatherings,
        "outcomes": [_deed(deed, review) for deed in one.outcomes],
    }


def _missed(one: Missed, review: Review) -> dict[str, Any]:
    overlap = one.overlap
    return _who(one.contact, review) | {
        "path": one.path,
        "company": overlap.company,
        "together": overlap.together,
        "from": overlap.start,
        "to": overlap.end,
        "last_contact": one.last.date if one.last else None,
        "news": one.news.change if one.news else None,
    }
