import Files
import Outcomes
import Sealing

/// What lies beside a file that goes with it, so that a person is told what to do next with the real names. Where several
/// could be meant, none is taken.
package struct FilesBeside {
    private var found: [RecognisedFile] = []
    /// A folder with more is footage or an archive, and nobody's desk.
    private static let mostNames = 256

    /// Looks through the folder that a file lies in.
    package init(of path: String) {
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
        guard let (names, _) = try? OutsideFolder(folder.isEmpty ? "." : folder).names(),
            names.count <= Self.mostNames
        else { return }
        for name in names.sorted() where !name.hasPrefix(".") {
            let other = folder + name
            guard other != path, let file = try? RecognisedFile(other, looksIntoArchives: false),
                file.flaw == nil
            else { continue }
            found.append(file)
        }
    }

    /// The one identity; nil where there is none, or which is meant is open.
    package var identity: String? { only { $0.nature == .identity || $0.nature == .protectedIdentity } }
    /// The one bundle.
    package var bundle: String? { only { $0.nature == .bundle } }
    /// The one folder of trusted cards.
    package var trust: String? { only { $0.nature == .trustFolder } }
    /// The request that an answer answers.
    package func request(of answer: RecognisedFile) -> String? {
        answer.answered.flatMap { digest in only { $0.nature == .request && $0.digest == digest } }
    }

    private func only(_ fits: (RecognisedFile) -> Bool) -> String? {
        let fitting = found.filter(fits)
        return fitting.count == 1 ? fitting.first?.path : nil
    }
}
