import Bundle
import Originals
import Recordings

/// What a program that reads recordings can check of a bundle besides.
package enum MediaAtHand {
    /// What makes those checks.
    package static let checks: (any MediaChecks)? = LibraryChecks()

    /// Gives memory back that looking at recordings took, and that nothing of it needs any more.
    package static func giveMemoryBack() { FreedMemory.giveBack() }
}
