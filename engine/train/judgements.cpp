// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/judgements.h"

#include "engine/api/error.h"
#include "engine/train/distortions.h"
#include "engine/train/picturefolder.h"
#include "engine/weights/tensors.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <set>

namespace enogu::core {

namespace {

namespace fs = std::filesystem;

constexpr double kApart = 0.2;       ///< strengths that differ less look alike
constexpr int kAdditions = 3;        ///< the first distortions, which take nothing of others away
constexpr std::size_t kHoldOut = 20; ///< of so many judgements, one

struct Pair
{
    at::Tensor nearer, farther;
};

Pair byOne(const at::Tensor& picture, Random& random)
{
    const auto how = Distortion(random.below(kDistortions));
    const double weak = random.between(0.02, 1 - kApart);
    const double strong = random.between(weak + kApart, 1);
    const Random same(random.next());
    return {distorted(picture, how, weak, same), distorted(picture, how, strong, same)};
}

Pair byTwo(const at::Tensor& picture, Random& random)
{
    const int more = random.below(kAdditions);
    const int first = (more + 1 + random.below(kDistortions - 1)) % kDistortions;
    const at::Tensor once =
        distorted(picture, Distortion(first), random.between(0.05, 0.8), Random(random.next()));
    return {once, distorted(once, Distortion(more), random.between(0.3, 1), Random(random.next()))};
}

/// The picture of a name whatever its ending.
fs::path pictureIn(const fs::path& folder, const std::string& name)
{
    for (const char* ending : {".png", ".jpg", ".bmp"})
        if (const fs::path file = folder / (name + ending); fs::exists(file))
            return file;
    throw Error(ErrorCode::MissingFile, (folder / (name + ".png")).string() +
                                            " is missing; get a complete copy of the judgements.");
}

float shareIn(const fs::path& file)
{
    const TensorFile opened = readTensors(file);
    const at::Tensor share = floatTensor(opened.tensors().front()).flatten();
    const double value = share.numel() == 1 ? share.item<double>() : -1;
    if (!(value >= 0 && value <= 1))
        throw Error(ErrorCode::BadArgument,
                    file.string() + " is no share from 0 to 1; get a complete copy of it.");
    return float(value);
}

} // namespace

double agreement(const Judgement& judged, const at::Tensor& toFirst, const at::Tensor& toSecond)
{
    return at::where(toSecond < toFirst, judged.forSecond, 1 - judged.forSecond)
        .mean()
        .item<double>();
}

Judgement judgedByStrength(const at::Tensor& originals, Random& random)
{
    std::vector<at::Tensor> first, second;
    std::vector<float> forSecond;
    for (const at::Tensor& picture : originals.unbind()) {
        auto [nearer, farther] =
            random.chance(0.5) ? byOne(picture, random) : byTwo(picture, random);
        const bool swapped = random.chance(0.5);
        first.push_back(swapped ? farther : nearer);
        second.push_back(swapped ? nearer : farther);
        forSecond.push_back(swapped ? 1.F : 0.F);
    }
    return {originals, at::stack(first), at::stack(second), at::tensor(forSecond)};
}

PeoplesJudgements::PeoplesJudgements(OwnPictures own, int side)
    : m_own(std::move(own)), m_side(side)
{
    requireReader(m_own);
    find();
    if (m_training.empty())
        throw Error(ErrorCode::BadArgument,
                    m_own.folder.string() + " holds no folders ref, p0, p1 and judge to train on; "
                                            "name the folder of BAPPS.");
    if (!m_heldOut.empty())
        return;
    std::vector<Row> seen;
    for (std::size_t i = 0; i < m_training.size(); ++i)
        (i % kHoldOut == kHoldOut - 1 ? m_heldOut["held out"] : seen).push_back(m_training[i]);
    m_training = seen;
}

void PeoplesJudgements::find()
{
    std::set<fs::path> folders;
    std::error_code fault;
    if (fs::is_directory(m_own.folder / "judge", fault))
        folders.insert(m_own.folder);
    fs::recursive_directory_iterator place(m_own.folder, fault), end;
    for (; !fault && place != end; place.increment(fault))
        if (place->path().filename() == "judge" && place->is_directory())
            folders.insert(place->path().parent_path());
    if (fault)
        throw Error(ErrorCode::MissingFile,
                    m_own.folder.string() + " cannot be read: " + fault.message() + ".");
    for (const fs::path& folder : folders) {
        const fs::path inside = folder.lexically_relative(m_own.folder);
        const bool isHeldOut = std::ranges::find(inside, fs::path("val")) != inside.end();
        auto& rows = isHeldOut ? m_heldOut[folder.filename().string()] : m_training;
        const std::size_t known = rows.size();
        for (const auto& file : fs::directory_iterator(folder / "judge"))
            if (file.path().extension() == ".npy")
                rows.push_back({folder, file.path().stem().string()});
        std::sort(rows.begin() + std::ptrdiff_t(known), rows.end(),
                  [](const Row& a, const Row& b) { return a.name < b.name; });
    }
}

Judgement PeoplesJudgements::judged(const std::vector<Row>& rows) const
{
    const auto pictures = [&](const char* which) {
        std::vector<at::Tensor> all;
        for (const Row& row : rows)
            all.push_back(squareOf(m_own.read(pictureIn(row.folder / which, row.name)), m_side));
        return at::stack(all);
    };
    std::vector<float> shares;
    for (const Row& row : rows)
        shares.push_back(shareIn(row.folder / "judge" / (row.name + ".npy")));
    return {pictures("ref"), pictures("p0"), pictures("p1"), at::tensor(shares)};
}

Judgement PeoplesJudgements::batch(Random& random, int count) const
{
    std::vector<Row> rows;
    for (int i = 0; i < count; ++i)
        rows.push_back(m_training[std::size_t(random.below(int(m_training.size())))]);
    return judged(rows);
}

std::map<std::string, Judgement> PeoplesJudgements::heldOut(int count) const
{
    std::map<std::string, Judgement> all;
    for (const auto& [name, rows] : m_heldOut)
        if (!rows.empty())
            all[name] = judged(
                {rows.begin(),
                 rows.begin() + std::min<std::ptrdiff_t>(count, std::ptrdiff_t(rows.size()))});
    return all;
}

} // namespace enogu::core
