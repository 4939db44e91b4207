# SPDX-License-Identifier: GPL-3.0-or-later
"""Pickles that must be refused: (name, bytes of the file, why)."""
import collections
import pickle
import struct

from torchlayout import (Call, Storage, Tensor, floatTensor, floats, pickled,
                         saved_legacy, saved_zip, zip_entries, zipped)

DANGEROUS = (
    ("os", "system"), ("posix", "system"), ("nt", "system"), ("builtins", "eval"),
    ("builtins", "exec"), ("builtins", "getattr"), ("__builtin__", "eval"), ("sys", "modules"),
    ("subprocess", "Popen"), ("importlib", "import_module"), ("runpy", "run_path"),
    ("shutil", "rmtree"), ("socket", "socket"), ("ctypes", "CDLL"), ("ctypes.util", "find_library"),
    ("os.path", "join"), ("pty", "spawn"), ("webbrowser", "open"), ("pickle", "loads"),
    ("_pickle", "loads"), ("marshal", "loads"), ("types", "FunctionType"), ("operator", "attrgetter"),
    ("functools", "partial"), ("timeit", "timeit"), ("pdb", "run"), ("code", "interact"),
    ("torch.hub", "load"), ("torch.serialization", "load"), ("torch.jit", "load"), ("torch", "os.system"),
    ("torch.os", "abort"), ("collections", "sys.modules"), ("numpy.testing._private", "runstring"),
    ("torch.utils.cpp_extension", "load"), ("pip._internal", "main"), ("urllib.request", "urlopen"),
    ("tempfile", "mktemp"), ("io", "open"), ("_io", "FileIO"), ("cloudpickle", "loads"),
    ("harmless", "__globals__"), ("harmless.eval", "x"), ("__main__", "Evil"))

DEEP = 300_000


def archive(program, value=None):
    value = {"x": floatTensor()} if value is None else value
    return zipped(zip_entries(value, program=program), zip64=True)


def named(module, name):
    return b"c" + module.encode() + b"\n" + name.encode() + b"\n"


def text(value):
    return b"X" + struct.pack("<I", len(value)) + value.encode()


def raw(body):
    """A whole program: protocol, body, stop."""
    return archive(b"\x80\x02" + body + b".")


def calls():
    for i, (module, name) in enumerate(DANGEROUS):
        body = named(module, name) + text("touch /tmp/enogu") + b"\x85R"
        yield f"call{i}", raw(body), "could run a program"
    yield "stack_global", archive(b"\x80\x04\x8c\x02os\x8c\x06system\x93\x8c\x02id\x85R."), \
        "could run a program"
    wide = named("os." + "a" * 35 + "\u3042" * 9, "system")
    yield "wide_name", raw(wide), "could run a program"
    hidden = {"x": floatTensor(), "y": Call("os", "getcwd")}
    yield "beside_weights", saved_zip(hidden), "could run a program"
    for name, body in {"inst": b"(ios\nsystem\n", "obj": b"(" + named("a", "b") + b"o",
                       "ext1": b"\x82\x01", "ext2": b"\x83\x01\x00", "ext4": b"\x84\1\0\0\0",
                       "persid": b"P1\n", "newobj_ex": b")}\x92", "int": b"I1\n", "long": b"L1L\n",
                       "float": b"F1\n", "string": b"S'a'\n", "unicode": b"Va\n", "get": b"g0\n",
                       "put": b"Np0\n", "set": b"\x8f", "buffer": b"\x97", "ff": b"\xff",
                       "bytearray": b"\x96" + bytes(8)}.items():
        why = "never needs"
        yield "opcode_" + name, raw(body), why
    for protocol in (0, 1, 5, 255):
        yield f"protocol{protocol}", archive(bytes([0x80, protocol]) + b"}."), "protocol other"
    yield "call_text", raw(text("os") + b")R"), "no function"
    yield "call_dict", raw(b"})R"), "no function"
    yield "call_storage_type", raw(named("torch", "FloatStorage") + b")R"), "no function"
    yield "arguments", raw(named("collections", "OrderedDict") + b"]R]R"), "no tuple"
    yield "dict_of_text", raw(named("collections", "OrderedDict") + text("a") + b"\x85R"), "unknown way"
    yield "dict_of_three", raw(named("collections", "OrderedDict") + b"]NNN\x87a\x85R"), "unknown way"


