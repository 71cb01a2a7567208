"""Generates calendars and asks PyPI's recurring-ical-events what takes place.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install -r requirements.txt
    /tmp/venv/bin/python generate.py > golden/answers.json

The seed is fixed: the same versions of the libraries give the same file. All times without a zone and all-day events
are in UTC, as Warmseats reads them without further word; a date stands at its midnight.
"""
import json
import sys
from datetime import date, datetime, timedelta, timezone
from random import Random

import icalendar
from dateutil.rrule import rrulestr
import recurring_ical_events

SEED, CALENDARS = 20261122, 600
WINDOWS = [  # around changes of the clocks in Europe, America and Australia, and a February 29
    ("2024-02-20", 45), ("2025-03-01", 60), ("2026-03-01", 40), ("2026-10-15", 35), ("2027-01-01", 90),
]
ZONES = ["", "Z", "Europe/Berlin", "Europe/Berlin", "America/New_York", "America/New_York", "Asia/Kolkata",
         "Australia/Lord_Howe", "America/St_Johns", "Own"]
DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
OWN = """BEGIN:VTIMEZONE
TZID:Own
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE"""


def rule(r: Random, all_day: bool) -> str:
    """A recurrence rule that RFC 5545 allows."""
    freq = r.choice(["DAILY", "DAILY", "WEEKLY", "WEEKLY", "WEEKLY", "MONTHLY", "MONTHLY", "YEARLY", "YEARLY"]
                    + ([] if all_day else ["HOURLY"]))
    parts = [f"FREQ={freq}"]
    interval = r.choice([1, 1, 1, 2, 3, 5])
    if freq == "HOURLY":
        interval = r.choice([3, 5, 7, 8, 12, 36])
    if interval > 1:
        parts.append(f"INTERVAL={interval}")
    some = lambda values, most: ",".join(map(str, sorted(r.sample(values, r.randint(1, most)))))
    days = lambda most: ",".join(r.sample(DAYS, r.randint(1, most)))
    if freq == "HOURLY":
        parts += r.choice([[], [f"BYDAY={days(3)}"], [f"BYMONTH={some(range(1, 13), 6)}"], ["BYHOUR=8,9,10,16"],
                           ["BYMINUTE=0,30"], ["BYMINUTE=0,20,40;BYSETPOS=-1"]])
    if freq == "DAILY":
        parts += r.choice([[], [], [f"BYDAY={days(5)}"], [f"BYMONTH={some(range(1, 13), 6)}"],
                           [f"BYMONTHDAY={some([1, 2, 3, 13, 29, 30, 31, -1, -3], 3)}"],
                           ["BYMONTHDAY=13;BYDAY=FR"], [f"BYMONTH=2,3,10;BYDAY={days(3)}"]])
    if freq == "WEEKLY":
        parts += r.choice([[], [f"BYDAY={days(5)}"], [f"BYDAY={days(3)}"], [f"BYDAY={days(3)};WKST={r.choice(DAYS)}"],
                           [f"BYMONTH={some(range(1, 13), 4)}"], [f"BYDAY=MO,WE,FR;BYSETPOS={r.choice([1, -1, 2])}"]])
    if freq == "MONTHLY":
        parts += r.choice([[], [f"BYMONTHDAY={some([1, 2, 15, 28, 29, 30, 31, -1, -2, -31], 3)}"],
                           [f"BYDAY={r.choice([1, 2, 3, 4, 5, -1, -2])}{r.choice(DAYS)}"],
                           [f"BYDAY={days(3)}"], [f"BYDAY=MO,TU,WE,TH,FR;BYSETPOS={r.choice(['1', '-1', '2,-2'])}"],
                           [f"BYDAY=FR;BYMONTHDAY={some(range(1, 29), 9)}"],
                           [f"BYMONTH=2,3,10,11;BYDAY={r.choice([1, -1])}{r.choice(DAYS)}"]])
    if freq == "YEARLY":
        parts += r.choice([[], [f"BYMONTH={some([1, 2, 3, 10, 11], 2)};BYDAY={r.choice([1, 2, -1])}{r.choice(DAYS)}"],
                           [f"BYYEARDAY={some([1, 60, 61, 70, 80, 290, 300, 366, -1, -60, -300], 3)}"],
                           [f"BYWEEKNO={some([1, 5, 9, 10, 12, 43, 45, 53, -1], 3)};BYDAY={days(2)}"],
                           [f"BYMONTH=2,3,10;BYMONTHDAY={some([1, 15, 29, 31, -1], 2)}"],
                           ["BYMONTH=2;BYMONTHDAY=29"], [f"BYDAY={r.choice([9, 10, 43, -10])}{r.choice(DAYS)}"],
                           [f"BYMONTH=3,10;BYDAY={days(2)};BYSETPOS={r.choice([1, -1, 3])}"]])
    if not all_day and freq != "HOURLY" and r.random() < 0.15:
        parts.append(r.choice(["BYHOUR=9,14", "BYHOUR=2", "BYHOUR=8,20;BYMINUTE=0,30"]))
    return ";".join(parts)


