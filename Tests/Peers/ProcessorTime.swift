import Foundation

/// How long the calling thread works, in the processor's time (`CLOCK_THREAD_CPUTIME_ID`): what other tests do at the same time
/// on a full machine does not count. Work that is handed to other threads, and waiting, do not count either.
package func processorTime(of work: () throws -> Void) rethrows -> Duration {
    let begin = threadTime()
    try work()
    return threadTime() - begin
}

private func threadTime() -> Duration {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
}
