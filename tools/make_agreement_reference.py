"""Writes tests/measure/agreement.inc: what other programs say of the ratings of tests/measure/*_test.cpp.

    python -m venv venv && venv/bin/pip install krippendorff==0.9.0 irrCAC==0.4.4 pingouin==0.6.1 crowd-kit==1.4.2 \
        ppi-python==0.2.3 statsmodels==0.15.0 scikit-learn==1.9.1 scipy==1.12.0 numpy==1.26.4 pandas==2.3.3
    AFFECT_DATA=... venv/bin/python tools/make_agreement_reference.py > tests/measure/agreement.inc

Tables are rows of units with a column a rater:
  small         made by hand: three raters, four values that are not evenly spaced, missing ratings, a unit rated once
  krippendorff  the example of Krippendorff, Computing Krippendorff's alpha-reliability (2011): four observers, twelve units
  shrout        the example of Shrout and Fleiss (1979), table 2: six targets, four judges
  friends       text/emotionlines-friends, train, dev and test: the five votes of each utterance in the order of labels
  enisear       text/enisear-appraisal: three annotators of seven appraisals; `enisear/all` has seven rows a sentence
  emobank       text/emobank: reader and writer as two raters, sentences that both rated
"""

import csv
import json
import math
import os
import sys
import warnings

import krippendorff
import numpy as np
import pandas as pd
import pingouin
import ppi_py
import scipy
import sklearn
import statsmodels
from crowdkit.aggregation import DawidSkene
from irrCAC.raw import CAC
from scipy import stats
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import fleiss_kappa
from statsmodels.stats.multitest import multipletests

N = math.nan
SMALL = [[0, 0, 0], [1, 1, 2], [2, 2, 2], [5, 2, 5], [0, N, 1], [1, 0, 1], [N, 5, 5], [2, N, N], [5, 5, 5], [0, 1, 0],
         [2, 5, 1], [1, 1, 1], [0, 0, 5], [N, 1, 2], [2, 2, 1]]
KRIPPENDORFF = [[1, 1, N, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3], [2, 2, 2, 2], [1, 2, 3, 4], [4, 4, 4, 4],
                [1, 1, 2, 1], [2, 2, 2, 2], [N, 5, 5, 5], [N, N, 1, 1], [N, N, 3, N]]
SHROUT = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
APPRAISALS = ["Attention", "Certainty", "Effort", "Pleasant", "Responsibility", "Control", "Circumstance"]
ITERATIONS = 400
P_VALUES = [0.001, 0.04, 0.03, 0.2, 0.005, 0.9]
SCORES = [-0.8, -0.5, -0.5, -0.1, 0.0, 0.1, 0.3, 0.3, 0.6, 0.9]
CODES = [-0.6, -0.9, -0.2, 0.1, -0.3, 0.2, 0.1, 0.5, 0.4, 0.8]
TRUE_CLASS = [0, 0, 1, 0, 0, 1, 1, 0, 1, 1]


def alphas(name, table, levels=("nominal", "ordinal", "interval", "ratio")):
    data = np.array(table, float).T
    for level in levels:
        yield f"{name}/alpha/{level}", krippendorff.alpha(reliability_data=data, level_of_measurement=level)


def chance_corrected(name, table, weights=("identity", "linear", "quadratic"), categories=None):
    frame = pd.DataFrame(np.array(table, float))
    for weight in weights:
        cac = CAC(frame, weights=weight, categories=categories, digits=15)
        yield f"{name}/fleiss/{weight}", cac.fleiss()["est"]["coefficient_value"]
        yield f"{name}/gwet/{weight}", cac.gwet()["est"]["coefficient_value"]
        yield f"{name}/observed/{weight}", cac.gwet()["est"]["pa"]


def cohen(name, a, b, weights=(None,)):
    for weight in weights:
        yield f"{name}/cohen/{weight or 'identity'}", cohen_kappa_score(a, b, weights=weight)


def intraclass(name, table):
    table = np.array(table, float)
    table = table[~np.isnan(table).any(axis=1)]
    n, k = table.shape
    frame = pd.DataFrame({"unit": np.repeat(np.arange(n), k), "rater": np.tile(np.arange(k), n), "value": table.ravel()})
    for row in pingouin.intraclass_corr(frame, "unit", "rater", "value").itertuples():
        kind = {"ICC(1,1)": "1/single", "ICC(A,1)": "2/single", "ICC(C,1)": "3/single", "ICC(1,k)": "1/mean", "ICC(A,k)": "2/mean",
                "ICC(C,k)": "3/mean"}[row.Type]
        yield f"{name}/icc/{kind}", row.ICC


