"""How many requests a second the feed takes over HTTP, beside Radicale with the same calendar of 1,000 events.

`python -m tests.bench.http ROUNDS` where `radicale` is on the PATH. Each row is asked over a few connections that are
kept open where the server keeps them, for so many seconds, in turns so that both servers see the same machine. Prints
the requests a second of each row and round as JSON. The client is Python too, and slows all rows alike.
"""

import http.client
import json
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

from tests.acceptance.drive import caldav_on
from tests.bench import vault
from tests.bench.measure import in_turns
from tests.shell.server.serving import Served

CONTACTS = 455
"""So many have a thousand events in their feed."""
CONNECTIONS = 4
SECONDS = 2.0


class Asked(NamedTuple):
    """One thing that is asked for, and the status that comes back."""

    name: str
    port: int
    path: str
    headers: Mapping[str, str]
    status: int


def rate(asked: Asked) -> float:
    """Requests a second."""
    counts = [0] * CONNECTIONS
    start = time.monotonic()

    def ask(nth: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", asked.port, timeout=30)
        while time.monotonic() - start < SECONDS:
            connection.request("GET", asked.path, headers=dict(asked.headers))
            answer = connection.getresponse()
            answer.read()
            if answer.status != asked.status:
                return
            counts[nth] += 1
        connection.close()

    threads = [threading.Thread(target=ask, args=(nth,)) for nth in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if not all(counts):
        raise RuntimeError(f"{asked.name} did not answer as it should: {counts}")
    return sum(counts) / (time.monotonic() - start)


@contextmanager
def servers(folder: Path) -> Iterator[list[Asked]]:
    """Both of them, with the same feed."""
    served = Served(vault.build(folder / "vault", CONTACTS), folder / "state")
    with served, caldav_on(folder) as (_, ask):
        address = served.addresses()["relnotes.ics"]
        first = served.get(address)
        events = first.data.count(b"BEGIN:VEVENT")
        if not 900 < events < 1100:
            raise RuntimeError(f"the feed has {events} events, not about 1,000: change CONTACTS")
        if ask("PUT", "/nadia/contacts/", first.data, "text/calendar")[0] != 201:
            raise RuntimeError("Radicale did not take the feed")
        assert isinstance(ask, partial)
        theirs = {"Authorization": "Basic bmFkaWE6eA=="}
        tag = {"If-None-Match": first.headers["ETag"]}
        yield [
            Asked("200", served.port, address, {}, 200),
            Asked("304", served.port, address, tag, 304),
            Asked("page 304", served.port, "/", {"If-None-Match": served.get("/").headers["ETag"]}, 304),
            Asked("Radicale 200", ask.args[0], "/nadia/contacts/", theirs, 200),
        ]


def main(rounds: int) -> None:
    with tempfile.TemporaryDirectory() as name, servers(Path(name)) as asked:
        figures = in_turns(rounds, *(partial(rate, one) for one in asked))
    print(json.dumps({one.name: runs.each for one, runs in zip(asked, figures, strict=True)}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
