// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFutureWatcher>
#include <QPromise>
#include <QThreadPool>

#include <memory>
#include <utility>

namespace enogu {

/// Runs `work()` in the pool and then `done(std::move(result))` in the thread of `context`, unless
/// `context` is gone by then. `work` must not throw and must not touch `context`; its result is
/// movable and default-constructible.
template <typename Work, typename Done>
void inBackground(QObject* context, Work work, Done done)
{
    using Value = decltype(work());
    auto value = std::make_shared<Value>();
    auto* watcher = new QFutureWatcher<void>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context,
                     [watcher, value, done = std::move(done)]() mutable {
                         watcher->deleteLater();
                         done(std::move(*value));
                     });
    auto promise = std::make_shared<QPromise<void>>();
    watcher->setFuture(promise->future());
    promise->start();
    QThreadPool::globalInstance()->start([promise, value, work = std::move(work)]() mutable {
        *value = work();
        promise->finish();
    });
}

} // namespace enogu
