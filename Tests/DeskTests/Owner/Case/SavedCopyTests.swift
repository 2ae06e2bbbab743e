import CustodyDesk
import Desk
import Foundation
import Outcomes
import Testing

@Suite("A copy of a bundle for a stick")
struct SavedCopyTests {
    private let owner: CaseOwner
    private let stick: String
    private let bundle: OwnersBundle

    init() throws {
        owner = try CaseOwner()
        try owner.agree()
        try owner.seal()
        stick = owner.owner.folder.path("stick")
        try FileManager.default.createDirectory(atPath: stick, withIntermediateDirectories: true)
        bundle = try #require(owner.found.bundles.first)
    }

    private func onStick() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: stick) }

    @Test(
        "it is the same, byte for byte, under the bundle's own name; saved again, it is found there and compared"
    )
    func same() throws {
        let copy = try SavedCopy.save(bundle, in: stick)
        #expect(copy.path == "\(stick)/\(bundle.name)")
        #expect(copy.size == bundle.size && !copy.wasThere)
        #expect(FileManager.default.contentsEqual(atPath: copy.path, andPath: bundle.path))
        #expect(try SavedCopy.save(bundle, in: stick).wasThere)
        #expect(try onStick() == [bundle.name])
    }

    @Test("another file of its name is left as it is")
    func another() throws {
        let path = "\(stick)/\(bundle.name)"
        try Data("mine".utf8).write(to: URL(fileURLWithPath: path))
        let error = refusal { try SavedCopy.save(bundle, in: stick) }
        #expect(error?.kind == .cannotWrite)
        #expect(error?.cause == DeskError.Cause(.fileThere, file: path))
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data("mine".utf8))
    }

    @Test("stopped while it is written or read back, it leaves nothing", arguments: [0, 1, 3])
    func stopped(after asked: Int) throws {
        var count = 0
        let error = refusal {
            try SavedCopy.save(
                bundle, in: stick,
                goesOn: {
                    count += 1
                    return count <= asked
                })
        }
        #expect(error == .stopped)
        #expect(try onStick() == [])
    }

    @Test("a folder that is not there is said, and nothing is noted as saved")
    func missing() throws {
        let work = try bundle.beginSaving(in: stick + "/nowhere")
        let end = ContinuousClock().now + .seconds(120)
        while work.isRunning, ContinuousClock().now < end { usleep(5000) }
        #expect(throws: DeskError.self) { try #require(work.state.result).get() }
        #expect(bundle.notes.copies == [])
    }

    @Test("where it was saved and when it was handed over is kept beside it, as the owner says")
    func noted() throws {
        let work = try bundle.beginSaving(in: stick)
        let end = ContinuousClock().now + .seconds(120)
        while work.isRunning, ContinuousClock().now < end { usleep(5000) }
        _ = try #require(work.state.result).get()
        #expect(bundle.notes.copies.map(\.path) == ["\(stick)/\(bundle.name)"])
        #expect(owner.found.next(try owner.entry()) == .handOver)
        try bundle.isHandedOver(on: "2026-01-02")
        #expect(bundle.notes.handedOver == "2026-01-02")
        #expect(owner.found.next(try owner.entry()) == .wait)
        for day in ["2999-01-01", "yesterday"] {
            #expect(refusal { try bundle.isHandedOver(on: day) }?.kind == .usage, "\(day)")
        }
        try bundle.isHandedOver(on: nil)
        #expect(bundle.notes.handedOver == nil)
    }

    @Test("its owner looks into it with their own key, piece by piece, and with no other")
    func watched() throws {
        let contents = try SealedContents(bundle, by: owner.identity)
        let item = try #require(contents.items.first { $0.role == .master })
        #expect(item.camera == AgreedOwner.camera)
        let whole = try contents.read(item.number, at: 0, count: Int(item.size), by: owner.identity)
        #expect(UInt64(whole.count) == item.size)
        #expect(String(decoding: whole[4..<8], as: UTF8.self) == "ftyp")
        let part = try contents.read(item.number, at: 70_000, count: 100, by: owner.identity)
        #expect(part == Array(whole[70_000..<70_100]))
        #expect(try contents.read(item.number, at: item.size, count: 10, by: owner.identity) == [])
        #expect(refusal { try contents.read(99, at: 0, count: 1, by: owner.identity) }?.kind == .missing)
        let stranger = owner.asked.identity(try .generate(name: "Eve", role: .owner))
        #expect(refusal { try SealedContents(bundle, by: stranger) } != nil)
    }
}