def dawid_skene(name, table):
    rows = [(unit, rater, int(value)) for unit, row in enumerate(table) for rater, value in enumerate(row)
            if not math.isnan(value)]
    model = DawidSkene(n_iter=ITERATIONS, tol=-math.inf).fit(pd.DataFrame(rows, columns=["task", "worker", "label"]))
    yield f"{name}/dawid_skene/iterations", ITERATIONS
    for label in sorted(model.priors_.index):
        yield f"{name}/dawid_skene/prior/{label}", model.priors_[label]
    for unit in (0, 1, 2, 50, 999):
        yield f"{name}/dawid_skene/posterior/{unit}", model.probas_.loc[unit, 1]
    for rater in range(3):
        for truth in (0, 1):
            yield f"{name}/dawid_skene/confusion/{rater}/{truth}/1", model.errors_.loc[(rater, 1), truth]


def friends(root):
    counts = []
    for split in ("train", "dev", "test"):
        with open(f"{root}/text/emotionlines-friends/friends_{split}.json", encoding="utf-8") as file:
            counts += [[int(digit) for digit in line["annotation"]] for dialogue in json.load(file) for line in dialogue]
    table = [[c for c, times in enumerate(row) for _ in range(times)] for row in counts]
    yield "friends/units", len(table)
    yield "friends/statsmodels/fleiss", fleiss_kappa(np.array(counts))
    yield from alphas("friends", table, ["nominal"])
    yield from chance_corrected("friends", table, ["identity"], list(range(7)))


