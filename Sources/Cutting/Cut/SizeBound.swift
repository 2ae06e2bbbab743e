import Objects
import Recordings
import Records
import Statements

/// Bounds a master's size from the demuxer's index, without reading the packets.
enum SizeBound {
    /// The most bytes the master can have before padding; nil where the index does not cover it, as in
    /// fragmented files.
    static func bytes(
        _ input: MediaInput, _ picture: PictureCut?, _ sound: [SoundCut]
    ) throws(FootageError) -> UInt64? {
        guard input.isISOBaseMedia else { return nil }
        var payload: UInt64 = 0
        var samples: UInt64 = 0
        var headers = 0
        var tracks = 0
        var longSteps: UInt64 = 0
        func add(_ track: Int, _ range: Range<Int64>) throws(FootageError) -> Bool {
            guard let found = try sum(input, track: track, range) else { return false }
            payload += found.bytes
            samples += found.count
            longSteps += found.longSteps
            let parameters = try input.parameters(track)
            // Where units get other lengths than the source has, only writing tells.
            guard SampleForm(parameters) == .asItIs else { return false }
            headers += Int(max(0, parameters.pointee.extradata_size))
            tracks += 1
            return true
        }
        if let picture, let master = picture.master {
            guard try add(picture.track, master.firstDTS..<(master.endDTS ?? .max)) else { return nil }
        }
        for sound in sound where try !add(sound.track, sound.window) { return nil }
        return payload
            + MovieForm.overhead(
                samples: samples, payloadBytes: payload, tracks: tracks, codecHeaderBytes: headers,
                longSteps: longSteps)
    }

    /// How many entries of a track's index are decoded in a range, and their bytes; nil where the index
    /// does not reach past the range and so may not be whole.
    private static func sum(
        _ input: MediaInput, track: Int, _ range: Range<Int64>
    ) throws(FootageError) -> (count: UInt64, bytes: UInt64, longSteps: UInt64)? {
        try input.needIndex(track: track, range)
        let count = try input.indexCount(track: track)
        guard count > 0 else { return nil }
        // Decoding times rise, so the first entry of the range is found by halving.
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if try input.indexEntry(track: track, middle).dts < range.lowerBound {
                low = middle + 1
            } else {
                high = middle
            }
        }
        // Samples of no length are decoded a tick after each other, and have one time here.
        while low > 1,
            try input.indexEntry(track: track, low - 1).dts == input.indexEntry(track: track, low - 2).dts
        {
            low -= 1
        }
        var number = low
        var bytes: UInt64 = 0
        var longSteps: UInt64 = 0
        let unit = TimeBase(try input.track(track).pointee.time_base)
        var last: Int64?
        while number < count {
            let entry = try input.indexEntry(track: track, number)
            if entry.dts >= range.upperBound { return (UInt64(number - low), bytes, longSteps) }
            // Said now, and not when half the object has been written.
            if let last, entry.dts < last {
                throw .timesNotUsable(
                    path: input.path, reason: "its packets are not in the order they are decoded in")
            }
            // A step of a second or more may be too long for a fragment, whatever the object counts in.
            if let last, Placement.nanoseconds(entry.dts - last, in: unit) >= WallTime.nanosecondsPerSecond {
                longSteps += 1
            }
            last = entry.dts
            bytes += UInt64(max(0, entry.size))
            number += 1
        }
        return try input.indexIsWhole(track: track) ? (UInt64(number - low), bytes, longSteps) : nil
    }
}
