"""The same check by the library alone: a workbook read, its rows judged, its counts and wire items made."""

import json
import sys
from datetime import date
from pathlib import Path

from planimport_gui.facts.reading import SheetReading
from planimport_gui.plan.sheet import PlanSheet
from planimport_gui.sheets.reader import read_sheet


def main() -> None:
    reading = read_sheet(Path(sys.argv[1]))
    assert isinstance(reading, SheetReading)
    sheet = PlanSheet(reading.rows, today=date.today(), date_order=reading.date_order)  # noqa: DTZ011 - the user's own day
    counts = sheet.counts
    faulty = [sheet.number(id) for id in sheet.with_problems()]
    ready = sheet.sendable()
    print(
        json.dumps(
            {
                "rows": counts.rows,
                "errors": counts.errors,
                "repeats": counts.repeats,
                "warnings": counts.warnings,
                "faulty": faulty,
                "items": len(ready),
            }
        )
    )


if __name__ == "__main__":
    main()
