#!/usr/bin/env python3
"""Trains a recipe in PyTorch, as a stranger to the engine would, and prints its figures.

    MNIST_DIR=... python3 scripts/lib/pytorch_train.py --program build/native/bin/hourglass --recipe E1 --seed 0

The module is the one that `hourglass summary --pytorch` prints; everything else (first weights, order
of the images, noise, loss, optimiser, schedule) is PyTorch's own or written here from the recipe. The
figures have the names that `hourglass train` and `hourglass evaluate` give them. A --twin differs from
the engine's run in noise and rounding alone. One thread: of Debian's PyTorch two are slower. Needs torch
and numpy.
"""
import argparse
import gzip
import json
import os
import pathlib
import subprocess
import sys
import tempfile

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # read when torch is loaded; torch.set_num_threads() does not tell it

import numpy as np  # noqa: E402
import torch  # noqa: E402
from torch import nn  # noqa: E402
from torch.nn import functional as F  # noqa: E402

from engine_order import order  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "tests/interop"))
from safetensors_io import read_bytes  # noqa: E402

RECIPES = ROOT / "assets/recipes"
INTERVAL = 500  # steps between looks at a run of random batches, as in the engine's trainer
BLOCK = 1000    # test images at a time


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=pathlib.Path, required=True)
    parser.add_argument("--recipe", required=True)
    parser.add_argument("-e", "--epochs", type=int, help="in place of the recipe's")
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--twin", action="store_true",
                        help="the engine's first weights and order of images for this seed (recipes of epochs)")
    parser.add_argument("--noise", action="append", default=[], help="KIND:STRENGTH, to be tried on as well")
    return parser.parse_args()


def images(name):
    """(n x 784) in [0, 1]"""
    data = gzip.decompress((pathlib.Path(os.environ["MNIST_DIR"]) / f"{name}-images-idx3-ubyte.gz").read_bytes())
    return torch.from_numpy(np.frombuffer(data, np.uint8, offset=16).reshape(-1, 784).astype(np.float32) / 255)


def module_of(recipe, program):
    source = subprocess.run([program, "summary", "--recipe", recipe["name"], "--pytorch"],
                            stdout=subprocess.PIPE, text=True, check=True).stdout
    names = {}
    exec(source, names)  # noqa: S102, our own program wrote it
    model = names["Autoencoder"]()
    if recipe["initialization"] == "xavier":
        for name, parameter in model.named_parameters():
            nn.init.xavier_uniform_(parameter) if name.endswith("weight") else nn.init.zeros_(parameter)
    return model


def load_first_weights(model, options):
    """The engine's, as they are before the first step: after one that is too small to be seen."""
    with tempfile.NamedTemporaryFile(suffix=".safetensors") as file:
        subprocess.run([options.program, "train", "--recipe", options.recipe, "--seed", str(options.seed),
                        "--steps", "1", "--learning-rate", "1e-12", "--save", file.name],
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        tensors, _ = read_bytes(file.name)
    model.load_state_dict({name: torch.frombuffer(bytearray(data), dtype=torch.float32).reshape(shape)
                           for name, (_, shape, data) in tensors.items()})


def noisy(x, noise):
    kind, strength = noise["kind"], noise.get("strength", 0)
    if kind == "gaussian":
        return (x + strength * torch.randn_like(x)).clamp(0, 1)
    if kind == "uniform":
        return (x + strength * torch.rand_like(x)).clamp(0, 1)
    if kind == "masking":
        return x * (torch.rand_like(x) >= strength)
    assert kind == "none", f"{kind} is not compared"
    return x


def batches(recipe, count, epoch, twin_of):
    """Indices of one batch after another: of an epoch, in the order of the engine's run with the seed
    twin_of if there is one, or of a stretch of random ones."""
    size = recipe["batch_size"]
    if twin_of is not None:
        assert recipe["sampling"] == "epochs", "only whole epochs have twins"
        return torch.from_numpy(order(twin_of, epoch, count)).split(size)
    if recipe["sampling"] == "random":
        return [torch.randint(count, (size,)) for _ in range(INTERVAL)]
    return torch.randperm(count).split(size)


def losses_of(recipe, model, shown, clean):
    """What is compared with the clean images, and the penalties."""
    function = F.mse_loss if recipe["loss"] == "mse" else F.binary_cross_entropy
    code = model.encoder(shown)
    penalty = torch.zeros(())
    for spec in recipe.get("penalties", []):
        assert spec["kind"] == "l1_sum" and spec["on"] == "code", f"{spec['kind']} is not compared"
        penalty = penalty + spec["weight"] * code.abs().sum()
    return function(model.decoder(code), clean), penalty


def train(recipe, model, clean, twin_of):
    """Mean loss and penalty of the last epoch or stretch."""
    shown = noisy(clean, recipe["noise"]) if recipe["noise"].get("fixed") else None
    adam = recipe["optimizer"]
    optimizer = torch.optim.Adam(model.parameters(), adam["learning_rate"], weight_decay=adam.get("weight_decay", 0))
    schedule = recipe.get("schedule", {"kind": "constant"})
    assert schedule["kind"] in ("constant", "plateau"), f"{schedule['kind']} is not compared"
    plateau = torch.optim.lr_scheduler.ReduceLROnPlateau(
        optimizer, factor=schedule["factor"], patience=schedule["patience"]) if schedule["kind"] == "plateau" else None
    for epoch in range(recipe["epochs"] if "epochs" in recipe else recipe["steps"] // INTERVAL):
        sums = np.zeros(3)
        for indices in batches(recipe, len(clean), epoch, twin_of):
            x = clean[indices]
            loss, penalty = losses_of(recipe, model, noisy(x, recipe["noise"]) if shown is None else shown[indices], x)
            optimizer.zero_grad()
            (loss + penalty).backward()
            optimizer.step()
            sums += len(x) * np.array([loss.item(), penalty.item(), 1])
        if plateau:
            plateau.step(sums[0] / sums[2])
    return sums[0] / sums[2], sums[1] / sums[2]


@torch.no_grad()
def figures(model, clean, noise):
    shown = noisy(clean, noise)
    outputs = torch.cat([model(block) for block in shown.split(BLOCK)])

    def against(y):
        return {"mse": F.mse_loss(y, clean).item(), "mae": F.l1_loss(y, clean).item(),
                "bce": F.binary_cross_entropy(y, clean).item()}
    return against(outputs) | {"noisy": against(shown)}


def main():
    options = arguments()
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    torch.manual_seed(options.seed)
    recipe = json.loads((RECIPES / f"{options.recipe}.json").read_text())
    if options.epochs:
        recipe["epochs"] = options.epochs
    model = module_of(recipe, options.program)
    if options.twin:
        load_first_weights(model, options)
    train_loss, penalty = train(recipe, model, images("train"), options.seed if options.twin else None)
    test = images("t10k")
    model.eval()
    tried = {n: figures(model, test, {"kind": n.split(":")[0], "strength": float(n.split(":")[1])}) for n in options.noise}
    print(json.dumps({"made_with": f"PyTorch {torch.__version__}", "seed": options.seed,
                      "train": {"train_loss": train_loss, "train_penalty": penalty,
                                "test": figures(model, test, recipe["test_noise"])},
                      "noise": tried}))


if __name__ == "__main__":
    main()
