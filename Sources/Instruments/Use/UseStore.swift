import People
import Storage

extension UseCell.Mode: Storable {}

enum UseStore {
    /// Adds one; called in the transaction that ends a response.
    static func count(_ instrument: Instrument, _ moment: Response.Moment, _ mode: UseCell.Mode, _ connection: Connection) throws {
        let month = String(connection.today.description.prefix(7))
        try connection.run(
            """
            INSERT INTO instrument_use (instrument, version, month, moment, mode, count)
            VALUES (\(instrument.id), \(instrument.version), \(month), \(moment), \(mode), 1)
            ON CONFLICT (instrument, version, month, moment, mode) DO UPDATE SET count = count + 1
            """)
    }

    /// All cells, the last month first. Small numbers do not leave this function.
    static func cells(_ connection: Connection) throws -> [UseCell] {
        try connection.all(
            """
            SELECT instrument, month, moment, mode, SUM(count) AS n FROM instrument_use
            GROUP BY instrument, month, moment, mode
            ORDER BY month DESC, instrument, CASE moment WHEN 'before' THEN 1 WHEN 'during' THEN 2 ELSE 3 END, mode LIMIT 500
            """
        ) { row in
            UseCell(
                instrument: try row.get("instrument"), month: try row.get("month"), moment: try row.get("moment"),
                mode: try row.get("mode"),
                amount: UseCell.Amount(try row.get("n")))
        }
    }
}
