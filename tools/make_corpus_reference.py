#!/usr/bin/env python3
"""Mixed models by their dense likelihood (beside statsmodels), principal components by numpy, silhouettes by scikit-learn and time warping by its
recursion, for tests/understand/corpus.

usage: tools/make_corpus_reference.py > tests/understand/corpus/corpus_reference.txt
"""
import functools

import numpy
import scipy.optimize
import sklearn
import sklearn.metrics
import statsmodels
import statsmodels.api


def restricted_likelihood(y, x, unit):
    """The maximum over dense covariance matrices."""
    same = (unit[:, None] == unit[None, :]).astype(float)

    def parts(logs):
        v = numpy.exp(logs[0]) * same + numpy.exp(logs[1]) * numpy.eye(len(y))
        inverse = numpy.linalg.inv(v)
        information = x.T @ inverse @ x
        b = numpy.linalg.solve(information, x.T @ inverse @ y)
        rest = y - x @ b
        loss = numpy.linalg.slogdet(v)[1] + numpy.linalg.slogdet(information)[1] + rest @ inverse @ rest
        return loss, b, information

    best = scipy.optimize.minimize(lambda logs: parts(logs)[0], [-2.0, -2.0], method="Nelder-Mead",
                                   options={"xatol": 1e-9, "fatol": 1e-11, "maxiter": 2000})
    _, b, information = parts(best.x)
    return {"difference": b[1], "standard_error": numpy.linalg.inv(information)[1, 1] ** 0.5,
            "between_variance": numpy.exp(best.x[0]), "within_variance": numpy.exp(best.x[1])}


def mixed(name, generator, units, rows_of, is_second):
    y, unit, second = [], [], []
    for u in range(units):
        level = generator.normal(0, 0.3)
        for r in range(rows_of(u)):
            s = is_second(u, r)
            unit.append(u)
            second.append(int(s))
            y.append(round(0.1 + 0.2 * s + level + generator.normal(0, 0.25), 4))
    x = numpy.column_stack([numpy.ones(len(y)), second])
    values = restricted_likelihood(numpy.array(y), x, numpy.array(unit))
    fit = statsmodels.api.MixedLM(numpy.array(y), x, groups=unit).fit(reml=True)
    theirs = [fit.fe_params[1], fit.bse_fe[1], fit.cov_re[0, 0], fit.scale]
    # Their standard errors are of the observed information, which also holds the variances.
    assert numpy.allclose(theirs, list(values.values()), atol=1e-3)
    for row in zip(y, unit, second):
        print("mixed_row", name, *row)
    for key, value in values.items():
        print("mixed_value", name, key, repr(float(value)))


def warped(a, b, band):
    @functools.cache
    def cost(i, j):
        if abs(i - j) > band or i < 0 or j < 0:
            return 0.0 if i == j == -1 else numpy.inf
        return (a[i] - b[j]) ** 2 + min(cost(i - 1, j), cost(i, j - 1), cost(i - 1, j - 1))
    return float(numpy.sqrt(cost(len(a) - 1, len(b) - 1)))


def curves(generator):
    points = 8
    grid = numpy.linspace(0, 1, points)
    data = numpy.array([0.3 * generator.normal() * numpy.cos(numpy.pi * grid) + 0.1 * generator.normal() * grid
                        + generator.normal(0, 0.03, points) for _ in range(12)]).round(4)
    weights = numpy.array([0.5] + [1] * (points - 2) + [0.5]) / (points - 1)
    root = numpy.sqrt(weights)
    values, vectors = numpy.linalg.eigh(numpy.cov((data * root).T))
    values, vectors = values[::-1], vectors[:, ::-1] / root[:, None]
    for row in data:
        print("curve", *row)
    print("curve_value weights", *weights.tolist())
    print("curve_value variances", *values.tolist())
    for k in range(2):
        component = vectors[:, k] * numpy.sign(vectors[numpy.argmax(numpy.abs(vectors[:, k])), k])
        print(f"curve_value component_{k}", *component.tolist())
        print(f"curve_value scores_{k}", *((data - data.mean(0)) @ (weights * component)).tolist())
    for band in (0, 2, 8):
        apart = [warped(tuple(data[i]), tuple(data[j]), band) for i in range(12) for j in range(12)]
        print(f"curve_value warped_{band}", *apart)
        labels = [i % 3 for i in range(12)]
        widths = sklearn.metrics.silhouette_samples(numpy.array(apart).reshape(12, 12), labels, metric="precomputed")
        print(f"curve_value silhouettes_{band}", *widths.tolist())


def main():
    generator = numpy.random.default_rng(20261129)
    print(f"# numpy {numpy.__version__}, statsmodels {statsmodels.__version__}, scikit-learn {sklearn.__version__}")
    mixed("between", generator, 24, lambda u: 2 + u % 4, lambda u, r: u % 2 == 0)
    mixed("within", generator, 16, lambda u: 4, lambda u, r: r % 2 == 0)
    mixed("some_of_both", generator, 20, lambda u: 3, lambda u, r: u % 3 == 0 or (u % 3 == 1 and r == 0))
    curves(generator)


main()
