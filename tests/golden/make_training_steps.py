#!/usr/bin/env python3
"""Writes training_steps.json: what PyTorch computes in a few training steps of several recipes.

    python3 tests/golden/make_training_steps.py        (needs torch and numpy)

Weights and images come from Philox4x32-10, which the engine has too, so that both sides start from
the same bits. Of every tensor the file keeps norms, a projection on random signs (to which every
element contributes) and a sample of elements: after the first step the gradient, after the last
step the parameters.
"""
import json
import math
import pathlib

import numpy as np
import torch

STREAM_WEIGHTS, STREAM_DIGITS, STREAM_PICKS = 1, 5, 6
STEPS, BATCH, SAMPLES = 3, 16, 40

CASES = [
    {"name": "B", "loss": "mse", "batch_size": BATCH, "optimizer": {"kind": "adam", "learning_rate": 1e-3},
     "encoder": [(128, "relu"), (32, "linear")], "decoder": [(128, "relu"), (784, "sigmoid")]},
    {"name": "E1", "loss": "bce", "batch_size": BATCH, "optimizer": {"kind": "adam", "learning_rate": 1e-3},
     "encoder": [(256, "relu"), (128, "relu"), (32, "relu")],
     "decoder": [(128, "relu"), (256, "relu"), (784, "sigmoid")]},
    {"name": "adam-decay", "loss": "mse", "batch_size": BATCH,
     "optimizer": {"kind": "adam", "learning_rate": 3e-3, "weight_decay": 1e-2},
     "encoder": [(40, "sigmoid"), (7, "tanh")], "decoder": [(40, "tanh"), (784, "linear")]},
    {"name": "sgd", "loss": "mse", "batch_size": BATCH,
     "optimizer": {"kind": "sgd", "learning_rate": 0.5, "weight_decay": 1e-3, "momentum": 0.9},
     "encoder": [(40, "tanh"), (7, "linear")], "decoder": [(40, "relu"), (784, "sigmoid")]},
]


def philox(count, seed, stream):
    """The first `count` 32-bit numbers of a stream (Salmon et al., SC'11)."""
    blocks = np.arange((count + 3) // 4, dtype=np.uint64)
    mask = np.uint64(0xFFFFFFFF)
    shift = np.uint64(32)
    c = [blocks & mask, blocks >> shift, np.full_like(blocks, stream & 0xFFFFFFFF),
         np.full_like(blocks, stream >> 32)]
    k0, k1 = seed & 0xFFFFFFFF, seed >> 32
    for _ in range(10):
        p0, p1 = c[0] * np.uint64(0xD2511F53), c[2] * np.uint64(0xCD9E8D57)
        c = [(p1 >> shift) ^ c[1] ^ np.uint64(k0), p1 & mask, (p0 >> shift) ^ c[3] ^ np.uint64(k1), p0 & mask]
        k0, k1 = (k0 + 0x9E3779B9) & 0xFFFFFFFF, (k1 + 0xBB67AE85) & 0xFFFFFFFF
    return np.stack(c, axis=1).reshape(-1)[:count]


def uniform(count, stream_use, number, seed=0):
    bits = philox(count, seed, (stream_use << 56) | number)
    return (bits >> np.uint64(8)).astype(np.float32) * np.float32(2.0**-24)


def module(layers, inputs):
    kinds = {"relu": torch.nn.ReLU, "sigmoid": torch.nn.Sigmoid, "tanh": torch.nn.Tanh}
    modules = []
    for units, activation in layers:
        modules.append(torch.nn.Linear(inputs, units))
        if activation in kinds:
            modules.append(kinds[activation]())
        inputs = units
    return torch.nn.Sequential(*modules)


def model_of(case):
    code = case["encoder"][-1][0]
    model = torch.nn.Sequential()
    model.add_module("encoder", module(case["encoder"], 784))
    model.add_module("decoder", module(case["decoder"], code))
    for number, (name, tensor) in enumerate(model.named_parameters()):
        weight = name.endswith("weight")
        fan_in = tensor.shape[1] if weight else fan_in  # noqa: F821: a bias follows its weight
        u = uniform(tensor.numel(), STREAM_WEIGHTS, number)
        values = np.float32(1 / math.sqrt(fan_in)) * (np.float32(2) * u - np.float32(1))
        tensor.data = torch.from_numpy(values.reshape(tuple(tensor.shape)))
    return model


def images(step):
    """Like digits: three quarters of the pixels black, the others grey. (batch x 784)"""
    u = uniform(BATCH * 784, STREAM_DIGITS, step).reshape(BATCH, 784)
    return torch.from_numpy(np.where(u < np.float32(0.75), np.float32(0), u))


def digest(number, tensor):
    """Sums in double precision over one tensor of float32."""
    x = tensor.detach().numpy().reshape(-1).astype(np.float64)
    signs = 1.0 - 2.0 * (philox(x.size, 0, (STREAM_PICKS << 56) | number) & np.uint64(1)).astype(np.float64)
    at = np.unique(np.linspace(0, x.size - 1, SAMPLES).astype(int))
    return {"size": x.size, "norm": float(np.linalg.norm(x)), "projection": float(x @ signs),
            "samples": [[int(i), float(x[i])] for i in at]}


def run(case):
    model, spec = model_of(case), case["optimizer"]
    if spec["kind"] == "adam":
        optimizer = torch.optim.Adam(model.parameters(), lr=spec["learning_rate"],
                                     weight_decay=spec.get("weight_decay", 0))
    else:
        optimizer = torch.optim.SGD(model.parameters(), lr=spec["learning_rate"],
                                    momentum=spec["momentum"], weight_decay=spec["weight_decay"])
    loss_function = torch.nn.MSELoss() if case["loss"] == "mse" else torch.nn.BCELoss()
    losses, gradients = [], {}
    for step in range(STEPS):
        x = images(step)
        optimizer.zero_grad()
        loss = loss_function(model(x), x)
        loss.backward()
        losses.append(loss.item())
        if step == 0:
            gradients = {n: digest(i, p.grad) for i, (n, p) in enumerate(model.named_parameters())}
        optimizer.step()
    tensors = {n: {"gradient": gradients[n], "parameters": digest(i, p)}
               for i, (n, p) in enumerate(model.named_parameters())}
    layers = {part: [{"units": u, "activation": a} for u, a in case[part]] for part in ("encoder", "decoder")}
    recipe = {k: case[k] for k in ("name", "loss", "optimizer", "batch_size")} | layers
    recipe |= {"title": case["name"], "description": "", "inputs": 784, "seed": 0, "epochs": 1}
    return {"recipe": recipe, "losses": losses, "tensors": tensors}


def main():
    torch.set_num_threads(1)
    out = pathlib.Path(__file__).with_name("training_steps.json")
    cases = ",\n".join(json.dumps(run(case)) for case in CASES)
    version = torch.__version__.split("+")[0]
    out.write_text(f'{{"made_with": "PyTorch {version}", "cases": [\n{cases}\n]}}\n')
    print(f"{out}: {len(CASES)} recipes, {out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
