import Starts
import Recordings
import Statements
import Foundation
import Peers
import Testing

@Suite("What a clock shows is read as the zone's clocks showed it")
struct RecordingZoneTests {
    /// Half hours and quarters, changes at midnight, of half an hour and of two, days left out, laws that changed.
    private static let zones = [
        "Europe/Berlin", "Europe/Dublin", "Europe/Moscow", "America/New_York", "America/St_Johns",
        "America/Sao_Paulo", "America/Havana", "America/Caracas", "Asia/Beirut", "Asia/Kathmandu",
        "Asia/Kolkata", "Asia/Pyongyang", "Asia/Gaza", "Africa/Casablanca", "Australia/Lord_Howe",
        "Pacific/Chatham", "Pacific/Apia", "Antarctica/Troll", "Etc/GMT+5",
    ]

    /// Around every change of a zone's offset since 1990, what Python's `zoneinfo` makes of each quarter of an hour:
    /// the zone, what the clock shows, and the moments at which it did.
    private static let peer = """
        import sys
        from datetime import datetime, timedelta, timezone
        from zoneinfo import ZoneInfo
        utc = timezone.utc
        def moments(zone, civil):
            found = set()
            for fold in (0, 1):
                at = civil.replace(tzinfo=zone, fold=fold).astimezone(utc)
                if at.astimezone(zone).replace(tzinfo=None) == civil:
                    found.add(int(at.timestamp()))
            return sorted(found)
        for name in sys.argv[1:]:
            zone = ZoneInfo(name)
            at = datetime(1990, 1, 1, tzinfo=utc)
            changes = [datetime(2024, 2, 29, 12, tzinfo=utc)]
            while at.year < 2023:
                after = at + timedelta(hours=6)
                if at.astimezone(zone).utcoffset() != after.astimezone(zone).utcoffset():
                    changes.append(at)
                at = after
            for change in changes:
                middle = change.astimezone(zone).replace(tzinfo=None, minute=0)
                for quarter in range(-28, 53):
                    civil = middle + timedelta(minutes=15 * quarter)
                    print(name, civil.strftime("%Y %m %d %H %M"), *moments(zone, civil), sep=" ")
        """

    @Test("as Python's zoneinfo reads it, around every change since 1990: once, twice or never")
    func peer() throws {
        let folder = try ScratchFolder()
        let said = try Peer.python(Self.peer, Self.zones, in: folder).text
        var counts = [0, 0, 0]
        var zones: [String: RecordingZone] = [:]
        for line in said.split(separator: "\n") {
            let fields = line.split(separator: " ")
            let numbers = fields.dropFirst().compactMap { Int64($0) }
            let name = String(fields[0])
            let zone = try zones[name] ?? RecordingZone(name)
            zones[name] = zone
            let civil = CivilTime(
                year: Int(numbers[0]), month: Int(numbers[1]), day: Int(numbers[2]), hour: Int(numbers[3]),
                minute: Int(numbers[4]), second: 0)
            let moments = zone.moments(civil)
            let expected = Array(numbers.dropFirst(5))
            #expect(moments.map { $0.nanoseconds / WallTime.nanosecondsPerSecond } == expected, "\(line)")
            counts[min(moments.count, 2)] += 1
        }
        // All three kinds were there, so that none can be right by not happening.
        #expect(counts[0] > 1000 && counts[1] > 20_000 && counts[2] > 1000, "\(counts)")
    }

    @Test(
        "an offset has every hour once",
        arguments: [
            ("+05:45", 20_700), ("-03:30", -12_600), ("+14:00", 50_400), ("UTC", 0), ("-0930", -34_200),
        ])
    func offsets(text: String, seconds: Int32) throws {
        let zone = try RecordingZone(text)
        let civil = CivilTime(year: 2026, month: 10, day: 25, hour: 2, minute: 30, second: 0)
        let moments = zone.moments(civil)
        #expect(moments.count == 1)
        #expect(moments.first?.utcOffsetSeconds == seconds)
    }

    @Test("a date that no calendar has is at no moment")
    func impossible() throws {
        let zone = try RecordingZone("Europe/Berlin")
        for (month, day, hour) in [(2, 29, 0), (13, 1, 0), (4, 31, 0), (1, 0, 0), (1, 1, 24)] {
            let civil = CivilTime(year: 2026, month: month, day: day, hour: hour, minute: 0, second: 0)
            #expect(zone.moments(civil).isEmpty)
        }
    }

    @Test("a civil time and its seconds are each other's inverse, over leap days and centuries")
    func civilTimes() {
        for seconds in stride(from: Int64(0), to: 7_258_118_400, by: 86_399 * 13) {
            let civil = CivilTime(seconds: seconds)
            #expect(civil.exists)
            #expect(civil.seconds == seconds)
        }
    }
}
