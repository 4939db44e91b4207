// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pipelines/conditioning.h"

#include "engine/api/error.h"
#include "engine/text/cliptokenizer.h"

#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>

#include <algorithm>
#include <cmath>

namespace enogu {

at::Tensor embedded(const DiffusionModel& model, const std::string& text,
                    const core::Checkpoint& checkpoint)
{
    const std::vector<std::int64_t> ids = model.folder.tokenizer().encode(text);
    const core::ClipTextConfig& encoder = model.text->config();
    if (std::int64_t(ids.size()) > encoder.positions || std::ranges::max(ids) >= encoder.vocabulary)
        throw Error(ErrorCode::BadModelFile,
                    model.name + " cannot be run: its tokenizer and its text encoder belong to "
                                 "different models.");
    const at::Tensor row = at::tensor(ids, at::kLong).unsqueeze(0);
    return model.text->forward(row.to(model.device), checkpoint);
}

Conditioning conditioningOf(const DiffusionModel& model, const std::string& prompt,
                            const std::string& negative, double guidance,
                            const core::Checkpoint& checkpoint)
{
    Conditioning made;
    if (!model.text)
        return made;
    made.prompt = embedded(model, prompt, checkpoint);
    const std::int64_t width = model.unet->config().guidanceWidth;
    if (width > 0)
        made.guidance = guidanceEmbedding(guidance - 1, width).to(model.device);
    else if (guidance > 1)
        made.negative = embedded(model, negative, checkpoint);
    return made;
}

at::Tensor guidanceEmbedding(double w, std::int64_t width)
{
    at::Tensor row = at::zeros({1, width}, at::kFloat);
    float* values = row.mutable_data_ptr<float>();
    const std::int64_t half = width / 2;
    const float step = std::log(10000.0F) / float(std::max<std::int64_t>(1, half - 1));
    for (std::int64_t i = 0; i < half; ++i) {
        const float angle = 1000 * float(w) * std::exp(float(i) * -step);
        values[i] = std::sin(angle);
        values[half + i] = std::cos(angle);
    }
    return row;
}

} // namespace enogu
