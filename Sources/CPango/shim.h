// What Swift imports of Pango and of cairo's PDF pages.
#ifndef PROFFER_CPANGO_SHIM_H
#define PROFFER_CPANGO_SHIM_H

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

// A macro with arithmetic does not import.
static const int proffer_PANGO_SCALE = PANGO_SCALE;

#endif
