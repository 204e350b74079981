// node-ical, which many home dashboards use: FEED FROM UNTIL -> a JSON line for each event of each day.
import ical from "node-ical";

const [feed, from, until] = process.argv.slice(2);
const day = (date) =>
  [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((n) => String(n).padStart(2, "0")).join("-");

for (const event of Object.values(ical.sync.parseFile(feed))) {
  if (event.type !== "VEVENT") continue;
  const between = { from: new Date(`${from}T00:00:00`), to: new Date(`${until}T00:00:00`) };
  for (const one of ical.expandRecurringEvent(event, between)) {
    if (day(one.start) >= until) continue;
    const { uid, summary, description, alarms } = event;
    const shown = { uid, day: day(one.start), summary, description: description ?? "", alarms: alarms?.length ?? 0 };
    console.log(JSON.stringify(shown));
  }
}
