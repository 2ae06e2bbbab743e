import Objects

/// Refuses ISO base media files of which a track's samples lie in another file.
///
/// The media library opens no such file for us. But of some references it does not notice that they lead elsewhere, and
/// takes for samples whatever lies at those places of this file.
enum DataReferences {
    /// The most of a `dref` box that is looked at, in bytes. A file that is its own has one of 28.
    private static let limit: UInt64 = 1 << 16
    /// Bytes of a reference before what it names: size, type, version and flags.
    private static let headerBytes = 12

    /// Looks at the references of a track, by its `minf` box (ISO/IEC 14496-12 §8.7.2).
    ///
    /// - Throws: ``FootageError/notARecording(path:cause:)``, ``FootageError/notReadable(path:cause:)``.
    static func check(_ information: FileBox, in file: SourceBytes) throws(FootageError) {
        guard
            let box = try information.first(FileBox.dataInformation, in: file)?
                .first(FileBox.dataReferences, in: file)
        else { return }
        guard box.end - box.content <= limit else {
            throw .notARecording(
                path: file.path,
                cause: "a track of it names more places for its samples than any recorder does")
        }
        // Version, flags and a count come first.
        let bytes = try file.read(at: box.content, count: Int(box.end - box.content))
        var rest = bytes.dropFirst(8)
        while rest.count >= headerBytes {
            let size = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            guard size >= headerBytes else { return }
            let reference = rest.prefix(size)
            let isOwn = reference[reference.startIndex + headerBytes - 1] & 1 == 1
            // Some recorders leave the flag out and name nothing.
            guard isOwn || reference.dropFirst(headerBytes).allSatisfy({ $0 == 0 }) else {
                throw .notARecording(
                    path: file.path, cause: "the samples of a track lie in another file, which is not opened")
            }
            rest = rest.dropFirst(size)
        }
    }
}
