#!/usr/bin/env python3
"""The printed PyTorch modules, run: what they reconstruct and encode is what hourglass does.

    tests/io/pytorch_module_test.py HOURGLASS FOLDER        (77: torch or numpy is not installed)

For each recipe: hourglass saves weights, its module loads them by name and reconstructs a few test
images; a file written from the module's state dict is loaded by hourglass again and gives the same
measures.
"""
import json
import pathlib
import re
import struct
import subprocess
import sys

try:
    import numpy as np
    import torch
except ImportError as absent:
    print(f"skipped: {absent}")
    sys.exit(77)

ROOT = pathlib.Path(__file__).parents[2]
BEYOND = {  # what the recipes of assets leave out: both kernels, dense layers on both sides of images
    "name": "orders", "title": "t", "description": "d", "initialization": "he", "loss": "bce",
    "encoder": [{"kind": "unflatten", "height": 28, "width": 28, "channels": 1},
                {"kind": "convolution", "channels": 5, "activation": "relu"}, {"kind": "max_pool"},
                {"kind": "convolution", "channels": 3, "activation": "tanh"}, {"kind": "max_pool"},
                {"kind": "flatten"}, {"kind": "gaussian", "units": 7}],
    "decoder": [{"units": 98, "activation": "relu"},
                {"kind": "unflatten", "height": 7, "width": 7, "channels": 2},
                {"kind": "convolution", "channels": 4, "activation": "relu"},
                {"kind": "transposed_convolution", "channels": 6, "kernel": 2, "activation": "relu"},
                {"kind": "transposed_convolution", "channels": 1, "kernel": 3, "activation": "sigmoid"}]}


def read_safetensors(path):
    data = path.read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header, body = json.loads(data[8:8 + length]), data[8 + length:]
    header.pop("__metadata__", None)
    return {name: torch.from_numpy(np.frombuffer(body[slice(*t["data_offsets"])], np.float32)
                                   .reshape(t["shape"]).copy()) for name, t in header.items()}


def write_safetensors(path, tensors):
    header, body = {}, b""
    for name, tensor in tensors.items():
        values = tensor.detach().numpy().astype("<f4").tobytes()
        header[name] = {"dtype": "F32", "shape": list(tensor.shape),
                        "data_offsets": [len(body), len(body) + len(values)]}
        body += values
    text = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + body)


def read_images(path):
    """An IDX file of bytes."""
    data = path.read_bytes()
    return torch.from_numpy(np.frombuffer(data, np.uint8, offset=16).reshape(-1, 784).astype(np.float32) / 255)


def write_images(path, images):
    path.write_bytes(struct.pack(">IIII", 0x803, len(images), 28, 28) + images.tobytes())


def write_labels(path, count):
    path.write_bytes(struct.pack(">II", 0x801, count) + bytes(i % 10 for i in range(count)))


def make_data(folder):
    random = np.random.RandomState(1)
    for name, count in (("train", 64), ("t10k", 48)):
        images = random.randint(0, 256, (count, 784)) * (random.rand(count, 784) < 0.25)
        write_images(folder / f"{name}-images-idx3-ubyte", images.astype(np.uint8))
        write_labels(folder / f"{name}-labels-idx1-ubyte", count)


def check(hourglass, recipe, folder):
    def run(*arguments):
        return subprocess.run([hourglass, *arguments], check=True, capture_output=True, text=True).stdout

    weights, again = folder / "ours.safetensors", folder / "theirs.safetensors"
    run("train", "--recipe", recipe, "--steps", "3", "--batch-size", "16", "--data", str(folder),
        "--threads", "1", "--save", str(weights))
    scope = {}
    exec(run("summary", "--recipe", recipe, "--pytorch"), scope)  # ours, just printed
    model = scope["Autoencoder"]().eval()
    model.load_state_dict(read_safetensors(weights))
    x = read_images(folder / "t10k-images-idx3-ubyte")
    with torch.no_grad():
        y = model(x)

    def measures(path):
        return json.loads(run("evaluate", "--weights", str(path), "--recipe", recipe, "--noise", "none",
                              "--data", str(folder), "--threads", "1", "--json"))

    ours = measures(weights)
    theirs = {"mse": torch.nn.functional.mse_loss(y, x).item(), "mae": (y - x).abs().mean().item(),
              "bce": torch.nn.functional.binary_cross_entropy(y, x).item()}
    for name, value in theirs.items():
        assert abs(ours[name] - value) <= 1e-5 * value, (recipe, name, ours[name], value)
    write_safetensors(again, model.state_dict())
    back = measures(again)
    assert all(back[name] == ours[name] for name in theirs), (recipe, back, ours)


def main():
    hourglass, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    make_data(folder)
    beyond = folder / "orders.json"
    beyond.write_text(json.dumps(BEYOND))
    recipes = sorted(path.stem for path in (ROOT / "assets" / "recipes").glob("*.json"))
    # Of systems that differ in a size or a penalty alone, one.
    recipes = [name for name in recipes if not re.match(r"C-[248]$|D2-|D3-1e-[34]|D4-0\.[589]|B-masking", name)]
    for recipe in [*recipes, str(beyond)]:
        check(hourglass, recipe, folder)
    print(f"{len(recipes) + 1} recipes agree with PyTorch {torch.__version__}")


if __name__ == "__main__":
    main()
