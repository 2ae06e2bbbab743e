import Bundle
import Records
import Statements
import Sealing

/// A report as a graph of CASE 1.x and UCO 1.x, which other forensic programs read: files with their hashes, what was
/// done to them when and by whom and with what, and which file came out of which.
///
/// Every node has an `@id` that ends in a UUID. Those of the bundle are the same whoever draws the graph; those of
/// opening and reporting are of the moment they were done.
struct CaseGraph {
    let facts: ReportFacts
    private let ids: StableUUID
    private var nodes: [LinkedData] = []

    init(_ facts: ReportFacts) throws {
        self.facts = facts
        ids = StableUUID(scope: facts.bundle.id)
        try build()
    }

    /// The document's bytes, UTF-8.
    func bytes() throws -> [UInt8] { try Self.bytes(nodes) }

    /// One document over several bundles: the nodes of each, whose ids no other has.
    static func bytes(of bundles: [ReportFacts]) throws -> [UInt8] {
        var graphs = try bundles.map(CaseGraph.init)
        for place in graphs.indices {
            for other in graphs.indices where other > place {
                let ones = OneRecording.all(in: bundles[place].recordings, and: bundles[other].recordings)
                for one in ones {
                    try graphs[place].relate(one, to: graphs[other], OneCase.mark(place), OneCase.mark(other))
                }
            }
        }
        return try bytes(graphs.flatMap(\.nodes))
    }

    /// That a recording is one with a recording of another bundle, and how the two records place it apart in time.
    private mutating func relate(
        _ one: OneRecording, to other: CaseGraph, _ mark: String, _ otherMark: String
    ) throws {
        let words =
            "One recording, by the word of who sealed each"
            + (one.apartInWords(mark, otherMark).map { "; \($0)" } ?? "")
        var values: [String: LinkedData] = [
            "uco-core:description": .text(facts.clock.shown(words)),
            "uco-core:source": .reference(id("recording", one.first.id)),
            "uco-core:target": .reference(other.id("recording", one.second.id)),
            "uco-core:kindOfRelationship": .text("Related_To"),
            "uco-core:isDirectional": .typed("false", type: "xsd:boolean"),
        ]
        if let apart = one.startsApart { values["proffer:startsApart"] = nanoseconds(apart) }
        _ = try add(
            "uco-observable:ObservableRelationship", "relationship",
            "One_Recording \(one.first.id) \(other.facts.bundle.id) \(one.second.id)", values)
    }

    private static func bytes(_ nodes: [LinkedData]) throws -> [UInt8] {
        try StrictJSON.encodePretty(
            LinkedData.node([
                "@context": .node(context.mapValues(LinkedData.text)), "@graph": .list(nodes),
            ]))
    }

    private static let context: [String: String] = {
        var context = [
            "kb": "http://example.org/kb/",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
            "case-investigation": "https://ontology.caseontology.org/case/investigation/",
            "proffer": "urn:proffer:graph:v1#",
        ]
        for part in ["action", "core", "identity", "observable", "tool", "types"] {
            context["uco-\(part)"] = "https://ontology.unifiedcyberontology.org/uco/\(part)/"
        }
        return context
    }()

    private func id(_ kind: String, _ name: String) -> String {
        "kb:\(kind)-\(ids.of("\(kind) \(name)"))"
    }

    /// Adds a node and returns its `@id`.
    ///
    /// - Parameter own: a type of our own beside that of the ontology; nil for none.
    mutating func add(
        _ type: String, own: String? = nil, _ kind: String, _ name: String, _ values: [String: LinkedData]
    ) throws -> String {
        let id = id(kind, name)
        let types = own.map { LinkedData.list([.text(type), .text($0)]) } ?? .text(type)
        nodes.append(.node(values.merging(["@id": .text(id), "@type": types]) { $1 }))
        return id
    }

