#!/usr/bin/env python3
"""Reads a folder of mails with Python's mailbox and email, for the differential test of the mbox reader.

usage: mbox_reference.py FILE

Writes for each mail one line: id, address of the sender in lower case, seconds since 1970; a tab between them.
"""
import email.utils
import mailbox
import sys

for message in mailbox.mbox(sys.argv[1], create=False):
    address = email.utils.parseaddr(str(message["From"] or ""))[1].lower()
    date = email.utils.parsedate_to_datetime(message["Date"]) if message["Date"] else None
    seconds = "" if date is None else str(int(date.timestamp()))
    print((message["Message-ID"] or "").strip("<> "), address, seconds, sep="\t")
