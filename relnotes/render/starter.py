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
    obsidian: bool = False
    """Obsidian has opened the folder before."""
    answers: bool = False
    """Who is ticked in Due.md goes into the log."""


IGNORED = ("Due.md", "relnotes.ics")


def starter_files(start: Start, texts: Texts) -> dict[str, str]:
    """The files to make, by path; those that exist already are left alone."""
    files = {"relnotes.toml": _config(start, texts)}
    if start.templates:
        name = texts.gettext("Person")
        files[f"{start.templates}/{name}.md"] = person_template(texts)
        files[f"{start.templates}/{texts.gettext('Event')}.md"] = _event(texts)
    if start.ignore_outputs:
        files[".gitignore"] = "\n".join(IGNORED) + "\n"
    if start.new or start.obsidian:
        files["People.base"] = _base(start, texts)
        files[".obsidian/types.json"] = json.dumps({"types": TYPES}, indent=2) + "\n"
    if start.new:
        files[texts.gettext("Me") + ".md"] = _me(texts)
        files[".obsidian/templates.json"] = json.dumps({"folder": start.templates}, indent=2) + "\n"
    return files


# Which widget Obsidian shows for a property. A birthday may lack its year, and `met` may say where and through whom, so
# both are texts: the picker for dates would refuse them.
TYPES = {
    "aliases": "aliases",
    "birthday": "text",
    "booking": "text",
    "boundaries": "text",
    "cadence": "text",
    "can_help_with": "multitext",
    "categories": "multitext",
    "channel": "text",
    "circle": "text",
    "company": "text",
    "date": "date",
    "email": "multitext",
    "focus": "checkbox",
    "goals": "multitext",
    "id": "text",
    "interests": "multitext",
    "language": "text",
    "last_contact": "date",
    "location": "text",
    "met": "text",
    "name": "text",
    "next_contact": "date",
    "paused": "checkbox",
    "people": "multitext",
    "phone": "multitext",
    "positions": "multitext",
    "quiet": "multitext",
    "relnotes-ignore": "multitext",
    "role": "text",
    "snooze_until": "date",
    "struggles": "multitext",
    "tags": "tags",
    "timezone": "text",
    "type": "text",
    "url": "multitext",
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

# The due list as a note that you can answer, on the phone too: whom you tick there goes into the log.
{"" if start.answers else "# "}[due]
{"" if start.answers else "# "}answers = true

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


def person_template(texts: Texts) -> str:
    """The template of a person's note, for vaults that have none of their own."""
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


def _event(texts: Texts) -> str:
    met, keeping = texts.gettext("People I met"), texts.gettext("Worth keeping")
    return f"""\
---
type: event
date: {{{{date}}}}
location:
people: []
---
# {{{{title}}}}

## {met}

## {keeping}
"""


def _base(start: Start, texts: Texts) -> str:
    """A base of Obsidian: everybody, by company, whom one keeps at no rhythm, and whose notes changed lately."""
    say = texts.gettext
    where = "".join(
        f"    - {_yaml(condition)}\n"
        for condition in (
            f"file.inFolder({_toml(start.people)})" if start.people else "",
            f"!file.inFolder({_toml(start.templates)})" if start.templates else "",
        )
        if condition
    )
    names = "".join(
        f"  {name}:\n    displayName: {_toml(label)}\n"
        for name, label in (
            ("file.name", say("Name")),
            ("company", say("Company")),
            ("role", say("Role")),
            ("circle", say("Circle")),
            ("cadence", say("Rhythm")),
            ("next_contact", say("Next contact")),
            ("file.mtime", say("Changed")),
        )
    )
    everyone, by_company = say("Everyone"), say("By company")
    no_rhythm, lately = say("Without a rhythm"), say("Changed lately")
    return f"""\
filters:
  and:
    - or:
        - file.hasTag("person")
        - type == "person"
        - "!cadence.isEmpty()"
{where}properties:
{names}views:
  - type: table
    name: {_toml(everyone)}
    order: [file.name, company, role, circle, cadence, next_contact]
    sort:
      - property: file.name
        direction: ASC
  - type: table
    name: {_toml(by_company)}
    groupBy:
      property: company
      direction: ASC
    order: [file.name, role, circle, cadence]
  - type: table
    name: {_toml(no_rhythm)}
    filters:
      and:
        - cadence.isEmpty()
        - circle.isEmpty()
    order: [file.name, company, role]
    sort:
      - property: file.name
        direction: ASC
  - type: table
    name: {_toml(lately)}
    order: [file.name, file.mtime, company]
    sort:
      - property: file.mtime
        direction: DESC
    limit: 20
"""


def _yaml(text: str) -> str:
    """A text as YAML writes it between single quotes."""
    return "'" + text.replace("'", "''") + "'"
