"""recurring-ical-events over icalendar: FEED FROM UNTIL -> a JSON line for each event of each day."""

import json
import sys
from datetime import date
from pathlib import Path

from icalendar import Calendar
from recurring_ical_events import of

feed, start, until = sys.argv[1:]
for event in of(Calendar.from_ical(Path(feed).read_bytes())).between(
    date.fromisoformat(start), date.fromisoformat(until)
):
    shown = {"uid": str(event["UID"]), "day": event["DTSTART"].dt.isoformat(), "summary": str(event["SUMMARY"])}
    alarms = len(event.walk("VALARM"))
    print(json.dumps(shown | {"description": str(event.get("DESCRIPTION", "")), "alarms": alarms}))
