// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/weights/architectures.h"

#include "engine/models/animegan1.h"
#include "engine/models/animegan2.h"
#include "engine/models/animegan3.h"
#include "engine/models/cartoongan.h"
#include "engine/models/celgenerator.h"
#include "engine/models/whitebox.h"

namespace enogu {

namespace {

using core::AnimeGan2;
using core::Resample;
using core::TensorSource;

constexpr const char* kCelLicence = "Trained by Enogu on pictures that it drew; GPL-3.0-or-later.";

template <AnimeGan2::Keys keys>
std::unique_ptr<core::Generator> buildAnimeGan2(const TensorSource& source, at::ScalarType dtype,
                                                Resample up)
{
    return std::make_unique<AnimeGan2>(source, dtype, keys, up);
}

template <typename Network>
std::unique_ptr<core::Generator> buildScaled(const TensorSource& source, at::ScalarType dtype,
                                             Resample up)
{
    return std::make_unique<Network>(source, dtype, up);
}

template <std::int64_t width>
std::unique_ptr<core::Generator> buildCel(const TensorSource& source, at::ScalarType dtype,
                                          Resample)
{
    return std::make_unique<core::CelGenerator>(source, dtype, width);
}

template <typename Network>
std::unique_ptr<core::Generator> build(const TensorSource& source, at::ScalarType dtype, Resample)
{
    return std::make_unique<Network>(source, dtype);
}

} // namespace

const std::vector<Architecture>& architectures()
{
    static const std::vector<Architecture> all{
        {"AnimeGAN v1", "ptran1203 (2021)", "The repository states no licence for its weights.",
         Upsampling::HalfPixel, buildScaled<core::AnimeGan1>},
        {"AnimeGAN v2", "bryandlee",
         "Code MIT; weights converted from AnimeGANv2 are for non-commercial use.",
         Upsampling::Corners, buildAnimeGan2<AnimeGan2::Keys::Bryandlee>},
        {"AnimeGAN v2", "ptran1203 (17 May 2024)",
         "The repository states no licence for its weights.", Upsampling::HalfPixel,
         buildAnimeGan2<AnimeGan2::Keys::Ptran>},
        {"AnimeGAN v3", "Enogu", "The published weights are for non-commercial use.",
         Upsampling::Tf1, buildScaled<core::AnimeGan3>},
        {"White-box", "vinesmsuic", "The original weights are CC BY-NC-SA 4.0.",
         Upsampling::HalfPixel, buildScaled<core::WhiteBox>},
        {"CartoonGAN", "CartoonGAN-Test-Pytorch-Torch",
         "The rights of the published weights are unclear.", Upsampling::Auto,
         build<core::CartoonGan>},
        {"Cel", "width 24", kCelLicence, Upsampling::Auto, buildCel<24>},
        {"Cel", "width 32", kCelLicence, Upsampling::Auto, buildCel<32>},
        {"Cel", "width 48", kCelLicence, Upsampling::Auto, buildCel<48>},
    };
    return all;
}

core::Resample resampleOf(Upsampling choice, const Architecture& architecture)
{
    switch (choice == Upsampling::Auto ? architecture.published : choice) {
    case Upsampling::Corners:
        return Resample::UpCorners;
    case Upsampling::Tf1:
        return Resample::UpTf1;
    default:
        return Resample::UpHalfPixel;
    }
}

} // namespace enogu
