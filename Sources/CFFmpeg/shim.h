// What Swift cannot import from FFmpeg's headers by itself, and nothing else.
#ifndef PROFFER_CFFMPEG_SHIM_H
#define PROFFER_CFFMPEG_SHIM_H

#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/avutil.h>
#include <libavutil/display.h>
#include <libavutil/imgutils.h>
#include <libavutil/log.h>
#include <libavutil/opt.h>
#include <libswscale/swscale.h>

// Macros with casts do not import.
static const int64_t proffer_AV_NOPTS_VALUE = AV_NOPTS_VALUE;
static const int proffer_AVERROR_EOF = AVERROR_EOF;
static const int proffer_AVERROR_EAGAIN = AVERROR(EAGAIN);
static const int proffer_AVERROR_EIO = AVERROR(EIO);
static const int proffer_AVERROR_EXTERNAL = AVERROR_EXTERNAL;

#endif
