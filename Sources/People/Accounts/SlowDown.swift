import Foundation
import Storage
import Synchronization

/// Makes guessing passwords slow without locking anyone out.
///
/// Wrong tries are counted for a name from one address, and for an address over all names. After a few, the next try has to wait, twice as long
/// each time. A name is never barred for the whole world: who sits elsewhere (its owner) gets in at once, so nobody can lock out somebody else.
/// Kept in memory; names and addresses only as hashes that die with the process.
package final class SlowDown: Sendable {
    private struct Tries {
        var count = 0
        var until = Date.distantPast
        var last = Date.distantPast
    }

    private let tries = Mutex<[Int: Tries]>([:])
    private static let freeByName = 4
    private static let freeByAddress = 40
    private static let forgottenAfter: TimeInterval = 1800
    private static let longest: TimeInterval = 300
    private static let mostKept = 50_000

    package init() {}

    /// Seconds to wait before trying again; 0 when one may try now.
    package func wait(name: String, address: String, now: Date) -> Int {
        tries.withLock { tries in
            let until = keys(name, address).compactMap { tries[$0.key]?.until }.max() ?? .distantPast
            return max(0, Int(until.timeIntervalSince(now).rounded(.up)))
        }
    }

    package func failed(name: String, address: String, now: Date) {
        tries.withLock { tries in
            if tries.count >= Self.mostKept { tries = tries.filter { now.timeIntervalSince($0.value.last) < Self.forgottenAfter } }
            for (key, free) in keys(name, address) {
                var row = tries[key] ?? Tries()
                if now.timeIntervalSince(row.last) > Self.forgottenAfter { row = Tries() }
                row.count += 1
                row.last = now
                if row.count > free { row.until = now.addingTimeInterval(min(Self.longest, pow(2, Double(min(row.count - free, 10))))) }
                tries[key] = row
            }
        }
    }

    package func succeeded(name: String, address: String) {
        tries.withLock { $0[keys(name, address)[0].key] = nil }
    }

    /// Takes back a try that was counted before it was known to be right: many people may come in from one place in one evening.
    package func takeBack(name: String, address: String) {
        tries.withLock { tries in
            let keys = keys(name, address).map(\.key)
            tries[keys[0]] = nil
            if let count = tries[keys[1]]?.count, count > 0 { tries[keys[1]]?.count = count - 1 }
        }
    }

    private func keys(_ name: String, _ address: String) -> [(key: Int, free: Int)] {
        // Swift's hashes are salted anew in every process.
        [("name" + name + "|" + address).hashValue, ("address" + address).hashValue].enumerated().map {
            ($1, $0 == 0 ? Self.freeByName : Self.freeByAddress)
        }
    }
}
