"""What is true of the owner's page in a real browser: one function a rule, run by `python scenarios.py NAME`."""

import http.server
import json
import os
import pathlib
import signal
import subprocess
import sys
import threading
import time

from axe_playwright_python.sync_playwright import Axe

from cameras import clock, recordings  # noqa: F401
from handover import agree, busy, chosen, given_again, killed, ran_out, take_back, yes_again  # noqa: F401
from leaving import leaving, leaving_coded, leaving_plain, leaving_screens, leaving_twice  # noqa: F401
from road import road, road_by_keyboard, road_narrow, road_restless, road_without_script, short_clips  # noqa: F401
from portal import (
    PASSPHRASE, Portal, alike, chromium, compared, enter, give, home, known_asks, make_key, start, whole_page)


def entry():
    """The cookie comes by a page in a file, and the secret stands in no address and no command line."""
    with home() as person, Portal(person) as portal, chromium() as browser:
        assert portal.entry.stat().st_mode & 0o777 == 0o600
        assert portal.entry.parent.stat().st_mode & 0o777 == 0o700
        page = enter(browser, portal)
        assert page.url == portal.base + "/", page.url
        cookie, = page.context.cookies()
        assert (cookie["httpOnly"], cookie["sameSite"], cookie["name"]) == (True, "Strict", "proffer"), cookie
        page.reload()
        page.get_by_text("Somebody asks for pictures").wait_for()
        for url in page.asked:
            assert url.startswith(portal.origin + "/") or url == f"file://{portal.entry}", url
            assert portal.secret not in url and cookie["value"] not in url
        assert page.said == [], page.said
        for lines in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
            try:
                line = lines.read_bytes().decode(errors="replace")
            except OSError:
                continue
            assert portal.secret not in line and cookie["value"] not in line


def guard():
    """Another host, another page, a form that is not ours and whoever has no cookie get nothing."""
    with home() as person, Portal(person) as portal:
        cookie = portal.let_in()
        assert portal.ask("/", Cookie=cookie).status == 200
        for answer in [
            portal.ask("/"), portal.ask("/", Cookie="proffer=" + "0" * 64),
            portal.ask("/cases"), portal.ask("/portal.js"),
            portal.post_entry("secret=" + "0" * 64, Origin="null"),
            portal.post_entry(f"secret={portal.secret}", Origin="http://evil.example"),
            portal.request("/", Cookie=cookie), portal.request("/cases", Cookie=cookie),
            portal.request("/" + "0" * 64 + "/cases", Cookie=cookie),
            portal.ask("/", Cookie=cookie, Sec_Fetch_Site="cross-site"),
            portal.ask("/", Cookie=cookie, Sec_Fetch_Site="same-site"),
        ]:
            assert answer.status == 403 and portal.root not in answer.text, answer.status
            assert "Set-Cookie" not in answer.headers and "<form" not in answer.text
        for answer in [
            portal.ask("/lock", "POST", "form=x", Cookie=cookie),
            portal.ask("/lock", "POST", "form=x", Cookie=cookie, Origin="null"),
            portal.ask("/lock", "POST", "form=x", Cookie=cookie, Origin="http://localhost:1"),
            portal.ask("/lock", "POST", "form=x", Cookie=cookie, Origin=portal.origin),
        ]:
            assert answer.status == 403, answer.status
            assert "Set-Cookie" not in answer.headers
        for host in ["evil.example", "localhost:" + portal.host.split(":")[1], "127.0.0.1", "[::1]:1"]:
            assert portal.ask("/", Cookie=cookie, Host=host).status == 421, host
        assert portal.ask("/", "PUT", Cookie=cookie).status == 405
        answer = portal.ask("/", Cookie=cookie)
        assert answer.getheader("Cache-Control") == "no-store"
        policy = answer.getheader("Content-Security-Policy")
        assert "default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
        assert "<script>" not in answer.text and "style=" not in answer.text and "http://" not in answer.text
        back = portal.ask("/language?to=es&back=//evil.example/", Cookie=cookie)
        assert back.getheader("Location") == portal.root + "/", back.getheader("Location")
        # Neither what nobody asks for nor what is too large tells the folder to whoever is outside.
        for answer in [portal.request("/enter"), portal.post_entry("x" * (1 << 17), Origin="null")]:
            assert answer.status in (404, 413) and portal.root not in answer.text, answer.status
        connection = subprocess.run(
            ["/usr/bin/python3", "-c", "import socket,sys\n"
             "for name in socket.gethostbyname_ex(socket.gethostname())[2]:\n"
             "    if name.startswith('127.'): continue\n"
             f"    s=socket.socket(); s.settimeout(2)\n    assert s.connect_ex((name,{portal.host.split(':')[1]}))\n"])
        assert connection.returncode == 0


