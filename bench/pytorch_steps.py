#!/usr/bin/env python3
"""Whole training steps of PyTorch on this machine's CPU: batch, noise, forward, backward, Adam.

    python3 bench/pytorch_steps.py --recipe assets/recipes/B.json --threads 2
    python3 bench/pytorch_steps.py --about

Prints images a second; or which PyTorch this is, with which matrix products. --threads are PyTorch's
own: OpenBLAS keeps one a core, which with one of PyTorch's is the fastest that there is.
"""
import argparse
import json
import pathlib
import time

import torch
from torch import nn
from torch.nn import functional as F

IMAGES = 60_000


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--about", action="store_true")
    parser.add_argument("--recipe", type=pathlib.Path)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--warmup", type=float, default=1, help="seconds (default: %(default)s)")
    parser.add_argument("--seconds", type=float, default=2, help="measured (default: %(default)s)")
    return parser.parse_args()


class Gaussian(nn.Module):
    """Mean and log-variance of a code, and a draw; keeps its divergence from N(0, 1)."""

    def __init__(self, inputs, units):
        super().__init__()
        self.mean, self.log_variance = nn.Linear(inputs, units), nn.Linear(inputs, units)

    def forward(self, x):
        mean, log_variance = self.mean(x), self.log_variance(x)
        self.divergence = 0.5 * (log_variance.exp() + mean**2 - log_variance - 1).sum()
        return mean + torch.randn_like(mean) * (0.5 * log_variance).exp()


def modules(recipe):
    """The recipe's layers but for the last sigmoid, which belongs to the loss."""
    size = recipe["inputs"]
    for spec in recipe["encoder"] + recipe["decoder"]:
        kind = spec.get("kind", "dense")
        units = spec.get("units", spec.get("channels", size))
        if kind == "dense":
            yield nn.Linear(size, units)
        elif kind == "gaussian":
            yield Gaussian(size, units)
        elif kind == "convolution":
            yield nn.Conv2d(size, units, 3, padding=1)
        elif kind == "max_pool":
            yield nn.MaxPool2d(2)
        elif kind == "upsample":
            yield nn.Upsample(scale_factor=2)
        elif kind == "unflatten":
            yield nn.Unflatten(1, (units, spec["height"], spec["width"]))
        elif kind == "flatten":
            yield nn.Flatten()
        else:
            raise ValueError(f"there is no layer {kind!r} in this comparison")
        if spec.get("activation") == "relu":
            yield nn.ReLU()
        size = units


def noisy(images, noise):
    if noise["kind"] == "none":
        return images
    return (images + noise["strength"] * torch.randn_like(images)).clamp(0, 1)


def loss_of(recipe, network, shown, clean):
    output = network(shown)
    reduction = recipe.get("reduction", "mean")
    if recipe["loss"] == "mse":
        return F.mse_loss(torch.sigmoid(output), clean, reduction=reduction)
    loss = F.binary_cross_entropy_with_logits(output, clean, reduction=reduction)
    return loss + sum(m.divergence for m in network if isinstance(m, Gaussian))


def trainer(recipe):
    """One training step, as a function without arguments."""
    images = torch.rand(IMAGES, recipe["inputs"]) * (torch.rand(IMAGES, recipe["inputs"]) < 0.2)
    shown = noisy(images, recipe["noise"]) if recipe["noise"].get("fixed") else None
    network = nn.Sequential(*modules(recipe))
    adam = recipe["optimizer"]
    optimizer = torch.optim.Adam(network.parameters(), lr=adam["learning_rate"],
                                 weight_decay=adam.get("weight_decay", 0))
    batch, order, place = recipe["batch_size"], torch.randperm(IMAGES), 0

    def step():
        nonlocal order, place
        if place + batch > IMAGES:
            order, place = torch.randperm(IMAGES), 0
        indices = order[place:place + batch]
        place += batch
        clean = images[indices]
        loss = loss_of(recipe, network, noisy(clean, recipe["noise"]) if shown is None else shown[indices], clean)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()

    return step


def repeat(step, seconds):
    start, steps = time.perf_counter(), 0
    while True:
        step()
        steps += 1
        elapsed = time.perf_counter() - start
        if elapsed >= seconds:
            return steps / elapsed


def about():
    torch.rand(64, 64) @ torch.rand(64, 64)  # loads what makes the products
    if torch.backends.mkl.is_available():
        products = "MKL"
    else:
        products = "OpenBLAS" if "openblas" in pathlib.Path("/proc/self/maps").read_text() else "a plain BLAS"
    return f"PyTorch {torch.__version__} with {products}"


def main():
    options = arguments()
    if options.about:
        print(about())
        return
    torch.set_num_threads(options.threads)
    recipe = json.loads(options.recipe.read_text())
    step = trainer(recipe)
    repeat(step, options.warmup)
    print(repeat(step, options.seconds) * recipe["batch_size"])


if __name__ == "__main__":
    main()
