import Objects
import Records
import CFFmpeg

/// Going to a time.
extension MediaInput {
    /// Goes to a packet of a track that is decoded at or before a time and where reading can begin, or to the
    /// first of the file where there is none.
    package func seek(track: Int, atOrBefore time: Int64) throws(FootageError) {
        if listed != nil {
            var units: [TimeBase] = []
            for index in 0..<trackCount { units.append(TimeBase(try self.track(index).pointee.time_base)) }
            if !(listed?.enter(track, atOrBefore: time, units: units) ?? true) { try openWhole() }
        }
        selectionAtEntry = selection
        risingTimes.restart()
        reorderedTimes.restart()
        if !hasOwnIndex || isReadFromItsStart || isMPEGStream && (places.isEmpty || form == .programStream) {
            return try goToStart(track)
        }
        if let place = places.last(where: { $0.dts <= time }) {
            let code = av_seek_frame(context, -1, place.position, AVSEEK_FLAG_BYTE)
            guard code >= 0 else {
                throw LibraryLog.failure("going to a place in the recording", code, path: path)
            }
            return
        }
        guard places.isEmpty else { return try goToStart(track) }
        for index in pictureTimes.keys { pictureTimes[index]?.restart() }
        if form == .flashVideo { return try goToGuessed(track, atOrBefore: time) }
        guard let times = pictureTimes[track], times.isReordered else {
            return try goToIndexed(track, atOrBefore: time)
        }
        try goToReordered(track, atOrBefore: time)
    }

    /// Goes to about a place in the file, given in parts of its size, and reads the next packet of a track.
    func read(_ part: Int, of parts: Int, track: Int, into packet: Packet) throws(FootageError) -> Bool {
        let size = Int128(max(0, avio_size(context?.pointee.pb)))
        let position = Int64(clamping: size * Int128(part) / Int128(max(1, parts)))
        reorderedTimes.restart()
        guard av_seek_frame(context, -1, position, AVSEEK_FLAG_BYTE) >= 0 else { return false }
        while try read(into: packet) {
            if packet.track == track { return true }
        }
        return false
    }

    private func goToIndexed(_ track: Int, atOrBefore time: Int64) throws(FootageError) {
        if av_seek_frame(context, Int32(track), time, AVSEEK_FLAG_BACKWARD) >= 0 { return }
        if listed != nil {
            try openWhole()
            return try goToIndexed(track, atOrBefore: time)
        }
        // Where no packet is flagged as key frame there is nothing to go back to but any packet.
        if isISOBaseMedia,
            av_seek_frame(context, Int32(track), time, AVSEEK_FLAG_BACKWARD | AVSEEK_FLAG_ANY) >= 0
        {
            return
        }
        try goToStart(track)
    }

    /// Where the library itself reads ahead to find the time (libavformat 59, FLV), it stays at the end of
    /// the file for a time in the last group of pictures; so it is asked for earlier ones until something comes.
    private func goToGuessed(_ track: Int, atOrBefore time: Int64) throws(FootageError) {
        var (target, step) = (time, Int64(1000))
        while step < 1 << 40 {
            if try land(track, atOrBefore: target) != nil {
                return try goToIndexed(track, atOrBefore: target)
            }
            target -= step
            step *= 2
        }
        try goToStart(track)
    }

    /// Made-up decoding times depend on the packets before, so a few more of them are read first.
    private func goToReordered(_ track: Int, atOrBefore time: Int64) throws(FootageError) {
        guard let goal = try land(track, atOrBefore: time) else { return try goToStart(track) }
        var target = goal.pts
        while true {
            let before = try land(track, atOrBefore: target - 1)
            guard let before, before.pts < target else { return try goToStart(track) }
            target = before.pts
            try goToIndexed(track, atOrBefore: target)
            pictureTimes[track]?.restart()
            if try readUp(to: goal.position, of: track) { break }
        }
        try goToIndexed(track, atOrBefore: goal.pts)
    }

    /// Where going to a time leads: the first packet there; nil behind the end.
    private func land(_ track: Int, atOrBefore time: Int64) throws(FootageError) -> (
        pts: Int64, position: Int64
    )? {
        try goToIndexed(track, atOrBefore: time)
        let packet = try Packet()
        while av_read_frame(context, packet.pointer) >= 0 {
            defer { packet.unreference() }
            guard packet.track == track, let pts = packet.pts else { continue }
            return (pts, packet.position)
        }
        return nil
    }

    /// Reads a track up to, without, the packet at a position; false where there were too few of them.
    private func readUp(to position: Int64, of track: Int) throws(FootageError) -> Bool {
        let packet = try Packet()
        while av_read_frame(context, packet.pointer) >= 0 {
            defer { packet.unreference() }
            guard packet.track == track else { continue }
            if packet.position == position { return pictureTimes[track]?.isSettled ?? true }
            _ = pictureTimes[track]?.complete(packet)
        }
        return false
    }

    func goToStart(_ track: Int = 0) throws(FootageError) {
        for index in pictureTimes.keys { pictureTimes[index]?.restart() }
        guard !isMatroska, !isReadFromItsStart else { return try startAnew() }
        let code =
            isMPEGStream
            ? av_seek_frame(context, -1, 0, AVSEEK_FLAG_BYTE)
            : av_seek_frame(context, Int32(track), .min / 2, 0)
        guard code >= 0 else {
            throw LibraryLog.failure("going to the start of the recording", code, path: path)
        }
    }
}
