/// What a check shows when it holds, and what it does not show: the one table of limits, on every page that lists
/// checks, and in docs/spec/report.md.
package struct CheckMeaning: Sendable, Hashable {
    /// The check's name, as reports have it.
    package let check: String
    /// What it shows when it holds.
    package let shows: String
    /// What it does not show, though a reader may think so.
    package let doesNotShow: String

    private init(_ check: String, _ shows: String, not doesNotShow: String) {
        self.check = check
        self.shows = shows
        self.doesNotShow = doesNotShow
    }

    /// The meaning of a check; nil for one that is not in the table.
    package static func of(_ check: String) -> CheckMeaning? { all.first { $0.check == check } }

    /// All of them, in the order checks are made.
    package static let all: [CheckMeaning] = [
        CheckMeaning(
            "archive well-formed",
            "The file is one archive of the expected build, with nothing before, between or after.",
            not: "Who made it."),
        CheckMeaning(
            "no member missing or added", "It has exactly the files a bundle has.",
            not: "That their content is the original one."),
        CheckMeaning(
            "manifest lists exactly the payload",
            "The list of hashes names every encrypted file and no other.",
            not: "That the list itself is original: the seal shows that."),
        CheckMeaning(
            "every payload file matches its manifest",
            "Each encrypted file has the SHA-256 that is listed for it.",
            not: "That the list itself is original: the seal shows that."),
        CheckMeaning(
            "every tag file matches its manifest",
            "The accompanying files are as listed.",
            not:
                "That the list itself is original: the seal shows that of all but the timestamp, which holds or does not by its own check."
        ),
        CheckMeaning(
            "bag declaration and size are right",
            "The packing follows its standard (BagIt 1.0), and the size given is the real one.",
            not: "Anything about the content."),
        CheckMeaning(
            "README.txt is the known text",
            "The instructions inside are those of the tool, and not words of whoever sealed.",
            not: "Anything about the content."),
        CheckMeaning(
            "seal signature is good",
            "Whoever holds the signing key made the seal, and it has not changed since.",
            not: "Who that person is, and that nobody else used their key."),
        CheckMeaning(
            "seal covers every file before it",
            "Not one bit of the encrypted files, the instructions and the lists changed since they were sealed; none was added or taken away.",
            not:
                "That what was sealed is true to life, or that who sealed is the owner: anybody can take a seal off and put their own on."
        ),
        CheckMeaning(
            "bundle id is the same everywhere", "The parts belong to one bundle.", not: "Anything more."),
        CheckMeaning(
            "signer is known",
            "The seal is by a card that whoever checked had marked as trusted.",
            not:
                "That the card was compared with the person: ask who compared the fingerprint, and how. That this person is the owner who consented: only with a key does that show."
        ),
        CheckMeaning(
            "timestamp", "A time-stamping authority saw the seal at the time it names.",
            not: "When the footage was recorded."),
        CheckMeaning(
            "time of sealing fits the timestamp",
            "The owner's machine gave a time of sealing that the authority's clock bears out.",
            not: "When the footage was recorded."),
        CheckMeaning(
            "record belongs to this bundle",
            "The description inside is of this bundle and names the same time of sealing.",
            not: "That the description is true: other checks test parts of it."),
        CheckMeaning(
            "each object has its facts",
            "What is said of each clip lies beside it, is of this bundle and this clip, and says the same of its recording as the description of the whole; and the clip's name is made of its number, camera and kind.",
            not: "That it is true: other checks test parts of it."),
        CheckMeaning(
            "request is signed by who asks",
            "The request is unchanged since its signer signed it, and nothing is put beside it or into it that nobody reads.",
            not: "That the signer is who they say."),
        CheckMeaning(
            "requester is known",
            "The request's signer is a card that whoever checked had marked as trusted.",
            not: "That the request was lawful."),
        CheckMeaning(
            "consent is signed by who sealed",
            "The consent and the seal are by the same card and key, and nothing is put beside the consent or into it that nobody reads.",
            not: "That the person was free to decide, or owns the cameras."),
        CheckMeaning(
            "consent answers the request and held when sealed",
            "The consent is for this very request, agrees to no more than it asks, and had not expired when the bundle was sealed.",
            not: "That it was not revoked later, or earlier without the sealing machine knowing."),
        CheckMeaning(
            "consent held at the time of the timestamp",
            "The consent had not expired by the authority's clock either.", not: "That it was not revoked."),
        CheckMeaning(
            "encrypted to the named recipients and the owner only",
            "The record, the facts and each clip are encrypted to the keys on the cards of the request's readers and the owner, to each of them and to nobody else; and each has a key of its own.",
            not: "That nobody passed the content or a file's key on, before or after sealing it."
        ),
        CheckMeaning(
            "every object lies in what was granted",
            "By the record, each clip is of a camera and a time that was agreed to, with sound only where that was.",
            not: "That the camera's label or clock is right."),
        CheckMeaning(
            "every object is the file the record describes",
            "Each opened file has the SHA-256 and size in the record.", not: "Anything about what it shows."),
        CheckMeaning(
            "every stored sample lies inside the window",
            "Every picture and sound packet stored in each clip, hidden ones too, was looked at, and lies inside the agreed time as the camera's clock has it.",
            not: "That the camera's clock was right."),
        CheckMeaning(
            "tracks, counts and times are as the record says",
            "The clips have the number of pictures and the times that were written down when they were made.",
            not: "That no picture was missing in the recording itself."),
        CheckMeaning(
            "nothing of the granted time is missing without a word",
            "What was agreed to is in the clips, picture by picture without a longer pause than the camera's own, or the record says which time is not, and why; and what it says so does not contradict the proofs.",
            not:
                "That the reasons are true where nothing shows them: that no recording covers a time is the sealer's word."
        ),
        CheckMeaning(
            "reasons in the record agree with its objects",
            "Why tracks were left out, clips encoded anew and starts doubted does not contradict what is in the bundle; each recording is named once, and something in the bundle is of it.",
            not: "That the reasons are true beyond that: they are the sealing program's word."),
        CheckMeaning(
            "originals are an unmodified run of the recording",
            "The packets of each original clip are ones the owner was bound to when sealing: none missing between, none added, none changed, in order.",
            not:
                "That the recording is as the camera made it; whoever has the recording can compare (verify --source). It says nothing of clips that were encoded anew."
        ),
        CheckMeaning(
            "starts are read from what was committed to",
            "When each recording starts, and what is said to tell it, is what its name or container says, and these were committed to before the request; a zone that is named fits it.",
            not:
                "That the camera's clock was right, by how much it was off, nor that the zone is the camera's: these are the owner's word. Where it is “not checked”, the start, or the name it is read from, is the owner's word."
        ),
        CheckMeaning(
            "pictures encoded anew stand for the recording's access units, time for time",
            "Where clips were encoded anew, and of each still, there is one picture for each access unit that the owner was bound to when sealing, at its time; and of H.264 and HEVC, none of a clip is a key frame, from which on originals could have been handed over.",
            not: "What these pictures show: only the recording tells (verify --source)."),
        CheckMeaning(
            "pictures encoded anew are packed so that nothing else fits in",
            "Stills and clips encoded anew without loss are, byte for byte, what their pictures are packed to; other clips encoded anew hold slices of pictures and nothing beside them.",
            not: "That the pictures are true to the recording."),
        CheckMeaning(
            "the recordings existed before the request",
            "A time-stamping authority saw a fingerprint of the recording before it was asked for, and every original was found to be of it.",
            not:
                "That the recording was genuine then. Where it is “not checked”, that speaks neither for nor against the footage."
        ),
        CheckMeaning(
            "the recordings given are those of the record",
            "Among the files at hand are the very recordings that the record names, and none that clips are from is missing.",
            not: "That the file is as the camera made it."),
        CheckMeaning(
            "the record says what is in the recordings given",
            "Unit of time, start of the tracks, codec headers, sizes, container, texts on the device and proofs of origin were read from the recording and are as the record says.",
            not:
                "That the recording is as the camera made it. The owner's word (label, zone, a given start, a clock's error) is in no file."
        ),
        CheckMeaning(
            "what the record says is missing is so in the recordings given",
            "The cut was planned anew from the recordings: what is said to be left out is left out of it, for the same reasons, and nothing that could be handed over lies in a time that is said to be missing.",
            not:
                "That there is no other recording. What the owner chose, and what another machine could not decode, is the word of who sealed."
        ),
        CheckMeaning(
            "originals are in the recordings given, unit for unit",
            "Each original clip was compared with the recording, packet by packet.",
            not: "That the recording is as the camera made it."),
        CheckMeaning(
            "the commitment is that of the whole recordings given",
            "The owner was bound to the whole recording at hand, not only to the part handed over.",
            not: "That the recording is as the camera made it."),
        CheckMeaning(
            "pictures encoded anew show what the recording shows",
            "Each picture was compared with the recording's of the same time, block by block of 16 by 16 samples, and differs by no more than encoding finely does.",
            not:
                "That the recording is as the camera made it. Differences of two levels in sixteen are let pass."
        ),
        CheckMeaning(
            "lossless: every decoded frame equals the recording's",
            "Clips encoded anew without loss decode to the recording's very pictures.",
            not: "That the recording is as the camera made it."),
        CheckMeaning(
            "stills are the recording's pictures",
            "Each still is the recording's picture of that moment, sample by sample.",
            not: "That the recording is as the camera made it."),
        CheckMeaning(
            "a custody chain is there",
            "Nothing by itself; where there is none, nobody wrote down who held the bundle.",
            not: "That it was in wrong hands."),
        CheckMeaning(
            "every entry is as it was signed", "Each entry is unchanged since whoever it names signed it.",
            not: "That it is true."),
        CheckMeaning(
            "every entry is about this bundle", "The account is of this bundle and no other.",
            not: "Anything more."),
        CheckMeaning(
            "no entry is missing, moved or doubled",
            "Between the first and the last entry none was removed, moved, repeated or put beside another.",
            not: "That no entry was removed at the end."),
        CheckMeaning(
            "every entry is by who held the bundle",
            "By the account itself, whoever wrote an entry held the bundle then.",
            not: "That nobody else had it meanwhile."),
        CheckMeaning(
            "transfers are signed by both", "Giver and receiver of each hand-over signed for it.",
            not: "When exactly it happened."),
        CheckMeaning(
            "everyone in the chain is known", "Each is a card that whoever checked had marked as trusted.",
            not: "That the cards were compared with the people."),
        CheckMeaning(
            "times follow the order",
            "No entry is dated before the one it follows, or in a time that is yet to come.",
            not: "That the clocks were right."),
        CheckMeaning(
            "this is the file that was received",
            "The file at hand is, to the bit, the one the entries name.", not: "That no other copy exists."),
        CheckMeaning(
            "the timestamp is the one that was received",
            "The timestamp over the seal, which the seal itself cannot cover, is the one that every entry names.",
            not: "That the bundle had this timestamp before its first entry was written."),
        CheckMeaning(
            "nothing is missing at the end", "An entry that was known from elsewhere is still there.",
            not: "That nothing was added or left out after it."),
    ]

    /// What no check shows.
    package static let never = [
        "That the scene was real and not staged.",
        "That a camera's clock was right, beyond what is said under “Clocks”.",
        "That the time of sealing is exact, unless a timestamp says so: it is what the owner's machine said.",
        "Who is to be seen or heard.",
        "What was recorded outside what the owner agreed to hand over: nothing in this bundle tells, and no conclusion can be drawn from its absence.",
    ]
}
