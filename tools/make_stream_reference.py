#!/usr/bin/env python3
"""Relative entropy, Jensen-Shannon divergence, Welch's test and latent semantic analysis by numpy, scipy and scikit-learn.

usage: tools/make_stream_reference.py > tests/understand/corpus/stream_reference.txt
Made with numpy 2, scipy 1.15 or newer, scikit-learn 1.6 or newer; the first line names the versions. Documents are drawn
here and written out, so that the test reads the same counts: `counts` rows are documents, columns words.
"""
import numpy as np
import scipy
import scipy.stats as stats
import sklearn
from sklearn.decomposition import TruncatedSVD
from sklearn.metrics.pairwise import cosine_distances

DOCUMENTS, WORDS, CUT = 16, 30, 8


def show(name, values):
    print(name, " ".join(f"{v:.17g}" for v in np.ravel(values)))


def log_entropy(counts):
    p = counts / counts.sum(axis=0)
    spread = 1 - stats.entropy(p, base=2, axis=0) / np.log2(len(counts))
    return np.log2(1 + counts) * spread


def tf_idf(counts):
    return counts / counts.sum(axis=1, keepdims=True) * np.log(len(counts) / (counts > 0).sum(axis=0))


def main():
    print(f"# numpy {np.__version__}, scipy {scipy.__version__}, scikit-learn {sklearn.__version__}")
    rng = np.random.default_rng(98)
    weights = 1 / np.arange(1, WORDS + 1)
    counts = np.array([rng.multinomial(40 + 5 * d, rng.dirichlet(20 * weights)) for d in range(DOCUMENTS)])
    counts[0, 20] += 1  # no word is without a document
    counts[:, counts.sum(axis=0) == 0] = 1
    for row in counts:
        print("counts", " ".join(map(str, row)))
    all_words = counts.sum(axis=0) / counts.sum()
    lengths = counts.sum(axis=1, keepdims=True)
    mixed = 0.95 * counts / lengths + 0.05 * all_words
    drawn = (counts + 50 * all_words) / (lengths + 50)
    for name, p in (("jelinek_mercer", mixed), ("dirichlet", drawn)):
        show(name, [[stats.entropy(p[i], p[j], base=2) for j in range(DOCUMENTS)] for i in range(DOCUMENTS)])
    before, after = counts[:CUT].sum(axis=0), counts[CUT:].sum(axis=0)
    sizes = np.array([before.sum(), after.sum()])
    both = stats.entropy(before + after, base=2)
    show("jensen_shannon", both - np.average([stats.entropy(before, base=2), stats.entropy(after, base=2)], weights=sizes))
    shares = counts / lengths
    show("welch", stats.ttest_ind(shares[:CUT], shares[CUT:], equal_var=False).pvalue)
    for name, table in (("log_entropy", log_entropy(counts)), ("tf_idf", tf_idf(counts))):
        svd = TruncatedSVD(n_components=5, algorithm="arpack", random_state=1)
        places = svd.fit_transform(table)
        show(name + "_singular", np.linalg.svd(table, compute_uv=False)[:5])
        show(name + "_distances", cosine_distances(places))


if __name__ == "__main__":
    main()
