import Glibc

/// The address by which other devices of the home network reach this computer.
enum NetworkAddress {
    /// Which of its addresses (IPv4) this computer would speak from to the outside; nil where it is in no network.
    ///
    /// A socket for single messages is only told whom it would send to: nothing is sent.
    static var ofHome: String? {
        let number = socket(AF_INET, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard number >= 0 else { return nil }
        defer { close(number) }
        var other = sockaddr_in()
        other.sin_family = sa_family_t(AF_INET)
        other.sin_port = UInt16(9).bigEndian
        // An address for documentation, which is nobody's (RFC 5737).
        other.sin_addr.s_addr = inet_addr("192.0.2.1")
        var own = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isKnown = withUnsafeBytes(of: &other) { other in
            withUnsafeMutableBytes(of: &own) { own in
                guard let other = other.assumingMemoryBound(to: sockaddr.self).baseAddress,
                    let own = own.assumingMemoryBound(to: sockaddr.self).baseAddress
                else { return false }
                return connect(number, other, length) == 0 && getsockname(number, own, &length) == 0
            }
        }
        guard isKnown else { return nil }
        let bytes = withUnsafeBytes(of: own.sin_addr.s_addr) { Array($0) }
        // What begins with 127 is this computer alone.
        guard bytes.count == 4, bytes[0] != 127, bytes != [0, 0, 0, 0] else { return nil }
        return bytes.map(String.init).joined(separator: ".")
    }
}