def other_port():
    """Another server of this computer, to which the owner's browser is brought, gets no cookie of ours."""
    heard = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            heard.append((self.path, self.headers.get("Cookie")))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass

    with home() as person, Portal(person) as portal, chromium() as browser:
        page = enter(browser, portal)
        other = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener)
        threading.Thread(target=other.serve_forever, daemon=True).start()
        # From its own page as well, which a browser takes for the same site.
        for path in ["/", "/cases", "/again"]:
            page.goto(f"http://127.0.0.1:{other.server_port}{path}")
        other.shutdown()
        assert ("/again", None) in heard and not any(cookie for _, cookie in heard), heard
        page.goto(portal.base + "/cases")
        page.get_by_role("heading", level=1).wait_for()


def ending():
    """It ends when nobody uses it and says so; stopped, it leaves none of its files."""
    with home() as person:
        with Portal(person, "--idle-minutes", "0.03") as portal:
            status, said = portal.ended()
            assert status == 0 and "nobody used the page" in said, (status, said)
            assert not portal.entry.parent.exists()
        with Portal(person) as portal:
            status, said = portal.stop()
            assert status == 143, (status, said)
            assert not portal.entry.parent.exists()
            assert list((person.folder / "tmp").iterdir()) == []


def key():
    """A key is made once, by a name and a passphrase typed twice; its sheet brings it back on another computer."""
    with home() as person, home() as other, chromium() as browser:
        with Portal(person) as portal:
            page = enter(browser, portal)
            page.get_by_role("link", name="Make my key").click()
            for one, two, problem in [
                ("short", "short", "too short"), (PASSPHRASE, PASSPHRASE + "x", "not the same"),
            ]:
                page.fill("#name", "Dana Whitfield")
                page.fill("#passphrase", one)
                page.fill("#again", two)
                page.get_by_role("button", name="Make my key").click()
                assert problem in page.get_by_role("alert").inner_text()
                assert page.input_value("#name") == "Dana Whitfield" and page.input_value("#passphrase") == ""
            assert not person.data("my.identity").exists()
            make_key(page)
            file = person.data("my.identity")
            assert file.stat().st_mode & 0o777 == 0o600
            page.goto(portal.base + "/key")
            assert page.url == portal.base + "/", "it is made once"
            page.goto(portal.base + "/sheet")
            text = page.locator("pre").inner_text()
            assert text.strip() == file.read_text().strip()
            texts = codes(page, person)
            page.locator("form.lock button").click()
            page.goto(portal.base + "/unlock")
            page.fill("#passphrase", "not the passphrase at all")
            page.get_by_role("button", name="Unlock").click()
            assert "not the passphrase" in page.get_by_role("alert").inner_text()
            page.fill("#passphrase", PASSPHRASE)
            page.get_by_role("button", name="Unlock").click()
            page.get_by_text("unlocked for 15 more minutes").wait_for()
            assert PASSPHRASE not in page.content()
        with Portal(other) as portal:
            page = enter(browser, portal)
            page.goto(portal.base + "/restore")
            page.fill("#text", "\n".join(texts[1:]))
            page.fill("#passphrase", PASSPHRASE)
            page.get_by_role("button", name="Bring it back").click()
            assert "missing: 1." in page.get_by_role("alert").inner_text()
            page.fill("#text", "\n".join(reversed(texts)))
            page.fill("#passphrase", PASSPHRASE)
            page.get_by_role("button", name="Bring it back").click()
            page.get_by_text("Your key is on this computer").wait_for()
            assert other.data("my.identity").read_bytes() == file.read_bytes()


def codes(page, person):
    """What zbar, which knows nothing of us, reads from the codes as they stand on the screen."""
    texts = []
    for number, figure in enumerate(page.locator("figure svg").all()):
        picture = person.folder / f"code-{number}.png"
        figure.screenshot(path=str(picture))
        read = subprocess.run(
            ["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", str(picture)], capture_output=True, text=True)
        assert read.returncode == 0, read.stderr
        texts.append(read.stdout)
    return texts


