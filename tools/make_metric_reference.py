"""Writes tests/measure/reference.inc: what scikit-learn, scipy and numpy say about the rows of tests/measure/*_test.cpp.

    python -m venv venv && venv/bin/pip install numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1
    AFFECT_DATA=... venv/bin/python tools/make_metric_reference.py > tests/measure/reference.inc

Rows:
  small       the numbers below, made by hand: ties, missing values, a class never predicted, one never true, one absent
  emobank     text/emobank: the ids of reader.csv in its order; x is the reader's V, A or D, y the writer's of the same id,
              NaN where the writer has none
  documents   text/emobank as above, rows grouped by `document` of meta.tsv; V only
  friends     text/emotionlines-friends/friends_test.json: for every utterance five rows, truth is its `emotion`, predicted
              one of its five votes in the order of the digits of `annotation`
"""

import csv
import json
import math
import os
import sys
import warnings

import numpy as np
import scipy
import sklearn
from scipy import stats
from sklearn import metrics

NAN = math.nan
SMALL_X = [0.5, -1.0, 0.5, NAN, 2.0, 2.0, 0.0, -0.0, 3.25, -1.0, 0.75, NAN, 0.5]
SMALL_Y = [1.0, -2.0, 0.25, 4.0, 1.0, NAN, 0.0, 0.5, 1.0, -2.0, -0.5, NAN, 1.0]
SMALL_TRUTH = [0, 0, 1, 1, 1, 2, 2, 4, -1, 0, 4, 1, 0, -1]
SMALL_PREDICTED = [0, 1, 1, 1, 0, 3, 2, 0, 1, -1, 1, 1, 0, -1]
SMALL_CLASSES = 6
VOTES = ["neutral", "joy", "sadness", "fear", "anger", "surprise", "disgust"]
EMOTIONS = VOTES + ["non-neutral"]
RESAMPLES = 20000


def paired(x, y):
    x, y = np.asarray(x, float), np.asarray(y, float)
    keep = ~(np.isnan(x) | np.isnan(y))
    return x[keep], y[keep]


def concordance(x, y):
    return 2 * np.cov(x, y, bias=True)[0, 1] / (x.var() + y.var() + (x.mean() - y.mean()) ** 2)


def continuous(name, x, y):
    x, y = paired(x, y)
    yield f"{name}/rows", len(x)
    yield f"{name}/pearson", stats.pearsonr(x, y).statistic
    yield f"{name}/spearman", stats.spearmanr(x, y).statistic
    yield f"{name}/concordance", concordance(x, y)
    yield f"{name}/mean_absolute_error", metrics.mean_absolute_error(x, y)
    yield f"{name}/root_mean_squared_error", metrics.root_mean_squared_error(x, y)


def classes(name, truth, predicted, count):
    rows = [(t, p) for t, p in zip(truth, predicted) if t >= 0 and p >= 0]
    t, p = zip(*rows)
    every = list(range(count))
    yield f"{name}/rows", len(rows)
    yield f"{name}/accuracy", metrics.accuracy_score(t, p)
    with warnings.catch_warnings(action="ignore"):  # a vote that is never the truth
        yield f"{name}/unweighted_average_recall", metrics.balanced_accuracy_score(t, p)
    for average in ("macro", "micro", "weighted"):
        yield f"{name}/{average}_f1", metrics.f1_score(t, p, average=average, zero_division=0)
        yield f"{name}/{average}_f1/without_0", metrics.f1_score(
            t, p, labels=every[1:], average=average, zero_division=0)
    yield f"{name}/macro_f1/every_class", metrics.f1_score(t, p, labels=every, average="macro", zero_division=0)
    by_class = metrics.precision_recall_fscore_support(t, p, labels=every, zero_division=0)
    for measure, values in zip(("precision", "recall", "f1", "support"), by_class):
        for c in every:
            yield f"{name}/{measure}/{c}", values[c]
    matrix = metrics.confusion_matrix(t, p, labels=every)
    for i in every:
        for j in every:
            yield f"{name}/count/{i}/{j}", matrix[i, j]


