import Foundation

/// Sizes of files as a page shows them: `12.4 MB`, in one line.
struct PortalSizes {
    private let words: PortalWords

    init(_ words: PortalWords) { self.words = words }

    func text(_ bytes: UInt64) -> String {
        Int64(clamping: bytes).formatted(
            .byteCount(style: .file, allowedUnits: [.kb, .mb, .gb, .tb], spellsOutZero: false)
                .locale(words.locale)
        ).replacing(" ", with: "\u{a0}")
    }
}
