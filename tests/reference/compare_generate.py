# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares `enogu generate` and `enogu edit` (--noise, --trace) with diffusers on random models. Exits 1 on a miss.

    compare_generate.py ENOGU [--runs 40] [--seed 0] [--tasks edit,…] [--only I,J] [--keep DIR] [--reference-only]
"""
import argparse
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import warnings

import diffusers
import numpy as np
import torch
from PIL import Image
from safetensors.torch import load_file, save_file

import random_models
from diffusion_run import WORDS, Task, edit_by_pipeline, run, run_in_double

TOLERANCE = 1e-4
TASKS = ["text2img", "text2img", "text2img", "img2img", "inpaint4", "inpaint9", "pixels", "edit", "edit"]
LETTERS = random_models.WORDS + ["CAFÉ", "don't", "アニメ", "<3", "x" * 40, "\u200d", "A  b"]


def prompt_of(rng):
    return " ".join(rng.choice(LETTERS) for _ in range(rng.choice([0, 1, 4, 8, 60])))


def draw(index, seed, folder, tasks):
    """A model written to `folder`, a task, its noise, and words for the table."""
    rng = random.Random(f"{seed}.{index}")
    task_name = rng.choice(tasks)
    words = ["model", "model", *WORDS]
    word = rng.choice(words)
    if task_name == "pixels":
        model, layout = random_models.pixels(rng, word, folder, f"{seed}.{index}")
    elif rng.random() < 0.12 and random_models.MERGES.exists():
        model, layout = random_models.single(rng, task_name, folder, f"{seed}.{index}")
    else:
        model, layout = random_models.text_to_image(rng, task_name, word, folder, f"{seed}.{index}")
    steps = rng.choice([1, 2, 3, 4, 5, 6, 7, 16])
    task = Task("text2img" if task_name == "pixels" else task_name.rstrip("49"), word, steps)
    task.guidance = 1.0 if task_name == "pixels" else rng.choice([0.0, 1.0, 1.5, 3.0, 7.5, 9.0])
    task.prompt, task.negative = prompt_of(rng), rng.choice(["", prompt_of(rng)])
    if task.kind == "edit":
        task.image_guidance = rng.choice([0.0, 1.0, 1.0, 1.5, 1.5, 2.0, task.guidance])
        task.prompt = task.prompt or "cat"  # no words leave the photo as it is
    if task.kind in ("img2img", "inpaint"):
        task.strength = rng.choice([each for each in (0.3, 0.5, 0.75, 0.99, 1.0, 1.0) if int(steps * each) >= 1])
    size, native = latent_size(rng, model, task)
    noise = noise_of(model, steps, size, f"{seed}.{index}")
    if task.kind != "text2img" and rng.random() < 0.3:
        noise.pop("posterior")
    return model, task, noise, size, native, {"task": task_name, "sampler": word, "layout": layout,
                                               "scheduler": model.scheduler["_class_name"].removesuffix("Scheduler")}


def as_the_pipeline(model, task, noise, reference):
    """True where our loop over diffusers' parts does what diffusers' own pipeline of edits does, or where that one differs."""
    if task.kind != "edit" or task.guidance <= 1 or task.image_guidance < 1:
        return True
    rows = zip(edit_by_pipeline(model, task, noise), reference["latents"][1:], strict=True)
    return all(error_of("", row, expected) <= TOLERANCE for row, expected in rows)


def latent_size(rng, model, task):
    """Height and width of the latents; native: the model's own, where no --size is given."""
    if model.text is None:
        sides = [8, 16, 24] if len(model.unet.config.block_out_channels) < 3 else [16, 24]
        own = model.unet.config.sample_size
        return ((own, own), True) if rng.random() < 0.3 else ((rng.choice(sides), rng.choice(sides)), False)
    if task.kind == "text2img" and rng.random() < 0.2 and model.path == "model":
        return (model.unet.config.sample_size,) * 2, True
    return (rng.choice([4, 5, 7, 8, 9, 12, 13]), rng.choice([4, 6, 8, 9, 11, 13])), False


def noise_of(model, steps, size, seed):
    generator = torch.Generator().manual_seed(random.Random(seed).randrange(2**31))
    channels = model.unet.config.out_channels
    def normal(*rows):
        return torch.randn(*rows, channels, *size, generator=generator)
    return {"latents": normal(1), "steps": normal(steps, 1), "posterior": normal(2)}


