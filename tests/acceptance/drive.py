"""Real calendar programs, driven: each takes a feed and says which events it shows on which days.

A client is one function and one line in `CLIENTS`. They run in a time zone far from UTC, where an event of a whole day
would slip to another day if it were taken for a moment.
"""

import http.client
import json
import os
import re
import shutil
import socket
import subprocess
import threading
import time
from base64 import b64encode
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple
from xml.etree import ElementTree as ET

import pytest

from tests.acceptance.feedcheck import Feed, Part
from tests.conftest import ROOT

HERE = Path(__file__).parent
PROGRAMS = ROOT / ".clients" / "bin"
FROM, UNTIL = date(2026, 10, 1), date(2028, 4, 1)
"""Every yearly event comes up in these days, and so does a 29 February."""

_ZONE = "Pacific/Auckland"
_KHAL = """\
[calendars]
[[feed]]
path = {folder}
readonly = True
[locale]
local_timezone = {zone}
default_timezone = {zone}
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {database}
"""
_VDIRSYNCER = """\
[general]
status_path = "{status}"
[pair feed]
a = "local"
b = "remote"
collections = null
[storage local]
type = "filesystem"
path = "{folder}"
fileext = ".ics"
[storage remote]
type = "http"
url = "{url}"
"""


class Shown(NamedTuple):
    """An event on a day, as a client shows it; what it does not tell is None."""

    day: str
    summary: str
    description: str
    uid: str | None = None
    alarms: int | None = None


class Seen(NamedTuple):
    """What a client makes of a feed: how many events it holds, and what it shows day by day."""

    items: int
    shown: list[Shown]


def expected(data: bytes) -> Seen:
    """What a feed says, by our own reading of its lines."""
    events = Feed(data).events
    shown = [
        Shown(day.isoformat(), one.text("SUMMARY"), one.text("DESCRIPTION"), one.get("UID"), len(one.parts))
        for one in events
        for day in _days(one)
        if FROM <= day < UNTIL
    ]
    return Seen(len(events), shown)


def _days(event: Part) -> Iterator[date]:
    digits, rule = event.get("DTSTART"), event.get("RRULE")
    start = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    if not rule:
        yield start
    elif "BYYEARDAY" in rule:
        yield from (date(year, 1, 1) + timedelta(days=59) for year in range(start.year, UNTIL.year + 1))
    elif "BYMONTHDAY" in rule:
        yield from (date(year, 2, monthrange(year, 2)[1]) for year in range(start.year, UNTIL.year + 1))
    else:
        yield from (start.replace(year=year) for year in range(start.year, UNTIL.year + 1))


def program(name: str, *words: str) -> list[str]:
    """A command of a client that is installed; else the test is skipped, or fails where all have to be there."""
    found = shutil.which(name, path=f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}")
    if not found:
        missing(f"{name} is not installed: run .ci/clients")
    return [str(found), *words]


def missing(reason: str) -> None:
    if os.environ.get("RELNOTES_CLIENTS") == "required":
        pytest.fail(reason)
    pytest.skip(reason)


def run(
    words: Sequence[str | Path], home: Path, text: str | None = None, env: Mapping[str, str] = MappingProxyType({})
) -> str:
    """What a program prints, in a home of its own."""
    full = {"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8", "TZ": _ZONE, **env}
    done = subprocess.run(words, env=full, capture_output=True, input=text, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-2000:] or done.stdout[-2000:]
    return done.stdout


def _reads(command: Callable[[Path], list[str]], feed: Path, home: Path, day: str = "%Y-%m-%d") -> Seen:
    """A library, in a few lines of its own language that print an event a line as JSON."""
    lines = run([*command(home), str(feed), FROM.strftime(day), UNTIL.strftime(day)], home).splitlines()
    shown = [Shown(**json.loads(line)) for line in lines]
    return Seen(len({one.uid for one in shown}), shown)


def _javascript(script: str, package: str, _: Path) -> list[str]:
    if not (HERE / "node_modules" / package).is_dir():
        missing(f"{package} is not installed: run .ci/clients")
    return program("node", str(HERE / "clients" / script))


