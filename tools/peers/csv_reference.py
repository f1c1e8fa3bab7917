#!/usr/bin/env python3
"""Reads a table with Python's csv, for the differential test of the table reader.

usage: csv_reference.py FILE SEPARATOR

Writes for each row that is not blank one line: its fields as hex of their UTF-8, a comma between them. Line ends inside
a field become LF.
"""
import csv
import sys

csv.field_size_limit(1 << 30)
with open(sys.argv[1], encoding="utf-8", newline="") as file:
    for row in csv.reader(file, delimiter=sys.argv[2]):
        if len(row) == 0 or (len(row) == 1 and row[0].strip(" \t") == ""):
            continue
        print(",".join(f.replace("\r\n", "\n").replace("\r", "\n").encode().hex() for f in row))
