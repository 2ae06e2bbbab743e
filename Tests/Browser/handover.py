"""From what an owner chose to a bundle on a stick, and back again: terms, signing, sealing, saving, taking back."""

import json
import os
import pathlib
import signal
import subprocess
import time

from portal import PASSPHRASE, PROGRAM, Portal, alike, chromium, compared, enter, give, home, known_asks, make_key

SAMPLES = pathlib.Path(os.environ.get("PROFFER_SAMPLES") or pathlib.Path(__file__).parents[2] / "samples")


def case_folder(person, name=None):
    if name:
        return person.data("cases") / name
    folder, = person.data("cases").iterdir()
    return folder


def chosen(person, page, case, **changed):
    """What the steps before leave behind: the recordings, the cameras that were ticked, from when to when."""
    page.goto(case + "/terms")
    page.locator("button[value=agree]").click()
    page.wait_for_url("**/sign")
    file = case_folder(person, case.rsplit("/", 1)[1]) / "draft.json"
    draft = json.loads(file.read_text())
    draft |= {
        "footage": sorted(map(str, SAMPLES.glob("*.mp4"))), "cameras": ["front-door"],
        "from": "2026-07-04T21:40:31+02:00", "to": "2026-07-04T21:40:48+02:00", **changed}
    file.write_text(json.dumps(draft))


def whole(person, page, case):
    """All cameras, and all that was asked for: a seal that takes a while."""
    chosen(
        person, page, case, cameras=["driveway", "front-door", "garden"], **{
            "from": "2026-07-04T21:40:00+02:00", "to": "2026-07-04T21:43:00+02:00"})


def bundles(person):
    return sorted(file for file in case_folder(person).iterdir() if file.suffix == ".tar")


def sign(page, passphrase=PASSPHRASE):
    page.fill("#passphrase", passphrase)
    page.get_by_role("button", name="Sign my yes").click()


