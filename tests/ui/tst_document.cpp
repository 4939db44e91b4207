// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/image/cel.h"
#include "engine/photo/colour.h"
#include "ui/document/document.h"
#include "ui/document/livelook.h"
#include "ui/document/qtimage.h"
#include "ui/document/recipejson.h"

#include <QColorSpace>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>

using namespace enogu;
using namespace Qt::StringLiterals;

namespace {

Image gradient(int width, int height, Channels channels = Channels::Rgb, Depth depth = Depth::U8,
               IccProfile icc = nullptr)
{
    const Extent extent{width, height};
    std::vector<std::uint8_t> bytes(extent.pixels() * std::size_t(channels) * std::size_t(depth));
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = std::uint8_t((i * 7 + i / std::size_t(width)) & 255);
    return Image(extent, channels, depth, std::move(bytes), std::move(icc));
}

IccProfile displayP3()
{
    const QByteArray icc = QColorSpace(QColorSpace::DisplayP3).iccProfile();
    return std::make_shared<const std::vector<std::uint8_t>>(icc.begin(), icc.end());
}

Photo photoOf(const Image& image)
{
    return {.image = image, .metadata = nullptr, .format = "PNG", .warnings = {}};
}

void waitIdle(const Document& document)
{
    QTRY_VERIFY_WITH_TIMEOUT(!document.isBusy(), 60000);
}

Document::RunResult celResult(const Document& document)
{
    const Image photo = srgbFromPhoto(document.currentImage());
    return {.recipe = Animeify{},
            .image = photo,
            .flatLayer = photo,
            .title = u"Animeify: Cel"_s,
            .source = document.history().current().id};
}

} // namespace

class DocumentTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFreshPhotoIsUnmodifiedAndNamedAfterItsFile()
    {
        const Document document(u"/tmp/a b.jpg"_s, photoOf(gradient(300, 200)));
        QVERIFY(!document.isModified());
        QCOMPARE(document.name(), u"a b.jpg"_s);
        QCOMPARE(document.history().root().title, u"Original"_s);
        QCOMPARE(document.history().root().thumbnail.width(), 96);
        QCOMPARE(Document(QString(), photoOf(gradient(4, 4))).name(), u"Untitled"_s);
    }

    void aResultBecomesTheCurrentNodeInThePhotosProfileAndDepth()
    {
        const Image image = gradient(40, 30, Channels::Rgba, Depth::U16, displayP3());
        Document document(QString(), photoOf(image));
        QSignalSpy current(&document, &Document::currentChanged);
        QSignalSpy modified(&document, &Document::modifiedChanged);
        document.addResult({.recipe = Animeify{},
                            .image = srgbFromPhoto(image),
                            .flatLayer = {},
                            .title = u"t"_s,
                            .source = 0});
        waitIdle(document);
        QCOMPARE(current.size(), 1);
        QCOMPARE(modified.size(), 1);
        const Image made = document.currentImage();
        QCOMPARE(made.depth(), Depth::U16);
        QCOMPARE(made.channels(), Channels::Rgba);
        QVERIFY(made.icc() && *made.icc() == *image.icc());
        QVERIFY(!document.canSetLook());
    }

    void aVariationIsMadeOfWhatItsRunBeganWith()
    {
        const Image image = gradient(40, 30, Channels::Rgba, Depth::U16, displayP3());
        const Image srgb = srgbFromPhoto(image);
        Document document(QString(), photoOf(image));
        const auto steps = std::make_shared<const std::vector<Step>>();
        Instruct recipe;
        const Image dark = Image(srgb.extent(), srgb.channels(), srgb.depth(),
                                 std::vector<std::uint8_t>(srgb.byteCount(), 7));
        document.addResult({recipe, dark, {}, u"run"_s, 0, steps, {}});
        waitIdle(document);
        recipe.fromStep = 3;
        document.addResult({recipe, srgb, {}, u"branch"_s, 1, steps, {}, true});
        waitIdle(document);
        const HistoryNode& branch = document.history().current();
        QCOMPARE(branch.parent, 1);
        QVERIFY(branch.source == image);
        QVERIFY(branch.image == image); // unchanged pixels are the very samples
        QVERIFY(branch.recipes == (std::vector<EditRecipe>{Instruct{}, recipe}));
    }

    void savingClearsModifiedAndUndoSetsItAgain()
    {
        Document document(QString(), photoOf(gradient(40, 30)));
        document.applyGeometry(Turn{1});
        waitIdle(document);
        QVERIFY(document.isModified());
        QCOMPARE(document.currentImage().width(), 30);
        document.markSaved();
        QVERIFY(!document.isModified());
        QVERIFY(document.undo());
        QVERIFY(document.isModified());
        QVERIFY(document.redo());
        QVERIFY(!document.isModified());
    }

    void anEditThatCannotBeMadeLeavesThePictureAndSaysWhy()
    {
        Document document(QString(), photoOf(gradient(40, 30)));
        QSignalSpy failed(&document, &Document::failed);
        document.applyGeometry(Crop{30, 0, {20, 10}});
        waitIdle(document);
        QCOMPARE(failed.size(), 1);
        QVERIFY(!failed[0][0].toString().isEmpty());
        QCOMPARE(document.history().nodes().size(), std::size_t(1));
    }

    void aSliderGestureMakesOneNode()
    {
        Document document(QString(), photoOf(gradient(64, 48)));
        document.addResult(celResult(document));
        waitIdle(document);
        const int run = document.history().current().id;
        for (int i = 1; i <= 8; ++i) {
            document.setLook({.flatness = i / 8.0}, 1.0, 0.0);
            if (i % 4 == 0) // once with the full picture in between, once without
                waitIdle(document);
        }
        document.finishLook();
        QCOMPARE(document.history().nodes().size(), std::size_t(3));
        document.setLook({.flatness = 0.2}, 0.5, 0.0);
        document.finishLook();
        waitIdle(document);
        QCOMPARE(document.history().nodes().size(), std::size_t(4));
        QVERIFY(document.undo() && document.undo());
        QCOMPARE(document.history().current().id, run);
    }

    void theNewestLookWins()
    {
        Document document(QString(), photoOf(gradient(64, 48)));
        document.addResult(celResult(document));
        waitIdle(document);
        const HistoryNode run = document.history().current();
        const CelLook last{.flatness = 0.4, .bands = 3, .lineWeight = 0.9};
        for (int i = 0; i < 20; ++i)
            document.setLook({.flatness = 1.0 - i / 40.0}, 1.0, 0.0);
        document.setLook(last, 0.7, 0.0);
        waitIdle(document);
        const HistoryNode& now = document.history().current();
        const Animeify edit = std::get<Animeify>(*now.recipe);
        QVERIFY(edit.look == last);
        QVERIFY(document.currentImage() == lookPicture(*run.source, *run.flatLayer, edit));
    }

    void aLookReplacesTheRunsRecipeInsteadOfFollowingIt()
    {
        Document document(QString(), photoOf(gradient(64, 48)));
        document.applyGeometry(Flip{});
        waitIdle(document);
        document.addResult(celResult(document));
        waitIdle(document);
        document.setLook({.warmth = 0.1}, 1.0, 0.0);
        waitIdle(document);
        const auto file = readRecipeFile(QByteArray::fromStdString(document.recipeFile()));
        QVERIFY(file);
        QCOMPARE(file.value().size(), std::size_t(2));
        QCOMPARE(std::get<Animeify>(file.value()[1]).look.warmth, 0.1);
    }

    void aLookAnswersWithAReducedPreviewFirst()
    {
        Document document(QString(), photoOf(gradient(400, 300)));
        document.setPreviewSide(100);
        document.addResult(celResult(document));
        waitIdle(document);
        QStringList order;
        connect(&document, &Document::previewReady, this,
                [&](const Image& image) { order.append(QString::number(image.width())); });
        connect(&document, &Document::currentChanged, this, [&] { order.append(u"full"_s); });
        document.setLook({.colour = 1.0}, 1.0, 0.0);
        waitIdle(document);
        QCOMPARE(order, (QStringList{u"100"_s, u"full"_s}));
    }

    /// 12 Mpx at the size of a large window. The preview shrinks until it is fast enough, so this
    /// holds on a busy computer too.
    void everySliderStepIsAnsweredByAPreviewOfTheViewsSize()
    {
        Document document(QString(), photoOf(gradient(4000, 3000)));
        document.setPreviewSide(1600);
        document.addResult(celResult(document));
        waitIdle(document);
        QThreadPool::globalInstance()->waitForDone(); // the layers are reduced in advance
        QCoreApplication::processEvents();
        QList<qint64> answers;
        QElapsedTimer clock;
        QEventLoop loop;
        connect(&document, &Document::previewReady, &loop, [&](const Image& image) {
            answers.append(clock.elapsed());
            QVERIFY(image.width() <= 1600);
            QVERIFY(image.width() >= 200);
            loop.quit();
        });
        for (int i = 1; i <= 15; ++i) {
            clock.start();
            document.setLook({.flatness = i / 15.0}, 1.0, 0.3);
            loop.exec();
        }
        QCOMPARE(answers.size(), 15);
        qInfo() << "milliseconds from slider to preview:" << answers;
    }

    void undoDuringALookDropsIt()
    {
        Document document(QString(), photoOf(gradient(64, 48)));
        document.addResult(celResult(document));
        waitIdle(document);
        document.setLook({.colour = 1.0}, 1.0, 0.0);
        QVERIFY(document.undo());
        QVERIFY(!document.isBusy());
        QThreadPool::globalInstance()->waitForDone();
        QCoreApplication::processEvents();
        QCOMPARE(document.history().nodes().size(), std::size_t(2));
    }

    void whatWasSavedDuringAGestureStaysAsItIs()
    {
        Document document(QString(), photoOf(gradient(64, 48)));
        document.addResult(celResult(document));
        waitIdle(document);
        document.setLook({.colour = 1.0}, 1.0, 0.0);
        waitIdle(document);
        document.markSaved();
        document.setLook({.colour = 0.0}, 1.0, 0.0);
        waitIdle(document);
        QVERIFY(document.isModified());
        QCOMPARE(document.history().nodes().size(), std::size_t(4));
    }

    void closingTheDocumentWhileItWorksIsSafe()
    {
        auto document = std::make_unique<Document>(QString(), photoOf(gradient(300, 200)));
        document->applyGeometry(Resize{{150, 100}});
        document.reset();
        QThreadPool::globalInstance()->waitForDone();
        QCoreApplication::processEvents();
    }

    void theDisplayCopyOfAnSrgbPictureIsExactAndShared()
    {
        const Image image = gradient(33, 17);
        const QImage shown = displayImage(image);
        QCOMPARE(shown.constBits(), image.bytes());
        QCOMPARE(shown.pixelColor(5, 3),
                 QColor(image.row8(3)[15], image.row8(3)[16], image.row8(3)[17]));
        QVERIFY(imageFromQt(shown) == image);
    }

    void theDisplayCopyKeepsAlphaStraight()
    {
        const Image image = gradient(33, 17, Channels::Rgba);
        QVERIFY(imageFromQt(displayImage(image)) == image);
    }

    void sixteenBitsAreRoundedToTheNearestEight()
    {
        std::vector<std::uint16_t> samples(65536 * 3);
        for (std::size_t i = 0; i < samples.size(); ++i)
            samples[i] = std::uint16_t(i / 3);
        const auto* first = reinterpret_cast<const std::uint8_t*>(samples.data());
        const Image image({65536, 1}, Channels::Rgb, Depth::U16,
                          std::vector<std::uint8_t>(first, first + samples.size() * 2));
        const QImage shown = displayImage(image);
        for (int v = 0; v < 65536; ++v)
            QCOMPARE(int(shown.constBits()[v * 3]), qRound(v / 257.0));
    }

    void theDisplayCopyConvertsAnotherProfile()
    {
        const Image image = gradient(20, 20, Channels::Rgb, Depth::U8, displayP3());
        const QImage shown = displayImage(image);
        QVERIFY(std::memcmp(shown.constBits(), image.bytes(), image.byteCount()) != 0);
    }
};

QTEST_MAIN(DocumentTest)
#include "tst_document.moc"
