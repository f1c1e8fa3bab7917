#!/usr/bin/env python3
"""Draws docs/rooms.svg from the rooms that CMake knows.

usage: draw_rooms.py [--check] <build>/generated/rooms.txt docs/rooms.svg
--check writes nothing and exits 1 where the picture differs.
"""
import sys

BOX_WIDTH, BOX_HEIGHT, GAP_X, GAP_Y, MARGIN = 190, 40, 30, 46, 24


def read_rooms(path):
    rooms = {}
    with open(path, encoding="utf-8") as file:
        for line in file:
            room, uses = line.rstrip("\n").split(":")
            rooms[room] = uses.split()
    return rooms


def reach(rooms, room):
    """Every room below `room`."""
    below = set()
    for used in rooms[room]:
        below |= {used} | reach(rooms, used)
    return below


def draw(rooms):
    floors = {}
    for room, uses in rooms.items():
        floors[room] = 1 + max((floors[used] for used in uses), default=0)
    rows = {}
    for room, floor in floors.items():
        rows.setdefault(floor, []).append(room)
    widest = max(len(row) for row in rows.values())
    width = 2 * MARGIN + widest * BOX_WIDTH + (widest - 1) * GAP_X
    height = 2 * MARGIN + len(rows) * BOX_HEIGHT + (len(rows) - 1) * GAP_Y
    place = {}
    for floor, row in rows.items():
        left = (width - len(row) * BOX_WIDTH - (len(row) - 1) * GAP_X) / 2
        for i, room in enumerate(row):
            place[room] = (left + i * (BOX_WIDTH + GAP_X), height - MARGIN - BOX_HEIGHT - (floor - 1) * (BOX_HEIGHT + GAP_Y))
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        'font-family="sans-serif" font-size="14">',
        "<title>The rooms of OpenAffect: an arrow points to what a room uses</title>",
        '<defs><marker id="tip" markerWidth="8" markerHeight="8" refX="7" refY="4" orient="auto">'
        '<path d="M0,0 L8,4 L0,8 z" fill="#667"/></marker></defs>',
        '<rect width="100%" height="100%" fill="#fff"/>',
    ]
    for room, uses in rooms.items():
        # An arrow that follows from two others is left out.
        direct = [used for used in uses if not any(used in reach(rooms, other) for other in uses)]
        x, y = place[room]
        for used in direct:
            to_x, to_y = place[used]
            lines.append(
                f'<line x1="{x + BOX_WIDTH / 2:g}" y1="{y + BOX_HEIGHT:g}" x2="{to_x + BOX_WIDTH / 2:g}" y2="{to_y:g}" '
                'stroke="#667" stroke-width="1.5" marker-end="url(#tip)"/>'
            )
    for room, (x, y) in place.items():
        lines.append(
            f'<rect x="{x:g}" y="{y:g}" width="{BOX_WIDTH}" height="{BOX_HEIGHT}" rx="6" fill="#eef3fa" stroke="#345"/>'
            f'<text x="{x + BOX_WIDTH / 2:g}" y="{y + 25:g}" text-anchor="middle" fill="#123">{room}</text>'
        )
    return "\n".join(lines + ["</svg>", ""])


def main():
    arguments = [a for a in sys.argv[1:] if a != "--check"]
    if len(arguments) != 2:
        sys.exit(__doc__)
    picture = draw(read_rooms(arguments[0]))
    if "--check" in sys.argv:
        with open(arguments[1], encoding="utf-8") as file:
            sys.exit(0 if file.read() == picture else 1)
    with open(arguments[1], "w", encoding="utf-8") as file:
        file.write(picture)


if __name__ == "__main__":
    main()
