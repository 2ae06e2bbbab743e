import HTTPTypes
import Hummingbird
import Mustache
import Outcomes

/// Lays out pages: a template for each, in a frame that all have. Texts from outside are escaped by the template library.
package struct Pages: Sendable {
    private let library: MustacheLibrary

    /// The templates by their names.
    package static let templates: [String: [UInt8]] = [
        "page": PackageResources.page_mustache, "start": PackageResources.start_mustache,
        "said": PackageResources.said_mustache, "key": PackageResources.key_mustache,
        "restore": PackageResources.restore_mustache, "sheet": PackageResources.sheet_mustache,
        "unlock": PackageResources.unlock_mustache, "who": PackageResources.who_mustache,
        "differs": PackageResources.differs_mustache, "decline": PackageResources.decline_mustache,
        "answered": PackageResources.answered_mustache, "cases": PackageResources.cases_mustache,
        "folder": PackageResources.folder_mustache, "problem": PackageResources.problem_mustache,
        "entered": PackageResources.entered_mustache, "offer": PackageResources.offer_mustache,
        "camera": PackageResources.camera_mustache,
        "cameras": PackageResources.cameras_mustache, "recordings": PackageResources.recordings_mustache,
        "clock": PackageResources.clock_mustache, "measure": PackageResources.measure_mustache,
        "telephone": PackageResources.telephone_mustache,
        "window": PackageResources.window_mustache, "terms": PackageResources.terms_mustache,
        "sign": PackageResources.sign_mustache, "sealing": PackageResources.sealing_mustache,
        "sealed": PackageResources.sealed_mustache, "save": PackageResources.save_mustache,
        "revoke": PackageResources.revoke_mustache, "receipt": PackageResources.receipt_mustache,
        "steps": PackageResources.steps_mustache,
        "leaving": PackageResources.leaving_mustache, "inside": PackageResources.inside_mustache,
        "why": PackageResources.why_mustache, "notes": PackageResources.notes_mustache,
        "stopped": PackageResources.stopped_mustache, "typed": PackageResources.typed_mustache,
    ]

    init() throws {
        var library = MustacheLibrary()
        for (name, bytes) in Self.templates {
            try library.register(Self.rooted(String(decoding: bytes, as: UTF8.self)), named: name)
        }
        self.library = library
    }

    /// A template with the session's folder in front of each address in it. Templates name addresses as if pages lay at the
    /// top, so that none can forget the folder.
    package static func rooted(_ template: String) -> String {
        ["href", "action", "src", "poster", "seen", "address"].reduce(template) { text, attribute in
            text.replacing("\(attribute)=\"{{", with: "\(attribute)=\"{{root}}{{")
        }.replacing("=\"/", with: "=\"{{root}}/")
    }

    /// A page.
    ///
    /// - Parameters:
    ///   - name: its template.
    ///   - title: what stands in the browser's tab.
    ///   - values: what the template is filled with.
    ///   - next: where the browser goes at once; nil where it stays.
    ///   - refreshSeconds: after how many seconds a browser without script loads it again; nil where it does not.
    func page(
        _ name: String, _ title: String, _ values: [String: Any] = [:], _ visit: Visit,
        status: HTTPResponse.Status = .ok, isEntered: Bool = true, next: String? = nil,
        refreshSeconds: Int? = nil
    ) -> Response {
        let main = fill(name, values, visit, isEntered: isEntered)
        let frame = frame(
            title, main, visit, isEntered: isEntered, next: next, refreshSeconds: refreshSeconds)
        return Self.response(text("page", frame), "text/html; charset=utf-8", status: status)
    }

    /// A template of ours, filled.
    func text(_ name: String, _ values: [String: Any]) -> String {
        library.render(values, withTemplate: name) ?? ""
    }

    /// Values without those that are nil, at any depth: as an `Any`, nil would be shown as a word.
    package static func present(_ values: [String: Any]) -> [String: Any] {
        values.compactMapValues(shown)
    }

    private static func shown(_ value: Any) -> Any? {
        switch value {
        case let values as [String: Any]: return present(values)
        case let list as [Any]: return list.compactMap(shown)
        default:
            let mirror = Mirror(reflecting: value)
            guard mirror.displayStyle == .optional else { return value }
            return mirror.children.first.flatMap { shown($0.value) }
        }
    }

    /// What stands in a page, or in a part of it.
    func fill(
        _ name: String, _ values: [String: Any], _ visit: Visit, isEntered: Bool = true
    ) -> String {
        var context = Self.present(values)
        context["w"] = visit.words.nested
        context["form"] = visit.portal.session.form
        context["root"] = isEntered ? visit.portal.root : ""
        context["ownAddress"] = visit.address.inAddress
        if let wrong = visit.wrong { context["wrong"] = wrong }
        return text(name, context)
    }

    /// What the frame that all pages have is filled with.
    func frame(
        _ title: String, _ main: String, _ visit: Visit, isEntered: Bool = true, next: String? = nil,
        refreshSeconds: Int? = nil
    ) -> [String: Any] {
        let words = visit.words
        var frame: [String: Any] = [
            "w": words.nested, "root": isEntered ? visit.portal.root : "", "form": visit.portal.session.form,
            "title": title, "main": main,
            "language": words.language.rawValue, "isEntered": isEntered,
            "idle": words("common.idle", ["minutes": "\(PortalState.idleMinutes)"]),
            "idleMinutes": "\(PortalState.idleMinutes)", "address": visit.address.inAddress,
            "languages": PortalWords.Language.allCases.map {
                [
                    "code": $0.rawValue, "name": words["language.\($0.rawValue)"],
                    "isCurrent": $0 == words.language,
                ] as [String: Any]
            },
        ]
        if let next { frame["next"] = ["address": next] }
        if let refreshSeconds { frame["refresh"] = ["seconds": "\(refreshSeconds)"] }
        if isEntered, let minutes = visit.portal.identity.minutesLeft {
            frame["unlocked"] = words("common.unlocked", ["minutes": "\(minutes)"])
        }
        return frame
    }

    /// A file of ours as it is.
    static func response(
        _ text: String, _ type: String, status: HTTPResponse.Status = .ok
    ) -> Response { response(Array(text.utf8), type, status: status) }

    static func response(
        _ bytes: [UInt8], _ type: String, status: HTTPResponse.Status = .ok
    ) -> Response {
        Response(
            status: status, headers: [.contentType: type],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// What is shown instead of a page that may not be seen.
    func refused(_ refusal: PortalRefusal, _ visit: Visit) -> Response {
        switch refusal {
        case .otherHost:
            Self.response("Not here.\n", "text/plain; charset=utf-8", status: .misdirectedRequest)
        case .method: Self.response("No.\n", "text/plain; charset=utf-8", status: .methodNotAllowed)
        case .otherPage, .noCookie: problem("closed", visit, status: .forbidden, isEntered: false)
        }
    }

    /// What is shown where something did not go as it should.
    func problem(_ error: any Error, _ visit: Visit, isEntered: Bool = true) -> Response {
        switch error {
        case let error as DeskError:
            return problem(
                error.kind.rawValue, visit, status: HTTPResponse.Status(error.kind), because: error,
                isEntered: isEntered)
        case PostedForm.Refusal.tooLarge:
            return problem("large", visit, status: .contentTooLarge, isEntered: isEntered)
        case PostedForm.Refusal.notOurs:
            return problem("form", visit, status: .forbidden, isEntered: isEntered)
        case PostedForm.Refusal.notUnderstood:
            return problem("form", visit, status: .badRequest, isEntered: isEntered)
        case let error as HTTPError where error.status == .notFound:
            return problem("nothing", visit, status: .notFound, isEntered: isEntered)
        case let error as HTTPError where error.status == .contentTooLarge:
            return problem("large", visit, status: .contentTooLarge, isEntered: isEntered)
        case let error as HTTPError: return problem("form", visit, status: error.status, isEntered: isEntered)
        default: return problem("our_fault", visit, status: .internalServerError, isEntered: isEntered)
        }
    }

    /// - Parameters:
    ///   - name: the key of its words, in the group `problem`.
    ///   - failure: why, where the desk says it.
    func problem(
        _ name: String, _ visit: Visit, status: HTTPResponse.Status, because failure: DeskError? = nil,
        isEntered: Bool = true
    ) -> Response {
        let words = visit.words
        var values: [String: Any] = [
            "what": words["problem.\(name)"], "todo": words["problem.\(name)-todo"], "isEntered": isEntered,
        ]
        if let failure { values["why"] = FailureWords(failure, words).values() }
        return page(
            "problem", words["problem.\(name)"], values, visit, status: status, isEntered: isEntered)
    }
}

/// Why a request is not answered.
enum PortalRefusal: Sendable {
    /// It is for a host of another name, which leads here.
    case otherHost
    /// A page of another server began it.
    case otherPage
    /// It comes from no browser that was let in.
    case noCookie
    /// It neither asks for a page nor sends a form.
    case method
}

extension HTTPResponse.Status {
    fileprivate init(_ kind: DeskError.Kind) {
        self =
            switch kind {
            case .doesNotHold, .notUnderstood, .usage: .unprocessableContent
            case .notPermitted: .forbidden
            case .missing: .notFound
            case .busy: .conflict
            case .cannotWrite, .brokeMidway, .ourFault: .internalServerError
            }
    }
}
