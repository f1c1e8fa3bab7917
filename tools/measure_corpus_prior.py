#!/usr/bin/env python3
"""What include/affect/understand/trajectory/corpus_prior.h holds, and candidates in shuffled conversations.

usage: AFFECT_DATA=... tools/measure_corpus_prior.py PROGRAM [results/understand/corpus_prior.json]
PROGRAM is the built affect: `affect perceive` scores the train splits of EmotionLines (Friends), EmoryNLP and
DailyDialog with the lexicon, and with the linear models (writer's valence); people with 6 scored turns or more in a conversation count. The shuffle is of one
person's scores within a conversation (seed 1); a conversation is counted where anybody in it has a candidate.
"""
import collections
import csv
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import zipfile

FEWEST = 6
PERCEIVERS = {
    "lexicon": [],
    "emotion": ["--without", "lexicon", "--with", "emotion", "--set", "emotion.groups=expressed", "--set", "emotion.language=en"],
}


def emotionlines(root):
    with open(os.path.join(root, "text/emotionlines-friends/friends_train.json"), encoding="utf-8") as file:
        for dialogue in json.load(file):
            yield [(turn["speaker"], turn["utterance"]) for turn in dialogue]


def emorynlp(root):
    scenes = collections.defaultdict(list)
    with open(os.path.join(root, "text/emorynlp/emorynlp_train_final.csv"), encoding="utf-8") as file:
        for row in csv.DictReader(file):
            scenes[row["Season"], row["Episode"], row["Scene_ID"]].append((row["Speaker"], row["Utterance"]))
    yield from scenes.values()


def dailydialog(root):
    with zipfile.ZipFile(os.path.join(root, "text/dailydialog/train.zip")) as archive:
        name = next(name for name in archive.namelist() if name.endswith("dialogues_train.txt"))
        for line in archive.read(name).decode("utf-8").splitlines():
            turns = [turn.strip() for turn in line.split("__eou__") if turn.strip()]
            yield [("AB"[i % 2], turn) for i, turn in enumerate(turns)]


def write(conversations, path):
    with open(path, "w", encoding="utf-8") as file:
        for index, conversation in enumerate(conversations):
            episode = f"c{index}"
            put = lambda **record: file.write(json.dumps({"affect": 1, **record}, ensure_ascii=False) + "\n")
            put(kind="episode", e=episode, clock={"type": "order"})
            for turn, (speaker, text) in enumerate(conversation):
                put(kind="turn", e=episode, turn=turn, speaker=speaker, text=text)
            put(kind="end", e=episode)


def affect(program, verb, path, out, options=()):
    with open(out, "wb") as sink:
        subprocess.run([program, verb, path, *options], check=True, stdout=sink)
    with open(out, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def columns(records):
    """Scores by (conversation, person)."""
    scores = collections.defaultdict(list)
    for record in records:
        if record["kind"] == "track":
            scores[record["e"], record["subject"]] += [v for v in record.get("valence", []) if v is not None]
    return {key: values for key, values in scores.items() if len(values) >= FEWEST}


def measure(columns):
    sds = sorted(statistics.stdev(values) for values in columns)
    variogram = {}
    for lag in range(1, 6):
        squares = [(b - a) ** 2 for values in columns for a, b in zip(values, values[lag:])]
        variogram[lag] = statistics.fmean(squares) / 2
    pooled = statistics.fmean(statistics.variance(values) for values in columns)
    far = (variogram[4] + variogram[5]) / 2
    walk = max(0.0, 2 * (far - variogram[1]) / 3.5)  # a walk adds half its variance a lag: from lag 1 to lag 4.5
    return {"people": len(sds), "sd": round(pooled**0.5, 3), "sd_5_percent": round(sds[len(sds) // 20], 3),
            "phi": round(1 - variogram[1] / far, 3), "level_variance": round(walk, 4),
            "noise_variance": round(variogram[1] - walk / 2, 4),
            "variogram": {k: round(v, 4) for k, v in variogram.items()}}


def rates(records, columns):
    found = [record for record in records if record["kind"] == "finding"]
    conversations = {episode for episode, _ in columns}
    row = {"conversations": len(conversations)}
    for grade in ("candidate", "significant"):
        hits = {(record["e"], record["subject"]) for record in found if record.get("grade") == grade}
        row[f"{grade}_per_person"] = round(len(hits) / len(columns), 4)
        row[f"{grade}_per_conversation"] = round(len({episode for episode, _ in hits}) / len(conversations), 4)
    return row


def shuffle(columns, perceiver, path):
    order = random.Random(1)
    with open(path, "w", encoding="utf-8") as file:
        by_conversation = collections.defaultdict(dict)
        for (episode, person), values in columns.items():
            by_conversation[episode][person] = order.sample(values, len(values))
        for episode, people in by_conversation.items():
            put = lambda **record: file.write(json.dumps({"affect": 1, **record}, ensure_ascii=False) + "\n")
            put(kind="episode", e=episode, clock={"type": "order"})
            for person, values in people.items():
                put(kind="track", e=episode, subject=person, perspective="expressed", source=f"{perceiver}@1",
                    turn=list(range(len(values))), valence=values)
            put(kind="end", e=episode)


def main():
    if len(sys.argv) not in (2, 3) or "AFFECT_DATA" not in os.environ:
        sys.exit(__doc__)
    root = os.environ["AFFECT_DATA"]
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        path, out = os.path.join(folder, "in.jsonl"), os.path.join(folder, "out.jsonl")
        for name, reader in (("emotionlines", emotionlines), ("emorynlp", emorynlp), ("dailydialog", dailydialog)):
            for perceiver, options in PERCEIVERS.items():
                write(reader(root), path)
                own = columns(affect(sys.argv[1], "perceive", path, out, options))
                row = {"perceiver": perceiver, "corpus": name, **measure(own.values())}
                os.replace(out, path)
                row["as_spoken"] = rates(affect(sys.argv[1], "understand", path, out), own)
                shuffle(own, perceiver, path)
                row["shuffled"] = rates(affect(sys.argv[1], "understand", path, out), own)
                rows.append(row)
                print(json.dumps(row), flush=True)
    if len(sys.argv) == 3:
        with open(sys.argv[2], "w", encoding="utf-8") as file:
            result = {"what": "corpus prior of valence by perceiver; candidates in shuffled conversations", "corpora": rows,
                      "command": "tools/measure_corpus_prior.py build/release/affect"}
            file.write(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