def stamp(name: str, moment, zone: str) -> str:
    """A property with a date or a time in a zone; a tuple is a period."""
    if isinstance(moment, tuple):
        start, length = moment
        return stamp(name, start, zone).replace(name, f"{name};VALUE=PERIOD", 1) + f"/{length}"
    if not isinstance(moment, datetime):
        return f"{name};VALUE=DATE:{moment:%Y%m%d}"
    if zone in ("", "Z"):
        return f"{name}:{moment:%Y%m%dT%H%M%S}{zone}"
    return f"{name};TZID={zone}:{moment:%Y%m%dT%H%M%S}"


def event(r: Random, uid: str, around: date) -> list[str]:
    """The VEVENTs of one UID: mostly a series with exceptions and overrides."""
    zone, all_day = r.choice(ZONES), r.random() < 0.2
    day = around - timedelta(days=r.choice([0, 3, 10, 30, 200, 900, 3000]))
    start = day if all_day else datetime(day.year, day.month, day.day, r.choice([0, 1, 2, 2, 3, 9, 14, 23]),
                                         r.choice([0, 0, 30]))
    lines = [f"UID:{uid}", f"SUMMARY:{uid}", stamp("DTSTART", start, zone)]
    if all_day:
        days = r.choice([1, 1, 2, 5])
        lines.append(r.choice([stamp("DTEND", start + timedelta(days=days), zone), f"DURATION:P{days}D"]))
    else:
        hours = r.choice([1, 1, 2, 9, 24, 30])
        lines.append(r.choice([stamp("DTEND", start + timedelta(hours=hours), zone), f"DURATION:PT{hours}H",
                               f"DURATION:PT{hours}H", "DURATION:P1D"]))
    rules = r.choice([0, 1, 1, 1, 1, 1, 1, 1, 2])
    for _ in range(rules):
        ends = ["", "", f";COUNT={r.choice([1, 2, 5, 20, 100])}"]
        last = around + timedelta(days=r.randint(-20, 80))
        if all_day:
            ends.append(f";UNTIL={last:%Y%m%d}")
        elif zone == "":
            ends.append(f";UNTIL={last:%Y%m%d}T120000")
        else:
            ends.append(f";UNTIL={last:%Y%m%d}T120000Z")
        lines.append(f"RRULE:{rule(r, all_day)}{r.choice(ends)}")
    if r.random() < 0.2:
        extra = [around + timedelta(days=r.randint(0, 40)) for _ in range(r.randint(1, 3))]
        if not all_day:
            extra = [datetime(d.year, d.month, d.day, r.choice([2, 9, 17])) for d in extra]
            if zone != "" and r.random() < 0.4:
                extra = [(one, r.choice(["PT3H", "PT45M"])) for one in extra]
        lines += [stamp("RDATE", one, zone) for one in extra]
    given = starts(lines, around)
    if given and r.random() < 0.35:
        excluded = r.sample(given, min(len(given), r.randint(1, 3)))
        lines += [stamp("EXDATE", one, zone) for one in excluded]
        if r.random() < 0.9:  # what is excluded and overridden at once is a rare thing
            given = [one for one in given if one not in excluded]
    blocks = [lines]
    if given and r.random() < 0.35:
        blocks += [override(r, uid, one, zone) for one in r.sample(given, min(len(given), r.randint(1, 2)))]
    elif given and r.random() < 0.2:
        blocks.append(override(r, uid, r.choice(given), zone, ";RANGE=THISANDFUTURE"))
    r.shuffle(blocks)
    return ["\n".join(["BEGIN:VEVENT", *block, "END:VEVENT"]) for block in blocks]


