// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/formats/pickle.h"

#include <algorithm>
#include <array>
#include <utility>

namespace enogu {
namespace {

using Name = std::string_view;

/// Modules whose mere mention shows that somebody wants a program to run.
constexpr std::array kDangerousModules = std::to_array<Name>({"__builtin__",
                                                              "__main__",
                                                              "_io",
                                                              "_pickle",
                                                              "_posixsubprocess",
                                                              "_winapi",
                                                              "asyncio",
                                                              "atexit",
                                                              "bdb",
                                                              "builtins",
                                                              "cProfile",
                                                              "cffi",
                                                              "cloudpickle",
                                                              "code",
                                                              "codeop",
                                                              "commands",
                                                              "ctypes",
                                                              "dill",
                                                              "distutils",
                                                              "doctest",
                                                              "ensurepip",
                                                              "fcntl",
                                                              "fileinput",
                                                              "ftplib",
                                                              "functools",
                                                              "gc",
                                                              "http",
                                                              "httplib",
                                                              "imaplib",
                                                              "imp",
                                                              "importlib",
                                                              "inspect",
                                                              "io",
                                                              "joblib",
                                                              "linecache",
                                                              "marshal",
                                                              "mmap",
                                                              "multiprocessing",
                                                              "nt",
                                                              "operator",
                                                              "os",
                                                              "pathlib",
                                                              "pdb",
                                                              "pickle",
                                                              "pip",
                                                              "pkgutil",
                                                              "platform",
                                                              "popen2",
                                                              "posix",
                                                              "posixpath",
                                                              "profile",
                                                              "pty",
                                                              "pydoc",
                                                              "requests",
                                                              "resource",
                                                              "runpy",
                                                              "setuptools",
                                                              "shelve",
                                                              "shutil",
                                                              "signal",
                                                              "site",
                                                              "smtplib",
                                                              "socket",
                                                              "socketserver",
                                                              "sqlite3",
                                                              "ssl",
                                                              "subprocess",
                                                              "sys",
                                                              "telnetlib",
                                                              "tempfile",
                                                              "threading",
                                                              "timeit",
                                                              "trace",
                                                              "types",
                                                              "urllib",
                                                              "urllib2",
                                                              "venv",
                                                              "webbrowser",
                                                              "winreg",
                                                              "xmlrpc",
                                                              "zipimport",
                                                              "_ctypes",
                                                              "_socket",
                                                              "_thread",
                                                              "ntpath"});

/// Parts that are refused at any place of a dotted name.
constexpr std::array kDangerousParts = std::to_array<Name>(
    {"__builtin__", "__builtins__", "__globals__", "__import__", "__subclasses__", "builtins",
     "ctypes",      "eval",         "exec",        "execfile",   "getattr",        "importlib",
     "nt",          "os",           "popen",       "posix",      "runpy",          "setattr",
     "shutil",      "socket",       "subprocess",  "sys",        "system",         "cpp_extension",
     "_inductor",   "_dynamo"});

template <std::size_t Size>
bool holds(const std::array<Name, Size>& names, Name name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool anyPartDangerous(Name dotted)
{
    for (std::size_t at = 0; at <= dotted.size();) {
        const std::size_t end = std::min(dotted.find('.', at), dotted.size());
        if (holds(kDangerousParts, dotted.substr(at, end - at)))
            return true;
        at = end + 1;
    }
    return false;
}

bool dangerous(Name module, Name global)
{
    constexpr std::array kModules =
        std::to_array<Name>({"torch.hub", "torch.serialization", "torch.package", "torch.jit",
                             "numpy.testing", "numpy.f2py", "numpy.distutils"});
    const Name top = module.substr(0, module.find('.'));
    const auto inside = [&](Name known) {
        return module.starts_with(known) &&
               (module.size() == known.size() || module[known.size()] == '.');
    };
    return holds(kDangerousModules, top) || anyPartDangerous(module) || anyPartDangerous(global) ||
           std::any_of(kModules.begin(), kModules.end(), inside);
}

PickleValue typed(PickleKind kind, ElementType type)
{
    return {kind, 0, static_cast<std::int64_t>(type), {}};
}

PickleValue torchGlobal(Name global)
{
    using enum ElementType;
    constexpr std::array kStorages =
        std::to_array<std::pair<Name, ElementType>>({{"DoubleStorage", F64},
                                                     {"FloatStorage", F32},
                                                     {"HalfStorage", F16},
                                                     {"BFloat16Storage", BF16},
                                                     {"LongStorage", I64},
                                                     {"IntStorage", I32},
                                                     {"ShortStorage", I16},
                                                     {"CharStorage", I8},
                                                     {"ByteStorage", U8},
                                                     {"BoolStorage", Bool}});
    constexpr std::array kTypes = std::to_array<std::pair<Name, ElementType>>({{"float64", F64},
                                                                               {"float32", F32},
                                                                               {"float16", F16},
                                                                               {"bfloat16", BF16},
                                                                               {"int64", I64},
                                                                               {"int32", I32},
                                                                               {"int16", I16},
                                                                               {"int8", I8},
                                                                               {"uint8", U8},
                                                                               {"bool", Bool}});
    for (const auto& [known, type] : kStorages) {
        if (known == global)
            return typed(PickleKind::StorageType, type);
    }
    for (const auto& [known, type] : kTypes) {
        if (known == global)
            return typed(PickleKind::DataType, type);
    }
    if (global == "Size")
        return {PickleKind::Callable, static_cast<std::uint32_t>(PickleCall::Size), 0, {}};
    return {PickleKind::Placeholder, 0, 0, {}};
}

} // namespace

PickleValue pickleGlobal(Name module, Name global, const std::string& name)
{
    constexpr std::array kCalls = std::to_array<std::pair<Name, PickleCall>>(
        {{"_rebuild_tensor", PickleCall::RebuildTensor},
         {"_rebuild_tensor_v2", PickleCall::RebuildTensorV2},
         {"_rebuild_tensor_v3", PickleCall::RebuildTensorV3},
         {"_rebuild_parameter", PickleCall::RebuildParameter},
         {"_rebuild_parameter_with_state", PickleCall::RebuildParameter}});
    if (dangerous(module, global))
        refuse(name,
               "it names " + shown(module, 40) + " " + shown(global, 40) +
                   ", which could run a program",
               kDistrust);
    if (module == "collections" && global == "OrderedDict")
        return {PickleKind::Callable, static_cast<std::uint32_t>(PickleCall::OrderedDict), 0, {}};
    if (module == "torch")
        return torchGlobal(global);
    if (module == "torch.storage" && global == "UntypedStorage")
        return {PickleKind::StorageType, 0, -1, {}};
    for (const auto& [known, call] : kCalls) {
        if (module == "torch._utils" && known == global)
            return {PickleKind::Callable, static_cast<std::uint32_t>(call), 0, {}};
    }
    return {PickleKind::Placeholder, 0, 0, {}};
}

} // namespace enogu
