// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/recipe.h"

#include <QObject>

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
    explicit LiveLook(QObject* parent = nullptr) : QObject(parent) {}
    ~LiveLook() override;

    void setPreviewSide(int pixels);
    /// `edit` carries look, strength and keepColour.
    void render(const LookLayers& layers, const Animeify& edit);
    /// Drops whatever is under way; neither signal follows.
    void cancel();
    bool isBusy() const { return m_previewing || m_finishing; }

Q_SIGNALS:
    void previewReady(const enogu::Image& image);                          ///< sRGB, reduced
    void finished(const enogu::Animeify& edit, const enogu::Image& image); ///< photo's profile
    void failed(const QString& sentence);
    void busyChanged();

private:
    using Turn = std::shared_ptr<std::atomic<bool>>; ///< true once overtaken

    void preview();
    void finish();
    void stopFinish();

    std::optional<LookLayers> m_layers;
    std::optional<LookLayers> m_reduced; ///< of m_layers, sRGB; none until it was needed
    Animeify m_edit;
    Turn m_fullTurn;
    int m_epoch = 0; ///< grows with cancel and with other layers
    int m_previewSide = 1280;
    bool m_previewing = false;
    bool m_previewAgain = false;
    bool m_finishing = false;
};

/// The whole look: analytic head, kept colour, strength. Both pictures sRGB, same extent.
Image lookPicture(const LookLayers& layers, const Animeify& edit,
                  const std::function<void()>& checkpoint = {});

} // namespace enogu
