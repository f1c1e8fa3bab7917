#!/usr/bin/env python3
"""Numbers of independent implementations for the tests of pairs in understand/trajectory.

Needs numpy, scipy and statsmodels, whose versions stand in the first line of what it writes:

    python3 tools/make_dyads_reference.py > tests/understand/trajectory/dyads_reference.txt

Lines: `case NAME CLOCK`, a `row FIRST SECOND SESSION` a row, and `value NAME NUMBER`. In the case `pooled` each session is
a dyad. Granger's F is of statsmodels' grangercausalitytests, coherence of scipy.signal, the pooled model of statsmodels'
MixedLM with numpy's sandwich, cross-recurrence and transfer entropy of numpy by brute force. Scores are simulated.
"""
import sys
import warnings

import numpy as np
import scipy
import statsmodels
import statsmodels.api as sm
from scipy.signal import coherence
from statsmodels.tsa.stattools import grangercausalitytests


def simulate(rng, n, alternates, level=(0.0, 0.0), phi=0.4, partner=0.3, back=0.1):
    a, b, rows = rng.normal(), rng.normal(), []
    for i in range(n + 20):
        heard = a
        a = phi * a + back * b + rng.normal()
        b = phi * b + partner * (a if alternates else heard) + rng.normal()
        rows.append((a + level[0], b + level[1]))
    return np.round(0.2 * np.array(rows[20:]), 4)


def write_case(name, clock, rows, sessions):
    print(f"case {name} {clock}")
    for (a, b), session in zip(rows, sessions):
        print(f"row {a:.4f} {b:.4f} {session}")


def value(name, number):
    print(f"value {name} {number:.12g}")


def recurrence(rows, radius, lags):
    z = (rows - rows.mean(0)) / rows.std(0, ddof=1)
    plot = np.abs(z[:, 0][:, None] - z[:, 1][None, :]) <= radius
    value("rate", plot.mean())
    on_lines = 0
    for k in range(-len(rows) + 1, len(rows)):
        runs = "".join("x" if hit else " " for hit in np.diagonal(plot, k)).split()
        on_lines += sum(len(run) for run in runs if len(run) >= 2)
    value("determinism", on_lines / plot.sum())
    for k in range(-lags, lags + 1):
        value(f"profile:{k}", np.diagonal(plot, k).mean())


def transfer(rows):
    thirds = np.array([np.minimum(2, (3 * (np.searchsorted(np.sort(c), c, "left") + np.searchsorted(np.sort(c), c, "right"))
                                      / 2 / len(c)).astype(int)) for c in rows.T])
    triples = np.c_[thirds[1][1:], thirds[1][:-1], thirds[0][:-1]]

    def entropy(columns):
        _, counts = np.unique(triples[:, columns], axis=0, return_counts=True)
        share = counts / counts.sum()
        return -(share * np.log(share)).sum()

    value("transfer", entropy([0, 1]) - entropy([1]) - entropy([0, 1, 2]) + entropy([1, 2]))


def bins():
    rows = simulate(np.random.default_rng(1), 240, False)
    write_case("bins", "seconds", rows, np.zeros(240, int))
    for lags in (1, 2, 3):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            forward = grangercausalitytests(rows[:, [1, 0]], [lags])[lags][0]["ssr_ftest"]
            back = grangercausalitytests(rows, [lags])[lags][0]["ssr_ftest"]
        value(f"granger:{lags}", forward[0])
        value(f"granger_back:{lags}", back[0])
    _, coherent = coherence(rows[:, 0], rows[:, 1], window="hann", nperseg=32, noverlap=16, detrend="constant")
    for k, one in enumerate(coherent):
        value(f"coherence:{k}", one)
    recurrence(rows, 0.5, 3)
    transfer(rows)


def pooled():
    rng = np.random.default_rng(2)
    dyads = [simulate(rng, n, True, level=1.5 * rng.normal(size=2), phi=0.1) for n in rng.integers(8, 16, 40)]
    write_case("pooled", "turns", np.concatenate(dyads), np.repeat(np.arange(40), [len(d) for d in dyads]))
    outcome, design, person, cluster = [], [], [], []
    for d, rows in enumerate(dyads):
        a, b = rows.T
        time = np.arange(len(rows)) / (len(rows) - 1) - 0.5
        for who, (own, last, heard) in enumerate(((a[1:], a[:-1], b[:-1]), (b[1:], b[:-1], a[1:]))):
            mean = heard.mean()
            design.append(np.c_[np.ones(len(own)), time[1:], last, heard - mean, np.full(len(own), mean)])
            outcome.append(own)
            person += [2 * d + who] * len(own)
            cluster += [d] * len(own)
    y, x, person, cluster = np.concatenate(outcome), np.concatenate(design), np.array(person), np.array(cluster)
    fit = sm.MixedLM(y, x, groups=person).fit(reml=True, method="bfgs", gtol=1e-9)
    variance = float(np.asarray(fit.cov_re)[0, 0])
    value("intercept_share", variance / (variance + fit.scale))
    bread, meat = np.zeros((5, 5)), np.zeros((5, 5))
    for d in np.unique(cluster):
        score = np.zeros(5)
        for p in np.unique(person[cluster == d]):
            own = x[person == p]
            inverse = np.linalg.inv(fit.scale * np.eye(len(own)) + variance)
            bread += own.T @ inverse @ own
            score += own.T @ inverse @ (y[person == p] - own @ fit.fe_params)
        meat += np.outer(score, score)
    bread = np.linalg.inv(bread)
    errors = np.sqrt(np.diag(bread @ meat @ bread) * 40 / 39)
    for k, name in enumerate(("level", "trend", "actor", "partner", "partner_level")):
        value(name, fit.fe_params[k])
        value(f"{name}_se", errors[k])


def main():
    print(f"# numpy {np.__version__}, scipy {scipy.__version__}, statsmodels {statsmodels.__version__}")
    bins()
    pooled()


if __name__ == "__main__":
    sys.exit(main())
