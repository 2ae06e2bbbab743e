import CustodyDesk
import Desk
import Foundation
import HTTPTypes
import Hummingbird
import Outcomes

/// A bundle that was made and has not left: watched as those will who get it, saved, and handed over.
struct SealedScreen: Sendable {
    let portal: PortalState

    func add(to router: PortalRouter) {
        let cases = CaseScreen(portal: portal)
        router.get("case/:name/sealed") { request, context in
            try await sealed(try cases.found(context), Visit(request, portal))
        }
        router.get("case/:name/clip/:bundle/:number") { request, context in
            try await clip(
                try cases.found(context), context.parameters.get("bundle") ?? "",
                context.parameters.get("number").flatMap { Int($0) } ?? 0, request)
        }
        router.post("case/:name/handed") { request, context in
            try await handed(try cases.found(context), request)
        }
    }

    // MARK: - The page

    private func sealed(_ found: OwnersCase, _ visit: Visit) async throws -> Response {
        guard let bundle = found.bundles.first else { return .see("/case/\(found.name)/sealing") }
        let words = visit.words
        let isUnlocked = portal.identity.minutesLeft != nil
        let (boxed, _) = try await portal.atDesk { [portal] desk in
            let trust = try desk.trust.load()
            let asked = try AskedCase(found, desk)
            guard let consent = try ShownConsent(found.consent, trust: trust).facts.consent else {
                throw HTTPError(.notFound)
            }
            let contents = isUnlocked ? try portal.contents(of: bundle) : nil
            return Boxed((asked, consent.owner.fingerprint, contents))
        }
        let (asked, fingerprint, contents) = boxed.values
        let (clock, times) = (asked.clock, asked.times(words))
        let name = asked.requester.card.name.harmlessOnPage
        let size = PortalSizes(words).text(bundle.size)
        var values: [String: Any] = [
            "case": found.name, "title": words[found.isTakenBack ? "answered.revocation" : "sealed.title"],
            "file": bundle.name, "size": size,
            "lead": words("sealed.lead", ["name": name]),
            "head": words[bundle.notes.copies.isEmpty ? "sealed.nothing-left" : "sealed.saved"],
            "isTakenBack": found.isTakenBack,
            "anew": found.isTakenBack && !asked.shown.facts.request.expired
                ? ["address": found.nextAddress] as Any : false,
            "subject": words(
                "answered.subject",
                [
                    "subject": words(
                        "mail.subject", ["case": asked.shown.facts.request.caseNumber.harmlessOnPage])
                ]),
            "mail": words(
                "mail.bundle",
                [
                    "name": name, "case": asked.shown.facts.request.caseNumber.harmlessOnPage,
                    "file": bundle.name, "size": size, "fingerprint": fingerprint.inFingerprintLines,
                ]),
            "back": "/case/\(found.name)/sealed".inAddress,
        ]
        let notes = bundle.notes
        let isHanded = notes.handedOver != nil
        values["watchTitle"] =
            words["sealed.\(isHanded ? "watched" : found.isTakenBack ? "inside" : "watch")"]
        values["handedTitle"] = words[isHanded ? "sealed.handed-over" : "sealed.handed-title"]
        // Of the four parts of the page, the one that comes next stands out.
        values["isSaved"] = !notes.copies.isEmpty
        values["copies"] = notes.copies.map {
            [
                "text": words(
                    "sealed.copy",
                    [
                        "path": $0.path.harmlessOnPage, "size": PortalSizes(words).text($0.size),
                        "time": times.act($0.saved),
                    ])
            ]
        }
        if let day = notes.handedOver {
            values["handed"] = [
                "text": words("sealed.handed", ["day": times.day(day)]),
                "isReceived": found.content(of: found.receipt) != nil,
            ]
        } else {
            values["toHand"] = ["today": String(GivenTime.now().onThisComputer.rfc3339.prefix(10))]
        }
        if let contents {
            values["watch"] = [
                "clips": contents.items.byCamera(\.camera, \.window.from).map {
                    Self.values($0, found, bundle, clock, times, words)
                },
                "missing": contents.missing.isEmpty
                    ? [] : [["lines": contents.missing.map { Self.line($0, clock, times, words) }]],
            ]
        } else {
            values["isLocked"] = true
        }
        if let problem = visit.problem { values["problem"] = problem }
        return portal.pages.page("sealed", values["title"] as? String ?? "", values, visit)
    }

    /// What of the time is not there, and why.
    private static func line(
        _ missing: MissingTime, _ clock: RequestClock, _ times: PortalTimes, _ words: PortalWords
    ) -> String {
        let (from, to) = (clock.shown(missing.window.from), clock.shown(missing.window.to))
        let line = words(
            "missing.\(missing.subject)",
            [
                "name": missing.camera?.harmlessOnPage ?? words["missing.all"],
                "span": "\(times.span(from, to)), \(times.zoneName(from: from, to: to))",
                "why": words["gap.\(missing.code)"],
            ])
        return missing.mayBeRounding ? "\(line) \(words["gap.rounding"])" : line
    }

