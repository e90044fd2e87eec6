import Agreements
import Care
import Foundation
import Guiding
import Instruments
import People
import Placements
import Storage
import Testing
import Web

@testable import App
@testable import Privacy

/// A text that may only be seen by who may see its part of the file.
struct Canary {
    enum Secret: String, CaseIterable {
        case name, team, goal, careerGoal, agreement, sharedAgreement, conversation, sharedConversation, success, workingNote, reflection
        case reach, correction
        /// Of the manual: an older version; unshared; shared with the mentor, the workplace, one coach, home; shared before; until yesterday.
        case manualOld, manualAlone, manualMentor, manualWork, manualCoach, manualHome, manualWithdrawn, manualEnded
        case circumstanceProposed, circumstanceShared
        /// Names of people from outside: invited now, and of an invitation that was withdrawn.
        case invited, invitedBefore
        /// Given by the mentor and by the workplace; asked of care and answered; what care was asked, what it reported, what goes along.
        case signalWords, ownSignal, consultWords, consultAnswer, referralWords, referralReport, sharedForCare
        /// Who has the lead; skills as each side says it; career; how it went half a year later.
        case leadWords, skillStudent, skillSchool, skillWork, careerEvidence, careerOption, careerNext, lookBack
        /// What the three parties to a placement agreed on, and why a step was taken.
        case houseRule, ladderReason
        /// Of a placement: why another one ended early, a task, what was said about the match and in a contact; contact of that other one.
        case placementReason, placementTask, matchWords, momentWords, otherPlacement
    }

    static func text(_ secret: Secret) -> String { "Kanarie-\(secret.rawValue)-9f3a" }
}

/// Two students with everything that can stand in a file; around the first one, everyone in every relation.
struct MatrixSchool {
    enum Relation: String, CaseIterable { case own, other, ended, stranger }

    struct Someone: Sendable {
        let role: Role
        let relation: Relation
        let person: ID<Person>
        let cookie: String
    }

    let folder: TestFolder
    let clock: TestClock
    var people: [Someone] = []
    /// What stands for `{}` in an address, by what comes before it.
    var values: [String: String] = [:]

    static func make() async throws -> MatrixSchool {
        var school = MatrixSchool(folder: try TestFolder(), clock: TestClock())
        let database = try await school.open(school.folder.path)
        let clock = school.clock
        let (people, values) = try await database.writeAlone { connection in
            var making = MatrixMaking(connection: connection)
            try making.run()
            return (making.people, making.values)
        }
        school.people = people
        school.values = values
        clock.advance(60)
        try await database.settle()
        try database.close()
        return school
    }

    func open(_ path: String) async throws -> Database {
        try await DataFolder(path: path).open(migrations: App.migrations, surroundings: clock.surroundings)
    }

    /// A copy of its own for each viewer, so that what one does is not seen by the next.
    func site() async throws -> (TestSite, Database, TestFolder) {
        let copy = try TestFolder()
        for file in ["naast.sqlite", "master.key"] {
            try FileManager.default.copyItem(atPath: folder.path + "/" + file, toPath: copy.path + "/" + file)
        }
        let database = try await open(copy.path)
        return (TestSite(try TestSite.app(database)), database, copy)
    }

    /// The address of a route with the first student's things in it; nil when this school has nothing for it.
    func path(_ template: String) -> String? {
        var path = ""
        for part in template.split(separator: "/") {
            if part == "{}" {
                guard let value = values[path] else { return nil }
                path += "/" + value
            } else {
                path += "/" + part
            }
        }
        return path.isEmpty ? "/" : path
    }
}

/// Fills the school of the matrix.
struct MatrixMaking {
    let connection: Connection
    var people: [MatrixSchool.Someone] = []
    var values: [String: String] = [:]

    init(connection: Connection) { self.connection = connection }

