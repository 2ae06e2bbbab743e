import CustodyDesk
import Outcomes

/// What can be done next with a file: what for, and what to type, with the names of what lies beside it where they are open to
/// no doubt.
struct NextStep {
    let purpose: String
    let command: [String]

    private init(_ purpose: String, _ words: [String]) {
        self.purpose = purpose
        command = [Program.has(words[0]) ? Program.name : "proffer"] + words
    }

    /// The steps for a file, the first one first; none where Proffer has nothing to do with it.
    static func all(for file: RecognisedFile) -> [NextStep] {
        let path = file.path.asFileWord
        guard file.flaw == nil else { return [] }
        let beside = FilesBeside(of: file.path)
        let identity = beside.identity ?? "IDENTITY"
        let trust = beside.trust.map { ["--trust", $0] } ?? []
        switch file.nature {
        case .identity, .protectedIdentity:
            return [
                .init("To see whose it is", ["identity", "show", path]),
                .init("To make the half that others get", ["identity", "card", path, "--out", "CARD"]),
            ]
        case .card:
            return [
                .init("To read it", ["identity", "show", path]),
                .init(
                    "To trust it, once you compared its fingerprint with its person",
                    ["trust", "add", path] + trust),
            ]
        case .cardRevocation:
            return [.init("To rely on that card no longer", ["trust", "add", path] + trust)]
        case .request:
            return [
                .init("To read it, and what to look out for", ["request", "show", path] + trust),
                .init(
                    "To see what would leave if you agreed",
                    ["consent", "preview", "--request", path, "--identity", identity, "--footage", "FOLDER"]
                        + trust),
            ]
        case .counterOffer:
            return [
                .init("To read it", ["request", "show", path] + trust),
                .init(
                    "To ask for what it offers",
                    [
                        "request", "revise", "--request", beside.request(of: file) ?? "REQUEST", "--offer",
                        path,
                        "--identity", identity, "--out", "NEW-REQUEST",
                    ]),
            ]
        case .consent:
            return [
                .init("To read it", ["consent", "show", path] + trust),
                .init(
                    "To hand over what it grants",
                    [
                        "seal", "--request", beside.request(of: file) ?? "REQUEST", "--consent", path,
                        "--identity",
                        identity, "--footage", "FOLDER",
                    ] + trust),
                .init(
                    "To take it back",
                    ["consent", "revoke", "--consent", path, "--identity", identity, "--out", "REVOCATION"]),
            ]
        case .decline, .revocation: return [.init("To read it", ["consent", "show", path] + trust)]
        case .receipt:
            return [
                .init(
                    "To read and check it",
                    ["receipt", "show", path, "--bundle", beside.bundle ?? "BUNDLE", "--identity", identity]
                        + trust)
            ]
        case .disclosure:
            let bundle = beside.bundle ?? "BUNDLE"
            return [
                .init("To read it", ["disclosure", "show", path, "--identity", identity] + trust),
                .init(
                    "To check it with its bundle",
                    ["verify", bundle, "--disclosure", path, "--identity", identity] + trust),
                .init(
                    "To open what it discloses",
                    [
                        "open", bundle, "--disclosure", path, "--identity", identity, "--into", "FOLDER",
                    ] + trust),
            ]
        case .custodyChain: return [.init("To read it", ["custody", "show", path] + trust)]
        case .bundle:
            return [
                .init("To check it without a key", ["verify", path] + trust),
                .init(
                    "To check and open it",
                    ["open", path, "--identity", identity, "--into", "FOLDER"] + trust),
                .init(
                    "To tell its owner that you got it",
                    ["receipt", "new", path, "--identity", identity, "--out", "RECEIPT"] + trust),
            ]
        case .packedBundle, .unpackedBundle:
            return [
                .init(
                    "To make the bundle of it again, which can then be checked", ["bundle", "restore", path])
            ]
        case .ledger:
            return [
                .init("To read it", ["ledger", "show", path]),
                .init("To check it", ["ledger", "verify", path, "--card", "CARD"]),
            ]
        case .register: return [.init("To read it", ["custody", "list", "--register", path])]
        case .journal: return [.init("To read it", ["journal", "show", "--journal", path])]
        case .clockError:
            return [.init("To read recordings by it", ["footage", "list", "FOLDER", "--clock-error", path])]
        case .recording, .folder:
            return [.init("To see what recordings there are", ["footage", "list", path])]
        case .trustFolder: return [.init("To read it", ["trust", "list", "--trust", path])]
        case .openedBundle:
            return [.init("To see whether it is as it was written", ["verify", path] + trust)]
        case .verification, .disclosureTerms, .openedText:
            let folder = file.path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
                .joined(separator: "/")
            return [
                .init(
                    "To see whether its folder is as it was written",
                    ["verify", folder.isEmpty ? (file.path.hasPrefix("/") ? "/" : ".") : folder.asFileWord]
                        + trust)
            ]
        case .appointment, .commitments, .seal, .privateKey, .encrypted, .note, .certificates, .picture,
            .archive, .document, .empty, .text, .unknown:
            return []
        }
    }
}
