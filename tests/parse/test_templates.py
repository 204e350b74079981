"""The shapes of 28 public person notes, as people's own templates write them: right values, no wrong complaint."""

from datetime import date

import pytest

from relnotes.model import Cadence, Note, Yearly
from tests.parse.build import note, problems

SHAPES: dict[str, tuple[str, dict[str, object]]] = {
    "categories link": (
        """\
---
categories:
  - "[[People]]"
birthday: 1990-02-03
org:
  - "[[Acme]]"
created: 2025-01-01
type: []
twitter:
url: https://example.org
---
""",
        {"birthday": Yearly(month=2, day=3, year=1990), "company": "Acme", "url": ("https://example.org",)},
    ),
    "contact card": (
        """\
---
categories: ["[[Contacts]]"]
phone:
twitter:
org: "[[Acme]]"
---
""",
        {"company": "Acme", "phone": ()},
    ),
    "first and last name": (
        """\
---
tags: [person]
first_name: Zoë
last_name: Keller
aliases: [Zo]
slug: zoe
birthday: '02-03'
title: Potter
skills: []
organizations: [Acme]
mobile: '+447700900123'
x_id:
city: Cairo
country: Egypt
anniversary: 2010-06-07
last_contact: 2026-01-02
---
### 2026-01-01
2026-01-01: met at a fair
""",
        {
            "name": "Zoë Keller",
            "birthday": Yearly(month=2, day=3),
            "role": "Potter",
            "phone": ("+447700900123",),
            "location": "Cairo",
            "dates": (("anniversary", Yearly(month=6, day=7, year=2010)),),
            "last_contact": date(2026, 1, 2),
        },
    ),
    "plugin with a prefix": (
        """\
---
prm-tier: close
prm-cadence: 30
prm-last-contacted: 2026-01-02
prm-snooze-until:
prm-paused: false
prm-ignore-journal: false
prm-birthday: 04-17
prm-relationship: friend
tags: person
---
""",
        {
            "cadence": Cadence(text="30", days=30),
            "last_contact": date(2026, 1, 2),
            "birthday": Yearly(month=4, day=17),
            "circle": "close",
            "paused": False,
        },
    ),
    "empty lists": (
        """\
---
tags:
  - person
Topics:
email: []
blog:
github-login:
---
""",
        {"email": ()},
    ),
    "lone dashes": (
        """\
---
phone: -
email: -
birthday: -
lastContacted: -
relationship: -
type: person
---
""",
        {"phone": (), "birthday": None, "last_contact": None, "circle": ""},
    ),
    "birth and death": (
        """\
---
tags: [people]
aliases:
birth: 1890-02-03
death:
bio_short:
created: 2025-01-01, 10:30
---
""",
        {"birthday": Yearly(month=2, day=3, year=1890)},
    ),
    "cadence in days": (
        """\
---
type: person
cadence_days: 42
last_contact: 2026-01-02
overdue: false
birthday:
circle: inner
city: Cairo
channels: []
---
## Open threads
""",
        {
            "cadence": Cadence(text="42", days=42),
            "last_contact": date(2026, 1, 2),
            "circle": "inner",
            "location": "Cairo",
        },
    ),
    "interactions": (
        """\
---
type: person
created: 2025-01-01
organization: Acme
role: Potter
last-contact: 2026-01-01
summary:
---
## Interactions

### 2026-01-02
- talked about clay

## Commitments and follow-up
- [ ] send clay
""",
        {"company": "Acme", "role": "Potter", "entries": ["2026-01-02  talked about clay"], "tasks": ["send clay"]},
    ),
    "string tag": (
        """\
---
id: zoe
tags: person
alias: Zo
---
""",
        {"id": "zoe", "aliases": ("Zo",)},
    ),
    "discuss next": (
        """\
---
creation-date: 2025-01-01 10:30
tags: [person]
---
## Discuss next
- clay
""",
        {"topics": ["clay"]},
    ),
    "plural tag": (
        """\
---
tags:
  - people
category: friends
aliases: []
url:
org:
---
""",
        {"aliases": ()},
    ),
    "capital tag": (
        """\
---
name: Zoë
pronouns: she/her
relationship: friend
birthday: 1990-02-03
email:
phone:
socialprofiles:
tags: [Person]
---
## Meetings
- 2026-01-02 coffee
""",
        {
            "name": "Zoë",
            "birthday": Yearly(month=2, day=3, year=1990),
            "circle": "friend",
            "entries": ["2026-01-02 coffee "],
        },
    ),
    "business": (
        """\
---
Team: Kiln
"Reports To": "[[Omar]]"
Title: Potter
GitHubName: zk
type: person
---
""",
        {"role": "Potter"},
    ),
    "no front matter": (
        """\
Name: Zoë
Role: Potter
Timezone: Africa/Cairo
Tag: #person

#person
""",
        {"role": ""},
    ),
    "capitals and spaces": (
        """\
---
uid: zk1
First Name: Zoë
Middle Name:
Last Name: Keller
Company: Acme
Phone: 0100 123
Email:
URL:
Street Address:
Birthday: 1990-02-03
tags: person
Nickname: Zo
---
%% Photo
- 2026-01-01 call
%%
""",
        {
            "id": "zk1",
            "name": "Zoë Keller",
            "company": "Acme",
            "phone": ("0100 123",),
            "aliases": ("Zo",),
            "entries": [],
        },
    ),
    "typed note": (
        """\
---
type: Person
title: Potter
created: 2025-01-01
modified: 2025-01-02
tags: [person/peer]
organisation: '[[Acme]]'
emailAddress: zoe@example.org
aliases:
---
""",
        {"company": "Acme", "email": ("zoe@example.org",), "tags": ("person/peer",)},
    ),
    "history and open": (
        """\
---
type: person
role: Potter
organizations: [Acme, Globex]
location: Cairo
linkedin:
first_met: 2019-04-05
last_met: 2026-01-02
last_enriched: never
---
## History
## Open
""",
        {"company": "Acme, Globex", "last_contact": date(2026, 1, 2)},
    ),
    "numbered log": (
        """\
---
aliases: []
date_created: 2025-01-01
tags: person
title: Potter
date_last_contacted: 2026-01-01
---
1. [[2026-01-01]]: clay
2. [[2026-01-02]]: glaze
""",
        {"last_contact": date(2026, 1, 1), "entries": ["2026-01-01  clay", "2026-01-02  glaze"]},
    ),
    "meeting log": (
        """\
---
type: contact
role: Potter
company: Acme
email:
meets: weekly
tags:
---
## Meeting log
- 2026-01-02 clay
""",
        {"cadence": None, "entries": ["2026-01-02  clay"]},
    ),
    "nested tag": (
        """\
---
date: 2025-01-01
tags:
  - type/contact
role: Potter
projects: []
---
## Meeting History
""",
        {"role": "Potter"},
    ),
    "hash tag": (
        """\
---
date: 2025-01-01
tags: ["#person"]
source: a fair
---
**Role:** Potter

## History
- [[Meetings/20260102 - Zoe]]
""",
        {"tags": ("person",), "entries": []},
    ),
    "team": (
        """\
---
type: person
team: Kiln
org: Acme
relationship: peer
last-contact: 2026-01-02
---
""",
        {"circle": "peer"},
    ),
    "name in parts": (
        """\
---
name:
  first: Zoë
  last: Keller
phone: 123
telegram: zk
birthday: 1990-02-03
last_chat: 2026-01-02
friends: []
type: contact
---
""",
        {"name": "Zoë Keller", "last_contact": date(2026, 1, 2)},
    ),
    "interactions in front matter": (
        """\
---
name: Zoë
birthday: 1990-02-03
type: person
interactions:
  - date: 2026-01-02
    text: clay
---
""",
        {"name": "Zoë"},
    ),
    "follow-up cadence": (
        """\
---
id: zk1
name: Zoë
aliases: []
email: [zoe@example.org]
phone: ['+44']
company: Acme
how_we_met: a fair
met_date: 2019-04-05
relationship: friend
tags: [person]
status: active
follow_up_cadence: monthly
last_contacted: 2026-01-01
next_follow_up: 2026-02-01
priority: high
---
### 2026-01-02 | coffee | clay
""",
        {
            "cadence": Cadence(text="monthly", days=0, months=1),
            "next_contact": date(2026, 2, 1),
            "entries": ["2026-01-02 coffee clay"],
        },
    ),
    "frequency in days": (
        """\
---
title: "Zoe"
date: "[2025-01-01 Wed]"
tags: [contact]
company:
relationship_type: friend
state: ok
custom_frequency_days: 90
last_contacted: 2026-01-01
follow_up_date: 2026-03-01
---
### 2026-01-02 10:30 - Email
""",
        {"cadence": Cadence(text="90", days=90), "next_contact": date(2026, 3, 1), "entries": ["2026-01-02 mail "]},
    ),
    "e-mail headings": (
        """\
---
type: person
next_action_date: 2026-02-01
trust_battery: 70
---
### 2026-01-02 — Email
- **Summary:** clay

- 2026-01-01 — Discussed glaze
""",
        {"next_contact": date(2026, 2, 1), "entries": ["2026-01-02 mail Summary: clay"]},
    ),
}


