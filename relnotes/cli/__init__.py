"""The command line: wiring, exit status, and the sentences for what cannot be done.

Each command is a function in a file of its own, imported when it is asked for; a new one is a file and a line below.
"""

import gc
import importlib
import sys
from typing import Any

import click

from relnotes import __version__
from relnotes.cli.options import Settings, common

# Name -> where it is, and its line in the help, which must not import it. The order is that of the help.
COMMANDS = {
    "init": ("relnotes.cli.init:init", "Make a vault, or adopt a folder of notes."),
    "due": ("relnotes.cli.due:due", "Whom to think of today, why now, and where that is written."),
    "next": ("relnotes.cli.due:next_one", "One person, with what to know before you write."),
    "brief": ("relnotes.cli.brief:brief", "What to say to somebody, before you write."),
    "show": ("relnotes.cli.show:show", "The whole picture of a contact."),
    "who": (
        "relnotes.cli.who:who",
        "People by what the notes say: where they work or worked, where they live, what they are into.",
    ),
    "find": ("relnotes.cli.find:find", "Full text over the notes, with the place of each line."),
    "promises": ("relnotes.cli.practice:promises", "What you promised, and what they did: late, open, kept."),
    "ledger": (
        "relnotes.cli.practice:ledger",
        "What you gave, got, asked and thanked for, and whom you brought together.",
    ),
    "focus": ("relnotes.cli.pace:focus", "Who is active, who waits, and whether there is room for more."),
    "forecast": (
        "relnotes.cli.pace:forecast",
        "What your cadences ask for, against what you really do, and who goes cold if that goes on.",
    ),
    "review": (
        "relnotes.cli.review:review",
        "How it goes: what was kept and given, what came of it, whom to write to again.",
    ),
    "keep": ("relnotes.cli.keep:keep", "Put somebody on the list: give their note a cadence, or a circle."),
    "log": ("relnotes.cli.log:log", "Add a line to somebody's log, in the order and the style that it has."),
    "done": (
        "relnotes.cli.log:done",
        "What stands in the due list is done: it is logged, or ticked.",
    ),
    "snooze": ("relnotes.cli.off:snooze", "Put somebody off until a day; they are on the list again then."),
    "rest": (
        "relnotes.cli.off:rest",
        "Take somebody off the list until further notice; nothing of their note is lost.",
    ),
    "new": ("relnotes.cli.new:new", "A note about somebody, from the vault's template."),
    "set": ("relnotes.cli.set:set_", "Set a property of one or several notes; nothing else of them changes."),
    "rename": (
        "relnotes.cli.rename:rename",
        "Give a note another name; the links to it in all notes follow.",
    ),
    "feed": ("relnotes.cli.feed:feed", "Write the calendar feed once."),
    "watch": ("relnotes.cli.feed:watch", "Keep Due.md and the calendar feed true while you edit."),
    "serve": ("relnotes.cli.serve:serve", "The Today page and the calendar feed over HTTP."),
    "lint": ("relnotes.cli.lint:lint", "What in the notes cannot be right."),
    "explain": ("relnotes.cli.explain:explain", "What a rule of lint means, and what to do."),
    "doctor": ("relnotes.cli.doctor:doctor", "What stands in the way, and what to do."),
    "import": (
        "relnotes.cli.importing:import_",
        "Bring in people from LinkedIn, Google, address books and other programs.",
    ),
    "export": (
        "relnotes.cli.export:export",
        "Write the people of the vault for address books, spreadsheets and other programs.",
    ),
    "triage": ("relnotes.cli.triage:triage", "Go through the candidates that imports left, five at a time."),
    "hook": ("relnotes.cli.hook:hook", "Check the notes on every commit, by a hook of Git."),
}


class _Commands(click.Group):
    """Commands that are imported when they run."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            from difflib import get_close_matches

            near = get_close_matches(cmd_name, COMMANDS, 1)
            ctx.fail(f"There is no command “{cmd_name}”." + (f" Did you mean {near[0]}?" if near else ""))
        module, function = COMMANDS[cmd_name][0].split(":")
        command: click.Command = getattr(importlib.import_module(module), function)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - the same
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="relnotes %(version)s")
@common
def cli() -> None:
    """Whom to reach out to, why now, and what was promised: from your notes about people.

    \b
    Begin with:
      relnotes init                     in an empty folder, or in your vault
      relnotes due                      whom to think of today
      relnotes keep "Ada" --every 6w    how often you want to be in touch
      relnotes watch                    keeps Due.md and the calendar feed true
    """


def main() -> None:
    """Run the command line; every end is an exit status, and every failure of the world one sentence."""
    from relnotes.shell.errors import CannotRun

    # A command makes hardly any cycles, and looking for them among all notes of a vault takes a quarter of its time.
    gc.disable()
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace")
    try:
        status = cli.main(prog_name="relnotes", standalone_mode=False, obj=Settings())
    except click.exceptions.Abort:
        sys.exit(130)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        sys.exit(0)
    except click.UsageError as error:
        path = error.ctx.command_path if error.ctx else "relnotes"
        click.echo(f"{path}: {error.format_message()} See {path} --help.", err=True)
        sys.exit(2)
    except click.ClickException as error:
        click.echo(f"relnotes: {error.format_message()}", err=True)
        sys.exit(2)
    except CannotRun as error:
        click.echo(f"relnotes: {error}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        # `relnotes due | head` is no failure; Python must not complain about the closed pipe while it ends.
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        click.echo(f"relnotes: {where}{error.strerror or error}.", err=True)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
    # Whatever is left ends with the process; Python need not look through it for cycles before.
    gc.freeze()
    sys.exit(status if isinstance(status, int) else 0)
