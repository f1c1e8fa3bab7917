#!/usr/bin/env python3
"""False alarms and power of the turning-point test: every cell, written as one result, shown as tables.

usage: tools/measure_turning_points.py PROGRAM [results/understand/turning_points_null.json]
PROGRAM is the built understand_trajectory_bench. Fails where a rate is above its bound.
"""
import json
import subprocess
import sys

BOUND = 0.06
BOUND_CANDIDATE = 0.20


def cells(program):
    command = [program, "--benchmark_filter=^(null|sparse|bounded|clipped|skewed|high|bins|power)/", "--benchmark_format=json"]
    text = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
    for run in json.loads(text)["benchmarks"]:
        what, *parts = run["name"].split("/iterations")[0].split("/")
        values = dict(part.split(":") for part in parts)
        yield {"what": what, "n": int(values["n"]), "phi": int(values["phi"]) / 100,
               **({"shift_sd": int(values["sd"])} if "sd" in values else {}),
               "series": int(run["series"]), "significant": round(run["significant"], 4),
               "candidate": round(run["candidate"], 4), "refused": round(run["refused"], 4)}


def table(rows, key, value):
    columns = sorted({row[key] for row in rows})
    lines = {}
    for row in rows:
        lines.setdefault((row["what"], row["n"], row.get("shift_sd")), {})[row[key]] = row[value]
    print(f"{value} by {key}: {columns}")
    for (what, n, size), line in lines.items():
        name = f"{what} n={n}" + (f" shift={size} SD" if size else "")
        print(f"  {name:24}", " ".join(f"{line[c]:.3f}" if c in line else "  -  " for c in columns))


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    rows = list(cells(sys.argv[1]))
    nulls = [row for row in rows if row["what"] != "power"]
    for part in (nulls, [row for row in rows if row["what"] == "power"]):
        table(part, "phi", "significant")
        table(part, "phi", "candidate")
    if len(sys.argv) == 3:
        result = {"what": "false alarms and power of turning_points@1", "bound": BOUND,
                  "command": "tools/measure_turning_points.py build/release/understand_trajectory_bench", "cells": rows}
        with open(sys.argv[2], "w", encoding="utf-8") as file:
            file.write(json.dumps(result, indent=1) + "\n")
    # Short tracks are bound where phi is 0.6 at most; what they do above is shown.
    over = [row for row in nulls if row["significant"] > BOUND and (row["what"] != "high" or row["n"] >= 200)]
    over += [row for row in nulls if row["phi"] == 0 and row["candidate"] > BOUND_CANDIDATE]
    if over:
        sys.exit(f"over the bound: {over}")


if __name__ == "__main__":
    main()
