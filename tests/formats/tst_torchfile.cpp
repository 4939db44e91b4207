// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/formats/tensorfile.h"
#include "tests/formats/support.h"

#include <QTemporaryDir>
#include <QTest>
#include <cstring>

using namespace enogu;

namespace {

/// The numbers of a view in row-major order.
template <typename T>
std::vector<T> numbers(const TensorView& view)
{
    std::vector<T> result;
    std::vector<std::int64_t> index(view.shape.size(), 0);
    for (std::int64_t n = 0; n < view.elements(); ++n) {
        std::int64_t at = 0;
        for (std::size_t i = 0; i < index.size(); ++i)
            at += index[i] * view.strides[i];
        T value;
        std::memcpy(&value, view.data + static_cast<std::size_t>(at) * sizeof(T), sizeof(T));
        result.push_back(value);
        for (std::size_t i = index.size(); i-- > 0 && ++index[i] == view.shape[i];)
            index[i] = 0;
    }
    return result;
}

using Floats = std::vector<float>;

} // namespace

class TestTorchFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(runScript("make_goldens.py", m_folder.path())); }

    void theWeightsOfEveryLayoutAreFound_data()
    {
        QTest::addColumn<QString>("container");
        QTest::addColumn<int>("count");
        const QString zip = QStringLiteral("pytorch zip");
        const QString legacy = QStringLiteral("pytorch legacy");
        for (const char* file : {"plain.pth", "plain_32.pt", "plain_protocol4.pt", "metadata.pth",
                                 "dict.pth", "module.pth", "nested.pth", "twice.pt", "unnamed.pt",
                                 "gan.pth", "parameters.pt", "pairs.pth", "lightning.ckpt"})
            QTest::newRow(file) << zip << 2;
        QTest::newRow("averaged.pth") << zip << 3;
        QTest::newRow("plain_legacy.pth") << legacy << 2;
        QTest::newRow("nested_legacy.pt") << legacy << 2;
    }
    void theWeightsOfEveryLayoutAreFound()
    {
        QFETCH(QString, container);
        QFETCH(int, count);
        const TensorFile read = readTensors(file(QTest::currentDataTag()));
        QCOMPARE(QString::fromStdString(read.container()), container);
        QCOMPARE(int(read.tensors().size()), count);
        const TensorView* weight = read.find("a.weight");
        const TensorView* bias = read.find("a.bias");
        QVERIFY(weight && bias && weight->contiguous());
        QCOMPARE(weight->shape, (std::vector<std::int64_t>{2, 3}));
        QCOMPARE(numbers<float>(*weight), (Floats{1, 2, 3, 4, 5, 6}));
        QCOMPARE(numbers<float>(*bias), (Floats{7, 8}));
    }

    void theTrainingStepIsKept()
    {
        const auto metadata = readTensors(file("lightning.ckpt")).metadata();
        QCOMPARE(metadata, (std::map<std::string, std::string>{{"global_step", "875000"}}));
        QVERIFY(readTensors(file("plain.pth")).metadata().empty());
    }

    void stridesAndOffsetsAreKept_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("zip") << QStringLiteral("strided.pth");
        QTest::newRow("legacy") << QStringLiteral("strided_legacy.pth");
    }
    void stridesAndOffsetsAreKept()
    {
        QFETCH(QString, name);
        const TensorFile read = readTensors(file(qPrintable(name)));
        QVERIFY(!read.find("turned")->contiguous());
        QCOMPARE(numbers<float>(*read.find("turned")),
                 (Floats{0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11}));
        QCOMPARE(numbers<float>(*read.find("part")), (Floats{5, 6, 8, 9}));
        QCOMPARE(read.find("part")->bytes, std::size_t(20));
        QCOMPARE(numbers<float>(*read.find("single")), (Floats{11}));
        QCOMPARE(read.find("none")->elements(), 0);
    }

    void everyElementTypeIsRead_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("zip") << QStringLiteral("types.pth");
        QTest::newRow("legacy") << QStringLiteral("types_legacy.pth");
    }
    void everyElementTypeIsRead()
    {
        QFETCH(QString, name);
        const TensorFile read = readTensors(file(qPrintable(name)));
        QCOMPARE(numbers<double>(*read.find("f64")), (std::vector<double>{0.5, -2}));
        QCOMPARE(numbers<std::uint16_t>(*read.find("f16")),
                 (std::vector<std::uint16_t>{0x3c00, 0xc000}));
        QCOMPARE(numbers<std::uint16_t>(*read.find("bf16")),
                 (std::vector<std::uint16_t>{0x3f80, 0xc000}));
        QCOMPARE(numbers<std::int64_t>(*read.find("i64")), (std::vector<std::int64_t>{1, -2}));
        QCOMPARE(numbers<std::int32_t>(*read.find("i32")), (std::vector<std::int32_t>{1, -2}));
        QCOMPARE(numbers<std::int16_t>(*read.find("i16")), (std::vector<std::int16_t>{1, -2}));
        QCOMPARE(numbers<std::int8_t>(*read.find("i8")), (std::vector<std::int8_t>{1, -2}));
        QCOMPARE(numbers<std::uint8_t>(*read.find("u8")), (std::vector<std::uint8_t>{1, 254}));
        QVERIFY(read.find("bool")->type == ElementType::Bool);
        QVERIFY(read.find("bf16")->type == ElementType::BF16);
        for (const TensorView& view : read.tensors())
            QCOMPARE(reinterpret_cast<std::uintptr_t>(view.data) % elementSize(view.type), 0u);
    }

    void arraysAreReadInBothOrders_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"array.npy", "fortran.npy", "python2.npy"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void arraysAreReadInBothOrders()
    {
        QFETCH(QString, name);
        const TensorFile read = readTensors(file(qPrintable(name)));
        QCOMPARE(read.container(), std::string("npy"));
        QCOMPARE(numbers<float>(read.tensors().at(0)), (Floats{1, 2, 3, 4, 5, 6}));
    }

    void aFolderOfArraysIsNamedAfterItsFiles()
    {
        const TensorFile read = readTensors(file("."));
        QCOMPARE(read.container(), std::string("npy folder"));
        QCOMPARE(read.tensors().size(), std::size_t(3));
        QCOMPARE(numbers<float>(*read.find("fortran")), (Floats{1, 2, 3, 4, 5, 6}));
        QCOMPARE(sha256OfModel(file(".")).size(), std::size_t(64));
    }

    void whatWasReadCanBeWrittenAsSafetensors()
    {
        const TensorFile read = readTensors(file("strided_legacy.pth"));
        writeSafetensors(file("again.safetensors"), read.tensors());
        const TensorFile again = readTensors(file("again.safetensors"));
        for (const TensorView& view : read.tensors())
            QCOMPARE(numbers<float>(*again.find(view.name)), numbers<float>(view));
    }

private:
    std::filesystem::path file(const char* name) const
    {
        return m_folder.filePath(QLatin1String(name)).toStdString();
    }

    QTemporaryDir m_folder;
};

QTEST_APPLESS_MAIN(TestTorchFile)
#include "tst_torchfile.moc"
