import ClockCode
import CustodyDesk
import Outcomes
import Statements

/// The true time as a code for a camera to see: what was drawn.
package enum ClockDrawing: Equatable, Sendable {
    /// A page for a telephone, which shows a new code every half second.
    case page
    /// A picture of one code, and the moment it shows.
    case picture(shows: String)

    /// The page for a telephone.
    ///
    /// - Throws: ``DeskError``.
    package static func page() throws(DeskError) -> String { try telling { try ClockPage.html() } }

    /// What a page of a front's own shows the codes by: the `data-` values of its canvas `code`, by their names.
    ///
    /// - Throws: ``DeskError``.
    package static func values() throws(DeskError) -> [(name: String, value: String)] {
        try telling { try ClockPage.values() }
    }

    /// The script of such a page.
    package static var script: String { ClockPage.script }

    /// Draws a page or one code, as the file's name says: `.html` or `.png`.
    ///
    /// - Parameter moment: what a picture shows; nil for now. A page shows the time of whoever opens it.
    /// - Throws: ``DeskError``; then nothing was written.
    package static func draw(
        into output: OutputFile, showing moment: WallTime? = nil
    ) throws(DeskError) -> ClockDrawing {
        let name = output.path.lowercased()
        if name.hasSuffix(".html") {
            guard moment == nil else {
                throw DeskError(
                    .usage, "a page shows the time of whoever opens it", remedy: .drawOneCode)
            }
            try output.write(bytes: Array(try page().utf8))
            return .page
        }
        guard name.hasSuffix(".png") else {
            throw DeskError(
                .usage, "\(output.path): is neither a page nor a picture by its name", remedy: .nameClockCode)
        }
        guard let time = ShownTime.at(moment ?? .now()) else {
            throw DeskError(.usage, "that time cannot be drawn: it is no year of four digits")
        }
        try output.write(bytes: try telling { try ClockStill.png(time) })
        return .picture(shows: time.text)
    }
}
