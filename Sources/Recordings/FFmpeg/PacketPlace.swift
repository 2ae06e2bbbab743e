/// Where a packet at which reading can begin lies in a file.
package struct PacketPlace: Sendable, Hashable {
    /// Its decoding time, in its track's unit.
    var dts: Int64
    /// Its offset in the file, in bytes.
    var position: Int64
}