    private mutating func build() throws {
        let maker = try person(facts.maker.name, facts.maker.organization, facts.maker.fingerprint)
        let requester = try facts.request.map {
            try person(
                $0.agency.name, $0.agency.organization, $0.agency.fingerprint.hex, facts.requesterDoubt)
        }
        let owner = try facts.consent.map {
            try person($0.owner.name, $0.owner.organization, $0.owner.fingerprint.hex, facts.ownerDoubt)
        }
        let sealer = try tool(facts.sealingTool)
        let reporter = try tool(facts.tool)

        let bundle = try file(
            "bundle", name: facts.bundle.name, size: facts.bundle.size, sha256: facts.bundle.sha256, "")
        var recordings: [String: String] = [:]
        for recording in facts.recordings {
            recordings[recording.id] = try file(
                "recording", name: recording.name, size: recording.size, sha256: recording.sha256,
                recording.id, facets: [try clockFacet(of: recording)])
        }
        var clips: [String] = []
        var exhibits: [String] = []
        for object in facts.objects {
            let clip = try file(
                "clip", name: object.facts.name, size: object.facts.size, sha256: object.facts.sha256,
                object.facts.file,
                description:
                    "\(object.roleInWords); \(facts.timesInWords(of: object).replacing("\n", with: "; "))",
                facets: [try timesFacet(of: object)].compactMap(\.self))
            clips.append(clip)
            try recorded(object, clip)
            if let exhibit = object.exhibit { exhibits.append(try produced(object, as: exhibit, clip)) }
            if let recording = recordings[object.facts.recording] {
                try relate(clip, "Derived_From", to: recording, object.facts.file)
            }
            try relate(clip, "Contained_Within", to: bundle, object.facts.file)
        }

        var actions: [String] = []
        if let owner {
            actions.append(
                try action(
                    "seal",
                    "Sealed under the owner's consent"
                        + facts.clock.shown(facts.doubt(of: facts.bundle.sealed, after: "; its time ")),
                    from: facts.log.first?.time,
                    to: facts.bundle.sealed, performer: owner,
                    instrument: sealer, objects: Array(recordings.values).sorted(), results: [bundle]))
        }
        let verdict = facts.clock.shown(facts.verification.summary)
        actions.append(
            try action(
                "verify", verdict, from: facts.begun, to: facts.made, performer: maker, instrument: reporter,
                objects: [bundle], results: []))
        let record = try add(
            "case-investigation:ProvenanceRecord", "provenance", "",
            [
                "uco-core:description": .text(
                    "Footage handed over under the owner's consent \(facts.consentDigest.hex)"),
                "case-investigation:exhibitNumber": .text(facts.request?.caseNumber ?? facts.bundle.id),
                "uco-core:object": .list(([bundle] + clips).map(LinkedData.reference)),
            ])
        actions.append(
            try action(
                "open", "Opened, and reported on", from: facts.begun, to: facts.made, performer: maker,
                instrument: reporter, objects: [bundle], results: clips + [record] + exhibits))
        var investigation: [String: LinkedData] = [
            "uco-core:name": .text(facts.request?.caseNumber ?? facts.bundle.id),
            "uco-core:object": .list(
                (actions + [record] + exhibits + [bundle, maker] + [owner, requester].compactMap(\.self)).map(
                    LinkedData.reference)),
        ]
        if let request = facts.request { investigation["uco-core:description"] = .text(request.purpose) }
        _ = try add("case-investigation:Investigation", "investigation", "", investigation)
    }

    /// That a clip is produced as an exhibit, by who made the graph.
    private mutating func produced(
        _ object: ReportFacts.ReportedObject, as exhibit: ExhibitReference, _ clip: String
    ) throws -> String {
        try add(
            "case-investigation:ProvenanceRecord", "exhibit", object.facts.file,
            [
                "uco-core:description": .text("\(object.facts.name), as \(facts.maker.inWords) produces it"),
                "case-investigation:exhibitNumber": .text(exhibit.text),
                "uco-core:object": .list([.reference(clip)]),
            ])
    }

    private var known: Set<String> = []

