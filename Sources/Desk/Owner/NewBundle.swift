import Bundle
import CustodyDesk
import Handover
import Outcomes
import Statements

/// A bundle that is to be made, and what its file is called where nobody says.
///
/// A carrier reads a file's name. So it tells nothing but what the bundle itself tells everybody: the day it was made, in UTC,
/// and the first digits of its random id. Case and agency stand in the journal and on the owner's screen.
package struct NewBundle {
    /// The random id.
    let id: String
    /// The name of its file.
    package let fileName: String

    /// - Parameter moment: when it is made.
    /// - Throws: ``DeskError`` where the system has no random numbers.
    package init(at moment: WallTime = .now()) throws(DeskError) {
        id = try telling { try BundleWriter.newBundleID() }
        fileName = BundleLayout.fileName(
            of: id, day: String(moment.inOffset(seconds: 0).rfc3339.prefix(10)))
    }
}
