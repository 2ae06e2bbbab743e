"""The whole road as a homeowner walks it: from a request in a folder of mail to a bundle on a stick, with no command typed."""

import datetime
import json
import os
import pathlib
import shutil
import subprocess
import time

from leaving import until, watch
from portal import PASSPHRASE, Portal, chromium, compared, enter, give, home, make_key

SAMPLES = pathlib.Path(os.environ.get("PROFFER_SAMPLES") or pathlib.Path(__file__).parents[2] / "samples")
# What the road may take: presses of mouse or finger, and fields that are filled in.
MOST_PRESSES, MOST_FIELDS = 25, 6


class Walk:
    """A person at a page, with what they had to do."""

    def __init__(self, page, pictures=None):
        self.page, self.pictures = page, pictures
        self.presses, self.fields, self.began = 0, 0, time.monotonic()

    def press(self, target):
        target.click()
        self.presses += 1

    def button(self, name):
        self.press(self.page.get_by_role("button", name=name).first)

    def link(self, name):
        self.press(self.page.get_by_role("link", name=name).first)

    def fill(self, field, text):
        self.page.fill(field, text)
        self.fields += 1

    def at(self, address):
        self.page.wait_for_url(address, timeout=60000)

    def picture(self, name, height=1000):
        """A picture for the documentation, of the page from its top on."""
        if self.pictures:
            self.page.wait_for_timeout(1000)
            width = self.page.viewport_size["width"]
            self.page.screenshot(
                path=f"{self.pictures}/page-{name}.png", full_page=True,
                clip={"x": 0, "y": 0, "width": width, "height": height})


class KeyboardWalk(Walk):
    """Whoever has no mouse: everything is reached by the tabulator, is seen when it is, and pressed by a key."""

    MOST_STEPS = 200

    def reach(self, target):
        target.wait_for()
        for _ in range(self.MOST_STEPS):
            if target.evaluate("one => one === document.activeElement"):
                assert target.evaluate("one => getComputedStyle(one).outlineStyle") != "none", "what has the focus is seen"
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{target} is not reached")

    def press(self, target):
        self.reach(target)
        self.page.keyboard.press("Space" if target.evaluate("one => one.matches('input, button')") else "Enter")
        self.presses += 1

    def fill(self, field, text):
        target = self.page.locator(field)
        self.reach(target)
        if target.get_attribute("type") == "datetime-local":
            # Part by part, in the order of the browser's language.
            moment = datetime.datetime.fromisoformat(text)
            self.page.keyboard.type(moment.strftime("%m%d%Y%I%M%S%p"))
        else:
            self.page.keyboard.press("Control+a")
            self.page.keyboard.type(text)
        self.fields += 1


class RestlessWalk(Walk):
    """Whoever loads each screen again, goes back from it and forward again before they read it."""

    def at(self, address):
        super().at(address)
        self.page.reload()
        super().at(address)
        self.page.go_back()
        self.page.go_forward()
        super().at(address)


def road_by_keyboard():
    """The same without a mouse."""
    road(walker=KeyboardWalk)


def road_without_script():
    """The same in a browser that runs no script."""
    road(java_script_enabled=False)


def road_restless():
    """The same with Reload, Back and Forward at every screen."""
    road(walker=RestlessWalk)


def road_narrow():
    """The same on a screen as narrow as a telephone's."""
    road({"width": 390, "height": 844})


def road(viewport=None, walker=Walk, **context):
    """A request is answered, and what was agreed to is sealed and saved, in as many presses as are promised."""
    pictures = os.environ.get("PROFFER_ROAD_PICTURES")
    with home() as person:
        person.identity("agency", "Maria Keller")
        (person.folder / "Mail").mkdir()
        request = person.request(out="Mail/request.json")
        shutil.copytree(SAMPLES, person.folder / "Videos", ignore=lambda *_: ["README.md"])
        (person.folder / "stick").mkdir()
        with Portal(person, request) as portal, chromium() as browser:
            page = enter(browser, portal, viewport=viewport or {"width": 900, "height": 1000}, **context)
            walk = walker(page, pictures)
            walk.at("**/case/*")
            walk.picture("who")
            for line in page.locator("input[name=line]").all():
                walk.press(line)
            walk.fill("#number", "+1 555 0199")
            walk.fill("#by", "Dana Whitfield")
            walk.button("All four lines are the same")
            walk.link("Look at what I have")
            walk.at("**/recordings")
            walk.press(page.locator(".folder a", has_text="Videos"))
            walk.button("Take this folder")
            walk.button("Look at what is there")
            walk.at("**/cameras")
            # The family in the garden is nobody else's business.
            walk.press(page.locator(".camera", has_text="garden").locator("input"))
            walk.picture("cameras")
            walk.button("Go on with these")
            walk.at("**/clock")
            walk.button("Go on")
            walk.at("**/window")
            walk.fill("#from", "2026-07-04T21:40:30")
            walk.button("Show me what would leave now")
            page.get_by_role("button", name="This may leave: go on").wait_for(timeout=60000)
            assert page.input_value("#from") == "2026-07-04T21:40:30", page.input_value("#from")
            walk.picture("window", height=2240)
            walk.button("This may leave: go on")
            walk.at("**/terms")
            walk.press(page.get_by_label("Do not publish it."))
            walk.button("Agree")
            walk.at("**/sign")
            # Whoever has no key yet makes one here, and comes back.
            assert page.locator("#passphrase").count() == 0
            walk.link("Make my key")
            walk.fill("#name", "Dana Whitfield")
            walk.fill("#passphrase", PASSPHRASE)
            walk.fill("#again", PASSPHRASE)
            walk.button("Make my key")
            walk.at(lambda url: "/sheet?new=1" in url)
            walk.link("Done")
            walk.at("**/sign")
            walk.picture("sign")
            walk.fill("#passphrase", PASSPHRASE)
            walk.button("Sign my yes")
            page.get_by_text("Nothing has left yet").wait_for(timeout=120000)
            walk.picture("sealed")
            walk.link("Choose a stick")
            walk.press(page.locator(".folder a", has_text="stick"))
            walk.button("Save it here")
            page.get_by_text("Saved and compared").wait_for(timeout=60000)
            seconds = time.monotonic() - walk.began
        bundle, = (person.folder / "stick").iterdir()
        (person.folder / "words").write_text(PASSPHRASE)
        checked = json.loads(person.proffer(
            "verify", str(bundle), "--identity", str(person.data("my.identity")), "--passphrase-file", "words", "--json"))
        assert checked["result"] == "ok", checked["result"]
        shown = json.loads(person.proffer("consent", "show", str(next(person.data("cases").glob("*/consent.json"))), "--json"))
        grants = shown["consent"]["grants"]
        assert sorted(grant["camera"] for grant in grants) == ["driveway", "front-door"], grants
        assert all("21:40:30" in grant["window"]["from"] for grant in grants), grants
        print(f"{walk.presses} presses, {walk.fields} fields, {seconds:.0f} s")
        assert walk.presses <= MOST_PRESSES and walk.fields <= MOST_FIELDS + 2, (walk.presses, walk.fields)


