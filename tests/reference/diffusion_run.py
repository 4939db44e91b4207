# SPDX-License-Identifier: GPL-3.0-or-later
"""One run of a diffusion model with diffusers' parts, traced as the headless contract says.

The loop is ours: networks and samplers' steps are diffusers', except where the contract differs: the previous timestep is
the next entry of the list (DDIM, PNDM), and image-to-image with PNDM starts its doubled list at the strength's own level.
"""
import dataclasses
import inspect

import diffusers
import torch
import torch.nn.functional as F
from diffusers import DDIMScheduler, PNDMScheduler

WORDS = {
    "ddim": ("DDIMScheduler", {}),
    "ddpm": ("DDPMScheduler", {}),
    "euler": ("EulerDiscreteScheduler", {}),
    "euler_a": ("EulerAncestralDiscreteScheduler", {}),
    "lms": ("LMSDiscreteScheduler", {}),
    "pndm": ("PNDMScheduler", {"skip_prk_steps": True}),
    "dpmpp_2m": ("DPMSolverMultistepScheduler", {"algorithm_type": "dpmsolver++", "solver_order": 2, "solver_type": "midpoint",
                                                 "use_karras_sigmas": False}),
    "dpmpp_2m_karras": ("DPMSolverMultistepScheduler", {"algorithm_type": "dpmsolver++", "solver_order": 2,
                                                        "solver_type": "midpoint", "use_karras_sigmas": True}),
    "unipc": ("UniPCMultistepScheduler", {}),
    "lcm": ("LCMScheduler", {}),
}


class ListDdim(DDIMScheduler):
    """DDIM, eta 0, from each timestep to the next one of the list."""

    def step(self, output, t, sample, **_):
        later = self.timesteps[self.timesteps < t]
        previous = self.alphas_cumprod[later[0]] if len(later) else self.final_alpha_cumprod
        alpha, sigma = self.alphas_cumprod[t].sqrt(), (1 - self.alphas_cumprod[t]).sqrt()
        clean, noise = {
            "epsilon": lambda: ((sample - sigma * output) / alpha, output),
            "sample": lambda: (output, (sample - alpha * output) / sigma),
            "v_prediction": lambda: (alpha * sample - sigma * output, alpha * output + sigma * sample),
        }[self.config.prediction_type]()
        return (previous.sqrt() * clipped(self, clean) + (1 - previous).sqrt() * noise,)


class ListPndm(PNDMScheduler):
    """PNDM without Runge-Kutta steps, from each timestep to the next one of the list."""

    def set_levels(self, start):
        """The doubled list over the undoubled timesteps from `start` on."""
        levels = [int(t) for t in self._timesteps[::-1]][start:]
        self.levels = levels
        self.timesteps = torch.tensor(levels[:2] + levels[1:])

    def _get_prev_sample(self, sample, timestep, prev_timestep, output):
        source = max(0, self.counter - 1)
        target = self.levels[source + 1] if source + 1 < len(self.levels) else -1
        return super()._get_prev_sample(sample, self.levels[source], target, output)


def scheduler_of(word, config):
    """A scheduler by its word on the command line and the folder's scheduler_config.json."""
    name, fixed = (config["_class_name"], {}) if word == "model" else WORDS[word]
    kind = getattr(diffusers, name)
    known = inspect.signature(kind.__init__).parameters
    settings = {key: value for key, value in config.items() if key in known}
    if "clip_sample" in known and word != "model":
        settings.setdefault("clip_sample", False)
    settings |= fixed
    ours = {"DDIMScheduler": ListDdim}.get(name, kind)
    if name == "PNDMScheduler" and settings.get("skip_prk_steps"):
        ours = ListPndm
    return ours(**settings)


def clipped(scheduler, clean):
    config = scheduler.config
    if config.get("thresholding"):
        return scheduler._threshold_sample(clean)
    if config.get("clip_sample"):
        return clean.clamp(-config.clip_sample_range, config.clip_sample_range)
    return clean


def is_sigma(scheduler):
    return isinstance(scheduler, (diffusers.EulerDiscreteScheduler, diffusers.EulerAncestralDiscreteScheduler,
                                  diffusers.LMSDiscreteScheduler))


def level(scheduler, i):
    """α and σ of x = α·x0 + σ·noise at index i; past the end 1 and 0."""
    if i >= len(scheduler.timesteps):
        return 1.0, 0.0
    if is_sigma(scheduler):
        return 1.0, scheduler.sigmas[i]
    if hasattr(scheduler, "sigmas"):
        sigma = scheduler.sigmas[i]
        alpha = 1 / (sigma**2 + 1).sqrt()
        return alpha, sigma * alpha
    alpha = scheduler.alphas_cumprod[scheduler.timesteps[i].long()]
    return alpha.sqrt(), (1 - alpha).sqrt()


