# SPDX-License-Identifier: GPL-3.0-or-later
"""White-box cartoonization as its PyTorch port runs it: RGB, symmetric zero padding, tanh twice, guided filter."""
import torch
import torch.nn.functional as F

from layers import conv, swapped, up

DEFAULTS = dict(pad="zeros", stride_pad=(1, 1, 1, 1), slope=0.2, up="half-pixel", residual=True, skip=True,
                body_activation=False, tanhs=2, filter="photo", radius=1, filter_eps=1e-2, border="counted",
                order="rgb")
# name: in, out, kernel
CONVS = {
    "initial_down.0": (3, 32, 7), "down1.0": (32, 32, 3), "down1.2": (32, 64, 3), "down2.0": (64, 64, 3),
    "down2.2": (64, 128, 3), "up1.0": (128, 64, 3), "up2.0": (64, 64, 3), "up2.2": (64, 32, 3),
    "last.0": (32, 32, 3), "last.2": (32, 3, 7),
}


def shapes():
    found = {}

    def layer(name, cin, cout, kernel):
        found[name + ".weight"] = (cout, cin, kernel, kernel)
        found[name + ".bias"] = (cout,)

    for name, sizes in CONVS.items():
        layer(name, *sizes)
    for i in range(4):
        layer(f"res_blocks.{i}.block.0", 128, 128, 3)
        layer(f"res_blocks.{i}.block.2", 128, 128, 3)
    return found


def box(x, radius, border):
    """Mean over the (2r+1)² window; at the border of the pixels that exist (counted) or with zeros."""
    return F.avg_pool2d(x, 2 * radius + 1, 1, radius, count_include_pad=border == "zeros")


def guided_filter(guide, x, radius, eps, border):
    """Channel by channel, guide and x [1,3,H,W]."""
    mean_guide, mean_x = box(guide, radius, border), box(x, radius, border)
    covariance = box(guide * x, radius, border) - mean_guide * mean_x
    variance = box(guide * guide, radius, border) - mean_guide * mean_guide
    slope = covariance / (variance + eps)
    offset = mean_x - slope * mean_guide
    return box(slope, radius, border) * guide + box(offset, radius, border)


def forward(w, photo, **changes):
    o = DEFAULTS | changes

    def layer(name, x, stride=1):
        weight = w[name + ".weight"]
        pad = o["stride_pad"] if stride == 2 else (weight.shape[2] // 2,) * 4
        return conv(x, weight, pad, o["pad"], w[name + ".bias"], stride)

    def block(name, x, stride=1):
        return F.leaky_relu(layer(name, x, stride), o["slope"])

    def residual(name, x):
        y = layer(name + ".2", block(name + ".0", x))
        y = y + x if o["residual"] else y
        return F.leaky_relu(y, o["slope"]) if o["body_activation"] else y

    photo = swapped(photo) if o["order"] == "bgr" else photo
    x0 = block("initial_down.0", photo)
    x1 = block("down1.2", block("down1.0", x0, 2))
    x = block("down2.2", block("down2.0", x1, 2))
    for i in range(4):
        x = residual(f"res_blocks.{i}.block", x)
    x = up(block("up1.0", x), o["up"])
    x = block("up2.2", block("up2.0", x + x1 if o["skip"] else x))
    x = up(x, o["up"])
    x = layer("last.2", block("last.0", x + x0 if o["skip"] else x))
    for _ in range(o["tanhs"]):
        x = torch.tanh(x)
    if o["tanhs"] == 0:
        x = x.clamp(-1, 1)
    if o["filter"] != "none":
        guide = photo if o["filter"] == "photo" else x
        x = guided_filter(guide, x, o["radius"], o["filter_eps"], o["border"])
    return swapped(x) if o["order"] == "bgr" else x


PITFALLS = {
    "reflect padding": dict(pad="reflect"),
    "stride-2 padding bottom and right": dict(stride_pad=(0, 1, 0, 1)),
    "LeakyReLU slope 0.01": dict(slope=0.01),
    "up-sampling corners": dict(up="corners"),
    "up-sampling tf1": dict(up="tf1"),
    "residual without skip": dict(residual=False),
    "residual with a last activation": dict(body_activation=True),
    "skips left out": dict(skip=False),
    "tanh once": dict(tanhs=1),
    "clamp in place of tanh": dict(tanhs=0),
    "guided filter left out": dict(filter="none"),
    "guided by the result": dict(filter="result"),
    "guided filter eps 5e-3": dict(filter_eps=5e-3),
    "guided filter radius 2": dict(radius=2),
    "guided filter with a zero border": dict(border="zeros"),
    "BGR": dict(order="bgr"),
}
