"""The engine's order of images, made anew from its papers: so that another program can train on the same
batches. Needs numpy."""
import numpy as np

STREAM = 2 << 56  # of the orders, as src/engine/random.h numbers the streams; its low bits are the epoch


def philox(counter, key):
    """Four words a column, (4 x n), of counters (4 x n): Philox4x32-10 (Salmon et al., SC'11)."""
    c, (k0, k1), low = counter.astype(np.uint64), key, np.uint64(0xFFFFFFFF)
    for step in range(10):
        p0, p1 = c[0] * np.uint64(0xD2511F53), c[2] * np.uint64(0xCD9E8D57)
        keys = (np.uint64((k + step * weyl) & 0xFFFFFFFF) for k, weyl in ((k0, 0x9E3779B9), (k1, 0xBB67AE85)))
        c = np.stack([(p1 >> np.uint64(32)) ^ c[1] ^ next(keys), p1 & low,
                      (p0 >> np.uint64(32)) ^ c[3] ^ next(keys), p0 & low])
    return c


def words(seed, stream, count):
    """The first numbers of a stream, 32 random bits each."""
    blocks = np.arange((count + 3) // 4, dtype=np.uint64)
    halves = [np.full_like(blocks, half) for half in (stream & 0xFFFFFFFF, stream >> 32)]
    counter = np.stack([blocks & np.uint64(0xFFFFFFFF), blocks >> np.uint64(32), *halves])
    return philox(counter, (seed & 0xFFFFFFFF, seed >> 32)).T.reshape(-1)[:count]


def order(seed, epoch, images):
    """The order of an epoch, from 0: Fisher and Yates's shuffle, number i of the stream for place i - 1."""
    places = (words(seed, STREAM | epoch, images + 1) * np.arange(images + 1, dtype=np.uint64)) >> np.uint64(32)
    result = list(range(images))
    for i in range(images, 1, -1):
        result[i - 1], result[places[i]] = result[places[i]], result[i - 1]
    return np.array(result)
