"""safetensors in Python's standard library, float32 only: what others read and write."""
import array
import json
import struct
import sys


def read(path):
    """{name: (shape, array of float32)}, metadata"""
    with open(path, "rb") as file:
        data = file.read()
    (length,) = struct.unpack("<Q", data[:8])
    header, body = json.loads(data[8:8 + length]), data[8 + length:]
    metadata = header.pop("__metadata__", {})
    tensors = {}
    for name, info in header.items():
        if info["dtype"] != "F32":
            raise ValueError(f"{name} is {info['dtype']}, expected F32")
        values = array.array("f")
        values.frombytes(body[slice(*info["data_offsets"])])
        if sys.byteorder == "big":
            values.byteswap()
        tensors[name] = (info["shape"], values)
    return tensors, metadata


def write(path, tensors, metadata=None):
    """As the reference writer: names in alphabetical order, the header filled up with blanks to 8."""
    header, body = {}, b""
    if metadata:
        header["__metadata__"] = metadata
    for name in sorted(tensors):
        shape, values = tensors[name]
        values = array.array("f", values)
        if sys.byteorder == "big":
            values.byteswap()
        header[name] = {"dtype": "F32", "shape": shape,
                        "data_offsets": [len(body), len(body) + 4 * len(values)]}
        body += values.tobytes()
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + body)
