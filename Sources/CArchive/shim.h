// What Swift cannot import from libarchive's headers by itself, and nothing else.
#ifndef PROFFER_CARCHIVE_SHIM_H
#define PROFFER_CARCHIVE_SHIM_H

#include <archive.h>
#include <archive_entry.h>

// These are cast macros.
static const unsigned int proffer_AE_IFREG = AE_IFREG;
static const unsigned int proffer_AE_IFDIR = AE_IFDIR;
static const unsigned int proffer_AE_IFLNK = AE_IFLNK;

// archive_set_error is variadic; our callbacks report one plain text.
static inline void proffer_archive_set_error(struct archive *a, int number, const char *text) {
    archive_set_error(a, number, "%s", text);
}

#endif
