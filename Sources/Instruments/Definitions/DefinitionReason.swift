extension DefinitionError.Reason: CustomStringConvertible {
    /// What is wrong and what would be right, in English: read by whoever writes or installs definitions.
    package var description: String {
        switch self {
        case .unreadable, .tooLarge, .notYAML, .anchor, .tag, .tooDeep: aboutTheFile
        case .duplicateField, .unknownField, .missingField, .expected, .unknownValue, .badKey, .duplicateKey:
            aboutFields
        case .missingLanguage, .unknownLanguage, .emptyText, .tooLong: aboutTexts
        case .wrongCount, .outOfRange, .bandsOutOfOrder, .reservedKey, .unknownScale: aboutAnswers
        case .showIfUnknownItem, .showIfLaterItem, .showIfWithoutList, .showIfUnknownAnswer: aboutConditions
        case .groupBroken, .groupMixed, .sameVersion: aboutTheWhole
        }
    }

    private var aboutTheFile: String {
        switch self {
        case .unreadable(let why): "cannot be read: \(why)"
        case .tooLarge(let limit): "is larger than \(limit) bytes"
        case .notYAML(let problem): "is not valid YAML: \(problem)"
        case .anchor:
            "'&' right before a word would be a YAML anchor, which is not accepted; in a text, put a space after it"
        case .tag(let tag): "the YAML tag '\(tag)' is not accepted; in a text, put quotes around it"
        case .tooDeep(let limit): "is nested deeper than \(limit) levels"
        default: ""
        }
    }

    private var aboutFields: String {
        switch self {
        case .duplicateField(let name): "the field '\(name)' stands here twice"
        case .unknownField(let name, let allowed): "unknown field '\(name)'; known here: \(listed(allowed))"
        case .missingField(let name): "the field '\(name)' is missing"
        case .expected(let what, let field): "'\(field)' must be \(what)"
        case .unknownValue(let value, let field, let allowed):
            "'\(value)' is not a \(field); choose from: \(listed(allowed))"
        case .badKey(let value, let field):
            "'\(value)' cannot be a \(field): start with a small letter, then letters and digits, at most 60 in all"
                + (field == "id" ? "; words may be joined by '-'" : "")
        case .duplicateKey(let key, let line): "the key '\(key)' is already used on line \(line)"
        default: ""
        }
    }

    private var aboutTexts: String {
        switch self {
        case .missingLanguage(let language, let field): "'\(field)' has no text in '\(language)'"
        case .unknownLanguage(let code, let field):
            "'\(code)' in '\(field)' is not a language code of two or three small letters"
        case .emptyText(let field): "'\(field)' is empty"
        case .tooLong(let field, let length, let limit): "'\(field)' has \(length) characters, at most \(limit) fit"
        default: ""
        }
    }

    private var aboutAnswers: String {
        switch self {
        case .wrongCount(let field, let count, let allowed):
            "'\(field)' has \(count) entries, it must have \(said(allowed))"
        case .outOfRange(let field, let allowed): "'\(field)' must be \(said(allowed))"
        case .bandsOutOfOrder:
            "a band must end at or after its start, begin after the band before it, and have its midpoint inside"
        case .reservedKey(let key): "'\(key)' is reserved; write 'other: true' in the item to offer a free answer"
        case .unknownScale(let name): "there is no scale '\(name)' under 'scales'"
        default: ""
        }
    }

    private var aboutConditions: String {
        switch self {
        case .showIfUnknownItem(let key): "'showIf' refers to '\(key)', which does not exist"
        case .showIfLaterItem(let key): "'showIf' refers to '\(key)', which does not come earlier"
        case .showIfWithoutList(let key): "'showIf' refers to '\(key)', which has no list of answers to choose from"
        case .showIfUnknownAnswer(let answer, let item, let allowed):
            "'\(answer)' is not an answer to '\(item)'; choose from: \(listed(allowed))"
        default: ""
        }
    }

    private var aboutTheWhole: String {
        switch self {
        case .groupBroken(let group): "the items of group '\(group)' must follow each other in one section"
        case .groupMixed(let group): "the items of group '\(group)' must all have the same kind and the same answers"
        case .sameVersion(let id, let version, let other): "'\(id)' version \(version) is also defined in \(other)"
        default: ""
        }
    }

    private func listed(_ words: [String]) -> String { words.joined(separator: ", ") }

    private func said(_ range: ClosedRange<Int>) -> String {
        range.lowerBound == range.upperBound
            ? "exactly \(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
    }
}
