/// The `README.txt` of every bundle: how to check and open it when nobody remembers Proffer.
///
/// It is the same in every bundle and names nobody. Its commands, the indented lines, are run by
/// `BundleReadMeTests` as they stand here. Whoever changes a byte changes what readers know as ours:
/// docs/spec/bundle.md, README.txt.
package enum BundleReadMe {
    /// The file's content: ASCII, lines of at most 80 characters.
    package static let text = #"""
        WHAT THIS IS

        Video footage, handed over by its owner as evidence. The footage in data/ is
        encrypted; everything beside it can be read and checked by anyone. Nothing
        here needs the software that made it (Proffer). All formats are open:

          bag         BagIt 1.0, RFC 8493, in a POSIX pax tar
          encryption  age v1, https://c2sp.org/age
          seal        DSSE v1 envelope, Ed25519 (RFC 8032), in-toto Statement v1
          timestamp   RFC 3161

        The commands below work in a folder that has the bundle unpacked, inside the
        folder proffer-... Never change the tar itself: keep it as you received it.

            tar xf BUNDLE.tar
            cd proffer-*/

        WHAT IS IN IT

          data/0001.age ...        the clips, in order
          data/0001.facts.age ...  what is known of each clip, JSON: of which recording
                                   it is, how it was made, its SHA-256 when decrypted
          data/record.age          the custody record, JSON: who asked for what and why,
                                   what the owner agreed to, from which recordings
          manifest-sha256.txt      SHA-256 of each encrypted file
          seal.dsse.json           the owner's signature over all of these, over this
                                   file, bagit.txt and bag-info.txt
          seal.tsr                 not in every bundle: the word of a time-stamping
                                   authority that the seal existed at a time
          tagmanifest-sha256.txt   SHA-256 of the files beside data/
          bag-info.txt             date, size, and the bundle's random number

        CHECK THAT NOTHING WAS CHANGED (no key needed)

            sha256sum -c manifest-sha256.txt
            sha256sum -c tagmanifest-sha256.txt

        Every line must end in OK. Any BagIt validator checks the same and also that
        no file was added, for example: bagit.py --validate .

        CHECK THE SEAL, AND WHOSE IT IS (no key needed)

        The hashes could have been replaced together with the files; the signature
        could not. But anybody can sign: what a seal is worth depends on whose key made
        it. For that you need the owner's card, a small file that did NOT come with
        this bundle, or whose fingerprint you compared with the owner, over the
        telephone for example. Put it beside the folder as owner.card.json.

        In seal.dsse.json, "payload" and "sig" are base64. What is signed is

          "DSSEv1" SP LEN(payloadType) SP payloadType SP LEN(payload) SP payload

        with SP a space and LEN the number of bytes, in decimal. The public key stands
        in the payload as predicate.signer_public_key (base64 of 32 bytes), and in the
        card's payload as verifying_key. The fingerprint of a card is the SHA-256 of
        its payload, and stands in the seal's as predicate.signer_card. Go by these
        alone: what stands beside "sig" is covered by no signature, so anybody can
        write somebody's fingerprint there. This compares the signed hashes with the
        manifest and the files beside data/, and the key and the fingerprint with the
        card, and has OpenSSL check the signature. It writes beside the folder, not
        into it. Copy it whole; the lines up to END begin at the left edge, and must:

            cat > ../check_seal.py <<'END'
        import base64, hashlib, json, os, sys
        say = lambda text: sys.stdout.write(text + "\n")
        seal = json.load(open("seal.dsse.json"))
        kind = seal["payloadType"].encode()
        body = base64.b64decode(seal["payload"])
        said = json.loads(body)
        key = base64.b64decode(said["predicate"]["signer_public_key"])
        message = b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(body), body)
        der = bytes.fromhex("302a300506032b6570032100") + key
        open("../seal.message", "wb").write(message)
        open("../seal.signature", "wb").write(
            base64.b64decode(seal["signatures"][0]["sig"]))
        open("../seal.key", "wb").write(der)
        listed = [line.split() for line in open("manifest-sha256.txt")]
        for name in "bagit.txt README.txt bag-info.txt manifest-sha256.txt".split():
            digest = hashlib.sha256(open(name, "rb").read()).hexdigest()
            listed.append([digest, name])
        signed = [[s["digest"]["sha256"], s["name"]] for s in said["subject"]]
        if sorted(listed) != sorted(signed):
            sys.exit("NOT THE FILES THAT WERE SEALED")
        say("sealed, by the signer's clock: %a" % said["predicate"]["sealed"])
        if not os.path.exists("../owner.card.json"):
            say("WHOSE SEAL THIS IS, IS NOT SHOWN: there is no ../owner.card.json.")
            say("Anybody can make a seal. Get the owner's card, and run this again.")
            sys.exit(0)
        card = base64.b64decode(json.load(open("../owner.card.json"))["payload"])
        held = json.loads(card)
        digits = hashlib.sha256(card).hexdigest()
        if base64.b64decode(held["verifying_key"]) != key:
            sys.exit("NOT SEALED WITH THE KEY OF THE CARD ../owner.card.json")
        if said["predicate"]["signer_card"] != digits:
            sys.exit("SEALED UNDER ANOTHER CARD THAN ../owner.card.json")
        say("sealed with the key of the card of: %a" % held["name"])
        say("which is theirs only if they read you this fingerprint of it:")
        say(" ".join(digits[i:i + 4] for i in range(0, 64, 4)))
        END
            python3 ../check_seal.py
            openssl pkeyutl -verify -rawin -in ../seal.message \
            -sigfile ../seal.signature -pubin -keyform DER -inkey ../seal.key

        Both must succeed. OpenSSL's word shows that one key signed all of it; the
        script, whether that key is the one on the card you have.

        CHECK WHEN IT WAS SEALED (no key needed; where there is a seal.tsr)

        The time in the seal is what the owner's computer said. seal.tsr is what an
        authority said that had seen the SHA-256 of seal.dsse.json. This prints the
        time, and who says so:

            openssl ts -reply -in seal.tsr -text

        Get the root certificate of that authority from the authority itself, in PEM,
        and put it beside the folder as authority.pem. This must say OK:

            openssl ts -verify -data seal.dsse.json -in seal.tsr \
            -CAfile ../authority.pem

        A certificate that has expired since does not matter, if it had not when the
        authority signed: add -attime and that time in seconds since 1970, which
        date -u -d 'TIME' +%s gives. When "timestamped" stands in the payload of the
        seal and there is no seal.tsr, somebody took it out.

        OPEN IT (needs the key of a recipient)

        Any program for the age format opens the files, for example age itself. The
        key begins with AGE-SECRET-KEY-1. It stands in the recipient's identity file,
        which is JSON, as "age_identity". All this writes beside the folder, not into
        it: a copy of the folder that is handed on must hold no key and nothing that
        was decrypted. Put the identity file there as identity.json. One with a
        passphrase is an age file; this asks for the passphrase and gives the JSON:

          age -d IDENTITY > ../identity.json

        Then:

            grep -o 'AGE-SECRET-KEY-1[0-9A-Z]*' ../identity.json > ../key.txt
            age -d -i ../key.txt data/record.age > ../record.json
            age -d -i ../key.txt data/0001.age > ../0001
            age -d -i ../key.txt data/0001.facts.age > ../0001.facts.json

        The clips are ordinary video files, which any player plays; 0001.facts.json
        names its kind under "object", as "container", and its "sha256":
        sha256sum ../0001 must give the same. python3 -m json.tool ../record.json
        prints it for reading. Do not leave key.txt and identity.json lying about.

        A seal shows who sealed, not who owned the footage: anybody who has these files
        can put a seal of their own in the place of the owner's. Who agreed to hand it
        over stands in record.json, under "consent", signed by them. The card in it
        must be the one whose key made the seal.

        """#
}
