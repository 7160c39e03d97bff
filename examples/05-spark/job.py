"""Enriches a day of CloudFront logs on Spark: spark-submit job.py LOGS OUT RICHLINE PIPELINE"""
import sys

from pyspark import SparkContext, StorageLevel

logs, out, richline, pipeline = sys.argv[1:]
GZIP = "org.apache.hadoop.io.compress.GzipCodec"


def failed(line):
    return line.startswith('{"v":1,')


with SparkContext(appName="richline") as spark:
    lines = spark.textFile(logs)  # a packed file is one partition: its header stays above its lines
    rows = lines.pipe("%s run %s --filter --quiet" % (richline, pipeline), checkCode=True)
    rows.persist(StorageLevel.DISK_ONLY)  # written twice, enriched once
    rows.filter(lambda line: not failed(line)).saveAsTextFile(out + "/events", GZIP)
    rows.filter(failed).saveAsTextFile(out + "/failed", GZIP)
