#!/usr/bin/env python3
"""Writes examples/eda.csv: constructed skin conductance at 4 Hz, in uS. A drifting level with small responses that
rises lastingly by 1.2 uS after twelve minutes. It stands for no person."""
import math
import random
import sys

RATE_HZ, MINUTES, RISE_AT_S = 4, 24, 12 * 60


def main() -> None:
    random.seed(3)
    drift = response = 0.0
    print("time,eda")
    for i in range(RATE_HZ * 60 * MINUTES):
        seconds = i / RATE_HZ
        drift = 0.9995 * drift + random.gauss(0, 0.004)
        if random.random() < 0.004:
            response += random.uniform(0.05, 0.25)
        response *= 0.97
        rise = 1.2 / (1 + math.exp(-(seconds - RISE_AT_S) / 8))
        print(f"{seconds:g},{2.1 + rise + drift + response + random.gauss(0, 0.01):.2f}")


if __name__ == "__main__":
    sys.exit(main())
