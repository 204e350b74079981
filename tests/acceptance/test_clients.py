"""Real calendar programs take the feeds whole: the same events, on the same days, with the same texts."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.acceptance.drive import CLIENTS, Client, Shown, expected
from tests.conftest import CLIENT_ROW


@pytest.mark.parametrize("name", ["example", "weeks", "hard"])
@pytest.mark.parametrize(("client", "look"), CLIENTS, ids=[client for client, _ in CLIENTS])
def test_a_client_shows_what_the_feed_says(
    client: str, look: Client, name: str, feeds: dict[str, Path], tmp_path: Path, record_property: Callable[..., None]
) -> None:
    """Nothing is lost, doubled, moved to another day or changed in its words."""
    wanted = expected(feeds[name].read_bytes())
    seen = look(feeds[name], tmp_path)
    days, found_days = Counter(one.day for one in wanted.shown), Counter(one.day for one in seen.shown)
    told = [column for column in ("uid", "alarms") if getattr(seen.shown[0], column) is not None]
    plain = Counter(_told(one, told) for one in wanted.shown)
    found = Counter(_told(one, told) for one in seen.shown)
    right, same = (days & found_days).total(), (plain & found).total()
    total = len(wanted.shown)
    row = (client, name, f"{seen.items} of {wanted.items}", f"{right} of {total}", f"{same} of {total} the same")
    record_property(CLIENT_ROW, row)
    assert seen.items == wanted.items
    assert found_days == days
    assert (list((plain - found).elements())[:3], list((found - plain).elements())[:3]) == ([], [])


def _told(one: Shown, columns: list[str]) -> Shown:
    """What a client tells of an event, to compare it."""
    uid, alarms = one.uid if "uid" in columns else None, one.alarms if "alarms" in columns else None
    return one._replace(uid=uid, alarms=alarms)


def test_every_event_comes_up(feeds: dict[str, Path]) -> None:
    """In the days looked at, each event of the feeds has its day."""
    for feed in feeds.values():
        wanted = expected(feed.read_bytes())
        assert len({one.uid for one in wanted.shown}) == wanted.items
