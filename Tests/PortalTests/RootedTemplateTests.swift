import Portal
import Testing

@Suite("The session's folder stands once in front of each address in a template")
struct RootedTemplateTests {
    @Test(
        "of an address and of a value that holds one, and of nothing else",
        arguments: [
            ("<a href=\"/cases\">", "<a href=\"{{root}}/cases\">"),
            ("<form action=\"/case/{{case}}/sign\">", "<form action=\"{{root}}/case/{{case}}/sign\">"),
            ("<a href=\"{{address}}\">", "<a href=\"{{root}}{{address}}\">"),
            (
                "<li data-src=\"{{src}}\" data-seen=\"{{seen}}\">",
                "<li data-src=\"{{root}}{{src}}\" data-seen=\"{{root}}{{seen}}\">"
            ),
            ("<input name=\"path\" value=\"{{path}}\">", "<input name=\"path\" value=\"{{path}}\">"),
            ("<a href=\"decline\">", "<a href=\"decline\">"),
        ])
    func rooted(_ template: String, _ expected: String) { #expect(Pages.rooted(template) == expected) }

    @Test(
        "no template names the folder itself: it would stand there twice",
        arguments: Pages.templates.keys.sorted())
    func once(_ name: String) throws {
        let template = String(decoding: try #require(Pages.templates[name]), as: UTF8.self)
        #expect(!template.contains("{{root}}"))
    }
}