def until(holds, seconds=90):
    """Waits for what the page's own policy lets no script of the page wait for."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.1)


def agree():
    """What is read is what is signed, sealed, watched, saved and compared, and verify accepts it."""
    with known_asks() as (person, portal, page):
        case = page.url
        chosen(person, page, case)
        page.goto(case + "/terms")
        page.get_by_label("Do not publish it.").check()
        page.fill("#own", "Ask me before you copy it")
        page.fill("#until", "2020-01-01")
        page.locator("form").first.evaluate("form => form.noValidate = true")
        page.get_by_role("button", name="Agree").click()
        assert "Choose a day" in page.get_by_role("alert").inner_text()
        page.goto(case + "/terms")
        page.get_by_label("Do not publish it.").check()
        page.fill("#own", "Ask me before you copy it")
        # What was chosen goes into an offer, if that is the way on.
        page.get_by_role("button", name="Offer this instead").click()
        page.wait_for_url("**/offer")
        assert page.input_value("#from") == "2026-07-04T21:40:31", page.input_value("#from")
        assert page.input_value("#to") == "2026-07-04T21:40:48"
        assert page.get_by_label("Do not publish it.").is_checked()
        assert page.input_value("#own") == "Ask me before you copy it"
        page.go_back()
        page.get_by_role("button", name="Agree").click()
        page.wait_for_url("**/sign")
        read = page.locator("dl.signed").inner_text()
        for words in [
            "Maria Keller", "26-0417", "front-door", "21:40:31", "21:40:48", "Central European", "Do not publish it.",
            "Ask me before you copy it", "front-door_2026-07-04T21-38-00+0200.mp4",
            "Everything of the camera driveway", "Leaves too",
        ]:
            assert words in read, (words, read)
        alike(page)
        # Something else is chosen in a second tab, so the first one shows what would not be signed.
        other = page.context.new_page()
        other.goto(case + "/terms")
        other.get_by_label("Use it for this case only.").check()
        other.get_by_role("button", name="Agree").click()
        other.wait_for_url("**/sign")
        sign(page)
        assert "Something else was chosen" in page.get_by_role("alert").inner_text()
        sign(page, "something else entirely")
        assert "not the passphrase" in page.get_by_role("alert").inner_text()
        assert not (case_folder(person) / "consent.json").exists()
        sign(page)
        page.get_by_text("Nothing has left yet").wait_for(timeout=120000)
        bundle, = bundles(person)
        shown = json.loads(person.proffer("consent", "show", str(case_folder(person) / "consent.json"), "--json"))
        assert shown["consent"]["conditions"] == [
            "Use it for this case only.", "Do not publish it.", "Ask me before you copy it"], shown
        assert [grant["camera"] for grant in shown["consent"]["grants"]] == ["front-door"], shown
        page.reload()
        page.go_back()
        page.goto(case + "/sign")
        sign(other)
        for tab in (page, other):
            tab.wait_for_url("**/sealed")
        assert bundles(person) == [bundle], "pressed again, nothing is made again"
        # Its owner watches it out of the bundle itself.
        clips = page.locator("video")
        assert clips.count() >= 1 and "front-door" in page.locator(".clips").inner_text()
        clips.last.evaluate("video => { video.muted = true; return video.play(); }")
        until(lambda: clips.last.evaluate("video => video.currentTime") > 0.3)
        assert clips.last.evaluate("video => video.videoWidth") > 0
        assert bundles(person) == [bundle] and list(portal.entry.parent.iterdir()) == [portal.entry]
        stick = person.folder / "stick"
        stick.mkdir()
        page.get_by_role("link", name="Choose a stick").click()
        page.goto(f"{case}/save?path={stick}")
        page.get_by_role("button", name="Save it here").click()
        page.get_by_text("Saved and compared").wait_for(timeout=60000)
        copy, = stick.iterdir()
        assert copy.name == bundle.name and copy.read_bytes() == bundle.read_bytes()
        person.proffer("verify", str(copy), "--identity", "agency.id")
        # Why it is not saved is said in words of the page, with the file; nothing of it is the program's own sentence.
        taken = person.folder / "taken"
        taken.mkdir()
        (taken / bundle.name).write_bytes(b"mine")
        page.goto(f"{case}/save?path={taken}")
        page.get_by_role("button", name="Save it here").click()
        page.get_by_text("Another file of that name").wait_for(timeout=60000)
        assert str(taken / bundle.name) in page.locator(".why").inner_text()
        assert page.locator("main [lang=en]").count() == 0 and (taken / bundle.name).read_bytes() == b"mine"
        page.goto(case + "/sealed")
        digits = shown["consent"]["owner"]["fingerprint"]
        assert digits in "".join(page.locator(".mail").inner_text().split())
        page.get_by_role("button", name="I handed it over").click()
        page.get_by_text("You handed it over on").first.wait_for()
        person.proffer(
            "receipt", "new", str(copy), "--identity", "agency.id", "--how", "by hand", "--out", "receipt.json")
        give_receipt(page, person.folder / "receipt.json")
        assert "signed on" in page.locator(".banner.good").inner_text()
        text = page.locator("main").inner_text()
        assert "your conditions" in text and "asked for nothing in return" not in text, text
        assert "26-0417" in text
        # Of a key that nobody compared, it says so in place of the name.
        person.data("trust").rename(person.folder / "trust")
        page.reload()
        assert "Somebody who signs as Maria Keller" in page.locator(".banner.open").inner_text()
        assert page.locator(".banner.good").count() == 0
        (person.folder / "trust").rename(person.data("trust"))
        page.goto(portal.base + "/cases")
        card = page.locator("article.case").inner_text()
        for words in [
            "You were asked", "You said yes", "A sealed bundle was made", "A receipt says that they got it", "You handed it over",
            "Do not publish it.",
        ]:
            assert words in card, (words, card)


def give_receipt(page, path):
    page.goto("/".join(page.url.split("/")[:4]) + "/")
    page.set_input_files("#file", str(path))
    page.wait_for_url("**/receipt")


def take_back():
    """A seal is stopped without a trace, and what was taken back is sealed no more; a stranger's name is typed first."""
    with home() as person, Portal(person) as portal, chromium() as browser:
        request = person.asked()
        page = enter(browser, portal)
        make_key(page)
        give(page, request)
        case = page.url
        whole(person, page, case)
        before = {file.name for file in case_folder(person).iterdir()}
        page.reload()
        assert "have not compared the card" in page.locator(".banner.warn").inner_text()
        page.fill("#typed", "Maria Kellner")
        sign(page)
        assert "not the name on the request" in page.get_by_role("alert").inner_text()
        page.fill("#typed", "Maria Keller")
        sign(page)
        page.get_by_text("is being made").first.wait_for()
        page.get_by_role("button", name="Stop").click()
        page.get_by_text("Nothing was made").wait_for(timeout=120000)
        left = {file.name for file in case_folder(person).iterdir()} - before
        assert left == {"consent.json", "signed.json"}, left
        journal = json.loads(person.proffer("journal", "show", "--json"))
        assert journal["requests"][0]["answers"][0]["bundles"] == [], journal
        page.reload()
        page.get_by_text("Nothing was made").wait_for()
        page.get_by_role("link", name="Take it back").click()
        alike(page, "a.button")
        page.fill("#reason", "I thought again")
        page.fill("#passphrase", PASSPHRASE)
        page.get_by_role("button", name="Sign that I take it back").click()
        page.get_by_text("You took your yes back").first.wait_for()
        page.reload()
        page.goto(case + "/sealing")
        page.get_by_text("nothing is sealed under it").wait_for()
        assert page.locator("#passphrase").count() == 0
        # A form of before is refused by the desk.
        form = page.locator("input[name=form]").first.get_attribute("value")
        cookie = "; ".join(f"{c['name']}={c['value']}" for c in page.context.cookies())
        portal.ask(
            f"/case/{case.rsplit('/', 1)[1]}/sealing", "POST",
            f"form={form}&typed=Maria+Keller&passphrase={PASSPHRASE.replace(' ', '+')}", Cookie=cookie,
            Origin=portal.origin)
        page.reload()
        page.get_by_text("nothing is sealed under it").wait_for(timeout=120000)
        assert bundles(person) == []
        page.goto(portal.base + "/cases")
        assert "You took your yes back on" in page.locator(".cases").inner_text()


