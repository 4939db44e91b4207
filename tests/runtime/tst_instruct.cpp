// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/loader.h"
#include "tests/photo/pictures.h"
#include "tests/support/recorder.h"
#include "tests/support/samples.h"
#include "tests/support/tinymodel.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace enogu;
using namespace enogu::tests;
using testing::drawnImage;

namespace {

Instruct& recipeOf(Job& job)
{
    return std::get<Instruct>(job.recipe);
}

void write(const std::filesystem::path& file, const std::string& text)
{
    std::ofstream(file) << text;
}

} // namespace

/// Jobs of the recipe Instruct, with tiny models of counted weights.
class InstructTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theSameSeedGivesTheSamePicture();
    void aResultHasThePhotosForm_data();
    void aResultHasThePhotosForm();
    void onlyLargePhotosAreFitted_data();
    void onlyLargePhotosAreFitted();
    void whatIsNotMaskedIsThePhoto_data();
    void whatIsNotMaskedIsThePhoto();
    void anEmptyInstructionNeedsNoModel_data();
    void anEmptyInstructionNeedsNoModel();
    void aTraceHasTheContractsTensors();
    void bothGuidancesAlwaysCount();
    void aModelsOwnGuidanceIsTakenWhereItIsAskedFor();
    void picturesOutsideOfTheModelsWorldAreToldFrom();
    void adviceThatMakesNoSenseIsRefused_data();
    void adviceThatMakesNoSenseIsRefused();
    void otherWeightsAreRefusedWhereTheSameAreWanted();
    void failuresAreNamed_data();
    void failuresAreNamed();

private:
    std::filesystem::path path(const std::string& name) const
    {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }
    Job jobOf(const std::string& model, Extent photo) const
    {
        Instruct recipe;
        recipe.model = path(model).string();
        recipe.instruction = "a blue cat";
        recipe.steps = 2;
        recipe.seed = 7;
        recipe.size = 24;
        recipe.dtype = DType::F32;
        return Job{1, recipe, drawnImage(photo, Channels::Rgb, Depth::U8), "cpu"};
    }
    Result run(const Job& job)
    {
        Recorder recorder;
        auto result = m_engine->run(job, recorder, {});
        if (!result)
            qFatal("%s", result.error().what());
        return std::move(result).value();
    }

    QTemporaryDir m_folder;
    std::unique_ptr<Engine> m_engine;
};

void InstructTest::initTestCase()
{
    std::string whyNot;
    m_engine = loadEngine(&whyNot);
    QVERIFY2(m_engine, whyNot.c_str());
    for (const char* name : {"tiny", "tiny_inpaint", "tiny_instruct", "pixels"})
        writeCountedModel(name, path(name));
    for (const char* name : {"dead", "senseless"})
        writeCountedModel("tiny_instruct", path(name));
    poison(path("dead") / "unet/diffusion_pytorch_model.safetensors", "conv_in.weight");
}

void InstructTest::theSameSeedGivesTheSamePicture()
{
    Job job = jobOf("tiny_instruct", {24, 16});
    recipeOf(job).sampler = SamplerChoice::EulerAncestral;
    const Result first = run(job);
    m_engine->releaseMemory();
    const Result second = run(job);
    QVERIFY(first.image == second.image);
    const auto& done = std::get<Instruct>(first.recipe);
    QCOMPARE(done.modelHash.size(), std::size_t(64));
    QVERIFY(done.begunWith == BegunWith::Photo);
    recipeOf(job).seed = 8;
    QVERIFY(!(run(job).image == first.image));
}

void InstructTest::aResultHasThePhotosForm_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::newRow("as it is") << 24 << 16;
    QTest::newRow("odd sides") << 23 << 11;
    QTest::newRow("shrunk") << 61 << 37;
    QTest::newRow("upright") << 37 << 61;
    QTest::newRow("a line") << 90 << 1;
    QTest::newRow("one pixel") << 1 << 1;
}

void InstructTest::aResultHasThePhotosForm()
{
    QFETCH(int, width);
    QFETCH(int, height);
    Job job = jobOf("tiny_instruct", {1, 1});
    job.input = drawnImage({width, height}, Channels::Rgba, Depth::U16);
    const Image image = run(job).image;
    QVERIFY(image.extent() == job.input->extent() && image.depth() == Depth::U16);
    QVERIFY(!(image == *job.input));
    for (std::size_t i = 3; i < image.extent().pixels() * 4; i += 4)
        QCOMPARE(image.row16(0)[i], job.input->row16(0)[i]);
}

