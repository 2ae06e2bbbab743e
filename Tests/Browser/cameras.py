"""What is true of the pages on which recordings, cameras and clocks are chosen: one function a rule, run by `scenarios.py`."""

import http.client
import json
import os
import pathlib
import shutil
import subprocess
import urllib.parse

from axe_playwright_python.sync_playwright import Axe

from portal import Portal, alike, chromium, compared, enter, give, home, start, whole_page

SAMPLES = pathlib.Path(os.environ.get("PROFFER_SAMPLES", pathlib.Path(__file__).parents[2] / "samples"))
FRONT_DOOR = "front-door_2026-07-04T21-38-00+0200.mp4"
DRIVEWAY = "driveway_2026-07-04T21-39-00+0200.mp4"
GARDEN = "garden_2026-07-04T21-37-00+0200.mp4"


def footage(person, **names):
    """Copies of the samples under names that cameras give, in a folder `Videos`."""
    for sample, name in names.values():
        path = person.folder / "Videos" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(SAMPLES / sample, path)


def made(person, name, *inputs):
    """A clip without any time in it, by ffmpeg."""
    path = person.folder / "Videos" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    inputs = inputs or ("-f", "lavfi", "-i", "testsrc2=size=320x180:rate=10:duration=20")
    subprocess.run(
        ["ffmpeg", "-nostdin", "-v", "error", *inputs, "-c:v", "libx264", "-g", "10", "-pix_fmt", "yuv420p",
         "-fflags", "+bitexact", str(path)], check=True)
    return path


def looked(page, name, schemes=("light", "dark"), languages=("en", "es")):
    """The page has no fault that axe finds, is no wider than a telephone, and has words for all it says."""
    pictures = os.environ.get("PROFFER_PICTURES")
    size = page.viewport_size
    address = page.url
    for language in languages:
        # Colours are the same in each language.
        schemes = schemes if language == languages[0] or pictures else schemes[:1]
        back = urllib.parse.quote(address.split("/", 4)[4])
        page.goto(f"{start(page)}/language?to={language}&back=/{back}")
        for scheme in schemes:
            page.emulate_media(color_scheme=scheme)
            found = Axe().run(page)
            assert found.violations_count == 0, (name, scheme, found.generate_report())
            for width in (390, 1100) if pictures else (390,):
                page.set_viewport_size({"width": width, "height": 844})
                assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (name, width)
                if pictures:
                    page.screenshot(path=f"{pictures}/{name}-{language}-{scheme}-{width}.png", full_page=True)
        whole_page(page, name)
    page.set_viewport_size(size)
    page.goto(f"{start(page)}/language?to=en&back=/{urllib.parse.quote(address.split('/', 4)[4])}")
    page.emulate_media(color_scheme="light")


def draft(person):
    return json.loads(next(person.data("cases").iterdir()).joinpath("draft.json").read_text())


def press(page, name):
    page.get_by_role("button", name=name).first.click()


def asked(page, person):
    """The way from the request to the recordings, for somebody who compared the card before."""
    request = person.asked()
    compared(person)
    give(page, request)
    page.get_by_role("link", name="Look at what I have").click()
    page.wait_for_url("**/recordings")


def chosen(page, person):
    """Chooses the folder `Videos` by looking through this computer."""
    page.locator(".folder a", has_text="Videos").click()
    press(page, "Take this folder")
    press(page, "Look at what is there")
    page.wait_for_url("**/cameras")


def answered(page):
    """Answers what the folder leaves open."""
    page.get_by_label("the day stands first").check()
    press(page, "That is right")
    page.get_by_text("What you said of times").wait_for()
    assert page.get_by_text("A question first").count() == 0


