// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/error.h"
#include "engine/text/cliptokenizer.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace enogu;

namespace {

using Files = QMap<QString, QByteArray>;

/// What reading a folder with these files ends in: "" or the error's sentence.
QString refusalOf(const Files& files, std::string_view prompt = "abc <|endoftext|> x")
{
    const QTemporaryDir folder;
    for (auto file = files.begin(); file != files.end(); ++file) {
        QFile out(folder.filePath(file.key()));
        if (!out.open(QIODevice::WriteOnly) || out.write(file.value()) != file.value().size())
            return QStringLiteral("not written");
    }
    try {
        ClipTokenizer::fromFolder(folder.path().toStdString()).encode(prompt);
        return {};
    } catch (const Error& error) {
        return QString::fromUtf8(error.what());
    }
}

QByteArray tokenizerJson(const QByteArray& vocabulary, const QByteArray& merges)
{
    return R"({"model":{"type":"BPE","vocab":)" + vocabulary + R"(,"merges":)" + merges + "}}";
}

const QByteArray kVocabulary =
    R"({"a":0,"b":1,"ab":2,"c</w>":3,"abc</w>":4,"<|startoftext|>":5,"<|endoftext|>":6})";
const QByteArray kMerges = R"(["a b",["ab","c</w>"]])";

} // namespace

class TestVocabularies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aBrokenFileIsOneSentence_data()
    {
        QTest::addColumn<Files>("files");
        QTest::addColumn<QString>("name");
        const auto json = [](const char* row, const QByteArray& bytes) {
            QTest::newRow(row) << Files{{QStringLiteral("tokenizer.json"), bytes}}
                               << QStringLiteral("tokenizer.json");
        };
        QTest::newRow("nothing") << Files{} << QStringLiteral("vocab.json");
        QTest::newRow("no merges")
            << Files{{QStringLiteral("vocab.json"), kVocabulary}} << QStringLiteral("merges.txt");
        json("cut short", tokenizerJson(kVocabulary, kMerges).chopped(9));
        json("no object", "[1, 2]");
        json("empty model", R"({"model":{}})");
        json("other model", R"({"model":{"type":"WordLevel","vocab":{"a":0}}})");
        json("vocabulary of lists", tokenizerJson(R"([["a",0]])", kMerges));
        json("empty vocabulary", tokenizerJson("{}", "[]"));
        json("negative number", tokenizerJson(R"({"a":-1})", "[]"));
        json("huge number", tokenizerJson(R"({"a":99999999999999999999})", "[]"));
        json("fraction", tokenizerJson(R"({"a":1.5})", "[]"));
        json("merge of one", tokenizerJson(kVocabulary, R"(["ab"])"));
        json("merge of three", tokenizerJson(kVocabulary, R"([["a","b","c"]])"));
        json("merge of numbers", tokenizerJson(kVocabulary, "[[1,2]]"));
        json("merge of strangers", tokenizerJson(kVocabulary, R"(["a z"])"));
        json("deep", QByteArray(R"({"model":)") + QByteArray(100'000, '[') +
                         QByteArray(100'000, ']') + "}");
        json("no utf-8", tokenizerJson("{\"\xFF\":0}", "[]"));
    }
    void aBrokenFileIsOneSentence()
    {
        QFETCH(Files, files);
        QFETCH(QString, name);
        const QString sentence = refusalOf(files);
        QVERIFY2(sentence.contains(name) && sentence.endsWith(QLatin1Char('.')) &&
                     sentence.size() < 300,
                 qPrintable(sentence));
    }

    void strangeSpecialTokensAreReadOrPassedOver_data()
    {
        QTest::addColumn<QByteArray>("config");
        const auto row = [](const char* config) { QTest::newRow(config) << QByteArray(config); };
        row(R"({"pad_token":null,"model_max_length":1e30})");
        row(R"({"model_max_length":-5,"eos_token":{"content":7}})");
        row(R"({"model_max_length":"long","bos_token":[]})");
        row(R"({"added_tokens_decoder":[1,2,3]})");
        row(R"({"added_tokens_decoder":{"x":{"content":""},"9":null}})");
        row(R"({"extra_special_tokens":{"a":"<a>"},"additional_special_tokens":"x"})");
        row(R"({"bos_token":"","eos_token":"<other>","unk_token":"<none>"})");
    }
    void strangeSpecialTokensAreReadOrPassedOver()
    {
        QFETCH(QByteArray, config);
        QCOMPARE(refusalOf({{QStringLiteral("tokenizer.json"), tokenizerJson(kVocabulary, kMerges)},
                            {QStringLiteral("tokenizer_config.json"), config}}),
                 QString());
    }

    void mergesAreReadInBothSpellings()
    {
        const QTemporaryDir folder;
        QFile out(folder.filePath(QStringLiteral("tokenizer.json")));
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(tokenizerJson(kVocabulary, kMerges));
        out.close();
        const auto tokenizer = ClipTokenizer::fromFolder(folder.path().toStdString(), 9);
        QCOMPARE(tokenizer.ids("abc"), std::vector<std::int64_t>{4});
        QCOMPARE(tokenizer.ids("abz"), (std::vector<std::int64_t>{2, 6})); // unknown: the end
        QCOMPARE(tokenizer.length(), std::size_t(9));
    }
};

QTEST_GUILESS_MAIN(TestVocabularies)
#include "tst_vocabularies.moc"
