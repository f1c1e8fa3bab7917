#!/usr/bin/env python3
"""Tokens a second of training all-MiniLM-L6-v2's net, embeddings frozen, 32 texts of 32 tokens a step, one thread: train(),
and the same net, loss, clipping and AdamW as a plain loop over libtorch's modules, in turn.

usage: tools/bench_training.py PROGRAM [results/bench/training.json]
PROGRAM is the built learn_nets_bench. A time is that of the fastest step of several runs, by the time of the processor.
"""
import json
import subprocess
import sys

import bench_row

REPETITIONS = 8
RATIO = 0.9
COMMAND = "tools/bench_training.py learn_nets_bench results/bench/training.json"


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    command = [sys.argv[1], "--benchmark_format=json", f"--benchmark_repetitions={REPETITIONS}",
               "--benchmark_enable_random_interleaving=true"]
    measured = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
    best = {}
    for run in measured["benchmarks"]:
        if run["run_type"] == "iteration":
            name = run["run_name"].split("/")[1]
            best[name] = max(best.get(name, 0), run["items_per_second"])
    figures = []
    for precision in ("f32", "bf16"):
        ours, peer = best[f"train_{precision}"], best[f"plain_{precision}"]
        figures.append({
            "what": f"training all-MiniLM-L6-v2's net in {precision}, embeddings frozen, 32 texts of 32 tokens, one thread",
            "ours": round(ours),
            "peer": round(peer),
            "peer_name": f"a plain loop over libtorch {measured['context']['libtorch']}",
            "ratio": round(ours / peer, 2),
            "unit": "tokens/s",
            "cpu": bench_row.cpu_of_nets(),
            "command": COMMAND,
        })
    bench_row.report({"figures": figures}, sys.argv[2] if len(sys.argv) == 3 else None)
    slow = [figure["what"] for figure in figures if figure["ratio"] < RATIO]
    if slow:
        sys.exit(f"below {RATIO} of the plain loop: {slow}")


if __name__ == "__main__":
    main()
