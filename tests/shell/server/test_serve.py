"""relnotes serve over real connections: who may ask, by which name, and what they get."""

import email.utils
import json
import os
import re
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.conftest import DAY, Run
from tests.shell.server.serving import KEY, Answer, Served
from tests.shell.watching import Watched


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("vault")
    (root / "People").mkdir()
    (root / "People/Leila Hassan.md").write_text(
        "---\ntags: [person]\ncadence: 6 weeks\nbirthday: 1990-11-27\n---\n## Log\n"
        "- 2026-09-02 coffee: her move to infra\n  - promised: review her talk\n"
    )
    (root / "People/Omar.md").write_text(
        "---\ntags: [person]\ncadence: 8w\npaused: true\n---\nWith [[Leila Hassan]].\n"
    )
    (root / "People/Sara.md").write_text("---\ntags: [person]\nbirthday: 11-27\n---\n")
    (root / "relnotes.toml").write_text(
        'people = ["People"]\n[[feeds]]\npath = "birthdays.ics"\nkinds = ["birthday"]\n'
    )
    return root


@pytest.fixture(scope="module")
def served(vault: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with Served(vault, tmp_path_factory.mktemp("state")) as running:
        yield running


def test_the_page_of_today(served: Served) -> None:
    """Who is due and why, the brief behind a click, what comes, what was promised, who rests; safe by its headers."""
    answer = served.get("/")
    assert answer.status == 200
    for words in ("Monday 23 November 2026", "Leila Hassan", "Before you write", "her move to infra", "Coming up"):
        assert words in answer.text
    assert re.search(r"What you promised.*review her talk.*Resting.*Omar", answer.text, re.DOTALL)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "Server" not in answer.headers
    assert set(re.findall(r'(?:src|href|action)="([^"]+)"', answer.text)) <= {
        "#main", "/", "/search", "/language/ar?to=/", "/people/People/Leila%20Hassan", "/people/People/Omar",
        "/people/People/Sara", "/static/style.css", "/static/page.js", "/static/icon.svg",
    }  # fmt: skip


def test_the_page_of_a_person(served: Served) -> None:
    """The note itself below what is due, its links as pages, and who links to it."""
    answer = served.get("/people/People/Leila%20Hassan")
    assert answer.status == 200
    assert re.search(r"<h1><bdi>Leila Hassan</bdi></h1>.*<li>2026-09-02 coffee", answer.text, re.DOTALL)
    assert re.search(r'Mentioned in</h2>\s*<ul>\s*<li><a href="/people/People/Omar">', answer.text)
    assert '<a href="/people/People/Leila%20Hassan"' in served.get("/people/People/Omar").text


def test_search(served: Served) -> None:
    """All words of the search, wherever they stand in a note; nothing found is said."""
    assert "her move to infra" in served.get("/search?q=infra+MOVE").text
    assert "Nothing was found." in served.get("/search?q=zebra").text
    assert served.get("/search").status == 200


def test_due_json_is_what_the_command_line_says(served: Served, vault: Path, relnotes: Run) -> None:
    """The same promise of a shape."""
    assert json.loads(served.get("/due.json").text) == json.loads(
        relnotes("-C", str(vault), "--today", DAY, "due", "--format", "json").stdout
    )


def test_the_feeds_are_the_files(served: Served, vault: Path) -> None:
    """Each feed has an address with a key of its own, and its bytes are those in the vault."""
    addresses = served.addresses()
    assert set(addresses) == {"page", "relnotes.ics", "birthdays.ics"}
    for name in ("relnotes.ics", "birthdays.ics"):
        answer = served.get(addresses[name])
        assert answer.data == (vault / name).read_bytes()
        assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
        assert answer.headers["Cache-Control"] == "private, no-cache"
        modified = email.utils.parsedate_to_datetime(answer.headers["Last-Modified"]).timestamp()
        assert modified == int((vault / name).stat().st_mtime)
        assert "Content-Encoding" not in answer.headers
    mixed = addresses["birthdays.ics"].replace("birthdays", "relnotes")
    assert served.get(mixed).status == 404


def test_conditional_requests(served: Served) -> None:
    """304 to those who have it: by ETag before the date; what is no date or another ETag gets it whole."""
    address = served.addresses()["relnotes.ics"]
    first = served.get(address)
    tag, modified = first.headers["ETag"], first.headers["Last-Modified"]
    assert tag.startswith('"')
    long_ago = "Mon, 01 Jan 2024 00:00:00 GMT"

    def status(**headers: str) -> int:
        return served.get(address, {name.replace("_", "-"): value for name, value in headers.items()}).status

    assert status(If_None_Match=tag) == 304
    assert status(If_None_Match=f'"other", W/{tag}') == 304
    assert status(If_None_Match=tag, If_Modified_Since=long_ago) == 304
    assert status(If_None_Match='"other"', If_Modified_Since=modified) == 200
    assert status(If_Modified_Since=modified) == 304
    assert status(If_Modified_Since=long_ago) == 200
    assert status(If_Modified_Since="yesterday") == 200
    assert served.get(address, {"If-None-Match": tag}).data == b""
    head = served.get(address, method="HEAD")
    assert (head.status, head.data, head.headers["ETag"]) == (200, b"", tag)
    assert head.headers["Content-Length"] == str(len(first.data))
    page = served.get("/")
    assert served.get("/", {"If-None-Match": page.headers["ETag"]}).status == 304


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "192.0.2.7", "[", ""])
def test_a_wrong_host_is_refused(served: Served, host: str) -> None:
    """A page elsewhere that points its own name at this machine reads nothing."""
    answer = served.get("/", {"Host": host})
    assert answer.status in {400, 421}
    assert b"Leila" not in answer.data
    assert served.get("/", {"Host": f"localhost:{served.port}"}).status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/people/../relnotes.toml", "/people/..%2f..%2fetc%2fpasswd", "/people/People/Leila%20Hassan.md",
        "/people/%00", "/people//etc/passwd", "/static/../pages.py", "/static/..%2f..%2fpages.py", "/relnotes.ics",
        "//evil.example/", "/Due.md", "/.git/config", "/people/People", "/language/de",
        "/language/ar?to=//evil.example",
        "/language/ar?to=https://evil.example", "/language/ar?to=/%5Cevil.example", f"/{'A' * 43}/",
        f"/{'A' * 43}/relnotes.ics",
    ],
)  # fmt: skip
def test_paths_that_lead_nowhere(served: Served, path: str) -> None:
    """Only what is listed has a page: paths are looked up among the contacts, never on the disk."""
    answer = served.get(path)
    assert answer.status == 404
    assert b"passwd" not in answer.data and b"Leila" not in answer.data


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 40_000 + b"\r\n\r\n", b"431"),
        (b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9000000\r\n\r\n", b"413"),
        (b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n", b"405"),
        (b"DELETE /due.json HTTP/1.1\r\nHost: localhost\r\n\r\n", b"405"),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n", b"400"),
        (b"GET /\x00\xff HTTP/9\r\nfolded\r\n more\r\n\r\n", b"400"),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", b"400"),
    ],
)
def test_requests_that_are_none(served: Served, data: bytes, status: bytes) -> None:
    """Huge, malformed or meant to write: refused, and the next one is served."""
    assert served.send(data).split(b" ", 2)[1] == status
    assert served.get("/").status == 200


