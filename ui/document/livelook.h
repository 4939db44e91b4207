// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/recipe.h"

#include <QObject>
#include <QTimer>

#include <atomic>
#include <memory>
#include <optional>

namespace enogu {

/// What Cel's sliders start from.
struct LookLayers
{
    Image photo; ///< what the style was applied to, in its own profile
    Image flat;  ///< the L0 layer, sRGB, same extent
};

/// Renders Cel's analytic head while a slider moves: at once on reduced layers, then on the full
/// ones, both in the pool. Newest wins: a full rendering that was overtaken stops, a reduced one is
/// finished first, so that the preview follows a hand that never rests. GUI thread only.
class LiveLook : public QObject
{
    Q_OBJECT

public:
    explicit LiveLook(QObject* parent = nullptr);
    ~LiveLook() override;

    /// The longer side of previews at most; slow computers get smaller ones, so that a preview
    /// keeps within about 100 ms.
    void setPreviewSide(int pixels);
    int previewSide() const { return m_side; } ///< at present
    /// Reduces the layers in advance, so that the first preview is as fast as the others.
    void prepare(const LookLayers& layers);
    /// `edit` carries look, strength and keepColour.
    void render(const LookLayers& layers, const Animeify& edit);
    /// Drops whatever is under way; neither signal follows.
    void cancel();
    bool isBusy() const
    {
        return m_previewing || m_previewAgain || m_finishing || m_rest.isActive();
    }

Q_SIGNALS:
    void previewReady(const enogu::Image& image);                          ///< sRGB, reduced
    void finished(const enogu::Animeify& edit, const enogu::Image& image); ///< photo's profile
    void failed(const QString& sentence);
    void busyChanged();

private:
    using Turn = std::shared_ptr<std::atomic<bool>>; ///< true once overtaken

    void preview();
    bool isFor(const LookLayers& layers) const;
    void adaptSide(double milliseconds);
    void setSide(double pixels);
    void finish();
    void stopFinish();

    std::optional<LookLayers> m_layers;
    std::optional<LookLayers> m_base;    ///< of m_layers, sRGB: what the reduced ones are made of
    std::optional<LookLayers> m_reduced; ///< to m_side; none until it was needed
    Animeify m_edit;
    Turn m_fullTurn;
    int m_epoch = 0; ///< grows with cancel and with other layers
    QTimer m_rest;   ///< from the last preview to the full picture: the hand may go on
    int m_mostSide = 1280;
    int m_side = 640; ///< a guess, until the first preview was timed
    bool m_preparing = false;
    bool m_previewing = false;
    bool m_previewAgain = false;
    bool m_finishing = false;
};

} // namespace enogu
