#!/usr/bin/env python3
"""Reads corpora with the package convokit, and writes some, for the parity test of io/formats/convokit.

usage: convokit_parity.py PEERS write OUT
       convokit_parity.py PEERS read FOLDER...

PEERS holds the unpacked package (convokit==5.0.0) and what it imports. The first lets the package write corpora of its own
into OUT. The second lets it read each FOLDER: a line "F PATH", then for each utterance, speaker and conversation, in the
order of their ids, a line of a JSON list: ["U", id, conversation, speaker, reply-to, timestamp, text, meta],
["S", id, meta], ["C", id, meta].
"""
import contextlib
import json
import os
import sys
import tempfile
import types
import warnings
from pathlib import Path

TEXTS = ["yes", "Grüße aus dem Garten", "two\nlines", "\"quoted\" & \\back", "はい", "🙂 fine", "so  be it", "что?", "a\u2028b"]


def load_package(peers):
    """The model alone: all of the package would want a machine learning library too."""
    sys.path.insert(0, peers)
    warnings.simplefilter("ignore")
    package = types.ModuleType("convokit")
    package.__path__ = [str(Path(peers) / "convokit")]
    sys.modules["convokit"] = package
    import convokit.model

    return convokit.model


def write_corpora(model, out):
    for number in range(4):
        state = number + 1
        speakers = [model.Speaker(id=f"speaker {i}", meta={"age": 20 + i} if i % 2 else {}) for i in range(2 + number)]
        utterances = []
        for conversation in range(1 + 5 * number):
            for place in range(1 + 7 * number):
                state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
                stamp = [None, 1714588200 + 60 * place, 2.5 * place, 1714588200.25 + place][number]
                utterances.append(model.Utterance(
                    id=f"u{conversation}.{place}",
                    speaker=speakers[(state >> 33) % len(speakers)],
                    conversation_id=f"u{conversation}.0",
                    reply_to=f"u{conversation}.{(state >> 40) % place}" if place else None,
                    timestamp=stamp,
                    text=TEXTS[(state >> 50) % len(TEXTS)],
                    meta={"score": (state >> 45) % 100 / 8, "tags": ["a", None]} if place % 3 else {},
                ))
        corpus = model.Corpus(utterances=utterances)
        for conversation in corpus.iter_conversations():
            conversation.add_meta("topic", "picnic")
        corpus.dump(f"generated-{number}", base_path=out)


def rows(corpus):
    for utterance in sorted(corpus.iter_utterances(), key=lambda each: each.id):
        yield ["U", utterance.id, utterance.conversation_id, utterance.speaker.id, utterance.reply_to,
               None if utterance.timestamp is None else float(utterance.timestamp), utterance.text, dict(utterance.meta)]
    for speaker in sorted(corpus.iter_speakers(), key=lambda each: each.id):
        yield ["S", speaker.id, dict(speaker.meta)]
    for conversation in sorted(corpus.iter_conversations(), key=lambda each: each.id):
        yield ["C", conversation.id, dict(conversation.meta)]


def main():
    peers, task, *paths = sys.argv[1:]
    lines = []
    # The package talks on standard output and keeps its settings in the home.
    with contextlib.redirect_stdout(sys.stderr), tempfile.TemporaryDirectory() as home:
        os.environ["HOME"] = home
        model = load_package(peers)
        if task == "write":
            write_corpora(model, paths[0])
            return
        for folder in paths:
            lines.append(f"F {folder}")
            lines += map(json.dumps, rows(model.Corpus(filename=folder)))
    print("\n".join(lines))


if __name__ == "__main__":
    main()
