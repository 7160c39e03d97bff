import PipelineConfig

/// A checked plan with its lookups open, ready to take over from the one that runs.
struct Handover: Sendable {
  let plan: Plan
  let lookups: LookupSet
}
