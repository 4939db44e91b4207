# SPDX-License-Identifier: GPL-3.0-or-later
"""hostile.py FOLDER: model files that must be refused, and manifest.txt: file, tab, why."""
import pathlib
import pickle
import struct
import sys

from hostilepickles import legacies, pickles
from make_goldens import npy
from torchlayout import Entry, floatTensor, floats, saved_zip, zip_entries, zipped

U64 = struct.Struct("<Q")


def safe(header, data=b"", length=None):
    header = header.encode() if isinstance(header, str) else header
    return U64.pack(len(header) if length is None else length) + header + data


def tensor(name="x", dtype='"F32"', shape="[2]", offsets="[0,8]", more=""):
    return f'"{name}":{{"dtype":{dtype},"shape":{shape},"data_offsets":{offsets}{more}}}'


def safetensors():
    eight = b"\0" * 8
    good = "{" + tensor() + "}"

    def one(**fields):
        return safe("{" + tensor(**fields) + "}", eight)

    for i, length in enumerate((len(good) + 9, 10 ** 8, 2 ** 40, 2 ** 63, 2 ** 64 - 1, 2 ** 64 - 8)):
        why = "more than 100,000,000" if length > 10 ** 8 else "cut short"
        yield f"length{i}", safe(good, eight, length), why
    whole = safe(good, eight)
    for cut in (9, 12, 20, len(whole) - 9):
        yield f"cut_header{cut}", whole[:cut], "cut short"
    for cut in (1, 4, 7, 8):
        yield f"cut_data{cut}", whole[:-cut], "beyond the end"
    yield "short_length", safe(good, eight, len(good) - 1), "not valid JSON"
    yield "tail", whole + b"\0", "belong to no tensor"
    yield "tail_zip", whole + saved_zip({"x": floatTensor()}), "belong to no tensor"
    yield "empty_with_tail", safe("{}", eight), "belong to no tensor"
    yield "nothing", safe("{}"), "holds no tensor"
    yield "only_metadata", safe('{"__metadata__":{"a":"b"}}'), "holds no tensor"
    broken = {"no_end": good[:-1], "comment": "{/*a*/" + good[1:], "comma": good[:-1] + ",}",
              "two": good + "{}", "nul": good + "\0", "single": good.replace('"', "'"),
              "nan": good.replace("[2]", "[NaN]"), "hex": good.replace("[2]", "[0x2]"),
              "plus": good.replace("[2]", "[+2]"), "control": good.replace("x", "\n", 1),
              "open": "{" + "[" * 5000, "surrogate": good.replace("x", "\\ud800", 1)}
    for name, text in broken.items():
        why = "unexpected value" if name == "open" else "not valid JSON"
        if name == "open":
            text = '{"x":' + "[" * 5000
        yield "json_" + name, safe(text, eight), why
    yield "json_deep", safe('{"x":' * 5000, eight), "unknown or doubled"
    for name, raw in {"latin": b"\xe9", "overlong": b"\xc0\xaf", "cut": b"\xe2\x82",
                      "surrogate": b"\xed\xa0\x80", "high": b"\xf5\x80\x80\x80"}.items():
        yield "utf8_" + name, safe(good.encode().replace(b"x", raw, 1), eight), "not valid JSON"
    strange = {"dtype_number": dict(dtype="4"), "dtype_null": dict(dtype="null"),
               "dtype_array": dict(dtype='["F32"]'), "shape_text": dict(shape='"2"'),
               "shape_negative": dict(shape="[-2]"), "shape_float": dict(shape="[2.0]"),
               "shape_exponent": dict(shape="[2e0]"), "shape_nested": dict(shape="[[2]]"),
               "shape_bool": dict(shape="[true]"), "shape_huge": dict(shape="[18446744073709551616]"),
               "offsets_one_more": dict(offsets="[0,8,8]"), "offsets_negative": dict(offsets="[-1,8]"),
               "offsets_float": dict(offsets="[0,8.0]"), "offsets_text": dict(offsets='["0","8"]')}
    for name, fields in strange.items():
        yield name, one(**fields), "unexpected value"
    for name, fields in {"f8": dict(dtype='"F8_E4M3"'), "u64": dict(dtype='"U64"'),
                         "lower": dict(dtype='"f32"'), "blank": dict(dtype='""')}.items():
        yield "dtype_" + name, one(**fields), "not supported"
    large = "[4294967296,4294967296]"
    for name, fields in {"product": dict(shape=large), "signed": dict(shape="[9223372036854775808]"),
                         "bytes": dict(shape="[2305843009213693952]"),
                         "zero_hides": dict(shape="[0,4294967296,4294967296]"),
                         "rank": dict(shape="[1,1,1,1,1,1,1,1,2]")}.items():
        yield "shape_" + name, one(**fields), "too large"
    for name, offsets in {"begin": "[4,12]", "backwards": "[8,0]"}.items():
        yield "offsets_" + name, one(offsets=offsets), "leaves a gap"
    for name, offsets in {"less": "[0,7]", "more": "[0,9]", "huge": "[0,18446744073709551615]"}.items():
        yield "size_" + name, one(offsets=offsets), "does not fit its shape"
    yield "offsets_one", one(offsets="[0]"), "lacks its type"
    yield "no_dtype", safe('{"x":{"shape":[2],"data_offsets":[0,8]}}', eight), "lacks its type"
    yield "no_shape", safe('{"x":{"dtype":"F32","data_offsets":[0,8]}}', eight), "lacks its type"
    yield "no_offsets", safe('{"x":{"dtype":"F32","shape":[2]}}', eight), "lacks its type"
    yield "no_fields", safe('{"x":{}}', eight), "lacks its type"
    yield "unknown_field", one(more=',"run":"os.system"'), "unknown or doubled"
    yield "doubled_field", one(more=',"dtype":"F32"'), "unknown or doubled"
    both = tensor() + "," + tensor("y", offsets="%s")
    yield "overlap", safe("{" + both % "[0,8]" + "}", eight * 2), "overlaps"
    yield "half_overlap", safe("{" + both % "[4,12]" + "}", eight * 2), "overlaps"
    yield "gap", safe("{" + both % "[16,24]" + "}", eight * 3), "leaves a gap"
    yield "same_name", safe("{" + tensor() + "," + tensor(offsets="[8,16]") + "}", eight * 2), "twice"
    yield "same_escaped", safe("{" + tensor() + "," + tensor("\\u0078", offsets="[8,16]") + "}",
                               eight * 2), "twice"
    yield "same_stripped", safe("{" + tensor() + "," + tensor("module.x", offsets="[8,16]") + "}",
                                eight * 2), "two tensors of the name"
    meta = '{"__metadata__":%s,' + tensor() + "}"
    for name, value in {"number": '{"a":1}', "null": "null", "array": "[]", "nested": '{"a":{}}',
                        "text": '"a"'}.items():
        yield "metadata_" + name, safe(meta % value, eight), "unexpected value"
    yield "metadata_twice", safe(meta % '{"a":"b","a":"c"}', eight), "twice"
    yield "metadata_two", safe(meta % '{},"__metadata__":{}', eight), "twice"
    for name, text in {"number": '{"x":1}', "text": '{"x":"y"}', "array": '{"x":[]}',
                       "true": '{"x":true}'}.items():
        yield "entry_" + name, safe(text, eight), "unexpected value"


