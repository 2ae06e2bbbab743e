"""What would leave: the choices, the player and what stays, as a person's browser meets them."""

import json
import os
import re
import subprocess
import time
import urllib.request

from axe_playwright_python.sync_playwright import Axe
from portal import Portal, chromium, enter, give, home, make_key, whole_page

SAMPLES = os.environ.get("PROFFER_SAMPLES") or os.path.join(os.path.dirname(__file__), "../../samples")
CAMERAS = ["driveway", "front-door", "garden"]


def choose(person, case, footage, cameras, **changed):
    """Keeps a draft in a case's folder, as the pages before would."""
    draft = {
        "footage": [os.path.abspath(footage)], "zones": [], "starts": [], "clockErrors": [], "clocks": {},
        "absentCameras": [], "cameras": cameras, "keepsSound": False, "keepsStills": False, "originalsOnly": False, "conditions": [],
        **changed}
    person.data(f"cases/{case}/draft.json").write_text(json.dumps(draft))


def kept(person, case):
    return json.loads(person.data(f"cases/{case}/draft.json").read_text())


def asked(person, page, footage=SAMPLES, cameras=CAMERAS, request=None, scripted=True):
    """The request is given and the pages before are answered; gives the case's name."""
    give(page, request or person.asked(), scripted)
    case = page.url.rsplit("/", 1)[1]
    choose(person, case, footage, cameras)
    page.goto(f"{page.url}/window")
    return case


def cookie(page):
    return "; ".join(f"{one['name']}={one['value']}" for one in page.context.cookies())


def fetch(page, address, **headers):
    """Asks as the page's own video would: status, headers, bytes."""
    request = urllib.request.Request(address, headers={"Cookie": cookie(page), **headers})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


# Whether the picture shown has more than one colour, and how far the film is.
LOOK = """() => {
  const video = [...document.querySelectorAll('#stage video')].find(one => !one.hidden && one.videoWidth);
  if (!video) return null;
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [32, 18];
  const context = canvas.getContext('2d');
  context.drawImage(video, 0, 0, 32, 18);
  const pixels = [...context.getImageData(0, 0, 32, 18).data];
  const sounds = [...document.querySelectorAll('#stage video')].map(one => one.webkitAudioDecodedByteCount || 0);
  return { colours: new Set(pixels).size, now: Number(document.getElementById('stage').dataset.now), sound: Math.max(...sounds) };
}"""


def until(page, expression, seconds=90):
    """Waits for something on the page; by asking again and again, as its policy allows no script of ours in it."""
    end = time.monotonic() + seconds
    while not page.evaluate(expression):
        assert time.monotonic() < end, (expression, page.evaluate(LOOK), page.locator("#said").all_inner_texts())
        time.sleep(0.05)


def watch(page, seconds):
    """Plays for a while: the wall clock goes on, and the picture is not black."""
    before = page.evaluate("Number(document.getElementById('stage').dataset.now)")
    page.get_by_role("button", name="Play", exact=True).click()
    until(page, f"Number(document.getElementById('stage').dataset.now) > {before + 1000 * seconds}")
    seen = page.evaluate(LOOK)
    assert seen and seen["colours"] > 8, seen
    page.get_by_role("button", name="Pause", exact=True).click()
    return seen


