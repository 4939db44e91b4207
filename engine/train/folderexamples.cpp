// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/folderexamples.h"

#include "engine/train/basemodel.h"
#include "engine/train/latentpool.h"
#include "engine/train/picturefolder.h"
#include "engine/train/texts.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace enogu::core {

namespace {

/// Rows of a folder, all of them encoded before the first step.
class FolderExamples : public Examples
{
public:
    FolderExamples(const DiffusionOptions& options, const BaseModel& base, bool edits)
        : m_side(options.side),
          m_base(base),
          m_edits(edits),
          m_folder(options.own, edits ? Wanted::Edits : Wanted::Captions),
          m_pool(poolOf(options, base, " " + m_folder.mark()),
                 [this](std::size_t i) { return encoded(training()[i]); })
    {
    }

    bool prepare(std::int64_t) override
    {
        if (m_pool.size() >= training().size())
            return false;
        m_pool.growTo(m_pool.size() + 1);
        return true;
    }

    DiffusionBatch batch(Random& random, std::int64_t, int count) const override
    {
        Rows rows;
        for (int i = 0; i < count; ++i) {
            const std::size_t index = std::size_t(random.below(int(training().size())));
            rows.add(m_pool.latents(index), training()[index].text);
        }
        return rows.batch();
    }

    DiffusionBatch heldOut(int count) const override
    {
        Rows rows;
        const auto& all = m_folder.rows(Split::HeldOut);
        for (std::size_t i = 0; i < std::min(all.size(), std::size_t(count)); ++i)
            rows.add(encoded(all[i]), all[i].text);
        return rows.batch();
    }

    std::map<std::string, std::size_t> words() const override
    {
        std::map<std::string, std::size_t> words;
        for (const PictureRow& row : training())
            countWords(row.text, words);
        return words;
    }

private:
    struct Rows
    {
        std::vector<at::Tensor> targets, sources;
        std::vector<std::string> texts;

        /// `latents` of the picture, for edits those of the edited one behind them.
        void add(const at::Tensor& latents, const std::string& text)
        {
            targets.push_back(latents[-1]);
            if (latents.size(0) > 1)
                sources.push_back(latents[0]);
            texts.push_back(text);
        }
        DiffusionBatch batch() const { return stacked(targets, sources, texts); }
    };

    const std::vector<PictureRow>& training() const { return m_folder.rows(Split::Training); }
    at::Tensor encoded(const PictureRow& row) const
    {
        std::vector<at::Tensor> pictures{m_folder.picture(row.picture, m_side)};
        if (m_edits)
            pictures.push_back(m_folder.picture(row.edited, m_side));
        return m_base.encoded(at::stack(pictures));
    }

    int m_side;
    const BaseModel& m_base;
    bool m_edits;
    PictureFolder m_folder;
    LatentPool m_pool;
};

} // namespace

std::unique_ptr<Examples> folderExamples(const DiffusionOptions& options, const BaseModel& base,
                                         bool edits)
{
    return std::make_unique<FolderExamples>(options, base, edits);
}

} // namespace enogu::core
