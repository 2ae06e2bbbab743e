#!/usr/bin/env python3
"""Generates the sample recordings: three cameras of one house on one evening.

A scene is drawn frame by frame (Python's standard library only) and piped into ffmpeg, which burns
in the wall clock and encodes in the manner of a camera. Encoders run on one thread and write no
version strings, so the same ffmpeg makes the same bytes.

    samples/make-clips.py [--into DIR] [--only front-door|driveway|garden]
"""

import argparse
import datetime
import math
import pathlib
import subprocess

WIDTH, HEIGHT = 640, 360
ZONE = datetime.timezone(datetime.timedelta(hours=2))
FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSansMono-Bold.ttf"


def clock(hours, minutes, seconds=0.0):
    """Seconds since local midnight, the time scale on which every scene is drawn."""
    return hours * 3600 + minutes * 60 + seconds


# What the request asks about: a red car runs into the parked blue one and leaves.
RED_ENTERS = clock(21, 41, 10)
IMPACT = clock(21, 41, 17)
RED_LEAVES = clock(21, 41, 24)


class Canvas:
    """An RGB picture that is painted in horizontal runs, which is what Python does fast."""

    def __init__(self, background=None):
        self.pixels = bytearray(background) if background else bytearray(WIDTH * HEIGHT * 3)

    def run(self, y, x0, x1, color):
        x0, x1 = max(0, int(x0)), min(WIDTH, int(x1))
        if 0 <= y < HEIGHT and x0 < x1:
            at = (y * WIDTH + x0) * 3
            self.pixels[at : at + (x1 - x0) * 3] = bytes(color) * (x1 - x0)

    def rectangle(self, x, y, width, height, color):
        for row in range(round(y), round(y + height)):
            self.run(row, round(x), round(x + width), color)

    def disc(self, x, y, radius, color):
        for row in range(math.floor(y - radius), math.ceil(y + radius) + 1):
            half = radius * radius - (row - y) ** 2
            if half > 0:
                self.run(row, x - math.sqrt(half), x + math.sqrt(half), color)

    def polygon(self, points, color):
        ys = [y for _, y in points]
        for row in range(math.floor(min(ys)), math.ceil(max(ys)) + 1):
            crossings = []
            for (xa, ya), (xb, yb) in zip(points, points[1:] + points[:1]):
                if (ya <= row < yb) or (yb <= row < ya):
                    crossings.append(xa + (row - ya) * (xb - xa) / (yb - ya))
            crossings.sort()
            for x0, x1 in zip(crossings[::2], crossings[1::2]):
                self.run(row, x0, x1, color)


def draw_car(canvas, x, y, color, facing=1, scale=1.0, lights=True, damaged=False):
    """A car seen from the side; (x, y) is where its middle touches the road."""

    def at(dx, dy):
        return (x + facing * dx * scale, y + dy * scale)

    canvas.polygon([at(-42, -8), at(-42, -22), at(42, -20), at(42, -8)], color)
    canvas.polygon([at(-28, -21), at(-20, -36), at(12, -36), at(24, -21)], color)
    glass = (40, 52, 66)
    canvas.polygon([at(-23, -22), at(-17, -33), at(-4, -33), at(-4, -22)], glass)
    canvas.polygon([at(-1, -22), at(-1, -33), at(10, -33), at(19, -22)], glass)
    for wheel in (-25, 25):
        wx, wy = at(wheel, -7)
        canvas.disc(wx, wy, 8 * scale, (18, 18, 20))
        canvas.disc(wx, wy, 3.5 * scale, (120, 120, 124))
    if lights:
        front, back = at(40, -16), at(-41, -16)
        if not damaged:
            canvas.disc(*front, 3.2 * scale, (255, 244, 190))
        canvas.disc(*back, 2.6 * scale, (220, 30, 24))


