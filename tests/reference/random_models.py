# SPDX-License-Identifier: GPL-3.0-or-later
"""Random legal models of Stable Diffusion's kind, drawn from a random.Random, and folders of them."""
import inspect
import json
import pathlib

import diffusers
import torch
from safetensors.torch import load_file, save_file
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTokenizer

import fill
import single_file
import small_tokenizer
from diffusion_run import Model

WORDS = "cat blue grass grey photo the sea mountain in winter by old lamp über 山 猫 river 2024".split()
OLD_NAMES = {"to_q": "query", "to_k": "key", "to_v": "value", "to_out.0": "proj_attn"}


def chance(rng, share):
    return rng.random() < share


def widths_of(rng, levels, groups):
    first = rng.choice([1, 2, 3]) * groups * (2 if groups < 8 else 1)
    widths = [first]
    for _ in range(levels - 1):
        widths.append(min(max(widths[-1] + groups * rng.choice([0, 1, 1, 2]), first), 96))
    return [max(groups, width // groups * groups) for width in widths]


def divisor(rng, width):
    return rng.choice([n for n in (1, 2, 3, 4, 6, 8) if width % n == 0])


def heads_of(rng, widths):
    if chance(rng, 0.5):
        return [divisor(rng, width) for width in widths]
    return rng.choice([n for n in (1, 2, 4, 8) if all(width % n == 0 for width in widths)])


def block_types(rng, levels, side):
    def one():
        draw = rng.random()
        if draw < 0.65:
            return f"CrossAttn{side}Block2D"
        if draw < 0.95:
            return f"{side}Block2D"
        return f"Attn{side}Block2D" if draw < 0.975 else {"Down": "ResnetDownsampleBlock2D", "Up": "ResnetUpsampleBlock2D"}[side]
    return [one() for _ in range(levels)]


def input_channels(task, latent_channels):
    return {"inpaint9": 2 * latent_channels + 1, "edit": 2 * latent_channels}.get(task, latent_channels)


def unet_config(rng, task, text_width, latent_channels):
    levels = rng.choice([1, 2, 2, 3, 3, 4])
    groups = rng.choice([2, 4, 8, 8, 16, 32])
    widths = widths_of(rng, levels, groups)
    layers = rng.choice([1, 1, 2, 2, 3])
    config = {
        "sample_size": rng.choice([4, 6, 8, 12]), "in_channels": input_channels(task, latent_channels),
        "out_channels": latent_channels, "block_out_channels": widths, "norm_num_groups": groups,
        "down_block_types": block_types(rng, levels, "Down"), "up_block_types": block_types(rng, levels, "Up"),
        "layers_per_block": [rng.choice([1, 2]) for _ in widths] if chance(rng, 0.2) else layers,
        "attention_head_dim": heads_of(rng, widths), "use_linear_projection": chance(rng, 0.5),
        "cross_attention_dim": [text_width] * levels if chance(rng, 0.15) else text_width,
    }
    rare = {
        "upcast_attention": True, "only_cross_attention": [chance(rng, 0.5) for _ in widths],
        "act_fn": rng.choice(["gelu", "mish", "relu", "swish"]),
        "resnet_time_scale_shift": "scale_shift", "norm_eps": 1e-6, "downsample_padding": 0, "center_input_sample": True,
        "flip_sin_to_cos": False, "freq_shift": 1, "mid_block_scale_factor": 1.4, "time_embedding_dim": 48, "conv_in_kernel": 5,
        "conv_out_kernel": 1, "transformer_layers_per_block": [rng.choice([1, 2]) for _ in widths] if chance(rng, 0.5) else 2,
        "mid_block_type": rng.choice(["UNetMidBlock2D", None]), "time_cond_proj_dim": rng.choice([8, 16, 24]),
        "resnet_out_scale_factor": 1.3, "resnet_skip_time_act": True, "time_embedding_act_fn": "silu", "timestep_post_act": "silu",
    }
    common = {"upcast_attention", "transformer_layers_per_block", "only_cross_attention", "resnet_time_scale_shift",
              "time_cond_proj_dim"}
    return config | {key: value for key, value in rare.items() if chance(rng, 0.12 if key in common else 0.04)}


def pixels_config(rng):
    levels = rng.choice([1, 2, 3])
    groups = rng.choice([4, 8])
    widths = [groups * rng.choice([2, 3]) for _ in range(levels)]
    kinds = [rng.choice(["Attn", ""]) for _ in widths]
    channels = rng.choice([3, 3, 3, 1])
    config = {"sample_size": rng.choice([16, 24]), "block_out_channels": widths, "norm_num_groups": groups, "in_channels": channels,
              "out_channels": channels, "layers_per_block": rng.choice([1, 2]),
              "down_block_types": [f"{kind}DownBlock2D" for kind in kinds],
              "up_block_types": [f"{kind}UpBlock2D" for kind in reversed(kinds)],
              "attention_head_dim": rng.choice([None, 8, 4]) if all(width % 8 == 0 for width in widths) else None}
    rare = {"downsample_padding": 0, "flip_sin_to_cos": False, "freq_shift": 1, "norm_eps": 1e-6, "add_attention": False,
            "resnet_time_scale_shift": "scale_shift", "downsample_type": "resnet", "upsample_type": "resnet", "act_fn": "gelu",
            "mid_block_scale_factor": 1.4, "center_input_sample": True}
    return config | {key: value for key, value in rare.items() if chance(rng, 0.15)}


def vae_config(rng, latent_channels):
    levels = rng.choice([1, 2, 3, 4])
    groups = rng.choice([2, 4, 8, 32])
    config = {"block_out_channels": widths_of(rng, levels, groups), "norm_num_groups": groups, "latent_channels": latent_channels,
              "layers_per_block": rng.choice([1, 1, 2]), "down_block_types": ["DownEncoderBlock2D"] * levels,
              "up_block_types": ["UpDecoderBlock2D"] * levels, "scaling_factor": rng.choice([0.18215, 0.13025, 1.0, 0.5])}
    rare = {"act_fn": "gelu", "use_quant_conv": False, "use_post_quant_conv": False, "mid_block_add_attention": False}
    return config | {key: value for key, value in rare.items() if chance(rng, 0.06)}


def text_config(rng, width, vocabulary, length, pad):
    return {"vocab_size": len(vocabulary) + rng.choice([0, 0, 5]), "hidden_size": width, "intermediate_size": width * rng.choice([1, 2, 4]),
            "num_hidden_layers": rng.choice([1, 2, 3]), "num_attention_heads": divisor(rng, width),
            "hidden_act": rng.choice(["quick_gelu", "quick_gelu", "gelu"]), "max_position_embeddings": length,
            "layer_norm_eps": rng.choice([1e-5, 1e-5, 1e-6]), "bos_token_id": vocabulary[small_tokenizer.BEGIN],
            "eos_token_id": vocabulary[small_tokenizer.END], "pad_token_id": vocabulary[pad]}


SCHEDULERS = ["DDIMScheduler", "DDPMScheduler", "EulerDiscreteScheduler", "EulerAncestralDiscreteScheduler", "LMSDiscreteScheduler",
              "PNDMScheduler", "PNDMScheduler", "DPMSolverMultistepScheduler", "UniPCMultistepScheduler", "LCMScheduler"]
NO_SAMPLE = {"EulerAncestralDiscreteScheduler", "PNDMScheduler"}


def scheduler_config(rng, word, pixels):
    """What the folder's class saves, with settings that the class chosen by `word` can follow too."""
    name = rng.choice(SCHEDULERS)
    kind = getattr(diffusers, name)
    zero = chance(rng, 0.2)
    predictions = ["v_prediction"] if zero else ["epsilon", "epsilon", "v_prediction", "sample"]
    if word in ("euler_a", "pndm") or word == "model" and name in NO_SAMPLE or name in NO_SAMPLE:
        predictions = [each for each in predictions if each != "sample"]
    beta = rng.choice([(0.00085, 0.012, "scaled_linear")] * 3 + [(0.0001, 0.02, "linear"), (0.0001, 0.02, "squaredcos_cap_v2")])
    settings = {
        "num_train_timesteps": rng.choice([1000, 1000, 1000, 1000, 500]), "beta_start": beta[0], "beta_end": beta[1], "beta_schedule": beta[2],
        "prediction_type": rng.choice(predictions), "timestep_spacing": rng.choice(["leading", "linspace", "trailing"]),
        "steps_offset": rng.choice([0, 1, 1]), "set_alpha_to_one": chance(rng, 0.5), "clip_sample": chance(rng, 0.7 if pixels else 0.25),
        "clip_sample_range": rng.choice([1.0, 1.0, 2.5]), "rescale_betas_zero_snr": zero, "skip_prk_steps": True,
        "use_karras_sigmas": chance(rng, 0.3), "lower_order_final": chance(rng, 0.8),
        "final_sigmas_type": rng.choice(["zero", "zero", "zero", "sigma_min"]),
        "variance_type": rng.choice(["fixed_small", "fixed_small", "fixed_large", "fixed_small_log"]),
        "thresholding": pixels and chance(rng, 0.2), "solver_type": None,
    }
    if chance(rng, 0.06):
        settings |= {"use_karras_sigmas": False, rng.choice(["use_exponential_sigmas", "use_beta_sigmas"]): True}
    if chance(rng, 0.06):
        settings["interpolation_type"] = "log_linear"
    if chance(rng, 0.06):
        settings["euler_at_final"] = True
    if name == "DPMSolverMultistepScheduler" and chance(rng, 0.15):
        settings |= {"solver_order": rng.choice([1, 3]), "algorithm_type": rng.choice(["dpmsolver++", "dpmsolver"]),
                     "final_sigmas_type": "sigma_min"}
    if name == "UniPCMultistepScheduler":
        settings |= {"solver_order": rng.choice([1, 2, 2, 3]), "solver_type": rng.choice(["bh1", "bh2", "bh2"])}
    if name == "DPMSolverMultistepScheduler":
        settings.pop("variance_type")
        settings["solver_type"] = rng.choice(["midpoint", "midpoint", "heun"])
    known = inspect.signature(kind.__init__).parameters
    if name == "EulerDiscreteScheduler" and beta[2] == "squaredcos_cap_v2" and settings.get("interpolation_type"):
        settings.pop("interpolation_type")
    scheduler = kind(**{key: value for key, value in settings.items() if key in known and value is not None})
    return json.loads(scheduler.to_json_string())


def filled(module, name, half):
    """Counted weights, halved so that rounding is not magnified; rounded to half precision where the files are."""
    weights = {key: fill.tensor(f"{name}.{key}", tuple(value.shape)) * (0.5 if value.ndim >= 2 else 1)
               if value.is_floating_point() else value for key, value in module.state_dict().items()}
    if half:
        weights = {key: value.half().float() for key, value in weights.items()}
    module.load_state_dict(weights)
    return module.eval().requires_grad_(False)


def save_tokenizer(rng, folder, length, pad):
    vocabulary = small_tokenizer.write(folder, WORDS, count=rng.choice([0, 20, 60]), length=length, pad=pad)
    if chance(rng, 0.5):  # as transformers 5 saves it: tokenizer.json alone
        tokenizer = CLIPTokenizer.from_pretrained(folder)
        for old in folder.iterdir():
            old.unlink()
        tokenizer.save_pretrained(folder)
    return vocabulary


def save_network(rng, module, folder, layout, is_text=False):
    """save_pretrained in one of the layouts: plain, fp16, sharded, bin."""
    if layout == "bin":
        folder.mkdir(parents=True, exist_ok=True)
        module.config.to_json_file(folder / "config.json") if is_text else module.save_config(folder)
        name = "pytorch_model.bin" if is_text else "diffusion_pytorch_model.bin"
        torch.save(module.state_dict(), folder / name)
        return
    size = sum(value.numel() for value in module.state_dict().values()) * 4
    shard = {"max_shard_size": max(size // 3, 20_000)} if layout == "sharded" else {}
    if layout == "fp16":
        module.half()
        module.save_pretrained(folder, variant="fp16")
        module.float()
    else:
        module.save_pretrained(folder, **shard)


def rename_keys(path, change):
    save_file({change(key): value for key, value in load_file(path).items()}, path, metadata={"format": "pt"})


def old_vae_name(key):
    if ".attentions." not in key:
        return key
    for new, old in OLD_NAMES.items():
        key = key.replace(f".{new}.", f".{old}.")
    return key


def text_to_image(rng, task, word, folder, seed):
    width = rng.choice([16, 24, 32, 40])
    length = rng.choice([77, 77, 77, 77, 24])
    pad = rng.choice([small_tokenizer.END, small_tokenizer.END, "!"])
    channels = 4 if task not in ("text2img", "edit") else rng.choice([4, 4, 4, 4, 3, 6])
    layout = rng.choice(["plain", "plain", "plain", "fp16", "sharded", "bin"])
    half = layout == "fp16"
    vocabulary = save_tokenizer(rng, folder / "tokenizer", length, pad)
    text = filled(CLIPTextModel(CLIPTextConfig(**text_config(rng, width, vocabulary, length, pad))), f"{seed}.text", half)
    unet = filled(diffusers.UNet2DConditionModel(**unet_config(rng, task, width, channels)), f"{seed}.unet", half)
    tiny = chance(rng, 0.08) and channels == 4
    tae = {"encoder_block_out_channels": [8] * 3, "decoder_block_out_channels": [8] * 3, "num_encoder_blocks": [1, 2, 1],
           "num_decoder_blocks": [1, 2, 1]}
    vae = diffusers.AutoencoderTiny(**tae) if tiny else diffusers.AutoencoderKL(**vae_config(rng, channels))
    vae = filled(vae, f"{seed}.vae", half)
    for part, module in (("unet", unet), ("vae", vae), ("text_encoder", text)):
        save_network(rng, module, folder / part, layout, part == "text_encoder")
    if layout == "plain" and chance(rng, 0.3):
        rename_keys(folder / "text_encoder" / "model.safetensors", lambda key: f"text_model.{key}")
        layout += "+text_model"
    if layout.startswith("plain") and not tiny and chance(rng, 0.3):
        rename_keys(folder / "vae" / "diffusion_pytorch_model.safetensors", old_vae_name)
        layout += "+old vae"
    scheduler = scheduler_config(rng, word, False)
    model = Model(unet, scheduler, vae, text, small_tokenizer.load(folder / "tokenizer"))
    kinds = {"inpaint9": "StableDiffusionInpaintPipeline", "edit": "StableDiffusionInstructPix2PixPipeline"}
    save_index(folder, model, kinds.get(task, "StableDiffusionPipeline"))
    return model, layout


SD1_SCHEDULER = {"_class_name": "PNDMScheduler", "num_train_timesteps": 1000, "beta_start": 0.00085, "beta_end": 0.012,
                 "beta_schedule": "scaled_linear", "skip_prk_steps": True, "set_alpha_to_one": False, "steps_offset": 1,
                 "prediction_type": "epsilon"}
MERGES = pathlib.Path(__file__).resolve().parents[2] / ".cache" / "clip" / "merges.txt"


def single(rng, task, folder, seed):
    """A CompVis-style file of Stable Diffusion 1's shape, with CLIP's own vocabulary."""
    layout = rng.choice(["safetensors", "ckpt"])
    half = chance(rng, 0.4)
    width = rng.choice([64, 128])
    def widths():
        return widths_of(rng, 4, 32)
    vocabulary = small_tokenizer.write_standard(folder / "tokenizer", MERGES)
    text = CLIPTextModel(CLIPTextConfig(
        vocab_size=len(vocabulary), hidden_size=width, intermediate_size=2 * width, num_hidden_layers=rng.choice([1, 2, 3]),
        num_attention_heads=width // 64, hidden_act="quick_gelu", bos_token_id=49406, eos_token_id=49407, pad_token_id=49407))
    unet = diffusers.UNet2DConditionModel(in_channels=input_channels(task, 4), block_out_channels=widths(), sample_size=64,
                                          cross_attention_dim=width, attention_head_dim=8)
    vae = diffusers.AutoencoderKL(block_out_channels=widths(), layers_per_block=2, latent_channels=4,
                                  down_block_types=["DownEncoderBlock2D"] * 4, up_block_types=["UpDecoderBlock2D"] * 4)
    parts = [filled(module, f"{seed}.{name}", half) for name, module in (("unet", unet), ("vae", vae), ("text", text))]
    path = f"model.{layout}"
    save_single(rng, parts, folder.parent / path, half)
    model = Model(unet, SD1_SCHEDULER, vae, text, small_tokenizer.load(folder / "tokenizer"), path)
    return model, f"single.{layout}{' fp16' * half}"


def save_single(rng, parts, path, half):
    tensors = single_file.tensors(*(part.state_dict() for part in parts))
    if chance(rng, 0.5):  # averaged weights, which are not the ones to take
        tensors |= {"model_ema." + key.removeprefix("model.").replace(".", ""): value + 1
                    for key, value in tensors.items() if key.startswith("model.diffusion_model.")}
    tensors = {key: (value.half() if half else value).contiguous() for key, value in tensors.items()}
    tensors["cond_stage_model.transformer.text_model.embeddings.position_ids"] = torch.arange(77)[None]
    tensors |= {"betas": torch.rand(1000), "alphas_cumprod": torch.rand(1000)}
    if path.suffix == ".ckpt":
        torch.save({"global_step": 470000, "state_dict": tensors}, path)
    else:
        save_file(tensors, path)


def pixels(rng, word, folder, seed):
    layout = rng.choice(["plain", "plain", "fp16", "bin"])
    unet = filled(diffusers.UNet2DModel(**pixels_config(rng)), f"{seed}.unet", layout == "fp16")
    save_network(rng, unet, folder / "unet", layout)
    model = Model(unet, scheduler_config(rng, word, True))
    save_index(folder, model, rng.choice(["DDPMPipeline", "DDIMPipeline"]))
    return model, layout


def save_index(folder, model, kind):
    (folder / "scheduler").mkdir()
    (folder / "scheduler" / "scheduler_config.json").write_text(json.dumps(model.scheduler, indent=2))
    parts = {"unet": ["diffusers", type(model.unet).__name__], "scheduler": ["diffusers", model.scheduler["_class_name"]]}
    if model.text is not None:
        parts |= {"vae": ["diffusers", type(model.vae).__name__], "text_encoder": ["transformers", "CLIPTextModel"],
                  "tokenizer": ["transformers", "CLIPTokenizer"], "safety_checker": [None, None], "feature_extractor": [None, None]}
    index = {"_class_name": kind, "_diffusers_version": diffusers.__version__} | parts
    (folder / "model_index.json").write_text(json.dumps(index, indent=2))
