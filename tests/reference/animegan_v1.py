# SPDX-License-Identifier: GPL-3.0-or-later
"""AnimeGAN v1 in the layout of 2021: no biases, zero padding, norms without parameters."""
import torch.nn.functional as F

from layers import conv, head, norm, swapped, up

DEFAULTS = dict(pad="zeros", norm="instance", eps=1e-5, slope=0.2, up="half-pixel", down="half-pixel",
                half_branch=True, skip=True, body_activation=False, head="tanh", order="rgb")
ENCODER = {0: (3, 64), 1: (64, 128), 3: (128, 128), 6: (256, 256)}
DECODER = {0: (256, 128), 3: (128, 128), 5: (128, 64), 6: (64, 64)}


def shapes():
    found = {}

    def separable(name, cin, cout):
        found[name + ".depthwise.weight"] = (cin, 1, 3, 3)
        found[name + ".pointwise.weight"] = (cout, cin, 1, 1)

    for i, (cin, cout) in ENCODER.items():
        found[f"encode_blocks.{i}.conv.weight"] = (cout, cin, 3, 3)
    for i, channels in ((2, 128), (5, 256)):
        separable(f"encode_blocks.{i}.conv1", channels, channels)
        separable(f"encode_blocks.{i}.conv2", channels, channels)
    separable("encode_blocks.4", 128, 256)
    for i in range(8):
        found[f"res_blocks.{i}.conv_block.conv.weight"] = (512, 256, 1, 1)
        found[f"res_blocks.{i}.depthwise_conv.weight"] = (512, 1, 3, 3)
        found[f"res_blocks.{i}.conv.weight"] = (256, 512, 1, 1)
    for i, (cin, cout) in DECODER.items():
        found[f"decode_blocks.{i}.conv.weight"] = (cout, cin, 3, 3)
    separable("decode_blocks.1.conv", 128, 128)
    separable("decode_blocks.2", 128, 128)
    separable("decode_blocks.4.conv", 128, 128)
    found["decode_blocks.7.weight"] = (3, 64, 1, 1)
    return found


def forward(w, x, **changes):
    o = DEFAULTS | changes

    def normed(x):
        return norm(x, o["norm"], o["eps"])

    def act(x):
        return F.leaky_relu(x, o["slope"])

    def square(name, x):
        weight = w[name]
        side = weight.shape[2] // 2
        return conv(x, weight, (side,) * 4, o["pad"])

    def block(name, x):
        return act(normed(square(name + ".conv.weight", x)))

    def separable(name, x, stride=1):
        x = conv(x, w[name + ".depthwise.weight"], (1,) * 4, o["pad"], stride=stride, groups=x.shape[1])
        return act(normed(conv(act(normed(x)), w[name + ".pointwise.weight"])))

    def down(name, x):
        strided = separable(name + ".conv1", x, 2)
        if not o["half_branch"]:
            return strided
        half = F.interpolate(x, scale_factor=0.5, mode="bilinear", align_corners=o["down"] == "corners")
        return strided + separable(name + ".conv2", half)

    def residual(name, x):
        y = block(name + ".conv_block", x)
        y = conv(y, w[name + ".depthwise_conv.weight"], (1,) * 4, o["pad"], groups=y.shape[1])
        y = normed(conv(act(normed(y)), w[name + ".conv.weight"]))
        y = y + x if o["skip"] else y
        return act(y) if o["body_activation"] else y

    e, d = "encode_blocks.", "decode_blocks."
    x = swapped(x) if o["order"] == "bgr" else x
    x = down(e + "2", block(e + "1", block(e + "0", x)))
    x = block(e + "6", down(e + "5", separable(e + "4", block(e + "3", x))))
    for i in range(8):
        x = residual(f"res_blocks.{i}", x)
    x = separable(d + "1.conv", up(block(d + "0", x), o["up"]))
    x = block(d + "3", separable(d + "2", x))
    x = separable(d + "4.conv", up(x, o["up"]))
    x = head(conv(block(d + "6", block(d + "5", x)), w[d + "7.weight"]), o["head"])
    return swapped(x) if o["order"] == "bgr" else x


PITFALLS = {
    "reflect padding": dict(pad="reflect"),
    "group norm": dict(norm="group"),
    "no norm": dict(norm="none"),
    "norm eps 1e-9": dict(eps=1e-9),
    "norm eps 1e-3": dict(eps=1e-3),
    "LeakyReLU slope 0.01": dict(slope=0.01),
    "up-sampling corners": dict(up="corners"),
    "up-sampling tf1": dict(up="tf1"),
    "down-sampling corners": dict(down="corners"),
    "down-sampling branch left out": dict(half_branch=False),
    "residual without skip": dict(skip=False),
    "residual with a last activation": dict(body_activation=True),
    "clamp in place of tanh": dict(head="clamp"),
    "BGR": dict(order="bgr"),
}
