// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/weights/modelwriter.h"

#include "engine/api/error.h"
#include "engine/formats/tensorfile.h"
#include "engine/weights/modelfolder.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

using namespace enogu;

namespace {

QString goldens(const QString& name)
{
    return QLatin1String(ENOGU_SOURCE_DIR "/tests/golden/diffusion/pipelines/") + name;
}

std::vector<std::int64_t> shapeOf(const QByteArray& text)
{
    std::vector<std::int64_t> shape;
    for (const QByteArray& side : text.split(','))
        shape.push_back(side.toLongLong());
    return shape;
}

} // namespace

void writeBytes(const QString& file, const QByteArray& bytes)
{
    QDir().mkpath(QFileInfo(file).path());
    QFile out(file);
    if (!out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(file));
}

QByteArray bytesOf(const QString& file)
{
    QFile in(file);
    if (!in.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(file));
    return in.readAll();
}

void copyModel(const char* golden, const QString& folder)
{
    const QString from = goldens(QLatin1String(golden));
    QDirIterator files(from, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString file = files.next();
        writeBytes(folder + file.mid(from.size()), bytesOf(file));
    }
}

void writeWeights(const QString& file, const std::vector<Filled>& tensors)
{
    std::vector<TensorView> views;
    for (const Filled& tensor : tensors) {
        TensorView view;
        view.name = tensor.key;
        view.shape = tensor.shape;
        view.strides.assign(tensor.shape.size(), 0);
        view.data = reinterpret_cast<const std::byte*>(&tensor.value);
        view.bytes = sizeof tensor.value;
        views.push_back(view);
    }
    QDir().mkpath(QFileInfo(file).path());
    writeSafetensors(file.toStdString(), views);
}

void writeTinyModel(const QString& folder, std::int64_t channels)
{
    copyModel("tiny", folder);
    writeWeights(folder + QLatin1String("/unet/diffusion_pytorch_model.safetensors"),
                 {{"conv_in.weight", {16, channels, 3, 3}, 1}, {"conv_in.bias", {16}, 2}});
    writeWeights(folder + QLatin1String("/vae/diffusion_pytorch_model.safetensors"),
                 {{"encoder.mid_block.attentions.0.query.weight", {8, 8}, 3},
                  {"encoder.mid_block.attentions.0.proj_attn.weight", {8, 8, 1, 1}, 4}});
    writeWeights(folder + QLatin1String("/text_encoder/model.safetensors"),
                 {{"text_model.final_layer_norm.bias", {20}, 5},
                  {"text_model.embeddings.position_ids", {1, 77}, 6}});
}

std::vector<SingleTensor> singleTensors()
{
    std::vector<SingleTensor> tensors;
    for (const char* part : {"unet", "vae", "text_encoder"}) {
        const QByteArray list =
            bytesOf(goldens(QLatin1String("single/%1.txt").arg(QLatin1String(part))));
        for (const QByteArray& line : list.trimmed().split('\n')) {
            const QList<QByteArray> words = line.split(' ');
            SingleTensor tensor;
            tensor.tensor = {words[0].toStdString(), shapeOf(words[2]), float(tensors.size())};
            tensor.diffusersKey = words[1].toStdString();
            tensor.part = part;
            tensors.push_back(tensor);
        }
    }
    return tensors;
}

void writeSingle(const QString& file, const std::vector<SingleTensor>& tensors)
{
    std::vector<Filled> filled;
    for (const SingleTensor& tensor : tensors)
        filled.push_back(tensor.tensor);
    writeWeights(file, filled);
}

namespace {

QString sentenceOf(const QString& model, bool complete)
{
    try {
        const ModelFolder folder = ModelFolder::open(model.toStdString());
        if (complete)
            folder.requireComplete();
        return {};
    } catch (const Error& error) {
        return QString::fromUtf8(error.what());
    }
}

} // namespace

QString refusalOf(const QString& model)
{
    return sentenceOf(model, false);
}

QString gapOf(const QString& model)
{
    return sentenceOf(model, true);
}