def ran_out():
    """A yes that ran out before anything was sealed is said to have, and another can be said."""
    with known_asks() as (person, portal, page):
        case = page.url
        whole(person, page, case)
        file, end = case_folder(person) / "draft.json", time.time() + 25
        expires = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(end))
        file.write_text(json.dumps(json.loads(file.read_text()) | {"expires": expires}))
        page.goto(case + "/sign")
        sign(page)
        page.get_by_role("button", name="Stop").click()
        page.get_by_text("Stopped.").wait_for()
        assert bundles(person) == []
        consent = (case_folder(person) / "consent.json").read_bytes()
        time.sleep(max(0, end - time.time()) + 1)
        page.goto(portal.base + "/cases")
        assert "nothing was sealed under it" in page.locator(".standing").inner_text()
        page.goto(case + "/sealing")
        assert "nothing can be sealed under it any more" in page.locator(".banner.stop").inner_text()
        assert page.locator("#passphrase").count() == 0
        page.get_by_role("link", name="Say yes again").click()
        page.wait_for_url("**/window")
        page.goto(case + "/terms")
        page.get_by_role("button", name="Agree").click()
        page.wait_for_url("**/sign")
        assert "What you sign now is a new yes" in page.locator(".banner.open").inner_text()
        sign(page)
        page.get_by_text("Nothing has left yet").wait_for(timeout=120000)
        assert list((case_folder(person) / "yes-2").glob("*.tar")) and bundles(person) == []
        assert (case_folder(person) / "consent.json").read_bytes() == consent


