import Foundation
import Storage
import Testing
import Web

@testable import Guiding
@testable import People

struct ManualTests {
    private func write(_ school: School, _ text: String, in section: ManualSection = .helps) async throws {
        try await school.change(.writeManual, by: school.noor) { try ManualStore.write(text, in: section, permit: $0, $1) }
    }

    private func share(_ school: School, _ audience: Share.Audience, _ section: ManualSection = .helps) async throws {
        let draft = ShareDraft(item: section.item, audience: [audience], purpose: .guidance, until: School.today + 30)
        try await school.change(.share, by: school.noor) { try ShareStore.add(draft, permit: $0, $1) }
    }

    @Test func `each version can be looked back at; the last one counts`() async throws {
        let school = try await School()
        for text in ["rust", "rust", "rust en tijd", ""] { try await write(school, text) }
        let versions = try await school.look(as: school.noor) { try ManualStore.versions(of: .helps, $0, $1) }
        #expect(versions.map(\.text) == ["", "rust en tijd", "rust"])
        #expect(versions.map(\.version) == [3, 2, 1])
        #expect(try await school.look(as: school.noor) { try ManualStore.current($0, $1) }.isEmpty)
    }

    @Test func `nobody reads it until it is shared, and from the next request on nobody does again`() async throws {
        let school = try await School()
        try await write(school, "Een grapje helpt")
        let page = "/studenten/{}"
        func html(_ person: ID<Person>) async throws -> String { try await school.run(.get, page, [school.noor.text], as: person).html }
        #expect(!(try await html(school.mentor)).contains("Een grapje helpt"))
        try await share(school, .role(.mentor))
        let read = try await html(school.mentor)
        #expect(read.contains("Een grapje helpt"))
        #expect(read.contains("Noor deelt dit met jou als mentor tot en met"))
        #expect(!(try await html(school.supervisor)).contains("Een grapje helpt"))
        let share = try #require(try await school.look(as: school.noor) { try ShareStore.running($0, $1) }.first)
        let answer = try await school.run(.post, "/delingen/{}/intrekken", [share.id.text], as: school.noor)
        #expect(answer.status == 303)
        #expect(!(try await html(school.mentor)).contains("Een grapje helpt"))
    }

    @Test func `the student sees who read what`() async throws {
        let school = try await School()
        try await write(school, "Een grapje helpt")
        try await share(school, .role(.mentor))
        let before = try await school.run(.get, "/wie-ziet-wat", as: school.noor).html
        #expect(before.contains("Leest mee: je mentor") && !before.contains("Gelezen door"))
        _ = try await school.run(.get, "/studenten/{}", [school.noor.text], as: school.mentor)
        #expect(try await school.run(.get, "/wie-ziet-wat", as: school.noor).html.contains("Gelezen door Marit Mentor"))
    }

    @Test func `sharing asks one thing a screen and says what it does before it is given`() async throws {
        let school = try await School()
        try await write(school, "Een grapje helpt")
        let (path, item) = ("/delen/{}/{}", ["manual", "helps"])
        func ask(_ query: [String: String]) async throws -> String {
            try await school.run(.get, path, item, as: school.noor, query: query).html
        }
        let who = "person-" + school.mentor.text
        #expect(try await ask([:]).contains("Met wie wil je dit delen?"))
        #expect(try await ask(["verder": "1"]).contains("Maak hier een keuze"))
        #expect(try await ask(["wie": who]).contains("Waarvoor deel je dit?"))
        #expect(try await ask(["wie": who, "waarvoor": "guidance"]).contains("Tot wanneer?"))
        let last = try await ask(["wie": who, "waarvoor": "guidance", "tot": "2027-01-31"])
        #expect(last.contains("Leest mee: Marit Mentor (mentor). Tot en met 31 januari 2027."))
        // Someone who is not around, a day that is past or far away, do not count as an answer.
        #expect(try await ask(["wie": "person-" + school.stranger.text]).contains("Met wie wil je dit delen?"))
        for day in ["2026-11-23", "2031-01-01", "morgen"] {
            #expect(try await ask(["wie": who, "waarvoor": "guidance", "tot": day]).contains("Tot wanneer?"))
        }
        let form = [(name: "wie", value: who), (name: "waarvoor", value: "guidance"), (name: "tot", value: "2027-01-31")]
        #expect(try await school.run(.post, path, item, as: school.noor, form: form).location?.hasPrefix("/wie-ziet-wat") == true)
        #expect(try await school.look(as: school.mentor) { try ShareStore.reaching($0, $1) }.count == 1)
    }

    @Test func `an open question in the last form leads back to it and shares nothing`() async throws {
        let school = try await School()
        try await write(school, "Een grapje helpt")
        let form = [
            (name: "wie", value: "person-" + school.stranger.text), (name: "waarvoor", value: "guidance"),
            (name: "tot", value: "2027-01-31"),
        ]
        let answer = try await school.run(.post, "/delen/{}/{}", ["manual", "helps"], as: school.noor, form: form)
        #expect(answer.location?.hasPrefix("/delen/manual/helps?") == true)
        #expect(try await school.look(as: school.noor) { try ShareStore.running($0, $1) }.isEmpty)
    }

    @Test(arguments: [["manual", "future"], ["manual", "iets"], ["circumstance", "0"], ["guardian", "0"]])
    func `what is not there cannot be shared`(item: [String]) async throws {
        let school = try await School()
        #expect(try await school.run(.get, "/delen/{}/{}", item, as: school.noor).status == 404)
        #expect(try await school.run(.post, "/delen/{}/{}", item, as: school.noor).status == 404)
    }

    @Test func `too long comes back with what was typed`() async throws {
        let school = try await School()
        let text = String(repeating: "lang ", count: 500)
        let answer = try await school.run(.post, "/handleiding/{}", ["helps"], as: school.noor, form: [(name: "text", value: text)])
        #expect(answer.status == 422)
        #expect(answer.html.contains("lang lang") && answer.html.contains("Dit is te lang"))
    }
}