def clean_of(scheduler, output, x, i):
    """pred_x0 of a (guided) output."""
    alpha, sigma = level(scheduler, i)
    kind = scheduler.config.prediction_type
    if kind in ("sample", "original_sample"):
        clean = output
    elif is_sigma(scheduler):
        clean = x - sigma * output if kind == "epsilon" else x / (sigma**2 + 1) - output * sigma / (sigma**2 + 1).sqrt()
    else:
        clean = (x - sigma * output) / alpha if kind == "epsilon" else alpha * x - sigma * output
    return clipped(scheduler, clean)


@dataclasses.dataclass
class Model:
    """The parts of a folder. Pixel-space models have the UNet alone."""
    unet: object
    scheduler: dict
    vae: object = None
    text: object = None
    tokenizer: object = None  # a call from a text to its ids
    path: str = "model"

    @property
    def factor(self):
        return 2 ** (len(self.vae.config.block_out_channels) - 1) if self.vae else 1


@dataclasses.dataclass
class Task:
    """kind: text2img, img2img, inpaint or edit, where `prompt` is the instruction and `guidance` the text's.
    picture: float [1,3,H,W] in [-1,1]; mask: float [1,1,H,W], 1 = edit."""
    kind: str = "text2img"
    sampler: str = "ddim"
    steps: int = 5
    guidance: float = 7.5
    strength: float = 1.0
    prompt: str = ""
    negative: str = ""
    picture: object = None
    mask: object = None
    image_guidance: float = 1.5


