// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/formats/torchfile.h"

#include "engine/formats/statedict.h"

#include <array>

namespace enogu {
namespace {

using Records = std::map<std::string, Bytes, std::less<>>;

/// Turns the tensors of a state dict into views; shared storages are copied at most once a type.
class ViewMaker
{
public:
    ViewMaker(const PickleProgram& program, const Records& records, const std::string& file)
        : m_program(program), m_records(records), m_file(file)
    {
    }

    void add(const NamedTensor& named, FileContents& contents)
    {
        const PickleTensor& tensor = m_program.tensors[named.tensor];
        const PickleStorage& storage = m_program.storages[tensor.storage];
        const Bytes record = recordOf(storage);
        TensorView view = tensor.view;
        view.name = named.name;
        const auto key = std::make_pair(storage.key, elementSize(view.type));
        auto base = m_bases.find(key);
        if (base == m_bases.end())
            base = m_bases.emplace(key, contents.aligned(record, view.type)).first;
        view.data = base->second + storage.begin + tensor.begin;
        if ((storage.begin + tensor.begin) % elementSize(view.type) != 0)
            view.data = contents.aligned({view.data, view.bytes}, view.type);
        contents.tensors.push_back(std::move(view));
    }

private:
    Bytes recordOf(const PickleStorage& storage) const
    {
        const auto found = m_records.find(storage.key);
        if (found == m_records.end())
            refuse(m_file, "the storage " + shown(storage.key) + " is missing");
        if (found->second.size() != storage.keyBytes)
            refuse(m_file, "the storage " + shown(storage.key) + " has a wrong length");
        return found->second;
    }

    const PickleProgram& m_program;
    const Records& m_records;
    const std::string& m_file;
    std::map<std::pair<std::string_view, std::size_t>, const std::byte*> m_bases;
};

/// The one number beside the weights that says something of them: how long they were trained.
void noteTrainingStep(const PickleProgram& program, FileContents& contents)
{
    if (program.root.kind != PickleKind::Dict)
        return;
    const auto& items = program.nodes[program.root.index].items;
    for (std::size_t i = 0; i + 1 < items.size(); i += 2)
        if (items[i].text == "global_step" && items[i + 1].kind == PickleKind::Int)
            contents.metadata["global_step"] = std::to_string(items[i + 1].number);
}

FileContents makeContents(const PickleProgram& program, const Records& records,
                          std::uint64_t fileSize, const std::string& file)
{
    constexpr std::uint64_t kMostSharing = 8;
    FileContents contents;
    ViewMaker maker(program, records, file);
    std::uint64_t total = 0;
    for (const NamedTensor& named : findStateDict(program, file)) {
        maker.add(named, contents);
        const TensorView& view = contents.tensors.back();
        total += static_cast<std::uint64_t>(view.elements()) * elementSize(view.type);
        if (total / kMostSharing > fileSize)
            refuse(file, "its tensors claim eight times the bytes of the file", kDistrust);
    }
    noteTrainingStep(program, contents);
    return contents;
}

std::string prefixOf(const Records& entries, const std::string& file)
{
    constexpr std::string_view kProgram = "/data.pkl";
    std::string prefix;
    for (const auto& [entry, bytes] : entries) {
        if (!entry.ends_with(kProgram) || entry.find('/') != entry.size() - kProgram.size())
            continue;
        if (!prefix.empty())
            refuse(file, "its archive holds two models", kSaveAgain);
        prefix = entry.substr(0, entry.size() - kProgram.size() + 1);
    }
    if (prefix.empty())
        refuse(file, "its archive is not one of PyTorch's", "choose a file with weights");
    return prefix;
}

Records storagesOf(const Records& entries, const std::string& prefix, const std::string& file)
{
    Records storages;
    for (const auto& [entry, bytes] : entries) {
        if (!entry.starts_with(prefix))
            refuse(file, "its archive holds the foreign entry " + shown(entry), kDistrust);
        const std::string_view rest = std::string_view(entry).substr(prefix.size());
        if (rest == "constants.pkl" || rest.starts_with("code/"))
            refuse(file, "it is a TorchScript program, not a file of weights", kSaveAgain);
        if (rest == "byteorder" && textOf(bytes) != "little")
            refuse(file, "its numbers are in big-endian order", kSaveAgain);
        if (rest.starts_with("data/"))
            storages.emplace(rest.substr(5), bytes);
    }
    return storages;
}

/// The pickles of a legacy file, one after the other.
class LegacyReader
{
public:
    LegacyReader(Bytes bytes, const std::string& file) : m_rest(bytes), m_file(file) {}

