// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/curve.h"

#include <zlib.h>

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace enogu {

namespace {

void appendWord(std::string& bytes, std::uint32_t word)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        bytes.push_back(char((word >> shift) & 0xff));
}

void appendChunk(std::string& bytes, const std::string& type, const std::string& data)
{
    appendWord(bytes, std::uint32_t(data.size()));
    const std::string body = type + data;
    bytes += body;
    appendWord(bytes, std::uint32_t(crc32(0, reinterpret_cast<const Bytef*>(body.data()),
                                          uInt(body.size()))));
}

class Chart
{
public:
    Chart(int width, int height)
        : m_width(width), m_height(height), rgb(std::size_t(width) * std::size_t(height) * 3, 255)
    {
    }
    void dot(int x, int y, unsigned char grey)
    {
        if (x < 0 || y < 0 || x >= m_width || y >= m_height)
            return;
        std::fill_n(rgb.begin() + (std::ptrdiff_t(y) * m_width + x) * 3, 3, grey);
    }

private:
    int m_width, m_height;

public:
    std::vector<unsigned char> rgb;
};

std::vector<double> runningMean(const std::vector<double>& values)
{
    std::vector<double> means;
    double mean = values.empty() ? 0 : values.front();
    for (double value : values)
        means.push_back(mean += 0.02 * (value - mean));
    return means;
}

} // namespace

std::string pngOf(const std::vector<unsigned char>& rgb, int width, int height)
{
    std::string raw;
    for (int y = 0; y < height; ++y) {
        raw.push_back('\0');
        raw.append(reinterpret_cast<const char*>(rgb.data()) + std::ptrdiff_t(y) * width * 3,
                   std::size_t(width) * 3);
    }
    uLongf length = compressBound(uLong(raw.size()));
    std::string packed(length, '\0');
    compress(reinterpret_cast<Bytef*>(packed.data()), &length,
             reinterpret_cast<const Bytef*>(raw.data()), uLong(raw.size()));
    packed.resize(length);
    std::string bytes = "\x89PNG\r\n\x1a\n", header;
    appendWord(header, std::uint32_t(width));
    appendWord(header, std::uint32_t(height));
    header += std::string("\x08\x02\0\0\0", 5);
    appendChunk(bytes, "IHDR", header);
    appendChunk(bytes, "IDAT", packed);
    appendChunk(bytes, "IEND", {});
    return bytes;
}

std::string curvePng(const std::vector<double>& values, int width, int height)
{
    Chart chart(width, height);
    const std::vector<double> means = runningMean(values);
    if (means.size() > 1) {
        const auto [low, high] = std::minmax_element(means.begin(), means.end());
        const double floor = std::log(std::max(*low, 1e-9)) - 0.1;
        const double span = std::log(std::max(*high, 1e-9)) + 0.1 - floor;
        const auto row = [&](double value) {
            return int((1 - (std::log(std::max(value, 1e-9)) - floor) / span) * (height - 1));
        };
        for (std::size_t i = 0; i < values.size(); ++i) {
            const int x = int(double(i) / double(values.size() - 1) * (width - 1));
            chart.dot(x, row(values[i]), 200);
        }
        for (std::size_t i = 0; i < means.size(); ++i) {
            const int x = int(double(i) / double(means.size() - 1) * (width - 1));
            chart.dot(x, row(means[i]), 20);
            chart.dot(x, row(means[i]) + 1, 20);
        }
    }
    return pngOf(chart.rgb, width, height);
}

} // namespace enogu
