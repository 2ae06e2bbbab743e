import Cutting
import Objects
import Recordings
import CFFmpeg

/// A chain of filters with one end to put frames in and one to take them out: one `AVFilterGraph`.
///
/// Not `Sendable`: one stage uses it.
final class FilterGraph {
    private let library: FilterLibrary
    private var graph: FilterLibrary.Graph?
    private var source: FilterLibrary.Context?
    private var sink: FilterLibrary.Context?

    private static let doing = "drawing a viewing copy"

    /// - Parameters:
    ///   - source: the name of the filter that frames are put into, `buffer` or `abuffer`, and what it is told of them.
    ///   - chain: the filters between, as libavfilter writes them.
    ///   - sink: `buffersink` or `abuffersink`.
    init(
        source: (name: String, arguments: String), chain: String, sink: String
    ) throws(FootageError) {
        LibraryLog.install()
        library = try FilterLibrary.load()
        graph = library.allocGraph()
        guard let graph else { throw .outOfMemory(Self.doing) }
        // Threads of its own would outlive what asked for them; where there are many chains, their stages are what is shared out.
        graph.pointee.nb_threads = 1
        try check(
            library.create(&self.source, library.filter(source.name), "in", source.arguments, nil, graph),
            Self.doing)
        try check(library.create(&self.sink, library.filter(sink), "out", nil, nil, graph), Self.doing)
        // The ends are named from the chain's side: what it takes comes out of our source.
        var outputs = try end("in", self.source)
        defer { library.freeEnds(&outputs) }
        var inputs = try end("out", self.sink)
        defer { library.freeEnds(&inputs) }
        try check(library.parse(graph, chain, &inputs, &outputs, nil), Self.doing)
        try check(library.configure(graph, nil), Self.doing)
    }

    /// A chain for pictures, the last of which write words.
    convenience init(
        pictures layout: PictureLayout, aspect: AVRational, _ chain: [String]
    ) throws(FootageError) {
        let source =
            "video_size=\(layout.width)x\(layout.height):pix_fmt=\(layout.format.rawValue):time_base=1/1000"
            + ":pixel_aspect=\(aspect.num)/\(aspect.den)"
        do {
            try self.init(
                source: ("buffer", source), chain: chain.joined(separator: ","), sink: "buffersink")
        } catch .library(_, let cause, let path) {
            throw .library(
                operation: "writing words into a viewing copy (it needs a font; Debian: fonts-dejavu-core)",
                cause: cause,
                path: path)
        }
    }

    deinit { library.freeGraph(&graph) }

    private func end(
        _ name: String, _ filter: FilterLibrary.Context?
    ) throws(FootageError) -> FilterLibrary.Ends? {
        guard let end = library.allocEnds() else { throw .outOfMemory(Self.doing) }
        end.pointee.name = av_strdup(name)
        end.pointee.filter_ctx = filter
        end.pointee.pad_idx = 0
        end.pointee.next = nil
        return end
    }

    /// Puts a frame in, whose samples stay the caller's as well; nil says that there is none.
    func send(_ frame: Frame?) throws(FootageError) {
        let flags = frame == nil ? 0 : Int32(AV_BUFFERSRC_FLAG_KEEP_REF)
        try check(library.send(source, frame?.pointer, flags), Self.doing)
    }

    /// Takes a frame out; false when there is none until another is put in.
    func receive(into frame: Frame) throws(FootageError) -> Bool {
        frame.empty()
        let code = library.receive(sink, frame.pointer)
        if code == proffer_AVERROR_EAGAIN || code == proffer_AVERROR_EOF { return false }
        try check(code, Self.doing)
        return true
    }
}