def embed_guidance(guidance, width):
    """Sines, then cosines, of 1000·(guidance − 1)."""
    frequencies = torch.exp(torch.arange(width // 2).float() * -(torch.log(torch.tensor(10000.0)) / (width // 2 - 1)))
    angles = 1000 * torch.tensor([guidance - 1.0])[:, None] * frequencies[None]
    return F.pad(torch.cat([angles.sin(), angles.cos()], 1), (0, width % 2))


class Run:
    def __init__(self, model, task, noise):
        self.model, self.task, self.noise = model, task, noise
        self.posteriors = 0
        self.scheduler = scheduler_of(task.sampler, model.scheduler)
        self.scheduler.set_timesteps(task.steps)
        kept = min(int(task.steps * task.strength), task.steps) if task.kind != "text2img" else task.steps
        start = task.steps - kept
        if isinstance(self.scheduler, ListPndm):
            self.scheduler.set_levels(start)
            start = 0
        self.start = start
        if hasattr(self.scheduler, "set_begin_index"):
            self.scheduler.set_begin_index(start)
        self.trace = {}

    def encode(self, picture):
        vae = self.model.vae
        encoded = vae.encode(picture)
        if hasattr(encoded, "latents"):
            return encoded.latents * vae.config.scaling_factor
        posterior = encoded.latent_dist
        z = posterior.mean
        if "posterior" in self.noise:
            z = z + posterior.std * self.noise["posterior"][self.posteriors][None]
        self.posteriors += 1
        return z * vae.config.scaling_factor

    def condition(self):
        """The rows of text that go through the network, and the guidance embedding."""
        if self.model.text is None:
            return None, None
        task, unet = self.task, self.model.unet
        def embed(words):
            return self.model.text(torch.tensor([self.model.tokenizer(words)])).last_hidden_state
        prompt = embed(task.prompt)
        self.trace["text_embeds"] = prompt[0]
        if task.kind == "edit":
            negative = embed(task.negative)
            self.trace["negative_embeds"] = negative[0]
            return torch.cat([prompt, negative, negative]), None
        width = unet.config.time_cond_proj_dim
        if width:
            return prompt, embed_guidance(task.guidance, width).to(prompt.dtype)
        if task.guidance <= 1:
            return prompt, None
        negative = embed(task.negative)
        self.trace["negative_embeds"] = negative[0]
        return torch.cat([negative, prompt]), None

    def prepare(self):
        """The first latents, what the network sees beside them, and the clean latents outside the mask."""
        task, noise, scheduler = self.task, self.noise["latents"], self.scheduler
        if task.kind == "edit":
            encoded = self.model.vae.encode(task.picture)
            z = encoded.latents if hasattr(encoded, "latents") else encoded.latent_dist.mode()
            self.mask = self.kept = None
            self.trace["image_latents"] = z[0]
            return noise * scheduler.init_noise_sigma, torch.cat([z, z, torch.zeros_like(z)])
        nine = task.kind == "inpaint" and self.model.unet.config.in_channels == 9
        clean = beside = self.mask = self.kept = None
        if task.kind == "img2img" or task.kind == "inpaint" and (not nine or task.strength < 1):
            clean = self.encode(task.picture)
        if task.kind == "inpaint":
            self.mask = F.interpolate(task.mask, size=noise.shape[-2:])
        if nine:
            masked = self.encode(task.picture * (task.mask < 0.5))
            beside = torch.cat([self.mask, masked], 1)
            self.trace["image_latents"] = masked[0]
        elif clean is not None:
            self.trace["image_latents"] = clean[0]
            self.kept = clean if task.kind == "inpaint" else None
        if task.kind == "text2img" or task.kind == "inpaint" and task.strength >= 1:
            return noise * scheduler.init_noise_sigma, beside
        return self.at_level(clean, self.start), beside

    def at_level(self, clean, i):
        alpha, sigma = level(self.scheduler, i)
        return alpha * clean + sigma * self.noise["latents"]

    def predict(self, x, t, i, text, guidance, beside):
        unet, rows = self.model.unet, len(text) if text is not None else 1
        x = self.scheduler.scale_model_input(x, t).repeat(rows, 1, 1, 1)
        x = torch.cat([x, beside.expand(rows, -1, -1, -1)], 1) if beside is not None else x
        if text is None:
            return unet(x, t).sample
        more = {"timestep_cond": guidance} if guidance is not None else {}
        output = unet(x, t, encoder_hidden_states=text, **more).sample
        if rows == 1:
            return output
        if rows == 3:
            both, image, none = output.chunk(3)
            return none + self.task.guidance * (both - image) + self.task.image_guidance * (image - none)
        without, with_text = output.chunk(2)
        return without + self.task.guidance * (with_text - without)

    def step(self, output, t, x, row):
        """One step of the scheduler, its noise replaced by ours."""
        module = inspect.getmodule(type(self.scheduler).__mro__[0])
        given = self.noise.get("steps")
        before = getattr(module, "randn_tensor", None)
        if before is not None:
            module.randn_tensor = lambda *args, **kwargs: given[row] if given is not None else torch.zeros_like(x)
        try:
            return self.scheduler.step(output, t, x, return_dict=False)[0]
        finally:
            if before is not None:
                module.randn_tensor = before

    def __call__(self):
        text, guidance = self.condition()
        x, beside = self.prepare()
        timesteps, latents, clean = self.scheduler.timesteps[self.start:], [x], []
        for row, t in enumerate(timesteps):
            i = self.start + row
            output = self.predict(x, t, i, text, guidance, beside)
            clean.append(clean_of(self.scheduler, output, x, i))
            x = self.step(output, t, x, row)
            if self.kept is not None:
                x = (1 - self.mask) * self.at_level(self.kept, i + 1) + self.mask * x
            latents.append(x)
        self.trace |= {"timesteps": timesteps.float(), "latents": torch.cat(latents), "pred_x0": torch.cat(clean)}
        vae = self.model.vae
        self.trace["decoded"] = (vae.decode(x / vae.config.scaling_factor).sample if vae else x).clamp(-1, 1)[0]
        return {key: value.float().contiguous() for key, value in self.trace.items()}


def run(model, task, noise):
    """{name: float32} of the contract's --trace. `noise`: latents [1,C,h,w], steps [n,1,C,h,w], posterior [k,C,h,w]."""
    with torch.inference_mode():
        return Run(model, task, noise)()


def edit_by_pipeline(model, task, noise):
    """The latents of every step by diffusers' own pipeline, which drops the image's guidance where the text's is up to 1."""
    steps = Run(model, task, noise)
    scheduler = steps.scheduler
    pipeline = diffusers.StableDiffusionInstructPix2PixPipeline(
        model.vae, None, None, model.unet, scheduler, None, None, None, requires_safety_checker=False)
    pipeline.set_progress_bar_config(disable=True)
    latents, original = [], scheduler.step
    def step(output, t, x, **_):
        scheduler.step = original
        try:
            latents.append(steps.step(output, t, x, len(latents)))
        finally:
            scheduler.step = step
        return (latents[-1],)
    scheduler.step = step
    with torch.inference_mode():
        text, _ = steps.condition()
        pipeline(prompt_embeds=text[:1], negative_prompt_embeds=text[1:2], image=task.picture, num_inference_steps=task.steps,
                 guidance_scale=task.guidance, image_guidance_scale=task.image_guidance, latents=noise["latents"],
                 output_type="latent")
    return torch.cat(latents)


def run_in_double(model, task, noise):
    """run() with networks and latents in double precision: what rounding alone does to a run."""
    parts = [part for part in (model.unet, model.vae, model.text) if part is not None]
    wide = {key: value.double() for key, value in noise.items()}
    picture = task.picture.double() if task.picture is not None else None
    mask = task.mask.double() if task.mask is not None else None
    for part in parts:
        part.double()
    try:
        return run(model, dataclasses.replace(task, picture=picture, mask=mask), wide)
    finally:
        for part in parts:
            part.float()
