"""The feed as a vdir: one calendar file an event, which khal, todoman and vdirsyncer read."""

from relnotes.model import Published
from relnotes.render.ics import PRODUCT


def render_vdir(feed: Published) -> dict[str, bytes]:
    """Each event's file, by UID."""
    head = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:{PRODUCT}\r\n".encode()
    return {uid: head + event.raw + b"END:VCALENDAR\r\n" for uid, event in feed.events.items()}
