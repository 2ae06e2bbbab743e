import Foundation
import Hummingbird
import Outcomes

/// One look at a page: by whom it is read, and from where.
package struct Visit: Sendable {
    let words: PortalWords
    let portal: PortalState
    /// The address, for the way back after another language was chosen.
    let address: String
    /// A form that is shown again with what is wrong; nil where there is none.
    let again: KeptForms.Kept?

    /// The cookie in which the chosen language is kept.
    static let languageCookie = "language"

    init(_ request: Request, _ portal: PortalState) {
        words = PortalWords(
            accepted: request.headers[.acceptLanguage] ?? "",
            chosen: request.cookies[Self.languageCookie]?.value)
        self.portal = portal
        let (asked, root) = (request.uri.string, portal.root)
        address =
            request.method == .get && asked.hasPrefix(root + "/") ? String(asked.dropFirst(root.count)) : "/"
        again = request.uri.queryParameters["problem"].flatMap { Int($0) }.flatMap { portal.kept[$0] }
    }

    /// The page to which the person goes back once they did what this one is for, as its address says; the start otherwise.
    static func back(_ named: String?) -> String { named.flatMap { isOurs($0) ? $0 : nil } ?? "/" }

    /// What is wrong with the form that is shown again, in words; nil where nothing is.
    var problem: String? { again?.problem(in: words) }

    /// Why, for the part of a page that says it (`why.mustache`); nil where the words of the problem say it all.
    var why: [String: Any]? { again?.failure.map { FailureWords($0, words).values() } }

    /// The field that is wrong, with what is wrong; nil where it is no one field, or nothing is.
    var wrong: [String: String]? {
        again.flatMap { again in
            KeptForms.fields[again.problem].map { [$0: again.problem(in: words)] }
        }
    }

    /// Whether an address leads to a page of ours: one that begins with two slashes leads to another server.
    package static func isOurs(_ address: String) -> Bool {
        address.hasPrefix("/") && !address.hasPrefix("//") && !address.contains("\\")
            && address.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    }
}

extension PortalState {
    /// The way back to a form that was not taken, which is shown as it was filled in, without what is secret: to the field that
    /// is wrong, where it is one.
    func again(
        _ address: String, _ form: PostedForm, _ problem: String, _ values: [String: String] = [:],
        because failure: DeskError? = nil
    ) -> Response {
        let number = kept.keep(form, problem, values, because: failure)
        let place = KeptForms.fields[problem].map { "#\($0)" } ?? ""
        return .see("\(address)\(address.contains("?") ? "&" : "?")problem=\(number)\(place)")
    }
}

extension Response {
    /// The way to another page after something was done, so that going back or loading again does it no second time.
    static func see(_ address: String) -> Response {
        Response(status: .seeOther, headers: [.location: address])
    }
}

extension String {
    /// The text as a value in an address.
    var inAddress: String {
        utf8.map { byte in
            let isPlain =
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || [0x2D, 0x2E, 0x5F, 0x7E, 0x2F].contains(byte)
            let digits = String(byte, radix: 16, uppercase: true)
            return isPlain
                ? String(UnicodeScalar(byte)) : "%" + (digits.utf8.count < 2 ? "0" : "") + digits
        }.joined()
    }
}
