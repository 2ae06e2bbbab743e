extension Grant {
    /// `video and sound`; a grant always gives the picture.
    package var contentInWords: String { Wanted(video: true, audio: audio, stills: stills).inWords }
}
