#!/usr/bin/env python3
"""Counts which label of one taxonomy goes with which of another where the same lines have both, and writes
data/taxonomy_maps/<from>_to_<to>.toml with basis "co_labelled". The same data give the same bytes.

    tools/measure_label_maps.py DATA        DATA: the folder of the published data sets (AFFECT_DATA)

MELD and EmoryNLP label lines of one television series; a line is paired where its words, five or more, stand in
both and have one label alone in each. MELD gives every line an emotion and a sentiment.
"""
import collections
import csv
import pathlib
import re
import sys

FEWEST_WORDS = 5
MAPS = pathlib.Path(__file__).resolve().parent.parent / "data" / "taxonomy_maps"
MELD = ["neutral", "joy", "sadness", "fear", "anger", "surprise", "disgust"]
EMORY = ["Neutral", "Joyful", "Scared", "Mad", "Peaceful", "Powerful", "Sad"]
SENTIMENT = ["positive", "negative", "neutral"]


def rows(folder, names):
    for name in names:
        with open(folder / name, encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)


def words(text):
    return " ".join(re.findall(r"[a-z0-9]+", re.sub("['\u2019\u2018\x92]", "", text.lower())))


def labels_by_words(lines):
    """Words of a line -> what it was labelled; lines that stand twice with other labels are left out."""
    found = collections.defaultdict(set)
    for text, label in lines:
        if len(words(text).split()) >= FEWEST_WORDS:
            found[words(text)].add(label)
    return {text: labels.pop() for text, labels in found.items() if len(labels) == 1}


def key(label):
    return label if re.fullmatch(r"[A-Za-z0-9_-]+", label) else f'"{label}"'


def write(source, target, sources, targets, pairs, references, text, note):
    counts = collections.Counter(pairs)
    out = [
        "# Written by tools/measure_label_maps.py; do not edit.",
        f'from = "{source}"',
        f'to = "{target}"',
        'basis = "co_labelled"',
        f'source = "{text}"',
        "references = [" + ", ".join(f'"{name}"' for name in references) + "]",
        f'note = "{note}"',
        "",
        "[counts]",
    ]
    for one in sources:
        cells = ", ".join(f"{key(other)} = {counts[one, other]}" for other in targets if counts[one, other])
        out.append(f"{key(one)} = {{ {cells} }}")
    path = MAPS / f"{source}_to_{target}.toml"
    path.write_text("\n".join(out) + "\n", encoding="utf-8")
    print(f"{path.name}: {sum(counts.values())} lines")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    text = pathlib.Path(sys.argv[1]) / "text"
    meld = list(rows(text / "meld", [f"{split}_sent_emo.csv" for split in ("train", "dev", "test")]))
    emory = list(rows(text / "emorynlp", [f"emorynlp_{split}_final.csv" for split in ("train", "dev")]))
    of_meld, of_sentiment = (
        labels_by_words((row["Utterance"], row[column]) for row in meld) for column in ("Emotion", "Sentiment")
    )
    of_emory = labels_by_words((row["Utterance"], row["Emotion"]) for row in emory)
    both = [(of_meld[line], of_emory[line]) for line in of_meld.keys() & of_emory.keys()]
    feelings = [(of_emory[line], of_sentiment[line]) for line in of_sentiment.keys() & of_emory.keys()]
    lines = "Lines of five words or more that MELD and EmoryNLP both label, by other raters with other instructions"
    papers = ["poria2019meld", "zahiri2018emotion"]
    note = "Raters of one scheme also differ among themselves: what is lost is partly their disagreement."
    write("meld", "emorynlp", MELD, EMORY, both, papers, lines, note)
    write("emorynlp", "meld", EMORY, MELD, [(b, a) for a, b in both], papers, lines, note)
    write("emorynlp", "sentiment", EMORY, SENTIMENT, feelings, papers,
          "Lines of five words or more that MELD and EmoryNLP both label: EmoryNLP's emotion, MELD's sentiment", note)
    write("meld", "sentiment", MELD, SENTIMENT, [(row["Emotion"], row["Sentiment"]) for row in meld],
          ["poria2019meld"], "Every line of MELD, which gives each an emotion and a sentiment",
          "Every emotion but surprise has one sentiment: the map shows a rule of the data set more than what raters heard.")


if __name__ == "__main__":
    main()
