#!/usr/bin/env python3
"""Writes docs/perceive/languages.md: what each language's development texts were taken for.

usage: tools/measure_languages.py AFFECT docs/perceive/languages.md
AFFECT is the built program; AFFECT_DATA holds the data. No text is printed or kept.
"""
import re
import subprocess
import sys

LINE = re.compile(r"^language (\S+)( \(never seen\))?: (\d+) texts, taken for(.*)$", re.MULTILINE)
HEAD = """# Which language: the confusion matrix

Development texts of SemEval-2025 tracks A and C, a language a row, of 1,000 texts: how many are answered rightly, how many are
`unknown`, and what the others are taken for. [emotion.md](emotion.md#which-language) says how the language is found;
`tools/measure_languages.py` writes this page.

"""


def table(rows, answer):
    lines = [f"| language | texts |{answer} unknown | taken for |", "|---|---|" + "---|" * (answer.count("|") + 2)]
    for language, texts, counts in rows:
        share = lambda name: f"{1000 * counts.get(name, 0) / texts:.0f}"
        others = sorted((name for name in counts if name not in (language, "unknown")), key=lambda name: (-counts[name], name))
        right = f" {share(language)} |" if answer else ""
        lines.append(f"| {language} | {texts} |{right} {share('unknown')} | {', '.join(f'{name} {share(name)}' for name in others)} |")
    return "\n".join(lines) + "\n"


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    output = subprocess.run([sys.argv[1], "run", "082", "--quick"], check=True, capture_output=True, text=True).stdout
    known, unseen = [], []
    for language, never_seen, texts, taken in LINE.findall(output):
        counts = {name: int(count) for name, count in (part.split(":") for part in taken.split())}
        (unseen if never_seen else known).append((language, int(texts), counts))
    if not known or not unseen:
        sys.exit("the program printed no languages")
    with open(sys.argv[2], "w", encoding="utf-8") as page:
        page.write(HEAD + table(known, " right |") + "\nNever seen in training; `unknown` is the right answer:\n\n" + table(unseen, ""))


if __name__ == "__main__":
    main()
