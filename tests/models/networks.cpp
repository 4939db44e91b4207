// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/networks.h"

#include "engine/models/animegan1.h"
#include "engine/models/animegan2.h"
#include "engine/models/animegan3.h"
#include "engine/models/cartoongan.h"
#include "engine/models/whitebox.h"
#include "tests/models/counted.h"

#include <stdexcept>

namespace enogu::tests {

std::unique_ptr<core::Generator> countedNetwork(const std::string& network, core::Resample up,
                                                at::ScalarType dtype)
{
    const core::TensorSource source = countedSource();
    if (network == "animegan_v2")
        return std::make_unique<core::AnimeGan2>(source, dtype, core::AnimeGan2::Keys::Bryandlee,
                                                 up);
    if (network == "animegan_v1")
        return std::make_unique<core::AnimeGan1>(source, dtype, up);
    if (network == "animegan_v3")
        return std::make_unique<core::AnimeGan3>(source, dtype, up);
    if (network == "whitebox")
        return std::make_unique<core::WhiteBox>(source, dtype, up);
    if (network == "cartoongan")
        return std::make_unique<core::CartoonGan>(source, dtype);
    throw std::invalid_argument(network);
}

core::Resample resampleNamed(const std::string& name)
{
    if (name == "corners")
        return core::Resample::UpCorners;
    return name == "tf1" ? core::Resample::UpTf1 : core::Resample::UpHalfPixel;
}

} // namespace enogu::tests
