#!/usr/bin/env python3
"""Reads Praat TextGrids with the package praatio, for the parity test of io/formats/textgrid.

usage: textgrid_parity.py PEERS OUT FILE...

PEERS holds the unpacked package (praatio==6.2.2). Writes files of its own into OUT with the package, long and short, and
reads these and each FILE. For each a line "F PATH", then for each interval or point whose label is more than silence a
line "A START END BYTES" (times in milliseconds), the label in UTF-8 and a line end.
"""
import sys
import types
import typing
from pathlib import Path

WORDS = ["yes", "the garden", "Grüße", "say \"hi\"", "はい", "! no comment", "", "🙂 ok", "one\ntwo", "5"]
SILENCES = {"", "sil", "sp", "silent", "silence", "pau", "<sil>", "<p:>", "#", "_"}


def write_files(textgrid, out):
    for number, form in enumerate(["long_textgrid", "short_textgrid"] * 3):
        grid = textgrid.Textgrid()
        state = number + 1
        for tier in range(1 + number % 3):
            time, entries = 0.0, []
            for _ in range(5 + 30 * number):
                state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
                start = time + (state >> 33) % 900 / 1000
                time = start + (1 + (state >> 43) % 2500) / 1000
                entries.append((start, time, WORDS[(state >> 50) % len(WORDS)]))
            grid.addTier(textgrid.IntervalTier(f"P{tier}", entries, 0, 1000), reportingMode="silence")
        grid.addTier(textgrid.PointTier("bells", [(0.25, "ding"), (0.5, "dong")], 0, 1000), reportingMode="silence")
        path = out / f"generated-{number}.TextGrid"
        grid.save(str(path), format=form, includeBlankSpaces=True)
        yield path


def main():
    peers, out = sys.argv[1], Path(sys.argv[2])
    sys.path.insert(0, peers)
    # All that the package takes from typing_extensions is in Python itself by now.
    sys.modules.setdefault("typing_extensions", types.SimpleNamespace(Literal=typing.Literal, Final=typing.Final))
    from praatio import textgrid

    for path in list(write_files(textgrid, out)) + sys.argv[3:]:
        sys.stdout.buffer.write(f"F {path}\n".encode())
        for tier in textgrid.openTextgrid(str(path), includeEmptyIntervals=False).tiers:
            for entry in tier.entries:
                label = entry[-1].strip()
                if label.lower() not in SILENCES:
                    text = label.encode("utf-8")
                    sys.stdout.buffer.write(f"A {entry[0] * 1000!r} {entry[-2] * 1000!r} {len(text)}\n".encode() + text + b"\n")


if __name__ == "__main__":
    main()
