// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/weights/keymaps.h"
#include "tests/weights/compvis.h"

#include <QFile>
#include <QTest>

#include <nlohmann/json.hpp>

#include <set>

using namespace enogu;

namespace {

nlohmann::json publishedKeys(const char* part)
{
    QFile file(QLatin1String(ENOGU_SOURCE_DIR "/tests/golden/weights/keys.json"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return nlohmann::json::parse(file.readAll().toStdString())[part];
}

/// FNV-1a of the keys, one a line.
std::string hashOf(const std::set<std::string>& keys)
{
    std::uint64_t value = 0xCBF29CE484222325;
    const auto add = [&](char c) {
        value = (value ^ static_cast<unsigned char>(c)) * 0x100000001B3;
    };
    for (const std::string& key : keys) {
        if (key != *keys.begin())
            add('\n');
        std::for_each(key.begin(), key.end(), add);
    }
    return QString::number(value, 16).rightJustified(16, QLatin1Char('0')).toStdString();
}

/// Every key has its own place, and all places together are the published ones.
void compare(const std::vector<std::string>& mapped, const char* part)
{
    const std::set<std::string> keys(mapped.begin(), mapped.end());
    const auto published = publishedKeys(part);
    QCOMPARE(mapped.size(), published["keys"].get<std::size_t>());
    QCOMPARE(keys.size(), mapped.size());
    QCOMPARE(hashOf(keys), published["hash"].get<std::string>());
}

} // namespace

class TestKeyMaps : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSingleFilesUnetIsDiffusersUnet()
    {
        std::vector<std::string> mapped;
        for (const std::string& key : compVisUnetKeys())
            mapped.push_back(unetKeyOfCompVis(key, 2).value_or(key));
        compare(mapped, "unet");
    }

    void aSingleFilesAutoencoderIsDiffusersAutoencoder()
    {
        std::vector<std::string> mapped;
        for (const std::string& key : compVisVaeKeys())
            mapped.push_back(vaeKeyOfCompVis(key, 4).value_or(key));
        compare(mapped, "vae");
    }

    void openClipsTextModelIsTransformersOne()
    {
        std::vector<std::string> mapped;
        for (const std::string& key : openClipKeys()) {
            const auto named = textKeyOfOpenClip(key);
            if (!named || named->layer == 23)
                continue;
            for (const char* third : {"q", "k", "v"}) {
                std::string name = named->key;
                if (named->thirds)
                    name.replace(name.find("{}"), 2, third);
                if (named->thirds || *third == 'q')
                    mapped.push_back(name);
            }
        }
        compare(mapped, "openclip");
    }

    void anUnknownKeyHasNoPlace_data()
    {
        QTest::addColumn<std::string>("key");
        for (const char* key :
             {"", ".", "input_blocks", "input_blocks.", "input_blocks.x.0.weight", "input_blocks.1",
              "input_blocks.1.0", "input_blocks.1.0.in_layers.9.weight",
              "input_blocks.99999999999999999999.0.weight", "input_blocks.-1.0.weight",
              "output_blocks.1.3.weight", "label_emb.0.0.weight", "time_embed.1.weight", "out.1"})
            QTest::newRow(key) << std::string(key);
    }
    void anUnknownKeyHasNoPlace()
    {
        QFETCH(std::string, key);
        QVERIFY(!unetKeyOfCompVis(key, 2));
        QVERIFY(!vaeKeyOfCompVis("decoder." + key, 4));
    }

    void oldNamesOfAttentionBecomeTodays()
    {
        const std::string place = "decoder.mid_block.attentions.0.";
        QCOMPARE(currentDiffusersKey(place + "query.weight"), place + "to_q.weight");
        QCOMPARE(currentDiffusersKey(place + "proj_attn.bias"), place + "to_out.0.bias");
        QCOMPARE(currentDiffusersKey(place + "to_k.bias"), place + "to_k.bias");
        QCOMPARE(currentDiffusersKey("some.key.weight"), std::string("some.key.weight"));
    }

    void anAverageIsFoundUnderItsFlatName()
    {
        QCOMPARE(averagedKey("model.diffusion_model.input_blocks.0.0.weight"),
                 std::string("model_ema.diffusion_modelinput_blocks00weight"));
    }
};

QTEST_GUILESS_MAIN(TestKeyMaps)
#include "tst_keymaps.moc"