def who():
    """Who asks is trusted only once all four lines were compared, and not by the number that came with the request."""
    with home() as person, Portal(person) as portal, chromium() as browser:
        request = person.asked()
        page = enter(browser, portal)
        give(page, request)
        assert "Somebody who signs as Maria Keller asks for pictures" in page.locator("h1").inner_text()
        assert "Not this number" in page.locator(".not").inner_text()
        assert page.locator("s").inner_text() == "+1 555 0100"
        for words in [
            "Hit-and-run: a parked car was struck", "26-0417", "In front of 12 Elm St", "21:40:00", "21:43:00",
            "3 minutes", "Central European", "Moving pictures, sound", "you may say no",
        ]:
            assert words in page.locator("dl").inner_text(), (words, page.locator("dl").inner_text())
        assert page.locator(".findings").bounding_box()["y"] < page.locator("dl").bounding_box()["y"]
        assert page.locator(".findings li").count() == page.locator(".findings .todo").count() > 0
        alike(page)
        lines = page.locator(".fingerprint input")
        assert lines.count() == 4
        shown = "".join(page.locator(".fingerprint code").all_inner_texts()).replace(" ", "")
        card = json.loads(person.proffer("identity", "show", "agency.card", "--json"))
        assert shown == card["card"]["fingerprint"], (shown, card)
        for number in range(3):
            lines.nth(number).check()
        page.get_by_role("button", name="All four lines").click()
        assert "Not all lines" in page.get_by_role("alert").inner_text()
        assert "Not all lines" in page.locator("#line-wrong").inner_text() and page.url.endswith("#line"), page.url
        assert not person.data("trust").exists()
        page.locator(".fingerprint input").nth(3).check()
        page.fill("#number", "(1) 555-0100")
        page.fill("#by", "Dana Whitfield")
        page.get_by_role("button", name="All four lines").click()
        assert "Not this number" in page.get_by_role("alert").inner_text()
        assert not person.data("trust").exists()
        page.fill("#number", "+1 555 0199")
        page.get_by_role("button", name="All four lines").click()
        page.get_by_text("You know Maria Keller").wait_for()
        assert page.locator("h1").inner_text() == "Maria Keller asks for pictures from your cameras"
        kept = sorted(person.data("trust").iterdir())
        assert any("+1 555 0199" in file.read_text() for file in kept), kept
        alike(page)
        page.go_back()
        page.reload()
        assert sorted(person.data("trust").iterdir()) == kept


def their_number():
    """A number that stands anywhere in the request, or on its card, is not one to call."""
    with home() as person, Portal(person) as portal, chromium() as browser:
        person.identity("bob", "Bob Stone")
        page = enter(browser, portal)
        give(page, person.request(
            "bob", contact="bob@police.example", purpose="Hit-and-run. Call us on +1 555 0123 to confirm"))
        for number in range(4):
            page.locator(".fingerprint input").nth(number).check()
        page.fill("#by", "Dana Whitfield")
        page.fill("#number", "(555) 01 23")
        page.get_by_role("button", name="All four lines").click()
        assert "Not this number" in page.get_by_role("alert").inner_text()
        assert not person.data("trust").exists()
        page.fill("#number", "+1 555 0199")
        page.get_by_role("button", name="All four lines").click()
        page.get_by_text("You know Bob Stone").wait_for()


def card_revoked():
    """The revocation of a card is taken in, and what that card asks for is stopped."""
    with known_asks() as (person, portal, page):
        case = page.url
        assert page.locator(".banner.good").count() == 1
        person.proffer("identity", "revoke", "agency.id", "--reason", "lost", "--since", "2026-01-01T00:00:00Z",
            "--out", "cardrev.json")
        give(page, person.folder / "cardrev.json")
        assert "It was taken in" in page.locator(".lead").inner_text()
        page.goto(case)
        assert page.locator(".banner.stop").count() >= 1 and page.locator(".banner.good").count() == 0
        assert page.get_by_role("link", name="Look at what I have").count() == 0


