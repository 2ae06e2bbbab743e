/// Finds when a track begins while its first packets pass by, by the rule that ``MediaExtent`` places a recording by.
package struct FirstTimes {
    private(set) var dts: Int64?
    private(set) var pts: Int64?
    private var seen = 0

    /// How many packets are looked at for the one shown first: no codec reorders further than this.
    static let reorderLimit = 64

    /// No packets yet.
    package init() {}

    /// Takes note of the track's next packet.
    ///
    /// - Returns: whether another one can change anything.
    @discardableResult
    package mutating func add(pts packetPTS: Int64?, dts packetDTS: Int64?) -> Bool {
        if seen == 0 { dts = packetDTS }
        guard seen < Self.reorderLimit else { return false }
        if let pts, let packetDTS, packetDTS > pts {
            seen = Self.reorderLimit
            return false
        }
        seen += 1
        if let packetPTS { pts = min(pts ?? packetPTS, packetPTS) }
        return true
    }
}
