import AnonymizeIPStage
import CampaignAttributionStage
import Connectors
import DedupeStage
import Downloads
import ExplodeStage
import FilterStage
import Formats
import HashStage
import IPLookupStage
import LookupStage
import ParseJSONStage
import ParseQueryStage
import ParseTimestampStage
import ParseURLStage
import RefererParserStage
import RemoveStage
import RenameStage
import SampleStage
import SetStage
public import StageKit
import UserAgentParserStage
import ValidateStage

/// What is installed: the explicit, sorted list. `scripts/new-enrichment` adds a stage.
public enum Catalog {
  /// What every program has.
  public static let standard = Registry(
    stages: [
      .stage(AnonymizeIP.self),
      .stage(CampaignAttribution.self),
      .stage(Dedupe.self),
      .stage(Explode.self),
      .stage(Filter.self),
      .stage(HashFields.self),
      .stage(IPLookup.self),
      .stage(LookupFields.self),
      .stage(ParseJSON.self),
      .stage(ParseQuery.self),
      .stage(ParseTimestamp.self),
      .stage(ParseURL.self),
      .stage(RefererParser.self),
      .stage(Remove.self),
      .stage(Rename.self),
      .stage(Sample.self),
      .stage(SetFields.self),
      .stage(UserAgentParser.self),
      .stage(Validate.self),
    ],
    lookups: [
      .lookup(CSVProvider.self),
      .lookup(InlineProvider.self),
      .lookup(MMDBProvider.self),
      .lookup(NDJSONProvider.self),
      .lookup(RefererProvider.self),
      .lookup(UAPProvider.self),
    ],
    sources: [
      .source(FilesSource.self),
      .source(StdinSource.self),
    ],
    sinks: [
      .sink(DiscardSink.self),
      .sink(FilesSink.self),
      .sink(StdoutSink.self),
    ],
    formats: [
      .input(ClojureTomcat.self),
      .input(CloudFront.self),
      .input(Combined.self),
      .input(HTTPRequests.self),
      .input(NDJSONInput.self),
      .input(TSVInput.self),
      .output(FailedJSONOutput.self),
      .output(NDJSONOutput.self),
      .output(SnowplowTSVOutput.self),
      .output(TSVOutput.self),
    ]
  ).adding(fetcher: Downloader())
}
