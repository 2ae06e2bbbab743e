import Records

extension Page {
    /// What in originals is neither picture nor sound: a camera, too, can put a name or a place there.
    ///
    /// - Parameter tables: what each is of, and what is in it. Those with the same kinds share a line: a bundle may be of
    ///   hundreds of recordings.
    package mutating func other(_ tables: [(of: String, table: [OtherBytes])]) {
        let lines = OtherBytes.linesInWords(tables)
        guard !lines.isEmpty else { return }
        gap()
        for line in lines { paragraph(line) }
    }

    /// The same of a bundle's originals, by their names.
    package mutating func other(of record: Record) {
        other(
            record.objects.filter { $0.role == .master }.map { object in
                (object.name, object.tracks.flatMap { $0.other ?? [] })
            })
    }
}
