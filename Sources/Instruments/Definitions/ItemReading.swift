/// Where the keys of items stand, also of items that are refused for another reason: a `showIf` to such an item is not wrong.
struct ItemPlaces {
    var order: [String] = []
    var places: [String: SourcePlace] = [:]
    var conditions: [String: SourcePlace] = [:]
}

/// The names of the item kinds in YAML, with the fields each has besides the common ones.
private enum KindName: String, CaseIterable {
    case feature, scale, choice, band, agree, yesNo, number, open, info

    var fields: [String] {
        switch self {
        case .feature: ["explanation", "lookFor", "example", "prompt"]
        case .scale: ["help", "points"]
        case .choice: ["help", "options", "several", "other"]
        case .band: ["help", "bands"]
        case .agree, .yesNo: ["help"]
        case .number: ["help", "min", "max", "decimals", "unit"]
        case .open: ["help", "maxLength"]
        case .info: ["help"]
        }
    }
}

extension DefinitionReader {
    mutating func item(_ tree: SourceTree, scales: [String: [Translated]], places: inout ItemPlaces) -> Instrument.Item? {
        guard let fields = fields(of: tree, as: "item") else { return nil }
        let key = required("key", in: fields).flatMap { itemKey($0, places: &places) }
        let name = required("kind", in: fields).flatMap { oneOf(KindName.self, $0, as: "kind") }
        // A text to read has no answer to ask for; its title is the text itself.
        let title = requiredText("title", in: fields, limit: name == .info ? TextLimit.introduction : TextLimit.title)
        let help = name == .feature ? nil : optionalText("help", in: fields, limit: TextLimit.help)
        let group = fields["group"].flatMap { self.key($0, as: "group") }
        let condition = fields["showIf"].flatMap { showIf($0) }
        let isRequired = flag("required", in: fields)
        guard let name else { return nil }
        let common = ["key", "kind", "title", "showIf"] + (name == .info ? [] : ["required", "group"])
        refuseUnknown(in: fields, allowed: common + name.fields)
        let kind = kind(name, in: fields, scales: scales)
        guard let key, let title, let kind else { return nil }
        if let condition = fields["showIf"] { places.conditions[key] = condition.place }
        return Instrument.Item(
            key: key, title: title, help: help, kind: kind, required: isRequired, group: group, showIf: condition)
    }

    private mutating func itemKey(_ tree: SourceTree, places: inout ItemPlaces) -> String? {
        guard let key = key(tree, as: "key") else { return nil }
        if let first = places.places[key] {
            refuse(.duplicateKey(key, firstLine: first.line), at: tree.place)
            return nil
        }
        places.places[key] = tree.place
        places.order.append(key)
        return key
    }

    private mutating func showIf(_ tree: SourceTree) -> Instrument.Condition? {
        guard let fields = fields(of: tree, as: "showIf") else { return nil }
        refuseUnknown(in: fields, allowed: ["item", "is"])
        let item = required("item", in: fields).flatMap { key($0, as: "item") }
        guard let answers = required("is", in: fields).map({ showIfAnswers($0) }), let item else { return nil }
        return Instrument.Condition(item: item, answers: answers)
    }

    /// One answer, or a list of which one is enough.
    private mutating func showIfAnswers(_ tree: SourceTree) -> [String] {
        if case .text(let answer) = tree.content { return [answer] }
        return list(tree, as: "is", count: 1...40).compactMap { word($0, as: "is") }
    }

    private mutating func kind(
        _ name: KindName, in fields: SourceFields, scales: [String: [Translated]]
    ) -> Instrument.Item.Kind? {
        switch name {
        case .feature: feature(fields).map { .feature($0) }
        case .scale: required("points", in: fields).flatMap { points($0, scales: scales) }.map { .scale(points: $0) }
        case .choice: choice(fields)
        case .band: required("bands", in: fields).map { .band(bands($0)) }
        case .agree: .agree
        case .yesNo: .yesNo
        case .number: number(fields)
        case .open: open(fields)
        case .info: .info
        }
    }
}

extension DefinitionReader {
    private mutating func feature(_ fields: SourceFields) -> Instrument.Item.Feature? {
        let explanation = requiredText("explanation", in: fields, limit: TextLimit.explanation)
        let trees = required("lookFor", in: fields).map { list($0, as: "lookFor", count: 3...3) } ?? []
        let lookFor = trees.compactMap { translated($0, as: "lookFor", limit: TextLimit.lookFor) }
        let example = requiredText("example", in: fields, limit: TextLimit.example)
        let prompt = requiredText("prompt", in: fields, limit: TextLimit.prompt)
        guard let explanation, let example, let prompt else { return nil }
        return Instrument.Item.Feature(explanation: explanation, lookFor: lookFor, example: example, prompt: prompt)
    }

