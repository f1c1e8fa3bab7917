#!/usr/bin/env python3
"""A gigabyte of chat through `affect doctor`: megabytes a second and memory, beside Python on a tenth of the same bytes.

usage: tools/bench_chats.py PROGRAM [results/bench/chats.json]
The chats are made here, of the shapes that WhatsApp and Telegram export; their words are dull on purpose. Python reads
WhatsApp with the regular expression that its tools use, and Telegram with its json module. One thread each.
"""
import datetime
import json
import multiprocessing
import os
import platform
import re
import subprocess
import sys
import tempfile
import time

import bench_row

SIZE = 1_000_000_000
LIMIT = 16.7  # MB/s: a gigabyte in a minute
LIMIT_MB = 1024
SAYINGS = ["Shall we meet at the station?", "I am on my way, thank you!", "The soup was wonderful 🎉",
           "No, tomorrow suits me better.\nThe day after would be fine too.", "ok", "Have you seen my green umbrella?"]
STAMP = re.compile(r"^(\d\d/\d\d/\d\d\d\d), (\d\d:\d\d) - ([^:]+): (.*)")


def messages():
    begin = datetime.datetime(2015, 1, 1, tzinfo=datetime.timezone.utc)
    number = 0
    while True:
        yield number, begin + datetime.timedelta(seconds=20 * number), ("Ann", "Ben", "Cleo")[number % 3], \
            SAYINGS[number * 7 % len(SAYINGS)]
        number += 1


def whatsapp(path, size):
    with open(path, "w", encoding="utf-8") as file:
        written = 0
        for _, at, who, text in messages():
            written += file.write(f"{at:%d/%m/%Y, %H:%M} - {who}: {text}\n")
            if written >= size:
                return


def telegram(path, size):
    with open(path, "w", encoding="utf-8") as file:
        written = file.write('{"name":"Trip","type":"private_group","id":7,"messages":[\n')
        for number, at, who, text in messages():
            written += file.write("%s%s" % (",\n" if number else "", json.dumps({
                "id": number, "type": "message", "date": f"{at:%Y-%m-%dT%H:%M:%S}",
                "date_unixtime": str(int(at.timestamp())), "from": who, "from_id": "user" + str(ord(who[0])),
                "text": text, "text_entities": [{"type": "plain", "text": text}]}, ensure_ascii=False)))
            if written >= size:
                break
        file.write("]}\n")


def read_whatsapp(path):
    turns = []
    with open(path, encoding="utf-8") as file:
        for line in file:
            match = STAMP.match(line)
            if match:
                turns.append([datetime.datetime.strptime(match[1] + match[2], "%d/%m/%Y%H:%M"), match[3], match[4]])
            elif turns:
                turns[-1][2] += line


def read_telegram(path):
    with open(path, encoding="utf-8") as file:
        return [(m["date_unixtime"], m["from"], m["text"]) for m in json.load(file)["messages"]]


def ours(program, path):
    begin = time.monotonic()
    process = subprocess.Popen([program, "doctor", path], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"affect doctor failed on {path}")
    return time.monotonic() - begin, usage.ru_maxrss / 1024


def peer_seconds(read, path):
    begin = time.process_time()
    read(path)
    return time.process_time() - begin


def peer_rate(read, path):
    # In a process of its own: a child's peak memory counts what its parent held when it was started.
    with multiprocessing.Pool(1) as pool:
        return os.path.getsize(path) / pool.apply(peer_seconds, (read, path)) / 1e6


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    figures = []
    with tempfile.TemporaryDirectory() as folder:
        for name, write, read in (("whatsapp", whatsapp, read_whatsapp), ("telegram", telegram, read_telegram)):
            path = os.path.join(folder, name + ".txt")
            write(path, SIZE // 10)
            peer = peer_rate(read, path)
            write(path, SIZE)
            size = os.path.getsize(path)
            seconds, memory = ours(sys.argv[1], path)
            rate = size / seconds / 1e6
            figures.append({"what": f"a gigabyte of {name} through affect doctor, one thread", "value": round(rate, 1),
                            "unit": "MB/s", "limit": LIMIT, "seconds": round(seconds, 1), "memory_mb": round(memory),
                            "memory_limit_mb": LIMIT_MB, "peer": round(peer, 1),
                            "peer_name": f"Python {platform.python_version()}", "ratio": round(rate / peer, 1),
                            "bytes": size, "cpu": bench_row.cpu(),
                            "command": "tools/bench_chats.py affect results/bench/chats.json"})
            os.remove(path)
    bench_row.report({"figures": figures}, sys.argv[2] if len(sys.argv) == 3 else None)
    for figure in figures:
        if figure["value"] < LIMIT or figure["memory_mb"] > LIMIT_MB:
            sys.exit(f"{figure['what']}: beyond the limit")


if __name__ == "__main__":
    main()
