// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/sessiondata.h"

#include "engine/api/error.h"

#include <QDataStream>

#include <algorithm>

namespace enogu {

namespace {

enum Kind : quint32 { kImage = 0x656e6f01, kMask, kSteps, kMetadata }; ///< first in a file
constexpr quint32 kLongestSide = 1 << 17;
constexpr qint64 kLargest = qint64(1) << 31; ///< bytes of one block
constexpr quint32 kMostInFile = 20'000;      ///< in one file
constexpr quint32 kMostArrays = 64;
constexpr quint32 kMostSides = 8;
constexpr int kChunk = 1 << 26;

class Out
{
public:
    Out(QIODevice& device, Kind kind) : m_stream(&device) { number(quint32(kind)); }

    bool isFine() const { return m_stream.status() == QDataStream::Ok; }

    template <typename Number>
    void number(Number value)
    {
        m_stream << value;
    }

    void block(const void* bytes, std::size_t size)
    {
        number(quint64(size));
        const auto* from = static_cast<const char*>(bytes);
        for (std::size_t done = 0; done < size && isFine();) {
            const int part = int(std::min(size - done, std::size_t(kChunk)));
            if (m_stream.writeRawData(from + done, part) != part)
                m_stream.setStatus(QDataStream::WriteFailed);
            done += std::size_t(part);
        }
    }

    void image(const Image& image)
    {
        number(quint32(image.width()));
        number(quint32(image.height()));
        number(quint8(image.channels()));
        number(quint8(image.depth()));
        const IccProfile& icc = image.icc();
        block(icc ? icc->data() : nullptr, icc ? icc->size() : 0);
        block(image.bytes(), image.byteCount());
    }

    void array(const FloatArray& array)
    {
        number(quint32(array.shape.size()));
        for (const std::int64_t side : array.shape)
            number(qint64(side));
        block(array.values.data(), array.values.size() * sizeof(float));
    }

    void state(const LatentState& state)
    {
        number(qint64(state.next));
        number(state.timestep);
        number(state.signal);
        number(state.noise);
        number(quint64(state.seed));
        block(state.sampler.data(), state.sampler.size());
        array(state.x);
        array(state.predX0);
        number(quint32(state.memory.size()));
        for (const FloatArray& memory : state.memory)
            array(memory);
        block(state.random.data(), state.random.size());
    }

private:
    QDataStream m_stream;
};

class In
{
public:
    In(QIODevice& device, Kind kind) : m_device(device), m_stream(&device)
    {
        require(number<quint32>() == quint32(kind));
    }

    static void require(bool fine)
    {
        if (!fine)
            throw Error(ErrorCode::BadImage, "A file of the session is damaged.");
    }

    template <typename Number>
    Number number()
    {
        Number value = {};
        m_stream >> value;
        require(m_stream.status() == QDataStream::Ok);
        return value;
    }

    template <typename Number>
    Number number(Number least, Number most)
    {
        const auto value = number<Number>();
        require(value >= least && value <= most);
        return value;
    }

    template <typename Item = std::uint8_t>
    std::vector<Item> block()
    {
        const auto size = number<quint64>();
        require(size <= quint64(std::min(m_device.size() - m_device.pos(), kLargest)) &&
                size % sizeof(Item) == 0);
        std::vector<Item> items(size / sizeof(Item));
        require(m_device.read(reinterpret_cast<char*>(items.data()), qint64(size)) == qint64(size));
        return items;
    }

    Extent extent()
    {
        const int width = int(number<quint32>(1, kLongestSide));
        return {width, int(number<quint32>(1, kLongestSide))};
    }

    Image image()
    {
        const Extent size = extent();
        const auto channels = Channels(number<quint8>(3, 4));
        const auto depth = Depth(number<quint8>(1, 2));
        auto icc = block();
        auto bytes = block();
        require(bytes.size() == size.pixels() * std::size_t(channels) * std::size_t(depth));
        IccProfile profile;
        if (!icc.empty())
            profile = std::make_shared<const std::vector<std::uint8_t>>(std::move(icc));
        return Image(size, channels, depth, std::move(bytes), std::move(profile));
    }

