// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/sheet.h"

#include "engine/train/curve.h"

#include <ATen/ATen.h>

namespace enogu::core {

at::Tensor tiled(const std::vector<std::vector<at::Tensor>>& rows)
{
    std::vector<at::Tensor> lines;
    for (const auto& row : rows)
        lines.push_back(at::cat(row, 2));
    return at::cat(lines, 1);
}

std::string pngOfPicture(const at::Tensor& picture)
{
    const at::Tensor levels = ((picture.to(at::kFloat).clamp(-1, 1) + 1) * 127.5)
                                  .round()
                                  .to(at::kByte)
                                  .permute({1, 2, 0})
                                  .contiguous();
    const unsigned char* data = levels.const_data_ptr<unsigned char>();
    return pngOf({data, data + levels.numel()}, int(picture.size(2)), int(picture.size(1)));
}

} // namespace enogu::core