    FileContents read()
    {
        const std::size_t size = m_rest.size();
        if (nextPickle().root.text != kMagic)
            refuse(m_file, "it is a pickle but not one of PyTorch's", "choose a file with weights");
        const PickleValue version = nextPickle().root;
        if (version.kind != PickleKind::Int || version.number != 1001)
            refuse(m_file, "it is of an unknown PyTorch version", kSaveAgain);
        refuseBigEndian(nextPickle());
        const PickleProgram model = nextPickle();
        const PickleProgram keys = nextPickle();
        return makeContents(model, storages(model, keys), size, m_file);
    }

private:
    static constexpr std::string_view kMagic = "\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19";

    PickleProgram nextPickle()
    {
        PickleProgram program = readPickle(m_rest, m_file);
        m_rest = m_rest.subspan(program.length);
        return program;
    }

    void refuseBigEndian(const PickleProgram& system) const
    {
        if (system.root.kind != PickleKind::Dict)
            refuse(m_file, "the description of its system is damaged");
        const auto& items = system.nodes[system.root.index].items;
        for (std::size_t i = 0; i + 1 < items.size(); i += 2) {
            if (items[i].text == "little_endian" && items[i + 1].number != 1)
                refuse(m_file, "its numbers are in big-endian order", kSaveAgain);
        }
    }

    Records storages(const PickleProgram& model, const PickleProgram& keys)
    {
        std::map<std::string_view, const PickleStorage*> known;
        for (const PickleStorage& storage : model.storages)
            known.emplace(storage.key, &storage);
        if (keys.root.kind != PickleKind::List)
            refuse(m_file, "the list of its storages is damaged");
        Records records;
        for (const PickleValue& key : keys.nodes[keys.root.index].items) {
            const auto found = known.find(key.text);
            if (key.kind != PickleKind::Text || found == known.end())
                refuse(m_file, "it lists a storage that nothing uses");
            if (!records.emplace(key.text, nextStorage(*found->second)).second)
                refuse(m_file, "it lists a storage twice");
        }
        if (!m_rest.empty())
            refuse(m_file, "it holds bytes behind its last storage", kDistrust);
        return records;
    }

    Bytes nextStorage(const PickleStorage& storage)
    {
        const std::uint64_t size = storage.untyped ? 1 : elementSize(storage.type);
        if (m_rest.size() < 8)
            refuse(m_file, "the storage " + shown(storage.key) + " is cut short");
        const auto count = loadLittle<std::uint64_t>(m_rest, 0);
        if (count != storage.keyBytes / size)
            refuse(m_file, "the storage " + shown(storage.key) + " has a wrong length");
        if (!fits(8, storage.keyBytes, m_rest.size()))
            refuse(m_file, "the storage " + shown(storage.key) + " is cut short");
        const Bytes bytes = m_rest.subspan(8, storage.keyBytes);
        m_rest = m_rest.subspan(8 + storage.keyBytes);
        return bytes;
    }

    Bytes m_rest;
    const std::string& m_file;
};

} // namespace

bool looksLikePickle(Bytes bytes)
{
    return !bytes.empty() && bytes[0] == std::byte(0x80);
}

bool looksLikeZip(Bytes bytes)
{
    return textOf(bytes).starts_with("PK\x03\x04") || textOf(bytes).starts_with("PK\x05\x06");
}

FileContents parseTorchZip(Bytes bytes, const std::string& name, Checksums checksums)
{
    const Records entries = readZip(bytes, name, checksums);
    const std::string prefix = prefixOf(entries, name);
    const Records storages = storagesOf(entries, prefix, name);
    const Bytes pickle = entries.find(prefix + "data.pkl")->second;
    const PickleProgram program = readPickle(pickle, name);
    if (program.length != pickle.size())
        refuse(name, "its pickle is followed by other bytes", kDistrust);
    FileContents contents = makeContents(program, storages, bytes.size(), name);
    contents.container = "pytorch zip";
    return contents;
}

FileContents parseTorchLegacy(Bytes bytes, const std::string& name)
{
    FileContents contents = LegacyReader(bytes, name).read();
    contents.container = "pytorch legacy";
    return contents;
}

} // namespace enogu
