// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/bench/animeify.h"

#include "engine/api/error.h"
#include "engine/bench/cost.h"
#include "engine/bench/subject.h"
#include "engine/image/cel.h"
#include "engine/nn/cpufeatures.h"
#include "engine/pipelines/animeify.h"
#include "engine/train/scenes/landscape.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>

#include <cmath>

namespace enogu {

namespace {

constexpr double kSamePicture = 2e-3; ///< of a range of 2: float32 rounding through thirty layers
constexpr const char* kHead = "head";

at::Tensor ourPicture(const core::Generator& net, at::ScalarType dtype, const at::Tensor& x,
                      const std::stop_token& stop)
{
    GeneratorRun how;
    how.dtype = dtype;
    how.freeBytes = 1e15;
    how.checkpoint = [&] {
        if (stop.stop_requested())
            throw Error(ErrorCode::Cancelled, "Stopped.");
    };
    return runGenerator(net, x, how, "The network").picture;
}

/// A drawn view of about so many pixels, 4:3, [1, 3, H, W] in [−1, 1].
at::Tensor drawnPicture(double megapixels)
{
    const int height = std::max(2, int(std::lround(std::sqrt(megapixels * 1e6 * 0.75) / 8))) * 8;
    const int width = std::max(2, int(std::lround(megapixels * 1e6 / height / 8))) * 8;
    Canvas canvas = drawLandscape(1, width, height);
    return at::from_blob(canvas.samples.data(), {1, 3, height, width}, at::kFloat) * 2 - 1;
}

Image imageOf(const at::Tensor& x)
{
    const at::Tensor bytes =
        ((x[0] + 1) * 127.5).round().clamp(0, 255).to(at::kByte).permute({1, 2, 0}).contiguous();
    const auto* first = bytes.const_data_ptr<std::uint8_t>();
    return Image({int(x.size(3)), int(x.size(2))}, Channels::Rgb, Depth::U8,
                 {first, first + bytes.numel()});
}

class Measuring
{
public:
    Measuring(const BenchOptions& options, const BenchObserver& observer,
              const std::stop_token& stop)
        : m_options(options),
          m_observer(observer),
          m_stop(stop),
          m_picture(drawnPicture(options.megapixels)),
          m_megapixels(double(m_picture.size(2) * m_picture.size(3)) / 1e6),
          m_styles(options.styles)
    {
        const bool half = options.dtype == DType::Bf16 ||
                          (options.dtype == DType::Auto && core::hasFastBfloat16());
        m_dtype = half ? at::kBFloat16 : at::kFloat;
        if (m_styles.empty()) {
            m_styles = namedSubjects();
            m_styles.emplace_back(kHead);
        }
        m_total = double(m_styles.size()) * options.repeats;
    }

    void run()
    {
        for (const std::string& style : m_styles)
            m_observer({{}, m_done / m_total, style == kHead ? headRow() : networkRow(style)});
    }

private:
    BenchRow networkRow(const std::string& style);
    BenchRow headRow();
    void announce(const std::string& name);

    const BenchOptions& m_options;
    const BenchObserver& m_observer;
    const std::stop_token& m_stop;
    at::Tensor m_picture;
    double m_megapixels;
    std::vector<std::string> m_styles;
    at::ScalarType m_dtype = at::kFloat;
    double m_done = 0, m_total = 1;
};

void Measuring::announce(const std::string& name)
{
    if (m_stop.stop_requested())
        throw Error(ErrorCode::Cancelled, "Stopped.");
    m_observer({name, m_done++ / m_total, std::nullopt});
}

BenchRow Measuring::networkRow(const std::string& style)
{
    const Subject subject = subjectOf(style, m_dtype);
    if (largestDifference(subject) > kSamePicture)
        throw Error(ErrorCode::Internal,
                    "The plain version of " + subject.name + " draws another picture than ours.");
    std::vector<BenchCost> ours, eager;
    at::Tensor mine, plain;
    for (int i = 0; i < m_options.repeats; ++i) {
        announce(subject.name);
        mine = plain = at::Tensor();
        ours.push_back(costOf(
            m_megapixels, [&] { mine = ourPicture(*subject.net, m_dtype, m_picture, m_stop); }));
        eager.push_back(costOf(m_megapixels, [&] {
            plain =
                eagerPicture(subject.architecture->kind, subject.weights, subject.up, m_picture);
        }));
    }
    const double apart = (mine.clamp(-1, 1) - plain.clamp(-1, 1)).abs().mean().item<double>();
    return {subject.name, m_dtype == at::kFloat ? "float32" : "bfloat16", medianOf(ours),
            medianOf(eager), apart * 127.5};
}

BenchRow Measuring::headRow()
{
    const Image photo = imageOf(m_picture);
    std::vector<BenchCost> costs;
    for (int i = 0; i < m_options.repeats; ++i) {
        announce("Cel's head");
        costs.push_back(costOf(m_megapixels, [&] { celPicture(photo, photo, CelLook{}); }));
    }
    return {"Cel's head", "float32", medianOf(costs), std::nullopt, 0};
}

} // namespace

double largestDifference(const Subject& subject)
{
    const at::Tensor x = drawnPicture(0.006);
    const auto net = rebuilt(subject, at::kFloat);
    const at::Tensor mine = ourPicture(*net, at::kFloat, x, {});
    const at::Tensor plain =
        eagerPicture(subject.architecture->kind, subject.weights, subject.up, x);
    return (mine - plain).abs().max().item<double>();
}

void measureAnimeify(const BenchOptions& options, const BenchObserver& observer,
                     const std::stop_token& stop)
{
    holdOnProcessors(options.threads);
    at::set_num_threads(options.threads);
    const c10::InferenceMode inference;
    Measuring(options, observer, stop).run();
}

} // namespace enogu
