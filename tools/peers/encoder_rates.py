#!/usr/bin/env python3
"""all-MiniLM-L6-v2 by Python transformers on torch and by ONNX Runtime: vectors of texts, tokenizer included, one thread.

    peers = encoder_rates.peers(model_folder, work_folder)     # name -> texts to vectors
    encoder_rates.rate(peers["onnxruntime int8"], batches)     # sentences a second of the processor's time

int8 is what each offers for it on any machine: dynamic quantization of its linear layers. ONNX Runtime runs torch's own
export. The vector of a text is the mean of its token states, of length 1, as ours.
"""
import os

os.environ["OMP_NUM_THREADS"] = "1"
os.environ["TOKENIZERS_PARALLELISM"] = "false"

import time
import warnings

import numpy as np
import onnxruntime
import tokenizers
import torch
import transformers
from onnxruntime.quantization import quantize_dynamic

INPUTS = ("input_ids", "attention_mask", "token_type_ids")


def versions():
    return {"transformers": transformers.__version__, "torch": torch.__version__, "onnxruntime": onnxruntime.__version__,
            "tokenizers": tokenizers.__version__}


def pooled(states, mask):
    mask = mask[..., None].astype(np.float32)
    vectors = (states * mask).sum(1) / mask.sum(1)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def by_torch(tokenizer, net):
    def vectors(texts):
        with torch.inference_mode():
            tokens = tokenizer(texts, padding=True, truncation=True, return_tensors="pt")
            return pooled(net(**tokens).last_hidden_state.numpy(), tokens["attention_mask"].numpy())
    return vectors


def by_onnx(tokenizer, path):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def vectors(texts):
        tokens = tokenizer(texts, padding=True, truncation=True, return_tensors="np")
        states, = session.run(None, {name: tokens[name].astype(np.int64) for name in INPUTS})
        return pooled(states, tokens["attention_mask"])
    return vectors


def peers(model, work):
    warnings.filterwarnings("ignore")
    torch.set_num_threads(1)
    tokenizer = transformers.AutoTokenizer.from_pretrained(model)
    net = transformers.AutoModel.from_pretrained(model, add_pooling_layer=False).eval()
    made = {"torch f32": by_torch(tokenizer, net)}
    # Of the engines that a torch is built with, the later ones are the newer and faster.
    torch.backends.quantized.engine = [e for e in torch.backends.quantized.supported_engines if e != "none"][-1]
    coarse = torch.ao.quantization.quantize_dynamic(net, {torch.nn.Linear}, dtype=torch.qint8)
    made["torch int8"] = by_torch(tokenizer, coarse)
    exported, quantized = work / "minilm.onnx", work / "minilm_int8.onnx"
    tokens = tokenizer(["One text.", "Another one."], padding=True, return_tensors="pt")
    torch.onnx.export(net, tuple(tokens[name] for name in INPUTS), str(exported), input_names=list(INPUTS),
                      output_names=["states"], opset_version=14,
                      dynamic_axes={name: {0: "batch", 1: "length"} for name in (*INPUTS, "states")})
    quantize_dynamic(str(exported), str(quantized))
    made["onnxruntime f32"] = by_onnx(tokenizer, exported)
    made["onnxruntime int8"] = by_onnx(tokenizer, quantized)
    return made


def rate(vectors, batches):
    vectors(batches[0])
    begin, texts = time.process_time(), 0
    for batch in batches:
        vectors(batch)
        texts += len(batch)
    return texts / (time.process_time() - begin)