def leaving():
    """What would leave is chosen by handles, keys or typed times, never beyond the request, and plays as it would leave."""
    with home() as person, Portal(person) as portal, chromium() as browser:
        page = enter(browser, portal)
        case = asked(person, page)
        assert page.locator(".lanes svg .bar").count() >= 3
        page.locator(".ends").scroll_into_view_if_needed()
        until(page, "[...document.querySelectorAll('.ends img')].every(one => one.naturalWidth > 0)")
        assert page.locator(".ends img").count() == 6
        # The garden has nothing of the last 20 seconds: of them, no picture of another time is shown as the last one.
        last = page.locator(".ends img").last.get_attribute("src")
        end = int(re.search(r"&to=(\d+)", last)[1])
        assert "camera=garden" in last and page.request.get(portal.origin + last).ok
        piece = re.sub(r"&from=\d+", f"&from={end - 20 * 10**9}", last)
        assert page.request.get(portal.origin + piece).status == 404
        # Typed, and beyond the request.
        page.fill("#from", "2026-07-04T21:39:59")
        page.locator("#choices").evaluate("form => form.noValidate = true")
        page.get_by_role("button", name="Show me what would leave now").click()
        assert "not one of those they ask for" in page.get_by_role("alert").inner_text()
        assert "from" not in kept(person, case)
        assert page.locator("#leaving").count() == 0 and page.locator(".ends").count() == 0, "nothing of the choice before"
        whole_page(page, "refused")
        page.fill("#from", "2026-07-04T21:40:31")
        page.fill("#to", "2026-07-04T21:40:47")
        assert not page.get_by_role("button", name="go on").is_visible(), "what was not seen cannot be gone on with"
        assert page.locator("main .go:visible").all_inner_texts() == ["Show me what would leave now"]
        for box in (0, 2):
            page.locator("input[name=camera]").nth(box).uncheck()
        bars = page.locator(".lanes li").evaluate_all(
            "list => list.map(one => getComputedStyle(one.querySelector('.bar')).fillOpacity)")
        assert bars == ["0.35", "1", "0.35"], "of what is not ticked, nothing seems to leave"
        # A key moves a handle by a second.
        page.focus("#handle-to")
        page.keyboard.press("ArrowRight")
        assert page.input_value("#to") == "2026-07-04T21:40:48"
        assert "21:40:48" in page.get_attribute("#handle-to", "aria-valuetext")
        page.get_by_role("button", name="Show me what would leave now").click()
        page.get_by_role("button", name="go on").wait_for()
        draft = kept(person, case)
        assert draft["cameras"] == ["front-door"], draft
        assert "21:40:31" in draft["from"] and "21:40:48" in draft["to"], draft
        said = page.locator("#leaving dl").inner_text()
        for words in ["21:40:31", "21:40:48", "17 seconds", "with sound", "at most", "Central European"]:
            assert words in said, (words, said)
        stays = page.locator("main").inner_text()
        assert "All of driveway and garden" in stays and "before your time" in stays
        roles = page.locator("#parts li").evaluate_all("list => list.map(one => !!one.dataset.anew)")
        assert roles[0] and not roles[1], roles
        seen = watch(page, 4)
        assert seen["sound"] > 0, seen
        page.locator("#seek").fill("12")
        assert watch(page, 1)["now"] > 12000
        parts(page, portal)
        # Without sound.
        page.locator("input[name=sound]").uncheck()
        page.get_by_role("button", name="Show me what would leave now").click()
        page.get_by_text("All sound").wait_for()
        assert watch(page, 2)["sound"] == 0
        two_tabs(person, page, case)
        assert all(url.startswith((portal.origin, "file:", "data:")) for url in page.asked), page.asked
        assert not [line for line in page.said if "404" not in line], page.said


def parts(page, portal):
    """Each part is a file of which a player can ask for any bytes."""
    address = portal.origin + page.locator("#parts li").nth(1).get_attribute("data-src")
    assert address.startswith(portal.base)
    status, headers, whole = fetch(page, address)
    assert status == 200 and headers["Accept-Ranges"] == "bytes" and headers["Content-Type"] == "video/mp4"
    assert len(whole) == int(headers["Content-Length"]) and whole[4:8] == b"ftyp"
    for asked_for, begin, end in [("bytes=10-19", 10, 20), ("bytes=-7", len(whole) - 7, len(whole)), ("bytes=100-", 100, len(whole))]:
        status, headers, part = fetch(page, address, Range=asked_for)
        assert status == 206 and part == whole[begin:end], (asked_for, status)
        assert headers["Content-Range"] == f"bytes {begin}-{end - 1}/{len(whole)}"
    status, headers, _ = fetch(page, address, Range=f"bytes={len(whole)}-")
    assert status == 416 and headers["Content-Range"] == f"bytes */{len(whole)}"
    assert fetch(page, address, **{"Range": "bytes=0-1", "If-Range": '"another"'})[0] == 200
    assert portal.ask(address.removeprefix(portal.base)).status == 403, "without the cookie nothing plays"
    assert fetch(page, address.split("of=")[0] + "of=" + "0" * 64)[0] == 404, "another draft is not this one"


