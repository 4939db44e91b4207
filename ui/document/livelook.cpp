// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/livelook.h"

#include "engine/api/error.h"
#include "engine/image/blend.h"
#include "engine/image/cel.h"
#include "engine/image/geometry.h"
#include "engine/photo/colour.h"
#include "ui/document/background.h"

namespace enogu {
namespace {

struct Preview
{
    std::optional<LookLayers> reduced;
    std::optional<Image> image;
    QString fault;
};

struct Full
{
    std::optional<Image> image;
    QString fault; ///< empty when it was only overtaken
};

Preview previewOf(const LookLayers& layers, bool isReduced, int side, const Animeify& edit)
{
    Preview preview;
    try {
        preview.reduced = isReduced ? layers
                                    : LookLayers{srgbFromPhoto(reduced(layers.photo, side)),
                                                 reduced(layers.flat, side)};
        preview.image = lookPicture(*preview.reduced, edit);
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
        const LookLayers srgb{srgbFromPhoto(layers.photo), layers.flat};
        const Image picture = lookPicture(srgb, edit, checkpoint);
        checkpoint();
        full.image = photoFromSrgb(picture, layers.photo);
    } catch (const std::exception& error) {
        full.fault = overtaken ? QString() : QString::fromUtf8(error.what());
    }
    return full;
}

} // namespace

Image lookPicture(const LookLayers& layers, const Animeify& edit,
                  const std::function<void()>& checkpoint)
{
    const Image cel = celPicture(layers.photo, layers.flat, edit.look, checkpoint);
    const Image coloured = keepColour(layers.photo, cel, edit.keepColour);
    if (checkpoint)
        checkpoint();
    return blendStrength(layers.photo, coloured, edit.strength);
}

LiveLook::~LiveLook()
{
    stopFinish();
}

void LiveLook::setPreviewSide(int pixels)
{
    if (pixels == m_previewSide)
        return;
    m_previewSide = pixels;
    m_reduced.reset();
}

void LiveLook::render(const LookLayers& layers, const Animeify& edit)
{
    const bool other = !m_layers || m_layers->photo.bytes() != layers.photo.bytes() ||
                       m_layers->flat.bytes() != layers.flat.bytes();
    if (other) {
        cancel();
        m_layers = layers;
    }
    m_edit = edit;
    stopFinish();
    if (m_previewing)
        m_previewAgain = true;
    else
        preview();
}

void LiveLook::cancel()
{
    ++m_epoch;
    stopFinish();
    m_layers.reset();
    m_reduced.reset();
    m_previewing = m_previewAgain = false;
    Q_EMIT busyChanged();
}

void LiveLook::preview()
{
    m_previewing = true;
    m_previewAgain = false;
    Q_EMIT busyChanged();
    const bool isReduced = m_reduced.has_value();
    inBackground(
        this,
        [layers = isReduced ? *m_reduced : *m_layers, isReduced, side = m_previewSide,
         edit = m_edit] { return previewOf(layers, isReduced, side, edit); },
        [this, epoch = m_epoch](Preview result) {
            if (epoch != m_epoch)
                return;
            m_previewing = false;
            m_reduced = std::move(result.reduced);
            if (result.image)
                Q_EMIT previewReady(*result.image);
            if (m_previewAgain)
                preview();
            else
                finish();
        });
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
    if (m_fullTurn)
        *m_fullTurn = true;
    m_fullTurn.reset();
    m_finishing = false;
}

} // namespace enogu
