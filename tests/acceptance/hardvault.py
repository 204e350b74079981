"""A vault made to be hard for calendars: what people are really called, and what they should never be called.

Everybody is invented. Plain text as a note holds it, so that it goes the whole way from a file to the feed.
"""

import json
import re
from collections.abc import Mapping

TOML = """\
timezone = "UTC"
[capacity]
per_day = 40
per_week = 200
weekdays = ["mon", "tue", "wed", "thu", "fri"]
[feed]
alarm = "09:00"
[[feeds]]
path = "later.ics"
alarm = "-15h"
detail = "name"
kinds = ["check-in", "birthday"]
[[feeds]]
path = "weeks.ics"
group = "week"
"""

# name -> how calendars have to show it, where that differs.
NAMES: Mapping[str, str] = {
    "ليلى حسن عبد الرحمن": "",
    "Karim كريم (the elder), of القاهرة": "",
    "נועה בן־שושן": "",
    "早瀬 千景": "",
    "शैलजा अय्यर": "",
    "Đặng Thùy Ánh": "",
    "Zoe\u0308 de Brie\u0300s": "Zoë de Briès",
    "\N{WOMAN}\u200d\N{PERSONAL COMPUTER} Ada \N{WAVING WHITE FLAG}\ufe0f\u200d\N{RAINBOW}": "",
    "\N{MAN}\u200d\N{WOMAN}\u200d\N{GIRL}\u200d\N{BOY}" * 12: "",
    "Émile; Ünal, Öz: \"Ø\" 'Å'": "",
    "C:\\New\\name\\nand\\;more\\,": "C:\\\u200bNew\\\u200bname\\\u200bnand\\;more\\,",
    "BEGIN:VEVENT": "",
    "END:VCALENDAR\r\nX-EVIL:1": "END:VCALENDAR X-EVIL:1",
    "bell\x07 tab\there nul-like \x01\x7f\x85": "bell tab here nul-like",
    "turned \u202eevil\u202c and \u2067isolated\u2069": "turned evil and isolated",
    "line\u2028separator\u2029here": "line separator here",
    "percent %s {0} {name} $HOME `id` <b>bold</b> &amp;": "",
    "Hubert " + "Blaine Wolfeschlegelstein " * 11 + "the First": "",
    "ل" * 300: "",
    "x" * 300: "",
}  # fmt: skip
_DAYS = ("1988-02-29", "02-29", "--02-29", "1990-02-28", "03-01", "12-31", "2000-01-01", "07-14")
_LOG = """\
## Next time
- ask: the {topic}; a, b\\n c \\N d \\\\ e
## Log
- 2026-0{month}-1{day} coffee: {topic} — https://example.org/a?b=c,d;e obsidian://open javascript:alert(1)
  - promised: the “{topic}”, by 2026-12-0{day}
"""


def hard_vault(people: int = 480) -> dict[str, bytes]:
    """The notes by path: `people` with hard names, days and texts, which make some 2,000 events."""
    notes: dict[str, bytes] = {"relnotes.toml": TOML.encode()}
    names = list(NAMES)
    for nth in range(people):
        name = names[nth % len(names)] + (f" {nth}" if nth >= len(names) else "")
        birthday = _DAYS[nth % len(_DAYS)] if nth < 40 else f"19{nth % 60 + 30}-{nth % 12 + 1:02}-{nth % 28 + 1:02}"
        front = [
            "type: person",
            f"id: hard{nth}",
            f"name: {_quoted(name)}",
            f'birthday: "{birthday}"',
            f"cadence: {nth % 9 + 2} weeks",
        ]
        if nth % 7 == 0:
            front.append("dates:\n  - 'wedding, the 2nd; \\': 2016-02-29\n  - 'ذكرى': 06-01")
        log = _LOG.format(topic=f"pottery and خزف no. {nth}", month=nth % 9 + 1, day=nth % 9 + 1)
        tasks = f"- [ ] send, at last; the {'very ' * 60}long letter no. {nth} 📅 2027-01-1{nth % 10}\n"
        notes[f"People/{nth:04}.md"] = "\n".join(["---", *front, "---", log, "## Follow-ups", tasks]).encode()
    return notes


def _quoted(text: str) -> str:
    """A text as YAML holds it, with what no file may hold as an escape."""
    plain = json.dumps(text, ensure_ascii=False)
    return re.sub("[\x7f-\x9f\u2028-\u202e\u2066-\u2069]", lambda match: f"\\u{ord(match[0]):04x}", plain)
