// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include "engine/bench/animeify.h"
#include "engine/bench/subject.h"

#include <QTest>

using namespace enogu;

/// The plain networks of the bench draw the pictures that ours draw, so that comparing is fair.
class PlainTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPlainNetworkDrawsTheSamePicture_data();
    void aPlainNetworkDrawsTheSamePicture();
    void otherWeightsDrawAnother();
};

void PlainTest::aPlainNetworkDrawsTheSamePicture_data()
{
    QTest::addColumn<QString>("style");
    for (const std::string& name : namedSubjects())
        QTest::newRow(name.c_str()) << QString::fromStdString(name);
}

void PlainTest::aPlainNetworkDrawsTheSamePicture()
{
    const c10::InferenceMode inference;
    QFETCH(QString, style);
    const double apart = largestDifference(subjectOf(style.toStdString(), at::kFloat));
    QVERIFY2(apart < 1e-3, qPrintable(QString::number(apart)));
}

void PlainTest::otherWeightsDrawAnother()
{
    const c10::InferenceMode inference;
    Subject subject = subjectOf("v2", at::kFloat);
    EagerWeights& weights = subject.weights;
    const at::Tensor x = at::rand({1, 3, 32, 32}) * 2 - 1;
    const at::Tensor before = eagerPicture("AnimeGAN v2", weights, subject.up, x);
    weights[4].second = weights[4].second * 1.1;
    const at::Tensor after = eagerPicture("AnimeGAN v2", weights, subject.up, x);
    QVERIFY((before - after).abs().max().item<double>() > 1e-2);
}

QTEST_GUILESS_MAIN(PlainTest)
#include "plaintest.moc"
