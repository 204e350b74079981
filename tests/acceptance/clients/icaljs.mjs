// ical.js, which Thunderbird and Nextcloud use: FEED FROM UNTIL -> a JSON line for each event of each day.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const [feed, from, until] = process.argv.slice(2);
const calendar = new ICAL.Component(ICAL.parse(readFileSync(feed, "utf8")));
const [start, end] = [ICAL.Time.fromDateString(from), ICAL.Time.fromDateString(until)];

for (const component of calendar.getAllSubcomponents("vevent")) {
  const event = new ICAL.Event(component, { strictExceptions: true });
  const days = [];
  if (event.isRecurring()) {
    const each = event.iterator();
    for (let day = each.next(); day && day.compare(end) < 0; day = each.next()) days.push(day);
  } else {
    days.push(event.startDate);
  }
  for (const day of days) {
    if (day.compare(start) < 0 || day.compare(end) >= 0) continue;
    const alarms = component.getAllSubcomponents("valarm").length;
    const { uid, summary, description } = event;
    console.log(JSON.stringify({ uid, day: day.toString(), summary, description: description ?? "", alarms }));
  }
}