def starts(lines: list[str], around: date) -> list:
    """Local starts of a series in the window, for exceptions that hit something."""
    text = calendar(["\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT"])])
    try:
        found = recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between(around, around + timedelta(days=60))
    except Exception:  # what the library cannot do is in the answers as such
        return []
    local = [one["DTSTART"].dt for one in found]
    return sorted({one.replace(tzinfo=None) if isinstance(one, datetime) else one for one in local})


def override(r: Random, uid: str, original, zone: str, more: str = "") -> list[str]:
    lines = [f"UID:{uid}", f"SUMMARY:{uid} moved", stamp(f"RECURRENCE-ID{more}", original, zone)]
    by = r.choice([timedelta(0), timedelta(days=1), timedelta(days=-2), timedelta(hours=3)])
    moved = original + (by if isinstance(original, datetime) or by.seconds == 0 else timedelta(days=2))
    lines.append(stamp("DTSTART", moved, zone))
    lines.append(f"DURATION:PT{r.choice([1, 2])}H" if isinstance(original, datetime) else "DURATION:P1D")
    return lines


def calendar(blocks: list[str]) -> str:
    text = "\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//warmseats//differential//EN", *blocks, "END:VCALENDAR", ""])
    return text if "TZID=Own" not in text else text.replace("EN\n", f"EN\n{OWN}\n", 1)


def utc(value) -> str:
    if not isinstance(value, datetime):
        return f"{value:%Y%m%dT0000}"
    known = value if value.tzinfo else value.replace(tzinfo=timezone.utc)
    return f"{known.astimezone(timezone.utc):%Y%m%dT%H%M}"


def answer(text: str, begin: str, days: int):
    """`UID start/end` of each occurrence, sorted; what overlaps the window, half-open."""
    first = datetime.fromisoformat(begin).replace(tzinfo=timezone.utc)
    try:
        found = recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between(first, first + timedelta(days=days))
        return sorted(f"{one['UID']} {utc(one['DTSTART'].dt)}/{utc(one['DTEND'].dt)}" for one in found)
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"[:200]}


def unsynchronized(text: str) -> list[str]:
    """UIDs with a start that one of their rules does not give: RFC 5545 leaves their recurrence sets undefined."""
    found = set()
    for one in icalendar.Calendar.from_ical(text).walk("VEVENT"):
        rules = one.get("RRULE", [])
        for rule_ in rules if isinstance(rules, list) else [rules]:
            moment = one["DTSTART"].dt
            local = moment.replace(tzinfo=None) if isinstance(moment, datetime) else datetime(*moment.timetuple()[:3])
            endless = {key: value for key, value in rule_.items() if key != "UNTIL"}
            until = rule_.get("UNTIL", [None])[0]
            before = until is not None and f"{until:%Y%m%d}" < f"{moment:%Y%m%d}"
            try:
                first = next(iter(rrulestr(icalendar.vRecur(endless).to_ical().decode(), dtstart=local)), None)
            except ValueError:  # dateutil's word for a rule that never comes
                first = None
            if before or first != local:
                found.add(str(one["UID"]))
    return sorted(found)


def main() -> None:
    rows = []
    for number in range(CALENDARS):
        r = Random(SEED * 1000 + number)
        begin, days = r.choice(WINDOWS)
        blocks = [block for n in range(r.choice([1, 1, 2])) for block in event(r, f"e{n}", date.fromisoformat(begin))]
        text = calendar(blocks)
        rows.append({"n": number, "text": text, "from": begin, "days": days, "unsynchronized": unsynchronized(text),
                     "answer": answer(text, begin, days)})
    sys.stdout.write("[\n" + ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows) + "\n]\n")


if __name__ == "__main__":
    main()
