"""The only place that reads the clock."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from relnotes.model import Config


def today(config: Config) -> date:
    """The day it is where the user lives: in the config's time zone, else the machine's."""
    zone = ZoneInfo(config.timezone) if config.timezone else None
    return datetime.now(zone).date()  # noqa: TID251 - without a zone the machine's own is meant
