import Foundation

/// How much is tried, and where it begins: told by the environment, so that any run can be repeated.
///
/// - `PROFFER_FUZZ_SEED`: where the random numbers begin; always the same unless given.
/// - `PROFFER_FUZZ_FIRST`: the first run.
/// - `PROFFER_FUZZ_RUNS`: how many runs.
/// - `PROFFER_FUZZ_JOURNAL`: a file that names the run under way, for when it ends the process.
/// - `PROFFER_FUZZ_SHOW`: outcomes with this text are told line by line; a single run always is.
/// - `PROFFER_FUZZ_KEEP`: a file that the spoiled recording is written to as well; with a single run.
struct FuzzSettings {
    let seed: UInt64
    let runs: Range<Int>
    let journal: String?
    let keep: String?
    private let show: String?

    /// - Parameter share: of the runs asked for, in percent; parsers without files go faster.
    init(share: Int = 100, slice: Int) {
        let environment = ProcessInfo.processInfo.environment
        let asked = environment["PROFFER_FUZZ_RUNS"].flatMap(Int.init).map { max(1, $0 * share / 100) }
        let first = environment["PROFFER_FUZZ_FIRST"].flatMap(Int.init) ?? 0
        seed = environment["PROFFER_FUZZ_SEED"].flatMap { UInt64($0) } ?? 20_261_124
        runs = first..<first + (asked ?? slice)
        journal = environment["PROFFER_FUZZ_JOURNAL"]
        show = environment["PROFFER_FUZZ_SHOW"]
        keep = runs.count == 1 ? environment["PROFFER_FUZZ_KEEP"] : nil
    }

    /// Whether a person wants to read what became of a run.
    func shows(_ outcome: String) -> Bool { runs.count == 1 || show.map(outcome.contains) ?? false }

    /// How a run is repeated alone.
    func replay(_ run: Int) -> String {
        "PROFFER_FUZZ_SEED=\(seed) PROFFER_FUZZ_FIRST=\(run) PROFFER_FUZZ_RUNS=1"
    }
}
