// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <string>
#include <vector>

/// A tensor to be written: every number of it is the same.
struct Filled
{
    std::string key;
    std::vector<std::int64_t> shape;
    float value = 0;
};

void writeBytes(const QString& file, const QByteArray& bytes);
QByteArray bytesOf(const QString& file);
/// Copies a folder of tests/golden/diffusion/pipelines: configurations, no weights.
void copyModel(const char* golden, const QString& folder);
void writeWeights(const QString& file, const std::vector<Filled>& tensors);

/// The few tensors that opening a model looks at, in the layout of a diffusers folder.
void writeTinyModel(const QString& folder, std::int64_t channels = 4);

/// A tensor of the golden single file.
struct SingleTensor
{
    Filled tensor;
    std::string diffusersKey;
    std::string part;
};
std::vector<SingleTensor> singleTensors();
void writeSingle(const QString& file, const std::vector<SingleTensor>& tensors);

/// What opening a model ends in: "" or the error's sentence.
QString refusalOf(const QString& model);
/// The same for what its networks ask for.
QString gapOf(const QString& model);
