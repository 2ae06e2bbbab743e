import ClockCode
import CustodyDesk
import Outcomes

/// An address as a code that a telephone's camera reads.
package struct AddressCode: Equatable, Sendable {
    /// Squares a side, with the light edge.
    package let side: Int
    /// The dark squares as the path of an SVG of that side.
    package let path: String

    /// - Throws: ``DeskError``.
    package init(_ address: String) throws(DeskError) {
        let code = try telling { try PrintedCode(address) }
        (side, path) = (code.size + 8, code.path)
    }
}
