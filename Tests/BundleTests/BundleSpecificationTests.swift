import Bundle
import Foundation
import Testing

@Suite("docs/spec/bundle.md tells what the code does")
struct BundleSpecificationTests {
    /// The fenced blocks of the page by the word after their fence.
    private func examples(_ language: String) throws -> [String] {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: "docs/spec/bundle.md"), encoding: .utf8)
        return text.split(separator: "```").map(String.init).enumerated()
            .filter { $0.offset % 2 == 1 && $0.element.hasPrefix(language + "\n") }
            .map { String($0.element.dropFirst(language.count + 1)) }
    }

    @Test("the header of the example is the one we write and read")
    func header() throws {
        var block = [UInt8](repeating: 0, count: 512)
        for line in try #require(try examples("header").first).split(separator: "\n") {
            let fields = line.split(separator: " ")
            let offset = try #require(Int(fields[0], radix: 16))
            for (index, field) in fields.dropFirst().enumerated() {
                block[offset + index] = try #require(UInt8(field, radix: 16))
            }
        }
        let name = "proffer-0123456789abcdef0123456789abcdef/data/0001.age"
        #expect(block == TarHeader.bytes(name: name, size: 70_000))
    }

    @Test(
        "declaration and information of a real bundle are those of the page, and every member is named there")
    func tagFiles() throws {
        let texts = try examples("text")
        let sample = try SampleBundle(sizes: [1])
        let archive = try BundleArchive.read(sample.path)
        #expect(archive.tagFile("bagit.txt").map { String(decoding: $0, as: UTF8.self) } == texts[0])
        let labels = texts[1].split(separator: "\n").map { $0.prefix { $0 != ":" } }
        let information = String(decoding: archive.tagFile("bag-info.txt") ?? [], as: UTF8.self)
        #expect(information.split(separator: "\n").map { $0.prefix { $0 != ":" } } == labels)
        let payload = archive.payload
        #expect(information.contains("Payload-Oxum: \(payload.map(\.size).reduce(0, +)).3\n"))
    }

    @Test("every check stands in the page under its name")
    func checks() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let page = try String(contentsOf: root.appending(path: "docs/spec/bundle.md"), encoding: .utf8)
        for name in KeylessVerificationTests.names { #expect(page.contains("| \(name) |"), "\(name)") }
    }
}
