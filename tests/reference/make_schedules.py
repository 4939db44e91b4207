# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes tests/golden/schedules: timestep lists and step-by-step runs of diffusers' schedulers.

Needs diffusers 0.42.1, torch 2.11 and scipy (diffusers' LMS asks for it).

alphas_cumprod.npy: every 37th entry of the tables of linear, scaled_linear (Stable Diffusion's), cosine
and sigmoid, then of the same with zero terminal SNR.

timesteps.npy: float32 lists end to end; timesteps.json: which class, spacing and number of steps each
run of it belongs to. traces.json: cases, each with a scheduler_config.json and how it is run;
CLASS.npy: float32 [rows, 8], the rows of its cases end to end: x before each call and after the last
([2,1,2,2] each), then the predicted x0 of each call.

A run: the network is network(x, t); torch's generator, seeded 0, gives the starting noise, then (where
`first` > 0) the x0 to which it is added at that entry of the list, then one noise a step. DDIM and
PNDM step to the next entry of the list, which is what diffusers does where the spacing is even.
"""
import json
import pathlib
import warnings

import diffusers
import numpy as np
import torch

torch.set_num_threads(1)
warnings.filterwarnings("ignore")
diffusers.logging.set_verbosity_error()
OUT = pathlib.Path(__file__).parent.parent / "golden" / "schedules"
SHAPE = (2, 1, 2, 2)
SD = dict(beta_schedule="scaled_linear", beta_start=0.00085, beta_end=0.012)
SPACINGS = ("linspace", "leading", "trailing")
COUNTS = (1, 4, 20, 50, 100, 999)
NEXT_ENTRY = ("DDIM", "PNDM")
SIGMA = ("EulerDiscrete", "EulerAncestralDiscrete", "LMSDiscrete")
SOLVERS = ("DPMSolverMultistep", "UniPCMultistep")
CLIPPING = ("DDPM", "DDIM", "DDIMInverse", "LCM")


def make(name, **config):
    return getattr(diffusers, name + "Scheduler")(**config)


def network(x, t):
    return 0.8 * torch.tanh(0.7 * x + float(t) / 1000)


class Stride:
    """Stands for a number of steps: N // it is the distance to the next entry of the list."""

    def __init__(self, distance):
        self.distance = distance

    def __rfloordiv__(self, _):
        return self.distance


# --- timesteps ---------------------------------------------------------------------------------


def write_timesteps():
    values, index, seen = [], [], {}
    for name in ("DDPM", "DDIM", "DDIMInverse", "PNDM", *SIGMA, *SOLVERS, "LCM"):
        for spacing in SPACINGS[1 if name == "DDIMInverse" else 0:2 if name == "LCM" else 3]:
            for steps in COUNTS[:4 if name == "LCM" else 6]:
                config = {"skip_prk_steps": True} if name == "PNDM" else {}
                scheduler = make(name, timestep_spacing=spacing, **config)
                scheduler.set_timesteps(steps)
                t = scheduler.timesteps.numpy().astype(np.float32)
                if t.tobytes() not in seen:
                    seen[t.tobytes()] = len(values)
                    values.extend(t)
                index.append([name, spacing, steps, seen[t.tobytes()], len(t)])
    np.save(OUT / "timesteps.npy", np.array(values, np.float32))
    (OUT / "timesteps.json").write_text("[\n" + ",\n".join(map(json.dumps, index)) + "\n]\n")


# --- tables ------------------------------------------------------------------------------------


def write_tables():
    rows = [make("DDPM", beta_schedule=schedule, beta_start=first, beta_end=last,
                 rescale_betas_zero_snr=zero).alphas_cumprod
            for zero in (False, True)
            for schedule, first, last in (("linear", 0.0001, 0.02), ("scaled_linear", 0.00085, 0.012),
                                          ("squaredcos_cap_v2", 0.0001, 0.02), ("sigmoid", 0.0001, 0.02))]
    np.save(OUT / "alphas_cumprod.npy", torch.stack(rows).numpy()[:, ::37])  # 999 = 27 * 37


# --- runs --------------------------------------------------------------------------------------


def clean(scheduler, name, output, x, t):
    """x0 as the contract has it, where diffusers' step does not give it."""
    if name in SOLVERS:
        return scheduler.convert_model_output(output, sample=x)
    abar = scheduler.alphas_cumprod[int(t)]
    a, s = abar**0.5, (1 - abar) ** 0.5
    x0 = {"epsilon": (x - s * output) / a, "v_prediction": a * x - s * output, "sample": output}[
        scheduler.config.prediction_type]
    if scheduler.config.get("thresholding"):
        return scheduler._threshold_sample(x0)
    r = scheduler.config.get("clip_sample_range", 1)
    return x0.clamp(-r, r) if scheduler.config.get("clip_sample") else x0


def shift_list(scheduler, name, first):
    """The entries that a run visits, and for DDIM and PNDM the distance from each to the next."""
    t = [float(v) for v in scheduler.timesteps]
    if name == "PNDM" and first:
        t = [t[0], *t[2:]][first:]  # undouble, cut, double again
        t.insert(1, t[1])
        scheduler.timesteps = torch.tensor([int(v) for v in t])
    elif first:
        t = t[first:]
    ends = [*t[1:], -1.0]
    return t, [int(a - b) for a, b in zip(t, ends)]


def distance(name, scheduler, gaps, i):
    warm = len(scheduler.prk_timesteps) if name == "PNDM" else 0
    if i < warm:
        return 2 * gaps[i]
    return gaps[0] if name == "PNDM" and not warm and i == 1 else gaps[i]


def run(case):
    name, first = case["class"], case.get("first", 0)
    scheduler = make(name, **{k: np.array(v) if k == "trained_betas" else v for k, v in case["config"].items()})
    scheduler.set_timesteps(case["steps"])
    generator = torch.Generator().manual_seed(0)
    x = torch.randn(SHAPE, generator=generator)
    entries, gaps = shift_list(scheduler, name, first)
    if hasattr(scheduler, "set_begin_index"):
        scheduler.set_begin_index(first)  # or it is sought by its timestep, which may be there twice
    if first:
        start = torch.tensor(entries[:1])
        x = scheduler.add_noise(torch.randn(SHAPE, generator=generator), x,
                                start if name in SIGMA else start.long())
    else:
        x = x * float(scheduler.init_noise_sigma)
    offset = first if name != "PNDM" else 0
    xs, x0s = [x], []
    for i, gap in enumerate(gaps):
        t = scheduler.timesteps[i + offset]
        if name in NEXT_ENTRY:
            scheduler.num_inference_steps = Stride(distance(name, scheduler, gaps, i))
        output = network(scheduler.scale_model_input(x, t), t)
        extra = {"eta": case["eta"]} if case.get("eta") else {}
        if name in ("DDPM", "EulerAncestralDiscrete", "LCM") or extra:
            extra["generator"] = generator
        x0 = None
        if name in (*SOLVERS, "PNDM", "LCM"):
            if name in SOLVERS and scheduler.step_index is None:
                scheduler._init_step_index(t)
            x0 = clean(scheduler, name, output, x, t)
        result = scheduler.step(output, t if name in SIGMA else int(t), x, **extra) if name not in SOLVERS \
            else scheduler.step(output, t, x)
        x = result.prev_sample
        xs.append(x)
        x0s.append(result.pred_original_sample if x0 is None else x0)
    return torch.stack(xs + x0s).reshape(-1, 8).numpy().astype(np.float32)


def predictions(name):
    if name in ("PNDM", "EulerAncestralDiscrete"):
        return ("epsilon", "v_prediction")
    return ("epsilon", "v_prediction", "sample")


def grid_cases():
    for name in ("DDPM", "DDIM", "DDIMInverse", *SIGMA, "PNDM", *SOLVERS, "LCM"):
        for spacing in SPACINGS[1 if name == "DDIMInverse" else 0:]:
            for kind in predictions(name):
                config = dict(SD, prediction_type=kind, timestep_spacing=spacing, steps_offset=spacing == "leading")
                config["steps_offset"] = int(config["steps_offset"])
                if name in CLIPPING:
                    config["clip_sample"] = False
                if name == "PNDM":
                    config["skip_prk_steps"] = True
                if name == "DDIMInverse" and kind == "sample":
                    config["set_alpha_to_one"] = False
                yield name, config, {}


def special_cases():
    for name in CLIPPING:
        yield name, dict(SD, clip_sample=True, clip_sample_range=0.8), {}
    for name in ("DDPM", "DDIM", "LCM", *SOLVERS):
        yield name, dict(SD, thresholding=True, dynamic_thresholding_ratio=0.9, sample_max_value=1.5), {}
    for name in ("DDPM", "DDIM", "DDIMInverse", "EulerDiscrete", "EulerAncestralDiscrete", *SOLVERS, "LCM"):
        yield name, dict(SD, rescale_betas_zero_snr=True, prediction_type="v_prediction",
                         timestep_spacing="trailing"), {}
    for name in ("EulerDiscrete", "LMSDiscrete", *SOLVERS):
        for spacing in SPACINGS:
            yield name, dict(SD, use_karras_sigmas=True, timestep_spacing=spacing), {}
        yield name, dict(use_karras_sigmas=True, beta_schedule="squaredcos_cap_v2"), {}
    for name in ("EulerDiscrete", *SOLVERS):
        yield name, dict(SD, final_sigmas_type="sigma_min"), {}
        yield name, dict(SD, final_sigmas_type="sigma_min", use_karras_sigmas=True), {}
    for name in SOLVERS:
        for order in (1, 2, 3):
            yield name, dict(SD, solver_order=order), {"steps": 16}
            yield name, dict(SD, solver_order=order, final_sigmas_type="sigma_min", lower_order_final=False), {}
        yield name, dict(SD, solver_order=3), {}
    for order in (1, 2, 3):
        yield "UniPCMultistep", dict(SD, solver_order=order, solver_type="bh1",
                                     final_sigmas_type="sigma_min"), {}
    yield "DPMSolverMultistep", dict(SD, final_sigmas_type="sigma_min", euler_at_final=True), {"steps": 16}
    yield "DPMSolverMultistep", dict(beta_schedule="squaredcos_cap_v2", lambda_min_clipped=-5.1), {}
    yield "DDPM", dict(variance_type="fixed_large", timestep_spacing="trailing"), {}
    yield "DDPM", dict(beta_schedule="sigmoid"), {}
    yield "LCM", dict(SD, timestep_scaling=0.002), {}  # the boundary blend counts
    for eta in (0.7, 1):
        yield "DDIM", dict(SD, steps_offset=1, set_alpha_to_one=False), {"eta": eta}
    yield "DDIM", dict(num_train_timesteps=20, trained_betas=[round(0.01 + 0.02 * i, 2) for i in range(20)]), {}
    for name in ("DDIM", "PNDM"):
        config = {"skip_prk_steps": True} if name == "PNDM" else {}
        yield name, dict(beta_schedule="squaredcos_cap_v2", set_alpha_to_one=True, **config), {}
    for spacing in SPACINGS:
        yield "PNDM", dict(SD, timestep_spacing=spacing), {}
        yield "PNDM", dict(SD, timestep_spacing=spacing, prediction_type="v_prediction"), {}
    for name in ("DDPM", "DDIM", *SIGMA, "PNDM", *SOLVERS, "LCM"):
        config = dict(SD, skip_prk_steps=True) if name == "PNDM" else SD
        yield name, config, {"first": 3}
        for steps in (1, 2, 7):
            yield name, config, {"steps": steps}


def write_traces():
    cases, rows = [], {}
    for name, config, how in (*grid_cases(), *special_cases()):
        case = {"class": name, "config": config, "steps": 10, **how}
        trace = run(case)
        assert np.isfinite(trace).all(), case
        case["row"] = sum(len(r) for r in rows.setdefault(name, []))
        rows[name].append(trace)
        cases.append(case)
    for name, traces in rows.items():
        np.save(OUT / (name + ".npy"), np.concatenate(traces))
    (OUT / "traces.json").write_text("[\n" + ",\n".join(map(json.dumps, cases)) + "\n]\n")


def check_next_entry():
    """Where the spacing is even, the next entry of the list is diffusers' own previous timestep."""
    x = torch.linspace(-1, 1, 8).reshape(SHAPE)
    a, b = (make("DDIM", **SD) for _ in range(2))
    a.set_timesteps(10)
    b.set_timesteps(10)
    gaps = shift_list(b, "DDIM", 0)[1]
    for i, t in enumerate(a.timesteps):
        b.num_inference_steps = Stride(gaps[i])
        assert torch.equal(a.step(x, int(t), x).prev_sample, b.step(x, int(t), x).prev_sample)


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    check_next_entry()
    write_tables()
    write_timesteps()
    write_traces()
