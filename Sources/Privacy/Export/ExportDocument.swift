import Foundation
import People
import Storage
import Web

/// Everything about one person as two files: a page that can be read anywhere, and the same as data.
struct ExportDocument: Sendable {
    let sections: [RecordSection]
    let name: String
    let made: Date
    let words: Words

    /// A page that needs nothing beside it: its few lines of style stand in it, since it is a file and no page of the site.
    var html: HTML {
        let title = words("export.document.title", ["name": name])
        let contents = sections.map { section -> HTML in "<li><a href=\"#\(section.name)\">\(heading(section))</a></li>" }
        return """
            <!doctype html><html lang="\(words.language.code)" dir="\(words.language.direction)"><head><meta charset="utf-8">\
            <meta name="viewport" content="width=device-width,initial-scale=1"><title>\(title)</title>\(Self.style)</head><body><main>\
            <h1>\(title)</h1><p>\(words("export.document.made", ["moment": moment(made)]))</p><p>\(words("export.document.intro"))</p>\
            <nav><ul>\(contents)</ul></nav>\(sections.map { draw($0, level: 2) })</main></body></html>

            """
    }

    private static let style: HTML = """
        <style>body{font:1rem/1.5 system-ui,sans-serif;margin:0;color:#1d1f24;background:#fff}main{max-width:44rem;margin:0 auto;padding:1rem}\
        h2{margin-top:2.5rem;border-bottom:2px solid #ccd}h3,h4{margin:.75rem 0 .25rem}article{padding:.5rem 0;border-bottom:1px solid #dde}\
        dl{margin:0}dl div{margin:.25rem 0}dt{font-weight:600}dd{margin:0 0 0 1rem;white-space:pre-line}section section{margin-left:1rem}</style>
        """

    private func draw(_ section: RecordSection, level: Int) -> HTML {
        let items = section.items.map { item -> HTML in
            let fields = item.fields.map { field -> HTML in "<div><dt>\(label(field))</dt><dd>\(value(field))</dd></div>" }
            return "<article><dl>\(fields)</dl>\(item.parts.map { draw($0, level: min(4, level + 1)) })</article>"
        }
        let title: HTML =
            switch level {
            case 2: "<h2>\(heading(section))</h2>"
            case 3: "<h3>\(heading(section))</h3>"
            default: "<h4>\(heading(section))</h4>"
            }
        return "<section\(when(level == 2) { " id=\"\(section.name)\"" })>\(title)\(items)</section>"
    }

    private func heading(_ section: RecordSection) -> String { words("record.section." + section.name) }

    private func label(_ field: RecordField) -> String {
        switch field.label {
        case .key(let key): words("record." + key)
        case .said(_, let text): text
        }
    }

    private func value(_ field: RecordField) -> String {
        switch field.value {
        case .text(let text): text
        case .word(let key): words(key)
        case .day(let day): words.full(day)
        case .moment(let at): moment(at)
        }
    }

    private func moment(_ at: Date) -> String { words("export.document.moment", ["day": words.full(Day(at)), "time": words.time(at)]) }
}

extension ExportDocument {
    /// The same for a machine: names that stay the same in every language beside the words of the person's own. Days are
    /// `2026-11-21`, moments are UTC (ISO 8601).
    func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(
            Whole(made: made.instantText, language: words.language.code, name: name, sections: sections.map(encoded)))
    }

    private struct Whole: Encodable {
        let made: String
        let language: String
        let name: String
        let sections: [Section]
    }

    private struct Section: Encodable {
        let name: String
        let title: String
        let items: [Item]
    }

    private struct Item: Encodable {
        let fields: [Field]
        let parts: [Section]?
    }

    private struct Field: Encodable {
        let name: String
        let label: String
        let text: String
        /// The value as data where it is no text: a day, a moment, the name of a state.
        let value: String?
    }

    private func encoded(_ section: RecordSection) -> Section {
        Section(
            name: section.name, title: heading(section),
            items: section.items.map { item in
                Item(
                    fields: item.fields.map { Field(name: $0.name, label: label($0), text: value($0), value: data($0.value)) },
                    parts: item.parts.isEmpty ? nil : item.parts.map(encoded))
            })
    }

    private func data(_ value: RecordField.Value) -> String? {
        switch value {
        case .text: nil
        case .word(let key): key.split(separator: ".").last.map(String.init)
        case .day(let day): day.description
        case .moment(let at): at.instantText
        }
    }
}