def archives():
    sound = {"x": floatTensor()}
    entries = zip_entries(sound)
    program, order, data = entries[0], entries[1], entries[2]

    def changed(**fields):
        return zipped([program, order, data._replace(**fields)], zip64=True)

    whole = zipped(entries, zip64=True)
    for cut in (1, 10, 21, 22, 42, 98, 200, len(whole) // 2, len(whole) - 5):
        yield f"cut{cut}", whole[:-cut], "archive"
    yield "tail", whole + b"tail", "end of its archive is missing"
    yield "long_tail", whole + b"\0" * 70000, "end of its archive is missing"
    yield "no_entries", zipped([]), "not one of PyTorch's"
    for name, path in {"dots": "archive/../data/0", "absolute": "/archive/data/0",
                       "drive": "c:/archive", "backslash": "archive\\data\\0", "empty": "",
                       "double": "archive//data/0", "dot": "archive/./data/0",
                       "folder": "archive/data/", "nul": "archive/data/0\0",
                       "latin": "archive/data/\udce9"}.items():
        local = "x" if name == "latin" else None
        yield "name_" + name, changed(name=path, local_name=local), "leads elsewhere"
    yield "two_names", changed(local_name="archive/data/1"), "two names"
    yield "encrypted", changed(flags=1), "encrypted"
    yield "strong", changed(flags=0x40), "encrypted"
    yield "masked", changed(flags=0x2000), "encrypted"
    for method in (8, 12, 14, 93, 99):
        yield f"method{method}", changed(method=method), "compressed"
    yield "bomb", changed(packed=10), "compressed"
    yield "link", changed(mode=0o120777), "is a link"
    yield "checksum", changed(crc=1), "checksum differs"
    for name, size in {"far": 10 ** 6, "huge": 2 ** 63, "all": 2 ** 64 - 1}.items():
        yield "size_" + name, changed(size=size), "lies outside"
    for name, local in {"far": 10 ** 6, "huge": 2 ** 63, "all": 2 ** 64 - 1, "middle": 7}.items():
        yield "local_" + name, changed(local=local), "has no header"
    yield "overlap", changed(local=0, name="archive/data.pkl"), "overlap"
    yield "twice", zipped(entries + [entries[2]], zip64=True), "occurs twice"
    for name, count in {"less": 2, "more": 9}.items():
        yield "count_" + name, zipped(entries, count=count), "list of its archive"
    yield "count_limit", zipped(entries, zip64=True, count=10_001), "10,000 entries"
    yield "count_huge", zipped(entries, zip64=True, count=2 ** 63), "10,000 entries"
    for name, shift in {"less": -1, "more": 1, "huge": 2 ** 40}.items():
        yield "list_" + name, zipped(entries, zip64=True, shift=shift), "list of its archive"
    yield "list_short", zipped(entries, zip64=True, size_shift=-1), "list of its archive"
    yield "list_long", zipped(entries, zip64=True, size_shift=9), "list of its archive"
    yield "no_program", zipped(entries[1:]), "not one of PyTorch's"
    yield "deep_program", zipped([e._replace(name="a/" + e.name) for e in entries]), "not one of"
    yield "two_models", zipped(entries + zip_entries(sound, "other")), "two models"
    yield "foreign", zipped(entries + [Entry("evil/run.py", b"x")]), "foreign entry"
    yield "script", zipped(entries + [Entry("archive/code/a.py", b"x")]), "TorchScript"
    yield "constants", zipped(entries + [Entry("archive/constants.pkl", b"x")]), "TorchScript"
    yield "big_endian", zipped([program, order._replace(data=b"big"), data]), "big-endian"
    yield "no_storage", zipped([program, order]), "is missing"
    for name, size in {"less": 23, "more": 25, "none": 0}.items():
        yield "storage_" + name, zipped([program, order, data._replace(data=b"\0" * size)]), \
            "wrong length"
    yield "program_tail", zipped([program._replace(data=program.data + b"."), order, data]), \
        "followed by other bytes"


def arrays():
    data = floats(1, 2)
    whole = npy("<f4", "(2,)", data)
    for cut in (1, 8, 9, 60):
        yield f"cut{cut}", whole[:-cut], "cut short"
    yield "start", whole[:11], "not a complete"
    yield "magic", whole[:6], "not a complete"
    yield "tail", whole + b"\0", "bytes behind"
    for version in (0, 4, 255):
        yield f"version{version}", whole[:6] + bytes([version]) + whole[7:], "version is unknown"
    yield "minor", whole[:7] + b"\1" + whole[8:], "version is unknown"
    yield "long", whole[:6] + b"\2\0" + struct.pack("<I", 2 ** 31) + whole[12:], "10,000 bytes"
    yield "over", whole[:8] + struct.pack("<H", 9_999) + whole[10:], "cut short"
    for descr in (">f4", "<c8", "<U4", "|S4", "<M8[s]", "|V2", "<u4", "f4", "", "<f4 "):
        yield f"type_{len(descr)}_{descr.strip('<>|[]')}".replace("[", "_"), npy(descr, "(2,)", data), \
            "not supported"
    yield "objects", npy("|O", "(2,)", pickle.dumps([1, 2])), "Python objects"
    yield "records", npy([("a", "<f4")], "(2,)", data), "records"
    for name, shape in {"negative": "(-2,)", "float": "(2.0,)", "text": "('2',)", "none": "None",
                        "number": "2", "group": "(2)", "huge": "(99999999999999999999,)",
                        "open": "(2,", "list": "[2]", "call": "(int('2'),)"}.items():
        why = "no size" if name in ("negative", "text", "huge", "call", "open") else "form that NumPy writes"
        yield "shape_" + name, npy("<f4", shape, data), why
    yield "shape_rank", npy("<f4", "(1,1,1,1,1,1,1,1,2)", data), "8 sides"
    yield "shape_product", npy("<f4", "(4294967296, 4294967296)", data), "too large"
    yield "shape_zero", npy("<f4", "(0, 4294967296, 4294967296)", b""), "too large"
    yield "shape_more", npy("<f4", "(3,)", data), "cut short"
    yield "order", npy("<f4", "(2,)", data, "1"), "form that NumPy writes"
    head = whole[:10]
    for name, text in {"empty": "", "no_brace": "'descr': '<f4'", "half": "{'descr': '<f4'}",
                       "twice": "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2,)}",
                       "more": "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'run': 'x'}",
                       "tail": "{'descr': '<f4', 'fortran_order': False, 'shape': (2,)} x",
                       "quote": "{'descr: 1"}.items():
        yield "header_" + name, head[:8] + struct.pack("<H", len(text)) + text.encode() + data, \
            "form that NumPy writes"


def strangers():
    sound = saved_zip({"x": floatTensor()})
    yield "empty", b"", "it is empty"
    yield "lfs", b"version https://git-lfs.github.com/spec/v1\noid sha256:00\n", "Git LFS"
    yield "page", b"<!DOCTYPE html><html>404</html>", "web page"
    yield "gguf", b"GGUF\3\0\0\0" + b"\0" * 64, "GGUF"
    yield "7z", b"7z\xbc\xaf\x27\x1c" + b"\0" * 64, "7z archive"
    yield "gzip", b"\x1f\x8b\x08" + b"\0" * 64, "gzip archive"
    yield "keras", b"\x89HDF\r\n\x1a\n" + b"\0" * 64, "Keras"
    yield "onnx", b"\x08\x07\x12\x07pytorch", "ONNX"
    for size in (1, 7, 8, 9, 4096):
        yield f"zeros{size}", b"\0" * size, "known kind"
    yield "text", b"these are not weights", "known kind"
    yield "png", b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "known kind"
    yield "self_extracting", b"MZ" + sound, "known kind"


if __name__ == "__main__":
    folder, lines = pathlib.Path(sys.argv[1]), []
    kinds = ((safetensors, "safetensors"), (archives, "pt"), (pickles, "pth"), (legacies, "ckpt"),
             (arrays, "npy"), (strangers, "bin"))
    for make, ending in kinds:
        for name, data, why in make():
            file = f"{make.__name__}_{name}.{ending}"
            (folder / file).write_bytes(data)
            lines.append(f"{file}\t{why}\n")
    (folder / "manifest.txt").write_text("".join(lines))
