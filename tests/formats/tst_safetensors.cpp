// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/error.h"
#include "engine/formats/tensorfile.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <sys/stat.h>

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

    void theDigestIsThatOfTheStandard_data()
    {
        QTest::addColumn<int>("size"); // that many letters a
        QTest::addColumn<QByteArray>("digest");
        const auto row = [](const char* what, int size, const char* digest) {
            QTest::newRow(what) << size << QByteArray(digest);
        };
        row("nothing", 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        row("fits", 55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318");
        row("spills", 56, "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a");
        row("block - 1", 63, "7d3e74a05d7db15bce4ad9ec0658ea98e3f06eeecf16b4c6fff2da457ddc2f34");
        row("block", 64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb");
        row("block + 1", 65, "635361c48bb9eab14198e76ea8ab7f1a41685d6ad62aa9146d301d4f17eb0ae0");
        row("long", 1000, "41edece42d63e8d9bf515a9ba6932e1c20cbc9f5a5d134645adb5db1b9737ea3");
    }
    void theDigestIsThatOfTheStandard()
    {
        QFETCH(int, size);
        QFETCH(QByteArray, digest);
        write("letters", QByteArray(size, 'a'));
        QCOMPARE(sha256OfModel(file("letters")), digest.toStdString());
    }

    void aFailedWriteLeavesTheOldFileAndNothingElse()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("old.safetensors"));
        const std::byte data[4] = {};
        const TensorView view = {"x", ElementType::F32, {1}, {1}, data, 4};
        writeSafetensors(path.toStdString(), {view});
        const std::string before = sha256OfModel(path.toStdString());
        const TensorView beyond = {"y", ElementType::F32, {2}, {1}, data, 4};
        QVERIFY_THROWS_EXCEPTION(Error, writeSafetensors(path.toStdString(), {view, beyond}));
        QVERIFY_THROWS_EXCEPTION(Error, writeSafetensors(path.toStdString(), {view, view}));
        QCOMPARE(sha256OfModel(path.toStdString()), before);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);
    }

    void aFolderThatIsMissingIsNotWrittenTo()
    {
        try {
            writeSafetensors(file("no/such/x.safetensors"), {});
            QFAIL("must throw");
        } catch (const Error& error) {
            QVERIFY(error.code() == ErrorCode::MissingFile);
        }
    }

    void aPipeOrFolderIsNotWaitedFor()
    {
        const std::filesystem::path path = file("pipe");
        QCOMPARE(::mkfifo(path.c_str(), 0600), 0);
        QVERIFY_THROWS_EXCEPTION(Error, readTensors(path));
        std::filesystem::create_directory(file("empty"));
        QVERIFY_THROWS_EXCEPTION(Error, readTensors(file("empty")));
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