def two_tabs(person, page, case):
    """Nobody goes on with what another tab has changed meanwhile; then the way is free."""
    choose(person, case, SAMPLES, ["garden"], conditions=["something that this page does not carry"])
    page.get_by_role("button", name="go on").click()
    page.wait_for_url("**/window#leaving")
    page.get_by_role("button", name="go on").click()
    page.wait_for_url("**/terms")


def leaving_twice():
    """In the night in which clocks go back, a typed time that is shown twice is asked about; a handle tells which it means."""
    with home() as person, Portal(person) as portal, chromium() as browser:
        folder = person.folder / "footage"
        folder.mkdir()
        subprocess.run(
            ["ffmpeg", "-nostdin", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=64x36:rate=1:duration=10800", "-c:v",
             "libx264", "-preset", "ultrafast", "-g", "10", "-pix_fmt", "yuv420p", folder / "gate_2025-10-26T01-30-00+0200.mp4"],
            check=True)
        person.identity("agency", "Maria Keller")
        request = person.request(**{"from": "2025-10-26T01:45:00+02:00", "to": "2025-10-26T03:30:00+01:00"})
        for scripted in (False, True):
            page = enter(browser, portal, java_script_enabled=scripted)
            case = asked(person, page, folder, ["gate"], request=request, scripted=scripted)
            page.fill("#from", "2025-10-26T02:30:00")
            page.get_by_role("button", name="Show me what would leave now").click()
            assert "twice in that night" in page.get_by_role("alert").inner_text()
            assert "from" not in kept(person, case), "what could be two things is not guessed"
            assert page.locator("#leaving").count() == 0, "what was refused is not gone on with"
            axis = page.locator(".axis li").all_text_contents()
            assert "UTC+2" in axis[0] and "UTC+1" in axis[-1], axis
            choices = page.locator("input[name=from-which]")
            assert choices.count() == 2 and page.locator("input[name=from-which]:checked").count() == 0
            room = page.locator(".twice").first.bounding_box()["width"]
            for label in page.locator(".twice label").all():
                assert label.bounding_box()["width"] > room / 2, "a choice stands in a line of its own"
            assert "UTC+1" in page.locator(".twice").inner_text() and "UTC+2" in page.locator(".twice").inner_text()
            if scripted:
                whole_page(page, "twice")
                found = Axe().run(page)
                assert found.violations_count == 0, found.generate_report()
            for number, offset in ((1, "+01:00"), (0, "+02:00")):
                page.locator("input[name=from-which]").nth(number).check()
                page.get_by_role("button", name="Show me what would leave now").click()
                page.wait_for_url("**/window#leaving")
                assert kept(person, case)["from"] == "2025-10-26T02:30:00" + offset, kept(person, case)
                assert page.locator("input[name=from-which]").nth(number).is_checked(), "what was chosen is shown"
                page.get_by_role("button", name="go on").wait_for()
                assert "none was found" in page.locator("#leaving dl").inner_text(), page.locator("#leaving dl").inner_text()
        whole_page(page, "twice-chosen")
        # The film's own time tells of which of the two hours it is.
        assert "UTC+2" in page.locator("#wall").inner_text()
        page.locator("#seek").fill(page.locator("#seek").get_attribute("max"))
        assert "(UTC+1)" in page.locator("#wall").inner_text(), page.locator("#wall").inner_text()
        # The handle goes from a second to the next one, of which there are two of the same name.
        page.focus("#handle-from")
        page.keyboard.press("ArrowRight")
        page.get_by_role("button", name="Show me what would leave now").click()
        page.wait_for_url("**/window#leaving")
        assert kept(person, case)["from"] == "2025-10-26T02:30:01+02:00", kept(person, case)
        # An offer begins with what was chosen, and asks as well.
        make_key(page)
        page.goto(f"{portal.base}/case/{case}/offer")
        assert page.locator("input[name=from-which]").first.is_checked()
        page.get_by_role("button", name="Sign my offer").click()
        page.wait_for_url("**/answered/offer")
        offer = json.loads(person.proffer("request", "show", str(person.data(f"cases/{case}/offer.json")), "--json"))
        assert offer.get("offer", offer)["window"]["from"] == "2025-10-26T02:30:01+02:00", offer


