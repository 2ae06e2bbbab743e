import ArgumentParser
import Outcomes

extension GivenTime {
    /// A time as an argument, for `@Option(transform:)`, which shows why a text is not one.
    package static func argument(_ text: String) throws -> GivenTime { try GivenTime(rfc3339: text) }
}

extension GivenMoment {
    /// A moment as an argument, for `@Option(transform:)`, which shows why a text is none.
    package static func argument(_ text: String) throws -> GivenMoment { try GivenMoment(text) }
}

extension GivenExhibit {
    /// A reference as an argument, for `@Option(transform:)`, which shows what one looks like.
    package static func argument(_ text: String) throws -> GivenExhibit {
        guard let reference = GivenExhibit(text) else { throw ValidationError("it is \(GivenExhibit.form)") }
        return reference
    }
}
