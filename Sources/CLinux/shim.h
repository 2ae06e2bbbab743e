// What Swift cannot import from Linux's headers by itself, and nothing else.
#ifndef PROFFER_CLINUX_SHIM_H
#define PROFFER_CLINUX_SHIM_H

#include <fcntl.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <unistd.h>

// sys/statfs.h, which the Glibc module leaves out, is here for fstatfs.

// O_TMPFILE is a compound macro (asm-generic/fcntl.h).
static const int proffer_O_TMPFILE = 020000000 | O_DIRECTORY;

// renameat2(2) with RENAME_NOREPLACE: the function is declared for _GNU_SOURCE only, the system call is variadic.
static inline int proffer_renameat_noreplace(int from_folder, const char *from, int to_folder, const char *to) {
    return (int)syscall(SYS_renameat2, from_folder, from, to_folder, to, 1u);
}

#endif
