// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/models/celgenerator.h"

#include "engine/models/celnet.h"

namespace enogu::core {

CelGenerator::CelGenerator(const TensorSource& source, at::ScalarType dtype, std::int64_t width)
    : m_traits{
          "Cel", kCelMultiple, kCelRadius, false, 36.3 * double(width * width), double(2 * width)}
{
    for (const CelParameter& parameter : celParameters(width)) {
        const at::Tensor value = source(parameter.name, parameter.shape).to(dtype);
        m_parameters.push_back(value.dim() == 4 ? value.contiguous(at::MemoryFormat::ChannelsLast)
                                                : value);
    }
}

at::Tensor CelGenerator::forward(const at::Tensor& x, Run& run) const
{
    run.begin(x, 1);
    const double pixels = double(run.width()) * double(run.height());
    double done = 0;
    std::vector<at::Tensor> parameters;
    for (const at::Tensor& parameter : m_parameters)
        parameters.push_back(parameter.to(run.device));
    const at::Tensor flat = celForward(parameters, x.to(run.device), [&](double share) {
        run.did((share - done) * pixels);
        done = share;
    });
    run.finish();
    return flat.to(at::kCPU);
}

} // namespace enogu::core
