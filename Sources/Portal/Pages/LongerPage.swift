import Foundation
import Hummingbird
import Outcomes

/// A page of which the beginning is shown at once, while the rest is worked out.
extension Pages {
    /// What follows the beginning of a page: its template, and what that is filled with.
    typealias Rest = @Sendable () async throws -> (template: String, values: Boxed<[String: Any]>)

    /// Where the rest goes. No text of a page can be this: all are escaped.
    private static let place = "<!--rest-->"

    /// - Parameters:
    ///   - names: how it names files.
    ///   - step: where a person settles what stopped the rest; nil where nowhere.
    ///   - rest: what follows, one after the other. Where one cannot be worked out, it is said in its place, and the rest is left
    ///     out.
    func page(
        _ name: String, _ title: String, _ values: [String: Any], _ visit: Visit,
        naming names: FileNames, settling step: @escaping @Sendable (DeskError) -> LinkToStep?,
        then rest: [Rest]
    ) -> Response {
        let whole = text("page", frame(title, fill(name, values, visit) + Self.place, visit))
        let parts = whole.split(separator: Self.place, maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return Self.response(whole, "text/html; charset=utf-8") }
        let body = ResponseBody { [self] writer in
            try await writer.write(ByteBuffer(string: parts[0]))
            for next in rest {
                let (more, goesOn) = await self.more(next, visit, names, step)
                try await writer.write(ByteBuffer(string: more))
                guard goesOn else { break }
            }
            try await writer.write(ByteBuffer(string: parts[1]))
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: [.contentType: "text/html; charset=utf-8"], body: body)
    }

    private func more(
        _ next: Rest, _ visit: Visit, _ names: FileNames, _ step: (DeskError) -> LinkToStep?
    ) async -> (String, goesOn: Bool) {
        do {
            let (template, values) = try await next()
            return (fill(template, values.values, visit), true)
        } catch {
            let problem = error as? DeskError
            let key = problem?.kind.rawValue ?? "our_fault"
            var values: [String: Any] = [
                "what": visit.words["problem.\(key)"], "todo": visit.words["problem.\(key)-todo"],
                "isEntered": true,
            ]
            if let problem {
                // A link to the page that is looked at leads nowhere.
                let link = step(problem).flatMap {
                    visit.address.hasPrefix($0.address) ? nil : $0
                }
                values["why"] =
                    FailureWords(problem, visit.words, naming: names.shown).values(link)
            }
            return (fill("stopped", values, visit), false)
        }
    }
}
