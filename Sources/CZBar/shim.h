// What Swift cannot import from ZBar's headers by itself, and nothing else.
#ifndef PROFFER_CZBAR_SHIM_H
#define PROFFER_CZBAR_SHIM_H

#include <zbar.h>

// A macro with casts: one byte of luma a pixel, rows without a gap.
static const unsigned long proffer_zbar_Y800 = zbar_fourcc('Y', '8', '0', '0');

#endif
