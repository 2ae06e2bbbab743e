import Files
import Foundation
import Peers
import SystemPackage
import Testing

@Suite("A disk that is full")
struct DiskRoomTests {
    @Test("what cannot have room is refused before anything is written, with what is needed and what is free")
    func before() throws {
        let folder = try ScratchFolder()
        let file = try AtomicFile(path: folder.path("out"))
        let error = try #require(throws: FileError.self) { try file.expect(bytes: 1 << 60) }
        guard case .diskFull(_, let needed, let free, let isBegun) = error else {
            Issue.record("\(error)")
            return
        }
        #expect((needed, isBegun) == (1 << 60, false))
        #expect(free > 0 && free < needed)
        #expect(error.description.contains("at least 1152921504.7 GB are needed there"), "\(error)")
        #expect(error.description.contains("nothing was written"))
        try file.expect(bytes: 1)
    }

    @Test("what is needed is rounded up and what is free down, so that the two never look alike")
    func rounding() {
        let error = FileError.diskFull(
            path: "out", neededBytes: 1_950_001, freeBytes: 1_949_999, isBegun: true)
        #expect(
            error.description
                == "out: the disk is full: at least 2 MB are needed there, and 1.9 MB are free; nothing is left under that "
                + "name; make room, or choose another disk")
    }

    @Test("the system's refusals are told in words of ours, and never by an error's own text")
    func words() {
        for number: Int32 in 1..<134 {
            let words = SystemCause.inWords(number)
            #expect(words != String(cString: strerror(number)), "\(number)")
            #expect(!words.contains("\n") && !words.isEmpty)
        }
        let missing =
            (try? FileManager.default.createDirectory(
                atPath: "/proc/none/there", withIntermediateDirectories: false)).map { "made: \($0)" }
        #expect(missing == nil)
        do {
            try FileManager.default.createDirectory(
                atPath: "/proc/none/there", withIntermediateDirectories: false)
        } catch {
            #expect(SystemCause.inWords(error) == "there is nothing under that name", "\(error)")
        }
        #expect(SystemCause.inWords(CancellationError()) == nil)
    }
}
