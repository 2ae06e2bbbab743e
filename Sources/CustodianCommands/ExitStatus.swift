import Glibc

/// What the command's end tells a script. A command throws one only when it has already said all
/// there is to say, as `verify` does after printing a check that failed.
package enum ExitStatus: Int32, Error {
    /// Done; everything that was checked holds.
    case done = 0
    /// A check does not hold: tampered with, outside the consent, signature bad.
    case checkFailed = 1
    /// The command was not called as it can be called (sysexits `EX_USAGE`).
    case usage = 64
    /// An input is not what it should be (`EX_DATAERR`).
    case notUnderstood = 65
    /// An input is not there or may not be read (`EX_NOINPUT`).
    case inputMissing = 66
    /// Our own fault or the machine's (`EX_SOFTWARE`).
    case ourFault = 70
    /// An output cannot be begun, or is there already (`EX_CANTCREAT`).
    case cannotWrite = 73
    /// Reading or writing failed midway (`EX_IOERR`).
    case inputOutput = 74
    /// Not permitted: no consent, declined, expired, revoked, wrong key (`EX_NOPERM`).
    case notPermitted = 77
    /// Stopped because its terminal was closed: 128 and the signal's number, as shells tell it.
    case terminalClosed = 129
    /// Stopped by a person at the terminal (Ctrl-C).
    case interrupted = 130
    /// Stopped by another program or the system (`kill`).
    case terminated = 143

    /// What the end by a signal tells; nil for a signal that is no ordinary end.
    init?(signal: Int32) {
        switch signal {
        case SIGHUP: self = .terminalClosed
        case SIGINT: self = .interrupted
        case SIGTERM: self = .terminated
        default: return nil
        }
    }
}
