/// What the reference pages of all formats of tracker events say.
enum TrackerNotes {
  static let common = """
    **JSON.** Contexts and self-describing events must be JSON of at most 50 objects and arrays inside
    one another, in the wrapper `contexts/jsonschema/1-0-*` or `unstruct_event/jsonschema/1-0-*`, and
    each entity an object of `schema` and `data` only. They are written compact, in wrappers of fixed
    versions. What their schemas say of the data is not checked.

    **Values that do not fit.** With `invalid: fail` every value is checked, whether or not a stage
    or sink reads its field; the event fails (class `invalid`) with all errors together, in the
    words of Snowplow Enrich. Kinds of event that are missing or unknown, times of requests that
    cannot be read, pages and referers that are no URIs, and JSON of another shape are among them,
    and, unless `too_long: keep` is stated, texts that are longer than Snowplow's columns, where
    something reads their fields. With `invalid: empty` the fields stay empty, of a list of contexts
    the good ones stay, texts stay as long as they are, and fields that nothing reads are not made.

    [All parameters](../tracker-protocol.md), with what their values may be.
    """
}
