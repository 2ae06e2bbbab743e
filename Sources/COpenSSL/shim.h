// What Swift cannot import from OpenSSL's headers by itself, and nothing else.
#ifndef PROFFER_COPENSSL_SHIM_H
#define PROFFER_COPENSSL_SHIM_H

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <openssl/rand.h>

#endif