def table(path, delimiter=","):
    with open(path, encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter=delimiter)


def emobank(root):
    folder = f"{root}/text/emobank"
    writer = {row["id"]: row for row in table(f"{folder}/writer.csv")}
    reader = list(table(f"{folder}/reader.csv"))
    for dimension in "VAD":
        x = [float(row[dimension]) for row in reader]
        y = [float(writer[row["id"]][dimension]) if row["id"] in writer else NAN for row in reader]
        yield from continuous(f"emobank/{dimension}", x, y)
        if dimension == "V":
            document = {row["id"]: row["document"] for row in table(f"{folder}/meta.tsv", "\t")}
            yield from intervals(np.array(x), np.array(y), [document[row["id"]] for row in reader])


def intervals(x, y, documents):
    keep = ~(np.isnan(x) | np.isnan(y))
    first = stats.bootstrap((x[keep][:400], y[keep][:400]), lambda a, b: stats.pearsonr(a, b).statistic, paired=True,
                            vectorized=False, n_resamples=RESAMPLES, method="percentile", rng=np.random.default_rng(7))
    yield "emobank/V/first_400/low", first.confidence_interval.low
    yield "emobank/V/first_400/high", first.confidence_interval.high
    # Each document adds its sums; a resample of documents adds the sums of those drawn.
    number = {document: i for i, document in enumerate(dict.fromkeys(documents))}
    sums = np.zeros((len(number), 6))
    for document, a, b in zip(np.array(documents)[keep], x[keep] - 3, y[keep] - 3):
        sums[number[document]] += (1, a, b, a * a, b * b, a * b)
    rng = np.random.default_rng(7)
    values = []
    for _ in range(RESAMPLES):
        n, a, b, aa, bb, ab = sums[rng.integers(len(sums), size=len(sums))].sum(axis=0)
        values.append((ab - a * b / n) / math.sqrt((aa - a * a / n) * (bb - b * b / n)))
    yield "documents/groups", len(number)
    yield "documents/low", np.quantile(values, 0.025)
    yield "documents/high", np.quantile(values, 0.975)


def friends(root):
    with open(f"{root}/text/emotionlines-friends/friends_test.json", encoding="utf-8") as file:
        dialogues = json.load(file)
    truth, predicted = [], []
    for utterance in (u for dialogue in dialogues for u in dialogue):
        for vote, times in enumerate(utterance["annotation"]):
            truth += [EMOTIONS.index(utterance["emotion"])] * int(times)
            predicted += [vote] * int(times)
    yield from classes("friends", truth, predicted, len(EMOTIONS))


def number(value):
    if math.isnan(value):
        return "kNaN"
    return repr(value)


def array(kind, name, values):
    return f"inline constexpr {kind} {name}[] = {{{', '.join(number(v) for v in values)}}};"


def main():
    root = os.environ.get("AFFECT_DATA") or sys.exit("AFFECT_DATA is not set")
    print(f"// Generated by tools/make_metric_reference.py with scikit-learn {sklearn.__version__}, "
          f"scipy {scipy.__version__}, numpy {np.__version__}.")
    print("inline constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();")
    print(array("double", "kSmallX", SMALL_X))
    print(array("double", "kSmallY", SMALL_Y))
    print(array("int", "kSmallTruth", SMALL_TRUTH))
    print(array("int", "kSmallPredicted", SMALL_PREDICTED))
    print(f"inline constexpr std::size_t kSmallClasses = {SMALL_CLASSES};")
    print("inline constexpr std::pair<std::string_view, double> kReference[] = {")
    for rows in (continuous("small", SMALL_X, SMALL_Y), classes("small_classes", SMALL_TRUTH, SMALL_PREDICTED, SMALL_CLASSES),
                 emobank(root), friends(root)):
        for name, value in rows:
            print(f'    {{"{name}", {float(value)!r}}},')
    print("};")


if __name__ == "__main__":
    main()