def write_pictures(model, task, size, folder, seed):
    """in.png and mask.png, and the same as tensors of the task."""
    height, width = (side * model.factor for side in size)
    levels = np.random.default_rng(random.Random(seed).randrange(2**32)).integers(0, 256, (height, width, 4), dtype=np.uint8)
    Image.fromarray(levels[:, :, :3]).save(folder / "in.png")
    task.picture = (torch.from_numpy(levels[:, :, :3].copy()).float() / 127.5 - 1).permute(2, 0, 1)[None]
    if task.kind == "inpaint":
        Image.fromarray(levels[:, :, 3]).save(folder / "mask.png")
        task.mask = (torch.from_numpy(levels[:, :, 3].copy()) >= 128).float()[None, None]
    return levels


def arguments(model, task, size, native, folder):
    height, width = (side * model.factor for side in size)
    files = ["edit", "in.png", "out.png"] if task.kind == "edit" else ["generate", "out.png"]
    line = [*files, "--model", model.path, "--sampler", task.sampler, "--steps", task.steps, "--dtype", "f32",
            "--device", "cpu", "--noise", "noise.safetensors", "--trace", "trace.safetensors"]
    if task.kind == "edit":
        line += [f"--instruction={task.prompt}", f"--negative={task.negative}", "--text-guidance", task.guidance,
                 "--image-guidance", task.image_guidance, "--size", max(height, width)]
    elif model.text is not None:
        line += [f"--prompt={task.prompt}", f"--negative={task.negative}", "--guidance", task.guidance]
    if task.kind in ("img2img", "inpaint"):
        line += ["--init", "in.png", "--strength", task.strength, "--size", max(height, width)]
    elif task.kind == "text2img" and not native:
        line += ["--size", f"{width}x{height}"]
    if task.kind == "inpaint":
        line += ["--mask", "mask.png"]
    return [str(word) for word in line]


def error_of(name, ours, reference):
    """The worst row's largest |a − b| over the larger of 1 and that row's largest |b|; infinite for another shape."""
    if ours.shape != reference.shape:
        return float("inf")
    if name == "timesteps":
        allowed = 0.0 if (reference == reference.round()).all() else 1e-3  # Euler's and Karras's are fractional
        return float("inf") if (ours - reference).abs().max() > allowed else 0.0
    rows = (ours, reference) if name in ("latents", "pred_x0") else (ours[None], reference[None])
    errors = [((a - b).abs().max() / b.abs().max().clamp_min(1)).item() for a, b in zip(*rows)]
    return max(errors, key=lambda error: float("inf") if error != error else error)


def compare(reference, trace):
    """[(name, error, what is wrong)] of every tensor that the contract asks for."""
    rows = []
    for name, value in reference.items():
        if name not in trace:
            rows.append((name, float("inf"), "missing"))
            continue
        error = error_of(name, trace[name], value)
        wrong = "" if error <= TOLERANCE else f"shape {list(trace[name].shape)}, not {list(value.shape)}" \
            if trace[name].shape != value.shape else first_wrong(name, trace[name], value)
        rows.append((name, error, wrong))
    return rows


def first_wrong(name, ours, reference):
    if name not in ("latents", "pred_x0"):
        return f"{ours.flatten()[:4].tolist()}, not {reference.flatten()[:4].tolist()}"
    for i, (a, b) in enumerate(zip(ours, reference)):
        if not error_of("", a, b) <= TOLERANCE:
            return f"first at row {i}"
    return ""


def picture_wrong(task, reference, levels, folder):
    """What is wrong with out.png: the decoded picture, and the source's own pixels outside the mask."""
    found = np.asarray(Image.open(folder / "out.png").convert("RGB")).astype(int)
    expected = ((reference["decoded"].expand(3, -1, -1) + 1) * 127.5).round().int().permute(1, 2, 0).numpy()
    if found.shape != expected.shape:
        return f"picture {found.shape}, not {expected.shape}"
    edited = levels[:, :, 3] >= 128 if task.kind == "inpaint" else np.ones(found.shape[:2], bool)
    if (~edited).any() and (found[~edited] != levels[:, :, :3][~edited]).any():
        return "pixels outside the mask differ"
    return "picture differs" if np.abs(found - expected)[edited].max(initial=0) > 1 else ""


