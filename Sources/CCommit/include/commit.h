#ifndef PROFFER_COMMIT_H
#define PROFFER_COMMIT_H

/// The commit that was built, 40 or 64 hexadecimal digits, and `-changed` behind it where files were changed since;
/// empty where the build was not told.
const char *proffer_commit(void);

#endif