def value(found: Note, name: str) -> object:
    if name == "entries":
        return [f"{entry.date} {entry.head} {entry.text}" for entry in found.entries]
    if name in {"tasks", "topics"}:
        return [one.text for one in getattr(found, name)]
    return getattr(found.fields, name)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_public_template_is_understood(shape: str) -> None:
    """A note in the shape of somebody's template is a contact with the values that it shows, without a complaint."""
    text, expected = SHAPES[shape]
    found = note(text)
    assert problems(found) == []
    assert (found.type, found.marked, found.readable) == ("person", True, True)
    assert {name: value(found, name) for name in expected} == expected


@pytest.mark.parametrize(
    "text",
    [
        "---\ntype: person\ncreated: {{date}}\n---\n",
        "---\ntags: [person]\ncreated: {{date:YYYY-MM-DD}}, {{time}}\n---\n",
        '---\ntype: person\ncreated: "{{date}}"\n---\n',
        "---\ntype: person\nname: <% tp.file.title %>\n---\n",
        "---\ntype: person\n---\n# <% tp.file.title %>\n",
        "---\ntype: person\n---\n<%* tR += 1 %><%- tp.date.now() %>\n",
        "---\ncreated: {{date}}\ntype: person\n",
    ],
)
def test_an_unrendered_template_is_no_contact(text: str) -> None:
    """What still holds a template's placeholders is nobody's note, and nothing in it is a mistake."""
    found = note(text)
    assert (found.marked, found.type, found.entries) == (False, "", ())
    assert found.diagnostics == () or problems(found) == ["1:1-1:4 unclosed-front-matter"]


@pytest.mark.parametrize(
    "text",
    [
        "---\ntype: person\n---\n# {{Zoe}}\n",
        "---\ntype: person\nrole: a { b\n---\n",
        "---\ntype: person\n---\n`<% %>`\n",
    ],
)
def test_braces_in_a_body_make_no_template(text: str) -> None:
    """Braces in the text, or one alone in the front matter, are the user's."""
    assert note(text).marked
