// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/scenes/writer.h"

#include "engine/api/error.h"
#include "engine/train/curve.h"
#include "engine/train/scenes/words.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <fstream>

namespace enogu {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr const char* kParts[] = {"input", "edited", "mask"};

[[noreturn]] void refuse(const fs::path& path, const std::string& why, ErrorCode code)
{
    throw Error(code, path.string() + " " + why);
}

void prepare(const fs::path& folder)
{
    std::error_code fault;
    if (fs::exists(folder) && !fs::is_directory(folder))
        refuse(folder, "is a file; name a new or an empty folder.", ErrorCode::FileExists);
    if (fs::exists(folder) && !fs::is_empty(folder, fault))
        refuse(folder, "is not empty; name a new or an empty folder.", ErrorCode::FileExists);
    for (const char* part : kParts)
        fs::create_directories(folder / part, fault);
    if (fault)
        refuse(folder, "cannot be created; name a folder that you may write to.",
               ErrorCode::NoPermission);
}

void writeFile(const fs::path& path, const std::string& bytes)
{
    std::ofstream file(path, std::ios::binary);
    file << bytes;
    if (!file.flush())
        refuse(path, "cannot be written; is the disk full?", ErrorCode::DiskFull);
}

std::vector<unsigned char> bytesOf(const Canvas& canvas)
{
    const std::size_t plane = canvas.samples.size() / 3;
    std::vector<unsigned char> rgb(canvas.samples.size());
    for (std::size_t i = 0; i < plane; ++i)
        for (std::size_t c = 0; c < 3; ++c)
            rgb[i * 3 + c] = static_cast<unsigned char>(canvas.samples[i + c * plane] * 255 + 0.5f);
    return rgb;
}

std::vector<unsigned char> greyOf(const std::vector<unsigned char>& mask)
{
    std::vector<unsigned char> rgb;
    rgb.reserve(mask.size() * 3);
    for (const unsigned char level : mask)
        rgb.insert(rgb.end(), 3, level);
    return rgb;
}

std::string nameOf(const char* part, std::int64_t index)
{
    std::string number = std::to_string(index);
    number.insert(0, number.size() < 6 ? 6 - number.size() : 0, '0');
    return std::string(part) + "/" + number + ".png";
}

/// One pair: its pictures go to files, its row is returned.
nlohmann::ordered_json writePair(const ScenesOptions& options, std::int64_t index)
{
    const Split split = options.heldOut ? Split::HeldOut : Split::Training;
    Random random(Random(options.seed).next() + std::uint64_t(index));
    const Family family = inventFamily(random.next() >> 1, split);
    const auto count = int(family.variants.size());
    const auto from = std::size_t(random.below(count));
    const std::size_t to = (from + 1 + std::size_t(random.below(count - 1))) % std::size_t(count);
    const Split phrasings =
        options.heldOut && random.chance(0.5) ? Split::HeldOut : Split::Training;
    const Scene &before = family.variants[from], &after = family.variants[to];

    const int side = options.side;
    const auto canvases = drawScenes({before, after}, side, side);
    const auto mask = greyOf(objectOf(family, from, to, side, side));
    const std::vector<unsigned char> pictures[] = {bytesOf(canvases[0]), bytesOf(canvases[1]),
                                                   mask};
    for (std::size_t i = 0; i < std::size(kParts); ++i)
        writeFile(options.folder / nameOf(kParts[i], index), pngOf(pictures[i], side, side));

    return {{"file_name", nameOf("input", index)},
            {"edited_file_name", nameOf("edited", index)},
            {"mask_file_name", nameOf("mask", index)},
            {"instruction", instructionOf(family, from, to, random, phrasings)},
            {"caption", captionOf(before, random)},
            {"edited_caption", captionOf(after, random)},
            {"kind", wordOf(editKindOf(family, from, to))},
            {"held_out_pair", showsHeldOutPair(before) || showsHeldOutPair(after)},
            {"held_out_phrasing", phrasings == Split::HeldOut}};
}

} // namespace

bool writeScenes(const ScenesOptions& options, const TrainObserver& observer,
                 const std::stop_token& stop)
{
    prepare(options.folder);
    const fs::path path = options.folder / "metadata.jsonl";
    std::ofstream metadata(path, std::ios::binary);
    const auto start = Clock::now();
    for (std::int64_t i = 0; i < options.count; ++i) {
        if (stop.stop_requested())
            return false;
        metadata << writePair(options, i).dump() + "\n" << std::flush;
        if (!metadata)
            refuse(path, "cannot be written; is the disk full?", ErrorCode::DiskFull);
        const std::chrono::duration<double> spent = Clock::now() - start;
        const double share = double(i + 1) / double(options.count);
        observer({"Drawing", i + 1, 0, share, spent.count() * (1 / share - 1)});
    }
    return true;
}

} // namespace enogu
