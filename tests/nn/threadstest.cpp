// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/nn/parallel.h"

#include <ATen/Parallel.h>

#include <QTest>

#include <mutex>
#include <set>
#include <thread>

class ThreadsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachThreadTakesItsShareOfALoop();
};

void ThreadsTest::eachThreadTakesItsShareOfALoop()
{
    at::set_num_threads(2);
    std::mutex mutex;
    std::set<std::thread::id> threads;
    enogu::core::sharedOut(0, 2, 1, [&](std::int64_t, std::int64_t) {
        const std::scoped_lock lock(mutex);
        threads.insert(std::this_thread::get_id());
    });
    QCOMPARE(threads.size(), std::size_t(2));
}

QTEST_GUILESS_MAIN(ThreadsTest)
#include "threadstest.moc"
