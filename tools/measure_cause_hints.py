#!/usr/bin/env python3
"""Cause turns of RECCON (DailyDialog test) by what cause_hints can say in a short dialogue, beside the plain rule.

usage: tools/measure_cause_hints.py PROGRAM BENCH DATA [results/understand/cause_hints.json]
PROGRAM is `affect`, BENCH the built understand_trajectory_bench, DATA the folder of the data sets. A case is a pair of a turn with an emotion and a turn not after it, true
where annotators name the second as a cause of the first; each true pair counts once. `changed`: the speaker's emotion
differs from that of the own turn before, or there is none. Rules: `own + before`, the plain one; `own + hint`, the turn
itself and, of the four before it, the one whose score pulls most towards its own (lexicon; same sign, largest product), none
where no word is known; `own`, the turn alone. Of drawn talks: the share with p <= 0.05 and that in which the turn before
is named first. Fails where p is small too often though nothing is taken over.
"""
import json
import pathlib
import subprocess
import sys

import bench_row

MENDED = {"happy": "happiness", "happines": "happiness", "excited": "happiness", "sad": "sadness", "angry": "anger",
          "surprised": "surprise"}
LAGS = 4
MOST_ALARMS = 0.08  # 5 %, and nearly three standard errors of 400 talks
FEWEST_SCORES = 20  # of a person, below which the component names no earlier turn


def dialogues(data):
    path = pathlib.Path(data) / "text/reccon-dailydialog/dailydialog_test.json"
    for name, parts in json.loads(path.read_text(encoding="utf-8")).items():
        yield name, [turn for part in parts for turn in part]


def scores(program, talks):
    """Valence by dialogue and turn, where the lexicon knows a word."""
    lines = []
    for name, turns in talks:
        lines.append({"affect": 1, "kind": "episode", "e": name, "clock": {"type": "order"}})
        lines += [{"affect": 1, "kind": "turn", "e": name, "turn": i, "speaker": turn["speaker"], "text": turn["utterance"]}
                  for i, turn in enumerate(turns)]
        lines.append({"affect": 1, "kind": "end", "e": name})
    command = [program, "perceive", "-", "--format", "records"]
    out = subprocess.run(command, input="\n".join(map(json.dumps, lines)) + "\n", check=True, stdout=subprocess.PIPE, text=True).stdout
    found = {}
    for line in out.splitlines():
        record = json.loads(line)
        if record["kind"] != "track":
            continue
        for turn, value in zip(record["turn"], record.get("valence") or []):
            if value is not None:
                found[record["e"], turn] = value
    return found


def emotion(turn):
    return MENDED.get(turn["emotion"], turn["emotion"])


def before_of_speaker(turns, at):
    return next((emotion(turns[i]) for i in range(at - 1, -1, -1) if turns[i]["speaker"] == turns[at]["speaker"]), None)


def hint(valence, name, at):
    pulls = [(valence.get((name, i), 0) * valence.get((name, at), 0), i) for i in range(max(0, at - LAGS), at)]
    best = max(pulls, default=(0, None))
    return {best[1]} if best[0] > 0 else set()


def cases(talks, valence, only_changed):
    for name, turns in talks:
        for at, turn in enumerate(turns):
            if emotion(turn) == "neutral" or (only_changed and before_of_speaker(turns, at) == emotion(turn)):
                continue
            causes = {int(e) - 1 for e in turn.get("expanded emotion cause evidence", []) if str(e).isdigit()}
            yield at, causes, {"own": {at}, "own + before": {at, at - 1}, "own + hint": {at} | hint(valence, name, at)}


def f1(both, found, true):
    return 2 * both / (found + true) if found + true else 0.0


def measure(rows):
    rows = list(rows)
    figures = {"turns": len(rows)}
    for rule in rows[0][2]:
        both = missed = wrong = neither = 0
        for at, causes, rules in rows:
            chosen = {i for i in rules[rule] if i >= 0}
            causes_before = {i for i in causes if i <= at}
            both += len(causes_before & chosen)
            missed += len(causes_before - chosen)
            wrong += len(chosen - causes_before)
            neither += at + 1 - len(causes_before | chosen)
        positive, negative = f1(both, both + wrong, both + missed), f1(neither, neither + missed, neither + wrong)
        figures[rule] = {"positive_f1": round(positive, 4), "macro_f1": round((positive + negative) / 2, 4)}
    return figures


def drawn(bench):
    command = [bench, "--benchmark_filter=^answered_turn/", "--benchmark_format=json"]
    for row in json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)["benchmarks"]:
        cell = {key: int(value) for key, value in (part.split(":") for part in row["name"].split("/iterations")[0].split("/")[1:])}
        yield {"turns": cell["turns"], "pull": cell["pull"] / 100, "own": cell["own"] / 100, "talks": int(row["talks"]),
               "p_small": round(row["p_small"], 4), "named": round(row["named"], 4)}


def main():
    if len(sys.argv) not in (4, 5):
        sys.exit(__doc__)
    talks = list(dialogues(sys.argv[3]))
    valence = scores(sys.argv[1], talks)
    result = {"what": "cause turns of RECCON, DailyDialog test, by rule; each true pair once, causes after the turn left out",
              "command": "tools/measure_cause_hints.py affect build/release/understand_trajectory_bench DATA", "cpu": bench_row.cpu(), "dialogues": len(talks),
              "longest_own_turns": max(sum(t["speaker"] == s for t in turns) for _, turns in talks for s in {t["speaker"] for t in turns}),
              "fewest_scores_of_earlier_turns": FEWEST_SCORES,
              "drawn": list(drawn(sys.argv[2])), "all": measure(cases(talks, valence, False)), "changed": measure(cases(talks, valence, True))}
    print(json.dumps(result, indent=1))
    if len(sys.argv) == 5:
        pathlib.Path(sys.argv[4]).write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    broken = [cell for cell in result["drawn"] if cell["pull"] == cell["own"] == 0 and cell["p_small"] > MOST_ALARMS]
    if broken:
        sys.exit(f"over the bound: {broken}")


if __name__ == "__main__":
    main()
