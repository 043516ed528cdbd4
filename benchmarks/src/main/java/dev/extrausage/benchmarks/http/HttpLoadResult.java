package dev.extrausage.benchmarks.http;

import org.HdrHistogram.Histogram;

/**
 * The answers to a load. Times run from when a request was due to the last byte of its answer, so
 * what waits behind a slow answer counts as slow, too.
 *
 * @param answered requests with status 200 to 299
 * @param failed requests with another status than that and 503
 * @param putOff answers with status 503, each to a request that was sent again at once
 * @param unanswered requests given up at the end, since the server was too far behind; their
 *     times are those until then
 * @param sent requests in all, those of the warm-up included
 * @param perSecond answers a second, of those that came before the end
 * @param nanos the times of all of them
 */
public record HttpLoadResult(long answered, long failed, long putOff, long unanswered, long sent,
        double perSecond, Histogram nanos) { }
