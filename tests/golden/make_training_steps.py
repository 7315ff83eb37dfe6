#!/usr/bin/env python3
"""Writes training_steps.json: what PyTorch computes in training steps of recipes.

    python3 tests/golden/make_training_steps.py        (needs torch and numpy)

A few steps of the recipes below, and the first step of each recipe of assets/recipes, where the
batch is small and the input another image than the target, as if it were noisy.

Weights, images and draws of codes come from Philox4x32-10, which the engine has too, so that both
sides start from the same numbers. Of every tensor, in PyTorch's order of elements, the file keeps
norms, a projection on random signs (to which every element contributes) and a sample of elements:
after the first step the gradient, after the last of several steps the parameters.
"""
import json
import math
import pathlib

import numpy as np
import torch
from torch import nn

STREAM_WEIGHTS, STREAM_DIGITS, STREAM_PICKS, STREAM_CODES = 1, 5, 6, 7
STEPS, BATCH, SAMPLES = 3, 16, 40
TARGET_STEP, FEWER_SAMPLES = 1000, 8
RECIPES = pathlib.Path(__file__).parents[2] / "assets" / "recipes"

ADAM = {"kind": "adam", "learning_rate": 1e-3}


def dense(*layers):
    return [{"units": units, "activation": activation} for units, activation in layers]


