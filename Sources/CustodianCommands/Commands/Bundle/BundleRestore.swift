import ArgumentParser
import CustodyDesk
import Presentation

/// `proffer bundle restore`.
struct BundleRestore: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "restore",
            abstract: "Make the bundle again of its files, byte for byte as it was.",
            discussion: """
                A bundle has one form, so its files make the same bytes again, whoever packed them in between: a folder it was \
                unpacked into, a tar of any program, a zip, packed by gzip, xz, bzip2 or Zstandard, also within another archive, \
                as mail programs make them. Files beside the bundle's own are named and left out. Where one of its own is \
                missing, there twice, or not as the bundle lists it, that one is named, nothing is written, and the command ends \
                with 1. Check what was made as any bundle. Nothing is changed in what it was made of.

                EXAMPLE
                  \(Program.name) bundle restore bundle.tar.gz
                  \(Program.name) bundle restore unpacked/proffer-8f0c… --out bundle.tar
                """)
    }

    @Argument(
        help: ArgumentHelp("The folder or archive with the bundle's files.", valueName: "folder-or-archive"),
        completion: .file())
    var packed: String

    @Option(
        help: ArgumentHelp(
            "The bundle to write; by default beside what it is made of: evidence.tar of evidence.tar.gz, else the usual name.",
            valueName: "file"), completion: .file())
    var out: String?

    @Flag(help: "Replace the file if it is there already.")
    var force = false

    @OptionGroup var result: ResultOptions

    func run() throws {
        let restored = try BundleToRestore(packed, to: out, replaces: force).restore()
        try result.show(json: restored) { page in
            page.add(restored.passages)
            page.gap()
            page.paragraph("To check it:")
            page.command([Program.name, "verify", restored.file])
        }
    }
}
