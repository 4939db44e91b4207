# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes tests/golden/: the networks' outputs on counted weights, and how each known mistake would differ.

Needs torch and numpy. Computed in double precision from float32 weights and input.
"""
import json
import math
import pathlib

import numpy as np
import torch

import animegan_v1
import animegan_v2
import animegan_v3
import cartoongan
import fill
import whitebox

HEIGHT, WIDTH = 48, 40
TOLERANCE = 1e-4
PARAMETERS = {animegan_v1: 3.757, animegan_v2: 2.144, animegan_v3: 1.028, cartoongan: 11.130, whitebox: 1.467}
# case: network, its options, scale of the input; faint inputs make every eps visible
CASES = {
    "animegan_v1": (animegan_v1, {}, 1.0),
    "animegan_v1_faint": (animegan_v1, {}, 1e-3),
    "animegan_v2_corners": (animegan_v2, {"up": "corners"}, 1.0),
    "animegan_v2_corners_faint": (animegan_v2, {"up": "corners"}, 1e-3),
    "animegan_v2_halfpixel": (animegan_v2, {"up": "half-pixel"}, 1.0),
    "animegan_v2_tf1": (animegan_v2, {"up": "tf1"}, 1.0),
    "animegan_v3": (animegan_v3, {}, 1.0),
    "animegan_v3_faint": (animegan_v3, {}, 1e-2),
    "cartoongan": (cartoongan, {}, 1.0),
    "cartoongan_faint": (cartoongan, {}, 1e-3),
    "whitebox": (whitebox, {}, 1.0),
    "whitebox_faint": (whitebox, {}, 0.1),
}


def samples(right, flipped):
    """Where the mistake shows most: [[flat index, the mistaken value]] × 16."""
    difference = (right - flipped).abs().flatten()
    places = torch.topk(difference, 16).indices.tolist()
    return [[i, round(flipped.flatten()[i].item(), 6)] for i in places]


def pitfalls(network, options, scale, weights, x, right):
    found = []
    for name, change in network.PITFALLS.items():
        faint_only_eps = scale != 1.0 and "eps" not in name
        if faint_only_eps or all((network.DEFAULTS | options)[key] == value for key, value in change.items()):
            continue
        flipped = network.forward(weights, x, **(options | change))
        rms = (right - flipped).square().mean().sqrt().item()
        found.append({"pitfall": name, "rms_difference": float(f"{rms:.4g}"), "samples": samples(right, flipped)})
    return found


def measured_parameters(network):
    names = network.shapes().items()
    return sum(math.prod(shape) for name, shape in names if "running" not in name) / 1e6


def main():
    folder = pathlib.Path(__file__).resolve().parent.parent / "golden"
    table = {}
    for network, millions in PARAMETERS.items():
        assert abs(measured_parameters(network) - millions) < 6e-4, (network, measured_parameters(network))
    for case, (network, options, scale) in CASES.items():
        weights = fill.weights(network.shapes())
        x = fill.picture(HEIGHT, WIDTH, scale)
        right = network.forward(weights, x, **options)
        single = network.forward({key: value.float() for key, value in weights.items()}, x.float(), **options)
        np.save(folder / f"{case}.npy", right.float().numpy())
        table[case] = pitfalls(network, options, scale, weights, x, right)
        rounding = (single.double() - right).abs().max().item()
        print(f"{case}: rms {right.square().mean().sqrt():.4f}, float32 differs by at most {rounding:.1e}")
        for row in table[case]:
            mark = "" if row["rms_difference"] >= 10 * TOLERANCE else "   (too faint to tell)"
            print(f"  {row['rms_difference']:.6f}  {row['pitfall']}{mark}")
    rows = [f'"{case}": [\n  ' + ",\n  ".join(json.dumps(row) for row in found) + "]" for case, found in table.items()]
    cases = {case: {"network": network.__name__, "upsampling": (network.DEFAULTS | options).get("up"), "input_scale": scale}
             for case, (network, options, scale) in CASES.items()}
    (folder / "cases.json").write_text("{\n" + ",\n".join(f'"{k}": {json.dumps(v)}' for k, v in cases.items()) + "\n}\n")
    (folder / "pitfalls.json").write_text("{\n" + ",\n".join(rows) + "\n}\n")


if __name__ == "__main__":
    with torch.inference_mode():
        main()
