import Objects
import Recordings
import Records
import CFFmpeg

/// Encodes chosen pictures of a track anew: those a master cannot hold because what they refer to lies outside
/// the window. The result is a derivative (docs/rules.md, R2), and ``facts()`` says how it was made and how close it is.
///
/// Pictures that were not asked for are decoded, because others refer to them, and then dropped. How close the new
/// ones come is measured afterwards (``PictureComparison``).
final class DerivativeEncoder {
    /// The times of the pictures encoded so far, in order.
    private(set) var encodedTimes: [Int64] = []
    /// The wanted times that the decoder passed without delivering a picture; complete after the end.
    private(set) var missing: [Int64] = []
    /// How many of the pictures encoded were damaged in the source and concealed by the decoder.
    private(set) var damagedFrames = 0

    private let encoding: PictureEncoding
    private let decoder: VideoDecoder
    private let timeBase: AVRational
    private let sampleAspectRatio: AVRational
    private let wanted: [Int64]
    private let reason: DerivativeReason
    private let decoded: Frame
    private let packet: Packet
    private var nextWanted = 0
    private var latest: Int64?
    private var output: Output?

    /// What exists from the first wanted picture on.
    private struct Output {
        let source: PictureLayout
        let conversion: PictureConversion?
        let encoder: PictureEncoder
        /// How long the pictures in the encoder last, by their times.
        var durations: [Int64: Int64] = [:]
    }

    /// - Parameters:
    ///   - parameters: the source track's; read only here.
    ///   - timeBase: the source track's, of every time in and out.
    ///   - sampleAspectRatio: the container's; where it is not positive the pictures' own holds.
    ///   - wanted: the presentation times of the pictures to encode, sorted, each once.
    ///   - reason: why the original packets cannot be handed over, for the record.
    ///   - encoding: how they are encoded.
    init(
        parameters: UnsafePointer<AVCodecParameters>, timeBase: AVRational, sampleAspectRatio: AVRational,
        wanted: [Int64], reason: DerivativeReason, encoding: PictureEncoding
    ) throws(FootageError) {
        self.encoding = encoding
        decoder = try VideoDecoder(parameters: parameters, timeBase: timeBase)
        decoded = try Frame()
        packet = try Packet()
        self.timeBase = timeBase
        self.sampleAspectRatio = sampleAspectRatio
        self.wanted = wanted
        self.reason = reason
    }

    /// The new track's, for the muxer; nil before the first picture is encoded, there from the first call of
    /// `emit` on. It stays valid as long as this object.
    var codecParameters: UnsafePointer<AVCodecParameters>? { output?.encoder.parameters }

    /// Takes the source's packets in decoding order, the first a random-access point, and nil after the last.
    ///
    /// `emit` is lent each encoded packet, with times of the source and the duration its picture had there; it may
    /// take the packet's reference.
    func feed(
        _ source: UnsafePointer<AVPacket>?, emit: (UnsafeMutablePointer<AVPacket>) throws -> Void
    ) throws {
        try decoder.send(source)
        while try decoder.receive(into: decoded) {
            if try isWanted(decoded) {
                try encode(decoded, emit: emit)
            } else {
                decoded.empty()
            }
        }
        if source == nil { try finish(emit: emit) }
    }

    /// How the pictures were encoded.
    func facts() -> DerivativeFacts {
        DerivativeFacts(
            reason: reason,
            encoder: output?.encoder.facts
                ?? .library(encoding == .lossless ? .ffv1 : .libx264, avcodec_version()),
            settings: output?.encoder.settings ?? DerivativeSettings(options: [:]),
            frames: UInt64(encodedTimes.count),
            lossless: encoding == .lossless ? true : nil)
    }

    /// Moves along the wanted times; pictures come in presentation order, so what lies behind was not delivered.
    private func isWanted(_ frame: Frame) throws(FootageError) -> Bool {
        guard let time = frame.presentationTime else { return false }
        if let latest, time <= latest {
            guard wanted.contains(time) else { return false }
            throw .library(
                operation: "decoding the pictures to encode anew",
                cause: "the picture of \(time) came twice, or after the one of \(latest)", path: nil)
        }
        latest = time
        while nextWanted < wanted.count, wanted[nextWanted] < time {
            missing.append(wanted[nextWanted])
            nextWanted += 1
        }
        guard nextWanted < wanted.count, wanted[nextWanted] == time else { return false }
        nextWanted += 1
        return true
    }

    private func encode(_ frame: Frame, emit: (UnsafeMutablePointer<AVPacket>) throws -> Void) throws {
        try encoding.checkLossless(frame)
        if output == nil { output = try open(for: frame) }
        if let expected = output?.source, expected != frame.layout {
            throw FootageError.library(
                operation: "encoding the pictures anew",
                cause: "they change from \(expected) to \(frame.layout) in the middle", path: nil)
        }
        if frame.isDamaged { damagedFrames += 1 }
        if let time = frame.presentationTime {
            encodedTimes.append(time)
            output?.durations[time] = frame.pointer.pointee.pkt_duration
        }
        try output?.encoder.send(output?.conversion?.convert(frame) ?? frame)
        frame.empty()
        try drain(emit: emit)
    }

    private func open(for frame: Frame) throws(FootageError) -> Output {
        let conversion = try PictureConversion.needed(for: frame, encoding: encoding)
        let encoder = try PictureEncoder(
            encoding, first: conversion?.convert(frame) ?? frame, timeBase: timeBase,
            sampleAspectRatio: sampleAspectRatio, conversion: conversion?.facts)
        return Output(source: frame.layout, conversion: conversion, encoder: encoder)
    }

    private func finish(emit: (UnsafeMutablePointer<AVPacket>) throws -> Void) throws {
        missing += wanted[nextWanted...]
        nextWanted = wanted.count
        guard let output else { return }
        try output.encoder.send(nil)
        try drain(emit: emit)
        guard let left = self.output?.durations.keys.min() else { return }
        throw FootageError.library(
            operation: "encoding the pictures anew", cause: "the picture of \(left) did not come out",
            path: nil)
    }

    /// Lends the packets that are ready to `emit`.
    private func drain(emit: (UnsafeMutablePointer<AVPacket>) throws -> Void) throws {
        guard let encoder = output?.encoder else { return }
        while try encoder.receive(into: packet.pointer) {
            defer { packet.unreference() }
            // libx264 gives no durations (libavcodec 59).
            guard let duration = output?.durations.removeValue(forKey: packet.pointer.pointee.pts) else {
                throw FootageError.library(
                    operation: "encoding the pictures anew", cause: "one came out that had not gone in",
                    path: nil)
            }
            packet.pointer.pointee.duration = duration
            if encoding == .visuallyTransparent { packet.dropMessages() }
            try emit(packet.pointer)
        }
    }
}

extension Packet {
    /// Leaves off what stands before the first slice of an H.264 byte stream: x264 signs its first packet with a message.
    fileprivate func dropMessages() {
        let bytes = bytes
        var place = 0
        while place + 3 < bytes.count {
            guard bytes[place] == 0, bytes[place + 1] == 0, bytes[place + 2] == 1 else {
                place += 1
                continue
            }
            // A slice of a picture, or of one that decoding can start at (H.264 §7.4.1).
            guard [1, 5].contains(bytes[place + 3] & 0x1F) else {
                place += 3
                continue
            }
            // A start code may have a zero byte more in front.
            let start = place > 0 && bytes[place - 1] == 0 ? place - 1 : place
            pointer.pointee.data += start
            pointer.pointee.size -= Int32(start)
            return
        }
    }
}
