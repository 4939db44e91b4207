# SPDX-License-Identifier: GPL-3.0-or-later
"""Numbers that every implementation can make again: a counter-based generator and the rule for weights."""
import math

import numpy as np
import torch

MASK = (1 << 64) - 1


def fnv1a(name):
    """FNV-1a, 64 bits, of the UTF-8 name."""
    value = 0xCBF29CE484222325
    for byte in name.encode():
        value = ((value ^ byte) * 0x100000001B3) & MASK
    return value


def uniform(name, count):
    """float64 [count] in [0, 1): element i is the splitmix64 finaliser of seed + (i+1)·golden ratio."""
    with np.errstate(over="ignore"):
        z = np.uint64(fnv1a(name)) + np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    z = z ^ (z >> np.uint64(31))
    return (z >> np.uint64(40)).astype(np.float64) * 2.0**-24


def gain_of(name):
    """What keeps the variance: 6 (He) but for places with no norm behind them."""
    if name.endswith("lade.weight"):
        return 3
    if name.endswith("conv.4.weight"):  # the last of a block of AutoencoderTiny, which only adds up
        return 0.5
    return 6


def tensor(name, shape):
    """float32 weight of a checkpoint key, by its shape and the end of its name."""
    count = math.prod(shape)
    u = uniform(name, count)
    if len(shape) >= 2:
        gain = gain_of(name)
        values = (2 * u - 1) * math.sqrt(gain / (count // shape[0]))
    elif name.endswith(("weight", "scale")):
        values = 1 + 0.2 * (2 * u - 1)
    elif name.endswith("running_var"):
        values = 0.5 + u
    else:
        values = 0.2 * (2 * u - 1)
    return torch.from_numpy(values.astype(np.float32).reshape(shape))


def weights(shapes):
    """{key: shape} → {key: float64 tensor holding the float32 weight}."""
    return {name: tensor(name, shape).double() for name, shape in shapes.items()}


def picture(height, width, scale=1.0):
    """Noise [1,3,H,W] in [-1,1]·scale, float64 holding float32 values, RGB."""
    u = uniform("input", 3 * height * width)
    values = (scale * (2 * u - 1)).astype(np.float32).reshape(1, 3, height, width)
    return torch.from_numpy(values).double()


def centred(name, shape, scale=math.sqrt(3)):
    """float32 in ±scale, of unit variance unless told otherwise."""
    values = scale * (2 * uniform(name, math.prod(shape)) - 1)
    return torch.from_numpy(values.astype(np.float32).reshape(shape))


def whole(name, shape, bound):
    """int64 in 0 … bound − 1."""
    return torch.from_numpy(np.floor(uniform(name, math.prod(shape)) * bound).astype(np.int64).reshape(shape))
