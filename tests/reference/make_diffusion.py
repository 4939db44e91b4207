# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes tests/golden/diffusion/networks: blocks and networks of diffusers and transformers on counted weights.

Computed in double precision from float32 weights and inputs. Tried with diffusers 0.42.1, transformers 5.23.0, torch 2.11.
"""
import contextlib
import json
import math
import pathlib
import sys

import diffusers
import numpy as np
import torch
import torch.nn.functional as F
from diffusers.models import resnet
from diffusers.models.activations import GEGLU
from diffusers.models.attention_processor import Attention
from diffusers.models.downsampling import Downsample2D
from diffusers.models.transformers.transformer_2d import Transformer2DModel
from diffusers.models.unets import unet_2d_blocks
from diffusers.models.upsampling import Upsample2D
from transformers import CLIPTextConfig, CLIPTextModel
from transformers.models.clip.modeling_clip import CLIPEncoderLayer

import fill
from diffusion_cases import BLOCKS, NETWORKS

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "golden" / "diffusion" / "networks"
TOLERANCE = 1e-4


def build(case):
    """The module and its whole configuration."""
    kind, config = case["class"], case["config"]
    if kind == "CLIPTextModel":
        module = CLIPTextModel(CLIPTextConfig(**config))
        return module, json.loads(module.config.to_json_string(use_diff=False))
    if kind == "CLIPEncoderLayer":
        settings = CLIPTextConfig(**config)
        settings._attn_implementation = "eager"
        return CLIPEncoderLayer(settings), config
    if hasattr(diffusers, kind) and kind != "Transformer2DModel":
        module = getattr(diffusers, kind)(**config)
        return module, json.loads(module.to_json_string())
    owners = {"ResnetBlock2D": resnet, "Transformer2DModel": diffusers}
    return getattr(owners.get(kind, unet_2d_blocks), kind)(**config), config


def fill_module(module):
    names = module.state_dict()
    module.load_state_dict({name: fill.tensor(name, tuple(value.shape)) if value.is_floating_point() else value
                            for name, value in names.items()})
    return module.double().eval().requires_grad_(False)


def input_of(name, spec):
    if isinstance(spec, dict):
        if "below" in spec:
            return fill.whole(name, spec["shape"], spec["below"])
        return fill.centred(name, spec["shape"], spec["scale"]).double()
    if isinstance(spec, list) and spec and isinstance(spec[0], list):
        return tuple(input_of(f"{name}.{i}", part) for i, part in enumerate(spec))
    if isinstance(spec, list) and name != "upsample_size":
        return fill.centred(name, spec).double()
    return spec


def inputs_of(case, dtype=torch.float64):
    def cast(value):
        if isinstance(value, tuple):
            return tuple(cast(part) for part in value)
        return value.to(dtype) if isinstance(value, torch.Tensor) and value.is_floating_point() else value
    return {name: cast(input_of(name, spec)) for name, spec in case["inputs"].items()}


def run(module, case, dtype=torch.float64):
    inputs = inputs_of(case, dtype)
    if case["call"] == "encode":
        encoded = module.encode(inputs["x"])
        return encoded.latents if hasattr(encoded, "latents") else encoded.latent_dist.parameters
    if case["call"] == "decode":
        return module.decode(inputs["z"]).sample
    if case["class"] == "CLIPEncoderLayer":
        length = inputs["hidden_states"].shape[1]
        inputs["attention_mask"] = torch.full((1, 1, length, length), -1e9, dtype=dtype).triu(1)
    out = module(**inputs)
    if hasattr(out, "last_hidden_state"):
        return out.last_hidden_state
    if hasattr(out, "sample"):
        return out.sample
    return out[0] if isinstance(out, tuple) else out


@contextlib.contextmanager
def replaced(owner, name, value):
    before = getattr(owner, name)
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, before)


def eps(kinds, value):
    def change(module):
        for part in module.modules():
            if isinstance(part, kinds) and hasattr(part, "eps"):
                part.eps = value
    return change


def transformer_eps(module):
    for part in module.modules():
        if isinstance(part, Transformer2DModel):
            part.norm.eps = 1e-5


def heads(rule):
    def change(module):
        for part in module.modules():
            if isinstance(part, Attention):
                width = part.to_q.out_features
                part.heads = rule(part.heads, width)
                part.scale = (width // part.heads) ** -0.5
    return change


def other_padding(module):
    for part in module.modules():
        if isinstance(part, Downsample2D) and hasattr(part.conv, "padding"):
            part.padding = 1 - part.padding
            part.conv.padding = (part.padding, part.padding)


def geglu(swap, approximate):
    def forward(self, hidden, *args, **kwargs):
        first, second = self.proj(hidden).chunk(2, dim=-1)
        value, gate = (second, first) if swap else (first, second)
        return value * F.gelu(gate, approximate=approximate)
    return replaced(GEGLU, "forward", forward)


def bilinear():
    def forward(self, x, output_size=None, *args, **kwargs):
        size = output_size or [side * 2 for side in x.shape[2:]]
        return self.conv(F.interpolate(x, size=tuple(size), mode="bilinear"))
    return replaced(Upsample2D, "forward", forward)


def uncaused():
    from transformers.models.clip import modeling_clip
    return replaced(modeling_clip, "create_causal_mask", lambda *args, **kwargs: torch.zeros(1, 1, 1, 1, dtype=torch.float64))


def without_final_norm(module):
    module.final_layer_norm = torch.nn.Identity()


# name: (classes, change of the configuration, change of the module, change of the library)
CONV = ("UNet2DConditionModel", "Transformer2DModel", "CrossAttnDownBlock2D", "CrossAttnUpBlock2D", "UNetMidBlock2DCrossAttn")
PITFALLS = {
    "norm eps 1e-6 in a UNet's residual block": (("ResnetBlock2D",), None, eps(torch.nn.GroupNorm, 1e-6), None),
    "norm eps 1e-5 before attention": (("Transformer2DModel",), None, transformer_eps, None),
    "gate first in GEGLU": (CONV, None, None, lambda: geglu(True, "none")),
    "tanh gelu in GEGLU": (CONV, None, None, lambda: geglu(False, "tanh")),
    "sine first or last": (("UNet2DConditionModel", "UNet2DModel"), "flip_sin_to_cos", None, None),
    "frequency shift": (("UNet2DConditionModel", "UNet2DModel"), "freq_shift", None, None),
    "attention_head_dim taken for a width": (("UNet2DConditionModel",), None, heads(lambda n, width: width // 8 or 1), None),
    "one head in every attention": (("UNet2DConditionModel", "UNet2DModel"), None, heads(lambda n, width: 1), None),
    "the other padding before a stride": (("UNet2DConditionModel", "UNet2DModel", "AutoencoderKL", "DownBlock2D",
                                           "DownEncoderBlock2D"), None, other_padding, None),
    "linear instead of nearest up-sampling": (("UNet2DConditionModel", "AutoencoderKL", "UpBlock2D", "UpDecoderBlock2D"),
                                              None, None, bilinear),
    "erf gelu for quick_gelu or back": (("CLIPTextModel", "CLIPEncoderLayer"), "hidden_act", None, None),
    "no causal mask": (("CLIPTextModel",), None, None, uncaused),
    "no final norm": (("CLIPTextModel",), None, without_final_norm, None),
}
OTHER = {"flip_sin_to_cos": {True: False, False: True}, "freq_shift": {0: 1, 1: 0},
         "hidden_act": {"quick_gelu": "gelu", "gelu": "quick_gelu"}}


def mistaken(case, whole, pitfall):
    _, key, change, patch = pitfall
    config = dict(case["config"])
    if key:
        config[key] = OTHER[key][whole[key]]
    module = fill_module(build(case | {"config": config})[0])
    if change:
        change(module)
    with patch() if patch else contextlib.nullcontext():
        return run(module, case)


def samples(right, flipped):
    """Where the mistake shows most, as far as it shows: [[flat index, the mistaken value]], up to 8."""
    difference = ((right - flipped).abs() / right.abs().clamp_min(1)).flatten()
    places = torch.topk(difference, min(8, len(difference))).indices.tolist()
    return [[i, round(flipped.flatten()[i].item(), 6)] for i in places if difference[i] >= 5 * TOLERANCE]


def pitfalls(case, whole, right):
    found = []
    for name, pitfall in PITFALLS.items():
        if case["class"] not in pitfall[0] or case["class"] == "ResnetBlock2D" and case["config"]["eps"] == 1e-6:
            continue
        try:
            flipped = mistaken(case, whole, pitfall)
        except RuntimeError:  # a picture too small for the other padding
            continue
        if flipped.shape != right.shape:
            continue
        rms = (right - flipped).square().mean().sqrt().item()
        places = samples(right, flipped)
        if places:
            found.append({"pitfall": name, "rms_difference": float(f"{rms:.4g}"), "samples": places})
    return found


def write(name, case):
    module, whole = build(case)
    fill_module(module)
    right = run(module, case)
    single = run(module.float(), case, torch.float32)
    assert right.isfinite().all() and right.numel() * 4 <= 100_000, (name, right.shape)
    np.save(FOLDER / f"{name}.npy", right.float().numpy())
    config = case["config"] | {"_class_name": case["class"]} if case["sparse"] else whole
    record = {"class": case["class"], "call": case["call"], "inputs": case["inputs"], "config": config}
    (FOLDER / f"{name}.json").write_text(json.dumps(record, indent=1) + "\n")
    error = ((single - right).abs() / right.abs().clamp_min(1)).max().item()
    print(f"{name}: {tuple(right.shape)} rms {right.square().mean().sqrt():.3f}, float32 differs by {error:.1e}", flush=True)
    return pitfalls(case, whole, right)


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    cases = BLOCKS | NETWORKS
    chosen = sys.argv[1:] or cases
    path = FOLDER / "pitfalls.json"
    table = json.loads(path.read_text()) if sys.argv[1:] and path.exists() else {}
    for name in chosen:
        table[name] = write(name, cases[name])
    rows = [f'"{name}": [\n  ' + ",\n  ".join(json.dumps(row) for row in found) + "]" for name, found in table.items() if found]
    path.write_text("{\n" + ",\n".join(rows) + "\n}\n")
    for name in PITFALLS:
        seen = [case for case, found in table.items() if any(row["pitfall"] == name for row in found)]
        print(f"{name}: told in {len(seen)} cases", *seen[:3])


if __name__ == "__main__":
    torch.set_num_threads(1)
    diffusers.logging.set_verbosity_error()
    with torch.inference_mode():
        main()