/// The codec halves once and the UNet once: steps of 2 and 4 pixels.
void InstructTest::onlyLargePhotosAreFitted_data()
{
    QTest::addColumn<QSize>("photo");
    QTest::addColumn<QSize>("seen");
    QTest::newRow("as it is") << QSize(22, 14) << QSize(22, 14);
    QTest::newRow("extended") << QSize(23, 11) << QSize(24, 12);
    QTest::newRow("fitted into 24 x 16") << QSize(61, 37) << QSize(24, 16);
    QTest::newRow("beyond the bound") << QSize(60, 40) << QSize(24, 16);
    QTest::newRow("never enlarged") << QSize(90, 1) << QSize(24, 2);
}

void InstructTest::onlyLargePhotosAreFitted()
{
    QFETCH(QSize, photo);
    QFETCH(QSize, seen);
    Job job = jobOf("tiny_instruct", {photo.width(), photo.height()});
    job.trace = path("fitted.safetensors");
    run(job);
    QCOMPARE(shapeOf(job.trace, "decoded"), (Shape{3, seen.height(), seen.width()}));
    QCOMPARE(shapeOf(job.trace, "image_latents"), (Shape{4, seen.height() / 2, seen.width() / 2}));
}

void InstructTest::whatIsNotMaskedIsThePhoto_data()
{
    QTest::addColumn<int>("grow");
    QTest::addColumn<int>("feather");
    QTest::newRow("sharp") << 0 << 0;
    QTest::newRow("grown") << 3 << 0;
    QTest::newRow("feathered") << 2 << 4;
}

void InstructTest::whatIsNotMaskedIsThePhoto()
{
    QFETCH(int, grow);
    QFETCH(int, feather);
    const Extent extent{37, 18};
    Job job = jobOf("tiny_instruct", extent);
    recipeOf(job).grow = grow;
    recipeOf(job).feather = feather;
    job.input = drawnImage(extent, Channels::Rgba, Depth::U8);
    job.mask = leftHalf(extent);
    const Result result = run(job);
    QVERIFY(std::get<Instruct>(result.recipe).begunWith == BegunWith::MaskedPhoto);
    const int edge = extent.width / 2 + grow + feather;
    int changed = 0;
    for (std::size_t i = 0; i < extent.pixels(); ++i) {
        const bool same = pixelEquals(result.image, *job.input, i);
        const int x = int(i % std::size_t(extent.width));
        QVERIFY(same || x < edge);
        changed += !same && x >= edge - 1 ? 1 : 0;
    }
    QVERIFY(changed > 0);
}

void InstructTest::anEmptyInstructionNeedsNoModel_data()
{
    QTest::addColumn<QByteArray>("instruction");
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("blank") << QByteArray(" \n");
}

void InstructTest::anEmptyInstructionNeedsNoModel()
{
    QFETCH(QByteArray, instruction);
    Job job = jobOf("nowhere", {31, 17});
    recipeOf(job).instruction = instruction.toStdString();
    const Result result = run(job);
    QVERIFY(result.image == *job.input);
    QVERIFY(result.notices == std::vector{Notice::NoInstruction});
}

void InstructTest::aTraceHasTheContractsTensors()
{
    Job job = jobOf("tiny_instruct", {24, 16});
    recipeOf(job).steps = 3;
    recipeOf(job).textGuidance = recipeOf(job).imageGuidance = 1;
    job.trace = path("trace.safetensors");
    run(job);
    QCOMPARE(shapeOf(job.trace, "timesteps"), (Shape{3}));
    QCOMPARE(shapeOf(job.trace, "latents"), (Shape{4, 4, 8, 12}));
    QCOMPARE(shapeOf(job.trace, "pred_x0"), (Shape{3, 4, 8, 12}));
    QCOMPARE(shapeOf(job.trace, "text_embeds"), (Shape{77, 20}));
    QCOMPARE(shapeOf(job.trace, "negative_embeds"), (Shape{77, 20}));
    QCOMPARE(shapeOf(job.trace, "image_latents"), (Shape{4, 8, 12}));
    QCOMPARE(shapeOf(job.trace, "decoded"), (Shape{3, 16, 24}));
}

void InstructTest::bothGuidancesAlwaysCount()
{
    Job job = jobOf("tiny_instruct", {24, 16});
    recipeOf(job).textGuidance = 1;
    recipeOf(job).imageGuidance = 1;
    const Image plain = run(job).image;
    recipeOf(job).imageGuidance = 1.5;
    QVERIFY(!(run(job).image == plain));
    recipeOf(job).imageGuidance = 1;
    recipeOf(job).textGuidance = 0;
    const Image wordless = run(job).image;
    QVERIFY(!(wordless == plain));
    recipeOf(job).instruction = "grass";
    QVERIFY(run(job).image == wordless);
}

