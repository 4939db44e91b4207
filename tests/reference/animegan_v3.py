# SPDX-License-Identifier: GPL-3.0-or-later
"""AnimeGAN v3 (DTGAN): the base and the main tail. Convolutions and 1x1 projections have no bias."""
import torch
import torch.nn.functional as F

from layers import conv, head, moments, norm, swapped, up

DEFAULTS = dict(pad="reflect", stride_pad=(1, 0, 1, 0), lade="learned", eps=1e-5, slope=0.2, up="tf1",
                softmax="pixels", slot_sum=True, memory="shared", identity=True, attention_activation=True,
                batch_eps=1e-3, batch_stats=False, skip=True, head="tanh", order="rgb")
# in, out, kernel, stride
BASE = [(3, 32, 7, 1), (32, 32, 3, 2), (32, 64, 3, 1), (64, 64, 3, 2), (64, 128, 3, 1), (128, 128, 3, 2),
        (128, 128, 3, 1)]
MAIN = [(128, 128), (128, 128), (128, 64), (64, 64), (64, 32), (32, 32)]


def shapes():
    found = {}

    def block(name, cin, cout, kernel):
        found[name + ".conv.weight"] = (cout, cin, kernel, kernel)
        found[name + ".lade.weight"] = (cout, cout, 1, 1)

    for i, (cin, cout, kernel, _) in enumerate(BASE):
        block(f"base.{i}", cin, cout, kernel)
    for i, (cin, cout) in enumerate(MAIN):
        block(f"main.{i}", cin, cout, 3)
    attention = "main.attention."
    found[attention + "input.weight"] = found[attention + "output.weight"] = (128, 128, 1, 1)
    found[attention + "memory"] = (128, 128)
    for part in ("weight", "bias", "running_mean", "running_var"):
        found[attention + "norm." + part] = (128,)
    found["main.out.weight"] = (3, 32, 7, 7)
    return found


def forward(w, x, **changes):
    o = DEFAULTS | changes

    def act(x):
        return F.leaky_relu(x, o["slope"])

    def lade(weight, x):
        plain = norm(x, "instance", o["eps"])
        if o["lade"] == "plain":
            return plain
        mean, var = moments(conv(plain if o["lade"] == "of the normed" else x, weight), (2, 3))
        return plain * torch.sqrt(var + o["eps"]) + mean

    def block(name, x, stride=1):
        weight = w[name + ".conv.weight"]
        pad = o["stride_pad"] if stride == 2 else (weight.shape[2] // 2,) * 4
        return act(lade(w[name + ".lade.weight"], conv(x, weight, pad, o["pad"], stride=stride)))

    def batch_norm(x):
        name = "main.attention.norm."
        mean, var = w[name + "running_mean"], w[name + "running_var"]
        return F.batch_norm(x, mean.clone(), var.clone(), w[name + "weight"], w[name + "bias"],
                            o["batch_stats"], eps=o["batch_eps"])

    def attention(x):
        name = "main.attention."
        memory = w[name + "memory"]  # [channels, slots]
        values = memory
        if o["memory"] == "transposed":
            memory = values = memory.T
        elif o["memory"] == "value not transposed":
            values = memory.T
        y = conv(x, w[name + "input.weight"]).flatten(2)  # [1, channels, pixels]
        share = torch.softmax(memory.T @ y, 2 if o["softmax"] == "pixels" else 1)  # [1, slots, pixels]
        if o["slot_sum"]:
            share = share / (1e-9 + share.sum(1, keepdim=True))
        y = batch_norm(conv((values @ share).reshape(x.shape), w[name + "output.weight"]))
        y = y + x if o["identity"] else y
        return act(y) if o["attention_activation"] else y

    x = swapped(x) if o["order"] == "bgr" else x
    x0 = block("base.0", x)
    x1 = block("base.2", block("base.1", x0, 2))
    x2 = block("base.4", block("base.3", x1, 2))
    x = attention(block("base.6", block("base.5", x2, 2)))
    for i, skip in enumerate((x2, x1, x0)):
        x = block(f"main.{2 * i}", up(x, o["up"]))
        x = block(f"main.{2 * i + 1}", x + skip if o["skip"] else x)
    x = head(conv(x, w["main.out.weight"], (3,) * 4, o["pad"]), o["head"])
    return swapped(x) if o["order"] == "bgr" else x


PITFALLS = {
    "zero padding": dict(pad="zeros"),
    "stride-2 padding bottom and right": dict(stride_pad=(0, 1, 0, 1)),
    "LADE without learned moments": dict(lade="plain"),
    "LADE moments of the normed": dict(lade="of the normed"),
    "norm eps 1e-9": dict(eps=1e-9),
    "norm eps 1e-3": dict(eps=1e-3),
    "LeakyReLU slope 0.01": dict(slope=0.01),
    "up-sampling corners": dict(up="corners"),
    "up-sampling half-pixel": dict(up="half-pixel"),
    "attention softmax over slots": dict(softmax="slots"),
    "attention without the sum over slots": dict(slot_sum=False),
    "attention memory transposed": dict(memory="transposed"),
    "attention value is K, not its transpose": dict(memory="value not transposed"),
    "attention without identity": dict(identity=False),
    "attention without activation": dict(attention_activation=False),
    "batch-norm eps 1e-5": dict(batch_eps=1e-5),
    "batch-norm of this picture": dict(batch_stats=True),
    "skips left out": dict(skip=False),
    "clamp in place of tanh": dict(head="clamp"),
    "BGR": dict(order="bgr"),
}
