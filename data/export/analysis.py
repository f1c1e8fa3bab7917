"""An example to change: the lagged actor-partner model. Does a score follow the person's own last score (own_lag), and
the partner's (partner_lag)? Reads rows.csv beside it; codebook.csv says what its columns are. Needs pandas and
statsmodels.

    python3 analysis.py

Lags are centred at the person's own mean, so that only moves within a person count. In short conversations that draws
the own lag towards negative values (Nickell 1981). Associations over time, not causes.
"""
import pathlib
import sys

import pandas
import statsmodels.formula.api as models

FOLDER = pathlib.Path(__file__).resolve().parent
TEXT = ["episode", "subject", "time", "perspective", "source", "column", "dyad", "partner", "target", "taxonomy"]

# Only an empty field is missing: a person may be called NA.
rows = pandas.read_csv(FOLDER / "rows.csv", dtype=dict.fromkeys(TEXT, str), keep_default_na=False, na_values=[""])

# One outcome: that of the first row. Change it here, for instance to dict(source="emotion@1", ..., column="joy").
outcome = rows[["source", "perspective", "taxonomy", "column"]].fillna("").iloc[0].to_dict()
chosen = pandas.Series(True, index=rows.index)
for name, wanted in outcome.items():
    chosen &= rows[name].fillna("") == wanted
d = rows[chosen].copy()

# In another episode a name may be another person.
means = d.drop_duplicates(["episode", "subject"]).set_index(["episode", "subject"])["person_mean"]
partner_mean = means.reindex(pandas.MultiIndex.from_frame(d[["episode", "partner"]])).to_numpy()
d["person"] = d["episode"] + "\r" + d["subject"]
d["own"] = d["own_lag"] - d["person_mean"]
d["other"] = d["partner_lag"] - partner_mean
d = d.dropna(subset=["own", "other"])

if len(d) < 10:
    sys.exit(f"{len(d)} rows of two-person episodes have both lags: too few for a model")
if d["person"].nunique() < 3:
    fit = models.ols("value ~ own + other", d).fit()
else:
    fit = models.mixedlm("value ~ own + other", d, groups="person").fit(reml=True)
print(f"{outcome['column']} of {outcome['source']} on {len(d)} rows")
print(fit.summary())

# The fixed effects as a table.
terms = ["Intercept", "own", "other"]
pandas.DataFrame(
    {
        "term": ["intercept", "own_lag", "partner_lag"],
        "estimate": fit.params[terms].to_numpy(),
        "se": fit.bse[terms].to_numpy(),
    }
).to_csv(FOLDER / "fixed_effects.csv", index=False)
