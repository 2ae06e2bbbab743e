// What Swift imports of cairo: the drawing itself, and SVG as a second kind of paper.
#ifndef PROFFER_CCAIRO_SHIM_H
#define PROFFER_CCAIRO_SHIM_H

#include <cairo.h>
#include <cairo-svg.h>

#endif
