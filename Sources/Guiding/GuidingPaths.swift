import People
import Storage
import Web

package enum GuidingPaths {
    package static let today = FixedPath("/vandaag")
    package static let students = FixedPath("/studenten")
    package static let student = Path<ID<Person>>("/studenten/{}")
    package static let team = Path<ID<Person>>("/studenten/{}/team")
    package static let teamEnd = Path<ID<Person>, ID<RolePeriod>>("/studenten/{}/team/{}/einde")
    package static let rhythm = Path<ID<Person>>("/studenten/{}/ritme")

    package static let goalsOfStudent = Path<ID<Person>>("/studenten/{}/doelen")
    package static let newGoal = Path<ID<Person>>("/studenten/{}/doelen/nieuw")
    package static let goal = Path<ID<Goal>>("/doelen/{}")
    package static let steps = Path<ID<Goal>>("/doelen/{}/stappen")
    package static let goalEnd = Path<ID<Goal>>("/doelen/{}/einde")
    package static let stepDone = Path<ID<Step>>("/stappen/{}/gezet")
    package static let successes = Path<ID<Person>>("/studenten/{}/successen")

    package static let newConversation = Path<ID<Person>>("/studenten/{}/gesprekken/nieuw")
    package static let conversationsOfStudent = Path<ID<Person>>("/studenten/{}/gesprekken")
    package static let conversation = Path<ID<Conversation>>("/gesprekken/{}")
    package static let holding = Path<ID<Conversation>>("/gesprekken/{}/voeren")
    package static let lookingBack = Path<ID<Conversation>>("/gesprekken/{}/terugblik")
    package static let confirmation = Path<ID<Conversation>>("/gesprekken/{}/bevestiging")
    package static let planning = Path<ID<Conversation>>("/gesprekken/{}/planning")
    package static let cancellation = Path<ID<Conversation>>("/gesprekken/{}/afzegging")
    package static let closing = Path<ID<Conversation>>("/gesprekken/{}/afsluiting")
}

extension GuidingPaths {
    package static let manual = FixedPath("/handleiding")
    package static let manualSection = Path<ManualSection>("/handleiding/{}")
    package static let manualVersions = Path<ManualSection>("/handleiding/{}/versies")
    package static let circumstances = FixedPath("/omstandigheden")
    package static let circumstance = Path<ID<Circumstance>>("/omstandigheden/{}")
    package static let circumstanceWords = Path<ID<Circumstance>>("/omstandigheden/{}/woorden")
    package static let newCircumstance = Path<ID<Person>>("/studenten/{}/omstandigheden/nieuw")
    package static let circumstancesOfStudent = Path<ID<Person>>("/studenten/{}/omstandigheden")
    package static let whoSees = FixedPath("/wie-ziet-wat")
    package static let sharing = Path<Share.Item.Kind, String>("/delen/{}/{}")
    package static let withdrawal = Path<ID<Share>>("/delingen/{}/intrekken")
    package static let shareAgreement = Path<ID<Share>>("/delingen/{}/akkoord")
}