def draw_person(canvas, x, y, coat, step, scale=1.0):
    """A walker; `step` is how far along they are, so that the legs move with the ground."""
    swing = math.sin(step * 0.25) * 6 * scale
    for leg in (swing, -swing):
        canvas.polygon(
            [(x - 2 * scale, y - 17 * scale), (x + 2 * scale, y - 17 * scale),
             (x + leg + 2 * scale, y), (x + leg - 2 * scale, y)], (34, 34, 44))
    canvas.polygon(
        [(x - 6 * scale, y - 16 * scale), (x - 5 * scale, y - 35 * scale),
         (x + 5 * scale, y - 35 * scale), (x + 6 * scale, y - 16 * scale)], coat)
    canvas.disc(x, y - 40 * scale, 5 * scale, (214, 170, 140))


def dusk(canvas, horizon):
    """A summer evening's sky, in bands so wide that they cost the encoder nothing."""
    bands = [(38, 46, 82), (48, 56, 96), (64, 68, 108), (88, 82, 116), (124, 98, 118), (164, 118, 112)]
    for index, color in enumerate(bands):
        canvas.rectangle(0, index * horizon / len(bands), WIDTH, horizon / len(bands) + 1, color)


def back_and_forth(now, low, high, speed):
    """Where something that walks between two points stands, and how far it has walked."""
    walked = now * speed
    phase = walked % (2 * (high - low))
    return (low + phase if phase < high - low else 2 * high - low - phase), walked


# --- Front door: the street ----------------------------------------------------------------------

def front_door_background():
    canvas = Canvas()
    dusk(canvas, 120)
    canvas.disc(566, 30, 14, (236, 232, 206))
    canvas.rectangle(0, 120, WIDTH, 70, (40, 52, 46))
    walls = [(118, 84, 74), (96, 92, 86), (132, 112, 88), (84, 78, 90)]
    for index, wall in enumerate(walls):
        x = index * 160
        canvas.rectangle(x + 6, 84, 148, 106, wall)
        canvas.polygon([(x, 84), (x + 80, 48), (x + 160, 84)], (62, 44, 44))
        canvas.rectangle(x + 66, 146, 26, 44, (52, 38, 34))
        for wx, wy in ((22, 98), (66, 98), (112, 98), (22, 146), (112, 146)):
            lit = (index * 3 + wx + wy) % 4 == 0
            canvas.rectangle(x + wx, wy, 24, 26, (246, 214, 130) if lit else (44, 48, 62))
    canvas.rectangle(0, 190, WIDTH, 16, (120, 118, 114))
    canvas.rectangle(0, 206, WIDTH, 2, (84, 82, 80))
    canvas.rectangle(0, 208, WIDTH, 100, (58, 60, 64))
    for x in range(10, WIDTH, 64):
        canvas.rectangle(x, 256, 34, 3, (206, 204, 190))
    canvas.rectangle(0, 308, WIDTH, 34, (128, 126, 122))
    canvas.rectangle(0, 342, WIDTH, 18, (50, 82, 48))
    canvas.rectangle(304, 92, 5, 110, (36, 38, 40))
    canvas.rectangle(304, 90, 34, 5, (36, 38, 40))
    canvas.disc(334, 98, 9, (255, 236, 170))
    return canvas.pixels