def test_idle_connections_do_not_stand_in_the_way(served: Served) -> None:
    """Two hundred that say nothing, or half a request, and everybody else is still served."""
    with ExitStack() as stack:
        for number in range(200):
            idle = stack.enter_context(socket.create_connection(("127.0.0.1", served.port)))
            if number % 2:
                idle.sendall(b"GET / HTTP/1.1\r\nHost: loc")
        for _ in range(20):
            assert served.get("/").status == 200


def test_the_language_is_kept(served: Served) -> None:
    """Switching goes back to the page, in that language from then on."""
    answer = served.get("/language/ar?to=/people/People/Omar")
    assert (answer.status, answer.headers["Location"]) == (303, "/people/People/Omar")
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie
    page = served.get("/", {"Cookie": cookie.partition(";")[0]})
    assert '<html lang="ar" dir="rtl">' in page.text
    assert "الاثنين" in page.text
    assert served.get("/").text.startswith('<!doctype html>\n<html lang="en" dir="ltr">')


def test_on_the_network_everything_needs_its_key(vault: Path, tmp_path: Path) -> None:
    """With --host the pages have a key too; the feed's key opens the feed alone, the page's the pages alone."""
    with Served(vault, tmp_path / "state", "--host", "0.0.0.0") as served:  # noqa: S104 - what is tried
        addresses = served.addresses()
        page, feed = addresses["page"], addresses["relnotes.ics"]
        for path in ("/", "/due.json", "/people/People/Omar", "/static/style.css", "/search?q=infra"):
            assert served.get(path).status == 404
            assert b"Not Found" in served.get(path).data
            assert served.get(page + path.lstrip("/")).status == 200
        assert f'href="{page}people/People/Omar"' in served.get(page).text
        assert served.get(feed).status == 200
        key = feed.split("/")[1]
        assert served.get(f"/{key}/").status == served.get(f"/{key}/due.json").status == 404
        assert served.get(page + "relnotes.ics").status == 404
        off = page[:-2] + ("A" if page[-2] != "A" else "B") + "/"
        assert served.get(off).status == 404
        assert served.get(page, {"Host": "evil.example"}).status == 421