void InstructTest::aModelsOwnGuidanceIsTakenWhereItIsAskedFor()
{
    writeCountedModel("tiny_instruct", path("advised"));
    write(path("advised") / "enogu.json", R"({"text_guidance": 2, "image_guidance": 1.25})");
    Job job = jobOf("advised", {24, 16});
    recipeOf(job).textGuidance = recipeOf(job).imageGuidance = kOwnGuidance;
    const auto plan = m_engine->plan(job);
    QVERIFY(plan);
    QCOMPARE(plan.value().advice.textGuidance, 2.0);
    const Result own = run(job);
    QCOMPARE(std::get<Instruct>(own.recipe).textGuidance, 2.0);
    QCOMPARE(std::get<Instruct>(own.recipe).imageGuidance, 1.25);
    recipeOf(job).textGuidance = 2;
    recipeOf(job).imageGuidance = 1.25;
    QVERIFY(run(job).image == own.image);
    recipeOf(job).model = path("tiny_instruct").string();
    recipeOf(job).textGuidance = kOwnGuidance;
    QCOMPARE(std::get<Instruct>(run(job).recipe).textGuidance, 7.5);
}

void InstructTest::picturesOutsideOfTheModelsWorldAreToldFrom()
{
    const Job job = jobOf("world", {24, 16});
    writeCountedModel("tiny_instruct", path("world"));
    for (const auto& [least, strange] : {std::pair("0", false), {"0.1", false}, {"100", true}}) {
        write(path("world") / "enogu.json", std::string(R"({"world_psnr": )") + least + "}");
        m_engine->releaseMemory();
        QCOMPARE(run(job).notices == std::vector{Notice::StrangePicture}, strange);
    }
}

void InstructTest::adviceThatMakesNoSenseIsRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("no object") << QByteArray("[]");
    QTest::newRow("cut") << QByteArray(R"({"text_guidance": )");
    QTest::newRow("a word") << QByteArray(R"({"text_guidance": "much"})");
    QTest::newRow("negative") << QByteArray(R"({"image_guidance": -1})");
    QTest::newRow("endless") << QByteArray(R"({"guidance": 1e400})");
    QTest::newRow("too much") << QByteArray(R"({"world_psnr": 1e9})");
}

void InstructTest::adviceThatMakesNoSenseIsRefused()
{
    QFETCH(QByteArray, text);
    write(path("senseless") / "enogu.json", text.toStdString());
    m_engine->releaseMemory();
    Recorder recorder;
    const auto result = m_engine->run(jobOf("senseless", {24, 16}), recorder, {});
    QVERIFY(!result);
    const QString sentence = QString::fromUtf8(result.error().what());
    QVERIFY2(sentence.contains(QStringLiteral("enogu.json")), qPrintable(sentence));
}

void InstructTest::otherWeightsAreRefusedWhereTheSameAreWanted()
{
    Job job = jobOf("tiny_instruct", {24, 16});
    job.recipe = run(job).recipe;
    job.sameWeights = true;
    const Image again = run(job).image;
    recipeOf(job).modelHash[0] = recipeOf(job).modelHash[0] == '0' ? '1' : '0';
    Recorder recorder;
    const auto refused = m_engine->run(job, recorder, {});
    QVERIFY(!refused && refused.error().code() == ErrorCode::WrongModelKind);
    QVERIFY(QString::fromUtf8(refused.error().what()).contains(QLatin1String("tiny_instruct")));
    job.sameWeights = false;
    QVERIFY(run(job).image == again);
}

void InstructTest::failuresAreNamed_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("named");
    const auto row = [](const char* name, const char* model, ErrorCode code, const char* named) {
        QTest::newRow(name) << QString::fromLatin1(model) << int(code)
                            << QString::fromLatin1(named);
    };
    row("NaN in the UNet", "dead", ErrorCode::NonFinite, "dead");
    row("no model", "nowhere", ErrorCode::MissingFile, "nowhere");
    row("text to image", "tiny", ErrorCode::WrongModelKind, "tiny is not an instruction model");
    row("inpainting", "tiny_inpaint", ErrorCode::WrongModelKind, "takes 9 channels");
    row("pixels", "pixels", ErrorCode::WrongModelKind, "takes 3 channels");
}

void InstructTest::failuresAreNamed()
{
    QFETCH(QString, model);
    QFETCH(int, code);
    QFETCH(QString, named);
    Job job = jobOf(model.toStdString(), {24, 16});
    job.trace = path("unwritten.safetensors");
    Recorder recorder;
    const auto result = m_engine->run(job, recorder, {});
    QVERIFY(!result);
    QVERIFY2(QString::fromUtf8(result.error().what()).contains(named), result.error().what());
    QCOMPARE(int(result.error().code()), code);
    QVERIFY(!std::filesystem::exists(job.trace));
}

QTEST_GUILESS_MAIN(InstructTest)
#include "tst_instruct.moc"
