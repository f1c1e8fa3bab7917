#!/usr/bin/env python3
"""Bias and coverage of the measures of dynamics, and the time of a million scores: written as one result, shown as tables.

usage: tools/measure_dynamics.py PROGRAM [results/understand/dynamics.json]
PROGRAM is the built understand_trajectory_bench. `bias` is the mean of value minus truth, `held` the share of 95 % intervals
that hold the truth, `interval` the share of series that have one. Fails where white noise's inertia holds 0 too seldom, any
other interval much too seldom, or a million scores take too long.
"""
import json
import subprocess
import sys

import bench_row

MILLION_LIMIT_S = 2.0
WHITE_NOISE_HELD = 0.92
LEAST_HELD = 0.85
SHORT_STATES = 30  # fewer turns of states that last cannot show how long they do: shown, not bound


def run(program, which):
    command = [program, f"--benchmark_filter=^({which})/", "--benchmark_format=json"]
    text = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
    for row in json.loads(text)["benchmarks"]:
        yield row["name"].split("/iterations")[0], row


def cell(name, row):
    what, *parts = name.split("/")
    found = {"what": what, "n": 0, "series": int(row["series"])}
    for part in parts:
        key, value = part.split(":")
        found[key] = int(value) if key == "n" else int(value) / 100
    measures = {}
    for key, value in row.items():
        measure, dot, kind = key.partition(".")
        if dot and kind in ("bias", "held", "interval"):
            measures.setdefault(measure, {})[kind] = round(value, 4)
    return {**found, "measures": measures}


def table(cells, what, varied, kind):
    rows = [c for c in cells if c["what"] == what]
    columns = sorted({(c[varied], c["n"]) for c in rows})
    names = sorted({m for c in rows for m, values in c["measures"].items() if kind in values})
    print(f"{what}, {kind}: ({varied}, n) = {columns}")
    for name in names:
        values = {(c[varied], c["n"]): c["measures"].get(name, {}).get(kind) for c in rows}
        print(f"  {name:12}", " ".join("   -  " if values[c] is None else f"{values[c]:6.3f}" for c in columns))


def faults(cells, million):
    for c in cells:
        for name, values in c["measures"].items():
            if "held" not in values or (c["what"] == "states" and c["n"] < SHORT_STATES):
                continue
            is_noise = name == "inertia" and c["what"] == "regular" and c["phi"] == 0
            if values["held"] < (WHITE_NOISE_HELD if is_noise else LEAST_HELD):
                yield f"{c['what']} n {c['n']} {name}: {values['held']}"
    for name, seconds in million.items():
        if seconds > MILLION_LIMIT_S:
            yield f"a million {name} scores take {seconds} s"


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    million = {name.split("/")[1]: round(row["real_time"], 3) for name, row in run(sys.argv[1], "million")}
    cells = [cell(*each) for each in run(sys.argv[1], "regular|irregular|errors|states")]
    for what, varied in (("regular", "phi"), ("irregular", "phi"), ("errors", "phi"), ("states", "stay")):
        for kind in ("held", "bias", "interval"):
            table(cells, what, varied, kind)
    print("a million scores, s:", million)
    if len(sys.argv) == 3:
        result = {"what": "bias and coverage of dynamics@1 on simulated series", "level": 0.95,
                  "command": "tools/measure_dynamics.py build/release/understand_trajectory_bench",
                  "million_s": million, "million_limit_s": MILLION_LIMIT_S, "cpu": bench_row.cpu(), "cells": cells}
        with open(sys.argv[2], "w", encoding="utf-8") as file:
            file.write(json.dumps(result, indent=1) + "\n")
    broken = list(faults(cells, million))
    if broken:
        sys.exit("over the bound: " + "; ".join(broken))


if __name__ == "__main__":
    main()
