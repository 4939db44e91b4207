// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/livelook.h"

#include "engine/api/error.h"
#include "engine/image/cel.h"
#include "engine/image/geometry.h"
#include "engine/photo/colour.h"
#include "ui/document/background.h"

#include <QElapsedTimer>

#include <algorithm>
#include <cmath>

namespace enogu {
namespace {

constexpr double kAimMilliseconds = 60; ///< for one preview's pixels
constexpr int kBaseSide = 1600;
constexpr int kLeastSide = 320;
constexpr int kRestMilliseconds = 120;

struct Preview
{
    std::optional<LookLayers> reduced;
    std::optional<Image> image;
    double milliseconds = 0; ///< that the picture took once the layers were reduced
    QString fault;
};

int longSide(const Image& image)
{
    return std::max(image.width(), image.height());
}

LookLayers reducedLayers(const LookLayers& layers, int side)
{
    return {srgbFromPhoto(reduced(layers.photo, side)), reduced(layers.flat, side)};
}

struct Full
{
    std::optional<Image> image;
    QString fault; ///< empty when it was only overtaken
};

Preview previewOf(const LookLayers& layers, int side, const Animeify& edit)
{
    Preview preview;
    try {
        preview.reduced = reducedLayers(layers, side);
        QElapsedTimer clock;
        clock.start();
        preview.image = lookPicture(preview.reduced->photo, preview.reduced->flat, edit);
        preview.milliseconds = double(clock.nsecsElapsed()) / 1e6;
    } catch (const std::exception& error) {
        preview.fault = QString::fromUtf8(error.what());
    }
    return preview;
}

Full fullOf(const LookLayers& layers, const Animeify& edit, const std::atomic<bool>& overtaken)
{
    Full full;
    const auto checkpoint = [&overtaken] {
        if (overtaken)
            throw Error(ErrorCode::Cancelled, "A newer setting took over.");
    };
    try {
        checkpoint();
        const Image picture =
            lookPicture(srgbFromPhoto(layers.photo), layers.flat, edit, checkpoint);
        checkpoint();
        full.image = photoFromSrgb(picture, layers.photo);
    } catch (const std::exception& error) {
        full.fault = overtaken ? QString() : QString::fromUtf8(error.what());
    }
    return full;
}

} // namespace

LiveLook::LiveLook(QObject* parent) : QObject(parent)
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(kRestMilliseconds);
    connect(&m_rest, &QTimer::timeout, this, &LiveLook::finish);
}

LiveLook::~LiveLook()
{
    stopFinish();
}

void LiveLook::setPreviewSide(int pixels)
{
    m_mostSide = std::clamp(pixels, 1, kBaseSide);
    setSide(m_side);
}

bool LiveLook::isFor(const LookLayers& layers) const
{
    return m_layers && m_layers->photo.bytes() == layers.photo.bytes() &&
           m_layers->flat.bytes() == layers.flat.bytes();
}

void LiveLook::prepare(const LookLayers& layers)
{
    if (isFor(layers))
        return;
    cancel();
    m_layers = layers;
    m_preparing = true;
    inBackground(
        this,
        [layers]() -> std::optional<LookLayers> {
            try {
                return reducedLayers(layers, kBaseSide);
            } catch (const std::exception&) {
                return std::nullopt; // the preview itself will say why
            }
        },
        [this, epoch = m_epoch](std::optional<LookLayers> base) {
            if (epoch != m_epoch)
                return;
            m_preparing = false;
            m_base = std::move(base);
            if (m_previewAgain)
                preview();
        });
}

void LiveLook::render(const LookLayers& layers, const Animeify& edit)
{
    if (!isFor(layers)) {
        cancel();
        m_layers = layers;
    }
    m_edit = edit;
    stopFinish();
    if (m_previewing || m_preparing)
        m_previewAgain = true;
    else
        preview();
}

void LiveLook::cancel()
{
    ++m_epoch;
    stopFinish();
    m_layers.reset();
    m_base.reset();
    m_reduced.reset();
    m_preparing = m_previewing = m_previewAgain = false;
    Q_EMIT busyChanged();
}

void LiveLook::preview()
{
    m_previewing = true;
    m_previewAgain = false;
    Q_EMIT busyChanged();
    inBackground(
        this,
        [layers = m_reduced ? *m_reduced
                  : m_base  ? *m_base
                            : *m_layers,
         side = m_side, edit = m_edit] { return previewOf(layers, side, edit); },
        [this, epoch = m_epoch](Preview result) {
            if (epoch != m_epoch)
                return;
            m_previewing = false;
            m_reduced = std::move(result.reduced);
            if (result.image) {
                adaptSide(result.milliseconds);
                Q_EMIT previewReady(*result.image);
            }
            if (m_previewAgain)
                preview();
            else
                m_rest.start();
        });
}

/// Pixels cost about the same each, so the side follows the root of the time.
void LiveLook::adaptSide(double milliseconds)
{
    const int shown = longSide(m_reduced->photo);
    const double share = std::sqrt(kAimMilliseconds / std::max(1.0, milliseconds));
    if (share > 0.85 && share < 1.5)
        return;
    setSide(shown * share);
}

void LiveLook::setSide(double pixels)
{
    m_side = std::clamp(int(std::lround(pixels)), std::min(kLeastSide, m_mostSide), m_mostSide);
    if (m_reduced && m_base && longSide(m_reduced->photo) < longSide(m_base->photo))
        m_reduced.reset(); // it may have to grow
}

void LiveLook::finish()
{
    stopFinish();
    m_finishing = true;
    m_fullTurn = std::make_shared<std::atomic<bool>>(false);
    inBackground(
        this,
        [layers = *m_layers, edit = m_edit, turn = m_fullTurn] {
            return fullOf(layers, edit, *turn);
        },
        [this, edit = m_edit, turn = m_fullTurn](const Full& full) {
            if (turn != m_fullTurn)
                return;
            m_finishing = false;
            m_fullTurn.reset();
            if (full.image)
                Q_EMIT finished(edit, *full.image);
            else if (!full.fault.isEmpty())
                Q_EMIT failed(full.fault);
            Q_EMIT busyChanged();
        });
}

void LiveLook::stopFinish()
{
    m_rest.stop();
    if (m_fullTurn)
        *m_fullTurn = true;
    m_fullTurn.reset();
    m_finishing = false;
}

} // namespace enogu
