import Web

/// What the administrator asked that a rule does not allow.
package enum AdministrationRefusal: String, Refusal {
    /// An administrator who takes this away locks out everyone.
    case ownLastRole
    case ownAccount
    /// Has this very role there already, in an overlapping period.
    case sameRole
    case roleEnded
    /// This role cannot be had there.
    case wrongScope
    case accountDisabled
    case noAccount
    case noFactor
    /// An own second factor is turned off with a code of it, not by being administrator.
    case ownFactor

    package var key: String { "admin." + rawValue }
}