def recordings():
    """Folders are chosen by looking through them; cameras by their pictures; what is open is asked once a folder."""
    with home() as person, Portal(person) as portal, chromium() as browser:
        footage(
            person, reolink=(FRONT_DOOR, "gate/Mp4Record/2026-07-04/RecM01_20260704_213800_214330_6D28808_1A468F9.mp4"),
            ring=(DRIVEWAY, "porch/RingVideo_20260704_213900.mp4"),
            copy=(DRIVEWAY, "old/porch/RingVideo_20260704_213900.mp4"),
            telephone=(GARDEN, "phone/DCIM/VID_20260704_213700.mp4"))
        (person.folder / "Videos/porch/RingVideo_20260704_214200.mp4").write_text("no video")
        for second in (10, 30):
            made(person, f"doors/yard_04-07-2026_21-41-{second}.mp4", "-f", "lavfi", "-i",
                 f"testsrc2=size=320x180:rate=10:duration={second}")
        made(person, "shed/shed_2000-01-01_00-00-12.mp4")
        page = enter(browser, portal)
        asked(page, person)
        assert page.get_by_text("Mp4Record").count() == 1 and not page.get_by_text("Mp4Record").is_visible()
        page.get_by_text("Reolink", exact=True).click()
        assert page.get_by_text("Mp4Record").is_visible()
        looked(page, "recordings")
        page.locator(".folder a", has_text="Videos").click()
        page.locator(".folder a", has_text="porch").click()
        press(page, "Take this folder")
        looked(page, "recordings-chosen", languages=("es",))
        press(page, "Take out")
        assert draft(person)["footage"] == []
        page.goto(page.url.split("?")[0])
        assert str(person.folder / "Videos/porch") in page.locator(".rows").first.inner_text(), "it is remembered"
        # Where no camera has anything of the time, none is said to have.
        page.goto(f"{page.url}?path={person.folder}/Videos/shed")
        press(page, "Take this folder")
        press(page, "Look at what is there")
        page.wait_for_url("**/cameras")
        text = page.locator("main").inner_text()
        assert "These have something" not in text and "They ask for" in text, text
        page.goto(page.url.replace("/cameras", "/recordings"))
        press(page, "Take out")
        page.goto(f"{page.url.split('?')[0]}?path={person.folder}")
        chosen(page, person)

        looked(page, "cameras")
        home_ones = page.locator("fieldset.cameras").first
        apart = page.locator("fieldset.cameras").nth(1)
        assert home_ones.locator("strong").all_inner_texts() == ["gate", "porch", "yard"], home_ones.inner_text()
        assert all(box.is_checked() for box in home_ones.locator("input").all())
        assert apart.locator("input:checked").count() == 0 and "telephone" in apart.inner_text()
        pictures = page.locator(".camera img")
        # Of the yard nobody knows yet when it filmed.
        assert pictures.count() >= 3, pictures.count()
        for picture in pictures.all():
            picture.scroll_into_view_if_needed()
            page.wait_for_function("one => one.complete && one.naturalWidth > 100", arg=picture.element_handle())
            assert picture.evaluate("""one => {
              const canvas = document.createElement("canvas"); canvas.width = 32; canvas.height = 18;
              const pen = canvas.getContext("2d"); pen.drawImage(one, 0, 0, 32, 18);
              const bytes = pen.getImageData(0, 0, 32, 18).data;
              return new Set(bytes).size }""") > 20, "it shows something"
        address = pictures.first.get_attribute("src")
        cookie = "; ".join(f"{one['name']}={one['value']}" for one in page.context.cookies())
        assert page.request.get(portal.origin + address).headers["cache-control"] == "no-store"
        assert portal.request(address).status == 403, "not without the cookie"
        assert portal.request(address.rsplit("/", 1)[0] + "/" + "0" * 32, Cookie=cookie).status == 404
        text = page.locator("main").inner_text()
        for words in ["The same video twice: 1", "Files that cannot be read: 1", "a clock that was set back: 1"]:
            assert words in text, (words, text)

        press(page, "Go on with these")
        assert "Answer the question first" in page.get_by_role("alert").inner_text()
        assert page.get_by_text("And so with one more in this folder").count() == 1
        assert page.locator("main .go").all_inner_texts() == ["That is right"], "what is asked is answered next"
        alike(page, "button")
        answered(page)
        press(page, "Take it back")
        page.get_by_text("A question first").wait_for()
        assert draft(person)["starts"] == []
        answered(page)
        page.get_by_label("porch").uncheck()
        press(page, "Go on with these")
        page.wait_for_url("**/clock")
        kept = json.dumps(draft(person))
        assert draft(person)["cameras"] == ["gate", "yard"], kept
        assert "VID_" not in kept and "DCIM" not in kept, "what was not ticked is named nowhere"
        page.goto(page.url.replace("/clock", "/cameras"))
        for box in page.locator(".camera input").all():
            if box.is_checked():
                box.uncheck()
        press(page, "Go on with these")
        assert "Tick at least one" in page.get_by_role("alert").inner_text()
        assert draft(person)["cameras"] == ["gate", "yard"], "what is refused changes nothing"
        colour = "one => getComputedStyle(one).backgroundColor"
        on = page.get_by_role("button", name="Go on with these")
        before = on.evaluate(colour)
        page.locator(".camera input").first.check()
        assert on.evaluate(colour) != before, "once a camera is ticked, it is the filled button"


