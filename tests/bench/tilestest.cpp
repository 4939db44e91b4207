// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include "engine/bench/subject.h"
#include "engine/pipelines/tiles.h"
#include "engine/train/scenes/landscape.h"

#include <QTest>

using namespace enogu;

namespace {

constexpr int kWidth = 1632, kHeight = 1224;
constexpr double kTilePixels = 5e5;

at::Tensor drawnPicture()
{
    Canvas canvas = drawLandscape(1, kWidth, kHeight);
    return at::from_blob(canvas.samples.data(), {1, 3, kHeight, kWidth}, at::kFloat) * 2 - 1;
}

/// The picture painted tile by tile with the statistics of the whole.
at::Tensor tiled(const core::Generator& net, const at::Tensor& x, core::NormTape& tape,
                 at::ScalarType dtype)
{
    const core::GeneratorTraits& traits = net.traits();
    at::Tensor out = at::empty_like(x);
    const auto tiles =
        tilesOf({0, 0, kWidth, kHeight}, traits.receptiveRadius, traits.sizeMultiple, kTilePixels);
    for (const auto& [in, inner] : tiles) {
        core::Run run;
        run.dtype = dtype;
        run.tape = &tape;
        run.window = {in.x, in.y, kWidth, kHeight};
        const at::Tensor y =
            net.forward(x.narrow(2, in.y, in.height).narrow(3, in.x, in.width).contiguous(), run);
        out.narrow(2, inner.y, inner.height)
            .narrow(3, inner.x, inner.width)
            .copy_(
                y.narrow(2, inner.y - in.y, inner.height).narrow(3, inner.x - in.x, inner.width));
    }
    return out;
}

} // namespace

/// Tiles of a 2 Mpx picture with the statistics of the whole differ from it by at most one level.
class TilesAtSizeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tilesDifferByOneLevelAtMost_data();
    void tilesDifferByOneLevelAtMost();
};

void TilesAtSizeTest::tilesDifferByOneLevelAtMost_data()
{
    QTest::addColumn<QString>("style");
    QTest::newRow("v2") << QStringLiteral("v2");
    QTest::newRow("v3") << QStringLiteral("v3");
}

void TilesAtSizeTest::tilesDifferByOneLevelAtMost()
{
    const c10::InferenceMode inference;
    QFETCH(QString, style);
    const bool half = __builtin_cpu_supports("avx512bf16"); // what the engine picks by itself
    const at::ScalarType dtype = half ? at::kBFloat16 : at::kFloat;
    const Subject subject = subjectOf(style.toStdString(), dtype);
    const at::Tensor x = drawnPicture();
    core::NormTape tape;
    core::Run run;
    run.dtype = dtype;
    run.tape = &tape;
    const at::Tensor whole = subject.net->forward(x, run);
    tape.mode = core::NormTape::Mode::Replay;
    const at::Tensor apart = (tiled(*subject.net, x, tape, dtype) - whole).abs() * 127.5;
    const double most = apart.max().item<double>();
    qInfo("largest %.4f, mean %.6f of 255", most, apart.mean().item<double>());
    QVERIFY2(most <= 1, qPrintable(QString::number(most)));
}

QTEST_GUILESS_MAIN(TilesAtSizeTest)
#include "tilestest.moc"
