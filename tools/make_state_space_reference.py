#!/usr/bin/env python3
"""Numbers of an independent implementation for the tests of understand/trajectory.

No filter and no recursion: the whole joint normal distribution as dense matrices. Needs numpy 1.26.4 and scipy 1.17.1:

    python3 tools/make_state_space_reference.py > tests/understand/trajectory/state_space_reference.txt

Lines: `case NAME`, `model TYPE level noise rate mean`, then a row `time value own_se level se`, `likelihood VALUE`;
`fit TYPE level noise rate mean likelihood` are the parameters of most likelihood, by Nelder-Mead on the dense
density. Values are simulated; missing ones are `nan`.
"""
import numpy as np
from scipy.linalg import cho_factor, cho_solve
from scipy.optimize import minimize


def make(seed, n, irregular, missing, errors, drawn_back=False):
    rng = np.random.default_rng(seed)
    gaps = rng.exponential(1.0, n) + 0.05 if irregular else np.ones(n)
    times = np.round(np.cumsum(gaps), 4)
    level = 0.3 + np.cumsum(rng.normal(0, 0.12, n) * np.sqrt(np.diff(times, prepend=0)))
    if drawn_back:
        covariance = prior("ornstein_uhlenbeck", 0.15, 0.3, times)
        level = 0.1 + np.linalg.cholesky(covariance + 1e-12 * np.eye(n)) @ rng.normal(0, 1, n)
    own = np.round(rng.uniform(0.1, 0.4, n), 3) if errors else np.full(n, np.nan)
    values = np.round(level + rng.normal(0, 0.25, n), 4)
    values[rng.random(n) < missing] = np.nan
    return times, values, own


def prior(kind, level, rate, times):
    """Covariance of the states; the local level up to a constant that is unknown."""
    if kind == "local_level":
        t = times - times[0]
        return level * np.minimum.outer(t, t)
    return level * np.exp(-rate * np.abs(np.subtract.outer(times, times)))


def posterior(kind, level, noise, rate, mean, times, values, own):
    known = ~np.isnan(values)
    k = prior(kind, level, rate, times)
    r = np.where(np.isnan(own), noise, own**2)[known]
    cov = k[np.ix_(known, known)] + np.diag(r)
    y = values[known]
    f = cho_factor(cov, lower=True)
    cross = k[:, known]
    if kind == "local_level":  # generalised least squares for the constant, flat prior
        one = np.ones(len(y))
        w = cho_solve(f, one)
        centre = w @ y / (w @ one)
        extra = 1 - cross @ w
        variance = np.diag(k) - np.einsum("ij,ji->i", cross, cho_solve(f, cross.T)) + extra**2 / (w @ one)
        state = centre + cross @ cho_solve(f, y - centre)
        # Density of the values after the first, given the first, under a flat prior of the level.
        ll = (-0.5 * ((len(y) - 1) * np.log(2 * np.pi) + 2 * np.log(np.diag(f[0])).sum() + np.log(w @ one)
                      + (y - centre) @ cho_solve(f, y - centre)))
    else:
        state = mean + cross @ cho_solve(f, y - mean)
        variance = np.diag(k) - np.einsum("ij,ji->i", cross, cho_solve(f, cross.T))
        ll = -0.5 * (len(y) * np.log(2 * np.pi) + 2 * np.log(np.diag(f[0])).sum()
                     + (y - mean) @ cho_solve(f, y - mean))
    return state, np.sqrt(variance), ll


def best(kind, times, values, own):
    def unpack(p):
        if kind == "local_level":
            return np.exp(p[0]), np.exp(p[1]), 1.0, 0.0
        return np.exp(p[0]), np.exp(p[1]), np.exp(p[2]), p[3]

    def cost(p):
        if np.any(np.abs(p[:3]) > 12):
            return 1e9
        return -posterior(kind, *unpack(p), times, values, own)[2]

    first = [-3.0, -3.0] if kind == "local_level" else [-2.5, -3.0, -1.5, float(np.nanmean(values))]
    found = minimize(cost, first, method="Nelder-Mead", options={"xatol": 1e-7, "fatol": 1e-10, "maxiter": 20000})
    return unpack(found.x), -found.fun


def main():
    cases = [("regular", (1, 40, False, 0.0, False)), ("irregular", (2, 60, True, 0.2, False)),
             ("errors", (3, 50, True, 0.1, True)), ("long", (4, 300, True, 0.05, False)),
             ("drawn_back", (5, 300, True, 0.05, False, True))]
    models = [("local_level", 0.02, 0.07, 1.0, 0.0), ("ornstein_uhlenbeck", 0.15, 0.07, 0.2, 0.1)]
    for name, parameters in cases:
        times, values, own = make(*parameters)
        for model in models:
            state, se, ll = posterior(*model, times, values, own)
            if name in ("long", "drawn_back") and (name == "long") != (model[0] == "local_level"):
                continue
            print("case", name)
            print("model", *model)
            for row in zip(times, values, own, state, se):
                print("row", *(f"{x:.12g}" for x in row))
            print(f"likelihood {ll:.12g}")
            if name in ("long", "drawn_back"):
                (level, noise, rate, mean), ll = best(model[0], times, values, own)
                print("fit", model[0], *(f"{x:.8g}" for x in (level, noise, rate, mean, ll)))


main()