def front_door(canvas, now):
    # A neighbour's bedroom light, on and off about once a minute.
    if int(now) % 60 >= 25:
        canvas.rectangle(112, 98, 24, 26, (246, 214, 130))

    # Traffic in the near lane, from right to left: a car every 19 s, each of its own colour.
    colors = [(206, 208, 212), (46, 110, 84), (190, 150, 60), (70, 72, 78), (150, 84, 150)]
    car, since = divmod(now, 19)
    x = 720 - since * 105
    near = lambda: draw_car(canvas, x, 300, colors[int(car) % len(colors)], facing=-1, scale=1.25)

    # The parked car: pushed half a length on at the impact, its alarm flashing from then on.
    pushed = 0 if now < IMPACT else min(18, (now - IMPACT) * 60)
    alarm = now >= IMPACT and (now * 2) % 2 < 1
    draw_car(canvas, 440 + pushed, 244, (52, 92, 172), lights=alarm, scale=1.1)
    if now >= IMPACT:
        for index in range(9):
            canvas.rectangle(386 + index * 7 % 40, 242 + index * 5 % 9, 2, 1, (214, 224, 232))

    # The red car.
    touch = 440 - 46 - 46
    if RED_ENTERS <= now < IMPACT:
        draw_car(canvas, touch - (IMPACT - now) * 62, 244, (186, 36, 36), scale=1.1)
    elif IMPACT <= now < RED_LEAVES:
        shake = math.sin((now - IMPACT) * 30) * max(0, 3 - (now - IMPACT) * 6)
        draw_car(canvas, touch + min(8, (now - IMPACT) * 60) + shake, 244, (186, 36, 36), scale=1.1, damaged=True)
    elif RED_LEAVES <= now:
        gone = now - RED_LEAVES
        backed = min(gone, 1.5) * 40
        ahead = max(0, gone - 1.5)
        x_red = touch + 8 - backed + 60 * ahead + 40 * ahead * ahead
        if x_red < 720:
            draw_car(canvas, x_red, 244 + min(26, 30 * ahead), (186, 36, 36), scale=1.1, damaged=True)
    if -80 < x < 720:
        near()

    # Someone walking the dog on our side; they stop and stare after the impact.
    frozen = IMPACT if IMPACT <= now < IMPACT + 20 else (now if now < IMPACT else now - 20)
    px, walked = back_and_forth(frozen, 40, 600, 26)
    draw_person(canvas, px, 336, (150, 60, 44), 0 if frozen == IMPACT else walked)
    dx = px - 26
    canvas.rectangle(dx - 9, 325, 18, 6, (94, 70, 48))
    canvas.disc(dx + 10, 324, 4, (94, 70, 48))
    for leg in (-7, 5):
        canvas.rectangle(dx + leg + math.sin(walked * 0.4 + leg) * 1.5, 331, 3, 6, (80, 58, 40))


# --- Driveway: the side of the house, the street in passing -------------------------------------------

def driveway_background():
    canvas = Canvas()
    dusk(canvas, 110)
    canvas.rectangle(0, 96, 640, 26, (44, 66, 48))
    canvas.rectangle(0, 122, WIDTH, 12, (116, 114, 110))
    canvas.rectangle(0, 134, WIDTH, 46, (58, 60, 64))
    canvas.rectangle(0, 180, WIDTH, 10, (116, 114, 110))
    canvas.rectangle(0, 190, WIDTH, 170, (52, 86, 50))
    canvas.polygon([(250, 190), (380, 190), (520, 360), (120, 360)], (104, 102, 100))
    canvas.rectangle(0, 60, 150, 230, (142, 126, 106))
    canvas.polygon([(0, 60), (0, 30), (168, 60)], (66, 46, 44))
    canvas.rectangle(18, 150, 104, 140, (206, 202, 192))
    for y in range(162, 290, 16):
        canvas.rectangle(18, y, 104, 2, (176, 172, 164))
    for x in range(430, 640, 26):
        canvas.rectangle(x, 206, 16, 60, (98, 78, 58))
    return canvas.pixels


def driveway(canvas, now):
    colors = [(206, 208, 212), (46, 110, 84), (190, 150, 60), (70, 72, 78), (150, 84, 150)]
    # The near-lane traffic of the front door passes here four seconds earlier.
    car, since = divmod(now + 4, 19)
    x = 700 - since * 130
    if x > 100:
        draw_car(canvas, x, 178, colors[int(car) % len(colors)], facing=-1, scale=0.8)
    # The red car comes by here after it has left, its headlight broken.
    red = (now - (RED_LEAVES + 5)) * 170 + 100
    if 100 < red < 720:
        draw_car(canvas, red, 160, (186, 36, 36), scale=0.75, damaged=True)
    # The house hides what passes behind it.
    canvas.rectangle(0, 122, 18, 68, (142, 126, 106))
    canvas.rectangle(122, 110, 28, 90, (142, 126, 106))
    canvas.rectangle(18, 122, 104, 28, (142, 126, 106))
    canvas.rectangle(18, 150, 104, 50, (206, 202, 192))
    # The family's own car, and a cat that owns the drive.
    draw_car(canvas, 306, 268, (92, 110, 96), scale=1.7, lights=False)
    cx, walked = back_and_forth(now, 190, 520, 17)
    canvas.rectangle(cx - 12, 322, 24, 8, (32, 30, 32))
    canvas.disc(cx + 13, 320, 5, (32, 30, 32))
    for leg in (-10, -5, 5, 10):
        canvas.rectangle(cx + leg + math.sin(walked * 0.5 + leg) * 2, 330, 2, 7, (32, 30, 32))
    canvas.polygon([(cx - 12, 324), (cx - 24, 312 + math.sin(now * 2) * 4), (cx - 13, 328)], (32, 30, 32))


