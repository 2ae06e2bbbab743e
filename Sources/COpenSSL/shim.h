// What Swift cannot import from OpenSSL's headers by itself, and nothing else.
#ifndef PROFFER_COPENSSL_SHIM_H
#define PROFFER_COPENSSL_SHIM_H

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#endif
