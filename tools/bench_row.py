"""What the benchmarks of tools/ share: the processor, and the row that they print and keep."""
import json
import platform
import sys


def cpu():
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            return next(line.split(":", 1)[1].strip() for line in file if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.machine()


def cpu_of_nets():
    """With the instructions that nets in 8 bits and bf16 depend on."""
    wanted = ("avx_vnni", "avx512_vnni", "avx512_bf16", "amx_int8", "amx_bf16", "i8mm", "bf16")
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            line = next(line for line in file if line.startswith(("flags", "Features")))
    except (OSError, StopIteration):
        return cpu()
    has = line.split(":", 1)[1].split()
    return f"{cpu()} ({', '.join(one for one in wanted if one in has) or 'no instructions for 8 bits or bf16'})"


def report(row, path=None):
    """Prints the row; writes it to `path` where one is given."""
    text = json.dumps(row, indent=2) + "\n"
    sys.stdout.write(text)
    if path:
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
