# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes tests/golden/perceptual: LPIPS and PatchGAN of PyTorch's own modules, counted weights, double precision."""
import json
import pathlib

import numpy as np
import torch
from torch import nn

import fill

OUT = pathlib.Path(__file__).resolve().parent.parent / "golden" / "perceptual"
CASES = {
    "vgg16_narrow": {"channels": [8, 12, 16, 24, 24], "layers": [2, 2, 3, 3, 3], "shape": [2, 3, 48, 40]},
    "short": {"channels": [8, 8, 16], "layers": [1, 2, 1], "shape": [3, 3, 21, 30]},
}
GANS = {"patchgan": {"width": 8, "depth": 3, "shape": [2, 3, 40, 32]}, "patchgan_deep": {"width": 4, "depth": 4, "shape": [1, 3, 64, 48]}}


def counted(module, prefix=""):
    """The module in double with counted weights under its own keys."""
    module.double()
    with torch.no_grad():
        for name, parameter in module.named_parameters():
            parameter.copy_(fill.tensor(prefix + name, tuple(parameter.shape)))
    return module


def vgg_of(case):
    layers, ends, width = [], [], 3
    for stage, (channels, count) in enumerate(zip(case["channels"], case["layers"])):
        if stage:
            layers.append(nn.MaxPool2d(2, 2))
        for _ in range(count):
            layers += [nn.Conv2d(width, channels, 3, padding=1), nn.ReLU()]
            width = channels
        ends.append(len(layers) - 1)
    return counted(nn.Sequential(*layers), "features."), ends


def taps(vgg, ends, picture):
    shift = torch.tensor([-0.030, -0.088, -0.188], dtype=torch.double)[:, None, None]
    scale = torch.tensor([0.458, 0.448, 0.450], dtype=torch.double)[:, None, None]
    x, found = (picture - shift) / scale, []
    for i, layer in enumerate(vgg):
        x = layer(x)
        if i in ends:
            found.append(x)
    return found


def lpips(case):
    vgg, ends = vgg_of(case)
    a, b = (fill.centred(name, case["shape"], 1).double() for name in ("a", "b"))
    total, deepest = 0, None
    for i, (x, y) in enumerate(zip(taps(vgg, ends, a), taps(vgg, ends, b))):
        linear = nn.Sequential(nn.Dropout(), nn.Conv2d(x.shape[1], 1, 1, bias=False)).eval()
        counted(linear, f"lin{i}.model.")
        unit = [t / (t.pow(2).sum(1, keepdim=True).sqrt() + 1e-10) for t in (x, y)]
        total = total + linear((unit[0] - unit[1]) ** 2).mean((2, 3))[:, 0]
        deepest = x
    return total, deepest


def gan(case):
    layers, width = [], 3
    for i in range(case["depth"] + 1):
        out = case["width"] * min(2**i, 8)
        layers += [nn.Conv2d(width, out, 4, 2 if i < case["depth"] else 1, 1), nn.LeakyReLU(0.2)]
        width = out
    layers.append(nn.Conv2d(width, 1, 4, 1, 1))
    return counted(nn.Sequential(*layers), "main.")(fill.centred("picture", case["shape"], 1).double())


def main():
    torch.set_num_threads(1)
    OUT.mkdir(parents=True, exist_ok=True)
    with torch.no_grad():
        for name, case in CASES.items():
            distance, deepest = lpips(case)
            np.save(OUT / f"{name}.npy", distance.float().numpy())
            np.save(OUT / f"{name}.deepest.npy", deepest.float().numpy())
        for name, case in GANS.items():
            np.save(OUT / f"{name}.npy", gan(case).float().numpy())
    (OUT / "cases.json").write_text(json.dumps({"lpips": CASES, "patchgan": GANS}, indent=1) + "\n")


if __name__ == "__main__":
    main()
