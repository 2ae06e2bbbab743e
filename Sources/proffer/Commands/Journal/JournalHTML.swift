import Presentation
import Mustache

/// A journal as one HTML page: nothing is loaded from anywhere, and nothing in it can run.
enum JournalHTML {
    /// The page.
    ///
    /// - Throws: Mustache's error for a template that is none, which is a fault of ours.
    static func page(of document: JournalDocument) throws -> String {
        try MustacheTemplate(string: template).render(Values(document))
    }

    /// What the template is filled with; texts have been made harmless, and the template escapes them.
    private struct Values {
        struct Line {
            var text: String
            /// Whether somebody else wrote it.
            var isTheirs: Bool

            init(_ line: JournalDocument.Line) {
                isTheirs = line.isTheirs
                text = line.text.harmless
            }
        }
        struct Fact {
            var label: String
            var lines: [Line]
        }
        struct Block {
            var heading: String
            var facts: [Fact]
            var remark: String?
        }
        struct Entry {
            var heading: String
            var outcome: String
            var blocks: [Block]
        }
        var made: String
        var entries: [Entry]
        var isEmpty: Bool
        var isSpoiled: Bool
        var spoiled: [String]
        var standing: String

        init(_ document: JournalDocument) {
            made = document.made.harmless
            standing = document.standing.harmless
            entries = document.entries.map { entry in
                Entry(
                    heading: entry.heading.harmless, outcome: entry.outcome.harmless,
                    blocks: entry.blocks.map { block in
                        Block(
                            heading: block.heading.harmless,
                            facts: block.facts.map {
                                Fact(label: $0.label.harmless, lines: $0.lines.map(Line.init))
                            }, remark: block.remark?.harmless)
                    })
            }
            isEmpty = entries.isEmpty
            spoiled = document.spoiled.map(\.harmless)
            isSpoiled = !spoiled.isEmpty
        }
    }

    // In the program, not beside it: what is installed is one file.
    private static let template = """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <meta name="referrer" content="no-referrer">
        <title>Who got what from me</title>
        <style>
        body { font: 1rem/1.45 system-ui, sans-serif; color: #1b1b1b; background: #fff; max-width: 46rem;
          margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
        h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-bottom: .2rem; } h3 { font-size: 1rem; }
        article { border-top: 2px solid #1b1b1b; margin-top: 2rem; }
        section { border-left: 3px solid #767676; padding-left: .8rem; margin: 1rem 0; break-inside: avoid; }
        dl { display: grid; grid-template-columns: minmax(6rem, 9rem) 1fr; gap: .15rem .8rem; margin: 0; }
        dt { color: #595959; } dd { margin: 0; } dd span { display: block; }
        dd q { display: block; border-left: 3px solid #b8860b; padding-left: .5rem; min-height: 1em; }
        dd q::before, dd q::after, .sample::before, .sample::after { content: none; }
        .sample { border-left: 3px solid #b8860b; padding-left: .5rem; }
        .outcome { font-weight: 600; margin-top: 0; } .alarm { border: 3px solid #a40000; padding: .5rem .8rem; }
        @media (max-width: 30rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .4rem; } }
        @media print { body { max-width: none; padding: 0; font-size: 10pt; } h2, h3, .outcome, .alarm p { break-after: avoid; }
          .alarm { break-inside: avoid; } @page { margin: 16mm 16mm 20mm;
          @bottom-right { content: "page " counter(page) " of " counter(pages); font-size: 7.5pt; } } }
        </style>
        </head>
        <body>
        <h1>Who got what from me</h1>
        <p>Written on {{made}} by Proffer, from a journal on this machine. It is for nobody but its owner.
        What others wrote stands in “quotation marks” or behind a line like this: <q class="sample">their words</q></p>
        {{#isSpoiled}}
        <div class="alarm" role="alert">
        <p>Somebody has changed this journal. No longer to be relied on:</p>
        <ul>{{#spoiled}}<li>{{.}}</li>{{/spoiled}}</ul>
        </div>
        {{/isSpoiled}}
        <main>
        {{#isEmpty}}
        <p>Nothing is in it yet.</p>
        {{/isEmpty}}
        {{#entries}}
        <article>
        <h2>{{heading}}</h2>
        <p class="outcome">{{outcome}}</p>
        {{#blocks}}
        <section>
        <h3>{{heading}}</h3>
        <dl>
        {{#facts}}
        <dt>{{label}}</dt><dd>{{#lines}}{{#isTheirs}}<q>{{text}}</q>{{/isTheirs}}{{^isTheirs}}<span>{{text}}</span>{{/isTheirs}}{{/lines}}</dd>
        {{/facts}}
        </dl>
        {{#remark}}
        <p>{{.}}</p>
        {{/remark}}
        </section>
        {{/blocks}}
        </article>
        {{/entries}}
        </main>
        <p>{{standing}}</p>
        </body>
        </html>

        """
}
