import Desk
import Foundation
import HTTPTypes
import Hummingbird
import Outcomes
import Threads

/// Pictures and films for the page about what would leave: decoded and cut in memory, straight into the answer.
struct PlayScreen: Sendable {
    let portal: PortalState

    func add(to router: PortalRouter) {
        let cases = CaseScreen(portal: portal)
        router.get("case/:name/picture") { request, context in
            try await picture(try cases.found(context), request)
        }
        router.get("case/:name/play/:number") { request, context in
            guard let number = Int(try context.parameters.require("number")) else {
                throw HTTPError(.notFound)
            }
            return try await play(try cases.found(context), number, request)
        }
    }

    // MARK: - One picture

    /// The first or the last picture that a camera would give.
    private func picture(_ found: OwnersCase, _ request: Request) async throws -> Response {
        let query = request.uri.queryParameters
        func time(_ name: String) -> GivenTime? {
            query[Substring(name)].flatMap { Int64($0) }.map { GivenTime(nanoseconds: $0) }
        }
        guard let camera = query["camera"].map(String.init), let from = time("from"), let to = time("to"),
            let chosen = try? GivenSpan(from: from, to: to)
        else { throw HTTPError(.badRequest) }
        let isLast = query["last"] != nil
        let (jpeg, _) = try await portal.atDesk { [portal] desk -> [UInt8]? in
            let asked = try AskedCase(found, desk).shown.request.window
            // What is outside of what was chosen does not leave, and is not shown as its end.
            guard let part = asked.intersection(chosen) else { return nil }
            return try portal.thumbnails.alone {
                try found.draft.recordings().picture(
                    of: camera, at: isLast ? part.to : part.from, isLast: isLast, asked: part)?.jpeg
            }
        }
        guard let jpeg else { throw HTTPError(.notFound) }
        return Pages.response(jpeg, "image/jpeg")
    }

    // MARK: - One part

    /// How much is read and sent at once.
    private static let pieceBytes = 256 << 10
    /// Objects are files of this kind, whatever a browser makes of what is in them.
    private static let type = "video/mp4"

    private func play(_ found: OwnersCase, _ number: Int, _ request: Request) async throws -> Response {
        let query = request.uri.queryParameters
        let digest = query["of"].map(String.init) ?? ""
        let handover: DraftedHandover
        if let known = portal.drafted[found, digest] {
            handover = known
        } else {
            // The program was started anew meanwhile, or another case was looked at.
            let draft = found.draft
            guard draft.digest == digest else { throw HTTPError(.notFound) }
            handover = try await portal.atDesk { desk in
                try DraftedHandover(
                    draft, answering: found.request, program: portal.program, noting: desk.note)
            }.value
            portal.drafted.keep(handover, of: found)
        }
        guard let part = handover[number] else { throw HTTPError(.notFound) }
        if query["as"] == "seen" {
            let seconds = query["after"].flatMap { Double($0) } ?? 0
            let start = Int64(max(0, min(seconds, 1e9)) * 1e9)
            return response(handover.shown(part, from: start), from: 0, to: nil)
        }
        let (size, _) = try await portal.atDesk { _ in try handover.playedSize(of: part) }
        guard let size else {
            // It can be asked for in parts once it was made: then it is known how large it is.
            return response(handover.bytes(of: part), from: 0, to: nil) { place, isAll in
                if isAll { handover.learnt(place, of: part) }
            }
        }
        func bytes(_ start: UInt64, _ end: UInt64) -> Response {
            let bytes = handover.played(part, from: start)
            return response(bytes, from: start, to: end) { _, _ in handover.stops(bytes, of: part) }
        }
        let mark = "\"\(digest.prefix(32))-\(number)\""
        let isOther = request.headers[.ifRange].map { $0 != mark } ?? false
        let range = ByteRange(isOther ? nil : request.headers[.range], size: size)
        var answer: Response
        switch range {
        case .beyond:
            return Response(
                status: .rangeNotSatisfiable,
                headers: [.contentRange: "bytes */\(size)", .acceptRanges: "bytes"])
        case .part(let range):
            answer = bytes(range.lowerBound, range.upperBound)
            answer.status = .partialContent
            answer.headers[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(size)"
        case .whole: answer = bytes(0, size)
        }
        answer.headers[.acceptRanges] = "bytes"
        answer.headers[.eTag] = mark
        return answer
    }

    /// An answer with bytes that are made while it is sent.
    ///
    /// - Parameters:
    ///   - end: where they end; nil where nobody knows.
    ///   - ended: is told up to where they were sent, and whether that is all of them, also where the browser wants no more;
    ///     not where they cannot be made.
    private func response(
        _ bytes: RemadeBytes, from start: UInt64, to end: UInt64?,
        ended: @escaping @Sendable (_ place: UInt64, _ isAll: Bool) -> Void = { _, _ in }
    ) -> Response {
        let session = portal.session
        let body = ResponseBody(contentLength: end.map { Int($0 - start) }) { writer in
            var (place, isMade, isAll) = (start, true, false)
            defer { if isMade { ended(place, isAll) } }
            while end.map({ place < $0 }) ?? true {
                let (from, most) = (place, Int(min(UInt64(Self.pieceBytes), (end ?? .max) - place)))
                isMade = false
                let piece = try await OwnThread.run { try bytes.bytes(at: from, atMost: most) }
                isMade = true
                guard !piece.isEmpty else { break }
                // Somebody is watching.
                session.use()
                try await writer.write(ByteBuffer(bytes: piece))
                place += UInt64(piece.count)
            }
            isAll = true
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: [.contentType: Self.type], body: body)
    }
}
