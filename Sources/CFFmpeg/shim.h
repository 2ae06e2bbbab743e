// What Swift cannot import from FFmpeg's headers by itself, and nothing else.
#ifndef PROFFER_CFFMPEG_SHIM_H
#define PROFFER_CFFMPEG_SHIM_H

#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
// Its types only: the library itself is loaded when a viewing copy is made (FilterLibrary.swift).
#include <libavfilter/avfilter.h>
#include <libavfilter/buffersink.h>
#include <libavfilter/buffersrc.h>
#include <libavutil/avutil.h>
#include <libavutil/channel_layout.h>
#include <libavutil/crc.h>
#include <libavutil/display.h>
#include <libavutil/imgutils.h>
#include <libavutil/log.h>
#include <libavutil/opt.h>
#include <libswscale/swscale.h>
#include <libavutil/pixdesc.h>
#include <malloc.h>
#include <stdarg.h>
#include <string.h>
#include <sys/prctl.h>

// Macros with casts do not import.
static const int64_t proffer_AV_NOPTS_VALUE = AV_NOPTS_VALUE;
static const int proffer_AVERROR_EOF = AVERROR_EOF;
static const int proffer_AVERROR_EAGAIN = AVERROR(EAGAIN);
static const int proffer_AVERROR_EIO = AVERROR(EIO);
static const int proffer_AVERROR_EXTERNAL = AVERROR_EXTERNAL;
static const int proffer_AVERROR_INVALIDDATA = AVERROR_INVALIDDATA;

// A log callback takes a va_list, which Swift can neither receive nor read. What the library says is
// kept, the last error of each thread, and printed nowhere. Being static in a header, each object file
// that uses the line has one of its own: call the functions below from one Swift file only.
// Inside a function, as the definition of a variable outside one is not emitted for Swift (link error).
enum { proffer_log_size = 512 };

static inline char *proffer_log_line(void) {
    static _Thread_local char line[proffer_log_size];
    return line;
}

static void proffer_log_keep(void *context, int level, const char *format, va_list arguments) {
    if (level > AV_LOG_ERROR) return;
    char line[proffer_log_size];
    // Where a line begins is not tracked: each call is taken for a whole one, as errors are.
    int prefix = 1;
    int length = av_log_format_line2(context, level, format, arguments, line, sizeof line, &prefix);
    if (length > 0 && line[0] != '\n') memcpy(proffer_log_line(), line, sizeof line);
}

static inline void proffer_log_install(void) { av_log_set_callback(proffer_log_keep); }

// malloc.h is not among the headers of Swift's Glibc module. Once a picture's buffer was freed, glibc keeps buffers of that
// size for later (mallopt(3), M_MMAP_THRESHOLD): 2 MiB more at the peak of sealing a 1080p window that needs a lead-in.
static inline int proffer_return_freed_buffers(void) { return mallopt(M_MMAP_THRESHOLD, 128 << 10); }

// What was freed of small things stays with the process, of each thread that ever allocated apart (malloc_trim(3)): 100 MiB after
// 14,400 recordings were opened on eight threads.
static inline void proffer_return_freed_memory(void) { malloc_trim(0); }

// libx264 asks the kernel for 2 MiB pages for tables of which it uses a fraction. prctl is variadic.
static inline int proffer_decline_huge_pages(void) { return prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0); }

static inline const char *proffer_log_last(void) { return proffer_log_line(); }

static inline void proffer_log_forget(void) { proffer_log_line()[0] = 0; }

#endif
