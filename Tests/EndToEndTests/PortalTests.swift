import Foundation
import Peers
import Testing

/// Each rule is a scenario of `Tests/Browser/scenarios.py`, driven with Debian's Chromium.
@Suite("The owner's page in a real browser")
struct PortalTests {
    private func holds(_ scenario: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let folder = try ScratchFolder()
        let script = Repository.root.appending(path: "Tests/Browser/scenarios.py").path
        let run = try CommandRun.run(
            try Peer.python(), ["-B", script, scenario], in: folder,
            environment: ["PROFFER": try CommandRun.binary().path])
        #expect(run.status == 0, "\(run.stderr)", sourceLocation: sourceLocation)
    }

    @Test("the cookie comes by a page in a file, and the secret stands in no address and on no command line")
    func entry() throws { try holds("entry") }

    @Test("another host, another page, a form that is not ours and whoever has no cookie get nothing")
    func guarded() throws { try holds("guard") }

    @Test("another server of this computer gets no cookie of the page's")
    func otherPort() throws { try holds("other_port") }

    @Test("it ends when nobody uses it and says so; stopped, it leaves none of its files")
    func ending() throws { try holds("ending") }

    @Test("a key is made once, and its sheet brings it back on another computer")
    func key() throws { try holds("key") }

    @Test("who asks is trusted only once all four lines were compared")
    func who() throws { try holds("who") }

    @Test("a name that is known with other digits is a red stop, and there is no way to trust it")
    func impostor() throws { try holds("impostor") }

    @Test("a number that stands anywhere in the request, or on its card, is not one to call")
    func theirNumber() throws { try holds("their_number") }

    @Test("the revocation of a card is taken in, and what that card asks for is stopped")
    func cardRevoked() throws { try holds("card_revoked") }

    @Test("a no is signed by the passphrase, once, whatever is pressed again")
    func decline() throws { try holds("decline") }

    @Test("less can be offered, and never more than is asked for")
    func offer() throws { try holds("offer") }

    @Test("from a request in a mail folder to a bundle on a stick it takes 25 presses, and no command")
    func road() throws { try holds("road") }

    @Test(
        "the whole road is walked by the keyboard alone, without script, and with Reload, Back and Forward at every screen",
        arguments: ["road_by_keyboard", "road_without_script", "road_restless"])
    func everyWay(scenario: String) throws { try holds(scenario) }

    @Test("what is read is what is signed, sealed, watched, saved and compared, and verify accepts it")
    func agree() throws { try holds("agree") }

    @Test("a seal is stopped without a trace, and what was taken back is sealed no more")
    func takeBack() throws { try holds("take_back") }

    @Test("a yes that ran out before anything was sealed is said to have, and another can be said")
    func ranOut() throws { try holds("ran_out") }

    @Test("after a yes was taken back, another has a bundle of its own, and the earlier one stays taken back")
    func yesAgain() throws { try holds("yes_again") }

    @Test(
        "what the page made leads to its case when it is given again; a bundle whose end is missing does not")
    func givenAgain() throws { try holds("given_again") }

    @Test(
        "nobody uses the page while a bundle is made: it is made all the same, and the page ends afterwards")
    func busy() throws { try holds("busy") }

    @Test("the short clips of a Reolink and a Ring camera lead to a bundle that verify accepts")
    func shortClips() throws { try holds("short_clips") }

    @Test("killed while it seals, the server leaves nothing, and seals again under the same consent")
    func killed() throws { try holds("killed") }
    @Test(
        "cameras are chosen by their pictures, and what is open of them is asked once and can be taken back")
    func recordings() throws { try holds("recordings") }

    @Test("whose clock it is, is said in words or measured; the telephone's page is that page and no other")
    func clock() throws { try holds("clock") }

    @Test("what a file is, its content tells, and a wrong one is said kindly")
    func files() throws { try holds("files") }

    @Test("a file named at the start is what the page opens with")
    func named() throws { try holds("named") }

    @Test("a file can be dropped on the page from the system's own windows")
    func dropped() throws { try holds("dropped") }

    @Test("the whole way to a signed no needs no mouse")
    func keyboard() throws { try holds("keyboard") }

    @Test("all but dropping works without script")
    func withoutScript() throws { try holds("without_script") }

    @Test("killed and started midway, the page goes on where it was")
    func again() throws { try holds("again") }

    @Test(
        "no screen has a fault that axe finds, or is wider than a telephone, light and dark",
        arguments: ["english", "spanish"])
    func screens(_ language: String) throws { try holds("screens_\(language)") }

    @Test(
        "what would leave is chosen by handles, keys or typed times, never beyond the request, and plays as it would leave"
    )
    func leaving() throws { try holds("leaving") }

    @Test("a typed time that clocks show twice is asked about; a handle tells which it means")
    func leavingTwice() throws { try holds("leaving_twice") }

    @Test("what the browser cannot decode is encoded anew as it plays, and that is said")
    func leavingCoded() throws { try holds("leaving_coded") }

    @Test("what would leave is chosen and played without script")
    func leavingPlain() throws { try holds("leaving_plain") }

    @Test("the page about what would leave has no fault that axe finds, and is not wider than a telephone")
    func leavingScreens() throws { try holds("leaving_screens") }
}
