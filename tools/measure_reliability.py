#!/usr/bin/env python3
"""Writes reliability curves before and after calibration, and risk by coverage, of the linear models of text.

usage: tools/measure_reliability.py AFFECT results/perceive/reliability.json docs/perceive/reliability.svg
AFFECT is the built program; AFFECT_DATA holds the data. No text is printed or kept.
"""
import json
import re
import subprocess
import sys

LINE = re.compile(r"^(.+?), (reliability before|reliability after|coverage/risk): (.+)$", re.MULTILINE)
SIDE, LEFT, TOP, GAP = 220, 56, 40, 64
COLOURS = {"before": "#b8860b", "after": "#1f5fa8", "risk": "#444"}


def measure(program):
    output = subprocess.run([program, "run", "emotion_text"], check=True, capture_output=True, text=True).stdout
    sets = {}
    for name, what, points in LINE.findall(output):
        values = [[float(value) for value in point.split("/")] for point in points.split()]
        sets.setdefault(name, {})[what.replace("reliability ", "").replace("coverage/risk", "risk")] = values
    return sets


def panel(left, top, title, x_name, y_name, curves, diagonal):
    at = lambda x, y: f"{left + SIDE * x:.1f},{top + SIDE * (1 - y):.1f}"
    lines = [
        f'<rect x="{left}" y="{top}" width="{SIDE}" height="{SIDE}" fill="none" stroke="#99a"/>',
        f'<text x="{left}" y="{top - 12}">{title}</text>',
        f'<text x="{left + SIDE / 2}" y="{top + SIDE + 34}" text-anchor="middle" fill="#556">{x_name}</text>',
        f'<text transform="translate({left - 36},{top + SIDE / 2}) rotate(-90)" text-anchor="middle" fill="#556">{y_name}</text>',
    ]
    for tick in (0, 0.5, 1):
        lines.append(f'<text x="{left + SIDE * tick}" y="{top + SIDE + 16}" text-anchor="middle" fill="#556">{tick:g}</text>')
        lines.append(f'<text x="{left - 6}" y="{top + SIDE * (1 - tick) + 4}" text-anchor="end" fill="#556">{tick:g}</text>')
    if diagonal:
        lines.append(f'<polyline points="{at(0, 0)} {at(1, 1)}" stroke="#ccd" fill="none"/>')
    for i, (name, points) in enumerate(curves.items()):
        lines.append(f'<polyline points="{" ".join(at(p[0], p[1]) for p in points)}" stroke="{COLOURS[name]}" stroke-width="2" fill="none"/>')
        lines += [f'<circle cx="{at(*p[:2]).split(",")[0]}" cy="{at(*p[:2]).split(",")[1]}" r="2.5" fill="{COLOURS[name]}"/>' for p in points]
        if len(curves) > 1:
            lines.append(f'<text x="{left + SIDE - 8}" y="{top + SIDE - 10 - 18 * i}" text-anchor="end" fill="{COLOURS[name]}">{name}</text>')
    return lines


def draw(sets):
    width, height = LEFT + 2 * (SIDE + GAP), len(sets) * (TOP + SIDE + GAP) - GAP + 48
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        'font-family="sans-serif" font-size="13">',
        "<title>Reliability before and after calibration, and risk by coverage</title>",
        '<rect width="100%" height="100%" fill="#fff"/>',
    ]
    for i, (name, curves) in enumerate(sets.items()):
        top = TOP + i * (TOP + SIDE + GAP)
        pair = {key: curves[key] for key in ("before", "after")}
        lines += panel(LEFT, top, name, "probability said", "share that was so", pair, True)
        lines += panel(LEFT + SIDE + GAP, top, "most probable label", "share answered, surest first", "share wrong", {"risk": curves["risk"]}, False)
    return "\n".join(lines) + "\n</svg>\n"


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    sets = measure(sys.argv[1])
    if not sets:
        sys.exit("the program printed no curves")
    result = {
        "what": "All labels of a set together in 15 bins of equal mass: mean probability, share that was so, rows; and coverage, risk of the most probable label",
        "command": "tools/measure_reliability.py affect results/perceive/reliability.json docs/perceive/reliability.svg",
        "sets": sets,
    }
    with open(sys.argv[2], "w", encoding="utf-8") as file:
        json.dump(result, file, indent=1)
        file.write("\n")
    with open(sys.argv[3], "w", encoding="utf-8") as file:
        file.write(draw(sets))


if __name__ == "__main__":
    main()
