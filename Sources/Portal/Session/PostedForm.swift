import Foundation
import Hummingbird

/// What a person filled in and sent.
package struct PostedForm: Sendable {
    /// What each field holds.
    let fields: [String: [String]]
    /// The file they chose; nil where the form has none.
    let file: File?

    /// A file that came with a form: its beginning, as much as the largest statement has.
    package struct File: Sendable {
        package let name: String
        package let head: [UInt8]
        /// Whether that is all of it.
        package let isWhole: Bool
    }

    /// The most that a form without a file may measure, in bytes.
    private static let most = 256 << 10
    /// What is kept of a file, in bytes: a little more than the largest statement.
    private static let mostOfFile = (4 << 20) + (64 << 10)
    /// The most that is read of a form with a file and thrown away, in bytes.
    private static let mostThrownAway = 64 << 30

    /// Why a form is not taken.
    package enum Refusal: Error { case tooLarge, notOurs, notUnderstood }

    /// Reads a form.
    ///
    /// - Throws: ``Refusal``; ``Refusal/notOurs`` for one that does not carry our secret.
    init(_ request: Request, _ session: Session) async throws {
        let type = request.headers[.contentType] ?? ""
        if type.hasPrefix("multipart/form-data"), let mark = Self.boundary(type) {
            let body = try await Self.head(of: request)
            (fields, file) = try Self.parts(of: body, boundary: mark)
        } else {
            let buffer = try await request.body.collect(upTo: Self.most)
            fields = Self.fields(of: String(buffer: buffer))
            file = nil
        }
        guard Session.same(self["form"], session.form) else { throw Refusal.notOurs }
    }

    /// What one field holds; nil where it was not sent.
    subscript(name: String) -> String? { fields[name]?.first }
    /// What all fields of a name hold.
    func all(_ name: String) -> [String] { fields[name] ?? [] }
    /// What a field holds, without blanks at its ends; nil where that is nothing.
    func text(_ name: String) -> String? {
        let text = self[name]?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
        return text.isEmpty ? nil : text
    }

    /// `application/x-www-form-urlencoded` (URL Living Standard §5.1).
    package static func fields(of body: String) -> [String: [String]] {
        var fields: [String: [String]] = [:]
        for pair in body.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            func plain(_ text: Substring?) -> String? {
                (text ?? "").replacing("+", with: " ").removingPercentEncoding
            }
            guard let name = plain(parts.first), let value = plain(parts.count > 1 ? parts[1] : "") else {
                continue
            }
            fields[name, default: []].append(value)
        }
        return fields
    }

    private static func boundary(_ type: String) -> String? {
        type.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
            .first { $0.hasPrefix("boundary=") }
            .map { String($0.dropFirst("boundary=".count)).trimmingCharacters(in: ["\""]) }
    }

    /// The beginning of a body; the rest is read and thrown away, as a browser shows no answer before it has sent all.
    private static func head(of request: Request) async throws -> [UInt8] {
        var head: [UInt8] = []
        var thrownAway = 0
        for try await buffer in request.body {
            let room = mostOfFile - head.count
            if room > 0 { head.append(contentsOf: buffer.readableBytesView.prefix(room)) }
            thrownAway += max(0, buffer.readableBytes - max(0, room))
            guard thrownAway <= mostThrownAway else { throw Refusal.tooLarge }
        }
        return head
    }

    /// `multipart/form-data` (RFC 7578). The last part may be cut off: it is then the file, and its beginning is what counts.
    package static func parts(of body: [UInt8], boundary: String) throws -> ([String: [String]], File?) {
        var fields: [String: [String]] = [:]
        var file: File?
        let mark = Array("--\(boundary)".utf8)
        let end = Array("\r\n--\(boundary)".utf8)
        guard body.starts(with: mark) else { throw Refusal.notUnderstood }
        var place = mark.count
        while body[place...].starts(with: [13, 10]) {
            place += 2
            guard let headEnd = body[place...].firstRange(of: [13, 10, 13, 10]) else {
                throw Refusal.notUnderstood
            }
            let head = String(decoding: body[place..<headEnd.lowerBound], as: UTF8.self)
            let contentEnd = body[headEnd.upperBound...].firstRange(of: end)
            let content = body[headEnd.upperBound..<(contentEnd?.lowerBound ?? body.endIndex)]
            guard let name = parameter("name", in: head) else { throw Refusal.notUnderstood }
            if let fileName = parameter("filename", in: head) {
                if !fileName.isEmpty {
                    file =
                        File(name: fileName, head: Array(content), isWhole: contentEnd != nil)
                }
            } else {
                fields[name, default: []].append(String(decoding: content, as: UTF8.self))
            }
            guard let contentEnd else { break }
            place = contentEnd.upperBound
        }
        return (fields, file)
    }

    private static func parameter(_ name: String, in head: String) -> String? {
        for line in head.split(separator: "\r\n")
        where line.lowercased().hasPrefix("content-disposition:") {
            guard let start = line.firstRange(of: "; \(name)=\"") else { continue }
            let rest = line[start.upperBound...]
            guard let end = rest.firstIndex(of: "\"") else { return nil }
            return String(rest[..<end]).replacing("%22", with: "\"")
        }
        return nil
    }
}
