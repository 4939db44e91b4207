# SPDX-License-Identifier: GPL-3.0-or-later
"""Blocks and networks of latent diffusion on counted weights: classes, configurations, inputs."""

# Inputs: a list is the shape of centred noise, {"shape", "scale"} the same with a scale, {"shape", "below"} whole
# numbers, anything else the value itself.


def case(kind, config, call="forward", sparse=False, **inputs):
    return {"class": kind, "call": call, "sparse": sparse, "config": config, "inputs": inputs}


RESNET = {"in_channels": 16, "out_channels": 24, "temb_channels": 20, "groups": 8, "eps": 1e-5}
TRANSFORMER = {"num_attention_heads": 2, "attention_head_dim": 12, "in_channels": 24, "num_layers": 1, "norm_num_groups": 8,
               "cross_attention_dim": 16}
BLOCK = {"resnet_groups": 8, "resnet_eps": 1e-5, "resnet_act_fn": "silu"}
CROSS = BLOCK | {"num_attention_heads": 3, "cross_attention_dim": 16}
CODEC = {"resnet_groups": 8, "resnet_eps": 1e-6, "resnet_act_fn": "silu"}
LAYER = {"hidden_size": 32, "intermediate_size": 64, "num_attention_heads": 4}

BLOCKS = {
    "resnet": case("ResnetBlock2D", RESNET, input_tensor=[2, 16, 9, 7], temb=[2, 20]),
    "resnet_same_width": case("ResnetBlock2D", RESNET | {"in_channels": 24}, input_tensor=[2, 24, 9, 7], temb=[2, 20]),
    "resnet_scale_shift": case("ResnetBlock2D", RESNET | {"time_embedding_norm": "scale_shift"},
                               input_tensor=[2, 16, 9, 7], temb=[2, 20]),
    "resnet_codec": case("ResnetBlock2D", {"in_channels": 16, "out_channels": 24, "temb_channels": None, "groups": 8, "eps": 1e-6},
                         input_tensor=[2, 16, 9, 7], temb=None),
    "resnet_faint": case("ResnetBlock2D", RESNET, input_tensor={"shape": [2, 16, 9, 7], "scale": 0.003}, temb=[2, 20]),
    "transformer_conv": case("Transformer2DModel", TRANSFORMER, hidden_states=[2, 24, 7, 5], encoder_hidden_states=[2, 11, 16]),
    "transformer_linear": case("Transformer2DModel", TRANSFORMER | {"use_linear_projection": True},
                               hidden_states=[2, 24, 7, 5], encoder_hidden_states=[2, 11, 16]),
    "transformer_two_layers": case("Transformer2DModel", TRANSFORMER | {"num_layers": 2},
                                   hidden_states=[2, 24, 7, 5], encoder_hidden_states=[2, 11, 16]),
    "transformer_only_cross": case("Transformer2DModel", TRANSFORMER | {"only_cross_attention": True},
                                   hidden_states=[2, 24, 7, 5], encoder_hidden_states=[2, 11, 16]),
    "transformer_faint": case("Transformer2DModel", TRANSFORMER, hidden_states={"shape": [2, 24, 7, 5], "scale": 0.003},
                              encoder_hidden_states=[2, 11, 16]),
    "down_block": case("DownBlock2D", BLOCK | {"in_channels": 16, "out_channels": 24, "temb_channels": 20, "num_layers": 2},
                       hidden_states=[2, 16, 9, 7], temb=[2, 20]),
    "cross_attn_down_block": case("CrossAttnDownBlock2D",
                                  CROSS | {"in_channels": 16, "out_channels": 24, "temb_channels": 20, "num_layers": 2},
                                  hidden_states=[2, 16, 9, 7], temb=[2, 20], encoder_hidden_states=[2, 11, 16]),
    "mid_block": case("UNetMidBlock2DCrossAttn", CROSS | {"in_channels": 24, "temb_channels": 20},
                      hidden_states=[2, 24, 9, 7], temb=[2, 20], encoder_hidden_states=[2, 11, 16]),
    "up_block": case("UpBlock2D", BLOCK | {"in_channels": 16, "prev_output_channel": 32, "out_channels": 24, "temb_channels": 20,
                                           "num_layers": 2},
                     hidden_states=[2, 32, 5, 4], res_hidden_states_tuple=[[2, 16, 5, 4], [2, 24, 5, 4]], temb=[2, 20],
                     upsample_size=[9, 7]),
    "cross_attn_up_block": case("CrossAttnUpBlock2D",
                                CROSS | {"in_channels": 16, "prev_output_channel": 32, "out_channels": 24, "temb_channels": 20,
                                         "num_layers": 2},
                                hidden_states=[2, 32, 5, 4], res_hidden_states_tuple=[[2, 16, 5, 4], [2, 24, 5, 4]],
                                temb=[2, 20], encoder_hidden_states=[2, 11, 16]),
    "encoder_block": case("DownEncoderBlock2D", CODEC | {"in_channels": 16, "out_channels": 24, "num_layers": 2, "downsample_padding": 0},
                          hidden_states=[2, 16, 10, 6]),
    "decoder_block": case("UpDecoderBlock2D", CODEC | {"in_channels": 16, "out_channels": 24, "num_layers": 2},
                          hidden_states=[2, 16, 5, 6]),
    "codec_mid_block": case("UNetMidBlock2D", CODEC | {"in_channels": 24, "temb_channels": None, "attention_head_dim": 24,
                                                       "resnet_time_scale_shift": "default"},
                            hidden_states=[2, 24, 5, 6]),
    "clip_layer": case("CLIPEncoderLayer", LAYER | {"hidden_act": "quick_gelu"}, hidden_states=[2, 9, 32]),
    "clip_layer_gelu": case("CLIPEncoderLayer", LAYER | {"hidden_act": "gelu"}, hidden_states=[2, 9, 32]),
}

