import Sealing
import Testing

@Suite("Armor")
struct ArmorTests {
    @Test("lines are 64 columns, padded, between BEGIN and END", arguments: [1, 46, 47, 48, 49, 95, 96, 97])
    func layout(size: Int) throws {
        let file = patternedBytes(size)
        let text = Armor.encode(file)
        let lines = String(decoding: text, as: UTF8.self).split(
            separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.first == "-----BEGIN AGE ENCRYPTED FILE-----")
        #expect(lines.suffix(2) == ["-----END AGE ENCRYPTED FILE-----", ""])
        let body = lines.dropFirst().dropLast(2)
        #expect(body.dropLast().allSatisfy { $0.count == 64 })
        #expect(body.last.map { (1...64).contains($0.count) } == true)
        #expect(Armor.isArmored(text))
        #expect(try Armor.decode(text) == file)
    }

    @Test("CR LF and whitespace around the text are accepted")
    func whitespace() throws {
        let text = String(decoding: Armor.encode(patternedBytes(100)), as: UTF8.self)
        for variant in [
            text.replacing("\n", with: "\r\n"), "\n \t\r\n" + text + " \n\n", String(text.dropLast()),
        ] {
            #expect(try Armor.decode(Array(variant.utf8)) == patternedBytes(100))
            #expect(Armor.isArmored(Array(variant.utf8)))
        }
    }

    @Test("any other change of any character is refused or changes nothing that is said")
    func everyCharacter() throws {
        let file = patternedBytes(60)
        let text = Armor.encode(file)
        for index in text.indices {
            for replacement in Array("A= \n-\r".utf8) where replacement != text[index] {
                var changed = text
                changed[index] = replacement
                let read = try? Armor.decode(changed)
                let isOnlyLayout = index == text.count - 1
                #expect(read == nil || read != file || isOnlyLayout, "character \(index)")
            }
        }
    }
}
