#!/usr/bin/env python3
"""Sentences a second of the lexicon and of the Python package vaderSentiment, in one go on the same sentences.

usage: tools/bench_lexicon.py PROGRAM [results/bench/lexicon.json]
PROGRAM is the built perceive_text_bench; AFFECT_PEERS holds the unpacked package, AFFECT_DATA the texts. One thread each.
"""
import json
import os
import subprocess
import sys
import tempfile
import time

import bench_row

SENTENCES = 20_000
PASSES = 3  # of the package; the fastest counts, so that a busy machine does not flatter us
RATIO = 15
PER_SECOND = 500_000


def sentences():
    path = os.path.join(os.environ["AFFECT_DATA"], "text/goemotions/train.tsv")
    with open(path, encoding="utf-8") as file:
        return [line.split("\t")[0] for line in file][:SENTENCES]


def package_rate(texts):
    sys.path.insert(0, os.environ["AFFECT_PEERS"])
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    analyzer = SentimentIntensityAnalyzer()
    best = 0.0
    for _ in range(PASSES):
        begin = time.perf_counter()
        for text in texts:
            analyzer.polarity_scores(text)
        best = max(best, len(texts) / (time.perf_counter() - begin))
    return best


def our_rates(program, texts):
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".txt") as file:
        file.write("\n".join(texts) + "\n")
        file.flush()
        output = subprocess.run([program, "--benchmark_format=json", "--benchmark_filter=default|parity"],
                                env=dict(os.environ, AFFECT_SENTENCES=file.name), check=True, capture_output=True)
    runs = json.loads(output.stdout)["benchmarks"]
    return {run["name"].removeprefix("lexicon_"): run["items_per_second"] for run in runs}


def main():
    if len(sys.argv) not in (2, 3) or not {"AFFECT_PEERS", "AFFECT_DATA"} <= os.environ.keys():
        sys.exit(__doc__)
    texts = sentences()
    peer = package_rate(texts)
    ours = our_rates(sys.argv[1], texts)
    result = {
        "what": "valence of GoEmotions sentences by the lexicon, one thread",
        "ours": round(ours["default"]),
        "ours_parity": round(ours["parity"]),
        "peer": round(peer),
        "peer_name": "vaderSentiment 3.3.2",
        "ratio": round(ours["default"] / peer, 1),
        "ratio_parity": round(ours["parity"] / peer, 1),
        "unit": "sentences/s",
        "sentences": len(texts),
        "cpu": bench_row.cpu(),
        "command": "tools/bench_lexicon.py perceive_text_bench results/bench/lexicon.json",
    }
    bench_row.report(result, sys.argv[2] if len(sys.argv) == 3 else None)
    slowest = min(ours.values())
    if slowest < PER_SECOND and slowest < RATIO * peer:
        sys.exit(f"neither {PER_SECOND} sentences/s nor {RATIO} times the package")


if __name__ == "__main__":
    main()
