"""What exporters and people get wrong, each as `clean calendar -> (clean, written)`, or None where it cannot be made.

The clean one means what the written one is meant to say; some mistakes need a clean one that is a little different.
"""
import re
from random import Random


def on_lines(pattern: str, by, text: str) -> str:
    """Replaces on unfolded lines only that begin as given."""
    return "\n".join(re.sub(pattern, by, line) if re.match(pattern, line) else line for line in text.split("\n"))


def rules(change):
    """A mistake in each rule of an event; those of the calendar's zone stay as they are."""
    def mistake(text: str, r: Random):
        zone, events = text.split("END:VTIMEZONE\n", 1) if "END:VTIMEZONE" in text else ("", text)
        written = re.sub(r"^RRULE:(.*)$", lambda m: f"RRULE:{change(m[1], r)}", events, flags=re.M)
        return text, f"{zone}END:VTIMEZONE\n{written}" if zone else written
    return mistake


def whole(change):
    return lambda text, r: (text, change(text, r))


def fold(text: str) -> str:
    return "\n".join("\n ".join(re.findall(".{1,20}", line)) for line in text.split("\n"))


def without_zone(name: str):
    return whole(lambda text, r: re.sub(rf"^({name}[^:\n]*);TZID=[^:;\n]+", r"\1", text, flags=re.M))


def dragged(text: str, r: Random):
    """Outlook's copy: a series alone, with the RECURRENCE-ID of what was dragged."""
    if "RECURRENCE-ID" in text or "RRULE" not in text.split("END:VTIMEZONE")[-1]:
        return None
    def copy(block: str) -> str:
        if "RRULE" not in block and "RDATE" not in block:
            return block
        return re.sub(r"^DTSTART(.*)$", r"RECURRENCE-ID\1\nDTSTART\1", block, flags=re.M)
    head, *blocks = text.split("BEGIN:VEVENT")
    return text, "BEGIN:VEVENT".join([head, *map(copy, blocks)])


def value_date(text: str, r: Random):
    if "VALUE=DATE" in text or "DTEND" not in text:
        return None
    return text, re.sub(r"^(DTSTART|DTEND)([;:].*T(?!000000)\d{6}Z?)$", r"\1;VALUE=DATE\2", text, flags=re.M)


def impossible_until(text: str, r: Random):
    """Only without a zone or in UTC: there the last second of a day is one."""
    if "TZID" in text or "UNTIL" not in text or "VALUE=DATE" in text:
        return None
    year = re.search(r"UNTIL=(\d{4})", text)[1]
    month, last = r.choice([("02", "29" if year in ("2024", "2028") else "28"), ("04", "30"), ("11", "30")])
    clean = re.sub(r"UNTIL=\d{8}T\d{6}", f"UNTIL={year}{month}{last}T235959", text)
    return clean, clean.replace(f"{month}{last}T235959", f"{month}31T{r.choice(['000000', '120000', '235959'])}")


def until_of_days(text: str, r: Random):
    """The midnight of the writer's zone, in UTC."""
    def midnight(m):
        day = int(m[3])
        if day < 2 or day > 27:
            return m[0]
        hours = r.choice([22, 23, 15]) if r.random() < 0.5 else None
        return f"UNTIL={m[1]}{m[2]}{day:02}T{r.choice([4, 5, 7]):02}0000Z" if hours is None else f"UNTIL={m[1]}{m[2]}{day - 1:02}T{hours}0000Z"
    return text, re.sub(r"UNTIL=(\d{4})(\d\d)(\d\d)(?=[;\n])", midnight, text)


def unknown_zone(text: str, r: Random):
    """Times without a zone, and whole days, would be in that of the calendar then."""
    if re.search(r"^DTSTART(:.*\d|;VALUE=DATE.*)$", text.split("END:VTIMEZONE")[-1], flags=re.M):
        return None
    return text, re.sub(r"TZID=Own:", "TZID=Own 1:", text)


def extended(text: str, r: Random):
    return text, re.sub(r"\b(20\d\d)(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)", r"\1-\2-\3T\4:\5:\6", text)


def spaced(rule: str, r: Random) -> str:
    return rule.replace(",", ", ").replace("=", r.choice(["=", " = ", "= "]))


def twice(rule: str, r: Random) -> str:
    return f"{rule};{r.choice(rule.split(';'))}"


MISTAKES = {
    "CR CR LF at each line": whole(lambda text, r: fold(text).replace("\n", "\r\r\n")),
    "two line ends at each line": whole(lambda text, r: fold(text).replace("\n", r.choice(["\n\n", "\r\n\r\n"]))),
    "CR at each line": whole(lambda text, r: fold(text).replace("\n", "\r")),
    "LF CR at each line": whole(lambda text, r: fold(text).replace("\n", "\n\r")),
    "indented as a whole": whole(lambda text, r: re.sub(r"^(?=.)", "  ", fold(text), flags=re.M)),
    "spaces and a mark before BEGIN": whole(lambda text, r: f"\n \n\ufeff  {text}"),
    "words before BEGIN": whole(lambda text, r: f"Content-Type: text/calendar\n\n{text}"),
    "BEGIN and END indented": whole(lambda text, r: re.sub(r"^(BEGIN|END):VEVENT", r" \1:VEVENT", text, flags=re.M)),
    "spaces behind each line": whole(lambda text, r: re.sub(r"(?<=.)$", "  ", text, flags=re.M)),
    "a calendar in a calendar": whole(lambda text, r: f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{text}END:VCALENDAR\n"),
    "DTEND without its zone": without_zone("DTEND"),
    "DTSTART without its zone": lambda text, r: None if "DURATION" in text or "RECURRENCE-ID" in text or "RRULE" in text
        else without_zone("DTSTART")(text, r),
    "EXDATE without its zone": without_zone("EXDATE"),
    "RDATE without its zone": without_zone("RDATE"),
    "RECURRENCE-ID without its zone": without_zone("RECURRENCE-ID"),
    "spaces in a rule": rules(spaced),
    "quotes in a rule": rules(lambda rule, r: r.choice([f'"{rule}"', re.sub(r"=([^;]*)", r'="\1"', rule)])),
    "escapes in a rule": rules(lambda rule, r: re.sub(r"([;,])", r"\\\1", rule)),
    "RRULE:RRULE:": rules(lambda rule, r: f"RRULE:{rule}"),
    "a part twice": rules(twice),
    "empty parts": rules(lambda rule, r: r.choice([f";{rule};;", f"{rule};BYMONTH=", rule.replace(";", ";;")])),
    "a rule in small letters": rules(lambda rule, r: rule.lower()),
    "commas between parts": rules(lambda rule, r: rule.replace(";", ",")),
    "an empty rule": whole(lambda text, r: re.sub(r"^UID:", r.choice(["RRULE:\nUID:", "RRULE:;\nUID:"]), text, flags=re.M)),
    "UNTIL on a day that does not exist": impossible_until,
    "UNTIL of days as a midnight elsewhere": until_of_days,
    "a copied series": dragged,
    "VALUE=DATE with a time": value_date,
    "a TZID that the only VTIMEZONE has not": unknown_zone,
    "dates with dashes and colons": extended,
    "DURATION without its T": whole(lambda text, r: text.replace("DURATION:PT", "DURATION:P")),
}