def machine():
    sound = pickled({"x": floatTensor()})
    for cut in (1, 2, 20, len(sound) // 2, len(sound) - 3):
        yield f"cut{cut}", archive(sound[:-cut]), "cut short"
    yield "nothing", archive(b""), "cut short"
    for name, body in {"stop_empty": b"", "stop_two": b"NN", "stop_mark": b"N(", "pop": b"0",
                       "pop_mark": b"1", "dup": b"2", "tuple1": b"\x85", "tuple2": b"N\x86",
                       "tuple3": b"NN\x87", "under_mark": b"NN(\x86", "tuple_no_mark": b"Nt",
                       "put": b"q\0", "get": b"h\0", "long_get": b"j\xff\xff\xff\xff",
                       "reduce": b"R", "odd": b"}(NNNu", "odd_dict": b"(Nd", "setitem": b"}Ns",
                       "append": b"]a", "appends_no_mark": b"]Ne", "build": b"Nb",
                       "stack_global": b"\x93", "stack_global_none": b"NN\x93"}.items():
        yield "stack_" + name, raw(body), "is damaged"
    for name, body in {"binunicode": b"X\xff\xff\xff\xff", "binstring": b"T\xff\xff\xff\x7f",
                       "unicode8": b"\x8d" + b"\xff" * 8, "bytes8": b"\x8e" + b"\x7f" * 8,
                       "short": b"U\xff", "long1": b"\x8a\xff", "long4": b"\x8b\xff\xff\xff\xff",
                       "global": b"ccollections", "half_global": b"ccollections\nOrdered",
                       "int": b"J\0\0", "float": b"G\0"}.items():
        yield "short_" + name, archive(b"\x80\x02" + body), "cut short"
    for name, target in {"text": text("a"), "int": b"K\1", "none": b"N", "tuple": b")",
                         "type": named("torch", "FloatStorage")}.items():
        yield "setitem_" + name, raw(target + b"NNs"), "no list or dictionary"
        yield "setitems_" + name, raw(target + b"(NNu"), "no list or dictionary"
        yield "append_" + name, raw(target + b"Na"), "no list or dictionary"
    yield "append_dict", raw(b"}Na"), "no list or dictionary"
    yield "setitem_list", raw(b"]NNs"), "no list or dictionary"
    yield "build_text", raw(text("a") + b"}b"), "inside of something"
    yield "build_list", raw(b"]}b"), "inside of something"
    yield "deep_tuples", raw(b")" + b"\x85" * DEEP), "1,000 levels"
    yield "deep_lists", raw(b"]" * 2000 + b"a" * 1999), "1,000 levels"
    yield "deep_marks", raw(b"(" * DEEP), "1,000 levels"
    yield "self_list", raw(b"]q\0" + b"h\0a" * 2000), "1,000 levels"
    yield "many_values", raw(b"N" * 2_000_100), "2,000,000 values"
    yield "many_memos", raw(b"N" + b"\x94" * 2_000_100), "2,000,000 values"
    yield "big", raw(b"X" + struct.pack("<I", 17 << 20) + b"x" * (17 << 20)), "16 MiB"


def tensors():
    def bad(offset=0, size=(2, 3), stride=(3, 1), count=None, kind="Float", data=None):
        store = Storage(kind, "0", floats(*range(6)) if data is None else data, count)
        return saved_zip({"x": Tensor(store, offset, size, stride)})

    huge = 2 ** 62
    for name, fields in {"offset": dict(offset=1), "offset_end": dict(offset=6),
                         "offset_huge": dict(offset=huge), "offset_max": dict(offset=2 ** 63 - 1),
                         "stride": dict(stride=(4, 1)), "stride_huge": dict(stride=(huge // 8, 1)),
                         "scalar": dict(offset=6, size=(), stride=())}.items():
        yield name, bad(**fields), "beyond its storage"
    for name, fields in {"side": dict(size=(3, 3)), "side_more": dict(size=(2, 4), stride=(1, 1)),
                         "expanded": dict(size=(10 ** 6, 6), stride=(0, 1)),
                         "all_same": dict(size=(huge // 8,), stride=(0,))}.items():
        yield name, bad(**fields), "more numbers than its storage"
    for name, fields in {"product": dict(size=(2 ** 32, 2 ** 32)), "side_max": dict(size=(2 ** 63 - 1, 1)),
                         "stride_max": dict(stride=(2 ** 63 - 1, 2 ** 63 - 1)),
                         "strides_fewer": dict(stride=(3,)), "strides_more": dict(stride=(3, 1, 1)),
                         "zero_hides": dict(size=(0, 2 ** 32, 2 ** 32), stride=(1, 1, 1))}.items():
        yield name, bad(**fields), "too large or whose strides"
    for name, fields in {"side_negative": dict(size=(-2, 3)), "stride_negative": dict(stride=(-3, 1)),
                         "side_text": dict(size=("2", 3)), "side_none": dict(size=(None, 3)),
                         "side_bool": dict(size=(True, 3)), "side_big": dict(size=(2 ** 70, 3))}.items():
        yield name, bad(**fields), "no size"
    for name, offset in {"negative": -1, "none": None, "text": "0", "big": 2 ** 70}.items():
        yield "offset_" + name, bad(offset=offset), "impossible offset"
    yield "shape_list", bad(size=[2, 3]), "without a proper shape"
    yield "rank", bad(size=(1,) * 9, stride=(1,) * 9), "more than 8 sides"
    for name, count in {"negative": -1, "big": 2 ** 70, "product": 2 ** 62, "none": "6"}.items():
        yield "count_" + name, bad(count=count), "impossible length"
    for name, count in {"less": 7, "huge": 2 ** 40}.items():
        yield "count_" + name + "_data", bad(count=count), "wrong length"
    yield "unknown_storage", bad(kind="Byte", data=b"\0" * 6, size=(7,), stride=(1,)), "more numbers"


def identities():
    rebuild = named("torch._utils", "_rebuild_tensor_v2")
    after = b"K\0K\1\x85K\1\x85\x89)tR"
    kind = named("torch", "FloatStorage")

    def identity(*parts):
        return raw(b"}" + text("x") + rebuild + b"((" + b"".join(parts) + b"tQ" + after + b"s")

    six = text("cpu") + b"K\6"
    yield "no_tuple", raw(b"NQ"), "unknown way"
    yield "short", identity(text("storage"), kind, text("0"), text("cpu")), "unknown kind"
    yield "word", identity(text("module"), kind, text("0"), six), "unknown kind"
    yield "key", identity(text("storage"), kind, b"K\0", six), "unknown kind"
    yield "type", identity(text("storage"), named("evil", "Storage"), text("0"), six), "unknown kind"
    yield "type_text", identity(text("storage"), text("Float"), text("0"), six), "unknown kind"
    yield "missing", identity(text("storage"), kind, text("7"), six), "is missing"
    yield "escape", identity(text("storage"), kind, text("../../etc/passwd"), six), "is missing"
    untyped = named("torch.storage", "UntypedStorage")
    yield "untyped", identity(text("storage"), untyped, text("0"), text("cpu"), b"K\x18"), "unknown type"
    placeholder = raw(b"}" + text("x") + rebuild + b"(" + named("evil", "S") + b")R" + after + b"s")
    yield "placeholder", placeholder, "something unknown"
    yield "few", raw(rebuild + b")R"), "wrong arguments"
    yield "v3_few", raw(named("torch._utils", "_rebuild_tensor_v3") + b")R"), "wrong arguments"
    yield "parameter", raw(named("torch._utils", "_rebuild_parameter") + b"N\x85R"), "wrong arguments"
    yield "size", raw(named("torch", "Size") + b"N\x85R"), "wrong arguments"


def roots():
    for name, value in {"list": [floatTensor()], "tensor": floatTensor(), "none": None, "dict": {},
                        "numbers": {"epoch": 3}, "only_optimizer": {"optimizer": {"x": floatTensor()}},
                        "int_keys": {0: floatTensor()}}.items():
        yield name, saved_zip(value), "no dictionary of tensors"
    yield "object", saved_zip(Call("models.net", "Generator", floatTensor())), "whole Python object"
    wrapped = {"x": floatTensor(), "y": Call("wrappers", "Quantised", floatTensor("1"))}
    yield "wrapped", zipped(zip_entries({"x": floatTensor()}, program=pickled(wrapped))), "unknown kind"
    nested = floatTensor()
    for _ in range(20):
        nested = {"state_dict": nested}
    yield "too_deep", saved_zip(nested), "no dictionary of tensors"
    program = pickled({"x": floatTensor()}).replace(b"X\1\0\0\0x", b"X\1\0\0\0\xff")
    yield "name", archive(program), "not valid UTF-8"
    twice = collections.OrderedDict([("x", floatTensor()), ("module.x", floatTensor())])
    yield "same", saved_zip(twice), "two tensors of the name"
    store = Storage("Float", "0", floats(*range(60_000)))
    shared = {str(i): Tensor(store, 0, (60_000,), (1,)) for i in range(40)}
    yield "shared", saved_zip(shared), "eight times"


def pickles():
    for make in (calls, machine, tensors, identities, roots):
        for name, data, why in make():
            yield f"{make.__name__}_{name}", data, why


def legacies():
    sound = {"x": floatTensor()}
    whole = saved_legacy(sound)
    for cut in (1, 24, 25, 31):
        yield f"cut{cut}", whole[:-cut], "is cut short"
    for cut in (40, 100, 200, len(whole) - 3):
        yield f"cut{cut}", whole[:-cut], "cut short"
    yield "tail", saved_legacy(sound, tail=b"\0"), "behind its last"
    yield "tail_zip", saved_legacy(sound, tail=saved_zip(sound)), "behind its last"
    yield "magic", saved_legacy(sound, magic=pickle.dumps(1 << 77, protocol=2)), "not one of PyTorch's"
    yield "plain_pickle", pickle.dumps({"a": 1}, protocol=2), "not one of PyTorch's"
    yield "protocol3", pickle.dumps({"a": [1.0]}, protocol=3), "not one of PyTorch's"
    yield "version", saved_legacy(sound, version=pickle.dumps(1002, protocol=2)), "unknown PyTorch"
    yield "version_text", saved_legacy(sound, version=pickle.dumps("1001", protocol=2)), "unknown PyTorch"
    big = pickle.dumps({"little_endian": False}, protocol=2)
    yield "big_endian", saved_legacy(sound, system=big), "big-endian"
    yield "system", saved_legacy(sound, system=pickle.dumps([1], protocol=2)), "its system is damaged"
    yield "no_keys", saved_legacy(sound, keys=[]), "is missing"
    yield "other_key", saved_legacy(sound, keys=["7"]), "nothing uses"
    yield "number_key", saved_legacy(sound, keys=[0]), "nothing uses"
    yield "twice", saved_legacy(sound, keys=["0", "0"]), "storage twice"
    yield "dict_keys", saved_legacy(sound, keys={"0": 1}), "list of its storages"
    for name, count in {"less": 5, "more": 7, "huge": 2 ** 62, "negative": -1}.items():
        yield "count_" + name, saved_legacy(sound, counts=count), "wrong length"
    evil = pickled({"x": Call("os", "getcwd")}, legacy=True)
    yield "call", saved_legacy(sound, program=evil), "could run a program"
    yield "call_at_once", b"\x80\x02cos\nsystem\nX\2\0\0\0id\x85R.", "could run a program"
    early = b"\x80\x02cposix\nsystem\nX\2\0\0\0id\x85R."
    yield "call_in_system", saved_legacy(sound, system=early), "could run a program"
    for name, view in {"offset": ("1", 1, 6), "length": ("1", 0, 7), "huge": ("1", 2 ** 62, 2 ** 62)}.items():
        store = Storage("Float", "0", floats(*range(6)), view=view)
        yield "view_" + name, saved_legacy({"x": Tensor(store, 0, (2, 3), (3, 1))}), "outside its storage"
    for name, view in {"negative": ("1", -1, 6), "text": ("1", "0", 6)}.items():
        store = Storage("Float", "0", floats(*range(6)), view=view)
        yield "view_" + name, saved_legacy({"x": Tensor(store, 0, (2, 3), (3, 1))}), "impossible length"
    store = Storage("Float", "0", floats(*range(6)), view=("1", 2))
    yield "view_short", saved_legacy({"x": Tensor(store, 0, (2, 3), (3, 1))}), "unknown way"
    store = Storage("Float", "0", floats(*range(6)), view=("1", 2, 4))
    yield "view_beyond", saved_legacy({"x": Tensor(store, 0, (2, 3), (3, 1))}), "more numbers"
