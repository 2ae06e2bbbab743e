// What Swift cannot import from OpenSSL's headers by itself, and nothing else.
#ifndef PROFFER_COPENSSL_SHIM_H
#define PROFFER_COPENSSL_SHIM_H

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/pkcs7.h>
#include <openssl/rand.h>
#include <openssl/ts.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

// Function-like macros over typed stacks, and casts, do not import.

static inline X509 *proffer_PKCS7_first_signer(PKCS7 *token) {
    STACK_OF(X509) *signers = PKCS7_get0_signers(token, NULL, 0);
    X509 *first = sk_X509_num(signers) > 0 ? sk_X509_value(signers, 0) : NULL;
    sk_X509_free(signers);
    return first;
}

static const unsigned long proffer_XN_FLAG_RFC2253 = XN_FLAG_RFC2253;

static const int proffer_MBSTRING_UTF8 = MBSTRING_UTF8;

static inline int proffer_ASN1_STRING_length(const ASN1_STRING *string) { return ASN1_STRING_length(string); }

static inline const unsigned char *proffer_ASN1_STRING_bytes(const ASN1_STRING *string) {
    return ASN1_STRING_get0_data(string);
}

#endif
