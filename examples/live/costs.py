"""Writes what the demo's digits cost on emulated cores as JSON, from the table that bench/firmware.md has of them:

    costs.py FIRMWARE.MD INTO.JSON
"""

import json
import pathlib
import sys

page, into = map(pathlib.Path, sys.argv[1:3])
heading = "## digits, in each form\n"
section = page.read_text(encoding="utf-8").partition(heading)[2].partition("\n## ")[0]
table = [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if line.startswith("|")]
if len(table) < 3 or table[0] != ["core", "form", "instructions", "text", "rodata", "stack", "at most"]:
    sys.exit(f'{page}: the table under "{heading.strip()}" has other columns than costs.py reads')
costs = {}
for core, form, *numbers in table[2:]:
    instructions, text, rodata, stack, _ = (int(number.replace(",", "")) for number in numbers)
    costs.setdefault(core, {})[form] = {"instructions": instructions, "flash": text + rodata, "stack": stack}
into.write_text(json.dumps(costs), encoding="utf-8")
