#!/usr/bin/env python3
"""Numbers of an independent implementation for the tests of dynamics in understand/trajectory.

No filter, no recursion, no closed form: whole covariance matrices, brute force and general root finders. Needs numpy
1.26.4, scipy 1.17.1 and statsmodels 0.15.0:

    python3 tools/make_dynamics_reference.py > tests/understand/trajectory/dynamics_reference.txt

Lines: `case NAME CLOCK`, a `row TIME SCORE ERROR_VARIANCE BREAK` a score (variance 0: none is known), then
`likelihood PHI SIGNAL VALUE` (restricted, but for a constant that no phi moves; SIGNAL 0: no errors, the best variance),
and `value NAME NUMBER`. Scores are simulated.
"""
import sys

import numpy as np
import scipy
import scipy.stats
import statsmodels
from scipy.optimize import minimize_scalar
from statsmodels.tsa.stattools import acf


def simulate(seed, n, phi, irregular=False, missing=0.0, errors=False, sessions=1):
    rng = np.random.default_rng(seed)
    gaps = rng.exponential(1.0, n) + 0.05 if irregular else np.ones(n)
    times = np.round(np.cumsum(gaps) * (30 if irregular else 1), 3)
    session = np.arange(n) * sessions // n
    unit = np.median(np.diff(times))
    same = session[:, None] == session[None, :]
    correlation = np.where(same, phi ** (np.abs(times[:, None] - times[None, :]) / unit), 0)
    scores = 0.1 + 0.3 * np.linalg.cholesky(correlation + 1e-12 * np.eye(n)) @ rng.normal(size=n)
    variances = np.round(rng.uniform(0.1, 0.25, n) ** 2, 5) if errors else np.zeros(n)
    scores = np.clip(np.round(scores + np.sqrt(variances) * rng.normal(size=n), 4), -1, 1)
    known = rng.random(n) >= missing
    breaks = np.r_[False, np.diff(session) > 0]
    if missing:
        assert not breaks.any()
    return times[known], scores[known], variances[known], breaks[known]


def steps(times, breaks):
    """Distances within sessions, in units; as the docs define regular and irregular."""
    distances = np.diff(times)[~breaks[1:]]
    unit = distances.min()
    ratio = distances / unit
    regular = np.all(np.abs(ratio - np.round(ratio)) < 0.01) and np.mean(np.round(ratio) == 1) >= 0.5
    if not regular:
        unit = float(f"{np.sort(distances)[len(distances) // 2]:.3g}")
    return regular, unit


def dense(times, breaks, unit, phi):
    session = np.cumsum(breaks)
    lag = np.abs(times[:, None] - times[None, :]) / unit
    sign = np.where(np.round(lag) % 2 == 1, np.sign(phi), 1) if phi < 0 else 1
    power = np.where(lag == 0, 1, abs(phi) ** np.where(lag == 0, 1, lag))
    return np.where(session[:, None] == session[None, :], sign * power, 0)


def restricted(scores, covariance):
    """REML log-likelihood at a known covariance, without 2 pi."""
    one = np.ones(len(scores))
    inverse = np.linalg.inv(covariance)
    information = one @ inverse @ one
    mean = one @ inverse @ scores / information
    rest = scores - mean
    return -0.5 * (np.linalg.slogdet(covariance)[1] + np.log(information) + rest @ inverse @ rest)


def restricted_best(scores, correlation):
    """The same at the best variance, without what no correlation moves."""
    one = np.ones(len(scores))
    inverse = np.linalg.inv(correlation)
    information = one @ inverse @ one
    rest = scores - one @ inverse @ scores / information
    square = rest @ inverse @ rest
    return -0.5 * ((len(scores) - 1) * np.log(square) + np.linalg.slogdet(correlation)[1] + np.log(information))


def largest_sd(mean, n, low=-1.0, high=1.0):
    """By brute force: every number of scores at the upper end, one in between, the rest at the lower end."""
    best = 0
    for upper in range(n):
        between = n * mean - upper * high - (n - 1 - upper) * low
        if low - 1e-9 <= between <= high + 1e-9:
            scores = np.r_[np.full(upper, high), np.full(n - 1 - upper, low), between]
            best = max(best, scores.std(ddof=1))
    return best


def growth(lengths, left):
    return lengths if left >= 1 else (1 - left ** lengths) / (1 - left)


def share_left(squares, lengths):
    """Under which squared differences, each by itself normal, are the most likely."""
    def loss(left):
        grown = growth(lengths, left)
        return -np.sum(scipy.stats.norm.logpdf(np.sqrt(squares), 0, np.sqrt(np.mean(squares / grown) * grown)))

    def at_rate(logarithm):
        return loss(np.exp(-np.exp(logarithm)))
    rates = np.linspace(np.log(1e-5), np.log(700), 400)
    near = rates[np.argmin([at_rate(rate) for rate in rates])]
    best = minimize_scalar(at_rate, bounds=(near - 0.1, near + 0.1), method="bounded", options={"xatol": 1e-9})
    return min((loss(0), 0), (loss(1), 1), (best.fun, np.exp(-np.exp(best.x))))[1]