CASES = [
    {"name": "B", "loss": "mse", "optimizer": ADAM, "encoder": dense((128, "relu"), (32, "linear")),
     "decoder": dense((128, "relu"), (784, "sigmoid"))},
    {"name": "E1", "loss": "bce", "optimizer": ADAM,
     "encoder": dense((256, "relu"), (128, "relu"), (32, "relu")),
     "decoder": dense((128, "relu"), (256, "relu"), (784, "sigmoid"))},
    {"name": "adam-decay", "loss": "mse",
     "optimizer": {"kind": "adam", "learning_rate": 3e-3, "weight_decay": 1e-2},
     "encoder": dense((40, "sigmoid"), (7, "tanh")), "decoder": dense((40, "tanh"), (784, "linear"))},
    {"name": "sgd", "loss": "mse",
     "optimizer": {"kind": "sgd", "learning_rate": 0.5, "weight_decay": 1e-3, "momentum": 0.9},
     "encoder": dense((40, "tanh"), (7, "linear")), "decoder": dense((40, "relu"), (784, "sigmoid"))},
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


def normal(count, stream_use, number, seed=0):
    """Box and Muller on pairs of words: radius, and an angle of quarter turns and a signed fraction."""
    bits = philox((count + 3) // 4 * 4, seed, (stream_use << 56) | number)
    u = ((bits[0::2] >> np.uint64(8)).astype(np.float64) + 1) * 2.0**-24
    fraction = ((bits[1::2] << np.uint64(2)) & np.uint64(0xFFFFFFFF)).astype(np.uint32).astype(np.int32) >> 8
    quarters = (bits[1::2] >> np.uint64(30)).astype(np.float64) + fraction * 2.0**-24
    radius, angle = np.sqrt(-2 * np.log(u)), np.pi / 2 * quarters
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1).reshape(-1)[:count]


class Gaussian(nn.Module):
    """Kingma and Welling's head, with the draws of step 0."""

    def __init__(self, inputs, units):
        super().__init__()
        self.mean, self.log_variance = nn.Linear(inputs, units), nn.Linear(inputs, units)

    def forward(self, x):
        self.mu, self.logvar = self.mean(x), self.log_variance(x)
        epsilon = normal(self.mu.numel(), STREAM_CODES, 0).reshape(tuple(self.mu.shape))
        return self.mu + torch.exp(0.5 * self.logvar) * torch.from_numpy(epsilon.astype(np.float32))


def module_of(layer, shape):
    """A layer's module and the shape (features) or (channels, height, width) that it gives."""
    kind = layer.get("kind", "dense")
    if kind == "dense":
        return nn.Linear(shape[0], layer["units"]), (layer["units"],)
    if kind == "gaussian":
        return Gaussian(shape[0], layer["units"]), (layer["units"],)
    if kind == "unflatten":
        image = (layer["channels"], layer["height"], layer["width"])
        return nn.Unflatten(1, image), image
    if kind == "flatten":
        return nn.Flatten(), (math.prod(shape),)
    channels, height, width = shape
    if kind == "max_pool":
        return nn.MaxPool2d(2), (channels, height // 2, width // 2)
    if kind == "upsample":
        return nn.Upsample(scale_factor=2), (channels, 2 * height, 2 * width)
    more = layer["channels"]
    if kind == "convolution":
        return nn.Conv2d(channels, more, 3, padding=1), (more, height, width)
    assert kind == "transposed_convolution"
    sizes = {2: {}, 3: {"padding": 1, "output_padding": 1}}[layer["kernel"]]
    return (nn.ConvTranspose2d(channels, more, layer["kernel"], stride=2, **sizes),
            (more, 2 * height, 2 * width))


def sequential(layers, shape):
    kinds = {"relu": nn.ReLU, "sigmoid": nn.Sigmoid, "tanh": nn.Tanh}
    modules = []
    for layer in layers:
        module, shape = module_of(layer, shape)
        modules.append(module)
        if layer.get("activation", "linear") in kinds:
            modules.append(kinds[layer["activation"]]())
    return nn.Sequential(*modules), shape


def model_of(case):
    """With weights uniform in +-1 / sqrt(fan_in), tensor by tensor; and those bounds by name."""
    model, bounds = nn.Sequential(), {}
    encoder, code = sequential(case["encoder"], (784,))
    model.add_module("encoder", encoder)
    model.add_module("decoder", sequential(case["decoder"], code)[0])
    for number, (name, tensor) in enumerate(model.named_parameters()):
        if name.endswith("weight"):  # a bias follows its weight
            bound = np.float32(1 / math.sqrt(math.prod(tensor.shape[1:])))
        u = uniform(tensor.numel(), STREAM_WEIGHTS, number)
        values = bound * (np.float32(2) * u - np.float32(1))
        tensor.data = torch.from_numpy(values.reshape(tuple(tensor.shape)))
        bounds[name] = float(bound)
    return model, bounds


def images(step):
    """Like digits: three quarters of the pixels black, the others grey. (batch x 784)"""
    u = uniform(BATCH * 784, STREAM_DIGITS, step).reshape(BATCH, 784)
    return torch.from_numpy(np.where(u < np.float32(0.75), np.float32(0), u))


def digest(number, tensor, samples=SAMPLES):
    """Sums in double precision over one tensor of float32."""
    x = tensor.detach().numpy().reshape(-1).astype(np.float64)
    signs = 1.0 - 2.0 * (philox(x.size, 0, (STREAM_PICKS << 56) | number) & np.uint64(1)).astype(np.float64)
    at = np.unique(np.linspace(0, x.size - 1, samples).astype(int))
    return {"size": x.size, "norm": float(np.linalg.norm(x)), "projection": float(x @ signs),
            "samples": [[int(i), float(x[i])] for i in at]}


def optimizer_of(spec, model):
    if spec["kind"] == "adam":
        return torch.optim.Adam(model.parameters(), lr=spec["learning_rate"],
                                weight_decay=spec.get("weight_decay", 0))
    return torch.optim.SGD(model.parameters(), lr=spec["learning_rate"],
                           momentum=spec["momentum"], weight_decay=spec["weight_decay"])


def reconstruction_loss(case, y, target):
    function = nn.functional.mse_loss if case["loss"] == "mse" else nn.functional.binary_cross_entropy
    return function(y, target, reduction=case.get("reduction", "mean"))


def several_steps(case):
    model, bounds = model_of(case)
    optimizer = optimizer_of(case["optimizer"], model)
    losses, gradients = [], {}
    for step in range(STEPS):
        x = images(step)
        optimizer.zero_grad()
        loss = reconstruction_loss(case, model(x), x)
        loss.backward()
        losses.append(loss.item())
        if step == 0:
            gradients = {n: digest(i, p.grad) for i, (n, p) in enumerate(model.named_parameters())}
        optimizer.step()
    tensors = {n: {"number": i, "bound": bounds[n], "gradient": gradients[n], "parameters": digest(i, p)}
               for i, (n, p) in enumerate(model.named_parameters())}
    recipe = case | {"title": case["name"], "batch_size": BATCH, "seed": 0, "epochs": 1}
    return {"recipe": recipe, "losses": losses, "tensors": tensors}


def penalty_of(spec, model, case, x):
    """One penalty of a recipe on its code."""
    weight, kind = spec["weight"], spec["kind"]
    assert spec.get("on", "code") == "code"
    code = model.encoder(x)
    if kind == "l1_sum":
        return weight * code.abs().sum()
    if kind == "l1_mean":
        return weight * code.abs().mean()
    if kind == "kl_sparsity":
        rho, mean = spec["target"], code.mean(0)
        return weight * (rho * torch.log(rho / mean) + (1 - rho) * torch.log((1 - rho) / (1 - mean))).sum()
    if kind == "contractive":  # row by row of the Jacobian
        x = x.clone().requires_grad_()
        code = model.encoder(x)
        rows = [torch.autograd.grad(code[:, j].sum(), x, create_graph=True)[0] for j in range(code.shape[1])]
        return weight * sum((row**2).sum() for row in rows) / x.shape[0]
    assert kind == "kl_normal" and case["reduction"] == "sum"
    head = model.encoder[-1]  # as in PyTorch's example of a variational autoencoder
    return weight * -0.5 * (1 + head.logvar - head.mu.pow(2) - head.logvar.exp()).sum()


def first_step(path):
    case = json.loads(path.read_text())
    model, bounds = model_of(case)
    x, target = images(0), images(TARGET_STEP)
    loss = reconstruction_loss(case, model(x), target)
    penalty = sum((penalty_of(spec, model, case, x) for spec in case.get("penalties", [])), torch.zeros(()))
    (loss + penalty).backward()
    tensors = {n: {"number": i, "bound": bounds[n], "gradient": digest(i, p.grad, FEWER_SAMPLES)}
               for i, (n, p) in enumerate(model.named_parameters())}
    numbers = target.numel() if case.get("reduction") == "sum" else 1
    return {"recipe": path.stem, "batch_size": BATCH, "loss": loss.item() / numbers,
            "penalty": penalty.item() / numbers, "tensors": tensors}


def main():
    torch.set_num_threads(1)
    out = pathlib.Path(__file__).with_name("training_steps.json")
    cases = ",\n".join(json.dumps(several_steps(case)) for case in CASES)
    firsts = ",\n".join(json.dumps(first_step(path)) for path in sorted(RECIPES.glob("*.json")))
    version = torch.__version__.split("+")[0]
    out.write_text(f'{{"made_with": "PyTorch {version}", "cases": [\n{cases}\n], '
                   f'"first_steps": [\n{firsts}\n]}}\n')
    print(f"{out}: {len(CASES)} runs, {len(list(RECIPES.glob('*.json')))} first steps, {out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