def one(index, options, folder):
    """(line of the table, True where it is a miss, None where diffusers itself refuses)."""
    try:
        model, task, noise, size, native, words = draw(index, options.seed, folder / "model", options.tasks)
        levels = write_pictures(model, task, size, folder, f"{options.seed}.{index}") if task.kind != "text2img" else None
        reference = run(model, task, noise)
        agrees = as_the_pipeline(model, task, noise, reference)
    except Exception as error:  # whatever diffusers says to what is not legal after all
        return f"{index:3} not legal: {str(error).strip().splitlines()[0][:150]}", None
    save_file({key: value.contiguous() for key, value in noise.items()}, folder / "noise.safetensors")
    line = arguments(model, task, size, native, folder)
    (folder / "arguments.json").write_text(json.dumps(line, ensure_ascii=False, indent=1))
    save_file(reference, folder / "reference.safetensors")
    what = (f"{index:3} {words['task']:9} {words['sampler']:16} {words['scheduler']:22} {model.scheduler['prediction_type']:13} "
            f"{task.steps:2} steps g {task.guidance} {task.image_guidance} s {task.strength} {size[0]}x{size[1]} {words['layout']}")
    if not all(value.isfinite().all() for value in reference.values()):
        return f"{what}: the reference is not finite", None
    if not agrees:
        return f"{what}: MISS: the reference differs from diffusers' pipeline", True
    if options.reference_only:
        return f"{what}: |x| {reference['latents'].abs().max():.1f}", False
    for old in ("out.png", "trace.safetensors"):
        (folder / old).unlink(missing_ok=True)
    done = subprocess.run([options.enogu, *line], cwd=folder, capture_output=True, text=True, timeout=300)
    if done.returncode:
        return f"{what}: REFUSED {done.returncode}: {done.stderr.strip()[:300]}", True
    rows = compare(reference, load_file(folder / "trace.safetensors"))
    wrong = [f"{name} {error:.1e} {reason}" for name, error, reason in rows if not error <= TOLERANCE]
    if wrong and worst(rows) < float("inf"):
        unsteady = rounding(model, task, noise, reference, load_file(folder / "trace.safetensors"))
        if unsteady:
            return f"{what}: unsteady, {unsteady}", False
    wrong += [reason] if (reason := picture_wrong(task, reference, levels, folder)) else []
    return f"{what}: " + ("MISS " + "; ".join(wrong) if wrong else f"equal, {worst(rows):.1e}"), bool(wrong)


def worst(rows):
    return max(error for _, error, _ in rows)


def rounding(model, task, noise, reference, trace):
    """For runs that magnify rounding: how far each lies from double precision, or "" where ours lies much farther."""
    exact = run_in_double(model, task, noise)
    ours, theirs = (worst([(name, error_of(name, side[name], value), "") for name, value in exact.items()])
                    for side in (trace, reference))
    print(f"    from double precision: ours {ours:.1e}, the reference {theirs:.1e}", flush=True)
    return f"ours {ours:.1e} from double precision, the reference {theirs:.1e}" if ours <= 4 * theirs else ""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("enogu", nargs="?")
    parser.add_argument("--runs", type=int, default=40)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", help="indices, separated by commas")
    parser.add_argument("--keep", type=pathlib.Path, help="keep each run's folder here")
    parser.add_argument("--reference-only", action="store_true", help="run diffusers alone")
    parser.add_argument("--tasks", type=lambda text: text.split(","), default=TASKS, help="kinds of run, separated by commas")
    options = parser.parse_args()
    if options.enogu:
        options.enogu = str(pathlib.Path(options.enogu).resolve())
    chosen = [int(i) for i in options.only.split(",")] if options.only else range(10 * options.runs)
    results = []
    for index in chosen:
        with tempfile.TemporaryDirectory() as scratch:
            folder = options.keep / str(index) if options.keep else pathlib.Path(scratch)
            (folder / "model").mkdir(parents=True, exist_ok=True)
            text, missed = one(index, options, folder)
        print(text, flush=True)
        results += [missed] if missed is not None else []
        if len(results) == options.runs:
            break
    print(f"{len(results)} runs, {sum(results)} missed")
    return 1 if any(results) or not results else 0


if __name__ == "__main__":
    warnings.filterwarnings("ignore")
    torch.set_num_threads(1)
    diffusers.logging.set_verbosity_error()
    import transformers
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    sys.exit(main())