def impostor():
    """A name that is known with other digits is a red stop, and there is no way to trust it."""
    with home() as person, Portal(person) as portal, chromium() as browser:
        person.identity("agency", "Maria Keller")
        compared(person)
        person.identity("other", "Maria Keller")
        page = enter(browser, portal)
        give(page, person.request("other", "other.json"))
        stop = page.locator(".banner.stop")
        assert "the fingerprint of this card is a different one" in stop.inner_text()
        assert page.locator(".fingerprint").count() == 0 and page.locator("form[action$=trust]").count() == 0
        assert page.locator("h1").inner_text().startswith("Somebody who signs as Maria Keller")
        name = page.url.rsplit("/", 1)[1]
        for step in ("terms", "sign"):
            page.goto(f"{portal.base}/case/{name}/{step}")
            assert page.url == f"{portal.base}/case/{name}", "to what is stopped nobody can agree"
        form = page.locator("input[name=form]").first.get_attribute("value") if page.locator(
            "input[name=form]").count() else ""
        if not form:
            page.goto(portal.base + "/")
            form = page.locator("input[name=form]").first.get_attribute("value")
        cookie = "; ".join(f"{c['name']}={c['value']}" for c in page.context.cookies())
        answer = portal.ask(
            f"/case/{name}/trust", "POST", f"form={form}&line=0&line=1&line=2&line=3", Cookie=cookie,
            Origin=portal.origin)
        assert answer.status == 303 and "problem=" in answer.getheader("Location"), answer.status
        assert len([file for file in person.data("trust").iterdir() if file.name.endswith("card.json")]) == 1
        page.goto(f"{portal.base}/case/{name}")
        page.get_by_role("link", name="Say no").click()
        assert "Maria Keller gets nothing" in page.locator(".lead").inner_text()


def decline():
    """A no is signed by the passphrase, once, whatever is pressed again; its file holds as a no."""
    with home() as person, Portal(person) as portal, chromium() as browser:
        request = person.asked()
        page = enter(browser, portal)
        give(page, request)
        case = page.url
        no_at_the_key(page, case)
        make_key(page)
        page.locator("form.lock button").click()
        page.goto(case)
        page.get_by_role("link", name="Say no").first.click()
        page.fill("#reason", "I was away <b>all</b> week")
        page.fill("#passphrase", "something else entirely")
        page.get_by_role("button", name="Sign my no").click()
        assert "not the passphrase" in page.get_by_role("alert").inner_text()
        assert page.input_value("#reason") == "I was away <b>all</b> week"
        other = page.context.new_page()
        other.goto(case + "/decline")
        page.fill("#passphrase", PASSPHRASE)
        page.get_by_role("button", name="Sign my no").click()
        page.get_by_text("You said no").first.wait_for()
        with page.expect_download() as download:
            page.get_by_role("link", name="Save the file").click()
        download.value.save_as(person.folder / "declined.json")
        shown = json.loads(person.proffer("consent", "show", "declined.json", "--json"))
        assert shown["consent"]["decision"] == "declined", shown
        assert shown["consent"]["reason"] == "I was away <b>all</b> week"
        mail = page.locator(".mail").inner_text()
        digits = shown["consent"]["owner"]["fingerprint"]
        assert digits in "".join(mail.split()) and "26-0417" in mail, mail
        before = (person.folder / "declined.json").read_bytes()
        page.reload()
        page.go_back()
        page.goto(case + "/decline")
        assert page.url.endswith("/answered/decline")
        # The second tab still shows the form.
        other.fill("#passphrase", PASSPHRASE)
        other.get_by_role("button", name="Sign my no").click()
        other.wait_for_load_state()
        assert next(person.data("cases").iterdir()).joinpath("declined.json").read_bytes() == before
        page.goto(portal.base + "/cases")
        assert "You said no on" in page.locator(".cases").inner_text()
        journal = json.loads(person.proffer("journal", "show", "--json"))
        assert len(journal["requests"][0]["answers"]) == 1, journal
        # Who says yes after all is told that they said no.
        chosen(person, page, case)
        for step in ("/terms", "/sign"):
            page.goto(case + step)
            assert "You said no to this request on" in page.locator(".banner.open").first.inner_text(), step