# --- Garden: a family's evening, which is nobody else's business ---------------------------------------

def garden_background():
    canvas = Canvas()
    dusk(canvas, 130)
    canvas.rectangle(0, 110, WIDTH, 60, (46, 62, 44))
    canvas.rectangle(0, 150, WIDTH, 210, (58, 92, 54))
    canvas.polygon([(0, 360), (0, 300), (300, 250), (460, 360)], (132, 116, 98))
    canvas.rectangle(520, 90, 14, 130, (72, 52, 40))
    canvas.rectangle(176, 262, 120, 8, (120, 84, 54))
    for x in (186, 280):
        canvas.rectangle(x, 270, 6, 40, (96, 66, 44))
    return canvas.pixels


def garden(canvas, now):
    sway = math.sin(now * 0.8) * 6
    for dx, dy, radius in ((0, 70, 44), (-30, 92, 30), (32, 90, 32), (4, 50, 28)):
        canvas.disc(527 + dx + sway * (1 - dy / 150), dy, radius, (38, 66, 40))
    # Two at the table, one of them raising a glass now and then.
    draw_person(canvas, 166, 304, (70, 96, 140), 0, 1.4)
    draw_person(canvas, 308, 304, (160, 96, 110), 0, 1.4)
    lift = 16 if int(now) % 13 < 2 else 0
    canvas.rectangle(198, 250 - lift, 5, 12, (214, 200, 170))
    for index, candle in enumerate((222, 240, 258)):
        canvas.rectangle(candle, 248, 4, 14, (232, 226, 210))
        canvas.disc(candle + 2, 244, 3 + math.sin(now * 9 + index * 2) * 0.8, (255, 200, 90))
    # A child after a ball.
    bx, walked = back_and_forth(now, 350, 600, 48)
    bounce = abs(math.sin(now * 2.4)) * 22
    canvas.disc(bx, 330 - bounce, 7, (226, 120, 60))
    kx, walked = back_and_forth(now - 0.9, 350, 600, 48)
    draw_person(canvas, kx, 342, (216, 196, 90), walked, 0.9)


# --- Cameras ------------------------------------------------------------------------------------------

X264 = ["-c:v", "libx264", "-threads", "1", "-preset", "slower", "-profile:v", "high", "-crf", "33"]
AAC = ["-c:a", "aac", "-b:a", "12k", "-ac", "1"]

CAMERAS = {
    # Three B-frames between references, closed groups of 4 s.
    "front-door": dict(
        scene=front_door, background=front_door_background, title="FRONT DOOR",
        start=clock(21, 38), seconds=330, rate=(10, 1), decimals=1, thud=True,
        encoder=X264 + ["-x264-params", "keyint=40:min-keyint=40:scenecut=0:bframes=3:b-adapt=0:open-gop=0"] + AAC),
    # The simplest of cameras: no B-frames, key frames every 2 s.
    "driveway": dict(
        scene=driveway, background=driveway_background, title="DRIVEWAY",
        start=clock(21, 39), seconds=270, rate=(10, 1), decimals=1, thud=False,
        encoder=X264 + ["-x264-params", "keyint=20:min-keyint=20:scenecut=0:bframes=0"] + AAC),
    # A newer one: HEVC, groups of 4 s, no microphone.
    "garden": dict(
        scene=garden, background=garden_background, title="GARDEN",
        start=clock(21, 37), seconds=300, rate=(25, 2), decimals=2, thud=None,
        encoder=["-c:v", "libx265", "-preset", "slow", "-crf", "32", "-tag:v", "hvc1", "-x265-params",
                 "pools=none:frame-threads=1:no-wpp=1:keyint=50:min-keyint=50:scenecut=0:open-gop=0"
                 ":bframes=3:b-adapt=0:info=0:log-level=error"]),
}


