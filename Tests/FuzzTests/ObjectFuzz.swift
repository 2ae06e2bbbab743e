import Starts
import Peers
import Cutting
import Objects
import Recordings
import Foundation
import Testing

@Suite("Spoiled objects and access units are read without harm")
struct ObjectFuzz {
    /// Feeds an object in pieces.
    private func scan(_ bytes: [UInt8], _ form: MovieForm, pieces: Int) -> Result<ScannedObject, any Error> {
        Result {
            let scan = try ObjectScan(form)
            for start in stride(from: 0, to: bytes.count, by: pieces) {
                try bytes[start..<min(bytes.count, start + pieces)].withUnsafeBytes(scan.update)
            }
            return try scan.finish()
        }
    }

    /// What a cut of every clip that can be cut writes.
    private func objects(_ folder: ScratchFolder) throws -> [(bytes: [UInt8], form: MovieForm)] {
        let window = try #require(try Consented.windows().first)
        return try Corpus(in: folder).clips.compactMap { clip -> [(bytes: [UInt8], form: MovieForm)]? in
            let path = folder.path(clip.file)
            try Data(clip.bytes).write(to: URL(fileURLWithPath: path))
            guard let plan = try? Recording.probe(path, zone: RecordingZone("UTC")).plan(window) else {
                return nil
            }
            return plan.objects.compactMap { object in
                var bytes: [UInt8] = []
                let written = try? plan.write(object) {
                    $0 + 512
                } to: {
                    bytes += $0
                }
                return try? written.map { (bytes, try $0.form()) }
            }
        }.flatMap(\.self)
    }

    @Test("a spoiled object is refused in a clear line, or read the same however its bytes arrive")
    func scans() throws {
        let settings = FuzzSettings(slice: 20_000)
        let objects = try objects(try ScratchFolder(inMemory: true))
        try #require(objects.count >= 5)
        let files = objects.map(\.bytes)
        let mutations = files.map { Mutation(headers: Mutation.headers(in: $0), others: files) }
        let watch = Watch("objects", settings)
        var refused = 0
        for run in settings.runs {
            var dice = Dice(seed: settings.seed ^ 0x0B1E_C700, run: run)
            let number = dice.below(objects.count)
            let bytes = mutations[number].apply(to: files[number], &dice)
            let form = objects[number].form
            watch.begin(run)
            let whole = scan(bytes, form, pieces: max(1, bytes.count))
            let pieces = scan(bytes, form, pieces: 1 + dice.below(300))
            switch (whole, pieces) {
            case (.success(let one), .success(let other)):
                #expect(one == other && one.size == UInt64(bytes.count), "\(settings.replay(run))")
            case (.failure(let one), .failure(let other)):
                refused += 1
                #expect("\(one)" == "\(other)", "\(settings.replay(run))")
                if let flaw = flaw(of: one) { Issue.record("run \(run): \(flaw); \(settings.replay(run))") }
            default: Issue.record("run \(run): it depends on the pieces; \(settings.replay(run))")
            }
        }
        _ = watch.finish()
        Report.line("fuzzed \(settings.runs.count) objects: \(refused) refused")
        if settings.runs.count > 500 { #expect(refused > settings.runs.count / 2) }
    }

    @Test("an access unit of any bytes is judged without reading beyond it")
    func accessUnits() throws {
        let settings = FuzzSettings(slice: 50_000)
        let fence = try Fence()
        let watch = Watch("access-units", settings)
        var clean = 0
        for run in settings.runs {
            var dice = Dice(seed: settings.seed ^ 0xACCE_5500, run: run)
            let isHEVC = dice.oneIn(2)
            let width = dice.one(of: [0, 1, 2, 4])
            var header = [UInt8](repeating: 1, count: width == 0 ? 0 : 23)
            if width > 0 { header[isHEVC ? 21 : 4] = UInt8(width - 1) }
            let judge = header.withUnsafeBytes {
                RandomAccess(codecName: isHEVC ? "hevc" : "h264", header: $0)
            }
            let unit = Self.accessUnit(&dice, isHEVC: isHEVC, width: width)
            watch.begin(run)
            if try #require(judge).isClean(fence.behind(unit)) { clean += 1 }
        }
        _ = watch.finish()
        Report.line("fuzzed \(settings.runs.count) access units: \(clean) called clean")
        if settings.runs.count > 500 { #expect(clean > 0 && clean < settings.runs.count / 2) }
    }

    /// Units that begin like true ones and go on with what trips parsers: zeros, threes, lengths that lie.
    private static func accessUnit(_ dice: inout Dice, isHEVC: Bool, width: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        for _ in 0..<dice.below(5) {
            let type = UInt8(
                dice.oneIn(4) ? dice.below(64) : dice.one(of: isHEVC ? [19, 21, 1, 39] : [5, 1, 6, 7]))
            var unit = isHEVC ? [type << 1, 1] : [type & 31]
            for _ in 0..<dice.below(40) {
                unit.append(dice.oneIn(2) ? dice.one(of: [0, 0, 1, 3, 6, 0x80, 0xFF]) : dice.byte())
            }
            if width == 0 {
                bytes += [0, 0, 1] + unit
            } else {
                let length = dice.oneIn(5) ? Int(dice.next() >> 33) : unit.count
                bytes +=
                    (0..<width).map { UInt8(truncatingIfNeeded: length >> (8 * (width - 1 - $0))) } + unit
            }
        }
        if dice.oneIn(4) { bytes.removeLast(dice.below(bytes.count + 1)) }
        return bytes
    }
}

/// Memory whose end lies against a page that nobody may read: one byte too far ends the process.
final class Fence {
    private let region: UnsafeMutableRawPointer
    private let page = Int(sysconf(Int32(_SC_PAGESIZE)))

    struct Failed: Error {}

    init() throws {
        guard
            let region = mmap(nil, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
            region != MAP_FAILED, mprotect(region + page, page, PROT_NONE) == 0
        else { throw Failed() }
        self.region = region
    }

    deinit { munmap(region, 2 * page) }

    /// The bytes, copied so that they end where the fence stands; valid until the next call.
    func behind(_ bytes: [UInt8]) -> UnsafeRawBufferPointer {
        let start = region + page - bytes.count
        bytes.withUnsafeBytes {
            start.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(start), byteCount: $0.count)
        }
        return UnsafeRawBufferPointer(start: start, count: bytes.count)
    }
}
