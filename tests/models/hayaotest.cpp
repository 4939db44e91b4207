// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include "engine/weights/generators.h"

#include <opencv2/core.hpp>

#include <QImage>
#include <QTest>

using namespace enogu;

namespace {

const QString kFolder = QStringLiteral(ENOGU_SOURCE_DIR "/../shared/weights/cartoongan-hayao");

cv::Mat readRgb(const QString& path)
{
    const QImage image = QImage(path).convertToFormat(QImage::Format_RGB888);
    return cv::Mat(image.height(), image.width(), CV_8UC3, const_cast<uchar*>(image.constBits()),
                   std::size_t(image.bytesPerLine()))
        .clone();
}

at::Tensor tensorOf(const cv::Mat& rgb)
{
    const at::Tensor bytes =
        at::from_blob(rgb.data, {rgb.rows, rgb.cols, 3}, at::kByte).to(at::kFloat);
    return (bytes / 127.5 - 1).permute({2, 0, 1}).unsqueeze(0).contiguous();
}

} // namespace

/// The real CartoonGAN Hayao weights against their authors' published pictures.
class HayaoTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void publishedPicturesAreReproduced_data();
    void publishedPicturesAreReproduced();
};

void HayaoTest::publishedPicturesAreReproduced_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("in1") << QStringLiteral("in1");
    QTest::newRow("in2") << QStringLiteral("in2");
}

void HayaoTest::publishedPicturesAreReproduced()
{
    if (!QFile::exists(kFolder))
        QSKIP("../shared/weights/cartoongan-hayao is absent");
    const c10::InferenceMode inference;
    QFETCH(QString, name);
    const cv::Mat photo =
        readRgb(kFolder + QStringLiteral("/golden/") + name + QStringLiteral(".png"));
    const cv::Mat published =
        readRgb(kFolder + QStringLiteral("/golden/") + name + QStringLiteral("_Hayao.png"));
    // As the authors ran it: the longer side is 450, and the network rounds up to a multiple of 4.
    const double scale = 450.0 / std::max(photo.cols, photo.rows);
    const std::int64_t width = std::int64_t(photo.cols * scale);
    const std::int64_t height = std::int64_t(photo.rows * scale);
    const at::Tensor small =
        at::_upsample_bicubic2d_aa(tensorOf(photo), {height, width}, false).clamp(-1, 1);
    const LoadedGenerator loaded =
        loadGenerator(kFolder.toStdString(), Upsampling::Auto, at::kFloat);
    core::Run run;
    const at::Tensor result = loaded.net->forward(small, run).clamp(-1, 1);
    const double error = (result - tensorOf(published)).square().mean().item<double>();
    const double decibels = 10 * std::log10(4 / error);
    qInfo("%s: %dx%d, %.2f dB", qPrintable(name), published.cols, published.rows, decibels);
    QVERIFY(decibels >= 31);
}

QTEST_GUILESS_MAIN(HayaoTest)
#include "hayaotest.moc"
