import Foundation
import Storage

/// A language that pages can be read in. Dutch and English are complete; the others cover what students and workplaces see, the rest
/// is shown in Dutch.
package enum Language: String, CaseIterable, Sendable, Storable {
    case nl, en, uk, ar, ti, tr, pl

    package var code: String { rawValue }
    /// As its own readers call it.
    package var ownName: String {
        switch self {
        case .nl: "Nederlands"
        case .en: "English"
        case .uk: "Українська"
        case .ar: "العربية"
        case .ti: "ትግርኛ"
        case .tr: "Türkçe"
        case .pl: "Polski"
        }
    }

    package var direction: String { self == .ar ? "rtl" : "ltr" }

    /// Every page of the house can be read in these.
    package static let complete: [Language] = [.nl, .en]
    package var isComplete: Bool { Self.complete.contains(self) }

    /// Whether someone who grew up with the language has read the translation. Until then the language menu says so.
    package var isConfirmed: Bool { isComplete }

    /// The first language of ours in the header `Accept-Language`, else Dutch.
    package init(accepting header: String?) {
        let asked = (header ?? "").lowercased().split(separator: ",").prefix(20).map {
            $0.prefix { $0 != ";" && $0 != "-" }.trimmingCharacters(in: .whitespaces)
        }
        self = asked.lazy.compactMap(Language.init(rawValue:)).first ?? .nl
    }
}

/// The form that a number asks for, of a whole number. Source: Unicode CLDR, plural rules for cardinals.
package enum PluralForm: String, CaseIterable, Sendable {
    case zero, one, two, few, many, other

    package init(_ count: Int, in language: Language) {
        let (ten, hundred) = (count % 10, count % 100)
        switch language {
        case .nl, .en, .tr: self = count == 1 ? .one : .other
        case .ti: self = count <= 1 ? .one : .other
        case .pl:
            self = count == 1 ? .one : (2...4).contains(ten) && !(12...14).contains(hundred) ? .few : .many
        case .uk:
            self = ten == 1 && hundred != 11 ? .one : (2...4).contains(ten) && !(12...14).contains(hundred) ? .few : .many
        case .ar:
            switch count {
            case 0: self = .zero
            case 1: self = .one
            case 2: self = .two
            default: self = (3...10).contains(hundred) ? .few : (11...99).contains(hundred) ? .many : .other
            }
        }
    }
}
