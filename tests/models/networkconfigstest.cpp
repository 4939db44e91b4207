// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/weights/networkconfigs.h"
#include "engine/api/error.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <functional>

using namespace enogu;
using nlohmann::json;

namespace {

using Read = std::function<void(const json&)>;

const std::map<QString, Read> kReaders{
    {QStringLiteral("unet"), [](const json& c) { unetConfig(c, "unet/config.json"); }},
    {QStringLiteral("pixels"), [](const json& c) { pixelUnetConfig(c, "unet/config.json"); }},
    {QStringLiteral("vae"), [](const json& c) { vaeConfig(c, "vae/config.json"); }},
    {QStringLiteral("tiny"), [](const json& c) { tinyVaeConfig(c, "vae/config.json"); }},
    {QStringLiteral("text"), [](const json& c) { clipTextConfig(c, "text/config.json"); }},
};

struct Refusal
{
    const char* network;
    const char* key;
    json value;
};

const Refusal kRefusals[] = {
    {"unet", "in_channels", 0},
    {"unet", "in_channels", -4},
    {"unet", "in_channels", 4.5},
    {"unet", "in_channels", "four"},
    {"unet", "in_channels", 18446744073709551615ULL},
    {"unet", "in_channels", 1e300},
    {"unet", "block_out_channels", json::array()},
    {"unet", "block_out_channels", {320, 640, 1280, 2000000000}},
    {"unet", "block_out_channels", {320, 640, 1280}},
    {"unet", "block_out_channels", {330, 640, 1280, 1280}},
    {"unet", "block_out_channels", 320},
    {"unet", "down_block_types", {"DownBlock2D", "DownBlock2D", "DownBlock2D", "Unheard2D"}},
    {"unet", "up_block_types", {"UpBlock2D"}},
    {"unet", "mid_block_type", "UNetMidBlock2DSimpleCrossAttn"},
    {"unet", "layers_per_block", 1000000},
    {"unet", "layers_per_block", {2, 2}},
    {"unet", "transformer_layers_per_block", {1, 1, 1, {1}}},
    {"unet", "transformer_layers_per_block", 1e6},
    {"unet", "attention_head_dim", 0},
    {"unet", "attention_head_dim", 3000},
    {"unet", "cross_attention_dim", {768, "x", 768, 768}},
    {"unet", "norm_num_groups", 7},
    {"unet", "norm_eps", -1},
    {"unet", "act_fn", "tanh"},
    {"unet", "conv_in_kernel", 4},
    {"unet", "downsample_padding", 2},
    {"unet", "freq_shift", 160},
    {"unet", "resnet_time_scale_shift", "spatial"},
    {"unet", "class_embed_type", "timestep"},
    {"unet", "num_class_embeds", 10},
    {"unet", "addition_embed_type", "text_time"},
    {"unet", "encoder_hid_dim", 768},
    {"unet", "time_embedding_type", "fourier"},
    {"unet", "dual_cross_attention", true},
    {"unet", "attention_type", "gated"},
    {"unet", "use_linear_projection", 1},
    {"unet", "only_cross_attention", {true, 1, true, true}},
    {"pixels", "time_embedding_type", "learned"},
    {"pixels", "num_class_embeds", 3},
    {"pixels", "downsample_type", "fir"},
    {"pixels", "attention_head_dim", 4000},
    {"pixels", "attn_norm_num_groups", 5},
    {"pixels",
     "down_block_types",
     {"CrossAttnDownBlock2D", "DownBlock2D", "DownBlock2D", "DownBlock2D"}},
    {"vae", "down_block_types", {"AttnDownEncoderBlock2D"}},
    {"vae", "block_out_channels", {64, 128}},
    {"vae", "latent_channels", 0},
    {"vae", "norm_num_groups", 48},
    {"tiny", "num_encoder_blocks", {1, 3}},
    {"tiny", "encoder_block_out_channels", {64, 64, 32, 64}},
    {"tiny", "upsample_fn", "bilinear"},
    {"text", "vocab_size", 1000000000000LL},
    {"text", "num_attention_heads", 7},
    {"text", "hidden_act", "swiglu"},
    {"text", "layer_norm_eps", "small"},
};

} // namespace

/// config.json of networks: what is refused, and what the settings mean.
class NetworkConfigsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anAbsurdSettingIsNamed_data();
    void anAbsurdSettingIsNamed();
    void theDefaultsAreTheLibrarys();
    void otherSettingsAreIgnored();
    void timeActivationIsRefusedOnlyWhereABlockObeysIt();
    void settingsMayBeListsOrNumbers();
    void whatIsNoConfigurationIsRefused();
};

