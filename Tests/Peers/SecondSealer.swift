import Foundation

/// The sealer that was written from the pages of `docs/spec` alone, in another language (`Tests/Independent`).
package enum SecondSealer {
    /// What it seals, and whose keys it has.
    package static let samples = Repository.root.appending(path: "samples")

    /// The recordings it cuts, by camera.
    package static let recordings = [
        "front-door": "front-door_2026-07-04T21-38-00+0200.mp4",
        "driveway": "driveway_2026-07-04T21-39-00+0200.mp4",
    ]

    /// Where the recording of a camera lies; nil for a camera it has none of.
    package static func recording(of camera: String) -> URL? {
        recordings[camera].map { samples.appending(path: $0) }
    }

    /// The identity file of a person of the samples.
    package static func identity(_ person: String) -> URL {
        samples.appending(path: "people/\(person).identity.json")
    }

    /// The card of a person of the samples.
    package static func card(_ person: String) -> URL {
        samples.appending(path: "people/\(person).card.json")
    }

    /// Runs a program of `Tests/Independent`; a failure shows what it said.
    @discardableResult
    package static func run(
        _ program: String, _ arguments: [String], in folder: ScratchFolder
    ) throws -> Peer.Outcome {
        let file = Repository.root.appending(path: "Tests/Independent/\(program)")
        let outcome = try Peer.run(try Peer.python(), ["-B", file.path] + arguments, in: folder)
        guard outcome.status == 0 else {
            throw Peer.Missing(description: "\(program) said: \(outcome.errors)")
        }
        return outcome
    }
}

/// A row of the table in `lies.py`: what the second sealer says that is not so.
package struct Lie: Decodable, Sendable {
    package let name: String
    package let about: String
    /// The check that must name it; none for the truths that the lies are told of, and for what has to be believed.
    package let check: String?
    /// Why no check names it yet.
    package let uncaught: String?
    /// The cameras whose recordings are at hand.
    package let sources: [String]

    /// All lies, and the truths they are told of.
    package static func table() throws -> [Lie] {
        let folder = try ScratchFolder()
        let table = try JSONDecoder().decode(
            [Lie].self, from: Data(try SecondSealer.run("lies.py", ["--list"], in: folder).output))
        guard table.count > 200 else {
            throw Peer.Missing(description: "the table of lies is short: \(table.count)")
        }
        return table
    }

    /// Where its bundle lies.
    package func bundle() async throws -> URL {
        try await ToldLies.shared.folder().url.appending(path: "\(name).tar")
    }
}

/// The bundles of all lies, written by one run of Python for all tests that ask.
private actor ToldLies {
    static let shared = ToldLies()
    private var writing: Task<ScratchFolder, any Error>?

    func folder() async throws -> ScratchFolder {
        let writing =
            writing
            ?? Task {
                let folder = try ScratchFolder()
                try SecondSealer.run("lies.py", ["--into", folder.url.path], in: folder)
                return folder
            }
        self.writing = writing
        return try await writing.value
    }
}
