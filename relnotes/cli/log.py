"""log and done: what happened goes into the notes, and what was open is ticked."""

import sys
from collections.abc import Mapping
from datetime import date

import click

from relnotes.cli.context import choose, nobody, read_vault, the_contact
from relnotes.cli.options import Settings, common
from relnotes.cli.writing import How, change, writes
from relnotes.edit.company import is_arabic, speaks_for_all, with_links
from relnotes.edit.log import Draft, add_entry, draft_of
from relnotes.edit.tasks import Open, tick
from relnotes.edit.thanks import with_thanks
from relnotes.model import Contact, FollowUp, Item
from relnotes.parse.links import stem
from relnotes.parse.said import read_said_day
from relnotes.parse.when import Unreadable
from relnotes.parse.words import Heads, plain
from relnotes.render.clean import clipped, shown
from relnotes.schedule.listing import is_now
from relnotes.shell.errors import CannotRun
from relnotes.shell.live import Today
from relnotes.shell.remembered import recall
from relnotes.shell.write import Edit
from relnotes.vault import find_notes, resolve

_TASKS = {"follow-up", "waiting-on"}
_ASK = """

%% What goes into the log of {who}, on {day}: for example
%%     coffee: her move to infra
%%     promised: review her talk by Friday
%% The first line is the entry, further ones are nested in it.
%% Lines with %% are left out; leave all empty to write nothing. %%
"""


@click.command()
@click.argument("names", metavar="NAME[,NAME…]")
@click.argument("words", metavar="[TEXT]", nargs=-1)
@click.option("--on", "said", metavar="DAY", help="When: yesterday, last friday, 2 weeks ago, 2026-11-02; else today.")
@writes
@common
@click.pass_obj
def log(settings: Settings, names: str, words: tuple[str, ...], said: str | None, how: How) -> None:
    """Add a line to somebody's log, in the order and the style that it has.

    \b
    relnotes log Leila "coffee: her move to infra"
    relnotes log Leila,Omar --on "last friday" "lunch: the meetup's future"
    relnotes log Leila "sent: how did the launch go?"
    relnotes log Leila        opens your editor, or takes the text from stdin

    Kinds (coffee, call, lunch …) and heads (sent, promised, gave …) are those of the notes. Of several people one line
    names all; what was sent, promised or given goes into each one's log.
    """
    day = read_vault(settings)
    people = the_people(settings, day, names)
    on = the_day(said, day.window.today)
    text = " ".join(words).strip()
    if text in {"", "-"}:
        text = _read_text(people, on, stdin=text == "-" or not sys.stdin.isatty())
    if not text:
        raise CannotRun(
            'Nothing was written: say what it was, as in relnotes log NAME "coffee: what you talked about".'
        )
    who = ", ".join(one.name for one in people)
    change(settings, day.root, _entries(day, people, draft_of(on, text)), how, f"Log {who}")


@click.command()
@click.argument("name", metavar="NAME|N")
@click.argument("words", metavar="[TEXT]", nargs=-1)
@click.option("--on", "said", metavar="DAY", help="When: yesterday, last friday, 2 weeks ago, 2026-11-02; else today.")
@click.option("--task", metavar="WORDS", help="Tick the follow-up or promise in which these words stand.")
@writes
@common
@click.pass_obj
def done(settings: Settings, name: str, words: tuple[str, ...], said: str | None, task: str | None, how: How) -> None:
    """What stands in the due list is done: it is logged, or ticked; a word of thanks with what it was for.

    \b
    relnotes done Leila "coffee: her move to infra"
    relnotes done 2                       the second person of the list that you last saw
    relnotes done Leila --task article    ticks the follow-up about the article
    """
    day = read_vault(settings)
    person = _by_number(day, int(name)) if name.isdecimal() else _listed(settings, day, name)
    on = the_day(said, day.window.today)
    items = [item for item in day.agenda.items if item.contact == person.id and is_now(item)]
    text = " ".join(words).strip()
    tasks = [item for item in items if item.kind in _TASKS and item.reason != "thanks"]
    if task is not None or (tasks and len(tasks) == len(items)):
        if text:
            raise CannotRun(f"Words go into the log, and a follow-up is only ticked: relnotes log {name} “{text}”.")
        one = the_task(settings, person, task, tasks)
        message = f"Done for {person.name}: {one.text}"
        change(settings, day.root, {one.path: tick_edit(one, on, _heads(day))}, how, message)
        return
    if not items:
        raise CannotRun(
            f"{_name(settings, person)} is not on the list now. To note contact: relnotes log NAME “coffee: …”."
        )
    if all(item.kind == "event" for item in items):
        raise CannotRun(f"{_name(settings, person)} is an event: it goes by itself when its day has passed.")
    draft = with_thanks(draft_of(on, text), person.note, items, _heads(day))
    change(settings, day.root, _entries(day, [person], draft), how, f"Log {person.name}")
    if tasks and not how.dry_run:
        _say_open(settings, tasks)


# --- whom and when -------------------------------------------------------------------------------------------------


