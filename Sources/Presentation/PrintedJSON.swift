import Sealing
import Statements

/// Facts as JSON that can be shown on a terminal.
package enum PrintedJSON {
    /// The value's JSON, in which nothing is left that a terminal could act on.
    package static func of(_ value: some Encodable) throws -> String {
        HarmlessJSON.escaping(String(decoding: try StrictJSON.encodePretty(value), as: UTF8.self))
    }
}
