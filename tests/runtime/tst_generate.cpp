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

/// Jobs of the recipe Generate, with tiny models of counted weights.
class GenerateTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theSameSeedGivesTheSamePicture();
    void aPictureHasTheSizeThatWasAskedFor_data();
    void aPictureHasTheSizeThatWasAskedFor();
    void aResultHasThePhotosForm_data();
    void aResultHasThePhotosForm();
    void whatIsNotMaskedIsThePhoto_data();
    void whatIsNotMaskedIsThePhoto();
    void strengthZeroReturnsThePhoto();
    void everyStepIsShown();
    void aTraceHasTheContractsTensors();
    void progressRisesToItsTotal();
    void aStopIsObeyedWithinABlock();
    void failuresAreNamed_data();
    void failuresAreNamed();

private:
    std::filesystem::path path(const std::string& name) const
    {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }
    Job jobOf(const std::string& model) const
    {
        Generate recipe;
        recipe.model = path(model).string();
        recipe.prompt = "a blue cat";
        recipe.steps = 3;
        recipe.seed = 7;
        recipe.size = {24, 16};
        recipe.dtype = DType::F32;
        return Job{1, recipe, std::nullopt, "cpu"};
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

Generate& recipeOf(Job& job)
{
    return std::get<Generate>(job.recipe);
}

void GenerateTest::initTestCase()
{
    std::string whyNot;
    m_engine = loadEngine(&whyNot);
    QVERIFY2(m_engine, whyNot.c_str());
    for (const char* name : {"tiny", "tiny_inpaint", "pixels"})
        writeCountedModel(name, path(name));
    writeCountedModel("tiny", path("dead"));
    poison(path("dead") / "unet/diffusion_pytorch_model.safetensors", "conv_in.weight");
    writeCountedModel("tiny", path("blind"));
    poison(path("blind") / "vae/diffusion_pytorch_model.safetensors", "decoder.conv_in.weight");
    writeCountedNoise(path("small.safetensors"), {{"latents", {1, 4, 4, 4}}});
    writeCountedNoise(path("good.safetensors"), {{"latents", {1, 4, 8, 12}}});
    writeCountedNoise(path("other.safetensors"), {{"latent", {1, 4, 8, 12}}});
    std::ofstream(path("text.safetensors")) << "no tensors at all";
}

void GenerateTest::theSameSeedGivesTheSamePicture()
{
    Job job = jobOf("tiny");
    recipeOf(job).sampler = SamplerChoice::EulerAncestral;
    const Result first = run(job);
    m_engine->releaseMemory();
    const Result second = run(job);
    QVERIFY(first.image == second.image);
    QCOMPARE(std::get<Generate>(first.recipe).modelHash.size(), std::size_t(64));
    recipeOf(job).seed = 8;
    QVERIFY(!(run(job).image == first.image));
}

void GenerateTest::aPictureHasTheSizeThatWasAskedFor_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::addColumn<int>("wide");
    QTest::addColumn<int>("high");
    QTest::newRow("native") << QStringLiteral("tiny") << 0 << 0 << 16 << 16;
    QTest::newRow("odd") << QStringLiteral("tiny") << 21 << 9 << 21 << 9;
    QTest::newRow("one pixel") << QStringLiteral("tiny") << 1 << 1 << 1 << 1;
    QTest::newRow("pixels") << QStringLiteral("pixels") << 18 << 7 << 18 << 7;
}

void GenerateTest::aPictureHasTheSizeThatWasAskedFor()
{
    QFETCH(QString, model);
    QFETCH(int, width);
    QFETCH(int, height);
    QFETCH(int, wide);
    QFETCH(int, high);
    Job job = jobOf(model.toStdString());
    recipeOf(job).size = {width, height};
    const Image image = run(job).image;
    QVERIFY(image.extent() == (Extent{wide, high}));
    QVERIFY(image.depth() == Depth::U8 && !image.hasAlpha());
}

void GenerateTest::aResultHasThePhotosForm_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::addColumn<int>("size");
    QTest::newRow("as it is") << 24 << 16 << 24;
    QTest::newRow("odd sides") << 23 << 11 << 24;
    QTest::newRow("shrunk") << 61 << 37 << 20;
    QTest::newRow("a line") << 90 << 1 << 24;
}

