#include "commit.h"

const char *proffer_commit(void) { return PROFFER_COMMIT; }
