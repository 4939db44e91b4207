// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/error.h"
#include "engine/formats/npy.h"
#include "engine/formats/pickle.h"
#include "engine/formats/recognise.h"
#include "engine/formats/safetensors.h"
#include "engine/formats/torchfile.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <functional>

using namespace enogu;

namespace {

using Text = std::string;

template <typename T>
Text little(T value)
{
    return Text(reinterpret_cast<const char*>(&value), sizeof value);
}

Bytes bytesOf(const Text& text)
{
    return std::as_bytes(std::span(text));
}

Text times(const Text& text, std::size_t count)
{
    Text result;
    for (std::size_t i = 0; i < count; ++i)
        result += text;
    return result;
}

void safetensors(std::size_t padded, const Text& shape, const Text& end, std::size_t data)
{
    Text header = R"({"x":{"dtype":"U8","shape":)" + shape + R"(,"data_offsets":[0,)" + end + "]}}";
    header.resize(std::max(padded, header.size()), ' ');
    const Text file = little<std::uint64_t>(header.size()) + header + Text(data, '\1');
    parseSafetensors(bytesOf(file), "limit");
}

void npyFile(std::size_t padded, const Text& shape, std::size_t data)
{
    Text header = "{'descr': '|u1', 'fortran_order': False, 'shape': " + shape + "}";
    header.resize(std::max(padded, header.size()), ' ');
    FileContents contents;
    const Text file = Text("\x93NUMPY\x02\0", 8) +
                      little(static_cast<std::uint32_t>(header.size())) + header + Text(data, '\1');
    parseNpy(bytesOf(file), "limit", "x", contents);
}

void pickle(const Text& body)
{
    readPickle(bytesOf("\x80\x02" + body + "."), "limit");
}

/// A tensor over a storage of six floats.
void tensor(std::int64_t offset, const Text& size, const Text& stride)
{
    const Text storage = "((X" + little(7) + "storage" + "ctorch\nFloatStorage\nX" + little(1) +
                         "0X" + little(3) + "cpuK\6tQ";
    pickle("ctorch._utils\n_rebuild_tensor_v2\n" + storage + "\x8a\x08" + little(offset) + size +
           stride + "\x89}tR");
}

Text one(std::int64_t side)
{
    return "\x8a\x08" + little(side) + "\x85";
}

Text many(std::size_t count)
{
    return "(" + times("K\1", count) + "t";
}

void zip(std::size_t entries)
{
    Text data;
    Text list;
    for (std::size_t i = 0; i < entries; ++i) {
        const Text name = std::to_string(i);
        const auto at = static_cast<std::uint32_t>(data.size());
        const Text sizes = Text(12, '\0') + little(static_cast<std::uint16_t>(name.size()));
        data += "PK\3\4" + Text(10, '\0') + sizes + Text(2, '\0') + name;
        list += "PK\1\2" + Text(12, '\0') + sizes + Text(12, '\0') + little(at) + name;
    }
    const auto count = little(static_cast<std::uint16_t>(entries));
    const Text end = "PK\5\6" + Text(4, '\0') + count + count +
                     little(static_cast<std::uint32_t>(list.size())) +
                     little(static_cast<std::uint32_t>(data.size())) + Text(2, '\0');
    const Text file = data + list + end;
    readZip(bytesOf(file), "limit");
}

void folder(int files)
{
    QTemporaryDir place;
    for (int i = 0; i < files; ++i) {
        QFile file(place.filePath(QString::number(i) + QLatin1String(".npy")));
        QVERIFY(file.open(QIODevice::WriteOnly));
    }
    npyFilesOf(place.path().toStdString());
}

Text numbered(std::int64_t value)
{
    return std::to_string(value);
}

} // namespace

using Attempt = std::function<void(std::int64_t)>;

/// Every limit one below, at and one above: the first two are read, the third is refused.
class TestLimits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theLimitHoldsExactly_data()
    {
        QTest::addColumn<Attempt>("attempt");
        QTest::addColumn<qint64>("limit");
        const auto row = [](const char* what, qint64 limit, const Attempt& attempt) {
            QTest::newRow(what) << attempt << limit;
        };
        row("safetensors header", kMaxSafetensorsHeader,
            [](auto n) { safetensors(static_cast<std::size_t>(n), "[0]", "0", 0); });
        row("safetensors data", 8, [](auto n) { // n bytes are claimed of eight
            safetensors(0, "[" + numbered(n) + "]", numbered(n),
                        static_cast<std::size_t>(std::min<std::int64_t>(n, 8)));
        });
        row("safetensors rank", 8, [](auto n) {
            safetensors(0, "[1" + times(",1", static_cast<std::size_t>(n) - 1) + "]", "1", 1);
        });
        row("safetensors extent", INT64_MAX, [](auto n) {
            safetensors(0, "[0," + std::to_string(static_cast<std::uint64_t>(n)) + "]", "0", 0);
        });
        row("npy header", kMaxNpyHeader,
            [](auto n) { npyFile(static_cast<std::size_t>(n), "(1,)", 1); });
        row("npy rank", 8,
            [](auto n) { npyFile(0, "(" + times("1,", static_cast<std::size_t>(n)) + ")", 1); });
        row("npy data", 8, [](auto n) {
            npyFile(0, "(" + numbered(n) + ",)",
                    static_cast<std::size_t>(std::min<std::int64_t>(n, 8)));
        });
        row("npy files of a folder", kMaxNpyFiles, [](auto n) { folder(static_cast<int>(n)); });
        row("zip entries", kMaxZipEntries, [](auto n) { zip(static_cast<std::size_t>(n)); });
        addPickleRows(row);
    }
    void theLimitHoldsExactly()
    {
        QFETCH(Attempt, attempt);
        QFETCH(qint64, limit);
        attempt(limit - 1);
        attempt(limit);
        const auto above = static_cast<std::int64_t>(static_cast<std::uint64_t>(limit) + 1);
        QVERIFY_THROWS_EXCEPTION(Error, attempt(above));
    }

private:
    template <typename Row>
    static void addPickleRows(const Row& row)
    {
        const auto count = [](std::int64_t n) { return static_cast<std::size_t>(n); };
        row("pickle marks", kMaxPickleDepth,
            [=](auto n) { pickle(times("(", count(n)) + times("1", count(n)) + "N"); });
        row("pickle depth", kMaxPickleDepth,
            [=](auto n) { pickle(")" + times("\x85", count(n) - 1)); });
        row("pickle list depth", kMaxPickleDepth,
            [=](auto n) { pickle(times("]", count(n)) + times("a", count(n) - 1)); });
        row("pickle values", kMaxPickleValues, // one instruction is the protocol
            [=](auto n) {
                pickle("N" + times("0N", (count(n) - 2) / 2) +
                       (n % 2 != 0 ? Text("q\0", 2) : Text()));
            });
        row("pickle bytes", kMaxPickleBytes, [=](auto n) {
            const std::size_t text = count(n) - 8; // protocol, opcode, length and stop around it
            pickle("X" + little(static_cast<std::uint32_t>(text)) + Text(text, 'x'));
        });
        row("tensor rank", 8, [=](auto n) { tensor(0, many(count(n)), many(count(n))); });
        row("tensor offset", 2, [](auto n) { tensor(n, one(4), one(1)); });
        row("tensor side", 6, [](auto n) { tensor(0, one(n), one(1)); });
        row("tensor stride", 5, [](auto n) { tensor(0, one(2), one(n)); });
        row("offset of an empty tensor", 6, [](auto n) { tensor(n, one(0), one(1)); });
    }
};

QTEST_APPLESS_MAIN(TestLimits)
#include "tst_limits.moc"
