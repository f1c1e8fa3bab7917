#!/usr/bin/env python3
"""Runs the example analyses that `affect export` writes, in R (lme4) and in Python (statsmodels), and compares them.

usage: analyses_parity.py PEERS PROGRAM

PEERS holds the unpacked packages (statsmodels==0.15.0, patsy, pandas, numpy, scipy); R has lme4. One conversation of
examples/ is always at hand (least squares in both); with AFFECT_DATA also the conversations of WASSA 2023 (dyads), by
the polarity that raters gave and by the lexicon, and the test part of DailyDialog by the lexicon (mixed models). Prints
a line a fixed effect, and exits 1 where the two programs differ or the models were fitted on other rows.
"""
import csv
import os
import subprocess
import sys
import tempfile
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
# Both maximise the same restricted likelihood; what remains is where each stops.
ESTIMATE_TOLERANCE = 1e-5
ERROR_TOLERANCE = 1e-3  # relative: statsmodels takes them from the numerical Hessian
TERMS = ["intercept", "own_lag", "partner_lag"]


def run(command, **options):
    done = subprocess.run(command, capture_output=True, text=True, **options)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


def conversations(program, name, split, folder, with_gold):
    """Records of a data set; without its gold tracks the program perceives them itself."""
    lines = run([program, "data", "show", name, "--split", split, "--json"]).splitlines(keepends=True)
    path = folder / f"{name}.jsonl"
    path.write_text("".join(line for line in lines if with_gold or '"kind":"track"' not in line))
    return path


def fixed_effects(folder):
    with open(folder / "fixed_effects.csv") as file:
        return {row["term"]: (float(row["estimate"]), float(row["se"])) for row in csv.DictReader(file)}


def rows_of(output):
    """ "valence of lexicon@1 on 18 rows" -> "18" """
    return next(line.split()[-2] for line in output.splitlines() if line.endswith(" rows"))


def compare(what, path, program, peers, folder):
    out = folder / what.replace(" ", "_")
    for language in ["r", "pandas"]:
        run([program, "export", path, "--for", language, "-o", out])
    r_rows = rows_of(run(["Rscript", out / "analysis.R"]))
    in_r = fixed_effects(out)
    paths = os.pathsep.join(filter(None, [peers, os.environ.get("PYTHONPATH")]))
    python_rows = rows_of(run([sys.executable, out / "analysis.py"], env={**os.environ, "PYTHONPATH": paths}))
    in_python = fixed_effects(out)

    agree = r_rows == python_rows and list(in_r) == list(in_python) == TERMS
    for term in TERMS:
        (a, a_error), (b, b_error) = in_r[term], in_python[term]
        agree = agree and abs(a - b) <= ESTIMATE_TOLERANCE and abs(a_error / b_error - 1) <= ERROR_TOLERANCE
        print(f"{what}, {r_rows} rows: {term:<12} lme4 {a:9.6f} ({a_error:.6f})  statsmodels {b:9.6f} ({b_error:.6f})")
    if not agree:
        print(f"{what}: R ({r_rows} rows) and Python ({python_rows} rows) differ")
    return agree


def main():
    peers, program = sys.argv[1:]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cases = [("one call by the lexicon", EXAMPLES / "call.srt")]
        if os.environ.get("AFFECT_DATA"):
            wassa = ("wassa2023", "conversations_train")
            gold, scored, daily = folder / "gold", folder / "scored", folder / "daily"
            for one in [gold, scored, daily]:
                one.mkdir()
            cases.append(("WASSA 2023 by raters", conversations(program, *wassa, gold, True)))
            cases.append(("WASSA 2023 by the lexicon", conversations(program, *wassa, scored, False)))
            cases.append(("DailyDialog by the lexicon", conversations(program, "dailydialog", "test", daily, False)))
        else:
            print("AFFECT_DATA is not set: no mixed model is compared")
        results = [compare(what, path, program, peers, folder) for what, path in cases]
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
