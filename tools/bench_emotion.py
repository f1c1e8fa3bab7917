#!/usr/bin/env python3
"""Speed and quality of the linear emotion models beside vaderSentiment, AFINN and a scikit-learn pipeline, in one go.

usage: tools/bench_emotion.py PROGRAM [results/bench/emotion.json]
PROGRAM is the built perceive_text_bench; AFFECT_PEERS holds the unpacked vaderSentiment, AFFECT_DATA the texts,
AFFECT_MODELS the model where it is not beside the sources. Needs afinn==0.1 and scikit-learn==1.9.1. One thread each, by
the time of its processor (a busy machine counts for nobody), in
sentences a second of EmoBank's train split. Quality on development splits: Pearson's r with EmoBank's mean ratings,
macro-F1 of GoEmotions, where each label's threshold is the best one on that split, for us as for the pipeline.
"""
import csv
import json
import os
import subprocess
import sys
import tempfile
import time

os.environ.update({name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")})

import afinn
import numpy as np
import sklearn
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.pipeline import make_union

import bench_row

PER_SECOND, MEGABYTES, COLD_MS = 40_000, 60, 30
STARTS = 9
DIMENSIONS = ("valence", "arousal", "dominance")


def flat(text):
    return " ".join(text.split())


def emobank(split):
    with open(os.path.join(os.environ["AFFECT_DATA"], "text/emobank/emobank.csv"), encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["split"] == split and row["text"].strip()]
    return [flat(row["text"]) for row in rows], np.array([[float(row[d]) for d in "VAD"] for row in rows])


def goemotions(split):
    folder = os.path.join(os.environ["AFFECT_DATA"], "text/goemotions")
    with open(f"{folder}/emotions.txt", encoding="utf-8") as file:
        names = file.read().split()
    with open(f"{folder}/{split}.tsv", encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file]
    truth = np.zeros((len(rows), len(names)), bool)
    for i, row in enumerate(rows):
        truth[i, [int(label) for label in row[1].split(",")]] = True
    return [flat(row[0]) for row in rows], truth, names


def r(x, y):
    return float(np.corrcoef(x, y)[0, 1])


def macro_f1(said, truth):
    scores = []
    for s, t in zip(said.T, truth.T):
        order = np.argsort(-s, kind="stable")
        hits = np.cumsum(t[order])
        scores.append(float(np.max(2 * hits / (np.arange(1, len(s) + 1) + t.sum()))))
    return sum(scores) / len(scores)


def program(path, name, texts, **extra):
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".txt") as file:
        file.write("\n".join(texts) + "\n")
        file.flush()
        output = subprocess.run([path, "--benchmark_format=json", f"--benchmark_filter={name}$"], check=True,
                                env=dict(os.environ, AFFECT_SENTENCES=file.name, **extra), capture_output=True)
    return json.loads(output.stdout)["benchmarks"][0]


def our_scores(path, texts):
    with tempfile.NamedTemporaryFile("r", encoding="utf-8") as file:
        program(path, "emotion_scores/iterations:1", texts, AFFECT_SCORES=file.name)
        heads = file.readline().split()
        values = np.array([[float(v) for v in line.split()] for line in file])
    assert len(values) == len(texts)
    return dict(zip(heads, values.T))


def ours(path, texts, dev, go):
    starts = [program(path, "emotion_first_answer/iterations:1", texts[:1], AFFECT_STARTED=str(time.monotonic_ns()))
              for _ in range(STARTS)]
    bank, labels = our_scores(path, dev[0]), our_scores(path, go[0])
    said = np.stack([labels[f"goemotions:{name}"] for name in go[2]], axis=1)
    row = {
        "name": "affect emotion",
        "sentences_per_s": round(program(path, "emotion_all", texts)["items_per_second"]),
        "with_words": round(program(path, "emotion_explained", texts)["items_per_second"]),
        "cold_start_ms": round(sorted(start["started_ms"] for start in starts)[STARTS // 2], 1),
        "peak_MB": round(max(start["peak_kB"] for start in starts) / 1024, 1),
        "peak_MB_after_all": round(program(path, "emotion_all", texts)["peak_kB"] / 1024, 1),
        "goemotions_macro_f1": round(macro_f1(said, go[1]), 3),
    }
    for i, name in enumerate(DIMENSIONS):
        row[f"{name}_r"] = round(r(bank[f"expressed:{name}"] + bank[f"evoked:{name}"], dev[1][:, i]), 3)
    return row


def peer(name, score, texts, dev):
    begin = time.process_time()
    for text in texts:
        score(text)
    rate = len(texts) / (time.process_time() - begin)
    return {"name": name, "sentences_per_s": round(rate),
            "valence_r": round(r([score(text) for text in dev[0]], dev[1][:, 0]), 3)}


def features():
    return make_union(TfidfVectorizer(ngram_range=(1, 2)), TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5)))


def pipeline(train, dev, go_train, go):
    bank_features, go_features = features(), features()
    bank = Ridge(alpha=1).fit(bank_features.fit_transform(train[0]), train[1])
    go_rows = go_features.fit_transform(go_train[0])
    labels = [LogisticRegression(solver="liblinear", C=4, tol=0.01).fit(go_rows, truth) for truth in go_train[1].T]

    def says(texts):
        rows = go_features.transform(texts)
        return bank.predict(bank_features.transform(texts)), np.stack([m.decision_function(rows) for m in labels], axis=1)

    texts = train[0][:2000]
    begin = time.process_time()
    says(texts)
    rate = len(texts) / (time.process_time() - begin)
    row = {"name": f"scikit-learn {sklearn.__version__}: TfidfVectorizer word 1-2, char_wb 2-5; Ridge, LogisticRegression",
           "sentences_per_s": round(rate), "goemotions_macro_f1": round(macro_f1(says(go[0])[1], go[1]), 3)}
    said = says(dev[0])[0]
    for i, name in enumerate(DIMENSIONS):
        row[f"{name}_r"] = round(r(said[:, i], dev[1][:, i]), 3)
    return row


def main():
    if len(sys.argv) not in (2, 3) or not {"AFFECT_PEERS", "AFFECT_DATA"} <= os.environ.keys():
        sys.exit(__doc__)
    sys.path.append(os.environ["AFFECT_PEERS"])
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    train, dev, go_train, go = emobank("train"), emobank("dev"), goemotions("train"), goemotions("dev")
    us = ours(sys.argv[1], train[0], dev, go)
    vader, words = SentimentIntensityAnalyzer(), afinn.Afinn()
    peers = [peer("vaderSentiment 3.3.2", lambda text: vader.polarity_scores(text)["compound"], train[0], dev),
             peer("afinn 0.1", words.score, train[0], dev), pipeline(train, dev, go_train, go)]
    for one in peers:
        one["ratio"] = round(us["sentences_per_s"] / one["sentences_per_s"], 1)
    result = {
        "what": "emotion of EmoBank sentences, language and all heads of English, one thread; quality on dev splits",
        "ours": us["sentences_per_s"],
        "peer": peers[-1]["sentences_per_s"],
        "peer_name": peers[-1]["name"],
        "ratio": peers[-1]["ratio"],
        "unit": "sentences/s",
        "sentences": len(train[0]),
        "table": [us, *peers],
        "cpu": bench_row.cpu(),
        "command": "tools/bench_emotion.py perceive_text_bench results/bench/emotion.json",
    }
    bench_row.report(result, sys.argv[2] if len(sys.argv) == 3 else None)
    if us["sentences_per_s"] < PER_SECOND or us["peak_MB_after_all"] >= MEGABYTES or us["cold_start_ms"] >= COLD_MS:
        sys.exit(f"a limit is missed: {PER_SECOND} sentences/s, {MEGABYTES} MB, {COLD_MS} ms")


if __name__ == "__main__":
    main()
