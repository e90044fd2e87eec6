import Storage
import Web

/// The addresses of instruments and of what is filled in on them.
///
/// Beginning one from a conversation, for a part that has those:
/// ```swift
/// act(InstrumentPaths.begin("individuele-begeleiding"), text, fields: [("moment", "before"), ("gesprek", id.text)])
/// ```
package enum InstrumentPaths {
    package static let overview = FixedPath("/checklists")
    package static let trend = FixedPath("/checklists/terugblik")
    /// Fields: `moment` (before, during, after), `gesprek` (a conversation's id, optional), `samen` (a colleague's id, optional).
    package static let begin = Path<String>("/checklists/{}/invullingen")
    /// Choosing the colleague; takes `moment` and `gesprek` behind the question mark.
    package static let together = Path<String>("/checklists/{}/samen")
    package static let print = Path<String>("/checklists/{}/print")

    package static let response = Path<ID<Response>>("/invullingen/{}")
    package static let ending = Path<ID<Response>>("/invullingen/{}/klaar")
    package static let removal = Path<ID<Response>>("/invullingen/{}/weg")
    package static let responsePrint = Path<ID<Response>>("/invullingen/{}/print")

    package static let pair = Path<ID<ResponsePair>>("/samen/{}")
    package static let use = FixedPath("/beheer/gebruik")
}