    /// The points of a scale, written out; also used for the shared scales.
    mutating func points(_ tree: SourceTree) -> [Translated] {
        list(tree, as: "points", count: 2...11).compactMap { translated($0, as: "points", limit: TextLimit.label) }
    }

    /// The points written out, or the name of a shared scale.
    private mutating func points(_ tree: SourceTree, scales: [String: [Translated]]) -> [Translated]? {
        guard case .text(let name) = tree.content else { return points(tree) }
        if scales[name] == nil { refuse(.unknownScale(name), at: tree.place) }
        return scales[name]
    }

    private mutating func choice(_ fields: SourceFields) -> Instrument.Item.Kind? {
        let several = flag("several", in: fields)
        let other = flag("other", in: fields)
        guard let tree = required("options", in: fields) else { return nil }
        var options: [Instrument.Item.Option] = []
        var lines: [String: Int] = [:]
        for entry in list(tree, as: "options", count: 2...60) {
            guard let fields = self.fields(of: entry, as: "option") else { continue }
            refuseUnknown(in: fields, allowed: ["key", "label"])
            let label = requiredText("label", in: fields, limit: TextLimit.title)
            guard let keyTree = required("key", in: fields), let key = key(keyTree, as: "key") else { continue }
            if key == Instrument.otherKey { refuse(.reservedKey(key), at: keyTree.place) }
            if let line = lines[key] { refuse(.duplicateKey(key, firstLine: line), at: keyTree.place) }
            lines[key] = keyTree.place.line
            // An option whose label is wrong is still known, so that no condition is refused for it as well.
            options.append(Instrument.Item.Option(key: key, label: label ?? Translated(nl: key, en: key)))
        }
        return .choice(Instrument.Item.Choice(options: options, several: several, other: other))
    }

    private mutating func bands(_ tree: SourceTree) -> [Instrument.Item.Band] {
        var bands: [Instrument.Item.Band] = []
        for entry in list(tree, as: "bands", count: 2...21) {
            guard let fields = fields(of: entry, as: "band") else { continue }
            refuseUnknown(in: fields, allowed: ["from", "to", "midpoint", "label"])
            let from = required("from", in: fields).flatMap { integer($0, as: "from", in: 0...100) }
            let to = required("to", in: fields).flatMap { integer($0, as: "to", in: 0...100) }
            let given = fields["midpoint"].flatMap { midpoint($0) }
            let label = optionalText("label", in: fields, limit: TextLimit.label)
            guard let from, let to else { continue }
            let middle = given ?? Double(from + to) / 2
            let isInOrder = from <= to && from > (bands.last?.to ?? -1)
            if !isInOrder || middle < Double(from) || middle > Double(to) { refuse(.bandsOutOfOrder, at: entry.place) }
            bands.append(Instrument.Item.Band(from: from, to: to, midpoint: middle, label: label))
        }
        return bands
    }

    private mutating func midpoint(_ tree: SourceTree) -> Double? {
        guard let word = word(tree, as: "midpoint") else { return nil }
        guard let value = Double(word), value.isFinite else {
            refuse(.expected("a number", field: "midpoint"), at: tree.place)
            return nil
        }
        return value
    }

    private mutating func number(_ fields: SourceFields) -> Instrument.Item.Kind? {
        let bound = 1_000_000_000
        let min = required("min", in: fields).flatMap { integer($0, as: "min", in: -bound...bound) }
        let max = required("max", in: fields).flatMap { integer($0, as: "max", in: (min ?? -bound)...bound) }
        let decimals = fields["decimals"].flatMap { integer($0, as: "decimals", in: 0...3) } ?? 0
        let unit = optionalText("unit", in: fields, limit: 30)
        guard let min, let max else { return nil }
        return .number(Instrument.Item.Range(min: min, max: max, decimals: decimals, unit: unit))
    }

    private mutating func open(_ fields: SourceFields) -> Instrument.Item.Kind? {
        guard let tree = fields["maxLength"] else { return .open(maxLength: 2000) }
        return integer(tree, as: "maxLength", in: 1...20000).map { .open(maxLength: $0) }
    }
}
