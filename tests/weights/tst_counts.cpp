// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/weights/keymaps.h"
#include "engine/weights/networkconfigs.h"
#include "tests/weights/compvis.h"

#include <QTest>

#include <ATen/ops/empty.h>

#include <nlohmann/json.hpp>

#include <functional>
#include <set>

using namespace enogu;

namespace {

using Json = nlohmann::json;
using Build = std::function<void(const core::Parameters&)>;

/// What a network asks for, without memory for any of it.
struct Demands
{
    std::set<std::string> keys;
    std::int64_t parameters = 0;
    bool twice = false;
};

Demands demandsOf(const Build& build)
{
    Demands demands;
    build(core::Parameters(
        [&](const std::string& key, const std::vector<std::int64_t>& shape) {
            demands.twice |= !demands.keys.insert(key).second;
            const auto tensor =
                at::empty(shape, at::TensorOptions().dtype(at::kFloat).device(at::kMeta));
            demands.parameters += tensor.numel();
            return tensor;
        },
        at::kFloat, at::kMeta));
    return demands;
}

Build unet(int channels, const Json& text)
{
    Json config = {{"_class_name", "UNet2DConditionModel"},
                   {"in_channels", channels},
                   {"cross_attention_dim", 768},
                   {"attention_head_dim", 8}};
    config.update(text);
    return [config](const core::Parameters& parameters) {
        core::UNet2DCondition(unetConfig(config, "unet/config.json"), parameters);
    };
}

Build vae()
{
    const Json config = {{"_class_name", "AutoencoderKL"},
                         {"block_out_channels", {128, 256, 512, 512}},
                         {"down_block_types", std::vector<std::string>(4, "DownEncoderBlock2D")},
                         {"up_block_types", std::vector<std::string>(4, "UpDecoderBlock2D")},
                         {"layers_per_block", 2}};
    return [config](const core::Parameters& parameters) {
        core::AutoencoderKl(vaeConfig(config, "vae/config.json"), parameters);
    };
}

Build text(int width, int inner, int layers, int heads)
{
    const Json config = {{"hidden_size", width},          {"intermediate_size", inner},
                         {"num_hidden_layers", layers},   {"num_attention_heads", heads},
                         {"max_position_embeddings", 77}, {"vocab_size", 49408}};
    return [config](const core::Parameters& parameters) {
        core::ClipText(clipTextConfig(config, "text_encoder/config.json"), parameters);
    };
}

const Json kSecond = {{"cross_attention_dim", 1024},
                      {"attention_head_dim", {5, 10, 20, 20}},
                      {"use_linear_projection", true}};

} // namespace

Q_DECLARE_METATYPE(Build)

class TestCounts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNetworkHasItsPublishedSize_data()
    {
        QTest::addColumn<Build>("build");
        QTest::addColumn<int>("keys");
        QTest::addColumn<qint64>("parameters");
        const auto row = [](const char* name, const Build& build, int keys, qint64 parameters) {
            QTest::newRow(name) << build << keys << parameters;
        };
        row("UNet of SD 1", unet(4, Json::object()), 686, 859'520'964);
        row("UNet of SD 1, inpainting", unet(9, Json::object()), 686, 859'535'364);
        row("UNet of InstructPix2Pix", unet(8, Json::object()), 686, 859'532'484);
        row("UNet of SD 2", unet(4, kSecond), 686, 865'910'724);
        row("autoencoder", vae(), 248, 83'653'863);
        row("CLIP-L", text(768, 3072, 12, 12), 196, 123'060'480);
        row("OpenCLIP-H", text(1024, 4096, 23, 16), 372, 340'387'840);
    }
    void aNetworkHasItsPublishedSize()
    {
        QFETCH(Build, build);
        QFETCH(int, keys);
        QFETCH(qint64, parameters);
        const Demands demands = demandsOf(build);
        QVERIFY(!demands.twice);
        QCOMPARE(int(demands.keys.size()), keys);
        QCOMPARE(demands.parameters, parameters);
    }

    void aSingleFileHasWhatTheNetworksAskFor()
    {
        std::set<std::string> unetKeys;
        for (const std::string& key : compVisUnetKeys())
            unetKeys.insert(unetKeyOfCompVis(key, 2).value_or(key));
        QVERIFY(unetKeys == demandsOf(unet(4, Json::object())).keys);
        std::set<std::string> vaeKeys;
        for (const std::string& key : compVisVaeKeys())
            vaeKeys.insert(vaeKeyOfCompVis(key, 4).value_or(key));
        QVERIFY(vaeKeys == demandsOf(vae()).keys);
    }
};

QTEST_GUILESS_MAIN(TestCounts)
#include "tst_counts.moc"
