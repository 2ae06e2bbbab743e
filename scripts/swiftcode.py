"""Takes Swift apart into its code and the texts in it, as far as counting names needs."""


class Parts:
    """The code of a file without comments and texts, line for line, and its texts with the line each stands in."""

    def __init__(self, text):
        self.text = text
        self.code = ""
        self.texts = []
        self._out = []
        # For each text that we are in a computed part of: how many parentheses are open, how it ends, whether it is raw.
        self._inside = []
        position = 0
        while position < len(text):
            position = self._step(position)
        self.code = "".join(self._out)

    def _step(self, position):
        text, inside = self.text, self._inside
        if text.startswith("//", position):
            end = text.find("\n", position)
            return len(text) if end < 0 else end
        if text.startswith("/*", position):
            end = text.find("*/", position)
            end = len(text) if end < 0 else end + 2
            self._out.append("\n" * text.count("\n", position, end))
            return end
        if text[position] == '"' or text.startswith('#"', position):
            raw = text[position] == "#"
            quote = '"""' if text.startswith('"""', position + raw) else '"'
            return self._skip(position + raw + len(quote), quote + "#" * raw, raw)
        self._out.append(text[position])
        if inside and text[position] in "()":
            inside[-1][0] += 1 if text[position] == "(" else -1
            if inside[-1][0] == 0:
                _, ending, raw = inside.pop()
                return self._skip(position + 1, ending, raw)
        return position + 1

    def _skip(self, position, ending, raw):
        """Goes on in a text: to behind its end, or to the first letter of a part of it that is computed."""
        text, begin = self.text, position
        computed = "\\#(" if raw else "\\("
        while position < len(text) and not text.startswith(ending, position):
            if text.startswith(computed, position):
                self._keep(begin, position)
                self._inside.append([1, ending, raw])
                self._out.append(" (")
                return position + len(computed)
            position += 2 if text[position] == "\\" and not raw else 1
        self._keep(begin, position)
        self._out.append(" ")
        return position + len(ending)

    def _keep(self, begin, end):
        content = self.text[begin:end]
        self._out.append(' "" ' + "\n" * content.count("\n"))
        line = self.text.count("\n", 0, begin) + 1
        for offset, part in enumerate(content.split("\n")):
            if part:
                self.texts.append((line + offset, part))
