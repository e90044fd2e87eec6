import Foundation
import Storage
import Yams

/// The texts of the site in one language.
package struct Words: Sendable {
    package let language: Language
    fileprivate let texts: [String: Text]
    /// Keys whose text stands here in another language, because nobody has translated it: their numbers go by that language.
    fileprivate var plurals: [String: Language] = [:]

    enum Text: Sendable {
        case plain(String)
        case plural([String: String])
    }

    /// The text of a key with values for what stands between braces.
    package func callAsFunction(_ key: String, _ values: [String: String] = [:]) -> String {
        guard case .plain(let text) = texts[key] else { return key }
        return values.isEmpty ? text : fill(text, values)
    }

    /// The text of a key that has forms for numbers: `zero` where it exists, and the forms that the language has; `other` for the rest.
    package func callAsFunction(_ key: String, count: Int, _ values: [String: String] = [:]) -> String {
        guard case .plural(let forms) = texts[key] else { return key }
        let named = count == 0 ? forms["zero"] : nil
        let form = named ?? forms[PluralForm(count, in: plurals[key] ?? language).rawValue] ?? forms["other"]
        return fill(form ?? key, values.merging(["count": String(count)]) { own, _ in own })
    }

    package func has(_ key: String) -> Bool { texts[key] != nil }

    /// From right to left a name or a date is set apart (Unicode isolates), or it would pull the signs around it to its own side.
    private func fill(_ text: String, _ values: [String: String]) -> String {
        let isApart = language.direction == "rtl"
        var filled = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            filled += rest[..<open]
            let name = String(rest[rest.index(after: open)..<close])
            let value = values[name] ?? "{" + name + "}"
            filled += isApart ? "\u{2068}" + value + "\u{2069}" : value
            rest = rest[rest.index(after: close)...]
        }
        return filled + rest
    }
}

/// The texts of all languages, read once at start.
package struct Library: Sendable {
    private let byLanguage: [Language: Words]
    private let own: [Language: Set<String>]

    /// Reads `<language>.yaml` in each folder; a later folder adds its keys. Dutch and English must be in every folder; of another language
    /// what is missing is shown in Dutch.
    /// - Throws: `ContentProblem` with file and reason when a file is missing or wrong, or a key stands in two folders.
    package init(folders: [URL]) throws {
        var byLanguage: [Language: Words] = [:]
        var own: [Language: Set<String>] = [:]
        for language in Language.allCases {
            let texts = try Self.texts(language, folders)
            own[language] = Set(texts.keys)
            let dutch = language.isComplete ? [:] : byLanguage[.nl]?.texts ?? [:]
            let borrowed = dutch.filter { texts[$0.key] == nil }
            byLanguage[language] = Words(
                language: language, texts: texts.merging(borrowed) { mine, _ in mine }, plurals: borrowed.mapValues { _ in .nl })
        }
        self.byLanguage = byLanguage
        self.own = own
    }

    private static func texts(_ language: Language, _ folders: [URL]) throws -> [String: Words.Text] {
        var texts: [String: Words.Text] = [:]
        for folder in folders {
            let file = folder.appending(path: "\(language.code).yaml")
            if !language.isComplete, !FileManager.default.fileExists(atPath: file.path) { continue }
            for (key, text) in try read(file) {
                guard texts.updateValue(text, forKey: key) == nil else {
                    throw ContentProblem(file: file.path, line: 0, reason: "the key '\(key)' stands in another module too")
                }
            }
        }
        return texts
    }

    package subscript(_ language: Language) -> Words {
        byLanguage[language] ?? Words(language: language, texts: [:])
    }

    /// All keys that stand in a language's own files, each with the names between braces in it: for the test that compares languages.
    package func keys(_ language: Language) -> [String: Set<String>] {
        self[language].texts.filter { own[language]?.contains($0.key) ?? false }.mapValues { text in
            switch text {
            case .plain(let text): Self.places(in: text)
            case .plural(let forms): forms.values.reduce(into: []) { $0.formUnion(Self.places(in: $1)) }
            }
        }
    }

    private static func places(in text: String) -> Set<String> {
        Set(text.matches(of: /\{([a-zA-Z]+)\}/).map { String($0.output.1) })
    }

    private static func read(_ file: URL) throws -> [String: Words.Text] {
        guard let text = try? String(contentsOf: file, encoding: .utf8) else {
            throw ContentProblem(file: file.path, line: 0, reason: "cannot be read")
        }
        do {
            var texts: [String: Words.Text] = [:]
            if let root = try Yams.compose(yaml: text) { try gather(root, under: "", file: file, into: &texts) }
            return texts
        } catch let error as YamlError {
            throw ContentProblem(file: file.path, line: 0, reason: "\(error)")
        }
    }

    private static func gather(_ node: Node, under prefix: String, file: URL, into texts: inout [String: Words.Text]) throws {
        guard let mapping = node.mapping else {
            guard let text = node.string else {
                throw ContentProblem(file: file.path, line: node.mark?.line ?? 0, reason: "'\(prefix)' must be a text")
            }
            texts[prefix] = .plain(text)
            return
        }
        let forms = mapping.compactMap { key, value in key.string.flatMap { name in value.string.map { (name, $0) } } }
        if forms.count == mapping.count, forms.contains(where: { $0.0 == "other" }), forms.allSatisfy({ Self.formNames.contains($0.0) }) {
            texts[prefix] = .plural(Dictionary(forms, uniquingKeysWith: { first, _ in first }))
            return
        }
        for (key, value) in mapping {
            let name = key.string ?? ""
            let whole = prefix.isEmpty ? name : prefix + "." + name
            guard !name.isEmpty, texts[whole] == nil else {
                throw ContentProblem(file: file.path, line: key.mark?.line ?? 0, reason: "the key '\(whole)' is empty or stands here twice")
            }
            try gather(value, under: whole, file: file, into: &texts)
        }
    }

    private static let formNames = Set(PluralForm.allCases.map(\.rawValue))
}

/// A file of content that cannot be used; it stops the start.
package struct ContentProblem: Error, CustomStringConvertible {
    package let file: String
    package let line: Int
    package let reason: String

    package init(file: String, line: Int, reason: String) {
        self.file = file
        self.line = line
        self.reason = reason
    }

    package var description: String { "\(file):\(line): \(reason)" }
}