void NetworkConfigsTest::anAbsurdSettingIsNamed_data()
{
    QTest::addColumn<int>("index");
    int i = 0;
    for (const Refusal& refusal : kRefusals)
        QTest::addRow("%s %s %s", refusal.network, refusal.key, refusal.value.dump().c_str())
            << i++;
}

void NetworkConfigsTest::anAbsurdSettingIsNamed()
{
    QFETCH(int, index);
    const Refusal& refusal = kRefusals[index];
    const Read& read = kReaders.at(QString::fromLatin1(refusal.network));
    try {
        read({{refusal.key, refusal.value}});
        QFAIL("accepted");
    } catch (const Error& error) {
        const QString sentence = QString::fromUtf8(error.what());
        QCOMPARE(error.code(), ErrorCode::BadModelFile);
        QVERIFY2(sentence.contains(QStringLiteral("config.json")), error.what());
        QVERIFY2(sentence.length() <= 300, error.what());
        const bool named = sentence.contains(QString::fromLatin1(refusal.key)) ||
                           sentence.contains(QStringLiteral("block_out_channels")) ||
                           sentence.contains(QStringLiteral("norm_num_groups"));
        QVERIFY2(named, error.what());
    }
}

void NetworkConfigsTest::theDefaultsAreTheLibrarys()
{
    const auto unet = unetConfig(json::object(), "unet");
    QCOMPARE(unet.levels.size(), 4U);
    QCOMPARE(unet.levels[0].textWidth, 1280);
    QCOMPARE(unet.levels[3].channels, 1280);
    QVERIFY(unet.levels[3].down == core::UNetBlock::Plain);
    QVERIFY(unet.levels[3].up == core::UNetBlock::Plain);
    QCOMPARE(unet.timeWidth, 1280);
    const auto pixels = pixelUnetConfig(json::object(), "unet");
    QCOMPARE(pixels.levels[3].channels, 896);
    QVERIFY(pixels.levels[0].up == core::UNetBlock::Plain);
    QCOMPARE(vaeConfig(json::object(), "vae").channels.size(), 1U);
    QCOMPARE(clipTextConfig(json::object(), "text").width, 512);
    QCOMPARE(tinyVaeConfig(json::object(), "vae").decoderBlocks.back(), 1);
}

void NetworkConfigsTest::otherSettingsAreIgnored()
{
    const json config{{"_class_name", "UNet2DConditionModel"},
                      {"dropout", 0.1},
                      {"sample_size", 64},
                      {"upcast_attention", true},
                      {"class_embed_type", nullptr},
                      {"projection", 3}};
    QCOMPARE(unetConfig(config, "unet").inChannels, 4);
}

void NetworkConfigsTest::timeActivationIsRefusedOnlyWhereABlockObeysIt()
{
    json config{{"resnet_skip_time_act", true}};
    QCOMPARE(unetConfig(config, "unet").levels.size(), 4U);
    config["down_block_types"] = {"ResnetDownsampleBlock2D", "DownBlock2D", "DownBlock2D",
                                  "DownBlock2D"};
    QVERIFY_THROWS_EXCEPTION(Error, unetConfig(config, "unet"));
}

void NetworkConfigsTest::settingsMayBeListsOrNumbers()
{
    const json config{{"attention_head_dim", {5, 10, 20, 20}},
                      {"layers_per_block", {1, 2, 3, 2}},
                      {"transformer_layers_per_block", {1, 2, 3, 4}},
                      {"only_cross_attention", {true, false, false, false}},
                      {"cross_attention_dim", 1024}};
    const auto unet = unetConfig(config, "unet");
    QCOMPARE(unet.levels[1].heads, 10);
    QCOMPARE(unet.levels[2].layers, 3);
    QVERIFY((unet.levels[2].downDepths == std::vector<std::int64_t>{3, 3, 3}));
    QVERIFY((unet.levels[2].upDepths == std::vector<std::int64_t>{3, 3, 3, 3}));
    QVERIFY(unet.levels[0].onlyCrossAttention && !unet.levels[1].onlyCrossAttention);
    QCOMPARE(unet.midDepth, 4);
    QCOMPARE(
        unetConfig({{"num_attention_heads", 4}, {"attention_head_dim", 8}}, "unet").levels[0].heads,
        4);
}

void NetworkConfigsTest::whatIsNoConfigurationIsRefused()
{
    for (const auto& [name, read] : kReaders)
        for (const json& value : {json(nullptr), json(3), json::array(), json("x")})
            QVERIFY_THROWS_EXCEPTION(Error, read(value));
}

QTEST_GUILESS_MAIN(NetworkConfigsTest)
#include "networkconfigstest.moc"