def _python(script: str, package: str, _: Path) -> list[str]:
    if not any((PROGRAMS.parent / "lib").glob(f"python3*/site-packages/{package}")):
        missing(f"{package} is not installed: run .ci/clients")
    return [str(PROGRAMS / "python"), str(HERE / "clients" / script)]


def _libical(home: Path) -> list[str]:
    """Compiled where it is used; the library itself has no program."""
    words = program("pkg-config", "--cflags", "--libs", "libical")
    config = subprocess.run(words, capture_output=True, text=True, check=False)
    if config.returncode:
        missing("libical-dev is not installed: run .ci/clients")
    built = home / "libical"
    run(
        program("gcc", "-Wall", "-Werror", "-o", str(built), str(HERE / "clients/libical.c"), *config.stdout.split()),
        home,
    )
    return [str(built)]


def calcurse(feed: Path, home: Path) -> Seen:
    """calcurse imports the feed, and lists what each day holds. Its notes are indented."""
    here = program("calcurse", "-q", "-D", str(home / "calcurse"), "-C", str(home / "calcurse"))
    (home / "calcurse").mkdir()
    said = run([*here, "-i", str(feed)], home)
    assert not re.search("could not|malformed|Abort", said), said
    form = "\x1d%m\x1f%N\x1e"
    formats = ("--input-datefmt", "4", "--output-datefmt", "%Y-%m-%d")
    days = ("--from", str(FROM), "--to", str(UNTIL - timedelta(days=1)))
    found = run([*here, "-Q", *formats, *days, "--format-event", form, "--format-recur-event", form], home)
    shown, day = [], ""
    for heading, summary, note in re.findall("(\\d{4}-\\d\\d-\\d\\d):\n|\x1d([^\x1f]*)\x1f([^\x1e]*)\x1e", found):
        day = heading or day
        if not heading:
            described = "\n".join(line.removeprefix("\t") for line in note.strip("\n").split("\n"))
            shown.append(Shown(day, summary, described))
    return Seen(len((home / "calcurse/apts").read_text().splitlines()), shown)


class Synced:
    """A feed on a server, vdirsyncer which takes it to a folder, and khal which shows that."""

    def __init__(self, home: Path, url: str) -> None:
        self.home = home
        self.folder = home / "synced"
        self.feed = home / "served" / "relnotes.ics"
        """What the server gives."""
        status = home / "status"
        self.config = home / "vdirsyncer.conf"
        self.config.write_text(_VDIRSYNCER.format(status=status, folder=self.folder, url=f"{url}/relnotes.ics"))

    def sync(self) -> None:
        """Let vdirsyncer fetch what is published."""
        command = program("vdirsyncer", "-c", str(self.config))
        if not self.folder.exists():
            run([*command, "discover"], self.home, "y\n" * 9)
        run([*command, "sync"], self.home)

    def show(self, start: date = FROM, until: date = UNTIL) -> list[Shown]:
        """What khal lists; the identities are vdirsyncer's own."""
        return [one._replace(uid=None) for one in khal_list(self.folder, self.home, start, until)]


def khal_list(folder: Path, home: Path, start: date = FROM, until: date = UNTIL) -> list[Shown]:
    """What khal lists of a vdir."""
    config = home / "khal.conf"
    config.write_text(_KHAL.format(folder=folder, zone=_ZONE, database=home / "khal.db"))
    fields = [word for name in ("start-date", "title", "description", "uid") for word in ("--json", name)]
    days = (str(start), str(until - timedelta(days=1)))
    found = run(program("khal", "-c", str(config), "list", *fields, *days), home)
    events = [event for line in found.splitlines() for event in json.loads(line)]
    return [Shown(event["start-date"], event["title"], event["description"], event["uid"]) for event in events]


@contextmanager
def subscribed(home: Path) -> Iterator[Synced]:
    """A server, with vdirsyncer and khal set up to read a feed from it."""
    (home / "served").mkdir()
    with serving(home / "served") as url:
        yield Synced(home, url)


