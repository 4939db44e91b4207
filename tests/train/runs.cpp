// SPDX-License-Identifier: GPL-3.0-or-later
#undef slots
#include "tests/train/runs.h"

#include "engine/train/pictures.h"
#include "engine/train/vaetask.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <QTest>

namespace enogu::tests {

using namespace core;

VaeOptions smallVae(const QTemporaryDir& folder)
{
    VaeOptions options;
    options.run.folder = folder.path().toStdString();
    options.run.seed = 3;
    options.run.steps = 8;
    options.run.batch = 2;
    options.run.rate = 2e-3;
    options.run.warmUp = 4;
    options.run.type = TrainingType::F32;
    options.channels = {8, 16};
    options.groups = 4;
    options.crop = 32;
    options.side = 32;
    options.pictures = 4;
    return options;
}

DiffusionSite::DiffusionSite()
    : directory(std::make_unique<QTemporaryDir>()), path(directory->path().toStdString())
{
    VaeOptions vae;
    vae.channels = {8, 16, 16};
    vae.run.type = TrainingType::F32;
    VaeTask(vae).exportTo(path / "vae-run");
}

DiffusionOptions DiffusionSite::options() const
{
    DiffusionOptions options;
    options.run.folder = path / "run";
    options.run.batch = 8;
    options.run.rate = 2e-3;
    options.run.warmUp = 5;
    options.run.steps = 8;
    options.run.type = TrainingType::F32;
    options.model = path / "vae-run";
    options.side = 32;
    options.families = 4;
    options.channels = {16, 32};
    return options;
}

at::Tensor twoPictures()
{
    Random random(9);
    return cropsOf(random, {2, 32, 32, 4});
}

void learns(TrainingRun& run, int steps, int window, double share)
{
    double first = 0, last = 0;
    for (int i = 0; i < steps; ++i) {
        const double loss = run.step();
        first += i < window ? loss / window : 0;
        last += i >= steps - window ? loss / window : 0;
    }
    QVERIFY2(last < share * first, qPrintable(QStringLiteral("%1 -> %2").arg(first).arg(last)));
}

void resumesExactly(const MakeRun& whole, const MakeRun& killed)
{
    TrainingRun straight = whole();
    for (int i = 0; i < 8; ++i)
        straight.step();
    {
        TrainingRun lost = killed();
        for (int i = 0; i < 5; ++i)
            lost.step();
        lost.save();
        lost.step();
    }
    TrainingRun resumed = killed();
    QCOMPARE(resumed.steps(), 5);
    for (int i = 0; i < 3; ++i)
        resumed.step();
    QCOMPARE(resumed.history(), straight.history());
    const auto expected = everyWeight(straight.task()), got = everyWeight(resumed.task());
    for (std::size_t i = 0; i < expected.size(); ++i)
        QVERIFY(at::equal(expected[i], got[i]));
}

void hasItsGradient(const std::function<at::Tensor()>& loss, const at::Tensor& leaf, double step)
{
    leaf.mutable_grad().reset(); // of earlier calls
    loss().backward();
    const double slope = leaf.grad().norm().item<double>();
    const at::Tensor direction = leaf.grad() / slope;
    const at::NoGradGuard quiet;
    leaf.add_(direction, step);
    const double above = loss().item<double>();
    leaf.add_(direction, -2 * step);
    const double found = (above - loss().item<double>()) / (2 * step);
    leaf.add_(direction, step);
    QVERIFY2(slope > 0 && std::abs(found - slope) < 0.03 * slope,
             qPrintable(QStringLiteral("%1 %2").arg(found).arg(slope)));
}

std::vector<at::Tensor> everyWeight(Task& task)
{
    std::vector<at::Tensor> all;
    for (const auto& [name, learner] : task.learners())
        for (const at::Tensor& leaf : learner->weights.leaves())
            all.push_back(leaf.detach().clone());
    return all;
}

} // namespace enogu::tests
