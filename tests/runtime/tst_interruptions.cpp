// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/formats/tensorfile.h"
#include "engine/runtime/loader.h"
#include "tests/photo/pictures.h"
#include "tests/support/recorder.h"
#include "tests/support/tinymodel.h"

#include <QTemporaryDir>
#include <QTest>

#include <cstring>
#include <ctime>
#include <fstream>
#include <pthread.h>
#include <random>
#include <thread>

using namespace enogu;
using namespace enogu::tests;
using testing::drawnImage;

namespace {

constexpr Extent kExtent{24, 16};
constexpr int kCancels = 300;

double secondsOf(clockid_t clock)
{
    timespec time{};
    clock_gettime(clock, &time);
    return double(time.tv_sec) + double(time.tv_nsec) * 1e-9;
}

double residentMegabytes()
{
    std::ifstream file("/proc/self/statm");
    double pages = 0, resident = 0;
    file >> pages >> resident;
    return resident * 4096 / 1e6;
}

Mask leftHalf()
{
    std::vector<std::uint8_t> coverage(kExtent.pixels(), 0);
    for (std::size_t i = 0; i < coverage.size(); ++i)
        coverage[i] = int(i % std::size_t(kExtent.width)) < kExtent.width / 2 ? 255 : 0;
    return Mask(kExtent, std::move(coverage));
}

/// Stops after some CPU time of the thread that made it.
class Stopper
{
public:
    explicit Stopper(double cpuSeconds)
    {
        pthread_getcpuclockid(pthread_self(), &m_clock);
        const double end = secondsOf(m_clock) + cpuSeconds;
        m_thread = std::thread([this, end] {
            while (secondsOf(m_clock) < end && !m_over)
                std::this_thread::yield();
            m_stoppedAt = secondsOf(m_clock);
            m_stop.request_stop();
        });
    }
    ~Stopper()
    {
        m_over = true;
        m_thread.join();
    }
    std::stop_token token() const { return m_stop.get_token(); }
    /// CPU time since the stop.
    double secondsSince()
    {
        const double now = secondsOf(m_clock);
        const double stopped = m_stoppedAt;
        return stopped > 0 ? std::max(0.0, now - stopped) : 0;
    }

private:
    clockid_t m_clock{};
    std::stop_source m_stop;
    std::atomic<bool> m_over = false;
    std::atomic<double> m_stoppedAt = 0;
    std::thread m_thread;
};

} // namespace

/// Runs that are stopped, or go wrong, at any moment, with tiny models.
class InterruptionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aStopAtAnyMomentLeavesNothing();
    void numbersThatOverflowAreNamed_data();
    void numbersThatOverflowAreNamed();

private:
    std::string path(const char* name) const
    {
        return m_folder.filePath(QLatin1String(name)).toStdString();
    }
    Job editOf(const char* photo) const;
    Job maskedOf() const;

    QTemporaryDir m_folder;
    std::unique_ptr<Engine> m_engine;
};

void InterruptionsTest::initTestCase()
{
    std::string whyNot;
    m_engine = loadEngine(&whyNot);
    QVERIFY2(m_engine, whyNot.c_str());
    for (const char* name : {"tiny", "tiny_instruct"})
        writeCountedModel(name, path(name));
}

Job InterruptionsTest::editOf(const char* model) const
{
    Instruct recipe;
    recipe.model = path(model);
    recipe.instruction = "make it blue";
    recipe.sampler = SamplerChoice::EulerAncestral;
    recipe.steps = 5;
    recipe.seed = 7;
    recipe.size = kExtent.width;
    recipe.dtype = DType::F32;
    return Job{1, recipe, drawnImage(kExtent, Channels::Rgb, Depth::U8), "cpu"};
}

Job InterruptionsTest::maskedOf() const
{
    Generate recipe;
    recipe.model = path("tiny");
    recipe.prompt = "a blue cat";
    recipe.steps = 5;
    recipe.seed = 7;
    recipe.size = kExtent;
    recipe.dtype = DType::F32;
    Job job{1, recipe, drawnImage(kExtent, Channels::Rgb, Depth::U8), "cpu"};
    job.mask = leftHalf();
    job.steps = StepDetail::Full;
    return job;
}