def leaving_coded():
    """What the browser cannot decode is encoded anew as it plays, and that is said; stopped while it plays, nothing is left."""
    with home() as person, chromium() as browser:
        folder = person.folder / "footage"
        folder.mkdir()
        subprocess.run(
            ["ffmpeg", "-nostdin", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=320x180:rate=15:duration=40",
             "-f", "lavfi", "-i", "sine=frequency=440:duration=40", "-c:v", "mpeg4", "-g", "30", "-c:a", "pcm_mulaw",
             folder / "garage_2026-07-04T21-40-00+0200.mov"], check=True)
        with Portal(person) as portal:
            page = enter(browser, portal)
            asked(person, page, folder, ["garage"])
            assert "cannot play some of these recordings" in page.locator("#seen").inner_text()
            seen = watch(page, 3)
            assert seen["sound"] > 0, seen
            assert "made again just to be shown" in page.locator("#said").inner_text()
            page.locator("#seek").fill("30")
            assert watch(page, 2)["now"] > 30000
            page.get_by_role("button", name="Play", exact=True).click()
            # Ended by the signal, after a line about what stays.
            status, said = portal.stop()
            assert status == 143 and "nothing else was" in said, (status, said)


def leaving_plain():
    """Without script the times are typed, and each file plays by itself."""
    with home() as person, Portal(person) as portal, chromium() as browser:
        page = enter(browser, portal, java_script_enabled=False)
        case = asked(person, page, scripted=False)
        assert not page.locator("#handles").is_visible() and not page.locator("#player").is_visible()
        page.fill("#from", "2026-07-04T21:41:00")
        page.get_by_role("button", name="Show me what would leave now").click()
        page.wait_for_url("**/window#leaving")
        assert "21:41:00" in kept(person, case)["from"]
        page.locator("#parts summary").click()
        assert page.locator("#parts video[controls]").count() > 0
        address = page.locator("#parts a").first.get_attribute("href")
        assert fetch(page, portal.origin + address)[2][4:8] == b"ftyp"
        page.get_by_role("button", name="go on").click()
        page.wait_for_url("**/terms")


def leaving_screens():
    """The page has no fault that axe finds and is not wider than a telephone, light and dark, in both languages."""
    pictures = os.environ.get("PROFFER_PICTURES")
    with home() as person, Portal(person) as portal, chromium() as browser:
        request = person.asked()
        for language in ("en-GB", "es-ES"):
            page = enter(browser, portal, language)
            asked(person, page, request=request)
            page.locator("#parts summary").click()
            order = page.locator("#parts [data-camera]").evaluate_all("list => list.map(one => one.dataset.camera)")
            assert order == sorted(order) and set(order) == set(CAMERAS), order
            whole_page(page, "window")
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                found = Axe().run(page)
                assert found.violations_count == 0, (language, scheme, found.generate_report())
                for width in (390, 1100):
                    page.set_viewport_size({"width": width, "height": 844})
                    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (language, width)
                    if pictures:
                        page.screenshot(path=f"{pictures}/window-{language[:2]}-{scheme}-{width}.png", full_page=True)
