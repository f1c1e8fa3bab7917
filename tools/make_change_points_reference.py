#!/usr/bin/env python3
"""Numbers of independent implementations for the tests of segments, online and distribution changes.

Segments by ruptures 1.1.10 (PELT, squared error); the posterior of run lengths by a recursion over all of them in numpy
1.26.4 and scipy 1.17.1, without pruning; the best energy split by brute force over sums of all pairs:

    python3 tools/make_change_points_reference.py > tests/understand/trajectory/change_points_reference.txt

Lines: `scores NAME VALUES...`, then of each `pelt NAME PENALTY BEGINS...`, `began NAME INDEX PROBABILITY` (after the last
score) and `energy NAME COLUMNS INDEX STATISTIC` (scores row by row). Scores are simulated.
"""
import numpy as np
import ruptures
from scipy.stats import t as student


def simulate(seed, n, changes, sizes):
    rng = np.random.default_rng(seed)
    levels = np.zeros(n)
    for change, size in zip(changes, sizes):
        levels[change:] += size
    noise = np.zeros(n)
    for i in range(n):
        noise[i] = (0.3 * noise[i - 1] if i else 0) + rng.normal()
    return np.round(levels + noise, 4)


def began(scores, expected_run=100, phi=0.3, level_mean=0.0, level_sd=1.0, noise_sd=1.0):
    """P(the present level began with score i), as online_change_points.h states the model."""
    hazard = 1 / expected_run
    variance = (1 - phi**2) * noise_sd**2
    prior = (level_mean * (1 - phi), variance / ((1 - phi) * level_sd) ** 2, 2.5, 2.5 * variance)
    runs = {}
    for i, x in enumerate(scores):
        runs = {begin: (weight * (1 - hazard), p) for begin, (weight, p) in runs.items()}
        runs[i] = (hazard if i else 1.0, prior)
        updated = {}
        for begin, (weight, (m, k, a, b)) in runs.items():
            alone = begin == i
            y, precision = ((1 - phi) * x, (1 + phi) / (1 - phi)) if alone else (x - phi * scores[i - 1], 1.0)
            scale = np.sqrt(b / a * (1 / precision + 1 / k))
            density = student.pdf(y, 2 * a, m, scale) * ((1 - phi) if alone else 1)
            b += 0.5 * k * precision / (k + precision) * (y - m) ** 2
            m += precision / (k + precision) * (y - m)
            updated[begin] = (weight * density, (m, k + precision, a + 0.5, b))
        total = sum(weight for weight, _ in updated.values())
        runs = {begin: (weight / total, p) for begin, (weight, p) in updated.items()}
    return {begin: weight for begin, (weight, _) in runs.items()}


def energy(rows, shortest=3):
    """Matteson and James (2014), equations 5 to 7: the best split and its statistic."""
    distances = np.sqrt(((rows[:, None, :] - rows[None, :, :]) ** 2).sum(axis=2))
    n, best = len(rows), (0, -1.0)
    for split in range(shortest, n - shortest + 1):
        for end in range(split + shortest, n + 1):
            left, right = split, end - split
            between = distances[:split, split:end].sum() * 2 / (left * right)
            within = distances[:split, :split].sum() / (left * (left - 1))
            within += distances[split:end, split:end].sum() / (right * (right - 1))
            statistic = left * right / (left + right) * (between - within)
            if statistic > best[1]:
                best = (split, statistic)
    return best


def main():
    cases = {"one": simulate(1, 40, [20], [3]), "two": simulate(2, 120, [30, 80], [2.5, -3]),
             "none": simulate(3, 60, [], []), "short": simulate(4, 12, [6], [4])}
    for name, scores in cases.items():
        print("scores", name, *scores)
        for penalty in (2.0, 8.0, 20.0):
            ends = ruptures.Pelt(model="l2", min_size=3, jump=1).fit(scores.reshape(-1, 1)).predict(pen=penalty)
            print("pelt", name, penalty, *ends[:-1])
        for index, probability in sorted(began(scores).items()):
            if probability > 1e-3:
                print("began", name, index, f"{probability:.10f}")
        for columns in (1, 2, 3):
            rows = scores[: len(scores) // columns * columns].reshape(-1, columns)
            if len(rows) >= 6:
                print("energy", name, columns, energy(rows)[0], f"{energy(rows)[1]:.10f}")


if __name__ == "__main__":
    main()
