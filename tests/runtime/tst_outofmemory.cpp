// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/loader.h"
#include "tests/photo/pictures.h"
#include "tests/support/recorder.h"
#include "tests/support/tinymodel.h"

#include <QTemporaryDir>
#include <QTest>

#include <c10/core/Allocator.h>
#include <c10/util/Exception.h>

#include <atomic>

using namespace enogu;
using namespace enogu::tests;

namespace {

/// LibTorch's own allocator, which fails when its time has come.
class FailingAllocator : public c10::Allocator
{
public:
    explicit FailingAllocator(c10::Allocator& real) : m_real(real) {}

    /// The `which`th allocation from now on fails, and all after it unless `once`.
    void arm(int which, bool once)
    {
        m_left = which;
        m_once = once;
    }
    void disarm() { m_left = -1; }
    int failures() const { return m_failures; }

    c10::DataPtr allocate(std::size_t bytes) override
    {
        const int left = m_left;
        if (left > 0)
            m_left = left - 1;
        if (left == 0 || left == 1) {
            m_left = m_once ? -1 : 0;
            ++m_failures;
            TORCH_CHECK_WITH(OutOfMemoryError, false, "injected");
        }
        return m_real.allocate(bytes);
    }
    c10::DeleterFnPtr raw_deleter() const override { return m_real.raw_deleter(); }
    void copy_data(void* to, const void* from, std::size_t count) const override
    {
        m_real.copy_data(to, from, count);
    }

private:
    c10::Allocator& m_real;
    std::atomic<int> m_left = -1, m_failures = 0;
    bool m_once = true;
};

} // namespace

/// Memory that runs out at any allocation of a run.
class OutOfMemoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        std::string whyNot;
        m_engine = loadEngine(&whyNot);
        QVERIFY2(m_engine, whyNot.c_str());
        m_model = writeCountedModel("tiny_instruct", m_folder.path().toStdString()).string();
        c10::SetAllocator(c10::kCPU, &m_allocator, 100);
    }

    void aRunSurvives_data()
    {
        QTest::addColumn<int>("which");
        QTest::addColumn<bool>("once");
        for (int which = 1; which <= 100; ++which)
            for (const bool once : {true, false})
                QTest::addRow("%d%s", which, once ? "" : " and all after it") << which << once;
    }

    /// Before, the model is there: every second run loads it.
    void aRunSurvives()
    {
        QFETCH(int, which);
        QFETCH(bool, once);
        Instruct recipe;
        recipe.model = m_model;
        recipe.instruction = "make it blue";
        recipe.steps = 2;
        recipe.size = 24;
        recipe.dtype = DType::F32;
        const Job job{1, recipe, testing::drawnImage({24, 16}, Channels::Rgb, Depth::U8), "cpu"};
        Recorder recorder;
        if (which % 2 == 0)
            m_engine->releaseMemory();
        m_allocator.arm(which * 3, once);
        const int before = m_allocator.failures();
        const auto result = m_engine->run(job, recorder, {});
        m_allocator.disarm();
        QVERIFY(m_allocator.failures() > before);
        if (!result) {
            QVERIFY2(result.error().code() == ErrorCode::OutOfMemory ||
                         result.error().code() == ErrorCode::OutOfDeviceMemory,
                     result.error().what());
            QVERIFY(std::string_view(result.error().what()).find("injected") ==
                    std::string_view::npos);
        }
        QVERIFY(m_engine->run(job, recorder, {}));
    }

    void cleanupTestCase()
    {
        m_engine.reset();
        c10::SetAllocator(c10::kCPU, &m_real, 101);
    }

private:
    c10::Allocator& m_real = *c10::GetAllocator(c10::kCPU);
    FailingAllocator m_allocator{m_real};
    QTemporaryDir m_folder;
    std::string m_model;
    std::unique_ptr<Engine> m_engine;
};

QTEST_APPLESS_MAIN(OutOfMemoryTest)
#include "tst_outofmemory.moc"
