"""Signed statements, identities and cards: docs/spec/dsse.md, identity.md, card.md."""

import base64
import json

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

import age
import canonical

CARD = "application/vnd.proffer.card.v1+json"
REQUEST = "application/vnd.proffer.request.v1+json"
CONSENT = "application/vnd.proffer.consent.v1+json"
IN_TOTO = "application/vnd.in-toto+json"


def signed_message(payload_type, payload):
    """The pre-authentication encoding of docs/spec/dsse.md, Signing."""
    kind = payload_type.encode()
    return b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(payload), payload)


class Identity:
    """A person's private keys (docs/spec/identity.md), in a file without a passphrase."""

    def __init__(self, fields):
        self.fields = fields
        self.seed = base64.b64decode(fields["signing_key"])
        self.key = Ed25519PrivateKey.from_private_bytes(self.seed)
        self.public = self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.age_secret = age.secret(fields["age_identity"])

    def __deepcopy__(self, memo):
        return self

    @staticmethod
    def read(path):
        with open(path, "rb") as file:
            return Identity(json.load(file))

    def card_payload(self):
        """docs/spec/card.md, File; what it holds follows from the identity."""
        fields = {name: self.fields.get(name) for name in ("name", "role", "organization", "created")}
        return canonical.dump(fields | {
            "verifying_key": canonical.base64_of(self.public),
            "age_recipients": [age.recipient(self.fields[name]) for name in ("age_identity", "hybrid_age_identity")
                               if name in self.fields]})

    @property
    def fingerprint(self):
        return canonical.sha256(self.card_payload())

    def card(self):
        return self.sign(CARD, self.card_payload())

    def sign(self, payload_type, payload):
        """An envelope of docs/spec/dsse.md, with this person's fingerprint as `keyid`."""
        return {
            "payload": canonical.base64_of(payload), "payloadType": payload_type,
            "signatures": [{
                "keyid": self.fingerprint,
                "sig": canonical.base64_of(self.key.sign(signed_message(payload_type, payload)))}]}

    def state(self, payload_type, fields):
        """A statement by a person (docs/spec/dsse.md), such as a request or a consent."""
        return self.sign(payload_type, canonical.dump(fields))


def payload(envelope):
    return base64.b64decode(envelope["payload"])


def fields(envelope):
    return json.loads(payload(envelope))


def digest(envelope):
    """The payload digest by which one statement refers to another (docs/spec/dsse.md)."""
    return canonical.sha256(payload(envelope))


def holds(envelope, public):
    """Whether an envelope's first signature is by a key; raises where it is not."""
    message = signed_message(envelope["payloadType"], payload(envelope))
    Ed25519PublicKey.from_public_bytes(public).verify(base64.b64decode(envelope["signatures"][0]["sig"]), message)
    return True


def recipients(request, consent):
    """Whom a bundle is encrypted to, each key once (docs/spec/age.md): readers in their order, then the owner."""
    cards = fields(request)["recipients"] + [fields(consent)["owner"]]
    keys = [[key for key in fields(card)["age_recipients"]] for card in cards]
    post_quantum = [[key for key in card if key.startswith("age1pq1")] for card in keys]
    ordinary = [[key for key in card if not key.startswith("age1pq1")] for card in keys]
    if not all(post_quantum) and not all(ordinary):
        raise ValueError("the cards share no kind of key")
    return list(dict.fromkeys(key for card in (post_quantum if all(post_quantum) else ordinary) for key in card))
