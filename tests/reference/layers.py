# SPDX-License-Identifier: GPL-3.0-or-later
"""Pieces that the reference networks share. Padding is always (left, right, top, bottom)."""
import torch
import torch.nn.functional as F


def conv(x, weight, pad=(0, 0, 0, 0), mode="reflect", bias=None, stride=1, groups=1):
    if any(pad):
        x = F.pad(x, pad, mode="constant" if mode == "zeros" else mode)
    return F.conv2d(x, weight, bias, stride=stride, groups=groups)


def moments(x, dims, unbiased=False):
    """Mean and variance over dims."""
    return x.mean(dims, keepdim=True), x.var(dims, keepdim=True, unbiased=unbiased)


NORM_DIMS = {"instance": (2, 3), "group": (1, 2, 3), "channel": (1,)}


def norm(x, kind, eps, scale=None, shift=None, unbiased=False):
    """instance: per channel; group: all channels together (GroupNorm of one group); channel: per pixel."""
    if kind != "none":
        mean, var = moments(x, NORM_DIMS[kind], unbiased)
        x = (x - mean) / torch.sqrt(var + eps)
    if scale is not None:
        x = x * scale[None, :, None, None] + shift[None, :, None, None]
    return x


def up(x, mode):
    """Bilinear ×2. half-pixel and corners are the two align_corners settings; tf1 samples at i/2."""
    if mode == "tf1":
        return tf1_axis(tf1_axis(x, 2), 3)
    return F.interpolate(x, scale_factor=2, mode="bilinear", align_corners=mode == "corners")


def tf1_axis(x, axis):
    last = x.narrow(axis, x.shape[axis] - 1, 1)
    following = torch.cat([x.narrow(axis, 1, x.shape[axis] - 1), last], axis)
    pairs = torch.stack([x, (x + following) / 2], axis + 1)
    shape = list(x.shape)
    shape[axis] *= 2
    return pairs.reshape(shape)


def head(x, kind):
    return torch.tanh(x) if kind == "tanh" else x.clamp(-1, 1)


def swapped(x):
    """RGB ↔ BGR."""
    return x.flip(1)
