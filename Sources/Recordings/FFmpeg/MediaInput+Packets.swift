import Objects
import CFFmpeg

/// Reading packets, one after the other.
extension MediaInput {
    /// Delivers only these tracks; the others are not even read.
    package func select(_ tracks: Set<Int>) throws(FootageError) {
        selection = tracks
        if listed?.taken.isEmpty ?? true { selectionAtEntry = tracks }
        for index in 0..<trackCount {
            try track(index).pointee.discard =
                tracks.contains(index) && isDelivered(index) ? AVDISCARD_DEFAULT : AVDISCARD_ALL
        }
    }

    /// Reads the next packet of the selected tracks; false at the end of the file.
    ///
    /// - Throws: ``FootageError/truncated(path:cause:)`` where an indexed file ends inside a packet. Where no
    ///   index promises it, a packet cut short is where the recording ends.
    package func read(into packet: Packet) throws(FootageError) -> Bool {
        if form == .programStream { return try readReordered(into: packet) }
        while true {
            do throws(FootageError) {
                let found = try readListed(into: packet)
                guard listed != nil else { return found }
                if found, listed?.take(track: packet.track, dts: packet.dts) ?? true { return true }
                if !found, listed?.isAtEnd(of: selectedTracks) ?? true { return false }
            } catch {
                guard listed != nil else { throw error }
            }
            try continueWhole()
        }
    }

    private var selectedTracks: some Sequence<Int> {
        (0..<trackCount).lazy.filter { self.selection?.contains($0) ?? true }
    }

    /// Reads the next packet that the index lists.
    private func readListed(into packet: Packet) throws(FootageError) -> Bool {
        while true {
            packet.unreference()
            let code = av_read_frame(context, packet.pointer)
            if code < 0, let failure = bytes?.failure as? FootageError { throw failure }
            if code == proffer_AVERROR_EOF {
                // The demuxer takes an end it did not expect for an end; the file's own error flag tells.
                if let io = context?.pointee.pb, io.pointee.error < 0, io.pointee.error != proffer_AVERROR_EOF
                {
                    throw .notReadable(path: path, cause: LibraryLog.meaning(io.pointee.error))
                }
                return false
            }
            guard code >= 0 else { throw .truncated(path: path, cause: LibraryLog.cause(code)) }
            if packet.isDamaged, !isMPEGStream {
                guard isISOBaseMedia else { return false }
                // A fragmented file that lost power ends in the middle of one: no index promises the rest, and what is whole is
                // there.
                if try !indexIsWhole(track: packet.track) { continue }
                throw .truncated(path: path, cause: "the file ends inside a packet that its index promises")
            }
            // AVI writes a packet of no bytes for a picture that is shown longer. And a cover waits in the demuxer
            // since the file was opened, and is delivered whatever was selected.
            if packet.size == 0 || context?.pointee.streams[packet.track]?.pointee.discard == AVDISCARD_ALL {
                continue
            }
            packet.isCodedOtherwise = changes.isBehind(packet)
            // What a lost part of a transport stream left of a frame of sound is none: it has no place in an object, and the
            // frames around it do.
            if let configuration = adtsTracks[packet.track] {
                guard let header = ADTSHeader.strip(packet) else { continue }
                if header.configuration != configuration { packet.isCodedOtherwise = true }
            }
            break
        }
        guard packet.hasUsableTimes else {
            throw .timesNotUsable(path: path, reason: "a packet of it has a time that no recording can reach")
        }
        if pictureTimes[packet.track] != nil {
            if let problem = pictureTimes[packet.track]?.complete(packet) {
                throw .timesNotUsable(path: path, reason: problem)
            }
        } else if packet.pts == nil, let dts = packet.dts, !reorderedTimes.follows(packet.track) {
            if isMPEGStream, try !isShownAsStored(packet.track) {
                throw .timesNotUsable(path: path, reason: "a picture carries no time to be shown at")
            }
            packet.pointer.pointee.pts = dts
        }
        if isISOBaseMedia { try risingTimes.raise(packet, in: self) }
        return true
    }

    /// Whether a track has its packets in the order they are seen or heard in.
    private func isShownAsStored(_ index: Int) throws(FootageError) -> Bool {
        let parameters = try parameters(index).pointee
        return parameters.codec_type != AVMEDIA_TYPE_VIDEO || parameters.video_delay == 0
    }

    /// Reads the next packet of a program stream, with the times that it leaves out.
    private func readReordered(into packet: Packet) throws(FootageError) -> Bool {
        var times = reorderedTimes
        defer { reorderedTimes = times }
        while true {
            guard
                let next = try times.next({ (place: Packet) throws(FootageError) in
                    try readListed(into: place)
                })
            else { return false }
            guard selection?.contains(next.track) ?? true else { continue }
            packet.take(next)
            return true
        }
    }

    /// Goes on reading where it is, with the whole index.
    ///
    /// So far every packet was the file's next, so that as many of each track are passed over.
    private func continueWhole() throws(FootageError) {
        guard let done = listed else { return }
        try openWhole()
        let goal = selection
        if let selectionAtEntry { try select(selectionAtEntry) }
        if let entry = done.entry { try seek(track: entry.track, atOrBefore: entry.time) }
        var left = done.taken.filter { selectionAtEntry?.contains($0.key) ?? true }
        let packet = try Packet()
        while left.contains(where: { $0.value > 0 }) {
            guard try readListed(into: packet), let count = left[packet.track], count > 0 else {
                throw .notARecording(
                    path: path, cause: "its samples are not stored in an order that can be followed")
            }
            left[packet.track] = count - 1
        }
        if let goal { try select(goal) }
    }

    /// Reads the next packet of an object; false at its end. What its bytes' source threw is rethrown.
    package func readObject(into packet: Packet) throws -> Bool {
        do { return try read(into: packet) } catch {
            try bytes?.rethrow()
            throw error
        }
    }
}
