"""What `relnotes init` puts into a vault: a config that explains itself, a template, what Obsidian needs to know."""

import json

from msgspec import Struct

from relnotes.model import Texts


class Start(Struct, frozen=True):
    """What is known of the folder and its owner when a vault begins."""

    new: bool
    """Nothing was there: the vault is made; else it is adopted, and nothing that it holds may change."""
    language: str
    people: str
    templates: str
    ignore_outputs: bool
    """The outputs do not travel by Git, so Git should not see them."""


IGNORED = ("Due.md", "relnotes.ics")


def starter_files(start: Start, texts: Texts) -> dict[str, str]:
    """The files to make, by path; those that exist already are left alone."""
    files = {"relnotes.toml": _config(start, texts)}
    if start.templates:
        name = texts.gettext("Person")
        files[f"{start.templates}/{name}.md"] = _template(texts)
    if start.ignore_outputs:
        files[".gitignore"] = "\n".join(IGNORED) + "\n"
    if start.new:
        files[texts.gettext("Me") + ".md"] = _me(texts)
        files["People.base"] = _base(start.people)
        files[".obsidian/types.json"] = json.dumps({"types": _TYPES}, indent=2) + "\n"
        files[".obsidian/templates.json"] = json.dumps({"folder": start.templates}, indent=2) + "\n"
    return files


_TYPES = {
    "aliases": "aliases",
    "birthday": "date",
    "cadence": "text",
    "circle": "text",
    "company": "text",
    "email": "multitext",
    "goals": "multitext",
    "id": "text",
    "interests": "multitext",
    "last_contact": "date",
    "met": "text",
    "next_contact": "date",
    "paused": "checkbox",
    "phone": "multitext",
    "positions": "multitext",
    "role": "text",
    "snooze_until": "date",
    "struggles": "multitext",
    "tags": "tags",
}


def _config(start: Start, texts: Texts) -> str:
    off = "" if start.new else "# "
    heading = texts.gettext("Log")
    people = f"people = [{_toml(start.people)}]" if start.people else '# people = ["People"]'
    templates = f"templates = [{_toml(start.templates)}]" if start.templates else '# templates = ["Templates"]'
    return f"""\
# relnotes: whom to reach out to, and why now.
# Every line may be missing; README explains them all.

# Where contact notes live (else anywhere, by their tag or type), and templates.
{people}
{templates}

# timezone = "Africa/Cairo"   # decides what "today" is; else the machine's
language = "{start.language}"
log_heading = "{heading}"

# How often, for contacts that name a circle instead of a cadence.
# Built in: inner 4 weeks, close 8 weeks, network 6 months.
# [circles.mentees]
# cadence = "3 weeks"
# weight = 2

# So that a backlog never floods you.
{off}[capacity]
{off}per_day = 3
{off}per_week = 10
{off}weekdays = ["mon", "tue", "wed", "thu", "fri"]
# away = ["2026-12-24..2027-01-02"]

# Few people, and grow as the habit forms: so many are active, the others wait.
{off}[focus]
{off}limit = 5

# The calendar file.
# [feed]
# path = "relnotes.ics"
# detail = "brief"            # none | name | brief
# group = "each"              # week: one event a week
# birthdays = "all"           # all | kept | off
# alarm = "none"              # "09:00", "-15h"
"""


def _toml(text: str) -> str:
    """A text as TOML writes it, which is as JSON does."""
    return json.dumps(text, ensure_ascii=False)


def _template(texts: Texts) -> str:
    say = texts.gettext
    following, log, follow_ups = say("Next time"), say("Log"), say("Follow-ups")
    coffee, what = say("coffee"), say("what you talked about")
    return f"""\
---
tags: [person]
circle:
cadence:
company:
role:
email:
birthday:
met: {{{{date}}}}
interests: []
goals: []
struggles: []
---
# {{{{title}}}}

## {following}

## {log}
%% - {{{{date}}}} {coffee}: {what} %%

## {follow_ups}
"""


def _me(texts: Texts) -> str:
    title = texts.gettext("Me")
    what_for = texts.gettext("What you write here helps you to give: relnotes compares it with what others wish for.")
    return f"""\
---
type: me
interests: []
goals: []
struggles: []
can_help_with: []
booking:
---
# {title}

{what_for}
"""


def _base(people: str) -> str:
    return f"""\
filters:
  and:
    - file.inFolder("{people}")
    - file.hasTag("person")
views:
  - type: table
    name: People
    order:
      - file.name
      - company
      - role
      - circle
      - cadence
      - next_contact
    sort:
      - property: file.name
        direction: ASC
"""