SD1 = {"sample_size": 64, "block_out_channels": [32, 64, 96, 96], "cross_attention_dim": 48, "attention_head_dim": 8}
SD2 = {"sample_size": 64, "block_out_channels": [32, 64, 96, 96], "cross_attention_dim": 64,
       "attention_head_dim": [2, 4, 6, 6], "use_linear_projection": True}
TINY = {"sample_size": 8, "block_out_channels": [16, 24], "norm_num_groups": 8, "layers_per_block": 1, "attention_head_dim": 2,
        "cross_attention_dim": 20, "down_block_types": ["CrossAttnDownBlock2D", "DownBlock2D"],
        "up_block_types": ["UpBlock2D", "CrossAttnUpBlock2D"]}


def unet(config, channels=4, size=(8, 8), batch=2, width=None, timestep=981, call="forward", sparse=False, **more):
    width = width or config.get("cross_attention_dim", 1280)
    config = config | {"in_channels": channels}
    return case("UNet2DConditionModel", config, call, sparse, sample=[batch, channels, *size], timestep=timestep,
                encoder_hidden_states=[batch, 13, width], **more)


UNETS = {
    "unet_tiny": unet(TINY),
    "unet_tiny_odd": unet(TINY, size=(9, 13), timestep=1),
    "unet_tiny_one_pixel": unet(TINY, size=(1, 3), batch=1, timestep=500),
    "unet_tiny_fractional_time": unet(TINY, timestep=893.8421, sparse=True),
    "unet_tiny_8_channels": unet(TINY, channels=8, size=(6, 10), batch=3),
    "unet_tiny_9_channels": unet(TINY, channels=9, size=(10, 6)),
    "unet_sd1": unet(SD1, size=(16, 8), sparse=True),
    "unet_sd1_odd": unet(SD1, size=(9, 13), timestep=1, batch=1),
    "unet_sd1_8_channels": unet(SD1, channels=8, size=(8, 16), batch=3, timestep=500),
    "unet_sd1_9_channels": unet(SD1, channels=9, size=(8, 8)),
    "unet_sd2": unet(SD2, size=(16, 8), sparse=True),
    "unet_sd2_odd": unet(SD2, size=(13, 9), timestep=1, batch=1),
    "unet_sd2_9_channels": unet(SD2, channels=9),
    "unet_sd2_upcast": unet(SD2 | {"upcast_attention": True}, timestep=21),
    "unet_lists": unet(TINY | {"block_out_channels": [16, 24, 32], "layers_per_block": [1, 2, 1], "attention_head_dim": [2, 3, 4],
                               "transformer_layers_per_block": [1, 2, 1],
                               "down_block_types": ["DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"],
                               "up_block_types": ["CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"]}, size=(9, 13)),
    "unet_cross_in_first_down_and_last_up_only": unet(
        TINY | {"block_out_channels": [16, 24, 24], "down_block_types": ["CrossAttnDownBlock2D", "DownBlock2D", "DownBlock2D"],
                "up_block_types": ["CrossAttnUpBlock2D", "UpBlock2D", "UpBlock2D"]}),
    "unet_without_cross_in_blocks": unet(TINY | {"down_block_types": ["DownBlock2D"] * 2, "up_block_types": ["UpBlock2D"] * 2}),
    "unet_without_mid": unet(TINY | {"mid_block_type": None}),
    "unet_mid_without_cross": unet(TINY | {"mid_block_type": "UNetMidBlock2D"}),
    "unet_one_level": unet(TINY | {"block_out_channels": [16], "down_block_types": ["CrossAttnDownBlock2D"],
                                   "up_block_types": ["CrossAttnUpBlock2D"], "layers_per_block": 2}, size=(5, 7)),
    "unet_only_cross": unet(TINY | {"only_cross_attention": True}),
    "unet_only_cross_list": unet(TINY | {"only_cross_attention": [True, False], "mid_block_only_cross_attention": False}),
    "unet_scale_shift": unet(TINY | {"resnet_time_scale_shift": "scale_shift"}),
    "unet_guidance_embedding": unet(TINY | {"time_cond_proj_dim": 12}, timestep_cond=[2, 12]),
    "unet_cross_widths": unet(TINY | {"cross_attention_dim": [20, 20]}, width=20),
    "unet_centred_sin_first": unet(TINY | {"center_input_sample": True, "flip_sin_to_cos": False, "freq_shift": 1}),
    "unet_gelu_eps": unet(TINY | {"act_fn": "gelu", "norm_eps": 1e-3, "mid_block_scale_factor": 1.5, "time_embedding_dim": 40}),
    "unet_asymmetric_down": unet(TINY | {"downsample_padding": 0}),
    "unet_wide_kernels": unet(TINY | {"conv_in_kernel": 5, "conv_out_kernel": 1}),
    "unet_resnet_resampling": unet(TINY | {"down_block_types": ["ResnetDownsampleBlock2D", "CrossAttnDownBlock2D"],
                                           "up_block_types": ["CrossAttnUpBlock2D", "ResnetUpsampleBlock2D"]}),
    "unet_attention_blocks": unet(TINY | {"down_block_types": ["AttnDownBlock2D", "CrossAttnDownBlock2D"],
                                          "up_block_types": ["CrossAttnUpBlock2D", "AttnUpBlock2D"]}),
}

