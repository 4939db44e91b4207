// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/error.h"
#include "engine/formats/tensorfile.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace enogu;

namespace {

QByteArray wrapped(const QByteArray& header, const QByteArray& data = {})
{
    const quint64 length = static_cast<quint64>(header.size());
    return QByteArray(reinterpret_cast<const char*>(&length), 8) + header + data;
}

} // namespace

class TestSafetensors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrittenIsReadBack()
    {
        const std::filesystem::path path = file("round.safetensors");
        const std::vector<float> numbers = {1, 2, 3, 4, 5, 6};
        const auto* data = reinterpret_cast<const std::byte*>(numbers.data());
        const TensorView whole = {"a.weight", ElementType::F32, {2, 3}, {3, 1}, data, 24};
        const TensorView turned = {"b", ElementType::F32, {3, 2}, {1, 3}, data, 24};
        const TensorView byte = {"flag", ElementType::U8, {}, {}, data, 1};
        writeSafetensors(path, {byte, whole, turned}, {{"licence", "CC0"}});

        const TensorFile read = readTensors(path);
        QCOMPARE(read.container(), std::string("safetensors"));
        QCOMPARE(read.metadata().at("licence"), std::string("CC0"));
        QCOMPARE(read.tensors().size(), std::size_t(3));
        const TensorView* b = read.find("b");
        QVERIFY(b && b->contiguous());
        const float expected[] = {1, 4, 2, 5, 3, 6};
        QCOMPARE(std::memcmp(b->data, expected, sizeof expected), 0);
        QCOMPARE(std::memcmp(read.find("a.weight")->data, numbers.data(), 24), 0);
    }

    void theWrappersPrefixIsTakenOff()
    {
        write("m.safetensors",
              wrapped(R"({"module.x":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}})", "z"));
        QVERIFY(readTensors(file("m.safetensors")).find("x"));
    }

    void aCopyOutlivesTheFileThatMadeIt()
    {
        write("c.safetensors",
              wrapped(R"({"x":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}})", "z"));
        TensorFile copy;
        {
            const TensorFile first = readTensors(file("c.safetensors"));
            copy = first;
        }
        QCOMPARE(char(*copy.find("x")->data), 'z');
    }

    void aMissingFileIsNamed()
    {
        try {
            readTensors(file("nowhere.pth"));
            QFAIL("must throw");
        } catch (const Error& error) {
            QVERIFY(error.code() == ErrorCode::MissingFile);
            QVERIFY(std::string(error.what()).find("nowhere.pth") != std::string::npos);
        }
    }

    void theBundledArraysOfAFolderAreRead()
    {
        const std::filesystem::path folder = ENOGU_SOURCE_DIR "/../shared/weights/cartoongan-hayao";
        if (!std::filesystem::exists(folder))
            QSKIP("the CartoonGAN arrays are not beside the sources");
        const TensorFile read = readTensors(folder);
        const TensorView* first = read.find("conv01_1.weight");
        QVERIFY(first);
        QCOMPARE(first->shape, (std::vector<std::int64_t>{64, 3, 7, 7}));
    }

    void theDigestIsThatOfTheStandard()
    {
        write("abc", "abc");
        QCOMPARE(sha256OfModel(file("abc")),
                 std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    }

private:
    std::filesystem::path file(const char* name) const
    {
        return m_folder.filePath(QLatin1String(name)).toStdString();
    }
    void write(const char* name, const QByteArray& bytes)
    {
        QFile out(m_folder.filePath(QLatin1String(name)));
        QVERIFY(out.open(QIODevice::WriteOnly));
        QCOMPARE(out.write(bytes), qint64(bytes.size()));
    }

    QTemporaryDir m_folder;
};

QTEST_APPLESS_MAIN(TestSafetensors)
#include "tst_safetensors.moc"
