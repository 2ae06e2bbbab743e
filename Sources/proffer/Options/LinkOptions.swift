import ArgumentParser

/// Whether links in folders are followed.
struct LinkOptions: ParsableArguments {
    @Flag(
        help: ArgumentHelp(
            "Follow links in folders. What one leads to is called by its own path, not by the link's. Without it they are "
                + "left alone and counted, as whoever may write to a folder can make a link to any file of yours."
        ))
    var followLinks = false
}