    mutating func run() throws {
        let first = try person(Canary.text(.name), born: connection.today.adding(years: -17))
        let second = try person("Tweede", born: connection.today.adding(years: -17))
        let (mine, theirs) = (try group("KlasEen"), try group("KlasTwee"))
        let past = connection.now.addingTimeInterval(-90 * 86_400)
        for (student, group) in [(first, mine), (second, theirs)] {
            try TeamStore.addRole(student, .student, scope: .group(group), starts: past, ends: nil, connection)
        }
        people.append(try someone(.student, .own, first))
        people.append(try someone(.student, .other, second))
        for role in Role.allCases where role != .student {
            for relation in MatrixSchool.Relation.allCases { try add(role, relation, first, second, mine, theirs, past) }
        }
        guard let mentor = people.first(where: { $0.role == .mentor && $0.relation == .own }) else { return }
        try fill(first, mentor: mentor.person, group: mine)
    }

    private mutating func add(
        _ role: Role, _ relation: MatrixSchool.Relation, _ first: ID<Person>, _ second: ID<Person>, _ mine: ID<Group>, _ theirs: ID<Group>,
        _ past: Date
    ) throws {
        // The names of the team are a secret of their own; the mentor's stands for them.
        let id = try person(role == .mentor && relation == .own ? Canary.text(.team) : "\(role.rawValue)\(relation.rawValue)", born: nil)
        let ends: Date? = relation == .ended ? connection.now.addingTimeInterval(-1) : nil
        let student = relation == .other ? second : first
        let group = relation == .other ? theirs : mine
        if relation == .stranger || !Role.aboutStudent.contains(role) {
            try TeamStore.addRole(id, role, scope: .institution, starts: past, ends: ends, connection)
        } else {
            try TeamStore.addRole(
                id, role, scope: Role.ofClass.contains(role) ? .group(group) : .student(student), starts: past, ends: ends, connection)
        }
        people.append(try someone(role, relation, id))
    }

