"""Monica 4's export, as its two versions write it."""

import json
from typing import Any

import pytest

from relnotes.exchange.draft import Unusable
from relnotes.model import Yearly
from tests.exchange.support import drafts, read


def things(kind: str, *values: Any) -> dict[str, Any]:
    return {"count": len(values), "type": kind, "values": list(values)}


def said(**properties: Any) -> dict[str, Any]:
    return {"properties": properties}


CONTACT = {
    "uuid": "c1",
    "properties": {
        "first_name": "Leila", "last_name": "Hassan", "nickname": "Lulu", "job": "Staff", "company": "Acme",
        "description": "tall", "food_preferences": "no nuts", "stay_in_touch_frequency": 42, "number_of_views": 3,
        "tags": ["peer", "book club"], "last_talked_to": "2026-01-05T00:00:00.000000Z",
        "birthdate": {"uuid": "b", "is_age_based": False, "is_year_unknown": True, "date": "1990-02-03T00:00:00Z"},
        "first_met_date": {"is_age_based": False, "is_year_unknown": False, "date": "2019-04-05"},
        "first_met_through": "c2",
    },
    "data": [
        things("call", said(called_at="2026-01-05T10:00:00Z", content="on\ncall")),
        things("contact_field", said(data="leila@example.org", type="t1"), said(data="@lulu", type="t2")),
        things("note", said(body="likes tea")),
        things("task", said(title="send the book", description="blue one", completed=False)),
        things("address", said(name="home", street="1 Nile St", city="Cairo", country="EG")),
        things("gift", said(name="a scarf", status="offered")),
        things("conversation", said(happened_at="2025-05-05")),
        things("activity", "a1"),
    ],
}  # fmt: skip
ACCOUNT = {
    "uuid": "x",
    "data": [
        things("contact", CONTACT, {"uuid": "c2", **said(first_name="Omar"), "data": [things("activity", "a1")]}),
        things("activity", {"uuid": "a1", **said(summary="lunch", description="fish", happened_at="2026-02-02")}),
    ],
    "instance": {
        "contact_field_types": [
            {"uuid": "t1", **said(name="Email", type="email")}, {"uuid": "t2", **said(name="Mastodon")},
        ]
    },
}  # fmt: skip


def test_the_export_of_today() -> None:
    """Everything about a person is a property, a log line, a task, or is kept."""
    leila, omar = drafts("monica.json", json.dumps({"version": "1.0-preview.1", "account": ACCOUNT}))
    assert (leila.name, leila.id, leila.aliases, leila.company, leila.role) == (
        "Leila Hassan",
        "c1",
        ("Lulu",),
        "Acme",
        "Staff",
    )
    assert (leila.birthday, leila.met) == (Yearly(2, 3), "2019-04-05 via [[Omar]]")
    assert leila.more == (("cadence", ("42 days",)), ("last_contact", ("2026-01-05",)))
    assert (leila.email, leila.tags, leila.location, leila.text) == (
        ("leila@example.org",), ("peer", "book-club"), "Cairo", "likes tea",
    )  # fmt: skip
    assert [(line.date.isoformat(), line.head, line.text, line.people) for line in leila.log] == [
        ("2026-01-05", "call", "on call", ()),
        ("2025-05-05", "message", "", ()),
        ("2026-02-02", "", "lunch. fish", ("Omar",)),
    ]
    assert [task.text for task in leila.tasks] == ["send the book. blue one"]
    assert dict(leila.extra) == {
        "description": "tall", "food preferences": "no nuts", "Mastodon": "@lulu", "gift": "a scarf, offered",
        "Address (home)": "1 Nile St, Cairo, EG",
    }  # fmt: skip
    assert omar.log == ()


def test_the_first_shape_of_the_export() -> None:
    """Things under their plural's name."""
    old = {
        "uuid": "x",
        "contacts": {"count": 1, "values": [{
            "uuid": "c1", "properties": {
                "first_name": "Leila", "calls": {"count": 1, "values": [said(called_at="2026-01-05", content="x")]},
                "activities": {"count": 1, "values": ["a1"]},
            },
        }]},
        "activities": {"count": 1, "values": [{"uuid": "a1", **said(summary="lunch", happened_at="2026-02-02")}]},
    }  # fmt: skip
    (leila,) = drafts("monica.json", json.dumps({"account": old}))
    assert [(line.head, line.text) for line in leila.log] == [("call", "x"), ("", "lunch")]


@pytest.mark.parametrize(
    "text",
    [
        '{"account": {"uuid": 1', '{"account": ["uuid"]}', '{"account":{"uuid":"x","data":5}}',
        '{"account":"uuid","uuid":"account"}', '{"account":{"uuid":' + "[" * 100_000,
    ],
)  # fmt: skip
def test_broken_exports(text: str) -> None:
    """Cut short, of another shape, or hostile: one sentence."""
    with pytest.raises(Unusable):
        read("monica.json", text)
