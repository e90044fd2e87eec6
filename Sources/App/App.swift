import Administration
import Agreements
import Care
import Career
import Foundation
import Guiding
import Informing
import Instruments
import Inviting
import Logging
import People
import Placements
import Privacy
import Storage
import Web

/// Puts the house together: migrations in order, texts, routes.
package struct App: Sendable {
    package let database: Database
    package let door: Door
    package let signIn: SignIn
    package let site: Site
    /// Makes what people ask for of their own data; the serving process runs it.
    package let exports: ExportWork
    /// Takes away what is past its term; the serving process runs it every night.
    package let retention: Retention
    /// Sends mail and makes the digests; the serving process runs it.
    package let mailing: Mailing

    /// In the order in which they are run; a module's come after those it refers to.
    package static let migrations =
        Database.migrations + PeopleTables.migrations + Privacy.migrations + Guiding.migrations + InstrumentTables.migrations
        + Administration.migrations + Inviting.migrations + Informing.migrations + Placements.migrations + Care.migrations
        + Career.migrations

    package static let languageFolders = [
        WebContent.languages, PeopleContent.languages, Privacy.languages, AgreementContent.languages, Guiding.languages,
        InstrumentContent.languages, Administration.languages, AppContent.languages, Inviting.languages, Informing.languages,
        Placements.languages, Care.languages, Career.languages,
    ]

    /// The folders whose texts students, parents and workplaces see: complete in every language.
    package static let translatedFolders = [
        WebContent.languages, PeopleContent.languages, Privacy.languages, AgreementContent.languages, Guiding.languages,
        Inviting.languages, Informing.languages, Placements.languages, Care.languages, Career.languages,
    ]

    /// Beginnings of keys in those folders that only staff of the school sees: in Dutch and English.
    package static let schoolOnly = [
        "review.", "retention.", "hold.", "today.why.correction", "today.why.erasure", "today.act.answer", "invite.",
        "form.problem.invite", "notice.invite", "problem.refused.invitation", "team.invite",
        "mail.admin.", "mail.reason.",
    ]

    /// Texts and instruments, read and checked once.
    package struct Content: Sendable {
        let library: Library
        let catalogue: InstrumentCatalogue

        /// - Throws: `ContentProblem` or `DefinitionErrors` when a file of content is wrong: it stops the start.
        package static func load() throws -> Content {
            Content(library: try Library(folders: languageFolders), catalogue: try InstrumentCatalogue.builtIn())
        }
    }

    /// - Parameters:
    ///   - isDemo: adds the page on which one steps into a role.
    ///   - extra: endpoints beside the product's own, for measuring.
    package init(
        database: Database, content: Content, configuration: Configuration = Configuration(), isDemo: Bool = false,
        limits: Site.Limits? = nil,
        extra: (Door) -> [Endpoint] = { _ in [] }
    ) {
        let logger = Logger(label: "naast")
        let hub = LiveHub()
        let door = Door(database: database, changed: { hub.changed($0, $1) }, menu: Self.menu)
        let mailing = Mailing(
            database: database, library: content.library, settings: configuration.mail,
            carrier: isDemo && configuration.mailStays ? DemoCarrier() : nil, keeps: isDemo)
        let signIn = SignIn(database: database, work: PasswordWork(), logger: logger)
        let signInRoutes = SignInRoutes(door: door, signIn: signIn, outside: configuration.outside?.name)
        let metrics = Metrics()
        var endpoints = CommonRoutes(door: door, metrics: metrics, startPath: isDemo ? DemoPaths.start() : AccountPaths.signIn()).endpoints
        endpoints += signInRoutes.endpoints + MyAccountRoutes(door: door, signIn: signIn, links: Self.accountLinks).endpoints
        endpoints += CodeRoutes(door: door, signIn: signIn).endpoints + SecondFactorRoutes(door: door, signIn: signIn).endpoints
        if let outside = configuration.outside { endpoints += OutsideRoutes(door: door, signIn: signIn, settings: outside).endpoints }
        endpoints += ReachRoutes(door: door).endpoints + Guiding.endpoints(door: door, parts: Self.parts)
        endpoints += Placements.endpoints(door: door)
        endpoints += Career.endpoints(door: door, catalogue: content.catalogue)
        endpoints += Inviting.endpoints(
            door: door, signIn: signIn, purposes: Self.purposes, studentPath: Guiding.studentPath)
        endpoints += Informing.endpoints(
            door: door,
            Informing.Setting(
                library: content.library, site: configuration.url, mailing: mailing, calendars: Self.calendars, hub: hub))
        // Last of these: closing a consult ends what it opened, also for whoever walks through all addresses in order.
        endpoints += Care.endpoints(door: door)
        endpoints +=
            InstrumentRoutes(door: door, catalogue: content.catalogue, conversationPath: Guiding.conversationPath)
            .endpoints.inSchoolLanguages
        endpoints += Administration.endpoints(door: door, publicAddress: configuration.url).inSchoolLanguages
        let records = Self.records(content.catalogue)
        let exports = ExportWork(database: database, records: records, library: content.library)
        let retention = Retention(erasure: Erasure(database: database, records: records))
        endpoints += Privacy.endpoints(
            door: door, exports: exports, retention: retention, studentPath: Guiding.studentPath,
            personPath: { AdministrationPaths.person($0) })
        if isDemo { endpoints += DemoRoutes(door: door).endpoints.inSchoolLanguages }
        if isDemo { endpoints += DemoPost(door: door, library: content.library, mailing: mailing).endpoints.inSchoolLanguages }
        endpoints += extra(door)
        self.database = database
        self.door = door
        self.signIn = signIn
        self.exports = exports
        self.retention = retention
        self.mailing = mailing
        site = Site(
            library: content.library, endpoints: endpoints, surroundings: database.surroundings, metrics: metrics,
            limits: limits ?? Self.limits(configuration), logger: logger, signIn: { signInRoutes.ask($0) })
    }

    /// The rooms of guiding that show something on its pages.
    private static var parts: GuidingParts { GuidingParts([PlacementsPart(), CarePart(), CareerPart(), HouseRulesPart()]) }

    /// What somebody from outside the school can be invited for.
    private static var purposes: [InvitationPurpose] {
        [Placements.invitationPurpose, Care.invitationPurpose, .guardian(arrival: { Guiding.studentPath($0) })]
    }

    /// What stands in people's own calendars.
    private static let calendars: [any CalendarSource] = [
        ConversationCalendar(),
        AgreementCalendar(),
        MomentCalendar(),
    ]

    private static func limits(_ configuration: Configuration) -> Site.Limits {
        var limits = Site.Limits()
        limits.publicAddress = configuration.url
        limits.proxies = configuration.proxies
        limits.rate = configuration.rate > 0 ? RateLimit(perSecond: configuration.rate) : nil
        return limits
    }

    /// What a person finds on the page of the own account besides.
    @Sendable private static func accountLinks(_ viewer: Viewer) -> [MyAccountRoutes.Link] {
        let reach = viewer.isGuide ? [MyAccountRoutes.Link(path: AccountPaths.reach(), key: "reach.title")] : []
        let lookBacks =
            viewer.roles.contains(.mentor) ? [MyAccountRoutes.Link(path: CareerPaths.lookBacks(), key: "career.lookBack.list")] : []
        let looks = viewer.roles.contains(.student) ? [MyAccountRoutes.Link(path: PrivacyPaths.looks(), key: "looks.title")] : []
        return reach + [MyAccountRoutes.Link(path: RightsPaths.mine(), key: "mine.title")] + looks + lookBacks
            + [MyAccountRoutes.Link(path: InformingPaths.messages(), key: "digest.title")]
    }

    @Sendable private static func menu(_ viewer: Viewer) -> [Frame.Item] {
        var items = Guiding.menu(viewer)
        items += Placements.menu(viewer)
        items += Care.menu(viewer)
        items += Career.menu(viewer)
        if viewer.isGuide { items.append(Frame.Item(key: "checklists", path: "/checklists", icon: "checklist")) }
        if viewer.roles.contains(.administrator) {
            items.append(Frame.Item(key: "administration", path: "/beheer", icon: "settings"))
            items.append(Frame.Item(key: "use", path: InstrumentPaths.use(), icon: "checklist"))
        }
        return items
    }
}

/// Where this module keeps its texts.
package enum AppContent {
    package static var languages: URL { Bundle.module.bundleURL.appending(path: "Content/Languages") }
    package static var demoSchool: URL { Bundle.module.bundleURL.appending(path: "Content/Demo/school.yaml") }
    package static var demoCareer: URL { Bundle.module.bundleURL.appending(path: "Content/Demo/career.yaml") }
}
