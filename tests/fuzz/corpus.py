# SPDX-License-Identifier: GPL-3.0-or-later
"""corpus.py FOLDER: the sound and hostile files of tests/formats, sorted by fuzz target."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "formats"))
import hostile  # noqa: E402
import make_goldens  # noqa: E402

LARGEST = 16_384


def files():
    for name, data in make_goldens.goldens():
        yield name, data
    for name, data, _ in hostile.safetensors():
        yield name + ".safetensors", data
    for make in (hostile.archives, hostile.pickles):
        for name, data, _ in make():
            yield make.__name__ + name + ".zip", data
    for name, data, _ in hostile.legacies():
        yield name + "_legacy.pth", data
    for name, data, _ in hostile.arrays():
        yield name.replace("/", "_") + ".npy", data
    whole = b'{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"__metadata__":{"a":"b"}}'
    yield "sound.safetensors", hostile.safe(whole, b"\0" * 8)


def target(name):
    if name.endswith(".safetensors"):
        return "fuzz_safetensors"
    if name.endswith(".npy"):
        return "fuzz_npy"
    return "fuzz_pickle" if "_legacy" in name else "fuzz_zip"


if __name__ == "__main__":
    for name, data in files():
        folder = pathlib.Path(sys.argv[1]) / target(name)
        folder.mkdir(parents=True, exist_ok=True)
        if len(data) <= LARGEST:
            (folder / name).write_bytes(data)
