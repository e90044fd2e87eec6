import People
import Web

/// All instruments of this installation, read once at start.
///
/// A version that was ever given out stays in its folder for ever: a response is read and filled in on the version it was begun on.
package struct InstrumentCatalogue: Sendable {
    private let byVersion: [Name: Instrument]
    /// Of each instrument the newest version, in order of id.
    package let newest: [Instrument]

    private struct Name: Hashable {
        let id: String
        let version: Int
    }

    package init(_ instruments: [Instrument]) {
        byVersion = Dictionary(instruments.map { (Name(id: $0.id, version: $0.version), $0) }, uniquingKeysWith: { first, _ in first })
        newest = Dictionary(grouping: instruments, by: \.id).values
            .compactMap { $0.max { $0.version < $1.version } }
            .sorted { $0.id < $1.id }
    }

    /// The instruments that come with the application.
    package static func builtIn() throws(DefinitionErrors) -> InstrumentCatalogue {
        InstrumentCatalogue(try Instrument.loadAll(in: Instrument.builtInFolder))
    }

    /// The newest version of an instrument.
    package func newest(_ id: String) -> Instrument? { newest.first { $0.id == id } }

    package subscript(id: String, version: Int) -> Instrument? { byVersion[Name(id: id, version: version)] }

    /// The version a response was given on.
    func instrument(of line: ResponseLine) throws -> Instrument {
        guard let found = self[line.instrument, line.version] else { throw Problem.notFound }
        return found
    }
}

extension Instrument {
    /// Whether a guide with these roles is asked to fill it in.
    ///
    /// Champion, buddy, team coach and teacher are no roles in the system (yet): any guide may be one.
    func isMeant(for roles: Set<Role>) -> Bool {
        audience.contains { audience in
            switch audience {
            case .guide: roles.contains { $0.isGuide }
            case .champion, .buddy, .teamCoach, .teacher: true
            default: roles.contains { $0.rawValue == audience.rawValue }
            }
        }
    }
}

extension Words {
    /// A text of an instrument in the language of the page.
    func callAsFunction(_ text: Translated) -> String { text.text(in: language.code) }
}
