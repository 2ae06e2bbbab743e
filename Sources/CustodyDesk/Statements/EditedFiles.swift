import Outcomes
import StatementFiles

/// The port for what is to be said of files that an editor wrote anew, wherever they are read.
package enum EditedFiles {
    /// Notes each such file, once, from now on.
    package static func tell(_ noting: @escaping @Sendable (Note) -> Void) {
        MarkedFiles.tell { noting(.keys(.byteOrderMark(file: $0))) }
    }
}
