package dev.extrausage.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TopicsTest {
    private static final long DAYS_35_MILLIS = 35L * 24 * 60 * 60 * 1000;

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
        "usage-events,    UsageEvent,     delete,  3024000000, LogAppendTime",
        "account-events,  AccountEvent,   delete,  -1,         LogAppendTime",
        "credit-events,   AccountEvent,   delete,  -1,         LogAppendTime",
        "balance-changes, BalanceChange,  delete,  -1,         CreateTime",
        "balances,        Balance,        compact, -,          CreateTime",
        "top-up-requests, TopUpRequested, delete,  3024000000, LogAppendTime",
        "notices,         Notice,         delete,  3024000000, LogAppendTime",
        "catalog-versions, -,             compact, -,          CreateTime",
        "attention,       -,              compact, -,          LogAppendTime",
        "api-keys,        -,              compact, -,          LogAppendTime",
        "rejected-events, -,              delete,  3024000000, LogAppendTime"})
    void every_topic_is_kept_and_stamped_as_the_contract_says(String name, String value,
            String policy, String retentionMillis, String stamp) {
        Topics topic = Topics.named(name).orElseThrow();

        assertThat(topic.valueSchema().map(Schema::getName).orElse(null)).isEqualTo(value);
        assertThat(topic.configs(2))
                .containsEntry(TopicConfig.CLEANUP_POLICY_CONFIG, policy)
                .containsEntry(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, stamp)
                .containsEntry(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "2");
        assertThat(topic.configs(2).get(TopicConfig.RETENTION_MS_CONFIG))
                .isEqualTo(retentionMillis);
    }

    @Test
    void there_are_eleven_of_them() {
        assertThat(Topics.values()).hasSize(11);
        assertThat(Topics.named("something-else")).isEmpty();
    }

    @Test
    void values_are_named_for_people() {
        assertThat(Topics.NOTICES.valueName()).isEqualTo("Notice");
        assertThat(Topics.CATALOG_VERSIONS.valueName()).isEqualTo("JSON");
        assertThat(Topics.ATTENTION.valueName()).isEqualTo("JSON");
        assertThat(Topics.API_KEYS.valueName()).isEqualTo("JSON");
        assertThat(Topics.REJECTED_EVENTS.valueName()).isEqualTo("as it came");
    }

    @ParameterizedTest
    @EnumSource
    void every_setting_has_one_name_a_value_and_a_reason(Topics topic) {
        List<TopicSetting> settings = topic.settings(1);

        assertThat(settings).extracting(TopicSetting::key).doesNotHaveDuplicates();
        assertThat(settings).allSatisfy(setting -> {
            assertThat(setting.isMetBy(setting.value())).isTrue();
            assertThat(setting.reason()).isNotBlank();
        });
    }

    @ParameterizedTest
    @EnumSource
    void a_record_over_the_contracts_256_kib_reaches_the_ledger(Topics topic) {
        assertThat(Integer.parseInt(topic.configs(1).get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG)))
                .isGreaterThan(2 * 256 * 1024);
    }

    @Test
    void better_settings_will_do_and_worse_will_not() {
        assertThat(met(Topics.USAGE_EVENTS, "retention.ms", DAYS_35_MILLIS + "",
                (DAYS_35_MILLIS + 1) + "", "-1")).containsOnly(true);
        assertThat(met(Topics.USAGE_EVENTS, "retention.ms", (DAYS_35_MILLIS - 1) + "", "0"))
                .containsOnly(false);
        assertThat(met(Topics.CREDIT_EVENTS, "retention.ms", Long.MAX_VALUE + ""))
                .containsOnly(false);
        assertThat(met(Topics.USAGE_EVENTS, "message.timestamp.type", "CreateTime"))
                .containsOnly(false);
        assertThat(met(Topics.USAGE_EVENTS, "cleanup.policy", "compact", "compact,delete"))
                .containsOnly(false);
        assertThat(met(Topics.USAGE_EVENTS, "max.message.bytes", "524288")).containsOnly(true);
        assertThat(met(Topics.USAGE_EVENTS, "max.message.bytes", "1048589")).containsOnly(false);
        assertThat(met(Topics.BALANCES, "max.message.bytes", "1048588")).containsOnly(false);
        assertThat(met(Topics.BALANCES, "compression.type", "zstd")).containsOnly(true);
        assertThat(met(Topics.API_KEYS, "min.compaction.lag.ms", "0", "86400000"))
                .containsOnly(false);
        assertThat(met(Topics.API_KEYS, "cleanup.policy", "delete")).containsOnly(false);
        assertThat(met(Topics.BALANCES, "min.insync.replicas", "1")).containsOnly(false);
        assertThat(met(Topics.BALANCES, "min.insync.replicas", "3")).containsOnly(true);
    }

    @Test
    void wanted_values_are_told_in_words() {
        assertThat(setting(Topics.USAGE_EVENTS, "retention.ms").wanted())
                .isEqualTo("at least 3024000000");
        assertThat(setting(Topics.USAGE_EVENTS, "max.message.bytes").wanted())
                .isEqualTo("at most 1048588");
        assertThat(setting(Topics.CREDIT_EVENTS, "retention.ms").wanted()).isEqualTo("-1");
    }

    @ParameterizedTest
    @EnumSource
    void every_setting_is_one_that_kafka_knows(Topics topic) throws IllegalAccessException {
        Set<Object> known = new HashSet<>();
        for (var constant : TopicConfig.class.getFields()) {
            known.add(constant.get(null));
        }

        assertThat(known).containsAll(topic.configs(1).keySet());
    }

    private static List<Boolean> met(Topics topic, String key, String... found) {
        return Arrays.stream(found).map(f -> setting(topic, key).isMetBy(f)).toList();
    }

    private static TopicSetting setting(Topics topic, String key) {
        return topic.settings(2).stream().filter(s -> s.key().equals(key)).findAny().orElseThrow();
    }
}