    /// Somebody by the name on their card.
    ///
    /// - Parameter doubt: that they are not relied on, and why; nil where they are, and for who makes the graph.
    private mutating func person(
        _ name: String, _ organization: String?, _ fingerprint: String, _ doubt: String? = nil
    ) throws -> String {
        let id = id("person", fingerprint)
        guard known.insert(id).inserted else { return id }
        var values: [String: LinkedData] = ["uco-core:name": .text(name)]
        values["uco-core:description"] = .text(
            (organization.map { "\($0); " } ?? "") + "card fingerprint \(fingerprint)"
                + (doubt.map { "; \($0)" } ?? ""))
        if let doubt { values["proffer:notReliedOn"] = .text(doubt) }
        return try add("uco-identity:Person", "person", fingerprint, values)
    }

    private mutating func tool(_ tool: ToolFacts) throws -> String {
        let libraries = tool.libraries.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        let build = [tool.commit.map { "commit \($0)" }, tool.sha256.map { "SHA-256 \($0.hex)" }].compactMap(
            \.self)
        let text = "\(tool.name) \(tool.version) \(build) \(libraries) \(tool.operatingSystem)"
        let id = id("tool", text)
        guard known.insert(id).inserted else { return id }
        return try add(
            "uco-tool:Tool", "tool", text,
            [
                "uco-core:name": .text(tool.name), "uco-tool:version": .text(tool.version),
                "uco-core:description": .text(
                    (build + [listInWords(libraries), tool.operatingSystem]).joined(separator: "; ")),
            ])
    }

    /// A file with its name, size and SHA-256.
    private mutating func file(
        _ kind: String, name: String, size: UInt64, sha256: SHA256Digest, _ key: String,
        description: String? = nil, facets: [String] = []
    ) throws -> String {
        let hash = try add(
            "uco-types:Hash", "hash", "\(kind) \(key)",
            [
                "uco-types:hashMethod": .text("SHA256"),
                "uco-types:hashValue": .typed(sha256.hex, type: "xsd:hexBinary"),
            ])
        let content = try add(
            "uco-observable:ContentDataFacet", "content", "\(kind) \(key)",
            [
                "uco-observable:hash": .reference(hash),
                "uco-observable:sizeInBytes": .typed("\(size)", type: "xsd:integer"),
            ])
        let facet = try add(
            "uco-observable:FileFacet", "file-facet", "\(kind) \(key)",
            [
                "uco-observable:fileName": .text(name),
                "uco-observable:sizeInBytes": .typed("\(size)", type: "xsd:integer"),
            ])
        var values: [String: LinkedData] = [
            "uco-core:hasFacet": .list(([facet, content] + facets).map(LinkedData.reference))
        ]
        if let description { values["uco-core:description"] = .text(description) }
        return try add("uco-observable:File", kind, key, values)
    }

    private mutating func relate(
        _ source: String, _ kind: String, to target: String, _ key: String
    ) throws {
        _ = try add(
            "uco-observable:ObservableRelationship", "relationship", "\(kind) \(key)",
            [
                "uco-core:source": .reference(source), "uco-core:target": .reference(target),
                "uco-core:kindOfRelationship": .text(kind),
                "uco-core:isDirectional": .typed("true", type: "xsd:boolean"),
            ])
    }

    private mutating func action(
        _ kind: String, _ description: String, from: WallTime?, to: WallTime, performer: String,
        instrument: String,
        objects: [String], results: [String]
    ) throws -> String {
        var values: [String: LinkedData] = [
            "uco-core:name": .text(kind), "uco-core:description": .text(description),
            "uco-action:endTime": moment(to),
            "uco-action:performer": .reference(performer),
            "uco-action:instrument": .reference(instrument),
        ]
        if let from { values["uco-action:startTime"] = moment(from) }
        if !objects.isEmpty { values["uco-action:object"] = .list(objects.map(LinkedData.reference)) }
        if !results.isEmpty { values["uco-action:result"] = .list(results.map(LinkedData.reference)) }
        // What was done to the bundle later is done as often as somebody does it.
        let key = kind == "seal" ? "" : facts.made.rfc3339
        return try add("case-investigation:InvestigativeAction", kind, key, values)
    }
}