CAT = {"sample_size": 32, "block_out_channels": [16, 16, 24, 24, 32, 32], "norm_num_groups": 8, "attention_head_dim": None,
       "layers_per_block": 2, "downsample_padding": 0, "flip_sin_to_cos": False, "freq_shift": 1, "norm_eps": 1e-6,
       "down_block_types": ["DownBlock2D"] * 4 + ["AttnDownBlock2D", "DownBlock2D"],
       "up_block_types": ["UpBlock2D", "AttnUpBlock2D"] + ["UpBlock2D"] * 4}
PIXELS = {"sample_size": 16, "block_out_channels": [16, 24], "norm_num_groups": 8, "attention_head_dim": 8, "layers_per_block": 1}


def pixels(config, size=(16, 16), timestep=981, sparse=False):
    return case("UNet2DModel", config, "forward", sparse, sample=[2, config.get("in_channels", 3), *size], timestep=timestep)


EVERYWHERE = PIXELS | {"down_block_types": ["AttnDownBlock2D"] * 2, "up_block_types": ["AttnUpBlock2D"] * 2}
PIXEL_UNETS = {
    "pixels_cat": pixels(CAT, size=(32, 32)),
    "pixels_cat_wide": pixels(CAT, size=(32, 64), timestep=1),
    "pixels_attention_everywhere": pixels(EVERYWHERE, sparse=True),
    "pixels_one_head": pixels(EVERYWHERE | {"attention_head_dim": None, "norm_eps": 1e-6}, timestep=500),
    "pixels_scale_shift": pixels(EVERYWHERE | {"resnet_time_scale_shift": "scale_shift"}),
    "pixels_without_mid_attention": pixels(EVERYWHERE | {"add_attention": False, "in_channels": 1, "out_channels": 1}),
    "pixels_resnet_resampling": pixels(EVERYWHERE | {"downsample_type": "resnet", "upsample_type": "resnet"}),
    "pixels_attn_groups": pixels(EVERYWHERE | {"attn_norm_num_groups": 4, "mid_block_scale_factor": 1.5, "center_input_sample": True}),
}

