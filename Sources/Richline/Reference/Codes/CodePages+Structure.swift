extension CodePages {
  /// What sections, keys and values of the language are not as they should be.
  static let structure = [
    CodePage(
      "version", "the version of the language is not known",
      mistake: "version: 2", mended: "version: 1"),
    CodePage(
      "missing-key", "a key is missing that nothing stands for",
      mistake: """
        sources:
          - { use: stdin }
        """,
      mended: """
        sources:
          - { use: stdin, format: ndjson }
        """),
    CodePage(
      "unknown-key", "a section or map has no such key",
      mistake: """
        run: { worker: 2 }
        """,
      mended: """
        run: { workers: 2 }
        """,
      notes: "Where a key belongs to a plugin, the code is `unknown-option`."),
    CodePage(
      "no-plugins", "stages are not loaded from shared objects",
      mistake: """
        plugins: [own.so]
        """,
      mended: """
        stages: []
        """,
      notes: "An object would have to come from the very compiler and sources of the program. A "
        + "package of one's own has the same in ten lines: `Docs/AddingAStage.md`; the reasons are "
        + "in `Docs/Decisions/0015-shared-objects.md`."),
    CodePage(
      "wrong-type", "a text stands where a list or map is needed, or the other way round",
      mistake: """
        stages: { use: anonymize_ip }
        """,
      mended: """
        stages: [{ use: anonymize_ip }]
        """),
    CodePage(
      "bad-value", "a value is none of those that the key takes",
      mistake: """
        run: { memory: 64 }
        """,
      mended: """
        run: { memory: 64MB }
        """,
      notes: "Durations are a number and one of `ms s m h d`, sizes a number and one of "
        + "`B kB MB GB KiB MiB GiB`, shares a number and `%`."),
    CodePage(
      "named-twice", "a list names the same thing twice",
      mistake: """
        sinks:
          - { use: stdout, format: ndjson, only: [page_url, page_url] }
        """,
      mended: """
        sinks:
          - { use: stdout, format: ndjson, only: [page_url] }
          - { id: rejects, from: failed, use: files, path: failed.ndjson }
        """),
    CodePage(
      "too-many", "a section has more than 1,000 entries",
      notes: "Write several pipelines: each reads what it needs."),
    CodePage(
      "unset-variable", "a variable has no value, and the file states no default",
      mistake: """
        sources:
          - { use: files, path: "${LOGS_OF_THE_SHOP}/*.log", format: combined }
        """,
      mended: """
        sources:
          - { use: files, path: "${LOGS_OF_THE_SHOP:-logs}/*.log", format: combined }
        """,
      notes: "`--set`, `--env-file` and the environment give variables their values."),
    CodePage(
      "bad-variable", "'${' begins what is no variable",
      mistake: """
        sources:
          - { use: files, path: "${logs of the shop}/*.log", format: combined }
        """,
      mended: """
        sources:
          - { use: files, path: "${LOGS_OF_THE_SHOP:-logs}/*.log", format: combined }
        """),
    CodePage(
      "unused-variable", "'--set' sets a variable that no file asks for",
      notes: "Variables of the environment and of `--env-file` need not be used."),
    CodePage(
      "only-except", "a sink has both 'only' and 'except'",
      mistake: """
        sinks:
          - { use: stdout, format: ndjson, only: [page_url], except: [event_id] }
        """,
      mended: """
        sinks:
          - { use: stdout, format: ndjson, only: [page_url] }
          - { id: rejects, from: failed, use: files, path: failed.ndjson }
        """),
  ]

  /// What is wrong with a source, stage or sink.
  static let components = [
    CodePage(
      "bad-id", "an id has letters that ids have not, or is reserved",
      mistake: """
        stages:
          - { id: Hide, use: anonymize_ip }
        """,
      mended: """
        stages:
          - { id: hide, use: anonymize_ip }
        """),
    CodePage(
      "duplicate-id", "two components have one id, or 'from' cannot tell two of them apart",
      mistake: """
        stages:
          - { id: hide, use: anonymize_ip }
          - { id: hide, use: campaign_attribution }
        """,
      mended: """
        stages:
          - { id: hide, use: anonymize_ip }
          - { id: campaign, use: campaign_attribution }
        """),
    CodePage(
      "unknown-plugin", "nothing of this kind has this name",
      mistake: """
        stages:
          - { use: anonymise_ip }
        """,
      mended: """
        stages:
          - { use: anonymize_ip }
        """,
      notes: "`richline list` shows what is installed."),
    CodePage(
      "unknown-option", "the plugin has no such option",
      mistake: """
        stages:
          - { use: anonymize_ip, octet: 2 }
        """,
      mended: """
        stages:
          - { use: anonymize_ip, octets: 2 }
        """,
      notes: "`richline explain` with the name of a plugin lists its options."),
    CodePage(
      "missing-option", "an option is missing that the plugin must have",
      mistake: """
        stages:
          - { use: filter }
        """,
      mended: """
        stages:
          - { use: filter, keep: platform == "web" }
        """),
    CodePage(
      "wrong-format", "a format of failed events stands at a sink of good ones",
      mistake: """
        sinks:
          - { use: stdout, format: failed_json }
        """,
      mended: """
        sinks:
          - { use: discard }
          - { use: stdout, from: failed, format: failed_json }
        """),
    CodePage(
      "no-checkpoint", "a source or sink cannot do what 'checkpoint' needs",
      mistake: """
        run: { checkpoint: state }
        """,
      mended: """
        sources: [{ use: files, path: in.log, format: combined }]
        sinks:
          - { use: files, path: "out-{part}", format: ndjson }
          - { id: rejects, from: failed, use: files, path: "failed-{part}" }
        run: { checkpoint: state }
        """),
  ]
}
