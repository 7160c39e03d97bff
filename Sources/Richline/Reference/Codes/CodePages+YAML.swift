extension CodePages {
  /// What keeps a text from being YAML, or from being the YAML that was meant.
  static let yaml = [
    CodePage(
      "yaml-alias-expansion", "aliases of aliases stand for more values than a file may have",
      mistake: """
        run:
          a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]
          b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
          c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
          d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
          e: [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]
        """,
      mended: """
        run: { workers: 2 }
        """),
    CodePage(
      "yaml-colon-in-value", "an unquoted value holds ': ', and so becomes the key of a map",
      mistake: """
        stages:
          - use: set
            fields:
              channel: mkt_medium != null ? mkt_medium : "direct"
        """,
      mended: """
        stages:
          - use: set
            fields:
              channel: |
                mkt_medium != null ? mkt_medium : "direct"
        """),
    CodePage(
      "yaml-comment-in-value", "a blank and '#' inside an unquoted value begin a comment",
      mistake: """
        stages:
          - use: filter
            keep: page_urlfragment == "a" && page_url != "x" || page_url == #top
        """,
      mended: """
        stages:
          - use: filter
            keep: 'page_urlfragment == "a" && page_url != "x" || page_url == "#top"'
        """),
    CodePage(
      "yaml-complex-key", "a key is no text",
      mistake: """
        run:
          [workers]: 2
        """,
      mended: """
        run:
          workers: 2
        """),
    CodePage(
      "yaml-control-character", "the file holds an invisible character that YAML does not allow",
      mistake: "# a bell: \u{7}\nrun: { workers: 2 }",
      mended: "# a bell\nrun: { workers: 2 }"),
    CodePage(
      "yaml-duplicate-key", "a map has the same key twice",
      mistake: """
        run:
          workers: 2
          workers: 4
        """,
      mended: """
        run:
          workers: 4
        """),
    CodePage(
      "yaml-encoding", "the file is no UTF-8",
      notes: "Save it as UTF-8; the finding names the first byte that is none."),
    CodePage(
      "yaml-escape", "double quotes hold a backslash that begins no escape of YAML",
      mistake: #"""
        stages:
          - use: filter
            keep: "page_url.matches('\d+')"
        """#,
      mended: #"""
        stages:
          - use: filter
            keep: page_url.matches(r'\d+')
        """#),
    CodePage("yaml-file-too-large", "the file is longer than a pipeline file can be: 1 MiB"),
    CodePage(
      "yaml-flow-brace", "between braces an unquoted value holds a brace or bracket",
      mistake: """
        sinks:
          - { use: files, path: out/{part}.ndjson, format: ndjson }
        """,
      mended: """
        sinks:
          - { use: files, path: "out/{part}.ndjson", format: ndjson }
          - { id: rejects, from: failed, use: files, path: failed.ndjson }
        """),
    CodePage(
      "yaml-format", "the standard form of the file would have other values than the file",
      notes: "A mistake of the program, which then leaves the file as it is."),
    CodePage(
      "yaml-indentation", "a line stands deeper or less deep than those it belongs to",
      mistake: """
        run:
          workers: 2
            memory: 64MB
        """,
      mended: """
        run:
          workers: 2
          memory: 64MB
        """),
    CodePage(
      "yaml-merge-key", "merge keys ('<<') are no part of the language",
      mistake: """
        run:
          <<: { workers: 2 }
        """,
      mended: """
        run: { workers: 2 }
        """),
    CodePage(
      "yaml-missing-colon", "a line is no 'key: value'",
      mistake: """
        run:
          workers 2
          memory: 64MB
        """,
      mended: """
        run:
          workers: 2
          memory: 64MB
        """),
    CodePage(
      "yaml-quote-then-text", "a value begins with a quoted text and goes on behind it",
      mistake: """
        stages:
          - use: filter
            keep: "web" == platform
        """,
      mended: """
        stages:
          - use: filter
            keep: '"web" == platform'
        """),
    CodePage(
      "yaml-second-document", "'---' begins a second document, and a file holds one",
      mistake: """
        run: { workers: 2 }
        ---
        run: { workers: 4 }
        """,
      mended: """
        run: { workers: 2 }
        """),
    CodePage(
      "yaml-special-start", "an unquoted value begins with a character that YAML keeps for itself",
      mistake: """
        sources:
          - { use: files, path: *.gz, format: cloudfront }
        """,
      mended: """
        sources:
          - { use: files, path: "*.gz", format: cloudfront }
        """),
    CodePage(
      "yaml-syntax", "the text is no YAML",
      mistake: """
        run: { workers: 2 ]
        """,
      mended: """
        run: { workers: 2 }
        """),
    CodePage(
      "yaml-tab", "a tab stands where YAML takes blanks only",
      mistake: "run:\n\tworkers: 2",
      mended: "run:\n  workers: 2"),
    CodePage(
      "yaml-tag", "'!' at the start of an unquoted value makes a tag of it",
      mistake: """
        stages:
          - use: filter
            keep: !(platform == "web")
        """,
      mended: """
        stages:
          - use: filter
            keep: '!(platform == "web")'
        """),
    CodePage(
      "yaml-too-deep", "lists and maps are nested deeper than 64 levels",
      mistake: "run: " + String(repeating: "[", count: 70) + String(repeating: "]", count: 70),
      mended: "run: { workers: 2 }"),
    CodePage("yaml-too-many-findings", "reading stopped after 100 findings"),
    CodePage("yaml-too-many-values", "the file has more than 100,000 values"),
    CodePage(
      "yaml-unclosed-bracket", "a list or map in brackets does not end",
      mistake: """
        run: { workers: 2
        """,
      mended: """
        run: { workers: 2 }
        """),
    CodePage(
      "yaml-unclosed-quote", "a quoted text does not end",
      mistake: """
        run: { checkpoint: "state }
        """,
      mended: """
        run: { checkpoint: "state" }
        sources: [{ use: files, path: in.log, format: combined }]
        sinks:
          - { use: files, path: "out-{part}", format: ndjson }
          - { id: rejects, from: failed, use: files, path: "failed-{part}" }
        """),
    CodePage(
      "yaml-unknown-alias", "'*' names an anchor that is not there",
      mistake: """
        run: { workers: *cores }
        """,
      mended: """
        run: { workers: 4 }
        """),
  ]
}