    FloatArray array()
    {
        FloatArray array;
        array.shape.resize(number<quint32>(0, kMostSides));
        double count = 1;
        for (std::int64_t& side : array.shape) {
            side = number<qint64>(1, kLargest);
            count *= double(side);
        }
        array.values = block<float>();
        require(array.values.empty() || double(array.values.size()) == count);
        return array;
    }

    LatentStatePtr state()
    {
        LatentState state;
        state.next = number<qint64>(0, kMostInFile);
        state.timestep = number<double>();
        state.signal = number<double>();
        state.noise = number<double>();
        state.seed = number<quint64>();
        const auto sampler = block<char>();
        state.sampler.assign(sampler.begin(), sampler.end());
        state.x = array();
        state.predX0 = array();
        const auto arrays = number<quint32>(0, kMostArrays);
        for (quint32 i = 0; i < arrays; ++i)
            state.memory.push_back(array());
        state.random = block();
        return std::make_shared<const LatentState>(std::move(state));
    }

private:
    QIODevice& m_device;
    QDataStream m_stream;
};

} // namespace

bool writeImage(QIODevice& device, const Image& image)
{
    Out out(device, kImage);
    out.image(image);
    return out.isFine();
}

Image readImage(QIODevice& device)
{
    return In(device, kImage).image();
}

bool writeMask(QIODevice& device, const Mask& mask)
{
    Out out(device, kMask);
    out.number(quint32(mask.extent().width));
    out.number(quint32(mask.extent().height));
    out.block(mask.row(0), mask.extent().pixels());
    return out.isFine();
}

Mask readMask(QIODevice& device)
{
    In in(device, kMask);
    const Extent extent = in.extent();
    auto coverage = in.block();
    In::require(coverage.size() == extent.pixels());
    return Mask(extent, std::move(coverage));
}

bool writeSteps(QIODevice& device, const std::vector<Step>& steps)
{
    Out out(device, kSteps);
    out.number(quint32(steps.size()));
    for (const Step& step : steps) {
        out.number(qint32(step.variant));
        out.number(qint32(step.index));
        out.number(qint32(step.count));
        out.number(step.timestep);
        out.image(step.noisy);
        out.image(step.predicted);
        out.number(quint8(step.state ? 1 : 0));
        if (step.state)
            out.state(*step.state);
    }
    return out.isFine();
}

std::vector<Step> readSteps(QIODevice& device)
{
    In in(device, kSteps);
    const auto count = in.number<quint32>(0, kMostInFile);
    std::vector<Step> steps;
    for (quint32 i = 0; i < count; ++i) {
        const int variant = in.number<qint32>(0, kMostVariants - 1);
        const int index = in.number<qint32>(0, qint32(kMostInFile));
        const int total = in.number<qint32>(index + 1, qint32(kMostInFile) + 1);
        const auto timestep = in.number<double>();
        const Image noisy = in.image();
        const Image predicted = in.image();
        const bool hasState = in.number<quint8>(0, 1) == 1;
        steps.push_back({0, variant, index, total, timestep, noisy, predicted,
                         hasState ? in.state() : nullptr});
    }
    return steps;
}

bool writeMetadata(QIODevice& device, const Metadata& metadata)
{
    Out out(device, kMetadata);
    out.block(metadata.exif.data(), metadata.exif.size());
    out.block(metadata.xmp.data(), metadata.xmp.size());
    return out.isFine();
}

Metadata readMetadata(QIODevice& device)
{
    In in(device, kMetadata);
    Metadata metadata;
    metadata.exif = in.block();
    const auto xmp = in.block<char>();
    metadata.xmp.assign(xmp.begin(), xmp.end());
    return metadata;
}

} // namespace enogu
