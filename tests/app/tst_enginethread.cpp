// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/enginethread.h"
#include "tests/support/fakeengine.h"

#include <QTest>

#include <numeric>

using namespace enogu;

namespace {

Job someJob()
{
    return Job{0, Animeify{},
               Image({4, 3}, Channels::Rgb, Depth::U8, std::vector<std::uint8_t>(36, 10))};
}

/// An engine thread over a FakeEngine, and what came out of it.
struct Bench
{
    std::shared_ptr<FakeScript> script = std::make_shared<FakeScript>();
    std::unique_ptr<EngineThread> thread;
    std::vector<JobId> finished, cancelled;
    std::vector<ErrorCode> failed;
    std::vector<double> progress;
    int previews = 0;
    QString whyNot;

    Bench()
    {
        thread = std::make_unique<EngineThread>(
            [kept = script](std::string*) { return std::make_unique<FakeEngine>(kept); });
        listen();
    }
    void listen()
    {
        QObject::connect(thread.get(), &EngineThread::finished,
                         [this](const Result& r) { finished.push_back(r.id); });
        QObject::connect(thread.get(), &EngineThread::cancelled,
                         [this](JobId id) { cancelled.push_back(id); });
        QObject::connect(thread.get(), &EngineThread::failed,
                         [this](JobId, const Error& e) { failed.push_back(e.code()); });
        QObject::connect(thread.get(), &EngineThread::progressed,
                         [this](const Progress& p) { progress.push_back(p.done); });
        QObject::connect(thread.get(), &EngineThread::previewed, [this] { ++previews; });
        QObject::connect(thread.get(), &EngineThread::unavailable,
                         [this](const QString& why) { whyNot = why; });
    }
};

} // namespace

class EngineThreadTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aRunReportsProgressAndFinishesWithItsId()
    {
        Bench bench;
        const JobId id = bench.thread->submit(someJob());
        QVERIFY(bench.thread->isBusy());
        QTRY_COMPARE(bench.finished, std::vector<JobId>{id});
        QVERIFY(!bench.thread->isBusy());
        QVERIFY(!bench.progress.empty());
        QCOMPARE(bench.progress.back(), 1.0);
        QVERIFY(bench.previews > 0);
    }

    void everyStepComesInOrderBeforeItsRunHasEnded()
    {
        Bench bench;
        std::vector<int> seen;
        connect(bench.thread.get(), &EngineThread::stepped, this, [&](const Step& step) {
            QVERIFY(bench.finished.empty());
            seen.push_back(step.index);
        });
        Job job = someJob();
        job.recipe = Instruct{};
        job.steps = StepDetail::Quick;
        bench.script->blockMicroseconds = 0;
        const JobId id = bench.thread->submit(job);
        QTRY_COMPARE(bench.finished, std::vector<JobId>{id});
        std::vector<int> all(20);
        std::iota(all.begin(), all.end(), 0);
        QCOMPARE(seen, all);
    }

    void onlyTheNewestQuestionIsAnswered()
    {
        Bench bench;
        std::vector<int> tokens;
        connect(bench.thread.get(), &EngineThread::reached, this,
                [&](const Outcome<TextReach>& reach) { tokens.push_back(reach.value().tokens); });
        bench.script->endless = true;
        bench.thread->submit(someJob());
        QTRY_VERIFY(bench.script->reported > 0);
        for (const char* text : {"a", "ab", "abc"})
            bench.thread->reach(Instruct{}, text);
        for (int i = 0; i < 5; ++i)
            bench.thread->plan(someJob());
        bench.thread->stop();
        QTRY_COMPARE(tokens, std::vector<int>{3});
        QTRY_COMPARE(bench.script->plans.load(), 1);
    }

    void aStopSentToABusyEngineIsObeyedWithinOneBlock()
    {
        Bench bench;
        bench.script->endless = true;
        const JobId id = bench.thread->submit(someJob());
        QTRY_VERIFY(bench.script->reported > 3);
        bench.thread->stop();
        QTRY_COMPARE(bench.cancelled, std::vector<JobId>{id});
        QVERIFY(bench.script->blocksAfterStop <= 1);
        QVERIFY(bench.finished.empty());
    }

    void aResultThatArrivesAfterStopCountsAsCancelled()
    {
        Bench bench;
        bench.script->ignoresStop = true;
        bench.script->blocks = 20;
        bench.script->blockMicroseconds = 20000;
        bench.thread->submit(someJob());
        QTRY_VERIFY(bench.script->reported > 1);
        bench.thread->stop();
        QTRY_COMPARE(bench.cancelled.size(), std::size_t(1));
        QVERIFY(bench.finished.empty());
    }

    void aStaleResultIsDropped()
    {
        Bench bench;
        bench.script->ignoresStop = true;
        const JobId first = bench.thread->submit(someJob());
        const JobId second = bench.thread->submit(someJob());
        QVERIFY(first != second);
        QTRY_COMPARE(bench.finished, std::vector<JobId>{second});
        QVERIFY(bench.cancelled.empty());
    }

    void aSlowGuiDropsPreviewsRatherThanQueueingThem()
    {
        Bench bench;
        bench.script->blocks = 200;
        bench.script->blockMicroseconds = 50;
        bench.thread->submit(someJob());
        while (bench.script->ended == 0) // the GUI's event loop does not turn meanwhile
            std::this_thread::yield();
        QTRY_COMPARE(bench.finished.size(), std::size_t(1));
        QCOMPARE(bench.script->reported.load(), 200);
        QCOMPARE(bench.previews, 1);
        QCOMPARE(bench.progress, std::vector<double>{1.0});
    }

    void closingDuringARunEndsIt()
    {
        Bench bench;
        bench.script->endless = true;
        bench.thread->submit(someJob());
        QTRY_VERIFY(bench.script->reported > 0);
        bench.thread.reset();
        QCOMPARE(bench.script->ended.load(), 1);
        QVERIFY(bench.script->destroyed);
        QCoreApplication::processEvents();
        QVERIFY(bench.finished.empty() && bench.cancelled.empty());
    }

    void aFailureCarriesItsError()
    {
        Bench bench;
        bench.script->failWith(Error(ErrorCode::OutOfMemory, "Not enough memory."));
        bench.thread->submit(someJob());
        QTRY_COMPARE(bench.failed, std::vector<ErrorCode>{ErrorCode::OutOfMemory});
        bench.thread->submit(someJob());
        QTRY_COMPARE(bench.finished.size(), std::size_t(1));
    }

    void aMissingEngineSaysWhyAndFailsJobs()
    {
        Bench bench;
        bench.thread = std::make_unique<EngineThread>([](std::string* whyNot) {
            *whyNot = "libenogu_engine.so is missing.";
            return std::unique_ptr<Engine>();
        });
        bench.listen();
        bench.thread->start();
        QTRY_COMPARE(bench.whyNot, QStringLiteral("libenogu_engine.so is missing."));
        bench.thread->submit(someJob());
        QTRY_COMPARE(bench.failed, std::vector<ErrorCode>{ErrorCode::EngineUnavailable});
    }
};

QTEST_GUILESS_MAIN(EngineThreadTest)
#include "tst_enginethread.moc"
