"""safetensors in Python's standard library, numbers of 32 and 16 bits: what others read and write."""
import json
import struct

BYTES = {"F32": 4, "F16": 2, "BF16": 2}


def decode(dtype, data):
    count = len(data) // BYTES[dtype]
    if dtype == "BF16":  # the upper halves of floats
        data = b"".join(b"\0\0" + data[2 * i:2 * i + 2] for i in range(count))
    return list(struct.unpack(f"<{count}{'e' if dtype == 'F16' else 'f'}", data))


def encode(dtype, values):
    """Rounds to nearest, ties to even; OverflowError for what is beyond F16. BF16 is for numbers that it holds."""
    data = struct.pack(f"<{len(values)}{'e' if dtype == 'F16' else 'f'}", *values)
    if dtype == "BF16":
        data = b"".join(data[4 * i + 2:4 * i + 4] for i in range(len(values)))
    return data


def read_bytes(path):
    """{name: (dtype, shape, bytes)}, metadata"""
    with open(path, "rb") as file:
        data = file.read()
    (length,) = struct.unpack("<Q", data[:8])
    header, body = json.loads(data[8:8 + length]), data[8 + length:]
    metadata = header.pop("__metadata__", {})
    return {name: (info["dtype"], info["shape"], body[slice(*info["data_offsets"])])
            for name, info in header.items()}, metadata


def read(path):
    """{name: (shape, numbers)}, metadata"""
    tensors, metadata = read_bytes(path)
    return {name: (shape, decode(dtype, data)) for name, (dtype, shape, data) in tensors.items()}, metadata


def write_bytes(path, tensors, metadata=None):
    """As the reference writer: names in alphabetical order, the header filled up with blanks to 8."""
    header, body = {}, b""
    if metadata:
        header["__metadata__"] = metadata
    for name in sorted(tensors):
        dtype, shape, data = tensors[name]
        header[name] = {"dtype": dtype, "shape": shape, "data_offsets": [len(body), len(body) + len(data)]}
        body += data
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + body)


def write(path, tensors, dtype):
    write_bytes(path, {name: (dtype, shape, encode(dtype, values)) for name, (shape, values) in tensors.items()})
