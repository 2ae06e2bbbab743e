import CFFmpeg

/// The ways pictures can be encoded anew.
enum PictureEncoding {
    /// H.264 by libx264, finer than the eye sees, small in memory.
    case visuallyTransparent

    /// The encoder's name in the library.
    var encoder: String {
        switch self {
        case .visuallyTransparent: "libx264"
        }
    }

    /// What the encoder is told, in its own words. The figures were measured on 150 noisy 1080p pictures.
    ///
    /// - `qp=14`: every picture the same fine quantiser, 46 dB there and more where there is less noise. A
    ///   rate control would need the scaled-down copies of its look-ahead: 6 MiB.
    /// - `mvrange=32`: at its default x264 keeps 20 MiB of motion vector costs.
    /// - `subme=0` with `ultrafast`: no interpolated copies of the reference picture, 14 MiB.
    /// - One reference, no B-frames, no look-ahead: a picture goes in, its packet comes out, and decoding times
    ///   are presentation times.
    /// - An endless group of pictures that only its first picture opens.
    var settings: [(name: String, value: String)] {
        switch self {
        case .visuallyTransparent:
            [
                ("preset", "ultrafast"),
                ("tune", "zerolatency"),
                (
                    "x264-params",
                    "qp=14:subme=0:ref=1:bframes=0:keyint=infinite:scenecut=0:rc-lookahead=0"
                        + ":sync-lookahead=0:mbtree=0:weightp=0:mvrange=32:threads=1"
                ),
            ]
        }
    }

    /// Whether the encoder's own pixel format gives the decoder the very planes it was given.
    func takes(_ format: AVPixelFormat) -> Bool {
        switch self {
        // x264 takes grey and two-plane layouts too, but decoders do not hand these back.
        case .visuallyTransparent:
            format.isPlanarLuma && format.descriptor?.nb_components == 3
        }
    }
}
