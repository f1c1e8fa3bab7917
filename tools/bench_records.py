#!/usr/bin/env python3
"""Megabytes a second of the wire format, beside Python's json module, in one go on the same bytes.

usage: tools/bench_records.py PROGRAM [results/bench/records.json]
PROGRAM is the built io_bench. One thread each; CPU time, the best of three.
"""
import json
import os
import platform
import subprocess
import sys
import tempfile
import time

import bench_row

LIMIT = 150  # MB/s, parse and write together


def our_rates(program, path):
    output = subprocess.run([program, "--benchmark_format=json", "--benchmark_filter=records/",
                             "--benchmark_repetitions=3"],
                            env=dict(os.environ, AFFECT_BENCH_RECORDS=path), check=True, capture_output=True)
    rates = {}
    for run in json.loads(output.stdout)["benchmarks"]:
        if run["run_type"] == "iteration":
            name = run["name"].split("/")[1]
            rates[name] = max(rates.get(name, 0), run["bytes_per_second"] / 1e6)
    return rates


def peer_rate(path):
    with open(path, encoding="utf-8") as file:
        lines = file.read().splitlines()
    size = os.path.getsize(path)
    seconds = []
    for _ in range(3):
        begin = time.process_time()
        for line in lines:
            json.dumps(json.loads(line), ensure_ascii=False, separators=(",", ":"))
        seconds.append(time.process_time() - begin)
    return size / min(seconds) / 1e6, size


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "records.jsonl")
        ours = our_rates(sys.argv[1], path)
        peer, size = peer_rate(path)
    result = {
        "what": "records parsed and written again, one thread",
        "value": round(ours["parse_write"], 1),
        "unit": "MB/s",
        "limit": LIMIT,
        "parse": round(ours["parse"], 1),
        "write": round(ours["write"], 1),
        "peer": round(peer, 1),
        "peer_name": f"json of Python {platform.python_version()}, loads and dumps",
        "ratio": round(ours["parse_write"] / peer, 1),
        "bytes": size,
        "cpu": bench_row.cpu(),
        "command": "tools/bench_records.py io_bench results/bench/records.json",
    }
    bench_row.report(result, sys.argv[2] if len(sys.argv) == 3 else None)
    if result["value"] < LIMIT:
        sys.exit(f"slower than {LIMIT} MB/s")


if __name__ == "__main__":
    main()
