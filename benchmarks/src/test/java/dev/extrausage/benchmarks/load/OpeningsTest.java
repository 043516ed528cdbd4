package dev.extrausage.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.core.Account;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Decision;
import dev.extrausage.core.Event;
import dev.extrausage.core.Input;
import dev.extrausage.core.Ledger;
import dev.extrausage.core.Outcome;
import dev.extrausage.schemas.AccountEvent;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.UsageEvent;
import dev.extrausage.schemas.wire.EventCodec;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpeningsTest {
    private static final long START = Instant.parse("2026-11-22T12:00:00Z").toEpochMilli();
    private static final int EVENTS = 50_000;

    private final ReleasedSchemas schemas = ReleasedSchemas.load();
    private final Catalog catalog = CatalogFile.defaultCatalog();
    private final Map<String, Account> accounts = new HashMap<>();
    private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    private int notices;

    @Test void every_account_is_opened_and_no_opening_is_refused() {
        open(shape(1_000));

        assertThat(accounts).hasSize(1_000);
        assertThat(outcomes).containsOnlyKeys(Outcome.APPLIED);
    }

    @Test void a_few_percent_of_usage_find_no_money() {
        for (int count : new int[] {20, 1_000}) {
            accounts.clear();
            LoadShape shape = shape(count);
            open(shape);
            outcomes.clear();
            notices = 0;
            UsageLoad load = new UsageLoad(shape, schemas);
            AvroCodec<UsageEvent> codec =
                    new AvroCodec<>(UsageEvent.class, "usage-events", schemas);
            for (int i = 0; i < EVENTS; i++) {
                decide(EventCodec.toCore(codec.decode(load.next(START + i).value())));
            }

            assertThat(outcomes.get(Outcome.APPLIED)).isGreaterThan(EVENTS * 8 / 10);
            assertThat(outcomes).doesNotContainKey(Outcome.REFUSED);
            assertThat(outcomes.getOrDefault(Outcome.UNCOVERED, 0)).isLessThan(EVENTS * 2 / 10);
            assertThat(notices).isBetween(1, EVENTS / 10);
        }
    }

    private static LoadShape shape(int accounts) {
        return new LoadShape(accounts, 0.67, 0, 1, EVENTS, START);
    }

    private void open(LoadShape shape) {
        AvroCodec<AccountEvent> codec =
                new AvroCodec<>(AccountEvent.class, "account-events", schemas);
        Openings openings = new Openings(shape, schemas);
        openings.plansAndSettings(m -> decide(EventCodec.toCore(codec.decode(m.value()))));
        openings.credit(m -> decide(EventCodec.toCore(codec.decode(m.value()))));
    }

    private void decide(Event event) {
        Account before =
                accounts.computeIfAbsent(event.accountId(), Account::unknown);
        Decision decision = Ledger.decide(before, new Input(event, START + EVENTS), catalog);
        accounts.put(event.accountId(), decision.account());
        outcomes.merge(decision.entry().outcome(), 1, Integer::sum);
        notices += decision.entry().notices().size();
    }
}
