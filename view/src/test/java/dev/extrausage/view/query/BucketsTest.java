package dev.extrausage.view.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.view.rows.UsageQuery;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BucketsTest {
    @Test void days_begin_at_midnight_after_a_midnight_that_clocks_skip() {
        assertThat(bounds("2024-09-07T12:00:00Z", "2024-09-09T12:00:00Z", UsageQuery.Bucket.DAY,
                "America/Santiago")).containsExactly("2024-09-07T12:00:00Z",
                "2024-09-08T04:00:00Z", "2024-09-09T03:00:00Z", "2024-09-09T12:00:00Z");
        assertThat(bounds("2024-09-08T12:00:00Z", "2024-09-09T12:00:00Z", UsageQuery.Bucket.DAY,
                "America/Santiago")).containsExactly("2024-09-08T12:00:00Z",
                "2024-09-09T03:00:00Z", "2024-09-09T12:00:00Z");
    }

    @Test void hours_begin_where_the_zones_hours_do() {
        assertThat(bounds("2026-01-01T00:10:00Z", "2026-01-01T02:00:00Z", UsageQuery.Bucket.HOUR,
                "Asia/Kolkata")).containsExactly("2026-01-01T00:10:00Z", "2026-01-01T00:30:00Z",
                "2026-01-01T01:30:00Z", "2026-01-01T02:00:00Z");
    }

    @Test void too_many_buckets_are_refused_with_their_bounds() {
        assertThatThrownBy(() -> bounds("2000-01-01T00:00:00Z", "2090-01-01T00:00:00Z",
                UsageQuery.Bucket.HOUR, "UTC")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2090-01-01T00:00:00Z");
    }

    private static List<String> bounds(
            String from, String to, UsageQuery.Bucket bucket, String zone) {
        return Buckets.of(new UsageQuery("zoe", Instant.parse(from), Instant.parse(to), bucket,
                ZoneId.of(zone), Set.of(), null)).bounds().stream()
                .map(at -> Instant.ofEpochMilli(at).toString()).toList();
    }
}