def no_at_the_key(page, case):
    """Whoever is asked for a key on the way of a case can say no, and go back, on each page of the key."""
    page.goto(case + "/offer")
    page.get_by_role("link", name="Make my key").click()
    for screen in ("/key", "/restore"):
        assert screen in page.url and page.url.endswith("?back=" + case[len(start(page)):] + "/offer"), page.url
        no = page.get_by_role("link", name="Say no")
        assert no.get_attribute("href").endswith(case[len(start(page)):] + "/decline"), no.get_attribute("href")
        assert page.get_by_role("link", name="Go back").get_attribute("href").endswith("/offer")
        if screen == "/key":
            page.get_by_role("link", name="I have a recovery sheet").click()


def offer():
    """Less can be offered, and never more than is asked for."""
    with known_asks() as (person, portal, page):
        page.get_by_role("link", name="Offer less").click()
        page.fill("#from", "2026-07-04T21:39:00")
        page.locator("form").first.evaluate("form => form.noValidate = true")
        page.get_by_role("button", name="Sign my offer").click()
        assert "more than they ask for" in page.get_by_role("alert").inner_text()
        page.fill("#from", "2026-07-04T21:41:00")
        page.get_by_label("With sound").uncheck()
        page.get_by_label("Use it for this case only.").check()
        page.fill("#own", "Ask me before you copy it")
        page.get_by_role("button", name="Sign my offer").click()
        page.get_by_text("Your offer is signed").first.wait_for()
        with page.expect_download() as download:
            page.get_by_role("link", name="Save the file").click()
        download.value.save_as(person.folder / "offer.json")
        offer = json.loads(person.proffer("request", "show", "offer.json", "--json"))
        offer = offer.get("offer", offer)
        assert offer["window"]["from"].startswith("2026-07-04T21:41:00"), offer
        assert offer["audio"] is False
        assert offer["conditions"] == ["Use it for this case only.", "Ask me before you copy it"], offer
        page.goto(portal.base + "/cases")
        assert "You offered less on" in page.locator(".cases").inner_text()


def files():
    """What a file is, its content tells, and a wrong one is said kindly, in both languages."""
    with home() as person, Portal(person) as portal, chromium() as browser:
        person.asked()
        folder = person.folder
        (folder / "empty").write_bytes(b"")
        (folder / "clip.mp4").write_bytes(b"\0\0\0\x18ftypisom" + b"\0" * 64)
        (folder / "big.mp4").write_bytes(b"\0\0\0\x18ftypisom" + b"\0" * (9 << 20))
        (folder / "request.txt").write_text("give me your pictures")
        changed = json.loads((folder / "request.json").read_text())
        changed["signatures"][0]["sig"] = "A" * 86 + "=="
        (folder / "changed.json").write_text(json.dumps(changed))
        expected = [
            ("agency.id", "That is the secret part of a key: give it to nobody", "no se la dé a nadie"),
            ("agency.card", "This is a card", "Esta es una tarjeta"),
            ("empty", "This file is empty", "Este archivo está vacío"),
            ("clip.mp4", "This is a video", "Este es un vídeo"), ("big.mp4", "This is a video", "Este es un vídeo"),
            ("request.txt", "This is a text, and no request", "Este es un texto"),
            ("changed.json", "This is a request", "Esta es una petición"),
        ]
        for language, place in [("en-US", 1), ("es-MX", 2)]:
            page = enter(browser, portal, language)
            assert page.locator("html").get_attribute("lang") == language[:2]
            for row in expected:
                give(page, folder / row[0])
                assert row[place] in page.locator("h1").inner_text(), (row, page.locator("h1").inner_text())
                if row[0] == "changed.json":
                    assert page.locator(".banner.stop").count() == 1
            page.get_by_role("link", name="English" if place == 2 else "Español").click()
            assert page.locator("html").get_attribute("lang") == ("en" if place == 2 else "es")
            assert "/said" in page.url, "the page stays when the language changes"
        assert list(portal.entry.parent.iterdir()) == [portal.entry], "nothing that was given stays"
        page.goto(f"{portal.base}/folder?path={folder}")
        page.get_by_role("link", name="request.json").click()
        assert "/case/" in page.url


def named():
    """A file named at the start is what the page opens with."""
    with home() as person, chromium() as browser:
        request = person.asked()
        with Portal(person, request) as portal:
            assert "/case/" in enter(browser, portal).url