def variability(times, scores, variances, breaks):
    regular, unit = steps(times, breaks)
    lengths = np.where(breaks[1:], np.nan, np.diff(times) / unit)
    differences = np.diff(scores)
    use = np.round(lengths, 6) == 1 if regular else ~np.isnan(lengths)
    squares, lengths_used = differences[use] ** 2, lengths[use]
    left = 0 if regular else share_left(squares, lengths_used)
    adjusted = squares / growth(lengths_used, left)
    mean_growth = 1 if regular else growth(lengths_used, left).mean()
    mssd = max(0, (squares.mean() - (variances[1:] + variances[:-1])[use].mean()) / mean_growth)
    n, mean = len(scores), scores.mean()
    values = {
        "mean": mean,
        "sd": np.sqrt(max(0, scores.var(ddof=1) - variances.mean())),
        "relative_sd": np.sqrt(max(0, scores.var(ddof=1) - variances.mean())) / largest_sd(mean, n),
        "share_left": left,
        "mssd": mssd,
        "rmssd": np.sqrt(mssd),
        "pac": np.mean(np.sqrt(adjusted) >= 0.3),
    }
    if regular:
        centred = scores - mean
        inner = [i for i in range(1, n - 1) if use[i - 1] and use[i]]
        values["tkeo"] = np.mean([centred[i] ** 2 - centred[i - 1] * centred[i + 1] for i in inner]) - variances.mean()
    return values


def best_phi(times, scores, breaks):
    regular, unit = steps(times, breaks)

    def loss(phi):
        return -restricted_best(scores, dense(times, breaks, unit, phi))
    return minimize_scalar(loss, bounds=(-0.9 if regular else 0.01, 0.99), method="bounded", options={"xatol": 1e-7}).x


def unbiased(scores, chances, replicates=20000):
    """phi of regular steps under which an estimate (the largest restricted likelihood) below that observed has each of
    the chances, by plain simulation on a fine grid."""
    n = len(scores)
    rng = np.random.default_rng(1993)
    normals = rng.normal(size=(replicates, n))
    grid = np.tanh(np.linspace(-2.09, 3.25, 401))

    def estimates(x):
        x = x - x.mean(axis=1, keepdims=True)
        first, inner = x[:, 0] ** 2 + x[:, -1] ** 2, (x[:, 1:-1] ** 2).sum(axis=1)
        product = (x[:, 1:] * x[:, :-1]).sum(axis=1)
        ends, middle = x[:, 0] + x[:, -1], x[:, 1:-1].sum(axis=1)
        best, where = np.full(len(x), -np.inf), np.zeros(len(x))
        for phi in grid:  # the tridiagonal inverse, written out, times 1 - phi^2
            whole = first + (1 + phi ** 2) * inner - 2 * phi * product
            one_x = (1 - phi) * ends + (1 - phi) ** 2 * middle
            one_one = 2 * (1 - phi) + (n - 2) * (1 - phi) ** 2
            square = (whole - one_x ** 2 / one_one) / (1 - phi ** 2)
            value = -0.5 * ((n - 1) * np.log(square) + (n - 1) * np.log(1 - phi ** 2) + np.log(one_one / (1 - phi ** 2)))
            where = np.where(value > best, phi, where)
            best = np.maximum(best, value)
        return where
    observed = estimates(scores[None, :])[0]

    def below(phi):
        x = np.empty_like(normals)
        x[:, 0] = normals[:, 0]
        for i in range(1, n):
            x[:, i] = phi * x[:, i - 1] + np.sqrt(1 - phi ** 2) * normals[:, i]
        drawn = estimates(x)
        return np.mean(drawn < observed) + 0.5 * np.mean(drawn == observed)
    found = []
    for chance in chances:
        low, high = -0.95, 0.99
        for _ in range(12):
            middle = (low + high) / 2
            low, high = (middle, high) if below(middle) > chance else (low, middle)
        found.append((low + high) / 2)
    return found


def write(name, clock, data, phis, signal=0.0):
    times, scores, variances, breaks = data
    print(f"case {name} {clock}")
    for row in zip(times, scores, variances, breaks):
        print(f"row {row[0]:.10g} {row[1]:.6g} {row[2]:.6g} {int(row[3])}")
    _, unit = steps(times, breaks)
    for phi in phis:
        correlation = dense(times, breaks, unit, phi)
        value = (restricted(scores, signal * correlation + np.diag(variances)) if signal
                 else restricted_best(scores, correlation))
        print(f"likelihood {phi} {signal} {value:.12g}")
    for what, value in variability(*data).items():
        print(f"value {what} {value:.12g}")


def main():
    print(f"# numpy {np.__version__}, scipy {scipy.__version__}, statsmodels {statsmodels.__version__}")
    phis = (-0.4, 0.0, 0.3, 0.7, 0.95)
    regular = simulate(1, 30, 0.5)
    write("regular", "turns", regular, phis)
    low, middle, high = unbiased(regular[1], (0.975, 0.5, 0.025))
    print(f"value inertia {middle:.4f}\nvalue inertia_low {low:.4f}\nvalue inertia_high {high:.4f}")
    print(f"value autocorrelation {acf(regular[1], nlags=1)[1]:.12g}")
    write("missing", "turns", simulate(2, 60, 0.4, missing=0.2), phis)
    write("sessions", "turns", simulate(3, 48, 0.6, sessions=3), phis)
    write("irregular", "seconds", simulate(4, 50, 0.5, irregular=True), phis[1:])
    write("errors", "turns", simulate(5, 40, 0.5, errors=True), phis, signal=0.08)
    write("irregular_errors", "seconds", simulate(6, 40, 0.5, irregular=True, errors=True), phis[1:], signal=0.08)
    for name, clock, data in (("long", "turns", simulate(7, 500, 0.4)),
                              ("long_irregular", "seconds", simulate(8, 500, 0.6, irregular=True))):
        write(name, clock, data, ())
        print(f"value inertia {best_phi(data[0], data[1], data[3]):.8g}")


if __name__ == "__main__":
    sys.exit(main())