def clock():
    """Whose clock: in words, and an error that is measured; the telephone's page is that page and no other."""
    with home() as person, Portal(person) as portal, chromium() as browser:
        footage(
            person, gate=(FRONT_DOOR, "gate/RingVideo_20260704_213800.mp4"),
            porch=(DRIVEWAY, "porch/RingVideo_20260704_213900.mp4"))
        page = enter(browser, portal)
        asked(page, person)
        chosen(page, person)
        assert "do not say in which time zone" in page.locator("main").inner_text()
        press(page, "Go on with these")
        page.wait_for_url("**/clock")
        assert "Berlin, Germany" in page.locator("fieldset").first.inner_text()
        # What comes later leads here, as long as nobody said where the clocks run.
        page.goto(page.url.replace("/clock", "/window"))
        page.wait_for_url("**/clock?zone=missing")
        assert "which time zone" in page.get_by_role("alert").inner_text()
        page.goto(page.url.split("?")[0])
        looked(page, "clock")
        assert not page.locator("#listed").is_visible()
        page.get_by_label("Somewhere else").check()
        page.fill("#place", "Springfield on Sea")
        press(page, "Go on")
        alert = page.get_by_role("alert").inner_text()
        assert "not a city that is known" in alert and "Do you mean" not in alert, "nothing far off is suggested"
        assert page.locator("#listed").is_visible(), "the list of countries is open"
        assert page.input_value("#place") == "Springfield on Sea" and draft(person)["zones"] == []
        page.fill("#place", "Chigago")
        press(page, "Go on")
        assert "Do you mean Chicago, United States?" in page.get_by_role("alert").inner_text()
        assert draft(person)["zones"] == [], "what is only near is asked about"
        page.fill("#place", "Chicago, United States")
        press(page, "Go on")
        page.wait_for_url("**/cameras?clock=changed")
        assert "other videos are of the time" in page.get_by_role("status").inner_text()
        page.goto(page.url.replace("/cameras?clock=changed", "/clock"))
        page.get_by_text("choose by country").click()
        page.select_option("#listed", "America/New_York")
        press(page, "Go on")
        page.wait_for_url(lambda url: "/clock" not in url)
        assert draft(person)["zones"] == ["America/New_York"], draft(person)
        page.go_back()
        page.get_by_label("As this computer's clock").check()
        page.locator("fieldset", has_text="porch").get_by_label("Right").check()
        page.locator("fieldset", has_text="gate").get_by_label("Measure it now").check()
        press(page, "Go on")
        page.wait_for_url("**/measure?camera=gate")
        kept = draft(person)
        assert kept["zones"] == ["Europe/Berlin"] and kept["clockErrors"] == ["porch=+0s"], kept
        looked(page, "measure", languages=("en", "es"))
        measured(page, person, portal)
        page.wait_for_url("**/clock")
        assert "seconds fast" in page.locator("fieldset", has_text="gate").inner_text()
        looked(page, "clock-measured", languages=("es",))
        kept = draft(person)
        error = json.loads(pathlib.Path(kept["clockErrors"][1]).read_text())
        assert kept["clocks"] == {"gate": "measured", "porch": "right"}, kept
        assert error["measurement"]["camera"] == "gate", error
        press(page, "Go on")
        page.wait_for_url(lambda url: url.endswith("/window") or url.endswith("clock=changed"))


def measured(page, person, portal):
    """Shows the code, films it with a camera that is 183 seconds fast, and measures; a telephone may show it as well."""
    frames = person.folder / "frames"
    frames.mkdir()
    start = 1783245600100  # 2026-07-05 10:00:00.100 UTC
    for number in range(20):
        page.clock.set_fixed_time((start + number * 200) / 1000)
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        page.locator("#code").screenshot(path=str(frames / f"{number}.png"))
    assert page.locator("#time").inner_text().startswith("2026-07-05 10:00:03")

    press(page, "Switch it on for my telephone")
    address = page.locator("section .file").inner_text()
    place = urllib.parse.urlsplit(address)
    assert place.hostname not in ("127.0.0.1", "localhost") and place.port != int(portal.host.split(":")[1])
    code = person.folder / "address.png"
    page.locator("figure svg").screenshot(path=str(code))
    read = subprocess.run(["zbarimg", "--quiet", "--raw", str(code)], capture_output=True, text=True, check=True)
    assert read.stdout.strip() == address
    looked(page, "measure-telephone", schemes=("light",), languages=("es",))

    def ask(path, method="GET", **headers):
        connection = http.client.HTTPConnection(place.hostname, place.port, timeout=60)
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        answer.text = answer.read().decode()
        connection.close()
        return answer

    cookie = "; ".join(f"{one['name']}={one['value']}" for one in page.context.cookies())
    answer = ask("/")
    assert answer.status == 200 and "canvas" in answer.text and answer.getheader("Set-Cookie") is None
    assert "26-0417" not in answer.text and "gate" not in answer.text, "it knows no case and no camera"
    for path in ["/cases", "/portal.css", "/alive", page.url.split("/", 3)[3]]:
        assert ask("/" + path.lstrip("/"), Cookie=cookie).status == 404, path
    assert ask("/", Host="evil.example").status == 421
    assert ask("/", "POST").status in (404, 405)

    made(person, "gate/RingVideo_20260705_120303.mp4", "-framerate", "5", "-i", str(frames / "%d.png"),
         "-vf", "scale=300:300,pad=640:480:170:90:gray")
    page.reload()
    press(page, "Measure")
    assert "Tick the video" in page.get_by_role("alert").inner_text()
    page.locator("input[name=clip]").first.check()
    press(page, "Measure")
    page.get_by_text("seconds fast").wait_for()
    try:
        ask("/")
        raise AssertionError("the telephone's page ends with the measuring")
    except ConnectionRefusedError:
        pass
