// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/edit/hints.h"

#include "engine/image/geometry.h"
#include "ui/document/qtimage.h"

#include <QCoreApplication>

#include <cstdlib>

namespace enogu {

namespace {

constexpr int kSide = 256;
constexpr double kLittle = 0.012, kMuch = 0.25;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(enogu::Hints)
};

} // namespace

double shareOfChange(const Image& before, const Image& after)
{
    const auto small = [](const Image& image) {
        return displayImage(reduced(image, kSide)).convertToFormat(QImage::Format_RGB888);
    };
    const QImage a = small(before);
    const QImage b = small(after).scaled(a.size());
    double sum = 0;
    for (int y = 0; y < a.height(); ++y)
        for (int x = 0; x < 3 * a.width(); ++x)
            sum += std::abs(int(a.constScanLine(y)[x]) - int(b.constScanLine(y)[x]));
    return sum / (3.0 * a.width() * a.height() * 255);
}

QString hintFor(double shareOfChange)
{
    if (shareOfChange < kLittle)
        return Text::tr("Little changed: raise “Follow the instruction”, or lower “Stay close to "
                        "the photo”.");
    if (shareOfChange > kMuch)
        return Text::tr("Almost everything changed: raise “Stay close to the photo”, or lower "
                        "“Follow the instruction”.");
    return {};
}

} // namespace enogu
