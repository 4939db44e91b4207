# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes files in the layouts of torch.save with the standard library alone.

The pickles come from Python's own Pickler, so their opcodes are those that PyTorch writes; small
stand-in classes carry the names of PyTorch's functions and storage types.
"""
import collections
import io
import pickle
import struct
import sys
import types
import zlib

SIZES = {"Double": 8, "Float": 4, "Half": 2, "BFloat16": 2, "Long": 8, "Int": 4, "Short": 2,
         "Char": 1, "Byte": 1, "Bool": 1}


def _module(name):
    if "." in name:
        _module(name.rpartition(".")[0])
    return sys.modules.setdefault(name, types.ModuleType(name))


def named(module, name, kind=None):
    """A function or class that pickles as module.name."""
    holder = _module(module)
    if not hasattr(holder, name):
        if kind is None:
            def made(*arguments):
                return arguments
        else:
            made = type(name, (), {})
        made.__module__, made.__qualname__, made.__name__ = module, name, name
        setattr(holder, name, made)
    return getattr(holder, name)


class Storage:
    def __init__(self, kind, key, data, count=None, view=None):
        self.kind, self.key, self.data = kind, key, data
        self.count = len(data) // SIZES[kind] if count is None else count
        self.view = view


class Tensor:
    def __init__(self, storage, offset, size, stride):
        self.arguments = (storage, offset, size, stride)

    def __reduce_ex__(self, protocol):
        return (named("torch._utils", "_rebuild_tensor_v2"),
                self.arguments + (False, collections.OrderedDict()))


class Parameter:
    def __init__(self, tensor):
        self.tensor = tensor

    def __reduce_ex__(self, protocol):
        return (named("torch._utils", "_rebuild_parameter"),
                (self.tensor, True, collections.OrderedDict()))


class Call:
    """Pickles as a call of module.name with the arguments."""

    def __init__(self, module, name, *arguments):
        self.module, self.name, self.arguments = module, name, arguments

    def __reduce_ex__(self, protocol):
        return named(self.module, self.name), self.arguments


class _Pickler(pickle._Pickler):
    legacy = False

    def persistent_id(self, value):
        if not isinstance(value, Storage):
            return None
        kind = named("torch", value.kind + "Storage", "class")
        identity = ("storage", kind, value.key, "cpu", value.count)
        return identity + (value.view,) if self.legacy else identity


def pickled(value, legacy=False, protocol=2):
    out = io.BytesIO()
    pickler = _Pickler(out, protocol)
    pickler.legacy = legacy
    pickler.dump(value)
    return out.getvalue()


def storages(value, found=None):
    """Every storage below a value, once, by key."""
    found = collections.OrderedDict() if found is None else found
    if isinstance(value, Storage):
        found[value.key] = value
    elif isinstance(value, Tensor):
        storages(value.arguments[0], found)
    elif isinstance(value, Parameter):
        storages(value.tensor, found)
    elif isinstance(value, dict):
        for item in value.values():
            storages(item, found)
    elif isinstance(value, (list, tuple)):
        for item in value:
            storages(item, found)
    return found


Entry = collections.namedtuple(
    "Entry", "name data method flags mode local_name crc size packed local",
    defaults=(0, 0, 0, None, None, None, None, None))


def zipped(entries, zip64=False, count=None, shift=0, size_shift=0, comment=b"", tail=b"",
           swallow=0):
    """A zip archive; the keyword arguments and the fields of Entry put faults into it."""
    out, listed = bytearray(), bytearray()
    for entry in entries:
        entry = entry if isinstance(entry, Entry) else Entry(*entry)
        name = entry.name.encode("utf-8", "surrogateescape")
        local_name = name if entry.local_name is None else entry.local_name.encode()
        crc = zlib.crc32(entry.data) if entry.crc is None else entry.crc
        size = len(entry.data) if entry.size is None else entry.size
        packed = size if entry.packed is None else entry.packed
        at = len(out) if entry.local is None else entry.local
        padding = -(len(out) + 30 + len(local_name) + 4) % 64
        extra = b"FB" + struct.pack("<H", padding) + b"Z" * padding
        fields = struct.pack("<HHHHHI", 20, entry.flags, entry.method, 0, 0, crc)
        out += (b"PK\3\4" + fields + struct.pack("<IIHH", packed & 0xFFFFFFFF, size & 0xFFFFFFFF,
                                                 len(local_name), len(extra)))
        out += local_name + extra + entry.data
        big = b""
        if zip64:
            big = struct.pack("<HHQQQ", 1, 24, size, packed, at)
            size = packed = at = 0xFFFFFFFF
        listed += b"PK\1\2" + struct.pack("<H", 0) + fields
        listed += struct.pack("<IIHHHHHII", packed, size, len(name), len(big), 0, 0, 0,
                              entry.mode << 16, at)
        listed += name + big
    begin, number = len(out) + shift, len(entries) if count is None else count
    length = len(listed) + size_shift
    out += listed
    if zip64:
        end = len(out)
        out += b"PK\6\6" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, number, number, length,
                                       begin)
        out += b"PK\6\7" + struct.pack("<IQI", 0, end, 1)
        begin = length = 0xFFFFFFFF
        number = 0xFFFF
    out += b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, number & 0xFFFF, number & 0xFFFF, length,
                                   begin, len(comment))
    return bytes(out + comment + tail)[:len(out) + len(comment) + len(tail) - swallow]


def zip_entries(value, prefix="archive", protocol=2, program=None):
    program = pickled(value, protocol=protocol) if program is None else program
    entries = [Entry(prefix + "/data.pkl", program), Entry(prefix + "/byteorder", b"little")]
    for storage in storages(value).values():
        entries.append(Entry(f"{prefix}/data/{storage.key}", storage.data))
    entries.append(Entry(prefix + "/version", b"3\n"))
    entries.append(Entry(prefix + "/.data/serialization_id", b"0123456789"))
    return entries


def saved_zip(value, **keywords):
    zip64 = keywords.pop("zip64", True)
    return zipped(zip_entries(value, **keywords), zip64=zip64)


MAGIC = pickle.dumps(0x1950a86a20f9469cfc6c, protocol=2)
VERSION = pickle.dumps(1001, protocol=2)
SYSTEM = pickle.dumps({"protocol_version": 1001, "little_endian": True,
                       "type_sizes": {"short": 2, "int": 4, "long": 4}}, protocol=2)


def saved_legacy(value, magic=MAGIC, version=VERSION, system=SYSTEM, keys=None, counts=None,
                 tail=b"", program=None):
    found = storages(value)
    keys = list(found) if keys is None else keys
    out = magic + version + system
    out += pickled(value, legacy=True) if program is None else program
    out += pickle.dumps(keys, protocol=2)
    for key in keys:
        storage = found.get(key)
        if storage is None:
            continue
        count = storage.count if counts is None else counts
        out += struct.pack("<q", count) + storage.data
    return out + tail


def floats(*values):
    return struct.pack(f"<{len(values)}f", *values)


def floatTensor(key="0", values=(1.0, 2.0, 3.0, 4.0, 5.0, 6.0), size=(2, 3), stride=(3, 1),
                offset=0):
    return Tensor(Storage("Float", key, floats(*values)), offset, size, stride)
