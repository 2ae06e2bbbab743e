// swift-tools-version: 6.2
import PackageDescription

// The target list is the architecture: a target may depend only on targets named above it.
// Cutting stands above Statements because a cut takes a GrantedWindow, which only a consent can make
// (docs/decisions/0001-footage-imports-custody.md).

// The commit that is built, as scripts/build.sh gives it: an archive without git is built all the same, and says that its
// commit is not known. Anything else than a commit would end up in the program's code.
let commit = (Context.environment["PROFFER_COMMIT"] ?? "").lowercased()
// The owner's page links a server, which takes as long to build as half of all else: it is in the package where it is asked for.
let hasPortal = Context.environment["PROFFER_PORTAL"] != nil
let digits = commit.hasSuffix("-changed") ? String(commit.dropLast("-changed".count)) : commit
let isCommit = [40, 64].contains(digits.utf8.count) && digits.allSatisfy("0123456789abcdef".contains)

let package = Package(
    name: "proffer",
    products: [
        .executable(name: "proffer", targets: ["proffer"]),
        // The custodian's half, without a media library.
        .executable(name: "proffer-verify", targets: ["proffer-verify"]),
        // The owner's page: a server of this computer only.
        .executable(name: "proffer-portal", targets: ["proffer-portal"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    ],
    targets: [
        .systemLibrary(
            name: "CFFmpeg", pkgConfig: "libavformat",
            providers: [
                .apt([
                    "libavformat-dev", "libavcodec-dev", "libavutil-dev", "libswscale-dev", "libavfilter-dev",
                ])
            ]),
        .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CLinux"),
        // One function of the BoringSSL that swift-crypto links (docs/decisions/0080-headers-made-from-the-file-key.md).
        .systemLibrary(name: "CXWing"),
        // The commit that was built, as one line of C: whatever else named it would be compiled anew with each commit.
        .target(
            name: "CCommit", cSettings: [.define("PROFFER_COMMIT", to: "\"\(isCommit ? commit : "")\"")]),
        .systemLibrary(name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
        .systemLibrary(name: "CCairo", pkgConfig: "cairo", providers: [.apt(["libcairo2-dev"])]),
        .systemLibrary(name: "CPango", pkgConfig: "pangocairo", providers: [.apt(["libpango1.0-dev"])]),
        .systemLibrary(name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(name: "CZBar", pkgConfig: "zbar", providers: [.apt(["libzbar-dev"])]),

        // Threads that have ended before who started them goes on.
        .target(name: "Threads"),
        // Files and folders: those from outside opened so that nothing waits, our own there whole or not at all. With
        // Handover the only one that sees CLinux.
        .target(
            name: "Files", dependencies: ["CLinux", .product(name: "SystemPackage", package: "swift-system")]),
        // Hashes, age, signatures, DSSE. The only module that sees COpenSSL and CXWing.
        .target(
            name: "Sealing",
            dependencies: ["COpenSSL", "CXWing", .product(name: "Crypto", package: "swift-crypto")]),
        // What people say and sign, identities, trust: values and their rules, no I/O.
        .target(name: "Statements", dependencies: ["Sealing"]),
        // Statements, cards and revocations as files.
        .target(
            name: "StatementFiles",
            dependencies: [
                "Statements", "Files", "Sealing", .product(name: "SystemPackage", package: "swift-system"),
            ]),
        // What a bundle says of itself and who held it: record, seal, commitment, chain, receipt, verdicts. Values, no I/O.
        .target(name: "Records", dependencies: ["Statements", "Sealing"]),
        // What reading an object needs, and writing its header: no media library.
        .target(name: "Objects", dependencies: ["Records", "Statements", "Sealing"]),
        // When recordings start, by their names, their containers and their owners: no media library.
        .target(name: "Starts", dependencies: ["Objects", "Records", "Statements"]),
        // Recordings on the wall clock: found, opened, placed.
        .target(
            name: "Recordings",
            dependencies: [
                "CFFmpeg", "Starts", "Objects", "Records", "Statements", "Sealing", "Files", "Threads",
            ]),
        // A window cut out of a recording, encoded anew where it must be, committed to.
        .target(
            name: "Cutting",
            dependencies: ["CFFmpeg", "Recordings", "Starts", "Objects", "Records", "Statements", "Sealing"]),
        // Small pictures and copies to look at, which prove nothing.
        .target(
            name: "Viewing",
            dependencies: [
                "CFFmpeg", "Cutting", "Recordings", "Starts", "Objects", "Records", "Statements", "Threads",
            ]),
        // What goes over the network: for now, asking for timestamps.
        .target(name: "Transfer", dependencies: ["Sealing"]),
        // SQLite files of ours: opened where nobody else can reach into, with exactly the tables they should have.
        .target(name: "Databases", dependencies: ["Files", .product(name: "GRDB", package: "GRDB.swift")]),
        // What this machine remembers: the index of footage found, the commitments made before anybody asked, and the
        // owner's journal, in SQLite.
        .target(
            name: "Catalog",
            dependencies: [
                "Databases", "Cutting", "Recordings", "Starts", "Objects", "Records", "Statements", "Sealing",
                "Files",
                "Threads", .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        // A custodian's append-only log of signed statements, in SQLite.
        .target(
            name: "Ledger",
            dependencies: [
                "Databases", "Records", "Statements", "Sealing",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        // What a custodian's machine remembers of the bundles that came, in SQLite.
        .target(
            name: "Register",
            dependencies: [
                "Databases", "Records", "Statements", "Sealing",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        // Recordings, gaps and windows as a picture: one lane a camera. The only module that sees CCairo.
        .target(
            name: "Timeline",
            dependencies: ["CCairo", "Viewing", "Recordings", "Starts", "Objects", "Statements"]),
        // Codes that show the true time to a camera, and what they say of its clock. The only module that sees
        // CQREncode and CZBar.
        .target(
            name: "ClockCode",
            dependencies: [
                "CQREncode", "CZBar", "Viewing", "Recordings", "Starts", "Objects", "Records", "Statements",
                "Sealing",
            ]),
        // Bundles as they are read and checked. The only module that sees CArchive.
        .target(
            name: "Bundle",
            dependencies: [
                "CArchive", "Starts", "Objects", "Records", "StatementFiles",
                "Statements", "Sealing", "Files", "Threads",
                .product(name: "SystemPackage", package: "swift-system"),
            ]),
        // A bundle held against the recordings it was cut from, and encoded again: what of verifying needs the media library.
        .target(
            name: "Originals",
            dependencies: [
                "Bundle", "Viewing", "Cutting", "Recordings", "Starts", "Objects", "Records", "Statements",
                "Sealing",
            ]),
        // Sealing a bundle from recordings, and opening one.
        .target(
            name: "Handover",
            dependencies: [
                "Originals", "Bundle", "CLinux", "Viewing", "Cutting", "Recordings", "Starts", "Objects",
                "Records",
                "Statements", "Sealing", "Files", "Threads",
                .product(name: "SystemPackage", package: "swift-system"),
            ]),
        // Words and pictures on pages, as PDF. The only module that sees CPango.
        .target(name: "Paper", dependencies: ["CPango"]),
        // What desks return: the error and its remedy, notes, and facts as programs read them. Values, no media library.
        .target(
            name: "Outcomes", dependencies: ["Starts", "Objects", "Records", "Statements", "Sealing"]),
        // Facts and findings in words that every front shows. What to type or press for it is the front's own.
        .target(
            name: "Presentation",
            dependencies: ["Outcomes", "Starts", "Objects", "Records", "Statements", "Sealing"]),
        // What is known of a bundle, for people who were not there: pages, a graph for programs, drafts to swear to.
        .target(
            name: "Report",
            dependencies: [
                "Presentation", "Paper", "Originals", "Bundle", "Timeline", "Viewing", "Objects", "Records",
                "Statements", "Sealing",
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            resources: [.embedInCode("HTML/report.mustache")]),
        // What custodians do, and what everybody does with keys and trust: no media library.
        .target(
            name: "CustodyDesk",
            dependencies: [
                "CCommit", "Outcomes", "Bundle", "Ledger", "Register", "Objects", "Records", "StatementFiles",
                "Statements",
                "Sealing",
                "Files", "Threads",
            ]),
        // What owners, agencies and investigators do.
        .target(
            name: "Desk",
            dependencies: [
                "CustodyDesk", "Outcomes", "Report", "Handover", "Originals", "Bundle", "Timeline",
                "ClockCode", "Viewing",
                "Catalog", "Transfer", "Cutting", "Recordings", "Starts", "Objects", "Records",
                "StatementFiles",
                "Statements", "Sealing", "Files", "Threads",
            ]),
        // The commands a custodian needs, for every program that has them, and what all commands print and read with.
        .target(
            name: "CustodianCommands",
            dependencies: [
                "CustodyDesk", "Outcomes", "Presentation",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        // The custodian's half as a program of its own, which links no media library.
        .executableTarget(
            name: "proffer-verify",
            dependencies: [
                "CustodianCommands", "CustodyDesk",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        // The command line: parse, call, print.
        .executableTarget(
            name: "proffer",
            dependencies: [
                "CustodianCommands", "Desk", "CustodyDesk", "Outcomes", "Presentation",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Mustache", package: "swift-mustache"),
            ]),
        // The owner's page: routes, what a person filled in, and words on pages. Of rules it has none.
        .target(
            name: "Portal",
            dependencies: [
                "Desk", "CustodyDesk", "Outcomes", "Presentation", "Threads",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Mustache", package: "swift-mustache"),
            ],
            resources: [
                .embedInCode("Resources/page.mustache"),
                .embedInCode("Resources/start.mustache"),
                .embedInCode("Resources/said.mustache"),
                .embedInCode("Resources/key.mustache"),
                .embedInCode("Resources/restore.mustache"),
                .embedInCode("Resources/sheet.mustache"),
                .embedInCode("Resources/unlock.mustache"),
                .embedInCode("Resources/who.mustache"),
                .embedInCode("Resources/differs.mustache"),
                .embedInCode("Resources/decline.mustache"),
                .embedInCode("Resources/answered.mustache"),
                .embedInCode("Resources/cases.mustache"),
                .embedInCode("Resources/folder.mustache"),
                .embedInCode("Resources/problem.mustache"),
                .embedInCode("Resources/why.mustache"),
                .embedInCode("Resources/notes.mustache"),
                .embedInCode("Resources/entered.mustache"),
                .embedInCode("Resources/offer.mustache"),
                .embedInCode("Resources/steps.mustache"),
                .embedInCode("Resources/leaving.mustache"),
                .embedInCode("Resources/inside.mustache"),
                .embedInCode("Resources/stopped.mustache"),
                .embedInCode("Resources/camera.mustache"),
                .embedInCode("Resources/cameras.mustache"),
                .embedInCode("Resources/recordings.mustache"),
                .embedInCode("Resources/clock.mustache"),
                .embedInCode("Resources/measure.mustache"),
                .embedInCode("Resources/telephone.mustache"),
                .embedInCode("Resources/window.mustache"),
                .embedInCode("Resources/terms.mustache"),
                .embedInCode("Resources/typed.mustache"),
                .embedInCode("Resources/sign.mustache"),
                .embedInCode("Resources/sealing.mustache"),
                .embedInCode("Resources/sealed.mustache"),
                .embedInCode("Resources/save.mustache"),
                .embedInCode("Resources/revoke.mustache"),
                .embedInCode("Resources/receipt.mustache"),
                .embedInCode("Resources/window.js"),
                .embedInCode("Resources/player.js"),
                .embedInCode("Resources/portal.css"),
                .embedInCode("Resources/portal.js"),
                .embedInCode("Resources/icon.svg"),
                .embedInCode("Resources/words.json"),
            ]),
        // The owner's page as a program that the command starts.
        .executableTarget(
            name: "proffer-portal",
            dependencies: [
                "Portal", "CustodianCommands", "Outcomes",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        // What several test targets need: independent programs to compare with, folders to do it in, windows to cut to.
        .target(name: "Peers", dependencies: ["Statements", "Sealing"], path: "Tests/Peers"),
        .testTarget(name: "FilesTests", dependencies: ["Files", "Peers"]),
        .testTarget(
            name: "SealingTests", dependencies: ["Sealing", "Peers"], exclude: ["Age/Vectors"]),
        .testTarget(name: "TransferTests", dependencies: ["Transfer", "Sealing", "Peers"]),
        .testTarget(name: "CustodyTests", dependencies: ["Records", "Statements", "Sealing", "Peers"]),
        .testTarget(
            name: "FootageTests",
            dependencies: [
                "Viewing", "Cutting", "Recordings", "Starts", "Objects", "Records", "Statements", "Sealing",
                "Files",
                "Threads", "Peers",
            ]),
        .testTarget(
            name: "CatalogTests",
            dependencies: [
                "Catalog", "Viewing", "Cutting", "Recordings", "Starts", "Objects", "Records", "Statements",
                "Sealing",
                "Peers",
            ]),
        .testTarget(name: "DatabasesTests", dependencies: ["Databases", "Peers"]),
        .testTarget(
            name: "LedgerTests", dependencies: ["Ledger", "Records", "Statements", "Sealing", "Peers"]),
        .testTarget(
            name: "RegisterTests", dependencies: ["Register", "Records", "Statements", "Sealing", "Peers"]),
        .testTarget(
            name: "TimelineTests",
            dependencies: [
                "Timeline", "Viewing", "Cutting", "Recordings", "Starts", "Objects", "Records", "Statements",
                "Peers",
            ]),
        .testTarget(
            name: "ClockCodeTests",
            dependencies: [
                "ClockCode", "Viewing", "Cutting", "Recordings", "Starts", "Objects", "Records", "Statements",
                "Peers",
            ]),
        .testTarget(
            name: "BundleTests",
            dependencies: [
                "Handover", "Originals", "Bundle", "StatementFiles", "Viewing", "Cutting", "Recordings",
                "Starts", "Objects",
                "Records", "Statements", "Sealing", "Files", "Peers",
            ]),
        .testTarget(name: "PaperTests", dependencies: ["Paper", "Peers"]),
        .testTarget(
            name: "ReportTests",
            dependencies: [
                "Report", "Presentation", "Originals", "Bundle", "Records", "Statements", "Sealing", "Peers",
            ]),
        // The roads of the three people, and the rules they are held to, without a command line.
        .testTarget(
            name: "DeskTests",
            dependencies: [
                "Desk", "CustodyDesk", "Outcomes", "Presentation", "Report", "Handover", "Originals",
                "Bundle", "Viewing",
                "Ledger", "Register", "Catalog",
                "Transfer", "Recordings", "Starts", "Objects", "Records", "StatementFiles", "Statements",
                "Sealing",
                "Files", "Peers",
            ]),
        // Mutated recordings, bundles, statements, proofs and databases, by the hundred thousand (`make fuzz`).
        .testTarget(
            name: "FuzzTests",
            dependencies: [
                "Report", "Handover", "Originals", "Bundle", "Timeline", "Ledger", "Catalog", "Viewing",
                "Cutting",
                "Recordings", "Starts", "Objects", "Records", "Statements", "Sealing", "Peers",
            ]),
        .testTarget(
            name: "PortalTests",
            dependencies: ["Portal", "Desk", "Outcomes", "Starts", "Statements", "Peers"]),
        // Drives the built commands and real peers (age, bagit, ffprobe, openssl, Python, Chromium). It names none of the
        // commands as a dependency: it imports none, `--build-tests` builds all, and the tests are compiled beside them.
        .testTarget(
            name: "EndToEndTests",
            dependencies: ["Sealing", "Peers"],
            exclude: hasPortal ? [] : ["PortalTests.swift"]),
    ],
    swiftLanguageModes: [.v6]
)

// Zero warnings is a rule of the house, so it is the compiler that keeps it; only for our own
// targets, as the flag would fail on what dependencies warn about.
if !hasPortal {
    package.products.removeAll { $0.name == "proffer-portal" }
    package.targets.removeAll { ["Portal", "proffer-portal", "PortalTests"].contains($0.name) }
    package.dependencies.removeAll { dependency in
        guard case .sourceControl(_, let location, _) = dependency.kind else { return false }
        return ["/hummingbird", "/swift-http-types", "/swift-log"].contains { location.hasSuffix($0) }
    }
}

for target in package.targets where target.type != .system && target.name != "CCommit" {
    target.swiftSettings = (target.swiftSettings ?? []) + [.treatAllWarnings(as: .error)]
}
