#!/usr/bin/env python3
"""Reads ELAN files with the package pympi-ling, for the parity test of io/formats/elan.

usage: eaf_parity.py PEERS OUT FILE...

PEERS holds the unpacked package (pympi-ling==1.70.2). Writes files of its own into OUT with the package, and reads these
and each FILE. For each a line "F PATH", then for each annotation that has a value a line "A START END BYTES" (times in
milliseconds, - where the package gives none), the value in UTF-8 and a line end.
"""
import sys
import warnings
from pathlib import Path

WORDS = ["yes", "the garden", "Grüße", "two & three < four", "はい", "\"quoted\"", "so  be it", "🙂 ok", "one\ntwo"]


def write_files(elan, out):
    for number in range(6):
        document = elan.Eaf(author="nobody")
        document.remove_tier("default")
        state = number + 1
        for tier in range(1 + number % 3):
            name = f"speaker {tier}"
            document.add_tier(name, part=f"P{tier}" if number % 2 else None)
            time = 0
            for _ in range(40 * number):
                state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
                start = time + (state >> 33) % 900
                time = start + 1 + (state >> 43) % 2500
                document.add_annotation(name, start, time, WORDS[(state >> 50) % len(WORDS)])
        if number == 0:
            document.add_annotation("speaker 0", 0, 10, "only one")
        document.to_file(str(out / f"generated-{number}.eaf"))
        yield out / f"generated-{number}.eaf"


def annotations(document):
    for aligned, references, _, _ in document.tiers.values():
        for begin, end, value, _ in aligned.values():
            yield document.timeslots.get(begin), document.timeslots.get(end), value
        for _, value, _, _ in references.values():
            yield None, None, value


def main():
    peers, out = sys.argv[1], Path(sys.argv[2])
    sys.path.insert(0, peers)
    warnings.simplefilter("ignore")
    from pympi import Elan

    for path in list(write_files(Elan, out)) + sys.argv[3:]:
        sys.stdout.buffer.write(f"F {path}\n".encode())
        for begin, end, value in annotations(Elan.Eaf(str(path))):
            text = value.strip().encode("utf-8")
            if text:
                times = "- -" if begin is None or end is None else f"{begin} {end}"
                sys.stdout.buffer.write(f"A {times} {len(text)}\n".encode() + text + b"\n")


if __name__ == "__main__":
    main()
