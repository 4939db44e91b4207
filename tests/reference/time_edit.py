# SPDX-License-Identifier: GPL-3.0-or-later
"""Seconds a step of an InstructPix2Pix edit of Stable Diffusion 1's size, in bfloat16: `enogu edit` and diffusers' pipeline, in turns.

    time_edit.py ENOGU [--side 512] [--steps 3] [--repeats 2] [--threads 2]

Random weights; both run on the same LibTorch where ENOGU was built with this Python's torch. A step is what a run of 1 + STEPS steps
takes longer than one of 1, so loading, encoding and decoding do not count. diffusers runs in both memory layouts, and the faster one counts.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import tempfile
import time

import diffusers
import torch
from PIL import Image
from transformers import CLIPTextConfig, CLIPTextModel

import random_models
import small_tokenizer
from diffusion_run import Model


def write_model(folder):
    torch.manual_seed(0)
    vocabulary = small_tokenizer.write(folder / "tokenizer", random_models.WORDS, count=40, length=77, pad=small_tokenizer.END)
    text = CLIPTextModel(CLIPTextConfig(vocab_size=len(vocabulary), hidden_size=768, intermediate_size=3072, num_hidden_layers=2,
                                        num_attention_heads=12, bos_token_id=vocabulary[small_tokenizer.BEGIN],
                                        eos_token_id=vocabulary[small_tokenizer.END], pad_token_id=vocabulary[small_tokenizer.END]))
    unet = diffusers.UNet2DConditionModel(in_channels=8, cross_attention_dim=768, attention_head_dim=8, sample_size=64)
    vae = diffusers.AutoencoderKL(block_out_channels=(32, 32, 64, 64), down_block_types=("DownEncoderBlock2D",) * 4,
                                  up_block_types=("UpDecoderBlock2D",) * 4, latent_channels=4)
    for name, part in (("text_encoder", text), ("unet", unet), ("vae", vae)):
        part.to(torch.bfloat16).save_pretrained(folder / name)
    model = Model(unet, random_models.SD1_SCHEDULER, vae, text, small_tokenizer.load(folder / "tokenizer"))
    random_models.save_index(folder, model, "StableDiffusionInstructPix2PixPipeline")


def ours(enogu, folder, photo, steps, threads):
    out = folder / "out.png"
    environment = os.environ | {"OMP_NUM_THREADS": str(threads)}
    command = [enogu, "edit", photo, out, "--model", folder, "--instruction", "a blue cat", "--steps", str(steps), "--sampler", "euler_a",
               "--dtype", "bf16", "--device", "cpu", "--seed", "1", "--overwrite", "--json"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.splitlines()[-1]
    return json.loads(done)["seconds"]


def theirs(pipeline, photo, steps):
    begun = time.perf_counter()
    pipeline("a blue cat", image=photo, num_inference_steps=steps, guidance_scale=7.5, image_guidance_scale=1.5,
             generator=torch.Generator().manual_seed(1), output_type="latent")
    return time.perf_counter() - begun


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("enogu")
    for name, value in (("side", 512), ("steps", 3), ("repeats", 2), ("threads", 2)):
        parser.add_argument(f"--{name}", type=int, default=value)
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        write_model(folder)
        photo = Image.effect_noise((given.side, given.side), 80).convert("RGB")
        photo.save(folder / "photo.png")
        pipeline = diffusers.StableDiffusionInstructPix2PixPipeline.from_pretrained(folder, torch_dtype=torch.bfloat16)
        pipeline.scheduler = diffusers.EulerAncestralDiscreteScheduler.from_config(pipeline.scheduler.config)
        pipeline.set_progress_bar_config(disable=True)
        layouts = {"contiguous": torch.contiguous_format, "channels last": torch.channels_last}
        seconds = {"enogu": [], **{layout: [] for layout in layouts}}
        for _ in range(given.repeats):
            for layout, memory in layouts.items():
                pipeline.unet.to(memory_format=memory)
                seconds[layout].append((theirs(pipeline, photo, 1 + given.steps) - theirs(pipeline, photo, 1)) / given.steps)
            run = [ours(given.enogu, folder, folder / "photo.png", steps, given.threads) for steps in (1 + given.steps, 1)]
            seconds["enogu"].append((run[0] - run[1]) / given.steps)
        for who, each in seconds.items():
            print(f"{who:14} {statistics.median(each):7.2f} s a step   {' '.join(f'{value:.2f}' for value in each)}")
        best = min(statistics.median(seconds[layout]) for layout in layouts)
        print(f"{best / statistics.median(seconds['enogu']):.2f} times as fast as diffusers {diffusers.__version__}, torch {torch.__version__}")


main()
