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
    /// How many digits of the id are in the name: enough to tell bundles of a day apart.
    private static let digits = 8

    /// The random id.
    let id: String
    /// The name of its file.
    package let fileName: String

    /// - Parameter moment: when it is made.
    /// - Throws: ``DeskError`` where the system has no random numbers.
    package init(at moment: WallTime = .now()) throws(DeskError) {
        id = try telling { try BundleWriter.newBundleID() }
        fileName =
            BundleLayout.folder(
                of: "\(moment.inOffset(seconds: 0).rfc3339.prefix(10))-\(id.prefix(Self.digits))") + ".tar"
    }
}
