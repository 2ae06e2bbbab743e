# Sourced by what builds the programs, in the root of the project.
# The program names the commit it was built from. An archive without git has none to name; one that was unpacked inside
# another project's folder has none either.
if [[ -z ${PROFFER_COMMIT-} && $(git rev-parse --show-toplevel 2>/dev/null) == "$PWD" ]]; then
    PROFFER_COMMIT=$(git rev-parse --verify --quiet HEAD || true)
    if [[ -n $PROFFER_COMMIT && -n $(git status --porcelain -- Package.swift Sources) ]]; then
        PROFFER_COMMIT+=-changed
    fi
fi
export PROFFER_COMMIT=${PROFFER_COMMIT-}
