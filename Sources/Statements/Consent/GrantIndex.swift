/// Says whether a window lies in one that was granted, without going through all of them.
package struct GrantIndex: Sendable {
    /// What a grant must give besides its window.
    private struct Need: Hashable {
        var camera: String?
        var audio: Bool
        var stills: Bool
    }

    /// Windows by their beginning, each with the furthest end of all up to it: there is one that holds a window exactly
    /// where the furthest end of those that begin with or before it is not before its own.
    private struct Reach {
        var starts: [WallTime] = []
        var furthest: [WallTime] = []

        init(_ windows: [Window]) {
            for window in windows.sorted(by: { $0.from < $1.from }) {
                starts.append(window.from)
                furthest.append(max(window.to, furthest.last ?? window.to))
            }
        }

        func holds(_ window: Window) -> Bool {
            var (low, high) = (0, starts.count)
            while low < high {
                let middle = (low + high) / 2
                if starts[middle] <= window.from { low = middle + 1 } else { high = middle }
            }
            return low > 0 && furthest[low - 1] >= window.to
        }
    }

    private let reaches: [Need: Reach]

    /// The index of the grants of a consent.
    package init(_ grants: [GrantedWindow]) {
        var windows: [Need: [Window]] = [:]
        for grant in grants {
            for audio in grant.audio ? [false, true] : [false] {
                for stills in grant.stills ? [false, true] : [false] {
                    let need = Need(camera: grant.camera, audio: audio, stills: stills)
                    windows[need, default: []].append(grant.window)
                }
            }
        }
        reaches = windows.mapValues(Reach.init)
    }

    /// Whether one grant gives all of a window of a camera, with what is needed besides.
    package func allows(_ window: Window, of camera: String, audio: Bool, stills: Bool) -> Bool {
        [camera, nil].contains { camera in
            reaches[Need(camera: camera, audio: audio, stills: stills)]?.holds(window) ?? false
        }
    }
}
