"""serve: the Today page and the feed over HTTP, kept true while it runs."""

import importlib.util
import sys

import click

from relnotes.cli.clock import today
from relnotes.cli.feed import print_service
from relnotes.cli.options import Settings, common
from relnotes.cli.where import vault_folder
from relnotes.shell.disk import load_config
from relnotes.shell.errors import CannotRun

PORT = 7356
_NEEDED = ("flask", "waitress", "nh3", "segno")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Listen here; 0.0.0.0 for the whole network.")
@click.option("--port", type=click.IntRange(1, 65535), default=PORT, show_default=True)
@click.option("--url", default="", help="The address that others use, when a proxy or a tunnel stands in between.")
@click.option("--print-address", is_flag=True, help="Print the addresses, with codes for a phone, and end.")
@click.option("--new-token", is_flag=True, help="Make new addresses; the old ones are not answered any more.")
@click.option(
    "--print-service",
    "service",
    type=click.Choice(["systemd", "launchd"]),
    help="Print what starts it at every login, and say where to put that.",
)
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@common
@click.pass_obj
def serve(
    settings: Settings,
    *,
    host: str,
    port: int,
    url: str,
    print_address: bool,
    new_token: bool,
    service: str | None,
    quiet: bool,
) -> None:
    """The Today page and the calendar feed over HTTP, kept true while it runs.

    \b
    relnotes serve                    for this machine: http://127.0.0.1:7356/
    relnotes serve --host 0.0.0.0     for your phone on the same network, with a secret in the address
    relnotes serve --print-address    where calendars find the feed

    It watches as `relnotes watch` does. It only reads your notes.
    """
    missing = [name for name in _NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        words = f"{sys.executable} -m pip install {' '.join(missing)}"
        raise CannotRun(f"relnotes serve needs what is not installed yet: {words}")
    from relnotes.shell.server.access import Access, read_url
    from relnotes.shell.server.keys import load_keys

    root = vault_folder(settings)
    config = load_config(root)
    if service:
        print_service(service, root, "serve", f"--host={host}", f"--port={port}", *([f"--url={url}"] if url else []))
        return
    access = Access(load_keys(new=new_token), host, port, read_url(url) if url else "")
    page, feeds = access.page(), access.feeds(config)
    if print_address:
        if settings.incognito:
            raise CannotRun("The addresses hold a secret, so they are not shown while incognito.")
        click.echo(_addresses(page, feeds, codes=not access.local), nl=False)
        return
    if not quiet:
        # A log must not hold the secret; a terminal may.
        secret = settings.incognito or not sys.stderr.isatty()
        shown = _addresses(page, feeds, codes=not access.local) if not secret else f"{access.base}/ (--print-address)\n"
        click.echo(shown, nl=False, err=True)
    from relnotes.shell.server.run import serve as run

    def say(line: str) -> None:
        if not quiet:
            click.echo("something changed, hidden while incognito" if settings.incognito else line, err=True)

    run(root, lambda config: settings.today or today(config), say, access, incognito=settings.incognito)


def _addresses(page: str, feeds: list[str], *, codes: bool) -> str:
    lines = [f"page      {page}"]
    for feed in feeds:
        lines += [f"calendar  {feed}", f"          webcal:{feed.partition(':')[2]}"]
    text = "\n".join(lines) + "\n"
    if codes:
        for what, address in (("the page", page), ("the calendar", feeds[0])):
            text += f"\n{what} on a phone:\n{_code(address)}"
    return text


def _code(address: str) -> str:
    """A QR code for a terminal, two dots a character."""
    import io

    import segno

    out = io.StringIO()
    segno.make(address, error="l", micro=False).terminal(out, border=2, compact=True)
    return out.getvalue()