def dropped():
    """A file can be dropped on the page from the system's own windows."""
    with home() as person, Portal(person) as portal, chromium() as browser:
        request = person.asked()
        page = enter(browser, portal)
        session = page.context.new_cdp_session(page)
        for kind in ["dragEnter", "dragOver", "drop"]:
            session.send("Input.dispatchDragEvent", {
                "type": kind, "x": 300, "y": 300,
                "data": {"items": [], "files": [str(request)], "dragOperationsMask": 1}})
        page.wait_for_url("**/case/*")


def keyboard():
    """The whole way to a signed no needs no mouse."""
    with home() as person, Portal(person) as portal, chromium() as browser:
        request = person.asked()
        page = enter(browser, portal)
        make_key(page)
        give(page, request)

        def to(selector, limit=80):
            for _ in range(limit):
                page.keyboard.press("Tab")
                if page.evaluate("one => document.activeElement.matches(one)", selector):
                    style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                    assert style != "none", "what has the focus is seen"
                    return
            raise AssertionError(f"{selector} is not reached")

        for _ in range(4):
            to(".fingerprint input")
            page.keyboard.press("Space")
        to("#number")
        page.keyboard.type("+1 555 0199")
        to("form[action$=trust] button.go")
        page.keyboard.press("Enter")
        page.get_by_text("You know Maria Keller").wait_for()
        to("a.no")
        page.keyboard.press("Enter")
        page.wait_for_url("**/decline")
        to("#reason")
        page.keyboard.type("No")
        to("button.no")
        page.keyboard.press("Enter")
        page.wait_for_url("**/answered/decline")


def without_script():
    """All but dropping works without script."""
    with home() as person, Portal(person) as portal, chromium() as browser:
        request = person.asked()
        page = enter(browser, portal, java_script_enabled=False)
        make_key(page)
        page.goto(portal.base + "/")
        page.set_input_files("#file", str(request))
        page.get_by_role("button", name="Look at it").click()
        for number in range(4):
            page.locator(".fingerprint input").nth(number).check()
        page.get_by_label("We met").check()
        page.get_by_role("button", name="All four lines").click()
        page.get_by_role("link", name="Say no").click()
        page.get_by_role("button", name="Sign my no").click()
        assert page.url.endswith("/answered/decline")
        page.goto(portal.base + "/cases")
        # What stands for browsers without script is there as elements; Chromium hides it where only its tools switched script off.
        assert page.locator("main noscript p", has_text="with the menu of your browser").count() == 1
        assert not page.locator("[data-print]").is_visible()


def again():
    """Killed and started midway, the page goes on where it was, and the old one says that it has ended."""
    with home() as person, chromium() as browser:
        request = person.asked()
        with Portal(person) as portal:
            page = enter(browser, portal)
            make_key(page)
            give(page, request)
            case = page.url.rsplit("/", 1)[1]
            portal.stop(signal.SIGKILL)
            page.get_by_role("alert").filter(has_text="This page has ended").wait_for(timeout=60000)
        with Portal(person) as portal:
            page = enter(browser, portal)
            page.get_by_role("link", name="26-0417").first.click()
            assert page.url.endswith(case)
            page.get_by_role("link", name="Say no").first.click()
            page.fill("#passphrase", PASSPHRASE)
            page.get_by_role("button", name="Sign my no").click()
            page.get_by_text("You said no").first.wait_for()