VAE = {"block_out_channels": [16, 24], "norm_num_groups": 8, "layers_per_block": 1, "latent_channels": 4,
       "down_block_types": ["DownEncoderBlock2D"] * 2, "up_block_types": ["UpDecoderBlock2D"] * 2}
VAE_SD1 = {"block_out_channels": [32, 64, 96, 96], "layers_per_block": 2, "latent_channels": 4,
           "down_block_types": ["DownEncoderBlock2D"] * 4, "up_block_types": ["UpDecoderBlock2D"] * 4}
TAE = {"encoder_block_out_channels": [16, 16, 16, 16], "decoder_block_out_channels": [16, 16, 16, 16]}


def codec(name, config, kind="AutoencoderKL", latents=(2, 4, 5, 7), picture=(2, 3, 22, 18)):
    return {f"{name}_encode": case(kind, config, "encode", x=list(picture)),
            f"{name}_decode": case(kind, config, "decode", z=list(latents))}


CODECS = {
    **codec("vae_tiny", VAE),
    **codec("vae_sd1", VAE_SD1, picture=(1, 3, 48, 40), latents=(1, 4, 5, 7)),
    **codec("vae_sd2", VAE_SD1 | {"block_out_channels": [32, 32, 64, 96], "layers_per_block": 1}, picture=(1, 3, 41, 53),
            latents=(1, 4, 7, 5)),
    **codec("vae_one_level", VAE | {"block_out_channels": [16], "down_block_types": ["DownEncoderBlock2D"],
                                    "up_block_types": ["UpDecoderBlock2D"], "act_fn": "gelu"}),
    **codec("vae_without_quant", VAE | {"use_quant_conv": False, "use_post_quant_conv": False, "latent_channels": 6},
            latents=(2, 6, 5, 7)),
    **codec("vae_without_attention", VAE | {"mid_block_add_attention": False, "in_channels": 3, "out_channels": 3}),
    **codec("taesd", TAE, "AutoencoderTiny", picture=(1, 3, 48, 40), latents=(1, 4, 5, 7)),
    **codec("taesd_widths", {"encoder_block_out_channels": [8, 8], "decoder_block_out_channels": [8, 8],
                             "num_encoder_blocks": [1, 2], "num_decoder_blocks": [2, 1], "latent_channels": 4},
            "AutoencoderTiny", picture=(1, 3, 24, 20), latents=(1, 4, 5, 7)),
}

CLIP = {"vocab_size": 600, "hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4,
        "hidden_act": "quick_gelu", "bos_token_id": 598, "eos_token_id": 599, "pad_token_id": 599}


def text(config, batch=2, length=77):
    return case("CLIPTextModel", config, input_ids={"shape": [batch, length], "below": config["vocab_size"]})


TEXTS = {
    "text_tiny": text(CLIP, length=9),
    "text_sd1": text(CLIP | {"hidden_size": 48, "intermediate_size": 192, "num_hidden_layers": 4, "num_attention_heads": 8}),
    "text_sd2": text(CLIP | {"hidden_size": 64, "intermediate_size": 256, "num_hidden_layers": 3, "hidden_act": "gelu",
                             "pad_token_id": 0}),
    "text_eps": text(CLIP | {"layer_norm_eps": 1e-2, "max_position_embeddings": 20}, length=20),
}

NETWORKS = UNETS | PIXEL_UNETS | CODECS | TEXTS
