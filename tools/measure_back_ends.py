#!/usr/bin/env python3
"""One trained net, one split, two back ends: macro-F1 by libtorch (affect-learn) and by OpenVINO (affect run).

usage: tools/measure_back_ends.py AFFECT_LEARN results/emotion_small.json [results/learn/back_ends.json]
AFFECT_LEARN is the program affect-learn; the second is what `affect run emotion_small -o` wrote. AFFECT_DATA holds the data,
AFFECT_MODELS the trunk. Fails where the two differ by more than 0.002 in f32, or 8 bits cost half a point or more.
"""
import json
import os
import re
import subprocess
import sys

import bench_row

MODEL = "models/emotion_small.safetensors"
BACK_ENDS_DIFFER, BITS_COST = 0.002, 0.005


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    command = [sys.argv[1], "emotion_small", "--score", MODEL, "--split", "test", "--data", os.environ["AFFECT_DATA"]]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    libtorch = float(re.search(r"^goemotions test macro-F1 (\S+)$", said, re.MULTILINE)[1])
    with open(sys.argv[2], encoding="utf-8") as file:
        figures = {figure["name"]: figure["value"] for figure in json.load(file)["figures"]}
    run = {name: figures[f"GoEmotions, {name}: macro-F1"] for name in ("f32", "bf16", "int8")}
    row = {"what": "GoEmotions test macro-F1 of " + MODEL, "libtorch f32": libtorch}
    row |= {f"OpenVINO {name}": value for name, value in run.items()}
    bench_row.report(row, *sys.argv[3:4])
    if abs(libtorch - run["f32"]) > BACK_ENDS_DIFFER:
        sys.exit(f"the back ends differ by {abs(libtorch - run['f32']):.4f}")
    if run["f32"] - run["int8"] >= BITS_COST:
        sys.exit(f"8 bits cost {run['f32'] - run['int8']:.4f}")


if __name__ == "__main__":
    main()