def sound(camera):
    """A quiet tone that climbs a step each second and starts over each minute, so that an ear can
    tell where a clip was cut; whole hertz, so that the steps do not click."""
    offset = camera["start"] % 60
    tone = f"0.03*sin(2*PI*t*(220+10*mod(floor(t)+{offset:.0f}\\,60)))"
    if camera["thud"]:
        hit = IMPACT - camera["start"]
        burst = f"0.5*exp(-6*(t-{hit}))*sin(2*PI*55*t)*(0.6+0.4*random(0))"
        tone += f"+if(between(t\\,{hit}\\,{hit + 1})\\,{burst}\\,0)"
    return ["-f", "lavfi", "-i", f"aevalsrc={tone}:s=16000:d={camera['seconds']}"]


def generate(name, into):
    camera = CAMERAS[name]
    start = datetime.datetime(2026, 7, 4, tzinfo=ZONE) + datetime.timedelta(seconds=camera["start"])
    output = into / f"{name}_{start:%Y-%m-%dT%H-%M-%S%z}.mp4"
    numerator, denominator = camera["rate"]
    frames = camera["seconds"] * numerator // denominator

    # Half a millisecond on top keeps a frame whose time is a hair below the full second, by the
    # rounding of floating point, from showing the second before.
    shown = start.timestamp() + ZONE.utcoffset(None).total_seconds() + 0.0005
    scale = 10 ** camera["decimals"]
    fraction = rf"%{{eif\:mod(floor((t+0.0005)*{scale})\,{scale})\:d\:{camera['decimals']}}}"
    text = camera["title"] + rf"  %{{pts\:gmtime\:{shown}\:%Y-%m-%d %H\\\:%M\\\:%S}}.{fraction} +02\:00"
    overlay = (
        f"drawtext=fontfile={FONT}:fontsize=17:fontcolor=white:x=10:y=9"
        f":box=1:boxcolor=black@0.65:boxborderw=5:text='{text}'"
        ",scale=out_color_matrix=bt709:out_range=tv,format=yuv420p")

    command = [
        "ffmpeg", "-nostdin", "-hide_banner", "-loglevel", "error", "-y",
        "-f", "rawvideo", "-pixel_format", "rgb24", "-video_size", f"{WIDTH}x{HEIGHT}",
        "-framerate", f"{numerator}/{denominator}", "-i", "pipe:0"]
    if camera["thud"] is not None:
        command += sound(camera)
    command += [
        "-filter_threads", "1", "-vf", overlay, *camera["encoder"],
        "-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709",
        "-video_track_timescale", str(numerator * 1024),
        "-metadata", f"creation_time={start.astimezone(datetime.timezone.utc):%Y-%m-%dT%H:%M:%SZ}",
        "-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact", str(output)]

    background = camera["background"]()
    encoder = subprocess.Popen(command, stdin=subprocess.PIPE)
    for index in range(frames):
        canvas = Canvas(background)
        camera["scene"](canvas, camera["start"] + index * denominator / numerator)
        encoder.stdin.write(canvas.pixels)
    encoder.stdin.close()
    if encoder.wait() != 0:
        raise SystemExit(f"{name}: ffmpeg failed")
    print(f"{output.name}  {output.stat().st_size:,} bytes")


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--into", type=pathlib.Path, default=pathlib.Path(__file__).parent)
    arguments.add_argument("--only", choices=CAMERAS)
    arguments = arguments.parse_args()
    for name in [arguments.only] if arguments.only else CAMERAS:
        generate(name, arguments.into)
