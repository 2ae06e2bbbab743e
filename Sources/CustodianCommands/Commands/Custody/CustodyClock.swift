import ArgumentParser
import CustodyDesk
import Presentation

/// `proffer custody clock`.
package struct CustodyClock<Media: MediaAbility>: ParsableCommand {
    package init() {}

    package static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "clock",
            abstract: "Write down how far a camera's clock was found to be off after the bundle was sealed.",
            discussion: """
                Needs the file that a measurement of clock codes was written to, or two times: what the camera showed, and what \
                the time truly was, each with its offset as the camera's clock runs. It stands beside the owner's word in reports, \
                certifications and viewing copies, never in its place. Camera and times are read by the bundle's recipients and \
                the owner, and by nobody else. Only who holds the bundle and can open it writes this.

                EXAMPLE
                  \(Program.name) custody clock bundle.tar --identity tom.identity --measurement clock.json
                  \(Program.name) custody clock bundle.tar --identity tom.identity --camera front-door \\
                    --camera-time 2026-08-05T11:33:08+02:00 --true-time 2026-08-05T11:30:00+02:00 --within 1 \\
                    --photograph screen.jpg
                """)
    }

    @Argument(help: ArgumentHelp("The bundle.", valueName: "bundle"), completion: .file())
    package var bundle: String

    @OptionGroup package var identity: IdentityOptions

    @Option(
        help: ArgumentHelp("The camera's name in the bundle, where there are several.", valueName: "camera"))
    package var camera: String?

    @Option(
        help: ArgumentHelp("The file of a measurement by clock codes.", valueName: "file"),
        completion: .file())
    package var measurement: String?

    @Option(help: ArgumentHelp("What the camera showed, with its offset from UTC.", valueName: "time"))
    package var cameraTime: String?

    @Option(help: ArgumentHelp("What the time truly was then, with an offset from UTC.", valueName: "time"))
    package var trueTime: String?

    @Option(help: ArgumentHelp("How near to each other both were read.", valueName: "seconds"))
    package var within: String?

    @Option(
        help: ArgumentHelp(
            "The photograph of both, whose name and SHA-256 are written down.", valueName: "file"),
        completion: .file())
    package var photograph: String?

    @Option(help: ArgumentHelp("Who measured, where that is not you.", valueName: "text"))
    package var measuredBy: String?

    @OptionGroup package var timestamps: TimestampOptions
    @OptionGroup package var custody: CustodyFileOptions
    @OptionGroup package var trust: SignerOptions
    @OptionGroup package var result: ResultOptions

    package func validate() throws { _ = try evidence() }

    private func evidence() throws -> MeasuredCamera.Evidence {
        if let measurement {
            guard cameraTime == nil, trueTime == nil, within == nil, photograph == nil else {
                throw ValidationError("--measurement holds all of it: leave the times out.")
            }
            return .codes(file: measurement)
        }
        guard let cameraTime, let trueTime, let within else {
            throw ValidationError("Give --measurement, or --camera-time, --true-time and --within.")
        }
        return .photograph(cameraTime: cameraTime, trueTime: trueTime, within: within, file: photograph)
    }

    package func run() throws {
        let trusted = try trust.load()
        let written = try MeasuredCamera(
            of: bundle, camera: camera, try evidence(), measuredBy: measuredBy,
            authorities: timestamps.tsaRoots, custody: custody.place
        ).write(by: identity.atHand, trust: trusted, media: Media.checks, noting: Output.note)
        try result.show(json: written.facts) { page in
            if let last = written.chain.links.last {
                page.paragraph("Written into \(written.file.harmless) as entry \(last.entry.sequence):")
                for sentence in written.sentences { page.paragraph(sentence + ".") }
                page.gap()
                page.paragraph(
                    "Write down the digest: with it, verify --custody-head shows later that the entry is still there."
                )
                page.facts([.init("Digest", last.digest.hex)])
            }
        }
        try written.reliance.end()
    }
}
