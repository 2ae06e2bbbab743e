// One function of the BoringSSL that swift-crypto brings and links, and does not offer to Swift: X-Wing's encapsulation with
// entropy that is given, EncapsulateDerand of draft-connolly-cfrg-xwing-kem. The prefix is swift-crypto's; should it change,
// nothing links. Declared as in CCryptoBoringSSL_xwing.h; returns one on success and zero on error.
#ifndef PROFFER_CXWING_SHIM_H
#define PROFFER_CXWING_SHIM_H

#include <stdint.h>

int CCryptoBoringSSL_XWING_encap_external_entropy(
    uint8_t out_ciphertext[1120], uint8_t out_shared_secret[32], const uint8_t encoded_public_key[1216],
    const uint8_t eseed[64]);

#endif
