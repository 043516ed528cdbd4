package dev.extrausage.api.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.extrausage.api.http.UsdText;
import dev.extrausage.core.Account;
import dev.extrausage.core.AutoReload;
import dev.extrausage.core.Availability;
import dev.extrausage.core.BlockedMessage;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Grant;
import dev.extrausage.core.Histories;
import dev.extrausage.core.NextDue;
import dev.extrausage.core.Run;
import dev.extrausage.core.Seed;
import dev.extrausage.core.StarterCredit;
import dev.extrausage.core.UtcTime;
import dev.extrausage.schemas.Balance;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.wire.BalanceWriter;
import dev.extrausage.schemas.wire.StoredAccount;
import dev.extrausage.schemas.wire.TopicCodecs;
import dev.extrausage.view.rows.Knowledge;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Snapshots as the ledger writes them: every figure of the answer is the core's. */
class AccountJsonTest {
    private static final TopicCodecs CODECS = TopicCodecs.of(ReleasedSchemas.load());
    private static final BalanceWriter WRITER = new BalanceWriter(CODECS.balances());
    private static final Instant KNOWN = Instant.parse("2026-11-29T09:30:00Z");

    private final Catalog catalog = Catalogs.severalVersions();

    private Balance snapshot(Account account) {
        return CODECS.balances().decode(WRITER.write(
                new StoredAccount(account, new byte[32], null), "2026-01", catalog));
    }

    private JsonNode json(Account account) {
        return AccountJson.of(snapshot(account), new BesideSnapshot.Figures(
                account.lowBalanceThresholdNanos(), account.allowance().usedNanos()),
                new Knowledge(KNOWN, false), catalog);
    }

    @Test void every_figure_equals_the_cores(@Seed long seed) {
        for (int i = 0; i < 20; i++) {
            Run run = new Run(catalog);
            Histories.nasty(seed + i, 120, "acme", catalog).forEach(input -> {
                run.decide(input);
                Account account = run.account("acme");
                check(account, json(account));
            });
        }
    }

    private void check(Account a, JsonNode json) {
        assertThat(json.get("account_id").textValue()).isEqualTo("acme");
        assertThat(json.get("sequence").longValue()).isEqualTo(a.sequence());
        assertThat(json.get("closed").booleanValue()).isEqualTo(a.wasOpened() && !a.isOpen());
        text(json, "plan", a.wasOpened() ? a.subscription().plan() : null);
        time(json, "cycle_start", a.wasOpened() ? a.subscription().cycle().start() : null);
        time(json, "cycle_end", a.wasOpened() ? a.subscription().cycle().end() : null);
        time(json, "next_due_at", NextDue.of(a, catalog));
        usd(json, "low_balance_usd", a.lowBalanceThresholdNanos());
        JsonNode allowance = json.get("allowance");
        usd(allowance, "whole_usd", a.allowance().wholeNanos());
        usd(allowance, "left_usd", a.allowance().leftNanos());
        if (a.allowance().leftNanos() > 0) {
            usd(allowance, "used_usd", a.allowance().usedNanos());
        }
        extraUsage(a, json.get("extra_usage"));
        autoReload(a, json.get("auto_reload"));
        starter(a.starterCredit(), json.get("starter_credit"));
        surfaces(a, json);
    }

    private static void extraUsage(Account a, JsonNode json) {
        usd(json, "balance_usd", a.extraUsageNanos());
        assertThat(json.get("on").booleanValue()).isEqualTo(a.extraUsageOn());
        usd(json, "spent_usd", a.spentNanos());
        usd(json, "monthly_limit_usd", a.monthlyLimitNanos());
        List<Grant> live = a.grants().stream().filter(Grant::isLive).toList();
        assertThat(json.get("grants")).hasSize(live.size());
        for (int i = 0; i < live.size(); i++) {
            JsonNode grant = json.get("grants").get(i);
            text(grant, "grant_id", live.get(i).grantId());
            text(grant, "kind", live.get(i).kind().name());
            usd(grant, "left_usd", live.get(i).leftNanos());
            time(grant, "granted_at", live.get(i).grantedAt());
            time(grant, "expires_at", live.get(i).expiresAt());
        }
    }