def short_clips():
    """A folder of the short clips of a Reolink and a Ring camera leads to a bundle that verify accepts, with both in it."""
    with home() as person, Portal(person) as portal, chromium() as browser:
        # A new clip each twenty seconds, as a camera makes that records where something moves.
        for number in range(6):
            begin, end = 21 * 60 + 40 + (number * 20) // 60, 21 * 60 + 40 + (number * 20 + 20) // 60
            span = f"{begin // 60:02}{begin % 60:02}{number * 20 % 60:02}_{end // 60:02}{end % 60:02}{(number * 20 + 20) % 60:02}"
            clip(person, f"Reolink/Mp4Record/2026-07-04/RecM01_20260704_{span}_6D28808_1A468F9.mp4", 440 + number)
            clip(person, f"Ring/RingVideo_20260704_{span[:6]}.mp4", 880 + number)
        page = enter(browser, portal)
        make_key(page)
        request = person.asked()
        compared(person)
        give(page, request)
        page.get_by_role("link", name="Look at what I have").click()
        page.wait_for_url("**/recordings")
        page.locator(".folder a", has_text="Videos").click()
        page.get_by_role("button", name="Take this folder").click()
        page.get_by_role("button", name="Look at what is there").click()
        page.wait_for_url("**/cameras")
        assert "6 videos" in page.locator(".camera").first.inner_text(), page.locator(".camera").all_inner_texts()
        until(page, "[...document.querySelectorAll('.camera img')].every(one => one.naturalWidth > 0)")
        names = page.locator("input[name=camera]:checked").evaluate_all("list => list.map(one => one.value)")
        assert len(names) == 2, page.locator(".camera").all_inner_texts()
        page.get_by_role("button", name="Go on with these").click()
        page.wait_for_url("**/clock")
        page.get_by_role("button", name="Go on").first.click()
        page.wait_for_url("**/window")
        page.fill("#from", "2026-07-04T21:40:10")
        page.fill("#to", "2026-07-04T21:41:30")
        page.get_by_role("button", name="Show me what would leave now").click()
        page.get_by_role("button", name="go on").wait_for(timeout=60000)
        # Over the edges of the clips.
        watch(page, 25)
        page.get_by_role("button", name="go on").click()
        page.wait_for_url("**/terms")
        page.get_by_role("button", name="Agree").click()
        page.wait_for_url("**/sign")
        page.fill("#passphrase", PASSPHRASE)
        page.get_by_role("button", name="Sign my yes").click()
        page.get_by_text("Nothing has left yet").wait_for(timeout=120000)
        bundle, = person.data("cases").glob("*/*.tar")
        checked = json.loads(person.proffer("verify", str(bundle), "--identity", "agency.id", "--json"))
        assert checked["result"] == "ok", checked
        shown = json.loads(person.proffer("consent", "show", str(next(person.data("cases").glob("*/consent.json"))), "--json"))
        assert sorted(grant["camera"] for grant in shown["consent"]["grants"]) == sorted(names), (shown, names)
        person.proffer("open", str(bundle), "--identity", "agency.id", "--into", "opened")
        masters = list((person.folder / "opened").rglob("*master*.mp4"))
        assert len(masters) == 10, masters


def clip(person, name, tone):
    """Twenty seconds with sound, without any time in the file. Each is another file: the same under two names is asked about."""
    path = person.folder / "Videos" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        ["ffmpeg", "-nostdin", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=320x180:rate=10:duration=20", "-f", "lavfi", "-i",
         f"sine=frequency={tone}:duration=20", "-c:v", "libx264", "-preset", "ultrafast", "-g", "20", "-pix_fmt", "yuv420p", "-c:a",
         "aac", "-fflags", "+bitexact", str(path)], check=True)
