import CustodyDesk

extension NewCardRevocation.Moment {
    /// A time as an argument, for `@Option(transform:)`, which shows why a text is not one.
    package static func argument(_ text: String) throws -> NewCardRevocation.Moment {
        try Self(rfc3339: text)
    }
}
