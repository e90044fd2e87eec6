import Agreements
import Storage
import Web

package enum HouseRulesPaths {
    package static let rules = Path<ID<Placement>>("/stages/{}/huisregels")
    package static let new = Path<ID<Placement>>("/stages/{}/huisregels/nieuw")
    package static let yes = Path<ID<Placement>>("/stages/{}/huisregels/akkoord")
    package static let ladder = Path<ID<Placement>>("/stages/{}/ladder")

    static let act = "stap"
    static let agreement = "afspraak"

    /// The page on which one step of the ladder is decided about.
    static func step(_ placement: ID<Placement>, _ act: LadderAct, on agreement: ID<Agreement>? = nil) -> String {
        ladder(placement) + "?" + self.act + "=" + act.rawValue + (agreement.map { "&" + self.agreement + "=" + $0.text } ?? "")
    }
}
