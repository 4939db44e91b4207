# SPDX-License-Identifier: GPL-3.0-or-later
"""Folders of counted weights and the runs made with them."""
from diffusion_cases import CLIP, EVERYWHERE, TINY, VAE, VAE_SD1

PROMPT, NEGATIVE = "a photo of the CAT on blue grass, 12 é", "grey"
WORDS = "cat blue grass grey photo the".split()
SD_NOISE = {"num_train_timesteps": 1000, "beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear"}
SD1_SCHEDULER = {"_class_name": "PNDMScheduler", **SD_NOISE, "skip_prk_steps": True, "set_alpha_to_one": False, "steps_offset": 1,
                 "trained_betas": None, "clip_sample": False}
TEXT = CLIP | {"vocab_size": 531, "bos_token_id": 529, "eos_token_id": 530, "pad_token_id": 530, "hidden_size": 20,
               "num_attention_heads": 2, "intermediate_size": 40}
SD1_UNET = {"sample_size": 8, "block_out_channels": [32, 64, 96, 96], "cross_attention_dim": 64, "attention_head_dim": 8}

# folder: the configuration of each part; "pad" is the tokenizer's padding token
FOLDERS = {
    "tiny": {"unet": TINY, "vae": VAE | {"sample_size": 16}, "text_encoder": TEXT, "scheduler": SD1_SCHEDULER},
    "tiny_v": {"unet": TINY | {"use_linear_projection": True, "attention_head_dim": [2, 3]}, "vae": VAE | {"scaling_factor": 0.5},
               "text_encoder": TEXT | {"hidden_act": "gelu", "pad_token_id": 0}, "pad": "!",
               "scheduler": {"_class_name": "DDIMScheduler", **SD_NOISE, "prediction_type": "v_prediction", "clip_sample": False,
                             "set_alpha_to_one": False, "timestep_spacing": "trailing", "rescale_betas_zero_snr": True,
                             "steps_offset": 1}},
    "tiny_inpaint": {"unet": TINY | {"in_channels": 9}, "vae": VAE, "text_encoder": TEXT, "scheduler": SD1_SCHEDULER},
    "tiny_instruct": {"unet": TINY | {"in_channels": 8}, "vae": VAE | {"sample_size": 16}, "text_encoder": TEXT,
                      "scheduler": SD1_SCHEDULER},
    "tiny_instruct_v": {"unet": TINY | {"in_channels": 8, "use_linear_projection": True}, "vae": VAE | {"scaling_factor": 0.5},
                        "text_encoder": TEXT, "scheduler": SD1_SCHEDULER | {"prediction_type": "v_prediction"}},
    "tiny_guided": {"unet": TINY | {"time_cond_proj_dim": 12}, "vae": VAE, "text_encoder": TEXT,
                    "scheduler": {"_class_name": "LCMScheduler", **SD_NOISE, "clip_sample": False, "set_alpha_to_one": True,
                                  "steps_offset": 0, "original_inference_steps": 50}},
    "pixels": {"unet": EVERYWHERE,
               "scheduler": {"_class_name": "DDPMScheduler", "num_train_timesteps": 1000, "beta_start": 0.0001, "beta_end": 0.02,
                             "beta_schedule": "linear", "variance_type": "fixed_small", "clip_sample": True}},
    "single": {"unet": SD1_UNET, "vae": VAE_SD1 | {"sample_size": 64}, "scheduler": SD1_SCHEDULER,
               "text_encoder": CLIP | {"vocab_size": 49408, "hidden_size": 64, "intermediate_size": 128, "num_attention_heads": 1,
                                       "bos_token_id": 49406, "eos_token_id": 49407, "pad_token_id": 49407}},
}


def run(folder, size=(12, 8), kind="text2img", texts=False, **settings):
    """size: of the latents, width and height. texts: keep the text embeddings too."""
    return {"folder": folder, "size": list(size), "kind": kind, "texts": texts, **settings}


def every(folder, words, **settings):
    return {f"{folder}_text2img_{word}": run(folder, sampler=word, texts=word in ("ddim", "lcm"), **settings) for word in words}


