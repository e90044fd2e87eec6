import Foundation
import People
import Storage
import Web

/// The text a student writes about him- or herself: 'how to deal with me'. Every section may stay empty.
package enum ManualSection: String, CaseIterable, Sendable, Storable, LosslessStringConvertible {
    case good, helps, hinders, learning, reaching, future, know

    package var description: String { rawValue }
    package init?(_ text: String) { self.init(rawValue: text) }

    package var item: Share.Item { Share.Item(.manual, rawValue) }
}

/// One version of a section; the last one counts. An emptied section has an empty text.
package struct ManualText: Sendable {
    package let section: ManualSection
    package let version: Int
    package let text: String
    package let at: Date
}

/// A text of the manual or a circumstance that someone reads because the student shares it, with why.
package struct SharedText: Sendable {
    package let item: Share.Item
    package let text: String
    /// The share that reaches the reader; of several the one that runs longest.
    package let share: Share
}

extension SharedText {
    /// Of the shares that reach a reader, the one to show beside each item.
    package static func longest(_ shares: [Share]) -> [Share.Item: Share] {
        Dictionary(shares.filter { $0.item.kind != .guardian }.map { ($0.item, $0) }) { $0.until >= $1.until ? $0 : $1 }
    }
}
