"""Writes calendars as exporters and people do, and asks PyPI's recurring-ical-events what the clean ones say, and these.

    /tmp/venv/bin/python generate_written.py > golden/written.json
"""
import json
import sys
from datetime import date
from random import Random

from generate import SEED, WINDOWS, answer, calendar, event, unsynchronized
from mistakes import MISTAKES

OF_EACH = 10


def main() -> None:
    rows = []
    for name, mistake in MISTAKES.items():
        made, seed = 0, 0
        while made < OF_EACH and seed < 3000:
            seed += 1
            r = Random(f"{SEED} {name} {seed}")
            begin, days = r.choice(WINDOWS)
            clean = calendar([block for n in range(r.choice([1, 1, 2])) for block in event(r, f"e{n}", date.fromisoformat(begin))])
            pair = mistake(clean, r)
            if pair is None or pair[0] == pair[1]:
                continue
            clean, written = pair
            meant = answer(clean, begin, days)
            if not isinstance(meant, list) or not meant:
                continue
            made += 1
            rows.append({"mistake": name, "clean": clean, "written": written, "from": begin, "days": days,
                         "unsynchronized": unsynchronized(clean), "meant": meant, "answer": answer(written, begin, days)})
    sys.stdout.write("[\n" + ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows) + "\n]\n")


if __name__ == "__main__":
    main()
