// What Swift's Glibc module leaves out of the C library: statfs(2), which tells the kind of a file system. statvfs(3), which
// it has, does not.
#include <sys/statfs.h>
