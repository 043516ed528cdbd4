package dev.extrausage.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Change;
import dev.extrausage.core.EventId;
import dev.extrausage.core.GrantKind;
import dev.extrausage.core.Input;
import dev.extrausage.core.Money;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.TopUpRequested;
import dev.extrausage.schemas.Topics;
import dev.extrausage.view.rows.TopUpRow;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopUpsTest {
    private static final long TEN = 10 * Money.NANOS_PER_USD;

    @TempDir Path folder;
    private long time = System.currentTimeMillis();

    @Test void a_top_up_is_pending_then_credited_declined_or_refused() throws Exception {
        try (JournalKafka kafka =
                new JournalKafka(folder.resolve("kafka"), 2, Catalogs.example());
                ReadModel model = ReadModel.start(ViewSettings.sqlite(kafka.clients(Map.of()),
                        ReleasedSchemas.load(), () -> kafka.catalog, folder.resolve("view")))) {
            kafka.write(List.of(of("zoe", new Change.PlanStarted("pro", 1, null))));
            kafka.send(Topics.TOP_UP_REQUESTS, "zoe", new byte[] {9});
            for (String id : List.of("one", "two", "three", "four")) {
                kafka.request(request("zoe", id, TEN));
            }
            kafka.request(request("zoe", "one", 2 * TEN)); // changes nothing (A6)
            kafka.awaitKnown(model);
            assertThat(model.topUp("zoe", "one").orElseThrow().status())
                    .isEqualTo(TopUpRow.Status.PENDING);
            kafka.write(List.of(
                    of("zoe", credit("one", "one")),
                    of("zoe", new Change.TopUpDeclined("one", "too_late")),
                    of("zoe", new Change.TopUpDeclined("two", "card_declined")),
                    of("zoe", new Change.CreditGranted("one", GrantKind.PURCHASE, TEN + 1, null,
                            null, "three"))));
            kafka.awaitKnown(model);
            TopUpRow one = model.topUp("one").orElseThrow();
            assertThat(one.status()).isEqualTo(TopUpRow.Status.CREDITED);
            assertThat(one.amountNanos()).isEqualTo(TEN);
            assertThat(one.sequence()).isEqualTo(2);
            assertThat(one.requestedAt()).isNotNull();
            TopUpRow two = model.topUp("zoe", "two").orElseThrow();
            assertThat(two.status()).isEqualTo(TopUpRow.Status.DECLINED);
            assertThat(two.declineCode()).isEqualTo("card_declined");
            TopUpRow three = model.topUp("zoe", "three").orElseThrow();
            assertThat(three.status()).isEqualTo(TopUpRow.Status.REFUSED);
            assertThat(three.reason()).isEqualTo("GRANT_ID_TAKEN");
            assertThat(model.topUp("nobody", "one")).isEmpty();
            var page = model.topUps("zoe", null, 3);
            assertThat(page.rows()).hasSize(3);
            assertThat(model.topUps("zoe", page.next(), 3).rows()).hasSize(1);
            assertThat(model.problems()).isEmpty();
        }
    }

    @Test void a_request_longer_than_a_record_may_be_is_skipped() throws Exception {
        String longer = "x".repeat(300 * 1024);
        try (JournalKafka kafka =
                new JournalKafka(folder.resolve("kafka"), 2, Catalogs.example());
                ReadModel model = ReadModel.start(ViewSettings.sqlite(kafka.clients(Map.of()),
                        ReleasedSchemas.load(), () -> kafka.catalog, folder.resolve("view")))) {
            kafka.write(List.of(of("zoe", new Change.PlanStarted("pro", 1, null))));
            kafka.request(request("zoe", longer, TEN));
            kafka.request(request("zoe", "one", TEN));
            kafka.awaitKnown(model);
            assertThat(model.topUp("zoe", "one")).isPresent();
            assertThat(model.topUp("zoe", longer)).isEmpty();
        }
    }

    @Test void answers_without_requests_and_auto_reloads_have_rows() throws Exception {
        try (JournalKafka kafka =
                new JournalKafka(folder.resolve("kafka"), 2, Catalogs.example());
                ReadModel model = ReadModel.start(ViewSettings.sqlite(kafka.clients(Map.of()),
                        ReleasedSchemas.load(), () -> kafka.catalog, folder.resolve("view")))) {
            kafka.write(List.of(of("zoe", new Change.PlanStarted("pro", 1, null)),
                    of("zoe", credit("bought", "old")),
                    of("zoe", new Change.AutoReloadSet(true, 2 * TEN, 3 * TEN, null))));
            kafka.awaitKnown(model);
            assertThat(model.topUp("old").orElseThrow().requestedAt()).isNull();
            TopUpRow auto = model.topUp("zoe", "auto:zoe:3").orElseThrow();
            assertThat(auto.status()).isEqualTo(TopUpRow.Status.PENDING);
            assertThat(auto.amountNanos()).isEqualTo(3 * TEN);
            assertThat(auto.kind()).isEqualTo("AUTO_RELOAD");
            kafka.request(request("zoe", "old", 7 * TEN)); // comes after its answer
            kafka.awaitKnown(model);
            assertThat(model.topUp("old").orElseThrow().amountNanos()).isEqualTo(7 * TEN);
        }
    }

    private static Change credit(String grant, String topUp) {
        return new Change.CreditGranted(grant, GrantKind.PURCHASE, TEN, null, null, topUp);
    }

    private Input of(String account, Change change) {
        time++;
        return new Input(new AccountEvent(EventId.derived(time, account + time), account, time,
                "test", change), time);
    }

    private static TopUpRequested request(String account, String id, long amount) {
        return new TopUpRequested(id, account, amount, "MANUAL", Instant.now(), "zoe");
    }
}
