#!/usr/bin/env python3
"""Megabytes a second of counting words by a dictionary, ours and the Python package liwc, on the same sentences.

usage: tools/bench_dictionary.py PROGRAM [results/bench/dictionary.json]
PROGRAM is the built perceive_text_bench; AFFECT_PEERS holds the unpacked package, AFFECT_DATA the texts. Both read our function
words, written out as a LIWC .dic. One thread each, both by processor time: Google Benchmark's rates are, and by the clock a busy
machine would slow the package alone.
"""
import collections
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import tomllib

import bench_row

SENTENCES = 40_000
PASSES = 3  # of the package; the fastest counts, so that a busy machine does not flatter us
MEGABYTES = 100
SOURCE = os.path.join(os.path.dirname(__file__), "../data/lexicons/function_words_en.toml")


def sentences():
    path = os.path.join(os.environ["AFFECT_DATA"], "text/goemotions/train.tsv")
    with open(path, encoding="utf-8") as file:
        return [line.split("\t")[0] for line in file][:SENTENCES]


def write_dic(path):
    """Without phrases, which the package does not know."""
    with open(SOURCE, "rb") as file:
        categories = tomllib.load(file)["category"]
    numbers = {name: str(i + 1) for i, name in enumerate(categories)}

    def with_parents(name):
        return {name}.union(*(with_parents(parent) for parent in categories[name].get("part_of", [])))

    words = collections.defaultdict(set)
    for name, category in categories.items():
        for word in category.get("words", []):
            if " " not in word:
                words[word] |= with_parents(name)
    with open(path, "w", encoding="utf-8") as file:
        file.write("%\n" + "".join(f"{number}\t{name}\n" for name, number in numbers.items()) + "%\n")
        for word, names in words.items():
            file.write("\t".join([word, *sorted(numbers[name] for name in names)]) + "\n")


def package_rate(texts, dictionary):
    sys.path.insert(0, os.environ["AFFECT_PEERS"])
    import liwc

    parse, _ = liwc.load_token_parser(dictionary)
    token = re.compile(r"\w+(?:'\w+)*")
    size = sum(len(text.encode()) for text in texts)
    best = 0.0
    for _ in range(PASSES):
        begin = time.process_time()
        counts = collections.Counter()
        for text in texts:
            counts.update(category for word in token.findall(text.lower()) for category in parse(word))
        best = max(best, size / (time.process_time() - begin))
    return best / 1e6


def our_rates(program, texts, dictionary):
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".txt") as file:
        file.write("\n".join(texts) + "\n")
        file.flush()
        output = subprocess.run(
            [program, "--benchmark_format=json", "--benchmark_filter=dictionary_(scan|negation)"],
            env=dict(os.environ, AFFECT_SENTENCES=file.name, AFFECT_DICTIONARY=dictionary), check=True, capture_output=True)
    runs = json.loads(output.stdout)["benchmarks"]
    return {run["name"].removeprefix("dictionary_"): run["bytes_per_second"] / 1e6 for run in runs}


def main():
    if len(sys.argv) not in (2, 3) or not {"AFFECT_PEERS", "AFFECT_DATA"} <= os.environ.keys():
        sys.exit(__doc__)
    texts = sentences()
    with tempfile.NamedTemporaryFile("w", suffix=".dic") as dictionary:
        write_dic(dictionary.name)
        peer = package_rate(texts, dictionary.name)
        ours = our_rates(sys.argv[1], texts, dictionary.name)
    result = {
        "what": "counting words of GoEmotions sentences by a dictionary of function words, one thread",
        "ours": round(ours["scan"], 1),
        "ours_negation": round(ours["negation"], 1),
        "peer": round(peer, 2),
        "peer_name": "liwc 0.5.0 (Python)",
        "ratio": round(ours["scan"] / peer, 1),
        "unit": "MB/s",
        "sentences": len(texts),
        "cpu": bench_row.cpu(),
        "command": "tools/bench_dictionary.py perceive_text_bench results/bench/dictionary.json",
    }
    bench_row.report(result, sys.argv[2] if len(sys.argv) == 3 else None)
    if ours["scan"] < MEGABYTES:
        sys.exit(f"under {MEGABYTES} MB/s")


if __name__ == "__main__":
    main()
