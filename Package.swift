// swift-tools-version: 6.2
import PackageDescription

// The target list is the architecture: a target may depend only on targets named above it.
// Footage stands below Custody's values because a cut takes a GrantedWindow, which only a
// consent can make (docs/decisions/0001-footage-imports-custody.md).

let package = Package(
    name: "proffer",
    products: [
        .executable(name: "proffer", targets: ["proffer"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
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
        .systemLibrary(name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
        .systemLibrary(name: "CCairo", pkgConfig: "cairo", providers: [.apt(["libcairo2-dev"])]),
        .systemLibrary(name: "CPango", pkgConfig: "pangocairo", providers: [.apt(["libpango1.0-dev"])]),
        .systemLibrary(name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(name: "CZBar", pkgConfig: "zbar", providers: [.apt(["libzbar-dev"])]),

        // Files and folders that come from outside: opened so that nothing waits, and nothing else is opened.
        .target(name: "Files", dependencies: ["CLinux"]),
        // Hashes, age, signatures, DSSE. The only module that sees COpenSSL and CXWing.
        .target(
            name: "Sealing",
            dependencies: ["COpenSSL", "CXWing", .product(name: "Crypto", package: "swift-crypto")]),
        // Identities, cards, trust and statements: values and their rules, no I/O.
        .target(name: "Custody", dependencies: ["Sealing"]),
        // Recordings on the wall clock: probe, locate, cut. The only module that sees CFFmpeg.
        .target(name: "Footage", dependencies: ["CFFmpeg", "Custody", "Sealing", "Files"]),
        // What goes over the network: for now, asking for timestamps.
        .target(name: "Transfer", dependencies: ["Sealing"]),
        // SQLite files of ours: opened where nobody else can reach into, with exactly the tables they should have.
        .target(name: "Databases", dependencies: ["Files", .product(name: "GRDB", package: "GRDB.swift")]),
        // What this machine remembers: the index of footage found, the commitments made before anybody asked, and the
        // owner's journal, in SQLite.
        .target(
            name: "Catalog",
            dependencies: [
                "Databases", "Footage", "Custody", "Sealing", "Files",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        // A custodian's append-only log of signed statements, in SQLite.
        .target(
            name: "Ledger",
            dependencies: ["Databases", "Custody", "Sealing", .product(name: "GRDB", package: "GRDB.swift")]),
        // Recordings, gaps and windows as a picture: one lane a camera. The only module that sees CCairo.
        .target(name: "Timeline", dependencies: ["CCairo", "Footage", "Custody"]),
        // Codes that show the true time to a camera, and what they say of its clock. The only module that sees
        // CQREncode and CZBar.
        .target(name: "ClockCode", dependencies: ["CQREncode", "CZBar", "Footage", "Custody", "Sealing"]),
        // Write, read, verify and open bundles. The only module that sees CArchive; with Files, CLinux.
        .target(
            name: "Bundle",
            dependencies: [
                "CArchive", "CLinux", "Footage", "Custody", "Sealing", "Files",
                .product(name: "SystemPackage", package: "swift-system"),
            ]),
        // Words and pictures on pages, as PDF. The only module that sees CPango.
        .target(name: "Paper", dependencies: ["CPango"]),
        // What is known of a bundle, for people who were not there: pages, a graph for programs, drafts to swear to.
        .target(
            name: "Report",
            dependencies: [
                "Paper", "Bundle", "Timeline", "Footage", "Custody", "Sealing",
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            resources: [.embedInCode("HTML/report.mustache")]),
        // The command line: parse, call, print.
        .executableTarget(
            name: "proffer",
            dependencies: [
                "Report", "Bundle", "Timeline", "ClockCode", "Ledger", "Catalog", "Transfer", "Footage",
                "Custody",
                "Sealing", "Files",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Mustache", package: "swift-mustache"),
            ]),

        // What tests compare ours with: independent programs, and folders to do it in.
        .target(name: "Peers", path: "Tests/Peers"),
        .testTarget(name: "FilesTests", dependencies: ["Files", "Peers"]),
        .testTarget(name: "SealingTests", dependencies: ["Sealing", "Peers"]),
        .testTarget(name: "TransferTests", dependencies: ["Transfer", "Sealing", "Peers"]),
        .testTarget(name: "CustodyTests", dependencies: ["Custody", "Sealing"]),
        .testTarget(name: "FootageTests", dependencies: ["Footage", "Custody", "Sealing", "Files", "Peers"]),
        .testTarget(
            name: "CatalogTests", dependencies: ["Catalog", "Footage", "Custody", "Sealing", "Peers"]),
        .testTarget(name: "DatabasesTests", dependencies: ["Databases", "Peers"]),
        .testTarget(name: "LedgerTests", dependencies: ["Ledger", "Custody", "Sealing", "Peers"]),
        .testTarget(name: "TimelineTests", dependencies: ["Timeline", "Footage", "Custody", "Peers"]),
        .testTarget(name: "ClockCodeTests", dependencies: ["ClockCode", "Footage", "Custody", "Peers"]),
        .testTarget(
            name: "BundleTests", dependencies: ["Bundle", "Footage", "Custody", "Sealing", "Files", "Peers"]),
        .testTarget(name: "PaperTests", dependencies: ["Paper", "Peers"]),
        .testTarget(name: "ReportTests", dependencies: ["Report", "Bundle", "Custody", "Sealing", "Peers"]),
        // Mutated recordings, bundles, statements, proofs and databases, by the hundred thousand (`make fuzz`).
        .testTarget(
            name: "FuzzTests",
            dependencies: [
                "Report", "Bundle", "Timeline", "Ledger", "Catalog", "Footage", "Custody", "Sealing", "Peers",
            ]),
        // Drives the built command and real peers (age, bagit, ffprobe, openssl, Python).
        .testTarget(name: "EndToEndTests", dependencies: ["proffer", "Sealing", "Peers"]),
    ],
    swiftLanguageModes: [.v6]
)

// Zero warnings is a rule of the house, so it is the compiler that keeps it; only for our own
// targets, as the flag would fail on what dependencies warn about.
for target in package.targets where target.type != .system {
    target.swiftSettings = (target.swiftSettings ?? []) + [.treatAllWarnings(as: .error)]
}
