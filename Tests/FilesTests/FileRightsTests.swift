import Files
import Testing

@Suite("Whether a file system keeps rights is known by its name")
struct FileRightsTests {
    @Test("as /proc/self/mountinfo tells it of the file's own device, and of no other")
    func mounts() {
        let lines = """
            36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue
            40 35 8:17 / /media/stick rw,nosuid shared:3 - vfat /dev/sdb1 rw,uid=1000
            41 35 259:3 / /media/disk rw - exfat /dev/nvme0n1p3 rw
            """.split(separator: "\n")
        // As makedev(3) joins them.
        func device(_ major: UInt, _ minor: UInt) -> UInt { major << 8 | minor }
        for (place, kept) in [
            (device(98, 0), true), (device(8, 17), false), (device(259, 3), false), (device(8, 18), nil),
        ] as [(UInt, Bool?)] {
            let told = lines.lazy.compactMap { FileRights.areKept(onDevice: place, mount: $0) }.first
            #expect(told == kept, "\(place)")
        }
    }
}
