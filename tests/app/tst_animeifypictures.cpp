// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/formats/tensorfile.h"
#include "tests/app/commandline.h"

#include <QColor>
#include <QColorSpace>
#include <QColorTransform>
#include <QDir>
#include <QTest>

#include <cmath>
#include <limits>

using namespace enogu;
using namespace enogu::tests;

namespace {

constexpr std::array kBias{-0.6F, 0.1F, 0.8F};
const QString kF32 = QStringLiteral("--dtype=f32");

/// 0 … 1: what the one-colour network paints in channel c.
double paintedShare(int c)
{
    return (std::tanh(std::tanh(double(kBias[std::size_t(c)]))) + 1) / 2;
}

/// Largest distance from photo + strength · (style − photo), in levels before rounding.
double furthestFromMix(const Image& photo, const Image& result, double strength)
{
    const double top = photo.depth() == Depth::U8 ? 255 : 65535;
    double furthest = 0;
    for (std::size_t i = 0; i < photo.extent().pixels(); ++i) {
        for (int c = 0; c < 3; ++c) {
            const double from = level(photo, i, c);
            const double wanted = from + strength * (paintedShare(c) * top - from);
            furthest = std::max(furthest, std::abs(level(result, i, c) - wanted));
        }
    }
    return furthest;
}

bool sameAlpha(const Image& a, const Image& b)
{
    for (std::size_t i = 0; i < a.extent().pixels(); ++i) {
        if (level(a, i, 3) != level(b, i, 3))
            return false;
    }
    return true;
}

/// The bundled weights with every number replaced by NaN, in a folder for ENOGU_MODELS.
void writeDeadCel(const QString& folder)
{
    const TensorFile file = readTensors(ENOGU_SOURCE_DIR "/resources/models/cel/cel.safetensors");
    const std::vector<float> nothing(1 << 20, std::numeric_limits<float>::quiet_NaN());
    std::vector<TensorView> views = file.tensors();
    for (TensorView& view : views) {
        view.type = ElementType::F32;
        view.data = reinterpret_cast<const std::byte*>(nothing.data());
        view.bytes = std::size_t(view.elements()) * sizeof(float);
    }
    QDir().mkpath(folder + QStringLiteral("/cel"));
    writeSafetensors((folder + QStringLiteral("/cel/cel.safetensors")).toStdString(), views,
                     file.metadata());
}

} // namespace

/// `enogu animeify` to the level, with a network that paints one known colour.
class AnimeifyPicturesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everySizeIsPaintedAsItIs_data();
    void everySizeIsPaintedAsItIs();
    void strengthIsMixedBeforeTheOnlyRounding_data();
    void strengthIsMixedBeforeTheOnlyRounding();
    void strengthZeroReturnsThePhotoWithoutTheNetwork_data();
    void strengthZeroReturnsThePhotoWithoutTheNetwork();
    void aJpegIsFlattenedOnWhite();
    void theProfileIsKept();
    void keepColourGivesThePhotosMean();
    void celPaintsAndIsNamedInAnyCase();
    void twoRunsGiveTheSameFile();

private:
    Workplace m_place;
    QString m_style;
};

void AnimeifyPicturesTest::initTestCase()
{
    m_style = m_place.weights(QStringLiteral("one.safetensors"), WhiteBoxFile::ofOneColour(kBias));
}

void AnimeifyPicturesTest::everySizeIsPaintedAsItIs_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::newRow("16x16") << 16 << 16;
    QTest::newRow("odd") << 41 << 29;
    QTest::newRow("17x3") << 17 << 3;
    QTest::newRow("one column") << 1 << 40;
    QTest::newRow("one pixel") << 1 << 1;
}

void AnimeifyPicturesTest::everySizeIsPaintedAsItIs()
{
    QFETCH(int, width);
    QFETCH(int, height);
    const QString in = m_place.photo(QStringLiteral("size.png"), {width, height});
    const QString out = m_place.path(QStringLiteral("size_out.png"));
    const Ended run =
        runProgram({QStringLiteral("animeify"), in, out, kF32, QStringLiteral("--overwrite"),
                    QStringLiteral("--style"), m_style});
    QVERIFY2(run.status == 0 && run.err.isEmpty(), run.told());
    const Image result = opened(out);
    QVERIFY((result.extent() == Extent{width, height}));
    QVERIFY(furthestFromMix(result, result, 1) <= 0.501);
}

