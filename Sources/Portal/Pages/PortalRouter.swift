import Hummingbird

/// Where the screens add their pages: within the session's folder.
typealias PortalRouter = RouterGroup<BasicRequestContext>
