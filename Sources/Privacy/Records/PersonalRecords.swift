import People
import Storage
import Web

/// What one part of the product keeps about people: the part itself says it, takes it away, and knows how long it is kept.
///
/// A part makes one small type of it and `App.records` names it; export, erasure, retention and their tests then know it too.
///
/// ```swift
/// package struct ManualRecords: PersonalRecords {
///     package init() {}
///     package func about(_ own: OwnRecords, _ connection: Connection) throws -> [RecordSection] {
///         [RecordSection("manual", try ManualRecordsStore.sections(of: own.person, connection).map { RecordItem([.text("manual.words", $0)]) })]
///     }
///     package func erase(_ erased: Erased, _ connection: Connection) throws {
///         try ManualRecordsStore.remove(of: erased.person, connection)
///     }
/// }
/// ```
package protocol PersonalRecords: Sendable {
    /// Everything this part keeps about a person, for that person to read. Nothing that somebody else wrote for themselves.
    func about(_ own: OwnRecords, _ connection: Connection) throws -> [RecordSection]

    /// Takes away everything of a person: what is about this person, and what this person wrote. Runs inside the transaction of the
    /// erasure, when the key is destroyed already: nothing of this person can be opened any more. May run again on the same person.
    func erase(_ erased: Erased, _ connection: Connection) throws

    /// Kinds of data that go by a term of their own, before the person's whole file does.
    var terms: [RetentionTerm] { get }
}

extension PersonalRecords {
    package var terms: [RetentionTerm] { [] }
}

/// Leave to read everything about one person, for that person's own export. Made here of a running export that its owner asked for.
package struct OwnRecords: Sendable {
    package let person: ID<Person>
    /// In the language of the person.
    package let words: Words
}

/// A person whose key has just been destroyed. Made by `Erasure` alone.
package struct Erased: Sendable {
    package let person: ID<Person>
}
