// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/train/ownpictures.h"
#include "engine/train/pictures.h"

#include <map>
#include <string>

namespace enogu::core {

/// Which of two versions of a picture is nearer to it.
struct Judgement
{
    at::Tensor original, first, second; ///< [B, 3, side, side] in [−1, 1]
    at::Tensor forSecond;               ///< [B] share of the judges that are
};

/// The share of judges that distances [B] to the two versions agree with, mean of the batch.
double agreement(const Judgement& judged, const at::Tensor& toFirst, const at::Tensor& toSecond);

/// Distorts pictures [B, 3, side, side] twice, one of the two harder: by the same distortion, or by
/// one more that cannot make up for the first.
Judgement judgedByStrength(const at::Tensor& originals, Random& random);

/// Judgements of people in folders as those of BAPPS: ref, p0, p1 with pictures and judge with
/// shares as .npy, named alike.
class PeoplesJudgements
{
public:
    /// Finds such folders at and below own.folder. Those below a folder "val" are held out, else
    /// one judgement of 20. Throws Error: MissingFile, BadArgument; one sentence that names the
    /// file.
    PeoplesJudgements(OwnPictures own, int side);

    Judgement batch(Random& random, int count) const;
    /// At most `count` held-out judgements of each kind, by the name of its folder.
    std::map<std::string, Judgement> heldOut(int count) const;

private:
    struct Row
    {
        std::filesystem::path folder;
        std::string name; ///< of the files, without their endings
    };
    void find();
    Judgement judged(const std::vector<Row>& rows) const;

    OwnPictures m_own;
    int m_side;
    std::vector<Row> m_training;
    std::map<std::string, std::vector<Row>> m_heldOut;
};

} // namespace enogu::core
