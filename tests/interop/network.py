"""A dense autoencoder and IDX images in Python's standard library: slow, and nobody's but its own."""
import math
import struct


def idx_images(path, most):
    """The first images of a plain IDX file, each a list of numbers in [0, 1]."""
    with open(path, "rb") as file:
        data = file.read()
    _, count, rows, columns = struct.unpack(">IIII", data[:16])
    size = rows * columns
    return [[byte / 255 for byte in data[16 + i * size:16 + (i + 1) * size]] for i in range(min(most, count))]


ACTIVATIONS = {
    "linear": lambda x: x,
    "relu": lambda x: max(0.0, x),
    "sigmoid": lambda x: 1 / (1 + math.exp(-x)),
    "tanh": math.tanh,
}


def layers_of(recipe):
    """(name of the tensors, units, activation): activations take a place of nn.Sequential too."""
    for part in ("encoder", "decoder"):
        module = 0
        for layer in recipe[part]:
            yield f"{part}.{module}", layer["units"], layer["activation"]
            module += 1 if layer["activation"] == "linear" else 2


def reconstruct(recipe, tensors, image):
    for name, units, activation in layers_of(recipe):
        shape, weight = tensors[name + ".weight"]
        bias = tensors[name + ".bias"][1]
        width = shape[1]
        assert shape == [units, len(image)], (name, shape)
        image = [ACTIVATIONS[activation](bias[u] + sum(w * x for w, x in zip(weight[u * width:(u + 1) * width], image)))
                 for u in range(units)]
    return image


def mse(recipe, tensors, images):
    total = 0.0
    for image in images:
        total += sum((y - x) ** 2 for x, y in zip(image, reconstruct(recipe, tensors, image))) / len(image)
    return total / len(images)