void AnimeifyPicturesTest::strengthIsMixedBeforeTheOnlyRounding_data()
{
    QTest::addColumn<bool>("sixteen");
    QTest::addColumn<bool>("alpha");
    QTest::addColumn<double>("strength");
    for (const double strength : {1.0, 0.5, 0.3}) {
        QTest::addRow("8 bits, %g", strength) << false << false << strength;
        QTest::addRow("16 bits with alpha, %g", strength) << true << true << strength;
    }
}

void AnimeifyPicturesTest::strengthIsMixedBeforeTheOnlyRounding()
{
    QFETCH(bool, sixteen);
    QFETCH(bool, alpha);
    QFETCH(double, strength);
    const QString in =
        m_place.photo(QStringLiteral("mix.png"), {40, 21}, alpha ? Channels::Rgba : Channels::Rgb,
                      sixteen ? Depth::U16 : Depth::U8);
    const QString out = m_place.path(QStringLiteral("mix_out.png"));
    const Ended run = runProgram({QStringLiteral("animeify"), in, out, kF32,
                                  QStringLiteral("--overwrite"), QStringLiteral("--style"), m_style,
                                  QStringLiteral("--strength"), QString::number(strength)});
    QVERIFY2(run.status == 0 && run.err.isEmpty(), run.told());
    const Image photo = opened(in);
    const Image result = opened(out);
    QCOMPARE(result.depth(), photo.depth());
    QCOMPARE(result.hasAlpha(), alpha);
    QVERIFY(!alpha || sameAlpha(photo, result));
    const double off = furthestFromMix(photo, result, strength);
    QVERIFY2(off <= (sixteen ? 0.52 : 0.501), qPrintable(QString::number(off)));
}

void AnimeifyPicturesTest::strengthZeroReturnsThePhotoWithoutTheNetwork_data()
{
    QTest::addColumn<bool>("cel");
    QTest::addColumn<bool>("sixteen");
    QTest::addColumn<bool>("alpha");
    QTest::addColumn<bool>("profile");
    QTest::newRow("a file") << false << false << false << false;
    QTest::newRow("a file, all that a PNG holds") << false << true << true << true;
    QTest::newRow("Cel") << true << false << false << false;
    QTest::newRow("Cel, all that a PNG holds") << true << true << true << true;
}

void AnimeifyPicturesTest::strengthZeroReturnsThePhotoWithoutTheNetwork()
{
    QFETCH(bool, cel);
    QFETCH(bool, sixteen);
    QFETCH(bool, alpha);
    QFETCH(bool, profile);
    const QByteArray icc = profile ? QColorSpace(QColorSpace::AdobeRgb).iccProfile() : QByteArray();
    const QString in =
        m_place.photo(QStringLiteral("zero.png"), {40, 21}, alpha ? Channels::Rgba : Channels::Rgb,
                      sixteen ? Depth::U16 : Depth::U8, icc);
    WhiteBoxFile dead = WhiteBoxFile::ofOneColour(kBias);
    dead["last.2.bias"][0] = std::numeric_limits<float>::quiet_NaN();
    const QString weights = m_place.weights(QStringLiteral("dead.safetensors"), dead);
    writeDeadCel(m_place.path(QStringLiteral("models")));
    qputenv("ENOGU_MODELS", m_place.path(QStringLiteral("models")).toLocal8Bit());
    const QString out = m_place.path(QStringLiteral("zero_out.png"));
    const Ended run =
        runProgram({QStringLiteral("animeify"), in, out, QStringLiteral("--overwrite"),
                    QStringLiteral("--strength=0"), QStringLiteral("--style"),
                    cel ? QStringLiteral("Cel") : weights});
    qunsetenv("ENOGU_MODELS");
    QVERIFY2(run.status == 0 && run.err.isEmpty(), run.told());
    QVERIFY(opened(in) == opened(out));
}

void AnimeifyPicturesTest::aJpegIsFlattenedOnWhite()
{
    const QString in = m_place.photo(QStringLiteral("white.png"), {64, 8}, Channels::Rgba);
    const QString out = m_place.path(QStringLiteral("white.jpg"));
    const Ended run =
        runProgram({QStringLiteral("animeify"), in, out, kF32, QStringLiteral("--quality=100"),
                    QStringLiteral("--style"), m_style});
    QVERIFY2(run.status == 0, run.told());
    const Image photo = opened(in);
    const Image result = opened(out);
    QVERIFY(!result.hasAlpha());
    for (std::size_t i = 0; i < photo.extent().pixels(); ++i) {
        const double alpha = level(photo, i, 3) / 255.0;
        for (int c = 0; c < 3; ++c) {
            const double wanted = 255 * (alpha * paintedShare(c) + 1 - alpha);
            QVERIFY(std::abs(level(result, i, c) - wanted) < 6);
        }
    }
}

