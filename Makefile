# `make demo` and `make test` are all that a newcomer needs; `make help` lists the rest.
.PHONY: help deps build demo test lint docs vectors bench-expressions bench-check bench-ua memory-check job-check growth-check bench-users bench-parts bench-job bench-cores uap-cases uap-long bench-geo bench-peers bench-ndjson bad-databases judge-databases install uninstall spark-test swap-test clean
SWIFT_BUILD = swift build -c release --static-swift-stdlib --product richline
PREFIX ?= /usr/local
VECTORS ?= ../shared/vectors/snowplow-enrich.jsonl
DATA ?= ../shared/data
UAP ?= /usr/share/uap-core
LONG ?= 1000000

help:            ## this list
	@sed -n 's/^\([a-z-]*\): .*## /\1	/p' Makefile | expand -t 16

deps:            ## system packages (asks for root only when something is missing)
	@scripts/install-dependencies

build: deps      ## release build: .build/release/richline
	$(SWIFT_BUILD)

install: build   ## program and data below PREFIX (/usr/local); DESTDIR goes before it
	@scripts/install-program "$(DESTDIR)$(PREFIX)"

uninstall:       ## takes them away again
	@scripts/install-program --remove "$(DESTDIR)$(PREFIX)"

demo: build      ## runs examples/01-web-analytics and shows what came out
	@scripts/demo

test: deps       ## everything that CI checks
	@scripts/test

lint:            ## formatting
	swift format lint --strict --recursive --parallel Sources Tests enrichments examples Benchmarks Package.swift

docs:            ## reference pages and option tables, from the declarations
	swift build --product richline
	.build/debug/richline reference .

vectors: deps    ## cases of a vector file: make vectors VECTORS=FILE DATA=DIR
	swift build --product richline-vectors
	.build/debug/richline-vectors $(VECTORS) $(DATA)

bench-check: build  ## allocations and instructions that must not grow
	@scripts/bench-check

bench-expressions: deps  ## a condition over columns, beside C++ and Python
	@scripts/bench-expressions

bench-ua: deps   ## user agents beside other parsers, in turn: Benchmarks/UserAgents.md
	@scripts/bench-ua

memory-check: build ## peak memory must not depend on the length of the input
	@scripts/memory-check

spark-test: build ## example 05 on a Spark cluster of which a worker is killed; minutes
	@scripts/spark-test

growth-check: build  ## a line, stage or branch costs the same however many there are
	@scripts/growth-check

bench-users: build  ## what users run: 131 columns and four stages; NDJSON in and out
	@scripts/bench-users

job-check: build ## same bytes as the C++ reference of the benchmark folder
	@scripts/job-check

bench-parts: build ## what each stage and format costs: time, instructions, allocations; minutes
	@scripts/bench-parts

bench-job: build ## CPU time of the whole job beside the C++ reference, six inputs
	@scripts/bench-job

bench-cores: build ## the whole job with 1, 2 and 4 workers; needs free cores
	@scripts/bench-cores

bench-ndjson: build ## NDJSON beside simdjson and a kernel in C++, in turn
	@scripts/bench-ndjson

bench-peers: build ## the whole job beside other programs, in turn: minutes
	@scripts/bench-peers

bench-geo: build ## look-ups of addresses beside libmaxminddb's own loop
	@scripts/bench-geo

bad-databases: deps  ## tries every file of a folder as a database, under a sanitizer: make bad-databases DIR=DIR
	@scripts/bad-databases $(if $(DIR),$(DIR),$(DATA)/maxmind-bad $(DATA)/maxmind)

swap-test: build ## a minute of attacks on the files of a running pipeline's lookups
	@scripts/swap-test 60

judge-databases: deps  ## LONG random addresses a database: the same answers as libmaxminddb
	@scripts/judge-databases $(LONG)

uap-cases: deps  ## rules and cases of another uap-core: make uap-cases UAP=DIR
	RICHLINE_UAP_CASES=$(abspath $(UAP)) swift test --disable-xctest --filter UAPCoreTests

uap-long: deps   ## user agents: all real and LONG mutated ones, no matching rule may be filtered out
	RICHLINE_UAP_LONG=$(LONG) swift test --disable-xctest --filter UAPFilterTests

clean:           ## removes what was built
	rm -rf .build Benchmarks/.build
