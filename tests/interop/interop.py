#!/usr/bin/env python3
"""Weights files that go to Python and come from there. Prints the test MSE that Python finds.

    interop.py read DTYPE WEIGHTS TEST_IMAGES           of a file of ours, by the standard library
    interop.py write DTYPE RECIPE WEIGHTS TEST_IMAGES   makes a file as others write it, for us to read
    interop.py torch-read DTYPE WEIGHTS TEST_IMAGES     the same two by PyTorch's modules
    interop.py torch-write DTYPE RECIPE WEIGHTS TEST_IMAGES

DTYPE is what the file's numbers are or are to be: F32, F16 or BF16. Ends with 77 where PyTorch is asked for and is not there.
"""
import json
import random
import sys

import network
import safetensors_io


def torch_or_skip():
    try:
        import torch
    except ImportError:
        sys.exit(77)
    return torch


def torch_module(torch, recipe):
    kinds = {"relu": torch.nn.ReLU, "sigmoid": torch.nn.Sigmoid, "tanh": torch.nn.Tanh}
    model, inputs = torch.nn.Sequential(), recipe["inputs"]
    for part in ("encoder", "decoder"):
        modules = []
        for layer in recipe[part]:
            modules.append(torch.nn.Linear(inputs, layer["units"]))
            modules += [kinds[layer["activation"]]()] if layer["activation"] in kinds else []
            inputs = layer["units"]
        model.add_module(part, torch.nn.Sequential(*modules))
    return model


def torch_mse(torch, model, images):
    x = torch.tensor(images)
    with torch.no_grad():
        return torch.nn.functional.mse_loss(model(x), x).item()


def torch_dtype(torch, dtype):
    return {"F32": torch.float32, "F16": torch.float16, "BF16": torch.bfloat16}[dtype]


def read(dtype, weights, images):
    tensors, metadata = safetensors_io.read_bytes(weights)
    assert metadata["format"] == "pt", metadata
    assert {kind for kind, _, _ in tensors.values()} == {dtype}, tensors.keys()
    return network.mse(json.loads(metadata["hourglass.recipe"]), safetensors_io.read(weights)[0], images)


def write(dtype, recipe, weights, images):
    generator, tensors, inputs = random.Random(1), {}, recipe["inputs"]
    for name, units, _ in network.layers_of(recipe):
        bound = inputs ** -0.5
        tensors[name + ".weight"] = ([units, inputs], [generator.uniform(-bound, bound) for _ in range(units * inputs)])
        tensors[name + ".bias"] = ([units], [generator.uniform(-bound, bound) for _ in range(units)])
        inputs = units
    safetensors_io.write(weights, tensors, dtype)
    return network.mse(recipe, safetensors_io.read(weights)[0], images)


def torch_read(dtype, weights, images):
    torch = torch_or_skip()
    tensors, metadata = safetensors_io.read_bytes(weights)
    model = torch_module(torch, json.loads(metadata["hourglass.recipe"]))
    model.load_state_dict({name: torch.frombuffer(bytearray(data), dtype=torch_dtype(torch, dtype)).reshape(shape)
                           for name, (_, shape, data) in tensors.items()})
    return torch_mse(torch, model, images)


def torch_write(dtype, recipe, weights, images):
    torch = torch_or_skip()
    torch.manual_seed(3)
    model = torch_module(torch, recipe)
    model.load_state_dict({name: tensor.to(torch_dtype(torch, dtype)) for name, tensor in model.state_dict().items()})
    safetensors_io.write_bytes(weights, {
        name: (dtype, list(tensor.shape),
               bytes(tensor.to(torch_dtype(torch, dtype)).flatten().view(torch.uint8).tolist()))
        for name, tensor in model.state_dict().items()})
    return torch_mse(torch, model, images)


def main():
    action, dtype, *files, images = sys.argv[1:]
    work = {"read": read, "write": write, "torch-read": torch_read, "torch-write": torch_write}[action]
    if "write" in action:
        with open(files[0], encoding="utf-8") as file:
            files[0] = json.load(file)
    print(work(dtype, *files, network.idx_images(images, 50)))


if __name__ == "__main__":
    main()
