import Foundation
import Outcomes

/// Places of this computer as a page names them: a person knows their own folder and their stick, and no path.
enum PlaceNames {
    /// What the links to places are filled with. Two of one name are told apart by their paths.
    ///
    /// - Parameter address: of the page that shows what lies at a path.
    static func values(
        _ places: [String], _ words: PortalWords, address: (String) -> String
    ) -> [[String: String]] {
        let home = places.first
        let names = places.map { path in
            if path == home, path == NSHomeDirectory() || path == environmentHome {
                return words["folder.home"]
            }
            if path == home.map({ "\($0)/Downloads" }) { return words["folder.downloads"] }
            return String(path[path.index(after: path.lastIndex(of: "/") ?? path.startIndex)...])
        }
        return zip(places, names).map { path, name in
            let isOne = !name.isEmpty && names.filter { $0 == name }.count == 1
            return ["name": (isOne ? name : path).harmlessOnPage, "address": address(path)]
        }
    }

    private static var environmentHome: String? { ProcessInfo.processInfo.environment["HOME"] }
}
