# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes tests/golden/diffusion/pipelines: folders without weights, and the traces of runs with counted ones."""
import json
import pathlib
import shutil
import sys

import diffusers
import numpy as np
import torch
from safetensors.torch import save_file

import fill
import single_file
import small_tokenizer
from diffusion_run import Model, Task, edit_by_pipeline, run
from make_diffusion import build, fill_module
from pipeline_cases import FOLDERS, NEGATIVE, PROMPT, RUNS, STANDARD_IDS, WORDS

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "golden" / "diffusion" / "pipelines"
LIBRARIES = {"unet": "diffusers", "vae": "diffusers", "scheduler": "diffusers", "text_encoder": "transformers",
             "tokenizer": "transformers"}


def write_json(path, value):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, indent=1) + "\n")


def part_of(folder, part, config):
    kind = {"unet": "UNet2DConditionModel" if "text_encoder" in FOLDERS[folder] else "UNet2DModel", "vae": "AutoencoderKL",
            "text_encoder": "CLIPTextModel"}[part]
    module, whole = build({"class": kind, "config": config})
    if folder != "single":
        write_json(FOLDER / folder / part / "config.json", whole)
    return fill_module(module).float()


def standard_ids(text):
    ids = [49406, *STANDARD_IDS[text], 49407]
    return ids + [49407] * (77 - len(ids))


def model_of(folder):
    parts = FOLDERS[folder]
    built = {part: part_of(folder, part, parts[part]) for part in ("unet", "vae", "text_encoder") if part in parts}
    if folder == "single":
        write_keys(built)
        tokenizer = standard_ids
    else:
        kind = "StableDiffusionInstructPix2PixPipeline" if parts["unet"].get("in_channels") == 8 else \
            "StableDiffusionPipeline" if "vae" in parts else "DDPMPipeline"
        index = {"_class_name": kind, "_diffusers_version": "0.42.1"}
        classes = {part: type(module).__name__ for part, module in built.items()} | {"scheduler": parts["scheduler"]["_class_name"]}
        if "text_encoder" in parts:
            small_tokenizer.write(FOLDER / folder / "tokenizer", WORDS, pad=parts.get("pad", small_tokenizer.END))
            classes["tokenizer"] = "CLIPTokenizer"
        write_json(FOLDER / folder / "scheduler" / "scheduler_config.json", parts["scheduler"])
        write_json(FOLDER / folder / "model_index.json", index | {part: [LIBRARIES[part], kind] for part, kind in classes.items()})
        tokenizer = small_tokenizer.load(FOLDER / folder / "tokenizer") if "text_encoder" in parts else None
    return Model(built["unet"], parts["scheduler"], built.get("vae"), built.get("text_encoder"), tokenizer)


def write_keys(parts):
    maps = {"unet": single_file.unet_key, "vae": single_file.vae_key, "text_encoder": single_file.text_key}
    for part, module in parts.items():
        lines = []
        for key, value in module.state_dict().items():
            shape = [*value.shape] + [1, 1] * single_file.is_squeezed(key, value.shape)
            lines.append(f"{maps[part](key)} {key} {','.join(map(str, shape))}\n")
        (FOLDER / "single").mkdir(parents=True, exist_ok=True)
        (FOLDER / "single" / f"{part}.txt").write_text("".join(lines))


def picture(width, height):
    levels = fill.whole("picture", (height, width, 3), 256)
    return (levels.float() / 127.5 - 1).permute(2, 0, 1)[None]


def mask(width, height):
    return (fill.whole("mask", (height, width), 256) >= 128).float()[None, None]


def noise_of(case, channels, rows):
    width, height = case["size"]
    noise = {"latents": fill.centred("latents", (1, channels, height, width)),
             "steps": fill.centred("steps", (rows, 1, channels, height, width))}
    if case.get("posterior", True):
        noise["posterior"] = fill.centred("posterior", (2, channels, height, width))
    return noise


def record(name, case, model):
    """The run's trace, and its row of runs.json."""
    steps = case.get("steps", 5)
    channels = model.unet.config.out_channels
    row = {"folder": case["folder"], "kind": case["kind"], "sampler": case["sampler"], "steps": steps,
           "guidance": case.get("guidance", 7.5), "strength": case.get("strength", 1.0),
           **{key: case[key] for key in ("image_guidance",) if key in case},
           "prompt": case.get("prompt", PROMPT), "negative": case.get("negative", NEGATIVE),
           "size": [side * model.factor for side in case["size"]], "noise": {}}
    noise = noise_of(case, channels, steps)
    row["noise"] = {key: list(value.shape) for key, value in noise.items()}
    task = Task(row["kind"], row["sampler"], steps, row["guidance"], row["strength"], row["prompt"], row["negative"])
    if case["kind"] != "text2img":
        task.picture, task.mask = picture(*row["size"]), mask(*row["size"])
    task.image_guidance = case.get("image_guidance", 1.5)
    trace = run(model, task, noise)
    if task.kind == "edit" and task.guidance > 1 and task.image_guidance >= 1:
        assert (edit_by_pipeline(model, task, noise) - trace["latents"][1:]).abs().max() <= 1e-5, name
    if not case["texts"]:
        trace = {key: value for key, value in trace.items() if not key.endswith("_embeds")}
    return row, trace


def main():
    table = {}
    models = {}
    for name, case in RUNS.items():
        folder = case["folder"]
        if folder not in models:
            models[folder] = model_of(folder)
        table[name], trace = record(name, case, models[folder])
        assert all(value.isfinite().all() for value in trace.values()), name
        save_file(trace, FOLDER / f"{name}.safetensors")
        size = (FOLDER / f"{name}.safetensors").stat().st_size
        assert size <= 100_000, (name, size)
        print(f"{name}: {size // 1000} KB, t {[round(t, 1) for t in trace['timesteps'].tolist()[:4]]}, "
              f"|x| {trace['latents'].abs().max():.1f}, |x0| {trace['pred_x0'].abs().max():.1f}", flush=True)
    (FOLDER / "runs.json").write_text("{\n" + ",\n".join(f'"{k}": {json.dumps(v)}' for k, v in table.items()) + "\n}\n")


if __name__ == "__main__":
    torch.set_num_threads(1)
    diffusers.logging.set_verbosity_error()
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    with torch.inference_mode():
        main()
