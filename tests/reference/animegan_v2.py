# SPDX-License-Identifier: GPL-3.0-or-later
"""AnimeGAN v2 with the key style block_a…block_e, and its renaming to conv_block/res_blocks keys."""
import re

import torch
import torch.nn.functional as F

from layers import conv, head, norm, swapped, up

DEFAULTS = dict(pad="reflect", stride_pad=(0, 1, 0, 1), norm="group", eps=1e-5, slope=0.2, up="corners",
                skip=True, body_activation=False, depthwise_bias=True, head="tanh", order="rgb")
# name: in, out, kernel, stride
CONVS = {
    "block_a.0": (3, 32, 7, 1), "block_a.1": (32, 64, 3, 2), "block_a.2": (64, 64, 3, 1),
    "block_b.0": (64, 128, 3, 2), "block_b.1": (128, 128, 3, 1),
    "block_c.0": (128, 128, 3, 1), "block_c.5": (256, 128, 3, 1),
    "block_d.0": (128, 128, 3, 1), "block_d.1": (128, 128, 3, 1),
    "block_e.0": (128, 64, 3, 1), "block_e.1": (64, 64, 3, 1), "block_e.2": (64, 32, 7, 1),
}
BODY = {1: (128, 256), 2: (256, 256), 3: (256, 256), 4: (256, 256)}


def shapes():
    found = {}

    def affine(name, channels):
        found[name + ".weight"] = found[name + ".bias"] = (channels,)

    for name, (cin, cout, kernel, _) in CONVS.items():
        found[name + ".1.weight"] = (cout, cin, kernel, kernel)
        affine(name + ".2", cout)
    for i, (cin, cout) in BODY.items():
        name = f"block_c.{i}.layers"
        found[name + ".0.1.weight"] = (2 * cin, cin, 1, 1)
        affine(name + ".0.2", 2 * cin)
        found[name + ".1.1.weight"] = (2 * cin, 1, 3, 3)
        found[name + ".1.1.bias"] = (2 * cin,)
        affine(name + ".1.2", 2 * cin)
        found[name + ".2.weight"] = (cout, 2 * cin, 1, 1)
        affine(name + ".3", cout)
    found["out_layer.0.weight"] = (3, 32, 1, 1)
    return found


def ptran_name(name):
    """The same tensor's key in the other published layout (L3)."""
    if name == "out_layer.0.weight":
        return "decode_blocks.0.weight"
    inner = {"0.1": "conv_block.conv", "0.2": "conv_block.ins_norm", "1.1": "conv_block2.conv",
             "1.2": "conv_block2.ins_norm", "2": "conv", "3": "norm"}
    if match := re.fullmatch(r"block_c\.(\d)\.layers\.([\d.]+)\.(\w+)", name):
        return f"res_blocks.{match[1]}.{inner[match[2]]}.{match[3]}"
    outer = {"a": "conv_block1", "b": "conv_block2", "c": "res_blocks", "d": "conv_block3", "e": "conv_block4"}
    match = re.fullmatch(r"block_(\w)\.(\d)\.([12])\.(\w+)", name)
    return f"{outer[match[1]]}.{match[2]}.{'conv' if match[3] == '1' else 'ins_norm'}.{match[4]}"


def ptran_weights(w):
    renamed = {ptran_name(name): value for name, value in w.items()}
    return renamed | {"decode_blocks.0.bias": torch.zeros(3, dtype=torch.float64)}


def forward(w, x, **changes):
    o = DEFAULTS | changes

    def normed(name, x):
        return norm(x, o["norm"], o["eps"], w[name + ".weight"], w[name + ".bias"])

    def block(name, x, stride=1, groups=1):
        weight, bias = w[name + ".1.weight"], w.get(name + ".1.bias")
        pad = o["stride_pad"] if stride == 2 else (weight.shape[2] // 2,) * 4
        bias = bias if o["depthwise_bias"] else None
        x = conv(x, weight, pad, o["pad"], bias, stride, groups)
        return F.leaky_relu(normed(name + ".2", x), o["slope"])

    def residual(name, x):
        y = block(name + ".0", x)
        y = block(name + ".1", y, groups=y.shape[1])
        y = normed(name + ".3", conv(y, w[name + ".2.weight"]))
        y = y + x if o["skip"] and y.shape == x.shape else y
        return F.leaky_relu(y, o["slope"]) if o["body_activation"] else y

    def stage(letter, x):
        for name, (_, _, _, stride) in CONVS.items():
            if name.startswith("block_" + letter):
                x = block(name, x, stride)
        return x

    x = swapped(x) if o["order"] == "bgr" else x
    x = block("block_c.0", stage("b", stage("a", x)))
    for i in BODY:
        x = residual(f"block_c.{i}.layers", x)
    x = up(block("block_c.5", x), o["up"])
    x = stage("e", up(stage("d", x), o["up"]))
    x = head(conv(x, w["out_layer.0.weight"]), o["head"])
    return swapped(x) if o["order"] == "bgr" else x


PITFALLS = {
    "zero padding": dict(pad="zeros"),
    "stride-2 padding top and left": dict(stride_pad=(1, 0, 1, 0)),
    "stride-2 padding right and top": dict(stride_pad=(0, 1, 1, 0)),
    "instance norm": dict(norm="instance"),
    "per-pixel channel norm": dict(norm="channel", eps=1e-6),
    "norm eps 1e-9": dict(eps=1e-9),
    "norm eps 1e-3": dict(eps=1e-3),
    "LeakyReLU slope 0.01": dict(slope=0.01),
    "up-sampling corners": dict(up="corners"),
    "up-sampling half-pixel": dict(up="half-pixel"),
    "up-sampling tf1": dict(up="tf1"),
    "residual without skip": dict(skip=False),
    "residual with a last activation": dict(body_activation=True),
    "depthwise bias left out": dict(depthwise_bias=False),
    "clamp in place of tanh": dict(head="clamp"),
    "BGR": dict(order="bgr"),
}
