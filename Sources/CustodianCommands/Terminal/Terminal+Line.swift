extension Terminal {
    /// A line of text, which is shown as it is typed; nil where the input ended.
    package static func line() -> String? { readLine(strippingNewline: true) }
}
