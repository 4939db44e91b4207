# SPDX-License-Identifier: GPL-3.0-or-later
"""CartoonGAN (Chen 2018). The network sees BGR; forward takes and returns RGB."""
import torch.nn.functional as F

from layers import conv, head, norm, swapped

DEFAULTS = dict(pad="reflect", inner_pad="zeros", eps=1e-9, unbiased=False, affine=True, slope=0.0, skip=True,
                body_activation=False, conv_bias=True, norm_kind="instance", head="tanh", order="bgr")
# block: in, out of a down-sampling pair
DOWN = {"02": (64, 128), "03": (128, 256)}
BODY = [f"{i:02}" for i in range(4, 12)]
UP = {"01": (256, 128, "in12_1"), "02": (128, 64, "in13_1")}


def shapes():
    found = {}

    def layer(name, shape, channels):
        found[name + ".weight"] = shape
        found[name + ".bias"] = (channels,)

    def affine(name, channels):
        found[name + ".scale"] = found[name + ".shift"] = (channels,)

    layer("conv01_1", (64, 3, 7, 7), 64)
    affine("in01_1", 64)
    for i, (cin, cout) in DOWN.items():
        layer(f"conv{i}_1", (cout, cin, 3, 3), cout)
        layer(f"conv{i}_2", (cout, cout, 3, 3), cout)
        affine(f"in{i}_1", cout)
    for i in BODY:
        for half in "12":
            layer(f"conv{i}_{half}", (256, 256, 3, 3), 256)
            affine(f"in{i}_{half}", 256)
    for i, (cin, cout, norm_name) in UP.items():
        layer(f"deconv{i}_1", (cin, cout, 3, 3), cout)  # transposed: [in, out, 3, 3]
        layer(f"deconv{i}_2", (cout, cout, 3, 3), cout)
        affine(norm_name, cout)
    layer("deconv03_1", (3, 64, 7, 7), 3)
    return found


def forward(w, x, **changes):
    o = DEFAULTS | changes

    def bias(name):
        return w[name + ".bias"] if o["conv_bias"] else None

    def layer(name, x, pad, stride=1):
        weight = w[name + ".weight"]
        return conv(x, weight, (weight.shape[2] // 2,) * 4, pad, bias(name), stride)

    def normed(name, x):
        scale, shift = (w[name + ".scale"], w[name + ".shift"]) if o["affine"] else (None, None)
        return norm(x, o["norm_kind"], o["eps"], scale, shift, o["unbiased"])

    def act(x):
        return F.leaky_relu(x, o["slope"])

    def residual(i, x):
        y = act(normed(f"in{i}_1", layer(f"conv{i}_1", x, o["pad"])))
        y = normed(f"in{i}_2", layer(f"conv{i}_2", y, o["pad"]))
        y = y + x if o["skip"] else y
        return act(y) if o["body_activation"] else y

    x = swapped(x) if o["order"] == "bgr" else x
    x = act(normed("in01_1", layer("conv01_1", x, o["pad"])))
    for i in DOWN:
        x = layer(f"conv{i}_2", layer(f"conv{i}_1", x, o["inner_pad"], 2), o["inner_pad"])
        x = act(normed(f"in{i}_1", x))
    for i in BODY:
        x = residual(i, x)
    for i, (_, _, norm_name) in UP.items():
        name = f"deconv{i}_1"
        x = F.conv_transpose2d(x, w[name + ".weight"], bias(name), stride=2, padding=1, output_padding=1)
        x = act(normed(norm_name, layer(f"deconv{i}_2", x, o["inner_pad"])))
    x = head(layer("deconv03_1", x, o["pad"]), o["head"])
    return swapped(x) if o["order"] == "bgr" else x


PITFALLS = {
    "zero padding": dict(pad="zeros"),
    "reflect padding of the down and up convs": dict(inner_pad="reflect"),
    "norm eps 1e-5": dict(eps=1e-5),
    "unbiased variance": dict(unbiased=True),
    "norm without scale and shift": dict(affine=False),
    "group norm": dict(norm_kind="group"),
    "convs without bias": dict(conv_bias=False),
    "LeakyReLU 0.2 in place of ReLU": dict(slope=0.2),
    "residual without skip": dict(skip=False),
    "residual with a last activation": dict(body_activation=True),
    "clamp in place of tanh": dict(head="clamp"),
    "RGB": dict(order="rgb"),
}
