# Sourced by what builds the programs.
# warnings LOG: the warnings of a build that are ours to mend; fails where there is none. The compiler's own are errors already
# (Package.swift); these are those of SwiftPM, clang and the linker.
#
# Dependencies are built from their checkouts, and their warnings are not ours. Pango's description for pkg-config has -pthread,
# which SwiftPM leaves out and says so; glibc needs none. A file that a dependency does not declare (swift-distributed-tracing has
# one) is named with that package. Foundation's archive, linked into the package's programs, uses mktemp.
warnings() {
    grep --extended-regexp '(^|[^[:alnum:]])warning:' "$1" | grep --invert-match --extended-regexp \
        '/\.build/checkouts/|prohibited flag\(s\): (-pthread(, )?)+$|.swift-[a-z-]+.: found [0-9]+ file\(s\) which are unhandled|the use of .mktemp. is dangerous'
}
