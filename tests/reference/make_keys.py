# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes tests/golden/weights/keys.json: how many tensors and numbers Stable Diffusion's networks hold, and FNV-1a of their
sorted keys, one a line, text models without "text_model."."""
import json
from pathlib import Path

import torch
from diffusers import AutoencoderKL, UNet2DConditionModel
from transformers import CLIPTextConfig, CLIPTextModel

from fill import fnv1a

OUT = Path(__file__).resolve().parents[1] / "golden/weights/keys.json"


def facts(model):
    state = {k.removeprefix("text_model."): v for k, v in model.state_dict().items() if not k.endswith("position_ids")}
    return {"keys": len(state), "parameters": sum(v.numel() for v in state.values()),
            "hash": f"{fnv1a(chr(10).join(sorted(state))):016x}"}


def main():
    sd2_text = CLIPTextConfig(hidden_size=1024, intermediate_size=4096, num_hidden_layers=23, num_attention_heads=16,
                              hidden_act="gelu")
    sd1_text = CLIPTextConfig(hidden_size=768, intermediate_size=3072, num_hidden_layers=12, num_attention_heads=12)
    with torch.device("meta"):
        models = {"unet": UNet2DConditionModel(cross_attention_dim=768, attention_head_dim=8),
                  "vae": AutoencoderKL(block_out_channels=(128, 256, 512, 512), layers_per_block=2,
                                       down_block_types=("DownEncoderBlock2D",) * 4,
                                       up_block_types=("UpDecoderBlock2D",) * 4),
                  "text": CLIPTextModel(sd1_text), "openclip": CLIPTextModel(sd2_text)}
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps({name: facts(model) for name, model in models.items()}, indent=1) + "\n")


if __name__ == "__main__":
    main()
