extension CSV {
    /// Cuts bytes into records and fields. It keeps one chunk and one record, and reuses the memory of both.
    ///
    /// Invariants: `index <= chunk.count`; `cells` lie one after another in `bytes`; `line` and `column` are the position
    /// of `chunk[index]`.
    struct Scanner: ~Copyable {
        /// A field: its bytes are `bytes[start..<end]` of the record, quotes taken off.
        struct Cell: Hashable, Sendable {
            var start: Int
            var end: Int
            var position: Position
            var isQuoted: Bool
        }

        private enum State { case start, plain, quoted, closing, closed }

        let source: ByteSource
        let separator: UInt8
        let limits: Limits

        private(set) var bytes: [UInt8] = []
        private(set) var cells: [Cell] = []
        private(set) var problems: [Problem] = []
        /// How many fields the record really has, those beyond the limit included.
        private(set) var found = 0
        /// Where the record ended.
        private(set) var end = Position(line: 1, column: 1)

        private var chunk: [UInt8] = []
        private var index = 0
        private var line = 1
        private var column = 1
        private var state = State.start
        private var cell = Cell(start: 0, end: 0, position: Position(line: 1, column: 1), isQuoted: false)
        private var isTooLong = false
        private var hasStray = false
        private var isComplete = false
        /// A carriage return was the last byte: a line feed that follows belongs to it.
        private var afterReturn = false

        init(source: ByteSource, separator: UInt8, limits: Limits) throws {
            self.source = source
            self.separator = separator
            self.limits = limits
            try skipByteOrderMark()
        }

        /// A line without anything on it.
        var isBlank: Bool {
            found == 1 && cells.first.map { $0.start == $0.end && !$0.isQuoted } ?? true && problems.isEmpty
        }

        /// Reads one record into `cells`; false at the end.
        mutating func next() throws -> Bool {
            try begin()
            while try hasByte() {
                switch state {
                case .start: startField()
                case .plain: plainRun()
                case .quoted: quotedRun()
                case .closing: afterQuote()
                case .closed: afterField()
                }
                if isComplete { return true }
            }
            return finishAtEnd()
        }

        // MARK: Beginning and end

        private mutating func skipByteOrderMark() throws {
            while chunk.count < 3 {
                let more = try source.next()
                if more.isEmpty { break }
                chunk += more
            }
            if chunk.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
            if chunk.starts(with: [0xFF, 0xFE]) || chunk.starts(with: [0xFE, 0xFF]) { isUTF16 = true }
        }

        private(set) var isUTF16 = false

        private mutating func begin() throws {
            bytes.removeAll(keepingCapacity: true)
            cells.removeAll(keepingCapacity: true)
            if !problems.isEmpty { problems = [] }
            found = 0
            isComplete = false
            if afterReturn, try hasByte() {
                if chunk[index] == CSV.lineFeed { index += 1 }
                afterReturn = false
            }
            beginField()
        }

        private mutating func hasByte() throws -> Bool {
            if isUTF16 { return false }
            while index == chunk.count {
                chunk = try source.next()
                index = 0
                if chunk.isEmpty { return false }
            }
            return true
        }

        private mutating func finishAtEnd() -> Bool {
            let isNothing = state == .start && found == 0
            if isNothing { return false }
            if state == .quoted { unterminated() }
            endField()
            endRecord()
            return true
        }

        private mutating func unterminated() {
            // Whatever else is wrong with this field (its length above all) follows from this.
            isTooLong = false
            problems.append(Problem(.unterminatedQuote, at: cell.position))
        }

        // MARK: Fields

        private mutating func beginField() {
            cell = Cell(start: bytes.count, end: bytes.count, position: here, isQuoted: false)
            state = .start
            isTooLong = false
            hasStray = false
        }

        private mutating func startField() {
            guard chunk[index] == CSV.quote else {
                state = .plain
                return
            }
            advance()
            cell.isQuoted = true
            state = .quoted
        }

