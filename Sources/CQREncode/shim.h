// What Swift cannot import from libqrencode's headers by itself, and nothing else.
#ifndef PROFFER_CQRENCODE_SHIM_H
#define PROFFER_CQRENCODE_SHIM_H

#include <qrencode.h>

#endif
