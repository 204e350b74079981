"""vobject, which validates: FEED FROM UNTIL -> a JSON line for each event of each day."""

import json
import sys
from datetime import datetime
from pathlib import Path

import vobject

feed, start, until = sys.argv[1:]
calendar = vobject.readOne(Path(feed).read_bytes().decode())
calendar.validate(raiseException=True)
low, high = datetime.fromisoformat(start), datetime.fromisoformat(until)
for event in calendar.vevent_list:
    midnight = datetime.combine(event.dtstart.value, datetime.min.time())
    rules = event.getrruleset()
    for day in rules.between(low, high, inc=True) if rules else [midnight]:
        if low <= day < high:
            shown = {"uid": event.uid.value, "day": day.date().isoformat(), "summary": event.summary.value}
            described = event.description.value if hasattr(event, "description") else ""
            print(json.dumps(shown | {"description": described, "alarms": len(event.contents.get("valarm", []))}))
