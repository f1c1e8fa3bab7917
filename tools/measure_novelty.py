#!/usr/bin/env python3
"""How often affect novelty finds what is not there, and what was planted: written as one result, shown as a table.

usage: tools/measure_novelty.py PROGRAM [results/understand/novelty.json]
PROGRAM is the built understand_corpus_bench. Each column is the share of streams with p <= 0.05; `within_2` the share whose
strongest shift lies within two documents of the planted one, `mean_rank` that of the five planted words among those that
rise. Fails where a test alarms on more than 8 % of the streams with nothing in them.
"""
import json
import subprocess
import sys

import bench_row

MOST_ALARMS = 0.08  # 5 %, and nearly three standard errors of 400 streams
TESTS = ("shift", "density_drift", "persistence", "slope", "resonant")
COLUMNS = (*TESTS, "within_2", "mean_rank")


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    text = subprocess.run([sys.argv[1], "--benchmark_filter=^(planted_shift|large_stream)", "--benchmark_format=json"], check=True, stdout=subprocess.PIPE).stdout
    cells, large = [], None
    for row in json.loads(text)["benchmarks"]:
        what, *parts = row["name"].split("/iterations")[0].split("/")
        if what == "large_stream":
            large = round(row["real_time"], 2)
            continue
        found = {key: int(value) for key, value in (part.split(":") for part in parts)}
        found["planted"] /= 10_000
        cells.append({**found, **{name: round(row[name], 4) for name in COLUMNS if name in row}})
    print("documents planted streams", *COLUMNS)
    for cell in cells:
        print(f"{cell['n']:9} {cell['planted']:7} {cell['streams']:7}", *(f"{cell.get(name, float('nan')):.3f}" for name in COLUMNS))
    print("1,000 documents of 300 words, s:", large)
    if len(sys.argv) == 3:
        result = {"what": "affect novelty on drawn streams, with nothing or a shift planted in them", "level": 0.05,
                  "command": "tools/measure_novelty.py build/release/understand_corpus_bench", "cpu": bench_row.cpu(),
                  "thousand_documents_s": large, "cells": cells}
        with open(sys.argv[2], "w", encoding="utf-8") as file:
            file.write(json.dumps(result, indent=1) + "\n")
    broken = [f"n {cell['n']} {name}: {cell[name]}" for cell in cells if cell["planted"] == 0 for name in TESTS
              if cell[name] > MOST_ALARMS]
    if broken:
        sys.exit("over the bound: " + "; ".join(broken))


if __name__ == "__main__":
    main()
