/// A text in several languages. Dutch and English are always there, so there is always something to show.
package struct Translated: Sendable, Hashable {
    package let nl: String
    package let en: String
    /// Further languages by their code ("uk", "ar"); never "nl" or "en".
    package let others: [String: String]

    package init(nl: String, en: String, others: [String: String] = [:]) {
        self.nl = nl
        self.en = en
        self.others = others.filter { $0.key != "nl" && $0.key != "en" }
    }

    /// The text in this language, else in English, else in Dutch.
    package func text(in language: String) -> String {
        switch languageUsed(for: language) {
        case "nl": nl
        case "en": en
        case let other: others[other] ?? en
        }
    }

    /// The language that `text(in:)` really answers in: a page needs it for its `lang` attribute, so that a screen reader
    /// does not read an English text with an Arabic voice.
    package func languageUsed(for language: String) -> String {
        if language == "nl" || others[language] != nil { return language }
        return en.isEmpty ? "nl" : "en"
    }

    /// Every language this text exists in: Dutch, English, then the others by code.
    package var languages: [String] { ["nl", "en"] + others.keys.sorted() }
}
