#!/usr/bin/env python3
"""False alarms, power and coverage of comparisons, shapes and trends of a corpus: written as one result, shown as tables.

usage: tools/measure_corpus.py PROGRAM [results/understand/corpus.json]
PROGRAM is the built understand_corpus_bench. `alarms` is the share of p up to 0.05, `held` that of 95 % intervals which hold
the truth; `*_found` is the share of corpora in which something is said to be there. Fails where nothing alarms too often or
an interval holds too seldom.
"""
import json
import subprocess
import sys

import bench_row

MOST_ALARMS = 0.08  # of 500 trials at 0.05: three standard errors above
MOST_SHAPE_ALARMS = 0.10  # of 200
LEAST_HELD = 0.91
LEAST_HELD_TREND = 0.90
NOTHING = ("people", "episodes", "paired", "slopes", "skewed", "unequal")
KEYS = {"compare": ("alarms", "held", "bias", "g_held", "model_alarms", "model_held"),
        "trend": ("given", "slope_alarms", "slope_held", "level_alarms", "level_held", "placebo_alarms"),
        "shapes": ("mean_found", "component_found", "kinds_found", "two_kinds_found")}


def cells(program):
    text = subprocess.run([program, "--benchmark_filter=^(compare|shapes|trend)/", "--benchmark_format=json"], check=True, stdout=subprocess.PIPE).stdout
    for row in json.loads(text)["benchmarks"]:
        what, name, size = row["name"].split("/iterations")[0].split("/")
        key, value = size.split(":")
        yield {"what": what, "case": name, key: int(value), "trials": int(row["trials"]),
               **{k: round(row[k], 4) for k in KEYS[what] if k in row}}


def faults(found):
    for cell in found:
        if cell["what"] == "compare":
            if cell["case"] in NOTHING and cell["alarms"] > MOST_ALARMS:
                yield f"{cell} alarms too often"
            if cell["case"] in NOTHING and cell.get("model_alarms", 0) > MOST_ALARMS:
                yield f"{cell}: the model alarms too often"
            if cell["held"] < LEAST_HELD:
                yield f"{cell} holds too seldom"
        elif cell["what"] == "trend":
            # A step in the middle is a slope to a line, and the other way round.
            for key in ("slope_held",) * cell["case"].startswith(("phi", "slope")) + ("level_held",):
                if cell[key] < LEAST_HELD_TREND and cell["case"] != "phi_0.8":
                    yield f"{cell} {key} too seldom"
        elif cell["case"] == "none":
            for key in ("mean_found", "component_found", "kinds_found"):
                if cell[key] > MOST_SHAPE_ALARMS:
                    yield f"{cell} finds what is not there"


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    found = list(cells(sys.argv[1]))
    for cell in found:
        size = cell.get("units") or cell.get("people") or cell.get("bins")
        print(f"{cell['what']:8}{cell['case']:20}{size:4}", *(f"{k} {cell[k]:.3f}" for k in KEYS[cell["what"]] if k in cell))
    if len(sys.argv) == 3:
        result = {"what": "false alarms, power and coverage of compare, shapes and trend on simulated corpora", "level": 0.95,
                  "command": "tools/measure_corpus.py build/release/understand_corpus_bench", "cpu": bench_row.cpu(),
                  "cells": found}
        with open(sys.argv[2], "w", encoding="utf-8") as file:
            file.write(json.dumps(result, indent=1) + "\n")
    broken = list(faults(found))
    for fault in broken:
        print(fault, file=sys.stderr)
    sys.exit(1 if broken else 0)


main()
