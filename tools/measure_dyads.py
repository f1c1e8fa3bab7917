#!/usr/bin/env python3
"""False alarms of the measures of pairs on independent pairs, and what they find of known influence: one result, shown as
tables.

usage: tools/measure_dyads.py PROGRAM [results/understand/dyads.json]
PROGRAM is the built understand_trajectory_bench. `rate` is the share of pairs with p <= 0.05 of those that a measure says
anything about, `held` the share of 95 % intervals that hold the truth, `bias` the mean of estimate minus truth. Fails where
a measure alarms much too often on independent pairs, or intervals hold the truth much too seldom.
"""
import json
import subprocess
import sys

import bench_row

NULL = ("dyad_turns", "dyad_bins")
MOST_ALARMS = 0.09  # of a cell of 200 pairs and more at a nominal 0.05: 2.6 standard errors
LEAST_HELD = 0.88
FIELDS = ("n", "phi", "partner", "back", "drift")


def cells_of(program, which):
    command = [program, f"--benchmark_filter=^({which})/", "--benchmark_format=json"]
    text = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
    for row in json.loads(text)["benchmarks"]:
        what, *parts = row["name"].split("/iterations")[0].split("/")
        cell = {"what": what, "pairs": int(row["pairs"])}
        for part in parts:
            key, value = part.split(":")
            cell[key] = int(value) if key == "n" else int(value) / 100
        measures = {}
        for key, value in row.items():
            measure, dot, kind = key.partition(".")
            if dot and kind in ("rate", "bias", "held"):
                measures.setdefault(measure, {})[kind] = round(value, 4)
        yield {**cell, "measures": measures}


def table(cells, what, kind):
    rows = [c for c in cells if c["what"] == what]
    names = sorted({m for c in rows for m, values in c["measures"].items() if kind in values})
    if not names:
        return
    print(f"\n{what}, {kind}\n| {' | '.join(FIELDS)} | {' | '.join(names)} |\n|{'---|' * (len(FIELDS) + len(names))}")
    for c in rows:
        values = [c["measures"].get(name, {}).get(kind) for name in names]
        shown = " | ".join("" if value is None else f"{value:.3f}" for value in values)
        print(f"| {' | '.join(f'{c[field]:g}' for field in FIELDS)} | {shown} |")


def faults(cells):
    for c in cells:
        where = f"{c['what']} n {c['n']} phi {c['phi']} drift {c['drift']}"
        for name, values in c["measures"].items():
            if c["what"] in NULL and values["rate"] > MOST_ALARMS:
                yield f"{where}: {name} alarms in {values['rate']}"
            if c["what"] == "dyad_recovery" and values.get("held", 1) < LEAST_HELD:
                yield f"{where}: {name} holds in {values['held']}"


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    cells = list(cells_of(sys.argv[1], "dyad_turns|dyad_bins|dyad_surrogates|dyad_recovery|dyad_pooled"))
    for what in (*NULL, "dyad_surrogates", "dyad_recovery", "dyad_pooled"):
        for kind in ("rate", "bias", "held"):
            table(cells, what, kind)
    if len(sys.argv) == 3:
        result = {"what": "false alarms and recovery of dyads@1 on simulated pairs", "alpha": 0.05, "level": 0.95,
                  "command": "tools/measure_dyads.py build/release/understand_trajectory_bench",
                  "cpu": bench_row.cpu(), "cells": cells}
        with open(sys.argv[2], "w", encoding="utf-8") as file:
            file.write(json.dumps(result, indent=1) + "\n")
    broken = list(faults(cells))
    if broken:
        sys.exit("over the bound: " + "; ".join(broken))


if __name__ == "__main__":
    main()
