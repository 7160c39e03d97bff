public import StageKit
import UserAgents

/// Says which program, system and device a user agent names, by uap-core's rules.
///
/// Shape: reads the agent as text; writes family and version of program and system, device, brand
/// and model, and one `ua_parser_context` entity. No agent, no change. What no rule knows is of the
/// family "Other".
/// Errors: none for events; a lookup that cannot be read stops the start.
/// Cost: a hash and a copy of slots for an agent that a worker has met; else what the lookup takes.
/// Source: uap-core's specification; columns of the entity as Snowplow's `ua_parser_context` 1-0-0.
public struct UserAgentParser: WorkspaceStage {
  static let useragent = Input("useragent", .text, default: "useragent", "the agent to parse")
  static let lookup = Needs(
    "lookup", .userAgentTable, shipped: "uap", "the rules; those of the system when left out")
  static let cacheSize = Option<Int>(
    "cache_size", "agents that the workers remember together; 0 remembers none", default: 20_000,
    type: .integer(0...1_000_000))
  static let columns = Option<Bool>(
    "columns", "fills `br_name`, `br_family`, `br_version`, `os_name` and `os_family` too",
    default: false)
  static let context = Adds(
    entity: "iglu:com.snowplowanalytics.snowplow/ua_parser_context/jsonschema/1-0-0",
    "families and versions; `null` where the rules say nothing")

  public static let spec = StageSpec(
    "user_agent_parser", "says which program, system and device a user agent names",
    tokens: [useragent, lookup, cacheSize, columns] + AgentColumn.allCases.map(\.output) + [
      context
    ],
    notes: """
      The first rule that matches decides, separately for program, system and device. When none
      does, the family is `Other` and all else stays empty. Of an agent \(UserAgents.UserAgentParser.readBytes) bytes
      are read, the rest is passed over. An agent has a budget of backtracking steps; a part for
      which it does not suffice is `Other`. An event without an agent is passed on as it is.

      `ua_version` and `ua_os_version` hold the family and what is known of the version, such as
      `Chrome 120.0.6099`. The single parts (`ua_major`, `ua_os_minor`, …) are made only for stages
      and sinks that name them.

      With `columns: true` five of Snowplow's columns are filled too. Snowplow fills these, and five
      more, from another library; the README has a table of the differences.
      """,
    example: """
      stages:
        - use: user_agent_parser
          cache_size: 100000
      """)

  private let agent: InputRef
  private let table: LookupRef<any UserAgentTable>?
  private let cacheLimit: Int
  private let shared = VersionShared<SharedRows>()
  private let plan: AgentPlan
  private let entity: EntityRef

  public init(_ setup: Setup) throws(Findings) {
    agent = setup[Self.useragent]
    table = setup[Self.lookup]
    cacheLimit = setup[Self.cacheSize]
    plan = AgentPlan(setup)
    entity = setup[Self.context]
  }

  public func makeWorkspace(_ lookups: Lookups) -> AgentWorkspace? {
    guard let table, !plan.isEmpty else { return nil }
    return AgentWorkspace(lookups[table].makeParser(), plan, rows(of: lookups[table]))
  }

  /// Memory for keys and values, in bytes an agent. The 33,249 agents of the benchmark take 389 in
  /// the median and 849 at most, so that only hostile agents meet this.
  private static let bytesPerEntry = 2048

  /// The agents that all workers remember of a version of the rules.
  private func rows(of table: any UserAgentTable) -> SharedRows? {
    guard cacheLimit > 0 else { return nil }
    return shared.object(for: table) {
      SharedRows(
        width: plan.width, entryLimit: cacheLimit,
        byteLimit: max(cacheLimit, 64) * UserAgentParser.bytesPerEntry)
    }
  }

  public func counters(_ workspace: AgentWorkspace?) -> [StageCounter] {
    workspace?.counters ?? []
  }

  public func beginSlice(_ workspace: inout AgentWorkspace?, _ arena: Arena) {
    workspace?.begin(arena)
  }

  public func lookAhead(_ events: EventBatch, _ workspace: inout AgentWorkspace?) {
    workspace?.lookAhead(events.column(agent), events.rows)
  }

  public func enrich(
    _ event: borrowing Event, _ changes: inout Changes, _ workspace: inout AgentWorkspace?
  ) throws(Failure) {
    guard let text = event.text(agent), !text.isEmpty,
      let values = workspace?.values(of: text, event.row, changes.arena)
    else { return }
    workspace?.write(values, &changes)
    if plan.hasEntity { changes.add(entity, data: values[plan.columns.count].bytes) }
  }
}