def taken_back(page, case):
    """Takes back what was agreed to in a case."""
    page.goto(case + "/revoke")
    page.fill("#passphrase", PASSPHRASE)
    page.get_by_role("button", name="Sign that I take it back").click()
    page.wait_for_url("**/answered/revocation")


def given_again():
    """What the page made leads to its case when it is given again; a bundle whose end is missing does not."""
    with known_asks() as (person, portal, page):
        case = page.url
        chosen(person, page, case)
        page.reload()
        sign(page)
        page.get_by_text("Nothing has left yet").wait_for(timeout=120000)
        bundle, = bundles(person)
        for file in (case_folder(person) / "consent.json", bundle):
            give(page, file)
            assert page.url == case + "/sealed", page.url
        # Who set no conditions is not told that somebody read them.
        person.proffer(
            "receipt", "new", str(bundle), "--identity", "agency.id", "--how", "by hand", "--out", "receipt.json")
        give_receipt(page, person.folder / "receipt.json")
        assert "asked for nothing in return" in page.locator("main").inner_text()
        cut = person.folder / "cut.tar"
        cut.write_bytes(bundle.read_bytes()[:5000])
        give(page, cut)
        assert "damaged" in page.locator(".banner.stop").inner_text()
        taken_back(page, case)
        give(page, case_folder(person) / "revocation.json")
        assert page.url == case + "/answered/revocation", page.url


def yes_again():
    """After a yes was taken back, another can be said: it has a bundle of its own, and the earlier one stays taken back."""
    with known_asks() as (person, portal, page):
        case = page.url
        chosen(person, page, case)
        page.reload()
        sign(page)
        page.get_by_text("Nothing has left yet").wait_for(timeout=120000)
        first, = bundles(person)
        consent = (case_folder(person) / "consent.json").read_bytes()
        taken_back(page, case)
        revocation = (case_folder(person) / "revocation.json").read_bytes()
        # What was made under it is shown, and can be handed over by no button.
        page.goto(case + "/save")
        page.wait_for_url("**/sealed")
        assert page.locator(".banner.open").count() == 1 and page.locator("video").count() >= 1
        assert "You took your yes back" in page.locator("h1").inner_text() and page.locator(".banner.good").count() == 0
        assert page.get_by_role("link", name="Choose a stick").count() == 0 and page.locator(".mail").count() == 0
        form = page.locator("input[name=form]").first.get_attribute("value")
        cookie = "; ".join(f"{c['name']}={c['value']}" for c in page.context.cookies())
        portal.ask(
            f"/case/{case.rsplit('/', 1)[1]}/save", "POST", f"form={form}&path={person.folder}", Cookie=cookie, Origin=portal.origin)
        page.wait_for_timeout(1000)
        assert not (person.folder / first.name).exists()
        page.goto(portal.base + "/cases")
        page.get_by_role("link", name="Say yes again").click()
        page.wait_for_url("**/window")
        page.goto(case + "/terms")
        assert "it stays taken back" in page.locator(".banner.open").inner_text()
        page.get_by_label("Do not publish it.").check()
        page.get_by_role("button", name="Agree").click()
        page.wait_for_url("**/sign")
        assert "What you sign now is a new yes" in page.locator(".banner.open").inner_text()
        sign(page)
        page.get_by_text("Nothing has left yet").wait_for(timeout=120000)
        assert page.locator(".banner.stop").count() == 0
        second, = (case_folder(person) / "yes-2").glob("*.tar")
        assert second.name in page.content() and first.name not in page.content()
        # Nothing of the earlier one was touched, and it is sealed no more.
        assert (case_folder(person) / "consent.json").read_bytes() == consent
        assert (case_folder(person) / "revocation.json").read_bytes() == revocation and bundles(person) == [first]
        person.proffer("verify", str(second), "--identity", "agency.id")
        words = person.folder / "words"
        words.write_text(PASSPHRASE)
        done = subprocess.run(
            [PROGRAM, "seal", "--request", str(case_folder(person) / "request.json"), "--consent",
             str(case_folder(person) / "consent.json"), "--identity", str(person.data("my.identity")), "--passphrase-file",
             str(words), "--footage", str(SAMPLES), "--out", "again.tar"],
            cwd=person.folder, env=person.environment, capture_output=True, text=True, stdin=subprocess.DEVNULL)
        assert done.returncode == 77, (done.returncode, done.stderr)
        page.goto(case)
        page.get_by_role("link", name="You took an earlier yes back").click()
        assert "Your later yes stands" in page.locator(".banner").first.inner_text()
        page.goto(portal.base + "/cases")
        card = page.locator("article.case").inner_text()
        assert card.count("You said yes:") == 2 and card.count("A sealed bundle was made:") == 2, card
        assert "You took your yes back:" in card and page.get_by_role("link", name="Say yes again").count() == 0, card
        page.get_by_role("link", name="Take it back").click()
        page.fill("#passphrase", PASSPHRASE)
        page.get_by_role("button", name="Sign that I take it back").click()
        page.wait_for_url("**/answered/revocation")
        assert (case_folder(person) / "yes-2/revocation.json").exists()


