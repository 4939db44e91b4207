// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pipelines/trace.h"

#include "engine/formats/tensorfile.h"
#include "engine/weights/tensors.h"

#include <ATen/ops/empty.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/tensor.h>

namespace enogu {

namespace {

at::Tensor row(const at::Tensor& tensor)
{
    return tensor[0].to(at::kCPU, at::kFloat).clone();
}

/// [n, C, h, w]; `like` [C, h, w] is the shape where there is no row.
at::Tensor stacked(const std::vector<at::Tensor>& rows, const at::Tensor& like)
{
    if (!rows.empty())
        return at::stack(rows);
    return at::empty({0, like.size(0), like.size(1), like.size(2)}, at::kFloat);
}

} // namespace

void Trace::put(const std::string& name, const at::Tensor& tensor)
{
    m_tensors[name] = row(tensor).contiguous();
}

void Trace::begin(const at::Tensor& latents)
{
    m_latents = {row(latents)};
}

void Trace::step(double timestep, const at::Tensor& latents, const at::Tensor& predX0)
{
    m_timesteps.push_back(timestep);
    m_latents.push_back(row(latents));
    m_predX0.push_back(row(predX0));
}

void Trace::write(const std::filesystem::path& path) const
{
    std::map<std::string, at::Tensor> all = m_tensors;
    all["timesteps"] = at::tensor(m_timesteps, at::kFloat);
    all["latents"] = at::stack(m_latents);
    all["pred_x0"] = stacked(m_predX0, m_latents.front());
    std::vector<TensorView> views;
    for (const auto& [name, tensor] : all)
        views.push_back(viewOf(name, tensor));
    writeSafetensors(path, views);
}

} // namespace enogu