    private static void autoReload(Account a, JsonNode json) {
        AutoReload state = a.autoReload();
        assertThat(json.get("enabled").booleanValue()).isEqualTo(state.isEnabled());
        usd(json, "threshold_usd", state.settings() == null
                ? null : (Long) state.settings().thresholdNanos());
        usd(json, "amount_usd", state.settings() == null
                ? null : (Long) state.settings().amountNanos());
        usd(json, "monthly_cap_usd", state.settings() == null
                ? null : state.settings().monthlyCapNanos());
        usd(json, "reloaded_usd", state.reloadedNanos());
        boolean inFlight = state.inFlight() != null;
        text(json, "top_up_id", inFlight ? state.inFlight().topUpId() : null);
        assertThat(json.get("state").textValue().equals("in_flight"))
                .isEqualTo(inFlight && a.wasOpened());
        time(json, "retry_at", json.get("state").textValue().equals("backing_off")
                ? state.retryNotBefore() : null);
    }

    private static void starter(StarterCredit starter, JsonNode json) {
        assertThat(json.isNull()).isEqualTo(starter.offeredNanos() == null);
        if (!json.isNull()) {
            usd(json, "amount_usd", starter.offeredNanos());
            assertThat(json.get("claimed").booleanValue()).isEqualTo(starter.claimed());
        }
    }

    private void surfaces(Account a, JsonNode json) {
        surface(a, Availability.firstParty(a, catalog), json.get("first_party"),
                BlockedMessage.Surface.FIRST_PARTY, "message");
        surface(a, Availability.thirdParty(a, catalog), json.get("third_party"),
                BlockedMessage.Surface.THIRD_PARTY, "message");
        surface(a, Availability.thirdParty(a, catalog), json.get("third_party"),
                BlockedMessage.Surface.THIRD_PARTY_API, "api_message");
    }

    private void surface(Account a, Availability availability, JsonNode json,
            BlockedMessage.Surface surface, String field) {
        assertThat(json.get("open").booleanValue()).isEqualTo(availability.isOpen());
        text(json, "reason", availability.isOpen() ? null : availability.reason().name());
        text(json, field, availability.isOpen() ? null : BlockedMessage.of(surface,
                availability.reason(), BlockedMessage.Funds.of(a),
                catalog.at(a.clock() == null ? 0 : a.clock()).texts()));
    }

    @Test void fields_come_in_the_order_of_the_contract(@Seed long seed) {
        Run run = Run.of(Histories.nasty(seed, 50, "acme", catalog), catalog);
        List<String> names = new ArrayList<>();
        for (Iterator<String> all = json(run.account("acme")).fieldNames(); all.hasNext();) {
            names.add(all.next());
        }

        assertThat(names).containsExactly("account_id", "sequence", "known_at", "stale", "plan",
                "seats", "closed", "cycle_start", "cycle_end", "next_plan", "allowance",
                "extra_usage", "auto_reload", "low_balance_usd", "starter_credit", "first_party",
                "third_party", "next_due_at");
    }

    @Test void knowledge_is_told_as_it_is(@Seed long seed) {
        Run run = Run.of(Histories.nasty(seed, 5, "acme", catalog), catalog);
        JsonNode json = AccountJson.of(snapshot(run.account("acme")),
                new BesideSnapshot.Figures(null, null),
                new Knowledge(KNOWN, true), catalog);

        assertThat(json.get("known_at").textValue()).isEqualTo("2026-11-29T09:30:00.000Z");
        assertThat(json.get("stale").booleanValue()).isTrue();
    }

    private static void text(JsonNode json, String field, String expected) {
        assertThat(json.get(field).textValue()).as(field).isEqualTo(expected);
    }

    private static void usd(JsonNode json, String field, Long nanos) {
        text(json, field, nanos == null ? null : UsdText.of(nanos));
    }

    private static void time(JsonNode json, String field, Long millis) {
        text(json, field, millis == null ? null : UtcTime.format(millis));
    }
}
