import Bundle
import CustodianCommands
import Originals

/// A program that reads recordings.
enum WithMedia: MediaAbility {
    static let checks: (any MediaChecks)? = LibraryChecks()
}
