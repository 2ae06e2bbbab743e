import CFFmpeg

/// Memory that was freed and that the C library keeps for later.
package enum FreedMemory {
    /// Gives it back to the system, for a program that goes on for hours after it looked at many recordings.
    package static func giveBack() { proffer_return_freed_memory() }
}
