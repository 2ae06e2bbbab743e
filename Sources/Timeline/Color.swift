/// Colours that people who see fewer of them can still tell apart (Okabe and Ito, 2008), dark or light enough to differ
/// on paper as well. What matters has a pattern besides its colour.
struct Color {
    var red: Double
    var green: Double
    var blue: Double

    private init(_ hexadecimal: UInt32) {
        red = Double(hexadecimal >> 16 & 0xFF) / 255
        green = Double(hexadecimal >> 8 & 0xFF) / 255
        blue = Double(hexadecimal & 0xFF) / 255
    }

    static let paper = Color(0xFF_FF_FF)
    static let ink = Color(0x1A_1A_1A)
    static let faintInk = Color(0x5F_5F_5F)
    static let line = Color(0xC8_C8_C8)
    /// Recorded, and handed over as it is.
    static let leaves = Color(0x00_72_B2)
    /// Recorded, and encoded anew.
    static let anew = Color(0xE6_9F_00)
    /// Recorded, and stays.
    static let stays = Color(0xC9_D3_DA)
    static let staysEdge = Color(0x8A_97_A0)
    /// Not recorded.
    static let missing = Color(0xB0_3A_00)
    /// Recorded twice.
    static let twice = Color(0x00_3A_5C)
    /// What was asked for.
    static let asked = Color(0xFB_F3_D5)
    static let askedEdge = Color(0x8A_6D_00)
    /// What was agreed to.
    static let agreed = Color(0x00_7A_5A)
}
