// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/stepfiles.h"

#include "engine/photo/photofile.h"
#include "ui/document/qtimage.h"

#include <QPainter>

#include <algorithm>

namespace enogu {

namespace {

namespace fs = std::filesystem;

constexpr int kSmallSide = 192;
constexpr int kColumns = 10;
constexpr int kGap = 4;

QImage small(const Image& image)
{
    const QImage whole = displayImage(image);
    if (std::max(whole.width(), whole.height()) <= kSmallSide)
        return whole.copy();
    return whole.scaled(kSmallSide, kSmallSide, Qt::KeepAspectRatio, Qt::SmoothTransformation);
}

/// Ten steps a row; x_t above pred_x0.
QImage sheetOf(const std::vector<std::pair<QImage, QImage>>& steps)
{
    const int count = int(steps.size()), columns = std::min(count, kColumns);
    const int width = steps.front().first.width() + kGap;
    const int height = steps.front().first.height() + kGap;
    const int rows = (count + columns - 1) / columns;
    QImage sheet(columns * width + kGap, rows * (2 * height + kGap) + kGap, QImage::Format_RGB888);
    sheet.fill(Qt::white);
    QPainter painter(&sheet);
    for (int i = 0; i < count; ++i) {
        const int x = kGap + i % columns * width;
        const int y = kGap + i / columns * (2 * height + kGap);
        painter.drawImage(x, y, steps[std::size_t(i)].first);
        painter.drawImage(x, y + height, steps[std::size_t(i)].second);
    }
    return sheet;
}

bool holdsSteps(const fs::path& folder)
{
    std::error_code ignored;
    const fs::directory_iterator files(folder, ignored);
    return std::any_of(begin(files), end(files), [](const fs::directory_entry& file) {
        return file.path().filename().string().starts_with("step-");
    });
}

void savePicture(const Image& image, const fs::path& path, bool overwrite)
{
    valueOrThrow(savePhoto({image, nullptr, "PNG", {}}, path, {.overwrite = overwrite}));
}

} // namespace

StepFiles::StepFiles(Console& console, const QString& file, StepPlaces places)
    : ProgressPrinter(console, file), m_places(std::move(places))
{
    std::error_code failed;
    const fs::path& folder = m_places.folder;
    if (!folder.empty() && !fs::create_directories(folder, failed) && failed)
        throw Error(ErrorCode::NoPermission, "The folder " + folder.string() +
                                                 " cannot be made; choose another one for "
                                                 "--save-steps.");
    if (!folder.empty() && !m_places.overwrite && holdsSteps(folder))
        throw Error(ErrorCode::FileExists, "The folder " + folder.string() +
                                               " holds steps already; add --overwrite to replace "
                                               "them.");
}

void StepFiles::write(const Image& image, int index, const char* what)
{
    const QString name = QStringLiteral("step-%1-%2.png")
                             .arg(index + 1, 3, 10, QLatin1Char('0'))
                             .arg(QLatin1String(what));
    savePicture(image, m_places.folder / name.toStdString(), m_places.overwrite);
}

void StepFiles::onStep(const Step& step)
{
    if (m_fault)
        return;
    try {
        if (!m_places.folder.empty()) {
            write(step.noisy, step.index, "x_t");
            write(step.predicted, step.index, "pred_x0");
        }
        if (!m_places.sheet.empty())
            m_small.emplace_back(small(step.noisy), small(step.predicted));
    } catch (const Error& error) {
        m_fault = error;
    } catch (const std::exception&) {
        m_fault = Error(ErrorCode::OutOfMemory, "Memory ran out while the steps were kept.");
    }
}

void StepFiles::finish()
{
    if (m_fault)
        throw *m_fault;
    if (!m_small.empty())
        savePicture(imageFromQt(sheetOf(m_small)), m_places.sheet, m_places.overwrite);
}

} // namespace enogu