def test_another_address_is_answered_by_its_name_and_key(vault: Path, tmp_path: Path) -> None:
    """Behind a proxy the pages need their key, whatever name the proxy asks by."""
    with Served(vault, tmp_path / "state", "--url", "https://notes.example.org") as served:
        assert served.get("/").status == 404
        assert served.get("/", {"Host": "notes.example.org"}).status == 404
        assert served.get("/", {"Host": "other.example.org"}).status == 421


def test_new_addresses(vault: Path, tmp_path: Path, relnotes: Run) -> None:
    """--new-token ends the old addresses; the secret is readable by its owner only."""
    state = tmp_path / "state"
    with Served(vault, state) as served:
        before = served.addresses()
    secret = state / "relnotes/serve.key"
    assert secret.stat().st_mode & 0o777 == 0o600
    secret.chmod(0o644)
    with Served(vault, state, "--new-token") as served:
        assert served.get(before["relnotes.ics"]).status == 404
    assert secret.stat().st_mode & 0o777 == 0o600
    secret.write_text("nonsense\n")
    done = relnotes("-C", str(vault), "serve", "--print-address", status=2, XDG_STATE_HOME=str(state))
    assert "holds no key: relnotes serve --new-token" in done.stderr


def test_a_page_is_newer_after_an_edit(example: Path, tmp_path: Path) -> None:
    """An edit of a note is on the page, in the feed and in the vault's files."""
    with Served(example, tmp_path / "state") as served:
        tag = served.get("/").headers["ETag"]
        (example / "People/New Friend.md").write_text("---\ntags: [person]\ncadence: 4 weeks\n---\n- 2026-01-02 call\n")
        served.until(lambda: "New Friend" in served.get("/").text, "the edit is on the page")
        assert served.get("/", {"If-None-Match": tag}).status == 200
        served.until(lambda: "New Friend" in served.get(served.addresses()["relnotes.ics"]).text, "and in the feed")
        assert "New Friend" in (example / "Due.md").read_text()


def test_what_is_wrong_is_on_the_page(example: Path, tmp_path: Path) -> None:
    """A mistake in the config: the page stays as it was and says so, until it is mended."""
    with Served(example, tmp_path / "state") as served:
        config = (example / "relnotes.toml").read_text()
        (example / "relnotes.toml").write_text("peeple = []\n")
        served.until(lambda: "This is how it was." in served.get("/").text, "it is said")
        assert "peeple" in served.get("/").text and "Ingrid Tveitane" in served.get("/").text
        (example / "relnotes.toml").write_text(config)
        served.until(lambda: "This is how it was." not in served.get("/").text, "it is over")