def khal(feed: Path, home: Path) -> Seen:
    """By way of vdirsyncer, as one subscribes to a feed with it: an item a file."""
    with subscribed(home) as synced:
        shutil.copy(feed, synced.feed)
        synced.sync()
        return Seen(len(list(synced.folder.glob("*.ics"))), synced.show())


def radicale(feed: Path, home: Path) -> Seen:
    """Put on a CalDAV server, and asked for again day by day."""
    with caldav_on(home) as (_, ask):
        assert ask("PUT", "/nadia/contacts/", feed.read_bytes(), "text/calendar")[0] == 201
        status, answer = ask("REPORT", "/nadia/contacts/", query().encode(), "application/xml")
        assert status == 207, answer
    return from_caldav(answer)


def query() -> str:
    """What a client asks of a CalDAV calendar: each event, day by day."""
    days = {"start": f"{FROM:%Y%m%d}T000000Z", "end": f"{UNTIL:%Y%m%d}T000000Z"}
    limits = " ".join(f'{key}="{value}"' for key, value in days.items())
    return (
        '<C:calendar-query xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">'
        f"<prop><C:calendar-data><C:expand {limits}/></C:calendar-data></prop>"
        '<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">'
        f"<C:time-range {limits}/></C:comp-filter></C:comp-filter></C:filter></C:calendar-query>"
    )


def from_caldav(answer: bytes) -> Seen:
    """What a server answered to that."""
    responses = ET.fromstring(answer).findall("{DAV:}response")  # noqa: S314 - the answer of a server that we started
    shown = []
    for data in (one.findtext(".//{urn:ietf:params:xml:ns:caldav}calendar-data") or "" for one in responses):
        for event in Feed("\r\n".join(data.splitlines()).encode() + b"\r\n").events:
            digits = event.get("DTSTART")
            day = f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}"
            texts = (event.text("SUMMARY"), event.text("DESCRIPTION"))
            shown.append(Shown(day, *texts, event.get("UID"), len(event.parts)))
    return Seen(len(responses), shown)


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """A web server for a folder; its address."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()


Ask = Callable[[str, str, bytes, str], tuple[int, bytes]]


@contextmanager
def caldav_on(home: Path) -> Iterator[tuple[str, Ask]]:
    """Radicale with an empty storage: its address, and how to ask it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = ("--hosts", f"127.0.0.1:{port}", "--auth-type", "none", "--storage-filesystem-folder", str(home / "dav"))
    env = {"PATH": os.environ["PATH"], "HOME": str(home), "TZ": _ZONE, "LANG": "C.UTF-8"}
    log = (home / "radicale.log").open("wb")
    with log, subprocess.Popen(program("radicale", *words), env=env, stdout=log, stderr=log) as server:
        try:
            _wait_for(port, server)
            yield f"http://127.0.0.1:{port}/", partial(_ask, port)
        finally:
            server.terminate()


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert server.poll() is None, "radicale ended"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("radicale does not listen")


def _ask(port: int, method: str, path: str, body: bytes, kind: str) -> tuple[int, bytes]:
    headers = {"Authorization": "Basic " + b64encode(b"nadia:x").decode(), "Content-Type": kind, "Depth": "1"}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    return answer.status, answer.read()


Client = Callable[[Path, Path], Seen]

CLIENTS: tuple[tuple[str, Client], ...] = (
    ("vdirsyncer, khal", khal),
    ("ical.js", partial(_reads, partial(_javascript, "icaljs.mjs", "ical.js"))),
    ("node-ical", partial(_reads, partial(_javascript, "nodeical.mjs", "node-ical"))),
    ("Home Assistant's ical", partial(_reads, partial(_python, "homeassistant.py", "ical"))),
    ("calcurse", calcurse),
    ("libical, restrictions", partial(_reads, _libical, day="%Y%m%d")),
    ("vobject, validated", partial(_reads, partial(_python, "vobject_.py", "vobject"))),
    ("recurring-ical-events", partial(_reads, partial(_python, "recurring.py", "recurring_ical_events"))),
    ("Radicale, PUT, REPORT", radicale),
)
