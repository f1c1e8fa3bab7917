#!/usr/bin/env python3
"""How often intervals of prediction-powered means hold the truth: every cell, written as one result, shown as a table.

usage: tools/measure_prediction_powered.py PROGRAM [results/measure/prediction_powered.json]
PROGRAM is the built measure_bench. Fails where a corrected interval of nominal 95 % holds it in under 93 % or over 97 %.
"""
import json
import subprocess
import sys

LEAST, MOST = 0.93, 0.97


def cells(program):
    command = [program, "--benchmark_filter=^coverage/", "--benchmark_format=json"]
    text = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
    for run in json.loads(text)["benchmarks"]:
        _, engine, coded, persons = run["name"].split("/iterations")[0].split("/")
        yield {"engine": engine, "coded": int(coded.split(":")[1]), "others": int(run["others"]),
               "persons": int(persons.split(":")[1]) or None, "sets": int(run["sets"]),
               **{key: round(run[key], 4) for key in ("naive", "classical", "corrected", "width", "power")}}


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    rows = list(cells(sys.argv[1]))
    print(f"{'engine':26} {'coded':>5} {'persons':>7} {'naive':>6} {'codes':>6} {'corr.':>6} {'width':>6} {'power':>6}")
    for row in rows:
        print(f"{row['engine']:26} {row['coded']:5} {row['persons'] or '-':>7} {row['naive']:6.3f} {row['classical']:6.3f} "
              f"{row['corrected']:6.3f} {row['width']:6.3f} {row['power']:6.2f}")
    if len(sys.argv) == 3:
        result = {"what": "share of 95 % intervals that hold the truth: engine as it is, codes alone, corrected; width of "
                          "the corrected beside codes alone", "seed": 11,
                  "command": "tools/measure_prediction_powered.py measure_bench results/measure/prediction_powered.json",
                  "cells": rows}
        with open(sys.argv[2], "w", encoding="utf-8") as file:
            file.write(json.dumps(result, indent=1) + "\n")
    over = [row for row in rows if not LEAST <= row["corrected"] <= MOST]
    if over:
        sys.exit(f"out of the bounds: {over}")


if __name__ == "__main__":
    main()
