/// Reads fields out of a `SourceTree` and remembers everything that is wrong instead of stopping at the first.
///
/// A reading function that returns nil where the field is required has already noted why.
struct DefinitionReader {
    let file: String
    private(set) var errors: [DefinitionError] = []

    init(file: String) { self.file = file }

    mutating func refuse(_ reason: DefinitionError.Reason, at place: SourcePlace) {
        errors.append(DefinitionError(file: file, line: place.line, column: place.column, reason: reason))
    }
}

/// The fields of one mapping, by name.
struct SourceFields {
    let place: SourcePlace
    let fields: [SourceTree.Field]

    /// A definition has a handful of fields, so looking them up one by one is quick enough.
    subscript(name: String) -> SourceTree? { fields.first { $0.name == name }?.value }
}

/// How long texts may be: what fits a phone screen and, for features, one A4 in every language.
enum TextLimit {
    static let title = 160
    static let label = 120
    static let help = 400
    static let introduction = 600
    static let explanation = 340
    static let lookFor = 90
    static let example = 290
    static let prompt = 110
}

extension DefinitionReader {
    /// The named fields of a mapping; notes that something else stands there.
    mutating func fields(of tree: SourceTree, as name: String) -> SourceFields? {
        guard case .fields(let fields) = tree.content else {
            refuse(.expected("a group of fields", field: name), at: tree.place)
            return nil
        }
        return SourceFields(place: tree.place, fields: fields)
    }

    /// Notes every field that is not known here: nearly always a slip of the pen that would otherwise lose a text in silence.
    mutating func refuseUnknown(in fields: SourceFields, allowed: [String]) {
        for field in fields.fields where !allowed.contains(field.name) {
            refuse(.unknownField(field.name, allowed: allowed), at: field.place)
        }
    }

    mutating func required(_ name: String, in fields: SourceFields) -> SourceTree? {
        if fields[name] == nil { refuse(.missingField(name), at: fields.place) }
        return fields[name]
    }

    /// A single word or number as it was written.
    mutating func word(_ tree: SourceTree, as name: String) -> String? {
        guard case .text(let word) = tree.content else {
            refuse(.expected("a single word", field: name), at: tree.place)
            return nil
        }
        return word
    }

    /// A list of an allowed length.
    mutating func list(_ tree: SourceTree, as name: String, count: ClosedRange<Int>) -> [SourceTree] {
        guard case .list(let entries) = tree.content else {
            refuse(.expected("a list", field: name), at: tree.place)
            return []
        }
        if !count.contains(entries.count) {
            refuse(.wrongCount(field: name, count: entries.count, allowed: count), at: tree.place)
        }
        // What is far too long is reported once, not entry by entry.
        return entries.count > count.upperBound * 2 ? [] : entries
    }

    mutating func oneOf<Value: RawRepresentable<String> & CaseIterable>(
        _ type: Value.Type, _ tree: SourceTree, as name: String
    ) -> Value? {
        guard let word = word(tree, as: name) else { return nil }
        if let value = Value(rawValue: word) { return value }
        refuse(.unknownValue(word, field: name, allowed: type.allCases.map(\.rawValue)), at: tree.place)
        return nil
    }

    mutating func integer(_ tree: SourceTree, as name: String, in allowed: ClosedRange<Int>) -> Int? {
        guard let word = word(tree, as: name) else { return nil }
        guard let value = Int(word) else {
            refuse(.expected("a whole number", field: name), at: tree.place)
            return nil
        }
        guard allowed.contains(value) else {
            refuse(.outOfRange(field: name, allowed: allowed), at: tree.place)
            return nil
        }
        return value
    }

    /// `true` or `false`; what is absent is false.
    mutating func flag(_ name: String, in fields: SourceFields) -> Bool {
        guard let tree = fields[name], let word = word(tree, as: name) else { return false }
        if word != "true" && word != "false" { refuse(.expected("true or false", field: name), at: tree.place) }
        return word == "true"
    }

    /// A key of an item, an option or a scale.
    mutating func key(_ tree: SourceTree, as name: String) -> String? {
        guard let word = word(tree, as: name) else { return nil }
        guard Self.isKey(word) else {
            refuse(.badKey(word, field: name), at: tree.place)
            return nil
        }
        return word
    }

    /// `[a-z][A-Za-z0-9]*`, at most 60: safe as a form field, a column name and a JSON key.
    static func isKey(_ word: String) -> Bool {
        guard let first = word.utf8.first, (97...122).contains(first), word.utf8.count <= 60 else { return false }
        return word.utf8.allSatisfy { (97...122).contains($0) || (65...90).contains($0) || (48...57).contains($0) }
    }
}

extension DefinitionReader {
    mutating func requiredText(_ name: String, in fields: SourceFields, limit: Int) -> Translated? {
        guard let tree = required(name, in: fields) else { return nil }
        return translated(tree, as: name, limit: limit)
    }

    mutating func optionalText(_ name: String, in fields: SourceFields, limit: Int) -> Translated? {
        guard let tree = fields[name] else { return nil }
        return translated(tree, as: name, limit: limit)
    }

    /// A text per language; Dutch and English must be there, in every language it must say something and fit.
    mutating func translated(_ tree: SourceTree, as name: String, limit: Int) -> Translated? {
        guard let fields = fields(of: tree, as: name) else { return nil }
        var texts: [String: String] = [:]
        for field in fields.fields {
            guard Self.isLanguage(field.name) else {
                refuse(.unknownLanguage(field.name, field: name), at: field.place)
                continue
            }
            texts[field.name] = text(field.value, as: "\(name).\(field.name)", limit: limit)
        }
        for language in ["nl", "en"] where fields[language] == nil {
            refuse(.missingLanguage(language, field: name), at: tree.place)
        }
        guard let nl = texts["nl"], let en = texts["en"] else { return nil }
        return Translated(nl: nl, en: en, others: texts)
    }

    private mutating func text(_ tree: SourceTree, as name: String, limit: Int) -> String? {
        guard case .text(let text) = tree.content else {
            refuse(.expected("a text", field: name), at: tree.place)
            return nil
        }
        guard !text.isEmpty else {
            refuse(.emptyText(field: name), at: tree.place)
            return nil
        }
        guard text.count <= limit else {
            refuse(.tooLong(field: name, length: text.count, limit: limit), at: tree.place)
            return nil
        }
        return text
    }

    private static func isLanguage(_ code: String) -> Bool {
        (2...3).contains(code.utf8.count) && code.utf8.allSatisfy { (97...122).contains($0) }
    }
}
