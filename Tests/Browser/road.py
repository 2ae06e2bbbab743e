"""The whole road as a homeowner walks it: from a request in a folder of mail to a bundle on a stick, with no command typed."""

import json
import os
import pathlib
import shutil
import time

from portal import PASSPHRASE, Portal, chromium, enter, home

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

    def picture(self, name):
        """A picture for the documentation."""
        if self.pictures:
            self.page.wait_for_timeout(1000)
            self.page.screenshot(path=f"{self.pictures}/page-{name}.png")


def road_narrow():
    """The same on a screen as narrow as a telephone's."""
    road({"width": 390, "height": 844})


def road(viewport=None):
    """A request is answered, and what was agreed to is sealed and saved, in as many presses as are promised."""
    pictures = os.environ.get("PROFFER_ROAD_PICTURES")
    with home() as person:
        person.identity("agency", "Maria Keller")
        (person.folder / "Mail").mkdir()
        request = person.request(out="Mail/request.json")
        shutil.copytree(SAMPLES, person.folder / "Videos", ignore=lambda *_: ["README.md"])
        (person.folder / "stick").mkdir()
        with Portal(person, request) as portal, chromium() as browser:
            page = enter(browser, portal, viewport=viewport or {"width": 900, "height": 1000})
            walk = Walk(page, pictures)
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
            walk.picture("window")
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
