"""Home Assistant's `ical`, the strictest reader: FEED FROM UNTIL -> a JSON line for each event of each day."""

import json
import sys
from datetime import date
from pathlib import Path

from ical.calendar_stream import IcsCalendarStream

feed, start, until = sys.argv[1:]
calendar = IcsCalendarStream.calendar_from_ics(Path(feed).read_bytes().decode())
for event in calendar.timeline.overlapping(date.fromisoformat(start), date.fromisoformat(until)):
    shown = {"uid": event.uid, "day": event.start.isoformat(), "summary": event.summary}
    print(json.dumps(shown | {"description": event.description or "", "alarms": len(event.alarm)}))
