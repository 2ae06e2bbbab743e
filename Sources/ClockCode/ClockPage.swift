import Foundation

/// The page that shows a camera the true time: one file that works in any browser, with no network, for ever.
///
/// It holds what ``QRBasis`` found, not codes: the script puts the code of the moment together from it.
package enum ClockPage {
    /// What the script puts codes together from, as a page hands it over: the `data-` values of its canvas, by their names.
    ///
    /// - Throws: ``ClockCodeError/notDrawable(text:cause:)``.
    package static func values() throws(ClockCodeError) -> [(name: String, value: String)] {
        let sample =
            ShownTime.label.utf8.count + ShownTime.timeLength + 1
            + String(ShownTime.pageMilliseconds).utf8.count
        let basis = try QRBasis(length: sample)
        return [
            ("label", ShownTime.label), ("every", "\(ShownTime.pageMilliseconds)"), ("size", "\(basis.size)"),
            ("alphabet", String(decoding: QRMatrix.alphabet, as: UTF8.self)),
            ("base", Data(basis.base).base64EncodedString()),
            ("turned", Data(basis.turned.flatMap(\.self)).base64EncodedString()),
        ]
    }

    /// The page as HTML.
    ///
    /// - Throws: ``ClockCodeError/notDrawable(text:cause:)``.
    package static func html() throws(ClockCodeError) -> String {
        // None of them has a character that means something in a page.
        let data = try values().map { " data-\($0.name)=\"\($0.value)\"" }.joined()
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy"
              content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'">
            <title>The time, for a camera</title>
            <style>
            \(style)
            </style>
            </head>
            <body>
            <h1>Hold this screen before the camera for ten seconds</h1>
            <canvas id="code" role="img" aria-label="A code that shows the time, new every half second"\(data)></canvas>
            <p id="time" role="timer">This page needs JavaScript to show the time.</p>
            <p>Screen as bright as it goes, its whole white square in the picture, as near as the camera sees
            sharp: the square should fill at least a quarter of the picture's height. Keep still.</p>
            <p class="small">Each code is shown for \(ShownTime.pageMilliseconds) ms and says this device's own time. A telephone that
            sets its clock by itself is usually right to half a second: look in its settings that it does, or
            compare the digits with a clock you trust. What this clock is wrong by, the camera's will be found
            wrong by too.</p>
            <script>
            \(script)
            </script>
            </body>
            </html>

            """
    }

    private static let style = """
        html { background: #fff; color: #000; font: 16px/1.4 system-ui, sans-serif; }
        body { margin: 0 auto; max-width: 60rem; padding: 0.5rem 1rem; text-align: center; }
        h1 { font-size: 1.5rem; margin: 0.3rem 0; }
        canvas { display: block; margin: 0 auto; background: #fff; image-rendering: pixelated; }
        p { margin: 0.4rem auto; max-width: 36rem; }
        #time { font: bold 1.6rem/1.3 ui-monospace, monospace; }
        .small { font-size: 0.85rem; }
        """

    /// What draws the codes on the canvas `code` of a page, and writes the time into its element `time`.
    ///
    /// `turned` holds, for each bit of the text in the order of the alphanumeric mode, the squares it turns.
    package static let script = """
        const canvas = document.getElementById("code"), digits = document.getElementById("time");
        const { label, alphabet } = canvas.dataset;
        const every = Number(canvas.dataset.every), size = Number(canvas.dataset.size);
        const base = bytes(canvas.dataset.base), turned = bytes(canvas.dataset.turned);

        function bytes(base64) { return Uint8Array.from(atob(base64), c => c.charCodeAt(0)); }

        // The bits of a text in the alphanumeric mode: two characters in eleven, a last one in six.
        function bits(text) {
          let all = "";
          for (let i = 0; i < text.length; i += 2) {
            const one = alphabet.indexOf(text[i]);
            all += i + 1 < text.length
              ? (one * 45 + alphabet.indexOf(text[i + 1])).toString(2).padStart(11, "0")
              : one.toString(2).padStart(6, "0");
          }
          return all;
        }

        function code(text) {
          const squares = base.slice();
          [...bits(text)].forEach((bit, number) => {
            if (bit === "0") return;
            for (let i = 0; i < squares.length; i++) squares[i] ^= turned[number * squares.length + i];
          });
          return squares;
        }

        // Whole pixels of the screen for each square, and a light edge of four squares.
        function draw(squares) {
          const ratio = window.devicePixelRatio || 1, whole = size + 8;
          const room = Math.min(canvas.parentElement.clientWidth - 32, window.innerHeight * 0.7);
          const scale = Math.max(1, Math.floor(room * ratio / whole));
          canvas.width = canvas.height = whole * scale;
          canvas.style.width = canvas.style.height = whole * scale / ratio + "px";
          const pen = canvas.getContext("2d");
          pen.fillStyle = "#fff";
          pen.fillRect(0, 0, canvas.width, canvas.height);
          pen.fillStyle = "#000";
          for (let i = 0; i < size * size; i++) {
            if (squares[i >> 3] & (128 >> (i & 7))) {
              pen.fillRect((i % size + 4) * scale, (Math.floor(i / size) + 4) * scale, scale, scale);
            }
          }
        }

        let shown = null;

        function show() {
          const now = Date.now(), from = now - now % every;
          if (from !== shown) {
            shown = from;
            const text = new Date(from).toISOString();
            draw(code(label + text + " " + every));
            digits.textContent = text.slice(0, 10) + " " + text.slice(11, 19) + " UTC";
          }
          requestAnimationFrame(show);
        }

        // A page that is not shown is not redrawn: no old code may stand there when it comes back.
        document.addEventListener("visibilitychange", () => {
          canvas.width = canvas.width;
          shown = null;
          if (!document.hidden) keepAwake();
        });

        // Where the browser can, the screen stays on.
        function keepAwake() {
          if (navigator.wakeLock) navigator.wakeLock.request("screen").catch(() => {});
        }

        keepAwake();
        requestAnimationFrame(show);
        """
}
