"""How many requests a second the feed takes over HTTP, beside Radicale with the same calendar.

`python -m tests.bench.http` after `.ci/clients`. Each row is asked over a few connections that are kept open where the
server keeps them, for so many seconds or requests, whichever ends first, in turns so that both see the same machine.
"""

import http.client
import shutil
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

from tests.acceptance.drive import caldav_on
from tests.conftest import ROOT
from tests.shell.server.serving import Served

CONNECTIONS = 4
SECONDS = 4.0
REQUESTS = 20_000
ROUNDS = 3


class Row(NamedTuple):
    """One thing that is asked for, and the status that comes back."""

    name: str
    port: int
    path: str
    headers: Mapping[str, str]
    status: int


def rate(row: Row) -> float:
    """Requests a second."""
    counts = [0] * CONNECTIONS
    start = time.monotonic()

    def ask(nth: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", row.port, timeout=30)
        while counts[nth] < REQUESTS // CONNECTIONS and time.monotonic() - start < SECONDS:
            connection.request("GET", row.path, headers=dict(row.headers))
            answer = connection.getresponse()
            answer.read()
            assert answer.status == row.status, answer.status
            counts[nth] += 1
        connection.close()

    threads = [threading.Thread(target=ask, args=(nth,)) for nth in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.monotonic() - start)


@contextmanager
def rows(folder: Path) -> Iterator[list[Row]]:
    """Both servers, with the feed of the example vault."""
    vault = Path(shutil.copytree(ROOT / "vault-example", folder / "vault"))
    served = Served(vault, folder / "state")
    with served, caldav_on(folder) as (_, ask):
        address = served.addresses()["relnotes.ics"]
        first = served.get(address)
        assert ask("PUT", "/nadia/contacts/", first.data, "text/calendar")[0] == 201
        theirs = {"Authorization": "Basic bmFkaWE6eA=="}
        assert isinstance(ask, partial)
        port = ask.args[0]
        tag = {"If-None-Match": first.headers["ETag"]}
        yield [
            Row("relnotes 200", served.port, address, {}, 200),
            Row("relnotes 304", served.port, address, tag, 304),
            Row("relnotes page 304", served.port, "/", {"If-None-Match": served.get("/").headers["ETag"]}, 304),
            Row("Radicale 200", port, "/nadia/contacts/", theirs, 200),
        ]


def main(show: Callable[[str], None] = print) -> None:
    with tempfile.TemporaryDirectory() as name, rows(Path(name)) as found:
        rates: dict[str, list[float]] = {row.name: [] for row in found}
        for _ in range(ROUNDS):
            for row in found:
                rates[row.name].append(rate(row))
        baseline = statistics.median(rates["Radicale 200"])
        show(f"{'':20}{'requests/s':>12}{'x Radicale':>12}   (median of {ROUNDS}, {CONNECTIONS} connections)")
        for row_name, each in rates.items():
            median = statistics.median(each)
            show(f"{row_name:20}{median:12.0f}{median / baseline:12.1f}")


if __name__ == "__main__":
    main()
