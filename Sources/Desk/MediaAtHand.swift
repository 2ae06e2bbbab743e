import Bundle
import Originals

/// What a program that reads recordings can check of a bundle besides.
package enum MediaAtHand {
    /// What makes those checks.
    package static let checks: (any MediaChecks)? = LibraryChecks()
}