void InterruptionsTest::aStopAtAnyMomentLeavesNothing()
{
    const Job jobs[] = {editOf("tiny_instruct"), maskedOf()};
    std::vector<Image> whole;
    double cost[2] = {};
    for (std::size_t i = 0; i < 2; ++i) {
        Recorder recorder;
        m_engine->releaseMemory();
        const double begun = secondsOf(CLOCK_THREAD_CPUTIME_ID);
        const auto result = m_engine->run(jobs[i], recorder, {});
        QVERIFY(result);
        whole.push_back(result.value().image);
        cost[i] = secondsOf(CLOCK_THREAD_CPUTIME_ID) - begun;
    }
    std::mt19937 random(1);
    std::uniform_real_distribution<double> moment(0, 1);
    double early = 0;
    int stopped = 0, late = 0;
    for (int i = 0; i < kCancels; ++i) {
        const std::size_t which = std::size_t(i % 2);
        if (i % 3 == 0)
            m_engine->releaseMemory();
        Recorder recorder;
        Stopper stopper(moment(random) * cost[which]);
        const auto result = m_engine->run(jobs[which], recorder, stopper.token());
        late += stopper.secondsSince() > cost[which] / 4 ? 1 : 0;
        QVERIFY(result || result.error().code() == ErrorCode::Cancelled);
        QVERIFY(!result || result.value().image == whole[which]);
        stopped += result ? 0 : 1;
        early = i == 9 ? residentMegabytes() : early;
    }
    const double last = residentMegabytes();
    qInfo("%d stopped, %d late, %.1f MB after the tenth, %.1f MB after the last", stopped, late,
          early, last);
    QVERIFY(stopped > kCancels / 3);
    QVERIFY(late <= kCancels / 50); // of those that share their processor
    QVERIFY(last <= early + 8);
    for (std::size_t i = 0; i < 2; ++i) {
        Recorder recorder;
        QVERIFY(m_engine->run(jobs[i], recorder, {}).value().image == whole[i]);
    }
}

void InterruptionsTest::numbersThatOverflowAreNamed_data()
{
    QTest::addColumn<int>("step");
    for (int step = 0; step < 5; ++step)
        QTest::addRow("step %d", step + 1) << step;
}

/// Random numbers near the largest that there are make x infinite after one step or another.
void InterruptionsTest::numbersThatOverflowAreNamed()
{
    QFETCH(int, step);
    const std::int64_t h = kExtent.height / 2, w = kExtent.width / 2;
    const std::string file = path("noise.safetensors");
    writeCountedNoise(file, {{"latents", {1, 4, h, w}}, {"steps", {5, 1, 4, h, w}}});
    std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
    const TensorFile read = readTensors(file);
    const TensorView& steps = *read.find("steps");
    const std::string whole((std::istreambuf_iterator<char>(bytes)), {});
    const std::size_t each = steps.bytes / 5;
    const std::size_t at =
        whole.find(std::string(reinterpret_cast<const char*>(steps.data), each)) +
        each * std::size_t(step);
    std::vector<float> huge(each / sizeof(float), 3e38F);
    bytes.clear();
    bytes.seekp(std::streamoff(at));
    bytes.write(reinterpret_cast<const char*>(huge.data()), std::streamsize(each));
    bytes.close();
    Job job = editOf("tiny_instruct");
    job.noise = file;
    Recorder recorder;
    const auto result = m_engine->run(job, recorder, {});
    if (result)
        return; // the last step's number counts for nothing
    QCOMPARE(result.error().code(), ErrorCode::NonFinite);
    QVERIFY2(QByteArray(result.error().what()).contains("not numbers"), result.error().what());
    job.noise.clear();
    QVERIFY(m_engine->run(job, recorder, {}));
}

QTEST_APPLESS_MAIN(InterruptionsTest)
#include "tst_interruptions.moc"