        private mutating func plainRun() {
            var stop = index
            while stop < chunk.count, !endsPlainRun(chunk[stop]) { stop += 1 }
            take(upTo: stop)
            guard stop < chunk.count else { return }
            switch chunk[stop] {
            case CSV.quote: quoteInPlain()
            case separator: nextField()
            default: newline()
            }
        }

        @inline(__always)
        private func endsPlainRun(_ byte: UInt8) -> Bool {
            byte == separator || byte == CSV.lineFeed || byte == CSV.carriageReturn || byte == CSV.quote
        }

        /// `a, "b"` is meant as a quoted field; `ab"c` is a mistake.
        private mutating func quoteInPlain() {
            let isOpening = !cell.isQuoted && bytes[cell.start...].allSatisfy { $0 == CSV.space }
            guard isOpening else {
                stray()
                take(upTo: index + 1)
                return
            }
            bytes.removeSubrange(cell.start...)
            cell.position = here
            startField()
        }

        private mutating func quotedRun() {
            var stop = index
            while stop < chunk.count, !endsQuotedRun(chunk[stop]) { stop += 1 }
            if stop > index { afterReturn = false }
            take(upTo: stop)
            guard stop < chunk.count else { return }
            if chunk[stop] == CSV.quote {
                advance()
                afterReturn = false
                state = .closing
            } else {
                newlineInQuotes(chunk[stop])
            }
        }

        @inline(__always)
        private func endsQuotedRun(_ byte: UInt8) -> Bool {
            byte == CSV.quote || byte == CSV.lineFeed || byte == CSV.carriageReturn
        }

        private mutating func newlineInQuotes(_ byte: UInt8) {
            take(upTo: index + 1)
            if byte == CSV.carriageReturn || !afterReturn { line += 1 }
            column = 1
            afterReturn = byte == CSV.carriageReturn
        }

        /// A quote was seen inside a quoted field: the end of the field, or the first of a pair.
        private mutating func afterQuote() {
            if chunk[index] == CSV.quote {
                take(upTo: index + 1)
                state = .quoted
            } else {
                state = .closed
            }
        }

        private mutating func afterField() {
            switch chunk[index] {
            case separator: nextField()
            case CSV.lineFeed, CSV.carriageReturn: newline()
            case CSV.space: advance()
            default:
                stray()
                state = .plain
            }
        }

        private mutating func stray() {
            if !hasStray { problems.append(Problem(.strayQuote, at: here)) }
            hasStray = true
        }

        private mutating func nextField() {
            endField()
            advance()
            beginField()
        }

        private mutating func newline() {
            afterReturn = chunk[index] == CSV.carriageReturn
            endField()
            endRecord()
            index += 1
            line += 1
            column = 1
        }

        private mutating func endField() {
            if isTooLong {
                cutAtCharacter()
                problems.append(Problem(.fieldTooLong(limit: limits.field), at: cell.position))
            }
            cell.end = bytes.count
            found += 1
            if cells.count < limits.fields { cells.append(cell) }
        }

        private mutating func endRecord() {
            end = here
            isComplete = true
        }

        // MARK: Bytes

        private var here: Position { Position(line: line, column: column) }

        private mutating func advance() {
            index += 1
            column += 1
        }

        /// Moves the bytes before `stop` into the field, as far as the limits allow.
        private mutating func take(upTo stop: Int) {
            let isKept = cells.count < limits.fields
            let room = min(limits.field - (bytes.count - cell.start), limits.record - bytes.count)
            let length = stop - index
            let taken = isKept ? max(0, min(length, room)) : 0
            if taken > 0 { bytes.append(contentsOf: chunk[index..<index + taken]) }
            if isKept && taken < length { isTooLong = true }
            var characters = 0
            for position in index..<stop where chunk[position] & 0xC0 != 0x80 { characters += 1 }
            column += characters
            index = stop
        }

        /// A field that was cut off must not end in half a character.
        private mutating func cutAtCharacter() {
            var removed = 0
            while removed < 3, bytes.count > cell.start, let last = bytes.last, last >= 0x80 {
                bytes.removeLast()
                removed += 1
                if last >= 0xC0 { break }
            }
        }
    }
}