void GenerateTest::aResultHasThePhotosForm()
{
    QFETCH(int, width);
    QFETCH(int, height);
    QFETCH(int, size);
    Job job = jobOf("tiny");
    recipeOf(job).size = {size, size};
    job.input = drawnImage({width, height}, Channels::Rgba, Depth::U16);
    const Image image = run(job).image;
    QVERIFY(image.extent() == job.input->extent() && image.depth() == Depth::U16);
    QVERIFY(!(image == *job.input));
    for (std::size_t i = 3; i < image.extent().pixels() * 4; i += 4)
        QCOMPARE(image.row16(0)[i], job.input->row16(0)[i]);
}

void GenerateTest::whatIsNotMaskedIsThePhoto_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<int>("grow");
    QTest::addColumn<int>("feather");
    QTest::newRow("9 channels") << QStringLiteral("tiny_inpaint") << 0 << 0;
    QTest::newRow("4 channels") << QStringLiteral("tiny") << 0 << 0;
    QTest::newRow("grown") << QStringLiteral("tiny") << 3 << 0;
    QTest::newRow("feathered") << QStringLiteral("tiny_inpaint") << 2 << 4;
    QTest::newRow("pixels") << QStringLiteral("pixels") << 0 << 1;
}

void GenerateTest::whatIsNotMaskedIsThePhoto()
{
    QFETCH(QString, model);
    QFETCH(int, grow);
    QFETCH(int, feather);
    const Extent extent{27, 18};
    Job job = jobOf(model.toStdString());
    recipeOf(job).grow = grow;
    recipeOf(job).feather = feather;
    recipeOf(job).strength = 1;
    job.input = drawnImage(extent, Channels::Rgba, Depth::U8);
    job.mask = leftHalf(extent);
    const Image image = run(job).image;
    const int edge = extent.width / 2 + grow + feather;
    int changed = 0;
    for (std::size_t i = 0; i < extent.pixels(); ++i) {
        const bool same = pixelEquals(image, *job.input, i);
        const int x = int(i % std::size_t(extent.width));
        QVERIFY(same || x < edge);
        changed += !same && x >= edge - 1 ? 1 : 0;
    }
    QVERIFY(changed > 0);
}

void GenerateTest::strengthZeroReturnsThePhoto()
{
    Job job = jobOf("tiny");
    recipeOf(job).strength = 0;
    job.input = drawnImage({31, 17}, Channels::Rgba, Depth::U16);
    job.trace = path("nothing.safetensors");
    QVERIFY(run(job).image == *job.input);
    QCOMPARE(shapeOf(job.trace, "timesteps"), std::vector<std::int64_t>{0});
}

void GenerateTest::everyStepIsShown()
{
    Recorder recorder;
    Job job = jobOf("tiny");
    recipeOf(job).sampler = SamplerChoice::Pndm;
    job.steps = StepDetail::Full;
    QVERIFY(m_engine->run(job, recorder, {}));
    QCOMPARE(recorder.steps.size(), std::size_t(4));
    for (const Step& step : recorder.steps) {
        QCOMPARE(step.count, 4);
        QVERIFY(step.noisy.extent() == (Extent{24, 16}));
        QVERIFY(step.predicted.extent() == (Extent{24, 16}));
        QCOMPARE(step.state->x.shape, (std::vector<std::int64_t>{1, 4, 8, 12}));
        QCOMPARE(step.state->next, std::int64_t(step.index + 1));
        QVERIFY(!step.state->random.empty());
    }
}