def enisear(root):
    with open(f"{root}/text/enisear-appraisal/enISEAR_appraisal.tsv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    every = [[float(row[f"{a}_a{i}"]) for i in (1, 2, 3)] for row in rows for a in APPRAISALS]
    for name, table in [(f"enisear/{a}", every[i::7]) for i, a in enumerate(APPRAISALS)] + [("enisear/all", every)]:
        yield f"{name}/units", len(table)
        yield from alphas(name, table, ["nominal"])
        yield from chance_corrected(name, table, ["identity"])
        pairs = [(0, 1), (0, 2), (1, 2)]
        columns = np.array(table)
        yield f"{name}/light", np.mean([cohen_kappa_score(columns[:, a], columns[:, b]) for a, b in pairs])
    yield from dawid_skene("enisear/Attention", every[0::7])


def emobank(root):
    tables = []
    for name in ("reader", "writer"):
        with open(f"{root}/text/emobank/{name}.csv", encoding="utf-8", newline="") as file:
            tables.append({row["id"]: row for row in csv.DictReader(file)})
    reader, writer = tables
    for dimension in "VAD":
        table = [[float(row[dimension]), float(writer[id][dimension])] for id, row in reader.items() if id in writer]
        yield f"emobank/{dimension}/units", len(table)
        yield from alphas(f"emobank/{dimension}", table, ["ordinal", "interval", "ratio"])
        yield from intraclass(f"emobank/{dimension}", table)


def f_distribution():
    for d1 in (1, 5, 30.5, 10000):
        for d2 in (1, 8, 200, 20000):
            yield f"f/quantile/{d1}/{d2}", stats.f.ppf(0.975, d1, d2)
            yield f"f/below/{d1}/{d2}", stats.f.cdf(1.7, d1, d2)


def intervals():
    """F-based bounds of Shrout and Fleiss's table at full precision; pingouin rounds them to two digits."""
    table = np.array(SHROUT, float)
    n, k = table.shape
    grand = table.mean()
    b = k * ((table.mean(1) - grand) ** 2).sum() / (n - 1)
    c = n * ((table.mean(0) - grand) ** 2).sum() / (k - 1)
    w = ((table - table.mean(1, keepdims=True)) ** 2).sum() / (n * (k - 1))
    e = ((table - table.mean(1, keepdims=True) - table.mean(0) + grand) ** 2).sum() / ((n - 1) * (k - 1))
    q = lambda d1, d2: stats.f.isf(0.025, d1, d2)
    for kind, error, degrees in (("1", w, n * (k - 1)), ("3", e, (n - 1) * (k - 1))):
        for end, f in (("low", b / error / q(n - 1, degrees)), ("high", b / error * q(degrees, n - 1))):
            yield f"shrout/icc/{kind}/single/{end}", (f - 1) / (f + k - 1)
            yield f"shrout/icc/{kind}/mean/{end}", 1 - 1 / f
    icc = (b - e) / (b + (k - 1) * e + k * (c - e) / n)
    # McGraw and Wong (1996), table 7, in their own terms: v of a and b.
    a_ = k * icc / (n * (1 - icc))
    b_ = 1 + k * icc * (n - 1) / (n * (1 - icc))
    v = (a_ * c + b_ * e) ** 2 / ((a_ * c) ** 2 / (k - 1) + (b_ * e) ** 2 / ((n - 1) * (k - 1)))
    f_low, f_high = q(n - 1, v), q(v, n - 1)
    low = n * (b - f_low * e) / (f_low * (k * c + (k * n - k - n) * e) + n * b)
    high = n * (f_high * b - e) / (k * c + (k * n - k - n) * e + n * f_high * b)
    for end, value in (("low", low), ("high", high)):
        yield f"shrout/icc/2/single/{end}", value
        yield f"shrout/icc/2/mean/{end}", k * value / (1 + (k - 1) * value)


def calibration():
    fit = IsotonicRegression(out_of_bounds="clip").fit(SCORES, CODES)
    for i, score in enumerate([-1, -0.65, -0.5, 0.05, 0.2, 0.3, 0.7, 1]):
        yield f"isotonic/{i}", fit.predict([score])[0]
    line = stats.linregress(SCORES, CODES)
    yield "line/slope", line.slope
    yield "line/intercept", line.intercept
    # Platt's targets (1999) as weighted rows of both classes.
    y = np.array(TRUE_CLASS)
    high, low = (y.sum() + 1) / (y.sum() + 2), 1 / ((1 - y).sum() + 2)
    target = np.where(y == 1, high, low)
    x = np.array(SCORES + SCORES)[:, None]
    model = LogisticRegression(C=math.inf, tol=1e-14, max_iter=100000, solver="newton-cholesky")
    model.fit(x, np.repeat([1, 0], len(y)), sample_weight=np.concatenate([target, 1 - target]))
    yield "platt/slope", model.coef_[0, 0]
    yield "platt/intercept", model.intercept_[0]


def prediction_powered():
    rng = np.random.default_rng(11)
    truth = rng.normal(size=240).round(3)
    guess = (0.6 * truth + 0.3 + 0.5 * rng.normal(size=240)).round(3)
    y, f, unlabelled = truth[:40], guess[:40], guess[40:]
    yield from ((f"ppi/y/{i}", v) for i, v in enumerate(y))
    yield from ((f"ppi/f/{i}", v) for i, v in enumerate(f))
    yield from ((f"ppi/unlabelled/{i}", v) for i, v in enumerate(unlabelled))
    for name, lam in (("tuned", None), ("plain", 1), ("classical", 0)):
        low, high = ppi_py.ppi_mean_ci(y, f, unlabelled, alpha=0.05, lam=lam)
        yield f"ppi/{name}/low", low.item()
        yield f"ppi/{name}/high", high.item()


def multiple_testing():
    for method in ("holm", "fdr_bh"):
        for i, p in enumerate(multipletests(P_VALUES, method=method)[1]):
            yield f"p/{method}/{i}", p


def all_rows(root):
    complete = [row for row in SMALL if not any(map(math.isnan, row))]
    yield from alphas("small", SMALL)
    yield from chance_corrected("small", SMALL)
    yield from cohen("small", *zip(*[(a, b) for a, b, _ in SMALL if not math.isnan(a + b)]))
    yield from intraclass("small", complete)
    yield from alphas("krippendorff", KRIPPENDORFF)
    yield from chance_corrected("krippendorff", KRIPPENDORFF)
    yield from cohen("krippendorff", *zip(*[(a, b) for a, b, _, _ in KRIPPENDORFF if not math.isnan(a + b)] + [(5, 5)]),
                     (None, "linear", "quadratic"))
    yield from intraclass("shrout", SHROUT)
    yield from intervals()
    yield from f_distribution()
    yield from multiple_testing()
    yield from calibration()
    yield from prediction_powered()
    yield from friends(root)
    yield from enisear(root)
    yield from emobank(root)


def array(name, values):
    text = ", ".join("kNaN" if math.isnan(v) else repr(v) for v in values)
    return f"inline constexpr double {name}[] = {{{text}}};"


def main():
    warnings.simplefilter("ignore")
    root = os.environ.get("AFFECT_DATA") or sys.exit("AFFECT_DATA is not set")
    print("// Generated by tools/make_agreement_reference.py with krippendorff 0.9.0, irrCAC 0.4.4, "
          f"pingouin {pingouin.__version__}, crowd-kit 1.4.2, ppi-python 0.2.3, statsmodels {statsmodels.__version__}, "
          f"scikit-learn {sklearn.__version__}, scipy {scipy.__version__}.")
    for name, table in (("kSmallRatings", SMALL), ("kKrippendorffRatings", KRIPPENDORFF), ("kShroutRatings", SHROUT)):
        print(array(name, [float(v) for row in table for v in row]))
    print(array("kPValues", P_VALUES))
    print(array("kScores", SCORES))
    print(array("kCodes", CODES))
    print(array("kTrueClass", [float(v) for v in TRUE_CLASS]))
    print("inline constexpr std::pair<std::string_view, double> kAgreementReference[] = {")
    for name, value in all_rows(root):
        print(f'    {{"{name}", {float(value)!r}}},')
    print("};")


if __name__ == "__main__":
    main()