def screens(language):
    """No screen has a fault that axe finds, or is wider than a telephone; light and dark."""
    pictures = os.environ.get("PROFFER_PICTURES")
    with home() as person, Portal(person) as portal, chromium() as browser:
        request = person.asked()
        page = enter(browser, portal, language)

        def look(name, path=None):
            if path:
                page.goto(portal.base + path)
            whole_page(page, name)
            # Colours are the same in each language.
            for scheme in ("light", "dark") if pictures or language.startswith("en") else ("light",):
                page.emulate_media(color_scheme=scheme)
                found = Axe().run(page)
                assert found.violations_count == 0, (name, scheme, found.generate_report())
                for width in (390, 1100):
                    if width == 1100 and not pictures:
                        continue
                    page.set_viewport_size({"width": width, "height": 844})
                    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (name, width)
                    if pictures:
                        page.screenshot(
                            path=f"{pictures}/{name}-{language[:2]}-{scheme}-{width}.png", full_page=True)

        look("start-new", "/")
        look("cases-none", "/cases")
        look("key", "/key")
        page.fill("#name", "Dana Whitfield")
        page.fill("#passphrase", "short")
        page.fill("#again", "short")
        page.locator("form button.go").click()
        look("key-short")
        look("restore", "/restore")
        make_key(page)
        look("sheet", "/sheet")
        give(page, request)
        case = "/case/" + page.url.rsplit("/", 1)[1]
        for name, path in [
            ("who", case), ("differs", case + "/differs"), ("decline", case + "/decline"),
            ("folder", f"/folder?path={person.folder}"), ("said", "/said?nature=protected_identity&name=my.identity"),
            ("nothing", "/nowhere"), ("recordings-none", case + "/recordings"), ("not-yet", case + "/sign"),
        ]:
            look(name, path)
        # Who has chosen no recordings yet is led to them, and reads nothing of what they would hold.
        page.goto(portal.base + case + "/sign")
        assert page.locator(".why").count() == 0 and page.locator("main [lang=en]").count() == 0
        assert page.locator("main .ways a.go").get_attribute("href").endswith("/recordings")
        page.goto(portal.base + "/unlock")
        assert page.url == portal.base + "/", "what is unlocked is not asked for"
        page.locator("form.lock button").click()
        look("unlock", "/unlock")
        page.fill("#passphrase", "something else entirely")
        page.locator("main form button.go").click()
        look("unlock-wrong")
        page.fill("#passphrase", PASSPHRASE)
        page.locator("main form button.go").click()
        page.goto(portal.base + case)
        page.locator("form[action$=trust] button").click()
        look("who-partly")
        for number in range(4):
            page.locator(".fingerprint input").nth(number).check()
        page.locator("input[name=met]").check()
        page.locator("form[action$=trust] button").click()
        look("known", case)
        look("offer", case + "/offer")
        page.locator("form button.go").first.click()
        page.wait_for_url("**/answered/offer")
        look("offered")
        chosen(person, page, portal.base + case)
        look("terms", case + "/terms")
        look("sign", case + "/sign")
        page.goto(portal.base + case + "/decline")
        page.locator("button.no").click()
        look("answered", case + "/answered/decline")
        look("who-declined", case)
        look("cases", "/cases")
        look("start", "/")
        give(page, person.request(out="second.json", case="26-0418"))
        case = "/case/" + page.url.rsplit("/", 1)[1]
        chosen(person, page, portal.base + case)
        page.goto(portal.base + case + "/sign")
        page.fill("#passphrase", PASSPHRASE)
        page.locator("form button.go").click()
        page.wait_for_url("**/sealed", timeout=120000)
        look("who-agreed", case)
        for screen in ("sealed", "revoke"):
            look(screen, f"{case}/{screen}")
        page.locator("form.lock button").click()
        look("sealed-locked", f"{case}/sealed")
        look("save", f"{case}/save?path={person.folder}")
        page.goto(portal.base + case + "/revoke")
        page.fill("#passphrase", PASSPHRASE)
        page.locator("form button.no").click()
        page.wait_for_url("**/answered/revocation")
        look("taken-back", case + "/answered/revocation")
        look("who-taken-back", case)
        look("sealed-taken-back", case + "/sealed")
        look("cases-taken-back", "/cases")
        person.identity("other", "Maria Keller")
        give(page, person.request("other", "other.json"))
        look("stop", "/case/" + page.url.rsplit("/", 1)[1])
        person.proffer("identity", "rotate", "agency.id", "--no-passphrase", "--out", "renewed.id")
        person.proffer("identity", "card", "renewed.id", "--out", "renewed.card")
        give(page, person.request("renewed", "renewed.json", case="26-0419"))
        look("renewed")
        assert page.locator("form[action$=trust]").count() == 1 and page.locator(".fingerprint").count() == 0
        # Nobody is told to compare what is not there.
        assert page.locator(".findings .warn").count() == 1, page.locator(".findings").inner_text()
        soon = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 3))
        give(page, person.request(out="over.json", case="26-0420", expires=soon))
        over = page.url
        time.sleep(4)
        for step in ("", "/terms", "/sign"):
            page.goto(over + step)
            assert page.url == over, "to what is over nobody can agree"
        look("over")
        look("cases-over", "/cases")


def screens_english():
    screens("en-GB")


def screens_spanish():
    screens("es-ES")


if __name__ == "__main__":
    globals()[sys.argv[1]]()
