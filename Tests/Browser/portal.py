"""The owner's page as a person's browser meets it: the built program, Debian's Chromium, and folders of their own."""

import contextlib
import http.client
import json
import os
import pathlib
import re
import signal
import subprocess
import tempfile
import time

from playwright.sync_api import sync_playwright

PROGRAM = os.environ["PROFFER"]
PASSPHRASE = "four quiet words and a river"


class Home:
    """A person's home folder, with an agency that asks them."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.environment = {
            "PATH": os.environ["PATH"], "HOME": str(self.folder), "LC_ALL": "C.UTF-8", "TZ": "Europe/Berlin",
            "TMPDIR": str(self.folder / "tmp"),
        }
        (self.folder / "tmp").mkdir()

    def proffer(self, *arguments):
        done = subprocess.run(
            [PROGRAM, *arguments], cwd=self.folder, env=self.environment, capture_output=True, text=True,
            stdin=subprocess.DEVNULL)
        assert done.returncode == 0, (arguments, done.stderr)
        return done.stdout

    def identity(self, name, person, role="agency"):
        self.proffer("identity", "new", "--name", person, "--role", role, "--no-passphrase", "--out", f"{name}.id")
        self.proffer("identity", "card", f"{name}.id", "--out", f"{name}.card")

    def request(self, name="agency", out="request.json", contact="+1 555 0100", **changed):
        terms = {
            "case": "26-0417", "purpose": "Hit-and-run: a parked car was struck",
            "location": "In front of 12 Elm St", "from": "2026-07-04T21:40:00+02:00",
            "to": "2026-07-04T21:43:00+02:00", "recipient": f"{name}.card", "contact": contact, **changed}
        self.proffer(
            "request", "new", "--identity", f"{name}.id", "--audio", "--out", out,
            *[word for key, value in terms.items() for word in (f"--{key}", value)])
        return self.folder / out

    def asked(self):
        self.identity("agency", "Maria Keller")
        return self.request()

    def data(self, name):
        return self.folder / ".local/share/proffer" / name


class Portal:
    """The page while it is served."""

    def __init__(self, home, *arguments):
        self.process = subprocess.Popen(
            [PROGRAM, "portal", "--no-browser", *map(str, arguments)], cwd=home.folder, env=home.environment,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        line = self.process.stderr.readline()
        found = re.search(r"open (/\S+)", line)
        assert found, line
        self.entry = pathlib.Path(found[1])
        page = self.entry.read_text()
        self.origin = re.search(r'action="(http://127\.0\.0\.1:\d+)/enter"', page)[1]
        self.host = self.origin.removeprefix("http://")
        # The folder of all pages, once somebody was let in.
        self.root = ""
        self.secret = re.search(r'name="secret" value="([0-9a-f]{64})"', page)[1]

    @property
    def base(self):
        """What stands in front of every address of its pages."""
        return self.origin + self.root

    def let_in(self):
        """Enters without a browser, and gives the cookie."""
        answer = self.post_entry(f"secret={self.secret}", Origin="null")
        self.root = re.search(r"url=(/[0-9a-f]{64})", answer.text)[1]
        return answer.getheader("Set-Cookie").split(";")[0]

    def post_entry(self, body, **headers):
        return self.request("/enter", "POST", body, **headers)

    def ask(self, path, method="GET", body=None, **headers):
        """Asks for a page of the session's folder, without a browser."""
        return self.request(self.root + path, method, body, **headers)

    def request(self, path, method="GET", body=None, **headers):
        """Asks without a browser; says which host only if told so."""
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection(self.host, timeout=60)
        connection.putrequest(method, path, skip_host=True)
        for name, value in {"Host": self.host, **names}.items():
            connection.putheader(name, value)
        data = (body or "").encode()
        if method == "POST":
            connection.putheader("Content-Length", str(len(data)))
            if "Content-Type" not in names:
                connection.putheader("Content-Type", "application/x-www-form-urlencoded")
        connection.endheaders(data if method == "POST" else None)
        answer = connection.getresponse()
        answer.text = answer.read().decode()
        connection.close()
        return answer

    def stop(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        return self.ended()

    def ended(self):
        said = self.process.communicate(timeout=180)[1]
        return self.process.returncode, said

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.stop()


@contextlib.contextmanager
def home():
    with tempfile.TemporaryDirectory(prefix="proffer-browser-") as folder:
        yield Home(folder)


@contextlib.contextmanager
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield browser
        browser.close()


def enter(browser, portal, language="en-GB", **settings):
    """Opens the page by its file, as the system's browser would, and notes what is asked for."""
    context = browser.new_context(locale=language, **{"viewport": {"width": 1100, "height": 900}, **settings})
    page = context.new_page()
    page.set_default_timeout(60000)
    page.asked, page.said = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("console", lambda message: page.said.append(message.text) if message.type == "error" else None)
    page.goto(f"file://{portal.entry}")
    if settings.get("java_script_enabled") is False:
        page.get_by_role("button").click()
    page.wait_for_url(lambda url: url.startswith(portal.origin) and not url.endswith("/enter"))
    portal.root = "/" + page.url.split("/")[3]
    return page


def start(page):
    """The address of the start page, of a page's own session."""
    return "/".join(page.url.split("/")[:4])


def make_key(page, name="Dana Whitfield"):
    page.goto(start(page) + "/key")
    page.fill("#name", name)
    page.fill("#passphrase", PASSPHRASE)
    page.fill("#again", PASSPHRASE)
    page.locator("form button.go").click()
    page.wait_for_url(lambda url: "/sheet?new=1" in url)


def give(page, path, scripted=True):
    """Chooses a file on the start page; without script it is sent by the button."""
    page.goto(start(page) + "/")
    page.set_input_files("#file", str(path))
    if not scripted:
        page.locator("#drop button").click()
    page.wait_for_url(lambda url: "/case/" in url or "/said" in url)


def compared(person):
    """The owner compared the agency's card before."""
    digits = json.loads(person.proffer("identity", "show", "agency.card", "--json"))["card"]["fingerprint"]
    person.proffer("trust", "add", "agency.card", "--compared", digits, "--compared-by", "Dana", "--compared-on",
        time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "--face-to-face")


@contextlib.contextmanager
def known_asks():
    """A person with a key looks at the request of an agency whose fingerprint they compared."""
    with home() as person, Portal(person) as portal, chromium() as browser:
        request = person.asked()
        compared(person)
        page = enter(browser, portal)
        make_key(page)
        give(page, request)
        yield person, portal, page


def alike(page, way=".go"):
    """Saying no is as large as going on."""
    boxes = [page.locator(f".ways {kind}").last.bounding_box() for kind in (way, ".no")]
    assert abs(boxes[0]["width"] - boxes[1]["width"]) < 2 and abs(boxes[0]["height"] - boxes[1]["height"]) < 2, boxes


# What is wrong with a page as it is seen: wider than the screen, a second button that stands out as the way on, or one beside a no
# that is signed here, a page of a case without a way on, a choice that is squeezed, words of another language, what a program shows
# where a value is missing, and a code that is no square.
FAULTS = """other => {
  const faults = [], width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width) faults.push('wider than the screen');
  const main = [...document.querySelectorAll('main .go')].filter(one => one.checkVisibility() && !one.closest('.case'));
  const nos = [...document.querySelectorAll('main button.no')].filter(one => one.checkVisibility());
  if (main.length + nos.length > 1) faults.push('ways on: ' + [...main, ...nos].map(one => one.innerText).join(', '));
  const ways = [...document.querySelectorAll('main button, main a.button')];
  if (location.pathname.includes('/case/') && !ways.some(one => one.checkVisibility())) faults.push('no way on');
  for (const label of document.querySelectorAll('fieldset .tick label')) {
    const [own, room] = [label, label.closest('fieldset')].map(one => one.getBoundingClientRect().width);
    if (label.checkVisibility() && own < room / 2) faults.push('squeezed to ' + own + ' of ' + room + ': ' + label.innerText);
  }
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode.data.trim(), parent = texts.currentNode.parentElement;
    if (parent.closest('script, noscript, body [lang]')) continue;
    if (text === 'nil' || text.includes('\u27e6') || text.includes('Optional(')) faults.push('no value: ' + text);
    if (other.includes(text)) faults.push('another language: ' + text);
  }
  for (const picture of document.querySelectorAll('.code canvas, figure svg')) {
    const box = picture.getBoundingClientRect();
    if (picture.checkVisibility() && Math.abs(box.width - box.height) > 1) faults.push('no square: ' + box.width + ' x ' + box.height);
  }
  return faults;
}"""


def whole_page(page, name):
    """Nothing is amiss on a page, on a small telephone and on a desktop."""
    table = json.loads((pathlib.Path(__file__).parents[2] / "Sources/Portal/Resources/words.json").read_text())
    language = page.locator("html").get_attribute("lang")
    own = {words[language] for words in table.values()}
    others = [text for words in table.values() for code, text in words.items() if code != language and text not in own]
    size = page.viewport_size
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        faults = page.evaluate(FAULTS, others)
        assert faults == [], (name, language, width, faults)
    page.set_viewport_size(size)
