#!/usr/bin/env python3
"""One million turns through `affect perceive | affect understand`: seconds, peak memory, asserted limits.

usage: tools/bench_pipeline.py PROGRAM [results/bench/pipeline.json]
PROGRAM is the built affect; AFFECT_DATA holds the texts (EmotionLines, repeated in order).
"""
import json
import os
import subprocess
import sys
import tempfile
import time

import bench_row

TURNS = 1_000_000
LIMIT_SECONDS = 10
LIMIT_MEGABYTES = 300


def utterances():
    path = os.path.join(os.environ["AFFECT_DATA"], "text/emotionlines-friends/friends_train.json")
    with open(path, encoding="utf-8") as file:
        return [turn["utterance"] for dialogue in json.load(file) for turn in dialogue]


def write_episode(path):
    texts = utterances()
    with open(path, "w", encoding="utf-8") as file:
        file.write('{"affect":1,"kind":"episode","e":"long","clock":{"type":"order"}}\n')
        for name in ("Ann", "Ben"):
            file.write('{"affect":1,"kind":"subject","e":"long","name":"%s","type":"person"}\n' % name)
        for turn in range(TURNS):
            record = {"affect": 1, "kind": "turn", "e": "long", "turn": turn, "speaker": ("Ann", "Ben")[turn % 2],
                      "text": texts[turn % len(texts)]}
            file.write(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n")
        file.write('{"affect":1,"kind":"end","e":"long"}\n')


def run(program, path, out):
    """Seconds of the pipe as a whole, and each process's peak memory in MB."""
    begin = time.monotonic()
    with open(out, "wb") as sink:
        perceive = subprocess.Popen([program, "perceive", path], stdout=subprocess.PIPE)
        understand = subprocess.Popen([program, "understand"], stdin=perceive.stdout, stdout=sink)
        perceive.stdout.close()
        peaks = {}
        for name, process in (("perceive", perceive), ("understand", understand)):
            _, status, usage = os.wait4(process.pid, 0)
            if status != 0:
                sys.exit(f"affect {name} failed")
            peaks[name] = usage.ru_maxrss / 1024
    return time.monotonic() - begin, peaks


def main():
    if len(sys.argv) not in (2, 3) or "AFFECT_DATA" not in os.environ:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "long.jsonl")
        write_episode(path)
        size = os.path.getsize(path)
        runs = [run(sys.argv[1], path, os.path.join(folder, "out.jsonl")) for _ in range(3)]
    seconds = min(seconds for seconds, _ in runs)
    peaks = {name: round(max(peak[name] for _, peak in runs), 1) for name in ("perceive", "understand")}
    row = {"what": "one million turns through perceive | understand", "value": round(seconds, 2), "unit": "s",
           "limit": LIMIT_SECONDS, "peak_mb": peaks, "limit_mb": LIMIT_MEGABYTES, "bytes": size, "turns": TURNS,
           "cpu": bench_row.cpu(), "command": "tools/bench_pipeline.py affect results/bench/pipeline.json"}
    bench_row.report(row, sys.argv[2] if len(sys.argv) == 3 else None)
    if seconds > LIMIT_SECONDS or max(peaks.values()) > LIMIT_MEGABYTES:
        sys.exit("over the limit")


if __name__ == "__main__":
    main()
