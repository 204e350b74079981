"""The only place that reads the clock."""

from datetime import date, datetime

from relnotes.model import Config


def now(config: Config) -> datetime:
    """The time that it is there."""
    zone = None
    if config.timezone:
        from zoneinfo import ZoneInfo

        zone = ZoneInfo(config.timezone)
    return datetime.now(zone)  # noqa: TID251 - without a zone the machine's own is meant


def today(config: Config) -> date:
    """The day it is where the user lives: in the config's time zone, else the machine's."""
    return now(config).date()
