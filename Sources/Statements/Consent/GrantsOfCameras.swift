/// The grants of a consent by camera, worked out once for each of them.
package struct GrantsOfCameras: Sendable {
    private let byCamera: [String: (all: [GrantedWindow], cut: [GrantedWindow])]

    /// - Parameter cameras: the cameras that will be asked about.
    package init(_ authorization: Authorization, of cameras: [String]) {
        byCamera = Dictionary(
            Set(cameras).map { camera in
                let all = authorization.grants(for: camera)
                return (camera, (all, Self.withoutRepetition(all)))
            }
        ) { first, _ in first }
    }

    /// What the consent gives of a camera.
    package func all(of camera: String) -> [GrantedWindow] { byCamera[camera]?.all ?? [] }

    /// What is cut of a camera.
    package func cut(of camera: String) -> [GrantedWindow] { byCamera[camera]?.cut ?? [] }

    /// A grant inside another that gives no more would hand the same pictures over twice.
    private static func withoutRepetition(_ grants: [GrantedWindow]) -> [GrantedWindow] {
        // A grant comes behind all that hold it: those that begin earlier or end later, give sound, or stand before it.
        let order = grants.indices.sorted { one, other in
            let (first, second) = (grants[one], grants[other])
            if first.window.from != second.window.from { return first.window.from < second.window.from }
            if first.window.to != second.window.to { return first.window.to > second.window.to }
            if first.audio != second.audio { return first.audio }
            return one < other
        }
        var furthest: (any: WallTime?, withSound: WallTime?) = (nil, nil)
        var kept: [Int] = []
        for index in order {
            let (end, audio) = (grants[index].window.to, grants[index].audio)
            let reached = audio ? furthest.withSound : furthest.any
            if let reached, reached >= end { continue }
            kept.append(index)
            furthest.any = max(end, furthest.any ?? end)
            if audio { furthest.withSound = max(end, furthest.withSound ?? end) }
        }
        return kept.sorted().map { grants[$0] }
    }
}
