import Foundation
import People
import Storage
import Testing
import Web

@testable import Inviting

@Suite("An invitation")
struct InvitationTests {
    private static let now = Date(timeIntervalSince1970: 1_800_000_000)

    private func invitation(
        role: Role = .workplaceSupervisor, accepted: Bool = false, withdrawn: Bool = false, lapses: TimeInterval = 14 * day,
        accessEnds: TimeInterval? = 14 * day, hasPeriod: Bool = true
    ) throws -> Invitation {
        Invitation(
            id: try #require(ID("i")), student: try #require(ID("s")), person: try #require(ID("p")),
            name: PersonName(given: "Piet", family: "Buiten"), email: "piet@werk.example", role: role, subject: "stage",
            period: hasPeriod ? ID("r") : nil, maker: ID("m"), made: Self.now, lapses: Self.now + lapses, subjectEnds: nil,
            accepted: accepted ? Self.now : nil, withdrawn: withdrawn ? Self.now : nil, accessEnds: accessEnds.map { Self.now + $0 })
    }

    @Test(
        "is where the clock and its people brought it",
        arguments: [
            (false, false, 14 * day, 14 * day, true, .invited), (false, false, 0, 0, true, .lapsed), (false, false, 1, 1, true, .invited),
            // Ended elsewhere before it was accepted: no second sign-in opens it.
            (false, false, 14 * day, 0, true, .ended), (false, false, 14 * day, 14 * day, false, .ended),
            (true, false, 0, 60 * day, true, .accepted), (true, false, 0, nil, true, .accepted), (true, false, 0, 0, true, .ended),
            (true, false, 0, nil, false, .ended), (true, true, 0, 60 * day, true, .withdrawn), (false, true, 0, 0, true, .withdrawn),
        ] as [(Bool, Bool, TimeInterval, TimeInterval?, Bool, Invitation.State)])
    func standing(accepted: Bool, withdrawn: Bool, lapses: TimeInterval, ends: TimeInterval?, period: Bool, state: Invitation.State) throws
    {
        let one = try invitation(accepted: accepted, withdrawn: withdrawn, lapses: lapses, accessEnds: ends, hasPeriod: period)
        #expect(one.state(at: Self.now) == state)
    }

    @Test("knows of every state what may follow, and nothing else", arguments: Invitation.State.allCases)
    func table(state: Invitation.State) {
        let expected: [Invitation.State: [Invitation.Event: Invitation.State]] = [
            .invited: [.accept: .accepted, .withdraw: .withdrawn, .again: .invited, .lapse: .lapsed, .end: .ended],
            .accepted: [.withdraw: .withdrawn, .end: .ended], .lapsed: [.again: .invited], .withdrawn: [:], .ended: [:],
        ]
        for event in Invitation.Event.allCases {
            #expect(Invitation.state(after: event, from: state) == expected[state]?[event], "\(state) \(event)")
        }
    }

    @Test("lapses after two weeks, or sooner when what it is for ends sooner")
    func lapse() {
        #expect(Invitation.lapse(from: Self.now, subjectEnds: nil) == Self.now + 14 * day)
        #expect(Invitation.lapse(from: Self.now, subjectEnds: Self.now + 90 * day) == Self.now + 14 * day)
        #expect(Invitation.lapse(from: Self.now, subjectEnds: Self.now + 3 * day) == Self.now + 3 * day)
    }

    @Test("is known to its maker, to who could invite for the same, and of a role in the team to who sees the team")
    func known() throws {
        let (maker, other) = (try #require(ID<Person>("m")), try #require(ID<Person>("x")))
        let placement = try invitation()
        let care = try invitation(role: .careWorker)
        let offer = Offer(role: .careWorker, subject: .init(id: "stage", label: "", ends: nil))
        #expect(placement.isKnown(to: other, sees: [.team], offers: []))
        #expect(!placement.isKnown(to: other, sees: [.name], offers: [offer]))
        #expect(!care.isKnown(to: other, sees: [.team, .referrals], offers: []), "that there is care is not everybody's to know")
        #expect(care.isKnown(to: other, sees: [.name], offers: [offer]))
        #expect(care.isKnown(to: maker, sees: [], offers: []))
    }

    @Test(
        "goes to an address that can be one",
        arguments: [
            ("piet@werk.example", "piet@werk.example"), ("Piet.Buiten+stage@Werk.EXAMPLE", "piet.buiten+stage@werk.example"),
            ("joão@werk.example", "joão@werk.example"), ("piet", nil), ("piet@werk", nil), ("@werk.example", nil), ("piet@.example", nil),
            ("piet@werk.", nil), ("a@b@c.example", nil), ("piet @werk.example", nil), ("piet@werk.example,jan@werk.example", nil),
            ("piet@werk.example\nbcc:jan@werk.example", nil), ("<piet@werk.example>", nil), ("piet;jan@werk.example", nil),
            (String(repeating: "p", count: 241) + "@werk.example", String(repeating: "p", count: 241) + "@werk.example"),
            (String(repeating: "p", count: 242) + "@werk.example", nil), ("", nil),
        ] as [(String, String?)])
    func address(typed: String, expected: String?) { #expect(MailAddress(typed)?.text == expected) }

    @Test("is only ever for roles of people from outside")
    func purposes() {
        let inside = Role.allCases.map { role in
            InvitationPurpose(role: role, subjects: { _, _, _ in [] }, granted: { _, _, _, _, _ in }, arrival: { _, _ in "/" })
        }
        #expect(Purposes(inside).all.map(\.role) == [.workplaceSupervisor, .careWorker, .guardian])
    }

    @Test("has six digits, each as likely as the next")
    func digits() {
        func digits(_ bytes: [UInt8]) -> String {
            MailCode.digits(Surroundings(now: { Self.now }, randomBytes: { _ in bytes }))
        }
        #expect(digits([0, 0, 0, 0, 0, 0, 0, 0]) == "000000")
        #expect(digits([0, 0, 0, 0, 0, 0, 0, 42]) == "000042")
        #expect(digits([0, 0, 0, 0, 0, 15, 66, 64]) == "000000")
        #expect(digits([0, 0, 0, 0, 0, 15, 66, 63]) == "999999")
        #expect(Set((0..<200).map { _ in MailCode.digits(.real) }).count > 190)
    }

    @Test(
        "takes digits as people type them",
        arguments: [
            ("123456", "123456"), ("123 456", "123456"), (" 12-34-56 ", "123456"), ("١٢٣٤٥٦", "123456"), ("12345", nil), ("1234567", nil),
            ("12345a", nil), ("", nil), ("½23456", nil),
        ] as [(String, String?)])
    func typed(text: String, expected: String?) { #expect((try? MailCodeForm.digits(Fields(["digits": text]))) == expected) }
}
