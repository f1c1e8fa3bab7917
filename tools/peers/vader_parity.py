#!/usr/bin/env python3
"""Scores real sentences with the package vaderSentiment, for the parity test of perceive/text.

usage: vader_parity.py PEERS DATA [LIMIT]

PEERS holds the unpacked package (vaderSentiment==3.3.2), DATA the published text sets (the folder that AFFECT_DATA
names). Writes for each sentence one line "COMPOUND BYTES", then the UTF-8 text and a line end. With LIMIT an evenly
spaced choice of the real sentences; the made-up edge cases come always. Sets of people in distress are not read.
"""
import csv
import io
import json
import sys
import zipfile
from pathlib import Path


def tab_column(path, column, header):
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        fields = line.split("\t")
        if len(fields) > column and (number or not header):
            yield fields[column]


def csv_column(path, column):
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row[column] or ""


def real_sentences(data):
    text = data / "text"
    for part in ("train", "dev", "test"):
        yield from tab_column(text / "goemotions" / f"{part}.tsv", 0, header=False)
        yield from csv_column(text / "meld" / f"{part}_sent_emo.csv", "Utterance")
        for dialogue in json.loads((text / "emotionlines-friends" / f"friends_{part}.json").read_text(encoding="utf-8")):
            for turn in dialogue:
                yield turn["utterance"]
    yield from csv_column(text / "emobank" / "emobank.csv", "text")
    for part in ("train", "dev"):
        yield from tab_column(text / "semeval2018-task1-ec" / f"2018-E-c-En-{part}.txt", 1, header=True)
        for path in sorted((text / "semeval2025-task11" / "track_a" / part).glob("*.csv")):
            yield from csv_column(path, "text")
    for part in ("train", "validation", "test"):
        with zipfile.ZipFile(text / "dailydialog" / f"{part}.zip") as archive:
            name = next(n for n in archive.namelist() if n.endswith(f"dialogues_{part}.txt"))
            for line in archive.read(name).decode("utf-8").splitlines():
                yield line.replace("__eou__", "\n")


def edge_cases(lexicon, emojis):
    """Texts that we made: capitals of every script, white space, emoji, and each rule alone."""
    for code in range(0x80, 0x2C00):
        if chr(code).isupper() or chr(code).islower() or chr(code).istitle():
            yield f"GOOD {chr(code)}"
    for code in list(range(0x09, 0x0E)) + [0x1C, 0x1F, 0x85, 0xA0, 0x1680, 0x2003, 0x2028, 0x200B, 0x3000, 0xFEFF]:
        yield f"good{chr(code)}bad"
    for emoji in emojis:
        yield f"so{emoji}good{emoji}{emoji} !"
        yield f"so {emoji} good {emoji} bad"
    words = ["good", "bad", "GREAT", "no", "not", "never", "so", "this", "without", "doubt", "least", "at", "very", "but",
             "kind", "of", "sort", "the", "bomb", "shit", "yeah", "right", "to", "die", "for", "kiss", "death", "BUT",
             "isn't", "just", "enough", "tree", "VERY", "NO", "nor", ":)", "like", "bus", "stop", "heart", "beating"]
    state = 1
    for _ in range(40000):
        picked = []
        for _ in range(2 + _ % 9):
            state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
            picked.append(words[(state >> 33) % len(words)])
        yield " ".join(picked) + ("!" * (_ % 6)) + ("?" * (_ % 5))
    yield from lexicon
    yield from ("", " ", "!", "\u212a", "\u212aIND of good", ":) " * 50 + "but " + ":( good " * 50)


def main():
    peers, data = sys.argv[1], Path(sys.argv[2])
    sys.path.insert(0, peers)
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    analyzer = SentimentIntensityAnalyzer()
    real = [s for s in real_sentences(data) if s]
    if len(sys.argv) > 3 and int(sys.argv[3]) < len(real):
        limit = int(sys.argv[3])
        real = [real[i * len(real) // limit] for i in range(limit)]
    out = io.BytesIO()
    for sentence in real + list(edge_cases(analyzer.lexicon, analyzer.emojis)):
        text = sentence.encode("utf-8")
        out.write(b"%.4f %d\n" % (analyzer.polarity_scores(sentence)["compound"], len(text)))
        out.write(text + b"\n")
    sys.stdout.buffer.write(out.getvalue())


if __name__ == "__main__":
    main()
