import Statements

extension ObjectFacts {
    /// How many characters of a camera's label are in a name.
    private static let labelCharacters = 40

    /// The one name an object can have (docs/spec/record.md, Object): its number, its camera's label in plain ASCII, what
    /// it is, and the ending of its container. No path can be made of it, and no two objects of a bundle share it.
    ///
    /// - Parameters:
    ///   - number: of the file it lies in, from 1.
    ///   - camera: the label of its recording's camera.
    ///   - container: `mp4`, `mov` or `png`.
    package static func name(number: Int, camera: String, role: ObjectRole, container: String) -> String {
        let digits = String(number)
        let zeros = String(repeating: "0", count: max(0, 4 - digits.count))
        let what = role.rawValue.split(separator: "_").joined(separator: "-")
        return "\(zeros)\(digits)-\(label(of: camera))-\(what).\(container)"
    }

    /// A camera's label as it stands in a name.
    private static func label(of camera: String) -> String {
        String(
            camera.unicodeScalars.prefix(labelCharacters).map { (scalar: Unicode.Scalar) -> Character in
                switch scalar {
                case "A"..."Z", "a"..."z", "0"..."9": Character(scalar)
                default: "-"
                }
            })
    }

    /// Whether a name tells which camera it is of: one in another script leaves hyphens only.
    package static func showsLabel(_ camera: String) -> Bool { label(of: camera) == camera }

    /// Why no file may be given the object's name, which comes from whoever made the bundle; nil where it is the one it
    /// can have. A name is shown as if it said what the object is.
    ///
    /// - Parameters:
    ///   - number: of the file it lies in.
    ///   - camera: the label of its recording's camera.
    package func nameFlaw(number: Int, camera: String) -> String? {
        guard ["mp4", "mov", "png"].contains(container) else {
            return "\(container.quoted) is no file of an object"
        }
        let due = Self.name(number: number, camera: camera, role: role, container: container)
        return name == due ? nil : "its name is \(name.quoted), and must be \(due)"
    }
}
