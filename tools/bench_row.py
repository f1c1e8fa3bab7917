"""What the benchmarks of tools/ share: the processor's name, and the row that they print and keep."""
import json
import platform
import sys


def cpu():
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            return next(line.split(":", 1)[1].strip() for line in file if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.machine()


def report(row, path=None):
    """Prints the row; writes it to `path` where one is given."""
    text = json.dumps(row, indent=2) + "\n"
    sys.stdout.write(text)
    if path:
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
