import Glibc

/// What the process asks of the system before it reads a secret.
///
/// Swift copies values as it likes, so a key lies in more places of the memory than one type could own. Therefore not some
/// pages are kept out of a core file but all of them (docs/decisions/0051-no-memory-in-cores.md).
package enum ProcessMemory {
    /// Keeps memory out of core files and crash reports, and lets as many files be open as the system gives.
    package static func protect() {
        // 1, not 0: Linux writes no file smaller than a page, and of a core that goes into a pipe it regards 1 only
        // (fs/coredump.c). Who may not raise a limit of 0 keeps it.
        limit(.init(RLIMIT_CORE.rawValue)) { limit in
            if limit.rlim_max >= 1 { limit = rlimit(rlim_cur: 1, rlim_max: 1) }
        }
        // No mapping belongs into a core (core(5)): for a handler that disregards the limit.
        let filter = open("/proc/self/coredump_filter", O_WRONLY | O_CLOEXEC)
        if filter >= 0 {
            _ = write(filter, "0", 1)
            close(filter)
        }
        showNothingOnCrash()
        // A file without a name lives as long as it is open, and a bundle may hold ten thousand.
        limit(.init(RLIMIT_NOFILE.rawValue)) { $0.rlim_cur = $0.rlim_max }
    }

    /// Has a crash end the process without a word: the Swift runtime would print memory around it to standard error.
    ///
    /// Who sets `SWIFT_BACKTRACE` asks for that.
    private static func showNothingOnCrash() {
        guard getenv("SWIFT_BACKTRACE") == nil else { return }
        for number in [SIGQUIT, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP] {
            var action = sigaction()
            guard sigaction(number, nil, &action) == 0,
                // What is ignored from the start stays so.
                unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) != 1
            else { continue }
            signal(number, SIG_DFL)
        }
    }

    private static func limit(_ resource: __rlimit_resource_t, _ change: (inout rlimit) -> Void) {
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0 else { return }
        change(&limit)
        setrlimit(resource, &limit)
    }
}