def the_people(settings: Settings, day: Today, names: str) -> list[Contact]:
    """The contacts that names with commas between them mean, each once; a whole name may hold a comma."""
    notes = [contact.note for contact in day.vault.contacts.values()]
    parts = [names] if find_notes(notes, names) else [part for part in names.split(",") if part.strip()]
    found = {person.id: person for part in parts for person in [the_contact(settings, day, part)]}
    if not found:
        raise CannotRun("Say whose note: a name, or several with commas between them.")
    return list(found.values())


def the_day(said: str | None, today: date, *, ahead: bool = False) -> date:
    """The day that an option means."""
    if said is None:
        return today
    try:
        return read_said_day(said, today, ahead=ahead)
    except Unreadable as error:
        raise CannotRun(f"{error}: {error.hint}.") from None


def the_task(settings: Settings, person: Contact, words: str | None, items: list[Item] | None = None) -> FollowUp:
    """The one open follow-up or promise that is meant: by words in it, else the only one that is due."""
    found = list(person.follow_ups)
    if words is not None:
        found = [one for one in found if plain(words) in plain(one.text)]
    elif items:
        due = {(item.path, item.line) for item in items}
        found = [one for one in found if (one.path, one.line) in due]
    if len(found) == 1:
        return found[0]
    if settings.incognito:
        raise CannotRun(f"{len(found)} follow-ups may be meant: say --task with words of one.")
    if not found:
        said = f" about “{shown(words)}”" if words else ""
        raise CannotRun(f"Nothing{said} is open with {shown(person.name)}.")
    listed = "; ".join(f"“{clipped(shown(one.text), 60)}”" for one in found[:5])
    raise CannotRun(f"Several things are open with {shown(person.name)}: {listed}. Say which: --task WORDS.")


def _by_number(day: Today, number: int) -> Contact:
    """The person of a number in the list that was last seen; notes may have changed meanwhile, the person does not."""
    people = recall(day.root)
    if not people:
        raise CannotRun("No list was shown here yet, so a number means nobody: relnotes due shows one.")
    if not 1 <= number <= len(people):
        raise CannotRun(f"The list that was last shown here had {len(people)} people, so there is no number {number}.")
    person = day.vault.contacts.get(people[number - 1])
    if person is None:
        name = shown(people[number - 1])
        raise CannotRun(f"Number {number} was {name}, who has no note: relnotes new “{name}” makes one.")
    return person


def _listed(settings: Settings, day: Today, name: str) -> Contact:
    """Who is meant: among those of this name somebody who is due, if only one of them is."""
    due = {item.contact for item in day.agenda.items if is_now(item)}
    contacts = {contact.path: contact for contact in day.vault.contacts.values()}
    found = find_notes((contact.note for contact in contacts.values()), name)
    waiting = [note for note in found if contacts[note.path].id in due]
    if not found:
        unknown = next((item for item in day.agenda.items if not item.home and plain(item.name) == plain(name)), None)
        if unknown and not settings.incognito:
            raise CannotRun(f"{shown(unknown.name)} has no note yet: relnotes new “{shown(unknown.name)}” makes one.")
        raise nobody(name)
    if len(found) > 1 and len(waiting) != 1:
        return contacts[choose(settings, name, found).path]
    return contacts[(waiting or found)[0].path]


# --- what is written -----------------------------------------------------------------------------------------------


def _entries(day: Today, people: list[Contact], draft: Draft) -> Mapping[str, Edit]:
    """The edit of each note: one line that names all, or one in each."""
    heads = _heads(day)
    heading = day.window.config.log_heading
    if len(people) > 1 and speaks_for_all(draft.text, heads):
        own, *others = people
        arabic = is_arabic(" ".join(entry.text for entry in own.note.entries))
        text = with_links(draft.text, [link_to(day, one) for one in others], heads, arabic=arabic)
        draft = Draft(draft.day, text, draft.nested)
        people = [own]

    def edit_of(path: str) -> Edit:
        return lambda data: add_entry(path, data, draft, heading, heads)

    return {person.path: edit_of(person.path) for person in people}


def tick_edit(one: FollowUp, on: date, heads: Heads) -> Edit:
    return lambda data: tick(one.path, data, Open(one.text, one.line), on, heads)


def link_to(day: Today, person: Contact) -> str:
    """The shortest link that means this note."""
    name = stem(person.path.rsplit("/", 1)[-1])
    return f"[[{name}]]" if resolve(day.vault.names, name) == person.path else f"[[{stem(person.path)}|{name}]]"


def _heads(day: Today) -> Heads:
    return Heads(day.window.config.contact_kinds)


def _read_text(people: list[Contact], on: date, *, stdin: bool) -> str:
    """The words from stdin, or from the user's editor."""
    if stdin:
        return sys.stdin.read().strip()
    who = ", ".join(shown(one.name) for one in people)
    found = click.edit(_ASK.format(who=who, day=on.isoformat()), extension=".md")
    lines = (found or "").splitlines()
    return "\n".join(line for line in lines if not line.lstrip().startswith("%%")).strip()


def _say_open(settings: Settings, tasks: list[Item]) -> None:
    for item in tasks:
        words = "a follow-up" if settings.incognito else f"“{clipped(shown(item.subject), 60)}”"
        click.echo(f"Still open: {words} (relnotes done NAME --task WORDS)", err=True)


def _name(settings: Settings, person: Contact) -> str:
    return "This person" if settings.incognito else shown(person.name)
