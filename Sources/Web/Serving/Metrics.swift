import Synchronization

/// Counts for whoever watches the installation, in the text format of Prometheus. No addresses, no ids, no names.
package final class Metrics: Sendable {
    private let counts = Mutex(Counts())

    private struct Counts {
        var answers: [Answer: Int] = [:]
        var seconds: [String: Double] = [:]
        var buckets: [String: [Int]] = [:]
    }

    private struct Answer: Hashable {
        let route: String
        let status: Int
    }

    private static let limits = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]

    package init() {}

    /// - Parameter route: method and pattern, never the address itself.
    package func count(route: String, status: Int, seconds: Double) {
        counts.withLock { counts in
            counts.answers[Answer(route: route, status: status), default: 0] += 1
            counts.seconds[route, default: 0] += seconds
            var row = counts.buckets[route] ?? Array(repeating: 0, count: Self.limits.count + 1)
            row[Self.limits.firstIndex { seconds <= $0 } ?? Self.limits.count] += 1
            counts.buckets[route] = row
        }
    }

    package var text: String {
        counts.withLock { counts in
            var lines = ["# TYPE naast_answers_total counter"]
            for (answer, count) in counts.answers.sorted(by: { ($0.key.route, $0.key.status) < ($1.key.route, $1.key.status) }) {
                lines.append("naast_answers_total{route=\"\(answer.route)\",status=\"\(answer.status)\"} \(count)")
            }
            lines.append("# TYPE naast_answer_seconds histogram")
            for (route, row) in counts.buckets.sorted(by: { $0.key < $1.key }) {
                var sum = 0
                for (limit, count) in zip(Self.limits, row) {
                    sum += count
                    lines.append("naast_answer_seconds_bucket{route=\"\(route)\",le=\"\(limit)\"} \(sum)")
                }
                let all = row.reduce(0, +)
                lines.append("naast_answer_seconds_bucket{route=\"\(route)\",le=\"+Inf\"} \(all)")
                lines.append("naast_answer_seconds_sum{route=\"\(route)\"} \(counts.seconds[route] ?? 0)")
                lines.append("naast_answer_seconds_count{route=\"\(route)\"} \(all)")
            }
            return lines.joined(separator: "\n") + "\n"
        }
    }
}
