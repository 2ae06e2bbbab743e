/// What makes recordings that are named in one way.
///
/// A consent that names no camera is for cameras and vehicles. What a personal device recorded, and what no name tells the
/// recorder of, leaves only where the consent names it (docs/spec/consent.md, Cameras).
package enum RecorderKind: String, Sendable, Hashable, Codable, CaseIterable {
    /// A camera of a place, or the recorder or service behind it.
    case camera
    /// A camera in or on a vehicle.
    case vehicle
    /// A telephone, a camera in the hand, a drone or a computer, or a programme of one.
    case personalDevice = "personal_device"
    /// The name does not tell.
    case unknown

    /// Whether a consent that names no camera is for it as well.
    package var leavesUnnamed: Bool {
        switch self {
        case .camera, .vehicle: true
        case .personalDevice, .unknown: false
        }
    }

    /// What a container says of its device, where that is a telephone or a tablet: a file may have been called anew since.
    ///
    /// - Parameter device: facts in the container that identify the device.
    package static func told(by device: [String: String]) -> RecorderKind? {
        let isAndroid = device.keys.contains { $0.lowercased().contains("com.android") }
        let isApple = device.values.contains { value in
            ["iphone", "ipad", "ipod"].contains(where: value.lowercased().contains)
        }
        return isAndroid || isApple ? .personalDevice : nil
    }
}
