import Foundation
import Storage

/// A language that pages can be read in.
package enum Language: String, CaseIterable, Sendable, Storable {
    case nl, en

    package var code: String { rawValue }
    /// As its own readers call it.
    package var ownName: String {
        switch self {
        case .nl: "Nederlands"
        case .en: "English"
        }
    }
    package var direction: String { "ltr" }

    /// The first language of ours in the header `Accept-Language`, else Dutch.
    package init(accepting header: String?) {
        let asked = (header ?? "").lowercased().split(separator: ",").prefix(20).map {
            $0.prefix { $0 != ";" && $0 != "-" }.trimmingCharacters(in: .whitespaces)
        }
        self = asked.lazy.compactMap(Language.init(rawValue:)).first ?? .nl
    }
}
