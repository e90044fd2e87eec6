extension DefinitionReader {
    /// The whole definition, or nil when a part of it is missing; the errors say which.
    mutating func instrument(_ tree: SourceTree) -> Instrument? {
        guard let fields = fields(of: tree, as: "instrument") else { return nil }
        refuseUnknown(
            in: fields,
            allowed: ["id", "version", "kind", "title", "purpose", "audience", "introduction", "scales", "sections"])
        let id = required("id", in: fields).flatMap { identifier($0) }
        let version = required("version", in: fields).flatMap { integer($0, as: "version", in: 1...9999) }
        let kind = required("kind", in: fields).flatMap { oneOf(Instrument.Kind.self, $0, as: "kind") }
        let title = requiredText("title", in: fields, limit: TextLimit.label)
        let purpose = requiredText("purpose", in: fields, limit: TextLimit.help)
        let audience = required("audience", in: fields).map { audiences($0) } ?? []
        let introduction = requiredText("introduction", in: fields, limit: TextLimit.introduction)
        let scales = fields["scales"].map { sharedScales($0) } ?? [:]
        let sections = required("sections", in: fields).map { readSections($0, scales: scales) } ?? []
        guard let id, let version, let kind, let title, let purpose, let introduction else { return nil }
        return Instrument(
            id: id, version: version, kind: kind, title: title, purpose: purpose, audience: audience,
            introduction: introduction, sections: sections)
    }

    /// Small words joined by '-', because the id also stands in addresses and names the file.
    private mutating func identifier(_ tree: SourceTree) -> String? {
        guard let word = word(tree, as: "id") else { return nil }
        let parts = word.split(separator: "-", omittingEmptySubsequences: false)
        let startsWell = word.utf8.first.map { (97...122).contains($0) } ?? false
        let isPlain = parts.allSatisfy { part in
            !part.isEmpty && part.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) }
        }
        guard startsWell, isPlain, word.utf8.count <= 60 else {
            refuse(.badKey(word, field: "id"), at: tree.place)
            return nil
        }
        return word
    }

    private mutating func audiences(_ tree: SourceTree) -> [Instrument.Audience] {
        var found: [Instrument.Audience] = []
        for entry in list(tree, as: "audience", count: 1...Instrument.Audience.allCases.count) {
            guard let one = oneOf(Instrument.Audience.self, entry, as: "audience") else { continue }
            if found.contains(one) { refuse(.duplicateField(one.rawValue), at: entry.place) }
            found.append(one)
        }
        return found
    }

    /// Lists of points that several items use, by name.
    private mutating func sharedScales(_ tree: SourceTree) -> [String: [Translated]] {
        guard let fields = fields(of: tree, as: "scales") else { return [:] }
        var scales: [String: [Translated]] = [:]
        for field in fields.fields {
            if !Self.isKey(field.name) { refuse(.badKey(field.name, field: "name of a scale"), at: field.place) }
            // A scale with a mistake is still known, so that its items are not refused for it as well.
            scales[field.name] = points(field.value)
        }
        return scales
    }

    private mutating func readSections(_ tree: SourceTree, scales: [String: [Translated]]) -> [Instrument.Section] {
        var places = ItemPlaces()
        var sections: [Instrument.Section] = []
        for entry in list(tree, as: "sections", count: 1...40) {
            guard let fields = fields(of: entry, as: "section") else { continue }
            refuseUnknown(in: fields, allowed: ["title", "introduction", "items"])
            let title = optionalText("title", in: fields, limit: TextLimit.label)
            let introduction = optionalText("introduction", in: fields, limit: TextLimit.introduction)
            let trees = required("items", in: fields).map { list($0, as: "items", count: 1...100) } ?? []
            let items = trees.compactMap { item($0, scales: scales, places: &places) }
            checkGroups(of: items, places: places)
            sections.append(Instrument.Section(title: title, introduction: introduction, items: items))
        }
        checkConditions(of: sections.flatMap(\.items), places: places)
        return sections
    }
}