def busy():
    """Nobody uses the page while a bundle is made: it is made all the same, and the page ends afterwards."""
    with home() as person, chromium() as browser:
        request = person.asked()
        compared(person)
        # Decoding can begin at its first picture only, so all pictures are encoded anew, which takes a while.
        clip = person.folder / "gate_2026-07-04T21-40-00+0200.mp4"
        subprocess.run(
            ["ffmpeg", "-nostdin", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=640x360:rate=30:duration=25", "-c:v",
             "libx264", "-preset", "ultrafast", "-g", "1000", "-pix_fmt", "yuv420p", clip], check=True)
        idle = 6
        with Portal(person, "--idle-minutes", str(idle / 60)) as portal:
            page = enter(browser, portal)
            make_key(page)
            give(page, request)
            chosen(
                person, page, page.url, footage=[str(clip)], cameras=["gate"], **{
                    "from": "2026-07-04T21:40:01+02:00", "to": "2026-07-04T21:40:24+02:00"})
            page.reload()
            sign(page)
            page.wait_for_url("**/sealing")
            # However fast the machine is, it takes longer than the page waits for somebody: the server is held meanwhile.
            portal.process.send_signal(signal.SIGSTOP)
            assert bundles(person) == [], "there was nothing left to wait for"
            # Whoever closes the window looks at nothing any more.
            page.context.close()
            time.sleep(idle + 2)
            portal.process.send_signal(signal.SIGCONT)
            status, said = portal.ended()
            assert status == 0 and "nobody used the page" in said, (status, said)
            bundle, = bundles(person)
        person.proffer("verify", str(bundle), "--identity", "agency.id")


def killed():
    """Killed while it seals, the server leaves nothing, and seals again under the same consent; script or none."""
    with home() as person, chromium() as browser:
        request = person.asked()
        compared(person)
        with Portal(person) as portal:
            page = enter(browser, portal)
            make_key(page)
            give(page, request)
            whole(person, page, page.url)
            page.reload()
            sign(page)
            page.get_by_text("is being made").first.wait_for()
            portal.stop(signal.SIGKILL)
        assert bundles(person) == []
        assert not [file for file in case_folder(person).iterdir() if file.name.startswith(".")]
        consent = (case_folder(person) / "consent.json").read_bytes()
        with Portal(person) as portal:
            page = enter(browser, portal, java_script_enabled=False)
            page.get_by_role("link", name="Seal it").click()
            page.fill("#passphrase", PASSPHRASE)
            page.get_by_role("button", name="Seal it now").click()
            # A page without script loads itself again until the bundle is there.
            page.wait_for_url("**/sealed", timeout=180000)
            assert len(bundles(person)) == 1
            assert (case_folder(person) / "consent.json").read_bytes() == consent
            page.get_by_role("link", name="Unlock my key").click()
            page.fill("#passphrase", PASSPHRASE)
            page.get_by_role("button", name="Unlock").click()
            page.wait_for_url("**/sealed")
            assert page.locator("video").count() >= 3
