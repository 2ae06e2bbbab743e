import Objects
import CFFmpeg
import Glibc

/// libavfilter: the program's own where it was linked into it (docs/decisions/0180-a-media-library-of-our-own.md), and else
/// the system's, loaded when it is first needed.
///
/// The system's brings thirty other libraries with it, 12 MB and 20 ms that every command would pay for
/// (docs/decisions/0044-viewing-copies.md).
struct FilterLibrary {
    typealias Graph = UnsafeMutablePointer<AVFilterGraph>
    typealias Context = UnsafeMutablePointer<AVFilterContext>
    typealias Ends = UnsafeMutablePointer<AVFilterInOut>

    let filter: @convention(c) (UnsafePointer<CChar>?) -> UnsafePointer<AVFilter>?
    let allocGraph: @convention(c) () -> Graph?
    let freeGraph: @convention(c) (UnsafeMutablePointer<Graph?>?) -> Void
    let create:
        @convention(c) (
            UnsafeMutablePointer<Context?>?, UnsafePointer<AVFilter>?, UnsafePointer<CChar>?,
            UnsafePointer<CChar>?, UnsafeMutableRawPointer?, Graph?
        ) -> Int32
    let allocEnds: @convention(c) () -> Ends?
    let freeEnds: @convention(c) (UnsafeMutablePointer<Ends?>?) -> Void
    let parse:
        @convention(c) (
            Graph?, UnsafePointer<CChar>?, UnsafeMutablePointer<Ends?>?, UnsafeMutablePointer<Ends?>?,
            UnsafeMutableRawPointer?
        ) -> Int32
    let configure: @convention(c) (Graph?, UnsafeMutableRawPointer?) -> Int32
    let send: @convention(c) (Context?, UnsafeMutablePointer<AVFrame>?, Int32) -> Int32
    let receive: @convention(c) (Context?, UnsafeMutablePointer<AVFrame>?) -> Int32
    /// Its version, as loaded.
    let version: String

    /// The name of the library that goes with the headers this was built with.
    static let fileName = "libavfilter.so.\(LIBAVFILTER_VERSION_MAJOR)"

    private static let loaded = Result { () throws(FootageError) in try FilterLibrary() }

    /// The library, loaded once for the process and never let go.
    ///
    /// - Throws: ``FootageError/library(operation:cause:path:)`` where it is not installed.
    static func load() throws(FootageError) -> FilterLibrary { try loaded.get() }

    /// The program itself, where the library is part of it.
    private static var linkedIn: UnsafeMutableRawPointer? {
        guard let program = dlopen(nil, RTLD_NOW), dlsym(program, "avfilter_version") != nil else {
            return nil
        }
        return program
    }

    private init() throws(FootageError) {
        guard let handle = Self.linkedIn ?? dlopen(Self.fileName, RTLD_NOW | RTLD_LOCAL) else {
            throw .library(
                operation: "making a viewing copy",
                cause:
                    "\(Self.fileName) cannot be loaded; install it (Debian: libavfilter\(LIBAVFILTER_VERSION_MAJOR))",
                path: nil)
        }
        func symbol(_ name: String) throws(FootageError) -> UnsafeMutableRawPointer {
            guard let address = dlsym(handle, name) else {
                throw .library(
                    operation: "making a viewing copy", cause: "\(Self.fileName) has no \(name)", path: nil)
            }
            return address
        }
        filter = unsafeBitCast(
            try symbol("avfilter_get_by_name"),
            to: (@convention(c) (UnsafePointer<CChar>?) -> UnsafePointer<AVFilter>?).self)
        allocGraph = unsafeBitCast(
            try symbol("avfilter_graph_alloc"), to: (@convention(c) () -> Graph?).self)
        freeGraph = unsafeBitCast(
            try symbol("avfilter_graph_free"),
            to: (@convention(c) (UnsafeMutablePointer<Graph?>?) -> Void).self)
        create = unsafeBitCast(
            try symbol("avfilter_graph_create_filter"),
            to: (@convention(c) (
                UnsafeMutablePointer<Context?>?, UnsafePointer<AVFilter>?, UnsafePointer<CChar>?,
                UnsafePointer<CChar>?, UnsafeMutableRawPointer?, Graph?
            ) -> Int32).self)
        allocEnds = unsafeBitCast(try symbol("avfilter_inout_alloc"), to: (@convention(c) () -> Ends?).self)
        freeEnds = unsafeBitCast(
            try symbol("avfilter_inout_free"),
            to: (@convention(c) (UnsafeMutablePointer<Ends?>?) -> Void).self)
        parse = unsafeBitCast(
            try symbol("avfilter_graph_parse_ptr"),
            to: (@convention(c) (
                Graph?, UnsafePointer<CChar>?, UnsafeMutablePointer<Ends?>?, UnsafeMutablePointer<Ends?>?,
                UnsafeMutableRawPointer?
            ) -> Int32).self)
        configure = unsafeBitCast(
            try symbol("avfilter_graph_config"),
            to: (@convention(c) (Graph?, UnsafeMutableRawPointer?) -> Int32).self)
        send = unsafeBitCast(
            try symbol("av_buffersrc_add_frame_flags"),
            to: (@convention(c) (Context?, UnsafeMutablePointer<AVFrame>?, Int32) -> Int32).self)
        receive = unsafeBitCast(
            try symbol("av_buffersink_get_frame"),
            to: (@convention(c) (Context?, UnsafeMutablePointer<AVFrame>?) -> Int32).self)
        let number = unsafeBitCast(try symbol("avfilter_version"), to: (@convention(c) () -> UInt32).self)()
        version = "\(number >> 16).\(number >> 8 & 0xFF).\(number & 0xFF)"
    }
}
