import Foundation
import People
import Storage
import Web

/// What somebody has set about mail and calendar.
struct MessageSettings: Sendable {
    /// Nil when there is no digest.
    let hour: Int?
    let hasAddress: Bool
    /// When the calendar got its address; nil when it has none.
    let feed: Date?

    static let off = "off"

    /// The hour, or nil for none.
    static func read(_ fields: Fields) throws -> Int? {
        var form = FormReader(fields)
        guard let text = fields.first("hour"), text != off else {
            if fields.first("hour") == nil { form.refuse("hour", "choose") }
            return try form.accept(.some(nil))
        }
        let hour = Int(text).flatMap { Digest.isHour($0) ? $0 : nil }
        if hour == nil { form.refuse("hour", "choose") }
        return try form.accept(hour)
    }

    var state: FormState { FormState(known: ["hour": hour.map(String.init) ?? Self.off]) }
}
