import People
import Storage
import Web

package enum PlacementPaths {
    package static let new = Path<ID<Person>>("/studenten/{}/stages/nieuw")
    package static let ofStudent = Path<ID<Person>>("/studenten/{}/stages")
    package static let one = Path<ID<Placement>>("/stages/{}")
    package static let print = Path<ID<Placement>>("/stages/{}/print")
    package static let change = Path<ID<Placement>>("/stages/{}/wijzigen")
    package static let begin = Path<ID<Placement>>("/stages/{}/begin")
    package static let end = Path<ID<Placement>>("/stages/{}/einde")
    package static let supervisors = Path<ID<Placement>>("/stages/{}/begeleiders")
    package static let supervisorEnd = Path<ID<Placement>, ID<Person>>("/stages/{}/begeleiders/{}/einde")
    package static let tasks = Path<ID<Placement>>("/stages/{}/taken")
    package static let taskDone = Path<ID<Placement>, ID<PlacementTask>>("/stages/{}/taken/{}/gedaan")
    package static let hours = Path<ID<Placement>>("/stages/{}/uren")
    package static let match = Path<ID<Placement>>("/stages/{}/match")
    package static let contact = Path<ID<Placement>, Placement.Channel>("/stages/{}/contact/{}")
    package static let moment = Path<ID<Placement>, Moment.Kind>("/stages/{}/momenten/{}")
}
