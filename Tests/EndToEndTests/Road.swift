import Foundation
import Peers
import Testing

/// A story up to a sealed bundle, on the recordings in `samples/`.
struct Road {
    let story: Story
    var folder: ScratchFolder { story.folder }

    static let from = "2026-07-04T21:40:31+02:00"
    static let to = "2026-07-04T21:40:47.4+02:00"

    static var samples: String {
        ProcessInfo.processInfo.environment["PROFFER_SAMPLES"]
            ?? Repository.root.appending(path: "samples").path
    }

    private static let granted = MadeOnce("the consent") {
        let folder = try Story().folder
        try CommandRun.done(Story.grant(["--camera", "front-door", "--from", from, "--to", to]), in: folder)
        return folder
    }

    private static let sealed = MadeOnce("the bundle") {
        let folder = try granted.copied()
        try CommandRun.done(seal(), in: folder)
        return folder
    }

    /// A copy of the road, each part of which is walked once a run.
    init(sealed: Bool = true) throws {
        story = Story(in: try (sealed ? Self.sealed : Self.granted).copied())
    }

    /// `seal` of the story's consent.
    static func seal(
        request: String = "request.json", consent: String = "consent.json", identity: String = "owner.id",
        footage: String = Road.samples, out: String = "bundle.tar"
    ) -> [String] {
        [
            "seal", "--request", request, "--consent", consent, "--identity", identity, "--footage", footage,
            "--accept-unknown-signer", "--out", out,
        ]
    }

    /// What is said of each object in the folder `opened`, in order.
    static func objects(openedIn folder: ScratchFolder) throws -> [[String: Any]] {
        try FileManager.default.contentsOfDirectory(atPath: folder.url.appending(path: "opened").path)
            .filter { $0.hasSuffix(".facts.json") }.sorted().map { name in
                let facts =
                    try JSONSerialization.jsonObject(with: Data(try folder.read("opened/\(name)")))
                    as? [String: Any]
                return try #require(facts?["object"] as? [String: Any])
            }
    }

    static let verifyWithKey = ["verify", "bundle.tar", "--identity", "reader.id"]
    static let open = ["open", "bundle.tar", "--identity", "reader.id", "--into", "opened"]
}