void AnimeifyPicturesTest::theProfileIsKept()
{
    const QByteArray icc = QColorSpace(QColorSpace::DisplayP3).iccProfile();
    const QString in =
        m_place.photo(QStringLiteral("p3.png"), {20, 20}, Channels::Rgb, Depth::U8, icc);
    const QString out = m_place.path(QStringLiteral("p3_out.png"));
    const Ended run =
        runProgram({QStringLiteral("animeify"), in, out, kF32, QStringLiteral("--style"), m_style});
    QVERIFY2(run.status == 0, run.told());
    const Image result = opened(out);
    QVERIFY(result.icc() && *result.icc() == *opened(in).icc());
    const QColor painted =
        QColor::fromRgbF(float(paintedShare(0)), float(paintedShare(1)), float(paintedShare(2)));
    const QColor wanted = QColorSpace(QColorSpace::SRgb)
                              .transformationToColorSpace(QColorSpace::DisplayP3)
                              .map(painted);
    QVERIFY(std::abs(level(result, 0, 0) - wanted.red()) <= 1);
    QVERIFY(std::abs(level(result, 0, 1) - wanted.green()) <= 1);
    QVERIFY(std::abs(level(result, 0, 2) - wanted.blue()) <= 1);
}

void AnimeifyPicturesTest::keepColourGivesThePhotosMean()
{
    const QString in = m_place.photo(QStringLiteral("kept.png"), {48, 48});
    const QString style =
        m_place.weights(QStringLiteral("random.safetensors"), WhiteBoxFile::random());
    const auto distance = [&](const QString& amount) {
        const QString out = m_place.path(QStringLiteral("kept_out.png"));
        const Ended run =
            runProgram({QStringLiteral("animeify"), in, out, kF32, QStringLiteral("--overwrite"),
                        QStringLiteral("--style"), style, QStringLiteral("--keep-colour"), amount});
        if (run.status != 0)
            return 1e9;
        const Image photo = opened(in);
        const Image result = opened(out);
        double total = 0;
        for (int c = 0; c < 3; ++c) {
            double sum = 0;
            for (std::size_t i = 0; i < photo.extent().pixels(); ++i)
                sum += level(result, i, c) - level(photo, i, c);
            total += std::abs(sum / double(photo.extent().pixels()));
        }
        return total;
    };
    const double before = distance(QStringLiteral("0"));
    const double after = distance(QStringLiteral("1"));
    QVERIFY2(after < before / 4, qPrintable(QStringLiteral("%1, %2").arg(before).arg(after)));
}

void AnimeifyPicturesTest::celPaintsAndIsNamedInAnyCase()
{
    const QString in = m_place.photo(QStringLiteral("cel.png"), {64, 48});
    const QString first = m_place.path(QStringLiteral("cel_1.png"));
    const QString second = m_place.path(QStringLiteral("cel_2.png"));
    QCOMPARE(runProgram({QStringLiteral("animeify"), in, first}).status, 0);
    QCOMPARE(
        runProgram({QStringLiteral("animeify"), in, second, QStringLiteral("--style=Cel")}).status,
        0);
    QVERIFY(opened(first) == opened(second));
    QVERIFY(furthestColours(opened(in), opened(first)) > 3);
}

void AnimeifyPicturesTest::twoRunsGiveTheSameFile()
{
    const QString in = m_place.photo(QStringLiteral("twice.png"), {70, 50});
    const QString style =
        m_place.weights(QStringLiteral("twice.safetensors"), WhiteBoxFile::random());
    QByteArray first;
    for (const char* name : {"twice_1.png", "twice_2.png"}) {
        const QString out = m_place.path(QLatin1String(name));
        const Ended run =
            runProgram({QStringLiteral("animeify"), in, out, QStringLiteral("--style"), style});
        QVERIFY2(run.status == 0, run.told());
        if (first.isEmpty())
            first = contentOf(out);
        QCOMPARE(contentOf(out), first);
    }
}

QTEST_GUILESS_MAIN(AnimeifyPicturesTest)
#include "tst_animeifypictures.moc"