def test_beside_a_watcher_it_only_reads(example: Path, tmp_path: Path) -> None:
    """Two programs never write the same outputs; when the watcher ends, the server goes on in its place."""
    with Watched(example, tmp_path / "log") as watched, Served(example, tmp_path / "state") as served:
        note = example / "People/New Friend.md"
        note.write_text("---\ntags: [person]\ncadence: 4 weeks\n---\n- 2026-01-02 call\n")
        watched.until(lambda: "New Friend" in watched.due(), "the watcher writes")
        served.until(lambda: "New Friend" in served.get("/").text, "the page shows it")
        assert "wrote" not in served.said()
        watched.process.terminate()
        watched.process.wait(10)
        note.unlink()
        served.until(lambda: "New Friend" not in (example / "Due.md").read_text(), "the server writes")


def test_incognito_shows_nobody(example: Path, tmp_path: Path) -> None:
    """On a shared screen the page has its shape, and no name, text, place or address."""
    with Served(example, tmp_path / "state", "--incognito") as served:
        page = served.get("/")
        assert "Person 1" in page.text
        names = [path.stem for path in (example / "People").iterdir()]
        assert len(names) >= 20
        found: list[Answer] = [page, served.get("/due.json"), served.get("/search?q=infra")]
        assert not [name for name in names for answer in found if name in answer.text]
        assert served.get("/people/People/Ingrid%20Tveitane").status == 404
        assert "hidden while incognito" in served.get("/people/People/Ingrid%20Tveitane").text


def test_as_a_service(vault: Path, relnotes: Run) -> None:
    """At every login with the same options; the unit holds no secret."""
    done = relnotes("-C", str(vault), "serve", "--host", "192.0.2.1", "--print-service", "systemd")
    assert f"-m relnotes -C {vault} serve --host=192.0.2.1 --port=7356" in done.stdout.replace('"', "")
    assert not re.search(KEY, done.stdout.replace("relnotes", ""))


def test_doctor_knows_the_secret(vault: Path, tmp_path: Path, relnotes: Run) -> None:
    """A secret that others can read is named; one that nobody can is fine; none is no matter."""

    def said() -> list[str]:
        done = relnotes("-C", str(vault), "doctor", "--format", "json", status=None, XDG_STATE_HOME=str(tmp_path))
        return [one["state"] for one in json.loads(done.stdout)["results"] if one["about"] == "serve"]

    assert said() == []
    relnotes("-C", str(vault), "serve", "--print-address", XDG_STATE_HOME=str(tmp_path))
    assert said() == ["fine"]
    (tmp_path / "relnotes/serve.key").chmod(0o644)
    assert said() == ["wrong"]


def test_what_cannot_be_served_is_said(vault: Path, tmp_path: Path, relnotes: Run) -> None:
    """A port that is taken, an address that is none: one sentence, what to do, status 2."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = relnotes("-C", str(vault), "serve", "--port", port, status=2)
    assert f"127.0.0.1:{port} cannot be listened on: Address already in use. Another port:" in done.stderr
    for url in ("notes.example.org", "https://example.org/notes", "https://me@example.org", "ftp://example.org"):
        done = relnotes("-C", str(vault), "serve", "--url", url, status=2)
        assert f"“{url}” is no address" in done.stderr
    # Without the extra: a folder in front of the path whose flask is no package that can be found.
    blind = tmp_path / "blind"
    blind.mkdir()
    (blind / "sitecustomize.py").write_text(
        "import importlib.util as u\nfind = u.find_spec\n"
        "u.find_spec = lambda name, *a: None if name in ('flask', 'nh3') else find(name, *a)\n"
    )
    path = os.pathsep.join([str(blind), str(Path(__file__).parents[3])])
    done = relnotes("-C", str(vault), "serve", status=2, PYTHONPATH=path)
    assert "relnotes serve needs what is not installed yet: " in done.stderr
    assert done.stderr.strip().endswith("-m pip install flask nh3")


def test_it_waits_while_the_notes_are_read(vault: Path, tmp_path: Path) -> None:
    """Whoever asks too early is told to come again."""
    served = Served(vault, tmp_path / "state")
    statuses = set()
    end = time.monotonic() + 30
    while 200 not in statuses and time.monotonic() < end:
        try:
            answer = served.get("/")
        except OSError:
            continue
        statuses.add(answer.status)
        assert answer.status == 200 or (answer.status, answer.headers["Retry-After"]) == (503, "5")
    with served:
        assert 200 in statuses
