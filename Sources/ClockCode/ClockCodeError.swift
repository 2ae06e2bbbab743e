import Statements

/// Why a clock code could not be drawn, or a camera's clock not measured.
package enum ClockCodeError: Error, Sendable, Hashable {
    /// The text does not fit the one size of code that is drawn.
    case notDrawable(text: String, cause: String)
    /// The library that reads codes failed.
    case reader(cause: String)
    /// Nothing in the recording is a clock code that can be read.
    case noCode(path: String, pictures: Int)
    /// The recording has no pictures.
    case noPictures(path: String)
    /// The recording's own start rests on nothing that the camera's clock said.
    case startNotFromClock(path: String, detail: String)
}

extension ClockCodeError: CustomStringConvertible {
    /// One line: which file, what is wrong, and what to do.
    package var description: String {
        switch self {
        case .notDrawable(let text, let cause):
            "“\(text.prefix(64))” cannot be drawn as a clock code: \(cause)"
        case .reader(let cause): "the pictures cannot be searched for codes: \(cause)"
        case .noCode(let path, let pictures):
            "\(path): no clock code can be read in its \(counted(UInt64(clamping: pictures), "picture")); hold the page nearer to the camera, "
                + "with the screen bright, until the code fills a quarter of the picture's height"
        case .noPictures(let path): "\(path): has no pictures in which a clock code could be"
        case .startNotFromClock(let path, let detail):
            "\(path): nothing the camera's clock said tells when it starts (\(detail)), so that clock cannot be "
                + "measured by it; take the file as the camera named it"
        }
    }
}
