#!/usr/bin/env python3
"""False alarms of turning_points through the program, on short tracks of wide scores that are cut at the ends of the scale.

usage: tools/measure_wide_tracks.py PROGRAM [results/understand/wide_tracks.json]
PROGRAM is the built affect. AR(1) scores without a change, 6,000 tracks a cell; rates are shown, not bounded.
"""
import json
import math
import random
import subprocess
import sys

TRACKS = 6000
CELLS = [(n, 0.6, sd) for n in (8, 12, 18) for sd in (0.36, 0.6, 0.8)]


def track(rng, rows, phi, sd):
    x, scores = rng.gauss(0, 1), []
    for _ in range(rows):
        scores.append(max(-1.0, min(1.0, sd * x)))
        x = phi * x + math.sqrt(1 - phi * phi) * rng.gauss(0, 1)
    return scores


def rate(program, rows, phi, sd):
    rng = random.Random(f"{rows} {phi} {sd}")
    lines = []
    for i in range(TRACKS):
        head = {"affect": 1, "e": f"track{i}"}
        lines += [head | {"kind": "episode", "clock": {"type": "order"}},
                  head | {"kind": "track", "subject": "A", "perspective": "expressed", "source": "simulated@1",
                          "turn": list(range(rows)), "valence": track(rng, rows, phi, sd)},
                  head | {"kind": "end"}]
    text = "".join(json.dumps(line) + "\n" for line in lines)
    out = subprocess.run([program, "understand", "--without", "state_space"], input=text, capture_output=True, text=True,
                         check=True).stdout
    records = map(json.loads, out.splitlines())
    return len({record["e"] for record in records if record.get("grade") == "significant"}) / TRACKS


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    cells = [{"n": n, "phi": phi, "sd": sd, "tracks": TRACKS, "significant": round(rate(sys.argv[1], n, phi, sd), 4)}
             for n, phi, sd in CELLS]
    text = json.dumps({"what": "false alarms of turning_points@1 on short tracks of wide scores, cut at -1 and 1",
                       "command": "tools/measure_wide_tracks.py affect results/understand/wide_tracks.json",
                       "cells": cells}, indent=1) + "\n"
    sys.stdout.write(text)
    if len(sys.argv) == 3:
        with open(sys.argv[2], "w", encoding="utf-8") as file:
            file.write(text)


if __name__ == "__main__":
    main()