def edits(folder, words, guidances):
    return {f"{folder}_{word}_text_{text:g}_image_{image:g}": run(folder, kind="edit", sampler=word, steps=10, size=(7, 6),
                                                                  guidance=text, image_guidance=image)
            for word in words for text, image in guidances}


STRENGTHS = {"half": 0.5, "three_quarters": 0.75, "whole": 1.0}
RUNS = {
    **every("tiny", ["ddim", "ddpm", "euler", "euler_a", "lms", "pndm", "dpmpp_2m", "dpmpp_2m_karras", "unipc", "lcm"]),
    **every("tiny_v", ["ddim", "ddpm", "euler", "euler_a", "dpmpp_2m", "dpmpp_2m_karras", "unipc"], steps=6),
    "tiny_text2img_model": run("tiny", sampler="model", steps=6),
    "tiny_text2img_unguided": run("tiny", sampler="ddim", guidance=1.0, size=(9, 13)),
    "tiny_text2img_20_steps": run("tiny", sampler="dpmpp_2m_karras", steps=20, size=(4, 4)),
    "tiny_text2img_three_steps": run("tiny", sampler="ddim", steps=3),
    **{f"tiny_img2img_{word}_{name}": run("tiny", kind="img2img", sampler=word, strength=strength, steps=6)
       for word in ("ddim", "pndm", "dpmpp_2m_karras") for name, strength in STRENGTHS.items()},
    **{f"tiny_img2img_{word}_half": run("tiny", kind="img2img", sampler=word, strength=0.5, steps=6)
       for word in ("euler", "euler_a", "unipc", "lcm", "ddpm")},
    "tiny_img2img_mean": run("tiny", kind="img2img", sampler="ddim", strength=0.75, steps=6, posterior=False),
    **{f"tiny_inpaint_{word}_{name}": run("tiny_inpaint", kind="inpaint", sampler=word, strength=STRENGTHS[name])
       for word, name in (("ddim", "whole"), ("euler_a", "whole"), ("dpmpp_2m_karras", "three_quarters"))},
    **{f"tiny_kept_{word}_{name}": run("tiny", kind="inpaint", sampler=word, strength=STRENGTHS[name])
       for word, name in (("ddim", "whole"), ("ddim", "three_quarters"), ("euler", "whole"), ("pndm", "whole"),
                          ("pndm", "three_quarters"), ("dpmpp_2m_karras", "whole"), ("lcm", "whole"))},
    "tiny_guided_lcm": run("tiny_guided", sampler="lcm", steps=4, guidance=8.0),
    "tiny_guided_model_unguided": run("tiny_guided", sampler="model", steps=4, guidance=1.0),
    **{f"pixels_{word}": run("pixels", sampler=word, size=(16, 16), guidance=1.0)
       for word in ("model", "ddim", "dpmpp_2m_karras", "euler")},
    **edits("tiny_instruct", ("ddim", "euler_a", "dpmpp_2m"), ((1.0, 1.0), (1.0, 1.5), (7.5, 1.0), (7.5, 1.5))),
    **edits("tiny_instruct", ("model", "euler"), ((7.5, 1.5),)),
    **edits("tiny_instruct", ("dpmpp_2m_karras",), ((0.0, 1.0), (0.0, 0.0), (3.0, 3.0))),
    **edits("tiny_instruct_v", ("ddim", "euler_a", "dpmpp_2m"), ((1.0, 1.5), (7.5, 1.5))),
    "single_text2img_model": run("single", sampler="model", steps=4, size=(8, 6), prompt="a photo of a cat", negative="", texts=True),
    "single_text2img_dpmpp_2m_karras": run("single", sampler="dpmpp_2m_karras", steps=4, size=(8, 8), prompt="a photo of a cat",
                                           negative=""),
}
# The ids of the standard vocabulary for the single file's texts, without the marks.
STANDARD_IDS = {"a photo of a cat": [320, 1125, 539, 320, 2368], "": []}
