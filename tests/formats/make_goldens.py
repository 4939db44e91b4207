# SPDX-License-Identifier: GPL-3.0-or-later
"""make_goldens.py FOLDER: small sound model files whose numbers the test knows."""
import collections
import pathlib
import struct
import sys

from torchlayout import (Call, Parameter, Storage, Tensor, floats, floatTensor, saved_legacy,
                         saved_zip)


class Metadata(collections.OrderedDict):
    """An OrderedDict with the attribute that nn.Module.state_dict() adds."""

    def __reduce_ex__(self, protocol):
        return (collections.OrderedDict, (), {"_metadata": collections.OrderedDict(a=1)}, None,
                iter(self.items()))


def plain():
    return collections.OrderedDict([("a.weight", floatTensor("0")),
                                    ("a.bias", floatTensor("1", (7.0, 8.0), (2,), (1,)))])


def nested():
    state = {"state": {0: {"exp_avg": floatTensor("9", (9.0,) * 6)}}, "param_groups": [{"lr": 0.1}]}
    return {"epoch": 7, "optimizer_state_dict": state, "model_state_dict": plain(),
            "loss": 0.25, "psnr": Call("numpy.core.multiarray", "scalar", "f8", "raw")}


def strided():
    shared = Storage("Float", "5", floats(*range(12)))
    return {"turned": Tensor(shared, 0, (3, 4), (1, 3)), "part": Tensor(shared, 5, (2, 2), (3, 1)),
            "single": Tensor(shared, 11, (), ()), "none": Tensor(shared, 12, (0, 4), (4, 1))}


def types():
    every = {"f64": ("Double", struct.pack("<2d", 0.5, -2)), "f16": ("Half", b"\0\x3c\0\xc0"),
             "bf16": ("BFloat16", b"\x80\x3f\0\xc0"), "i64": ("Long", struct.pack("<2q", 1, -2)),
             "i32": ("Int", struct.pack("<2i", 1, -2)), "i16": ("Short", struct.pack("<2h", 1, -2)),
             "i8": ("Char", b"\1\xfe"), "u8": ("Byte", b"\1\xfe"), "bool": ("Bool", b"\1\0")}
    return collections.OrderedDict(
        (name, Tensor(Storage(kind, str(i), data), 0, (2,), (1,)))
        for i, (name, (kind, data)) in enumerate(every.items()))


def gan():
    return {"netD": {"a.weight": floatTensor("1", (0.0,) * 6)}, "netG": plain(), "iteration": 3}


def pairs():
    """An OrderedDict as Python 2 pickled it: a list of [key, value]."""
    return Call("collections", "OrderedDict", [[k, v] for k, v in plain().items()])


def npy(descr, shape, data, fortran="False", version=1):
    text = f"{{'descr': {descr!r}, 'fortran_order': {fortran}, 'shape': {shape}, }}"
    start = 10 if version == 1 else 12
    text += " " * (-(start + len(text) + 1) % 64) + "\n"
    length = struct.pack("<H" if version == 1 else "<I", len(text))
    return b"\x93NUMPY" + bytes([version, 0]) + length + text.encode() + data


def goldens():
    module = collections.OrderedDict(("module." + k, v) for k, v in plain().items())
    parameters = {k: Parameter(v) for k, v in plain().items()}
    yield "plain.pth", saved_zip(plain())
    yield "plain_32.pt", saved_zip(plain(), zip64=False)
    yield "plain_protocol4.pt", saved_zip(plain(), protocol=4)
    yield "plain_legacy.pth", saved_legacy(plain())
    yield "metadata.pth", saved_zip(Metadata(plain()))
    yield "dict.pth", saved_zip(dict(plain()))
    yield "module.pth", saved_zip(module)
    yield "averaged.pth", saved_zip(dict(module, n_averaged=floatTensor("3", (1.0,), (), ())))
    yield "nested.pth", saved_zip(nested())
    yield "nested_legacy.pt", saved_legacy(nested())
    yield "twice.pt", saved_zip({"state_dict": {"params": module}})
    yield "unnamed.pt", saved_zip({"stuff": plain(), "epoch": 3})
    yield "gan.pth", saved_zip(gan())
    yield "parameters.pt", saved_zip(parameters)
    yield "pairs.pth", saved_zip_of_pairs()
    yield "lightning.ckpt", saved_zip({
        "global_step": 875000, "state_dict": plain(),
        "callbacks": {"x": Call("pytorch_lightning.callbacks", "Saver", 1)},
        "hyper_parameters": Call("omegaconf.dictconfig", "DictConfig")})
    yield "strided.pth", saved_zip(strided())
    yield "strided_legacy.pth", saved_legacy(strided())
    yield "types.pth", saved_zip(types())
    yield "types_legacy.pth", saved_legacy(types())
    yield "array.npy", npy("<f4", "(2, 3)", floats(1, 2, 3, 4, 5, 6))
    yield "fortran.npy", npy("<f4", "(2, 3)", floats(1, 4, 2, 5, 3, 6), "True", 2)
    yield "python2.npy", npy("<f4", "(2L, 3L)", floats(1, 2, 3, 4, 5, 6), version=3)


def saved_zip_of_pairs():
    from torchlayout import pickled, zip_entries, zipped
    return zipped(zip_entries(plain(), program=pickled(pairs())), zip64=True)


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1])
    for name, data in goldens():
        (folder / name).write_bytes(data)
