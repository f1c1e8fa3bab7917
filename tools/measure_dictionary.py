#!/usr/bin/env python3
"""Pearson's r of our counts with the LIWC columns of dreaddit, by column and split.

usage: tools/measure_dictionary.py PROGRAM results/perceive/dictionary_liwc.json
PROGRAM is the built perceive_text_test; AFFECT_DATA holds the data. No text is printed or kept.
"""
import json
import re
import subprocess
import sys

ROW = re.compile(r"\| (\w+) *\| *(\d+) \| ([\d.-]+) \|")


def measure(program, split):
    output = subprocess.run([program, f"--gtest_filter=*DictionaryQuality*/{split}"], check=True, capture_output=True, text=True)
    rows = ROW.findall(output.stdout)
    return {"posts": int(rows[0][1]), "r": {column: float(r) for column, _, r in rows}}


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    result = {
        "what": "Pearson's r of words counted by function_words_en with the LIWC2015 columns of dreaddit, a post a row",
        "command": "tools/measure_dictionary.py perceive_text_test results/perceive/dictionary_liwc.json",
        "splits": {split: measure(sys.argv[1], split) for split in ("train", "test")},
    }
    with open(sys.argv[2], "w", encoding="utf-8") as file:
        json.dump(result, file, indent=1)
        file.write("\n")


if __name__ == "__main__":
    main()
