import Outcomes

/// A value with its label, as every front shows it: a line of a page, a row of a table.
///
/// Line ends in the value start a new line under it, never under the label.
package struct LabelledText: Equatable, Sendable {
    package var label: String
    package var value: String
    /// What helps, for which a front shows its own words behind the value; nil where nothing is to be done.
    package var remedy: Remedy?

    /// A labelled value, or nil where there is nothing to say.
    package init?(_ label: String, _ value: String?, remedy: Remedy? = nil) {
        guard let value, !value.isEmpty else { return nil }
        self.label = label
        self.value = value
        self.remedy = remedy
    }
}
