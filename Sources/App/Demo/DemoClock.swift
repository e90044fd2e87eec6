import Foundation
import Storage
import Synchronization

/// A clock that the filling of the demo sets, and dice with a fixed seed: the same school every time, with dates relative to today.
package final class DemoClock: Sendable {
    private let moment: Mutex<Date>
    private let dice: Mutex<Dice>

    package init(_ moment: Date, seed: UInt64) {
        self.moment = Mutex(moment)
        dice = Mutex(Dice(seed: seed))
    }

    package func set(_ moment: Date) { self.moment.withLock { $0 = moment } }

    package var surroundings: Surroundings {
        Surroundings(
            now: { self.moment.withLock { $0 } },
            randomBytes: { count in self.dice.withLock { dice in (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &dice) } } })
    }
}

/// Repeatable random numbers (SplitMix64; Steele, Lea and Flood, 2014). For invented data only, never for secrets.
package struct Dice: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// True so many times in a hundred.
    package mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }

    package mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    /// One of a list; the list must not be empty, else nil.
    package mutating func one<Value>(of list: [Value]) -> Value? { list.randomElement(using: &self) }
}
