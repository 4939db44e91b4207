# SPDX-License-Identifier: GPL-3.0-or-later
"""CompVis's names of Stable Diffusion 1's tensors, from diffusers' names."""
import re

RESNET = {"norm1": "in_layers.0", "conv1": "in_layers.2", "time_emb_proj": "emb_layers.1", "norm2": "out_layers.0",
          "conv2": "out_layers.3", "conv_shortcut": "skip_connection"}
TOP = {"time_embedding.linear_1": "time_embed.0", "time_embedding.linear_2": "time_embed.2", "conv_in": "input_blocks.0.0",
       "conv_norm_out": "out.0", "conv_out": "out.2"}
CODEC_ATTENTION = {"group_norm": "norm", "to_q": "q", "to_k": "k", "to_v": "v", "to_out.0": "proj_out"}


def unet_inside(kind, rest):
    if kind == "attentions":
        return rest
    module, _, tail = rest.rpartition(".")
    return f"{RESNET[module]}.{tail}"


def unet_key(key, layers=2):
    module, _, tail = key.rpartition(".")
    if module in TOP:
        return f"model.diffusion_model.{TOP[module]}.{tail}"
    if found := re.fullmatch(r"mid_block\.(resnets|attentions)\.(\d)\.(.+)", key):
        kind, i, rest = found.groups()
        return f"model.diffusion_model.middle_block.{2 * int(i) + (kind == 'attentions')}.{unet_inside(kind, rest)}"
    side, block, kind, i, rest = re.fullmatch(r"(down|up)_blocks\.(\d)\.(\w+)\.(\d)\.(.+)", key).groups()
    block, i = int(block), int(i)
    if kind == "downsamplers":
        return f"model.diffusion_model.input_blocks.{(layers + 1) * (block + 1)}.0.op.{tail}"
    if side == "down":
        return (f"model.diffusion_model.input_blocks.{1 + (layers + 1) * block + i}.{int(kind == 'attentions')}."
                f"{unet_inside(kind, rest)}")
    if kind == "upsamplers":  # behind the attention where the block has one: all but the first
        return f"model.diffusion_model.output_blocks.{(layers + 1) * (block + 1) - 1}.{1 if block == 0 else 2}.conv.{tail}"
    return (f"model.diffusion_model.output_blocks.{(layers + 1) * block + i}.{int(kind == 'attentions')}."
            f"{unet_inside(kind, rest)}")


def vae_inside(rest):
    return rest.replace("conv_shortcut", "nin_shortcut")


def vae_key(key, levels=4):
    if found := re.fullmatch(r"(encoder|decoder)\.mid_block\.resnets\.(\d)\.(.+)", key):
        return f"first_stage_model.{found[1]}.mid.block_{int(found[2]) + 1}.{vae_inside(found[3])}"
    if found := re.fullmatch(r"(encoder|decoder)\.mid_block\.attentions\.0\.(.+)\.(weight|bias)", key):
        return f"first_stage_model.{found[1]}.mid.attn_1.{CODEC_ATTENTION[found[2]]}.{found[3]}"
    if found := re.fullmatch(r"encoder\.down_blocks\.(\d)\.resnets\.(\d)\.(.+)", key):
        return f"first_stage_model.encoder.down.{found[1]}.block.{found[2]}.{vae_inside(found[3])}"
    if found := re.fullmatch(r"encoder\.down_blocks\.(\d)\.downsamplers\.0\.(.+)", key):
        return f"first_stage_model.encoder.down.{found[1]}.downsample.{found[2]}"
    if found := re.fullmatch(r"decoder\.up_blocks\.(\d)\.resnets\.(\d)\.(.+)", key):
        return f"first_stage_model.decoder.up.{levels - 1 - int(found[1])}.block.{found[2]}.{vae_inside(found[3])}"
    if found := re.fullmatch(r"decoder\.up_blocks\.(\d)\.upsamplers\.0\.(.+)", key):
        return f"first_stage_model.decoder.up.{levels - 1 - int(found[1])}.upsample.{found[2]}"
    return "first_stage_model." + key.replace("conv_norm_out", "norm_out")


def text_key(key):
    return "cond_stage_model.transformer.text_model." + key.removeprefix("text_model.")


def is_squeezed(key, shape):
    """True for the codec's attention, whose matrices are 1×1 convolutions in a single file."""
    return len(shape) == 2 and key.startswith(("encoder.mid_block.attentions", "decoder.mid_block.attentions"))


def tensors(unet, vae, text):
    """{CompVis key: tensor} of the three state dictionaries."""
    out = {unet_key(key): value for key, value in unet.items()}
    out |= {vae_key(key): value[:, :, None, None] if is_squeezed(key, value.shape) else value for key, value in vae.items()}
    return out | {text_key(key): value for key, value in text.items()}
