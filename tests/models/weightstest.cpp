// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include "engine/api/error.h"
#include "engine/formats/tensorfile.h"
#include "engine/weights/architectures.h"
#include "engine/weights/generators.h"
#include "tests/models/counted.h"

#include <QTemporaryDir>
#include <QTest>

using namespace enogu;
using namespace enogu::tests;

namespace {

struct Stored
{
    std::vector<std::pair<std::string, at::Tensor>> tensors;

    void write(const std::filesystem::path& path) const
    {
        std::vector<TensorView> views;
        for (const auto& [name, tensor] : tensors)
            views.push_back({name, ElementType::F32, tensor.sizes().vec(), tensor.strides().vec(),
                             static_cast<const std::byte*>(tensor.const_data_ptr()),
                             tensor.nbytes()});
        writeSafetensors(path, views);
    }
};

/// The counted tensors that an architecture asks for.
Stored storedOf(const Architecture& architecture)
{
    Stored stored;
    const core::TensorSource source = [&](const std::string& key,
                                          const std::vector<std::int64_t>& shape) {
        stored.tensors.emplace_back(key, counted(key, shape));
        return stored.tensors.back().second;
    };
    architecture.build(source, at::kFloat, core::Resample::UpHalfPixel);
    return stored;
}

void addArchitectures()
{
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < architectures().size(); ++i) {
        const Architecture& architecture = architectures()[i];
        QTest::addRow("%s, %s", architecture.kind.c_str(), architecture.keyStyle.c_str()) << int(i);
    }
}

ErrorCode refusal(const std::filesystem::path& path, QString& sentence)
{
    try {
        inspectModel(path);
    } catch (const Error& error) {
        sentence = QString::fromUtf8(error.what());
        return error.code();
    }
    return ErrorCode::Internal;
}

} // namespace

/// Recognition of model files by their keys and shapes.
class WeightsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anyFileNameIsRecognised_data() { addArchitectures(); }
    void anyFileNameIsRecognised();
    void aMissingKeyIsNamed_data() { addArchitectures(); }
    void aMissingKeyIsNamed();
    void otherTensorsAreNoGenerator();
    void bothSpellingsOfV2GiveTheSamePicture();

private:
    std::filesystem::path fileNamed(const char* name) const
    {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }

    QTemporaryDir m_folder;
};

void WeightsTest::anyFileNameIsRecognised()
{
    QFETCH(int, index);
    const Architecture& architecture = architectures()[std::size_t(index)];
    Stored stored = storedOf(architecture);
    stored.tensors.emplace_back("an.extra.key", at::zeros({3}));
    stored.write(fileNamed("holiday.bin"));
    const ModelInfo info = inspectModel(fileNamed("holiday.bin"));
    QCOMPARE(info.kind, architecture.kind);
    QCOMPARE(info.keyStyle, architecture.keyStyle);
    QVERIFY(info.parameters > 500000);
}

void WeightsTest::aMissingKeyIsNamed()
{
    QFETCH(int, index);
    Stored stored = storedOf(architectures()[std::size_t(index)]);
    const std::string missing = stored.tensors[stored.tensors.size() / 2].first;
    stored.tensors.erase(stored.tensors.begin() + std::ptrdiff_t(stored.tensors.size() / 2));
    stored.write(fileNamed("torn.safetensors"));
    QString sentence;
    QCOMPARE(refusal(fileNamed("torn.safetensors"), sentence), ErrorCode::BadModelFile);
    QVERIFY2(sentence.contains(QString::fromStdString(missing)), qPrintable(sentence));
    QVERIFY2(sentence.contains(QStringLiteral("torn.safetensors")), qPrintable(sentence));
    QVERIFY(sentence.size() <= 300);
}

void WeightsTest::otherTensorsAreNoGenerator()
{
    Stored stored;
    stored.tensors.emplace_back("text_model.embeddings.weight", at::zeros({8, 4}));
    stored.write(fileNamed("other.safetensors"));
    QString sentence;
    QCOMPARE(refusal(fileNamed("other.safetensors"), sentence), ErrorCode::WrongModelKind);
    QVERIFY2(sentence.contains(QStringLiteral("text_model.embeddings")), qPrintable(sentence));
}

void WeightsTest::bothSpellingsOfV2GiveTheSamePicture()
{
    const c10::InferenceMode inference;
    const auto& all = architectures();
    const auto spelled = [&](const char* style) -> const Architecture& {
        return *std::find_if(all.begin(), all.end(), [&](const Architecture& one) {
            return one.kind == "AnimeGAN v2" && one.keyStyle.starts_with(style);
        });
    };
    const Stored first = storedOf(spelled("bryandlee"));
    Stored second = storedOf(spelled("ptran1203"));
    for (std::size_t i = 0; i < first.tensors.size(); ++i)
        second.tensors[i].second = first.tensors[i].second;
    second.tensors.back().second = at::zeros({3});
    first.write(fileNamed("first.safetensors"));
    second.write(fileNamed("second.safetensors"));
    const at::Tensor picture = countedPicture(32, 32);
    std::vector<at::Tensor> results;
    for (const char* name : {"first.safetensors", "second.safetensors"}) {
        core::Run run;
        const auto loaded = loadGenerator(fileNamed(name), Upsampling::HalfPixel, at::kFloat);
        results.push_back(loaded.net->forward(picture, run));
    }
    QVERIFY(largestError(results[0], results[1]) < 1e-6);
}

QTEST_GUILESS_MAIN(WeightsTest)
#include "weightstest.moc"