    private mutating func fill(_ student: ID<Person>, mentor: ID<Person>, group: ID<Group>) throws {
        let goal = try change(mentor, .setGoal, student) {
            try GoalStore.add(GoalDraft(task: .crossSubject, words: Canary.text(.goal), dream: Canary.text(.goal)), permit: $0, connection)
        }
        let career = try change(mentor, .setGoal, student) {
            try GoalStore.add(GoalDraft(task: .career, words: Canary.text(.careerGoal)), permit: $0, connection)
        }
        let step = try change(mentor, .takeStep, student) {
            try GoalStore.add(StepDraft(words: Canary.text(.goal)), to: goal, permit: $0, connection)
        }
        _ = career
        let agreement = try agree(Canary.text(.agreement), [student, mentor], student, mentor)
        let own = people.filter { $0.relation == .own && [.workplaceSupervisor, .peerCoach].contains($0.role) }.map(\.person)
        _ = try agree(Canary.text(.sharedAgreement), [student, mentor] + own, student, mentor)
        let agreementStep = try change(mentor, .judgeAgreement, student) {
            try AgreementStore.one(agreement, permit: $0, connection).steps.first?.id.text ?? "-"
        }
        let conversation = try talk(.conversation, [mentor], student, mentor)
        _ = try talk(.sharedConversation, [mentor] + own, student, mentor)
        try change(mentor, .noteSuccess, student) { try SuccessStore.add(Canary.text(.success), permit: $0, connection) }
        let response = try reflect(mentor)
        try ReachStore.write(Canary.text(.reach), of: mentor, connection)
        let (proposal, share) = try writeManual(student, mentor: mentor)
        let period = try TeamStore.addRole(
            try person("Voorbijganger", born: nil), .peerCoach, scope: .student(student), starts: connection.now, ends: nil, connection)
        let work = try place(student, mentor: mentor)
        let rights = try askRights(student)
        let invitation = try MatrixInviting.fill(student, by: mentor, connection)
        let care = try arrangeCare(student, mentor: mentor)
        let besides = try writeCareer(student, mentor: mentor)
        try climb(student, mentor: mentor, at: try #require(work["/stages"].flatMap { ID($0) }))
        let session = try SessionStore.running(of: mentor, connection).first?.id.text ?? "-"
        values = [
            "/studenten": student.text, "/doelen": goal.text, "/stappen": step.text, "/afspraken": agreement.text,
            "/afspraken/\(agreement.text)/stappen": agreementStep, "/gesprekken": conversation.text, "/invullingen": response.text,
            "/samen": response.text, "/studenten/\(student.text)/team": period.text, "/checklists": "individuele-begeleiding",
            "/account/sessies": session, "/beheer/personen": student.text, "/beheer/groepen": group.text,
            "/beheer/organisaties": student.text,
            "/beheer/rollen": period.text, "/activeren": "geen-geheim", "/assets": "x", "/assets/x": "naast.css", "/demo": student.text,
            "/studenten/\(student.text)/uitnodigingen": invitation.text, "/uitnodiging": "geen-geheim", "/code": "geen-geheim",
            "/handleiding": "good", "/omstandigheden": proposal.text, "/delen": "manual", "/delen/manual": "helps", "/delingen": share.text,
            "/agenda": "geen-geheim.ics", "/berichten/uit": "geen-geheim", "/beheer/post": student.text, "/beheer/vakanties": student.text,
        ].merging(rights) { first, _ in first }.merging(care) { first, _ in first }.merging(work) { first, _ in first }
            .merging(besides) { first, _ in first }
    }

    /// Two signals, a consult, and a referral that runs: with the coordinator and the care worker of the first student.
    private func arrangeCare(_ student: ID<Person>, mentor: ID<Person>) throws -> [String: String] {
        func own(_ role: Role) throws -> ID<Person> { try #require(people.first { $0.role == role && $0.relation == .own }).person }
        let (coordinator, worker, supervisor) = (try own(.careCoordinator), try own(.careWorker), try own(.workplaceSupervisor))
        let first = try change(mentor, .signal, student) {
            try SignalStore.give(SignalDraft(area: nil, words: Canary.text(.signalWords)), permit: $0, connection)
        }
        let signal = try change(supervisor, .signal, student) {
            try SignalStore.give(SignalDraft(area: .money, words: Canary.text(.ownSignal)), permit: $0, connection)
        }
        for id in [first, signal] {
            try change(mentor, .takeUpSignal, student) {
                try SignalStore.takeUp(try SignalStore.one(id, permit: $0, connection), permit: $0, connection)
            }
        }
        let consult = try change(mentor, .askConsult, student) {
            try ConsultStore.ask(ConsultDraft(coordinator: coordinator, question: Canary.text(.consultWords)), permit: $0, connection)
        }
        try change(coordinator, .answerConsult, student) { permit in
            let one = try ConsultStore.one(consult, permit: permit, connection)
            try ConsultStore.answer(one, Canary.text(.consultAnswer), permit: permit, connection)
        }
        let referral = try change(coordinator, .refer, student) { permit in
            let draft = ReferralDraft(
                receiver: .inside(worker), area: .money, words: Canary.text(.referralWords), sections: [ManualSection.helps.item],
                asksCircumstances: true)
            let one = try ConsultStore.one(consult, permit: permit, connection)
            return try ReferralActsStore.propose(draft, on: one, permit: permit, connection)
        }
        let circumstance = try propose(.sharedForCare, student, mentor)
        try accept(circumstance, student)
        try change(student, .decideReferral, student) { permit in
            let items = [Share.Item(.circumstance, circumstance.text)]
            try ReferralActsStore.agree(
                try ReferralStore.one(referral, permit: permit, connection), sharing: items, permit: permit, connection)
        }
        for act in [ReferralAct.accept, .begin, .report] {
            try change(worker, .receiveReferral, student) { permit in
                try ReferralActsStore.move(
                    try ReferralStore.one(referral, permit: permit, connection), act,
                    words: act == .report ? Canary.text(.referralReport) : nil, permit: permit, connection)
            }
        }
        return ["/signalen": signal.text, "/consulten": consult.text, "/doorverwijzingen": referral.text]
    }

    private func accept(_ id: ID<Circumstance>, _ student: ID<Person>) throws {
        try change(student, .decideCircumstance, student) { permit in
            let one = try #require(try CircumstanceStore.visible(permit.looking, connection).first { $0.id == id })
            try CircumstanceStore.decide(one, .accept, permit: permit, connection)
        }
    }

    /// A placement that runs, of the own supervisor; and one of the supervisor whose role ended, which ended early.
    private func place(_ student: ID<Person>, mentor: ID<Person>) throws -> [String: String] {
        func supervisor(_ relation: MatrixSchool.Relation) -> ID<Person>? {
            people.first { $0.role == .workplaceSupervisor && $0.relation == relation }?.person
        }
        guard let own = supervisor(.own), let former = supervisor(.ended) else { return [:] }
        let other = try placement(student, mentor: mentor, supervisor: former, "Ander bedrijf", words: .otherPlacement)
        try change(mentor, .managePlacement, student) {
            let found = try PlacementStore.one(other, permit: $0, connection)
            try PlacementStore.end(found, reason: Canary.text(.placementReason), permit: $0, connection)
        }
        let id = try placement(student, mentor: mentor, supervisor: own, "Leerbedrijf", words: .momentWords)
        let said = Dictionary(
            uniqueKeysWithValues: Match.Question.allCases.map { ($0, Match.Answer(.well, words: Canary.text(.matchWords))) })
        for person in [student, mentor, own] {
            try change(person, .sayMatch, student) {
                try MatchStore.say(said, about: try PlacementStore.one(id, permit: $0, connection), permit: $0, connection)
            }
        }
        let task = try change(mentor, .keepHours, student) { permit in
            let found = try PlacementStore.one(id, permit: permit, connection)
            try TaskStore.add(Canary.text(.placementTask), to: found, connection)
            return try TaskStore.all(of: found, connection).first?.id.text ?? "-"
        }
        let path = "/stages/" + id.text
        return [
            "/stages": id.text, path + "/taken": task, path + "/contact": "phone", path + "/momenten": "mid",
            path + "/begeleiders": own.text,
        ]
    }

    private func placement(
        _ student: ID<Person>, mentor: ID<Person>, supervisor: ID<Person>, _ workplace: String, words: Canary.Secret
    ) throws -> ID<Placement> {
        let draft = PlacementDraft(
            workplace: workplace, first: connection.today + -30, last: connection.today + 60, guide: mentor)
        let id = try change(mentor, .managePlacement, student) { permit in
            let id = try PlacementStore.add(draft, permit: permit, connection)
            try SupervisorStore.tie(supervisor, to: try PlacementStore.one(id, permit: permit, connection), permit: permit, connection)
            return id
        }
        try change(mentor, .logContact, student) {
            try ContactStore.add(
                ContactDraft(channel: .phone, moment: .start, words: Canary.text(words)),
                to: try PlacementStore.one(id, permit: $0, connection),
                permit: $0, connection)
        }
        return id
    }

    /// What the student asks about the own data; and a hold on the student's file.
    private func askRights(_ student: ID<Person>) throws -> [String: String] {
        try change(student, .askCorrection, student) { try CorrectionStore.ask(Canary.text(.correction), permit: $0, connection) }
        let correction = try CorrectionStore.all(about: student, connection).first?.id.text ?? "-"
        let erasure = try ErasureStore.ask(student, connection)
        let export = try ExportStore.ask(student, connection)
        try HoldStore.make(HoldDraft(person: student, until: connection.today + 30, reason: "klacht"), by: student, connection)
        let hold = try HoldStore.all(of: student, connection).first?.id.text ?? "-"
        return [
            "/correcties": correction, "/wisverzoeken": erasure.text, "/mijn-gegevens/export": export.text,
            "/beheer/bewaren/bewaarplicht": hold,
        ]
    }

    /// A manual of which each section is shared in another way, and two circumstances.
    private func writeManual(_ student: ID<Person>, mentor: ID<Person>) throws -> (ID<Circumstance>, ID<Share>) {
        let coach = people.first { $0.role == .peerCoach && $0.relation == .own }.map { Share.Audience.person($0.person) }
        let sections: [(ManualSection, Canary.Secret, Share.Audience?)] = [
            (.good, .manualOld, nil), (.good, .manualMentor, .role(.mentor)), (.helps, .manualWork, .role(.workplaceSupervisor)),
            (.hinders, .manualAlone, nil), (.learning, .manualCoach, coach), (.reaching, .manualHome, .role(.guardian)),
            (.future, .manualWithdrawn, .role(.mentor)), (.know, .manualEnded, .role(.mentor)),
        ]
        for (section, secret, audience) in sections {
            try change(student, .writeManual, student) { try ManualStore.write(Canary.text(secret), in: section, permit: $0, connection) }
            guard let audience else { continue }
            let until = connection.today + (secret == .manualEnded ? -1 : 30)
            try share(section.item, audience, until: until, student)
        }
        try change(student, .share, student) { try ShareStore.withdrawAll(of: ManualSection.future.item, permit: $0, connection) }
        let proposal = try propose(.circumstanceProposed, student, mentor)
        let accepted = try propose(.circumstanceShared, student, mentor)
        try accept(accepted, student)
        try share(Share.Item(.circumstance, accepted.text), .role(.classGuide), until: connection.today + 30, student)
        let shares = try change(student, .share, student) { try ShareStore.running($0.looking, connection) }
        return (proposal, try #require(shares.first { $0.item == ManualSection.good.item }).id)
    }

    private func share(_ item: Share.Item, _ audience: Share.Audience, until: Day, _ student: ID<Person>) throws {
        try change(student, .share, student) {
            try ShareStore.add(ShareDraft(item: item, audience: [audience], purpose: .guidance, until: until), permit: $0, connection)
        }
    }

    private func propose(_ secret: Canary.Secret, _ student: ID<Person>, _ mentor: ID<Person>) throws -> ID<Circumstance> {
        try change(mentor, .proposeCircumstance, student) { try CircumstanceStore.propose(Canary.text(secret), permit: $0, connection) }
    }

    func agree(_ text: String, _ parties: [ID<Person>], _ student: ID<Person>, _ mentor: ID<Person>) throws -> ID<Agreement> {
        try change(mentor, .makeAgreement, student) {
            try AgreementStore.add(
                AgreementDraft(what: text, due: connection.today + -1, consequence: text, steps: [text], parties: parties), permit: $0,
                connection)
        }
    }

    private func talk(_ secret: Canary.Secret, _ participants: [ID<Person>], _ student: ID<Person>, _ mentor: ID<Person>) throws -> ID<
        Conversation
    > {
        let text = Canary.text(secret)
        return try change(mentor, .planConversation, student) { permit in
            let id = try ConversationStore.add(
                ConversationDraft(kind: .individual, at: connection.now, agenda: text, participants: participants), state: .planned,
                permit: permit, connection)
            try ConversationStore.hold(try ConversationStore.one(id, permit: permit, connection), notes: text, connection)
            try WorkingNoteStore.write(Canary.text(.workingNote), in: id, permit: permit, connection)
            try ConversationStore.conclude(
                try ConversationStore.one(id, permit: permit, connection), summary: text, permit: permit, connection)
            return id
        }
    }

    private func reflect(_ mentor: ID<Person>) throws -> ID<Response> {
        let checklist = try #require(InstrumentCatalogue.builtIn().newest("individuele-begeleiding"))
        return try ResponseStore.addFinished(
            Answers(["relation": .feature(.improve, note: Canary.text(.reflection))]), on: checklist, .after, by: mentor, connection)
    }

    func change<Value>(_ viewer: ID<Person>, _ act: Act, _ student: ID<Person>, _ work: (Permit<Changing>) throws -> Value) throws
        -> Value
    {
        try Files.change(viewer, act, of: student, inside: connection, work)
    }

    private func person(_ name: String, born: Day?) throws -> ID<Person> {
        try AccountStore.addPerson(PersonName(given: name, family: "Proef"), born: born, connection)
    }

    private func group(_ name: String) throws -> ID<Group> {
        let id: ID<Group> = connection.surroundings.newID()
        try connection.run("INSERT INTO groups (id, kind, name) VALUES (\(id), 'class', \(name))")
        return id
    }

    private func someone(_ role: Role, _ relation: MatrixSchool.Relation, _ person: ID<Person>) throws -> MatrixSchool.Someone {
        try AccountStore.makeForStepping(person, name: "\(role.rawValue)-\(relation.rawValue)@voorbeeld.invalid", connection)
        // Care always needs a second factor.
        let proof: Proof = role == .careWorker ? .provider : .single
        let cookie = try SessionStore.begin(for: person, device: "other", proof: proof, connection)
        return MatrixSchool.Someone(role: role, relation: relation, person: person, cookie: cookie)
    }
}