    private static func values(
        _ item: SealedContents.Item, _ found: OwnersCase, _ bundle: OwnersBundle, _ clock: RequestClock,
        _ times: PortalTimes, _ words: PortalWords
    ) -> [String: Any] {
        let (from, to) = (clock.shown(item.window.from), clock.shown(item.window.to))
        let address = "/case/\(found.name)/clip/\(bundle.name)/\(item.number)"
        let kind = item.role == .still ? "still" : item.role.isDerivative ? "anew" : "original"
        return [
            "camera": item.camera.harmlessOnPage, "address": address,
            "when": item.role == .still ? times.full(from).asLine(words.locale) : times.spanAlone(from, to),
            "zone": times.zoneName(from: from, to: to), "size": PortalSizes(words).text(item.size),
            "kind": words["sealed.kind-\(kind)"], "isStill": item.role == .still,
            "sound": words[item.hasSound ? "sealed.with-sound" : "sealed.no-sound"],
        ]
    }

    // MARK: - A clip

    /// A clip, decrypted as it is sent and never written anywhere.
    private func clip(
        _ found: OwnersCase, _ name: String, _ number: Int, _ request: Request
    ) async throws -> Response {
        guard let bundle = found.bundles.first(where: { $0.name == name }) else { throw HTTPError(.notFound) }
        let (contents, _) = try await portal.atDesk { [portal] _ in try portal.contents(of: bundle) }
        guard let item = contents.items.first(where: { $0.number == number }) else {
            throw HTTPError(.notFound)
        }
        var headers: HTTPFields = [.contentType: Self.type(of: item.container), .acceptRanges: "bytes"]
        let range = ByteRange(request.headers[.range], size: item.size)
        if range == .beyond {
            headers[.contentRange] = "bytes */\(item.size)"
            return Response(status: .rangeNotSatisfiable, headers: headers)
        }
        let (from, end) = (range.of(item.size).lowerBound, range.of(item.size).upperBound)
        let isPart = range != .whole
        if isPart { headers[.contentRange] = "bytes \(from)-\(end - 1)/\(item.size)" }
        let body = ResponseBody(contentLength: Int(end - from)) { [portal] writer in
            var place = from
            while place < end {
                let (at, count) = (place, Int(min(UInt64(Self.pieceSize), end - place)))
                let (bytes, _) = try await portal.atDesk { [portal] _ in
                    try contents.read(number, at: at, count: count, by: portal.identity.unlocked)
                }
                guard !bytes.isEmpty else { break }
                place += UInt64(bytes.count)
                try await writer.write(ByteBuffer(bytes: bytes))
            }
            try await writer.finish(nil)
        }
        return Response(status: isPart ? .partialContent : .ok, headers: headers, body: body)
    }

    private static let pieceSize = 1 << 20

    private static func type(of container: String) -> String {
        switch container {
        case "png": "image/png"
        case "mov": "video/quicktime"
        default: "video/mp4"
        }
    }

    // MARK: - Handed over

    private func handed(_ found: OwnersCase, _ request: Request) async throws -> Response {
        let form = try await PostedForm(request, portal.session)
        guard let bundle = found.bundles.first else { return .see("/case/\(found.name)/sealing") }
        do {
            _ = try await portal.atDesk { _ in
                try bundle.isHandedOver(on: form["not"] == nil ? form.text("day") ?? "" : nil)
            }
        } catch let error as DeskError where error.kind == .usage {
            return portal.again("/case/\(found.name)/sealed", form, "sealed.day-problem")
        }
        return .see("/case/\(found.name)/sealed")
    }
}

extension PortalState {
    /// What is in a bundle, read once and kept while it is looked at.
    func contents(of bundle: OwnersBundle) throws -> SealedContents {
        if let kept = opened.withLock({ $0?.bundle == bundle ? $0?.contents : nil }) { return kept }
        let contents = try SealedContents(bundle, by: identity.unlocked)
        opened.withLock { $0 = (bundle, contents) }
        return contents
    }
}

extension String {
    /// The digits of a fingerprint as people read them to each other: four groups of four in a line.
    var inFingerprintLines: String {
        let groups = stride(from: 0, to: count, by: 4).map { String(dropFirst($0).prefix(4)) }
        return stride(from: 0, to: groups.count, by: 4).map {
            groups[$0..<Swift.min($0 + 4, groups.count)].joined(separator: " ")
        }.joined(separator: "\n")
    }
}