void GenerateTest::aTraceHasTheContractsTensors()
{
    Job job = jobOf("tiny");
    job.input = drawnImage({24, 16}, Channels::Rgb, Depth::U8);
    job.trace = path("trace.safetensors");
    recipeOf(job).steps = 8;
    recipeOf(job).strength = 0.6;
    run(job);
    QCOMPARE(shapeOf(job.trace, "timesteps"), (Shape{4}));
    QCOMPARE(shapeOf(job.trace, "latents"), (Shape{5, 4, 8, 12}));
    QCOMPARE(shapeOf(job.trace, "pred_x0"), (Shape{4, 4, 8, 12}));
    QCOMPARE(shapeOf(job.trace, "text_embeds"), (Shape{77, 20}));
    QCOMPARE(shapeOf(job.trace, "negative_embeds"), (Shape{77, 20}));
    QCOMPARE(shapeOf(job.trace, "image_latents"), (Shape{4, 8, 12}));
    QCOMPARE(shapeOf(job.trace, "decoded"), (Shape{3, 16, 24}));
    recipeOf(job).guidance = 1;
    run(job);
    QCOMPARE(shapeOf(job.trace, "negative_embeds"), (Shape{-1}));
}

void GenerateTest::progressRisesToItsTotal()
{
    Recorder recorder;
    QVERIFY(m_engine->run(jobOf("tiny"), recorder, {}));
    for (std::size_t i = 1; i < recorder.reports.size(); ++i)
        QVERIFY(recorder.reports[i].done > recorder.reports[i - 1].done);
    QVERIFY(recorder.reports.size() > 6);
    QCOMPARE(recorder.reports.back().done, recorder.reports.back().total);
}

void GenerateTest::aStopIsObeyedWithinABlock()
{
    std::stop_source stop;
    Recorder recorder;
    std::size_t after = 0;
    recorder.then = [&](const Progress& progress) {
        after += stop.stop_requested() ? 1 : 0;
        if (progress.done > 0.4)
            stop.request_stop();
    };
    const auto result = m_engine->run(jobOf("tiny"), recorder, stop.get_token());
    QVERIFY(!result && result.error().code() == ErrorCode::Cancelled);
    QVERIFY(after <= 1);
}

void GenerateTest::failuresAreNamed_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("noise");
    QTest::addColumn<int>("sampler");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("named");
    const auto row = [](const char* name, const char* model, const char* noise,
                        SamplerChoice sampler, ErrorCode code, const char* named) {
        QTest::newRow(name) << QString::fromLatin1(model) << QString::fromLatin1(noise)
                            << int(sampler) << int(code) << QString::fromLatin1(named);
    };
    using enum SamplerChoice;
    row("NaN in the UNet", "dead", "", Ddim, ErrorCode::NonFinite, "step 1");
    row("NaN in the decoder", "blind", "", Ddim, ErrorCode::NonFinite, "blind");
    row("no model", "nowhere", "", Ddim, ErrorCode::MissingFile, "nowhere");
    row("no photo", "tiny_inpaint", "", Ddim, ErrorCode::BadArgument, "--init");
    row("no noise", "tiny", "none.safetensors", Ddim, ErrorCode::MissingFile, "none.safetensors");
    row("noise of another size", "tiny", "small.safetensors", Ddim, ErrorCode::BadArgument,
        "[1, 4, 8, 12]");
    row("noise without latents", "tiny", "other.safetensors", Ddim, ErrorCode::BadArgument,
        "latents");
    row("noise without steps", "tiny", "good.safetensors", EulerAncestral, ErrorCode::BadArgument,
        "steps");
    row("no noise at all", "tiny", "text.safetensors", Ddim, ErrorCode::BadModelFile,
        "text.safetensors");
}

void GenerateTest::failuresAreNamed()
{
    QFETCH(QString, model);
    QFETCH(QString, noise);
    QFETCH(int, sampler);
    QFETCH(int, code);
    QFETCH(QString, named);
    Job job = jobOf(model.toStdString());
    recipeOf(job).sampler = SamplerChoice(sampler);
    if (!noise.isEmpty())
        job.noise = path(noise.toStdString());
    job.trace = path("unwritten.safetensors");
    Recorder recorder;
    const auto result = m_engine->run(job, recorder, {});
    QVERIFY(!result);
    QCOMPARE(int(result.error().code()), code);
    QVERIFY2(QString::fromUtf8(result.error().what()).contains(named), result.error().what());
    QVERIFY(!std::filesystem::exists(job.trace));
}

QTEST_GUILESS_MAIN(GenerateTest)
#include "tst_generate.moc"
