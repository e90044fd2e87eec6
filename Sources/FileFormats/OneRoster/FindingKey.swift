extension OneRoster.Finding {
    /// Every reason a finding can have. The raw value never changes; `template` is the English text, with `{gaps}`.
    package enum Key: String, Hashable, Sendable, CaseIterable {
        case fileMissing = "file.missing"
        case fileExpected = "file.expected"
        case fileAnnounced = "file.announced"
        case fileUnannounced = "file.unannounced"
        case fileEmpty = "file.empty"
        case fileTooLarge = "file.tooLarge"
        case fileTooManyRecords = "file.tooManyRecords"
        case manifestMissing = "manifest.missing"
        case manifestMode = "manifest.mode"
        case versionUnknown = "version.unknown"
        case versionUnreadable = "version.unreadable"

        case columnMissing = "column.missing"
        case columnExpected = "column.expected"
        case columnTwice = "column.twice"
        case semicolons = "csv.semicolons"
        case unterminatedQuote = "csv.unterminatedQuote"
        case strayQuote = "csv.strayQuote"
        case invalidUTF8 = "csv.invalidUTF8"
        case utf16 = "csv.utf16"
        case tooManyFields = "csv.tooManyFields"
        case tooFewFields = "csv.tooFewFields"
        case fieldTooLong = "csv.fieldTooLong"

        case valueMissing = "value.missing"
        case statusInvalid = "status.invalid"
        case statusInactive = "status.inactive"
        case statusMissing = "status.missing"
        case roleInvalid = "role.invalid"
        case roleExtension = "role.extension"
        case typeUnknown = "type.unknown"
        case truthUnreadable = "truth.unreadable"
        case dateUnreadable = "date.unreadable"
        case dateIgnored = "date.ignored"
        case datesReversed = "dates.reversed"
        case userIDUnreadable = "userId.unreadable"

        case duplicateIdentical = "duplicate.identical"
        case duplicateConflicting = "duplicate.conflicting"
        case danglingRecord = "reference.leftOut"
        case danglingReference = "reference.ignored"
        case parentLoop = "reference.loop"

        case moreEssential = "more.essential"
        case moreWarnings = "more.warnings"

        /// How much it matters wherever it occurs.
        package var severity: Severity {
            switch self {
            case .fileMissing, .fileAnnounced, .fileTooLarge, .fileTooManyRecords, .versionUnreadable, .columnMissing,
                .semicolons, .unterminatedQuote, .invalidUTF8, .utf16, .tooManyFields, .fieldTooLong, .valueMissing,
                .statusInvalid, .roleInvalid, .dateUnreadable, .duplicateConflicting, .moreEssential:
                .essential
            case .fileExpected, .fileUnannounced, .fileEmpty, .manifestMissing, .manifestMode, .versionUnknown,
                .columnExpected, .columnTwice, .strayQuote, .tooFewFields, .statusInactive,
                .statusMissing, .roleExtension, .typeUnknown, .truthUnreadable, .dateIgnored, .datesReversed,
                .userIDUnreadable, .duplicateIdentical, .danglingRecord, .danglingReference, .parentLoop, .moreWarnings:
                .warning
            }
        }

        /// The reason in English; names in braces are arguments of the finding.
        package var template: String {
            switch self {
            case .fileMissing: "{file} is missing; nothing can be read without it"
            case .fileExpected: "{file} is missing; what it would tell is left out"
            case .fileAnnounced: "the manifest announces {file}, but it is not in the bundle"
            case .fileUnannounced: "the manifest says that {file} is absent; it is not read"
            case .fileEmpty: "the file is empty; not even a line with column names is there"
            case .fileTooLarge: "the file is larger than {limit} bytes"
            case .fileTooManyRecords: "there are more than {limit} records"
            case .manifestMissing: "manifest.csv is missing; this is read as a complete (bulk) bundle of version {version}"
            case .manifestMode: "{value} is not bulk, delta or absent; it is read as bulk"
            case .versionUnknown: "the manifest has version {value}; this is read as version {version}"
            case .versionUnreadable: "version {value} of OneRoster cannot be read, only 1.1 and 1.2"
            case .columnMissing: "the column {column} is missing"
            case .columnExpected: "the column {column} is missing; it is read as empty"
            case .columnTwice: "the column {column} occurs twice; the first one counts"
            case .semicolons: "the fields are separated by semicolons and must be separated by commas"
            case .unterminatedQuote: "a quoted field starts here and is never closed"
            case .strayQuote: "a quote stands where none may stand"
            case .invalidUTF8: "this text is not UTF-8; save the file as UTF-8"
            case .utf16: "the file is UTF-16; save it as UTF-8"
            case .tooManyFields: "{found} fields where the line with column names has {expected}"
            case .tooFewFields: "only {found} fields where the line with column names has {expected}"
            case .fieldTooLong: "the field is longer than {limit} bytes"
            case .valueMissing: "{column} is empty and may not be"
            case .statusInvalid: "the status {value} is not active or tobedeleted"
            case .statusInactive: "the status {value} is of an old version; it is read as tobedeleted"
            case .statusMissing: "the status is empty in a file of changes; it is read as active"
            case .roleInvalid: "the role {value} is unknown"
            case .roleExtension: "the role {value} is an extension; this line is left out"
            case .typeUnknown: "{column} {value} is unknown; it is ignored"
            case .truthUnreadable: "{column} {value} is not true or false; it is read as false"
            case .dateUnreadable: "{column} {value} is not a date such as 2026-08-31"
            case .dateIgnored: "{column} {value} is not a date such as 2026-08-31; it is ignored"
            case .datesReversed: "{column} {value} is before the start"
            case .userIDUnreadable: "{value} in userIds has not the shape type:id between braces; it is ignored"
            case .duplicateIdentical: "{id} is there already, on line {line}, with the same content"
            case .duplicateConflicting: "{id} is there already, on line {line}, with other content"
            case .danglingRecord: "{column} {value} is not in {target}; this line is left out"
            case .danglingReference: "{column} {value} is not in {target}; it is ignored"
            case .parentLoop: "{id} is its own parent, directly or through others; it is read as having none"
            case .moreEssential: "and {count} more of these that stop the import"
            case .moreWarnings: "and {count} more warnings"
            }
        }
    }
}
