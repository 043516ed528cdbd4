package dev.extrausage.schemas.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.BadInput;
import dev.extrausage.core.Change;
import dev.extrausage.core.EventId;
import dev.extrausage.core.GrantKind;
import dev.extrausage.core.Pool;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.core.UtcTime;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EventJsonTest {
    private final EventJson events = new EventJson();

    @Test
    void a_usage_event_is_read_with_all_its_fields() {
        EventLine line = read(Lines.usage("").replace("\"app\"",
                "\"member_id\":\"m\",\"session_id\":\"s\",\"cache_write_1h_tokens\":4,\"app\""));

        assertThat(line.event()).isEqualTo(new UsageEvent(EventId.parse(Lines.ID), "acme", "m",
                at(Lines.AT), "claude.ai", "s", "opus", 1, 2, 3, 4, 5));
        assertThat(line.receivedAt()).isNull();
        assertThat(line.input().receivedAt()).isEqualTo(at(Lines.AT));
    }

    @Test
    void optional_fields_may_be_null_or_left_out() {
        String bare = Lines.usage("");
        String nulls = Lines.usage(",\"account\":null,\"received_at\":null").replace("\"app\"",
                "\"member_id\":null,\"session_id\":null,\"cache_write_1h_tokens\":null,\"app\"");

        assertThat(read(nulls)).isEqualTo(read(bare));
        assertThat(((UsageEvent) read(bare).event()).cacheWrite1hTokens()).isZero();
    }

    @Test
    void a_line_may_say_when_it_was_received() {
        EventLine line = read(Lines.usage(",\"received_at\":\"2026-01-10T12:00:01.5Z\""));

        assertThat(line.input().receivedAt()).isEqualTo(at("2026-01-10T12:00:01.5Z"));
        assertThat(line.input().time()).isEqualTo(at(Lines.AT));
    }

    @Test
    void capitals_and_escapes_change_no_id_or_name() {
        EventLine plain = read(Lines.usage(""));

        assertThat(read(Lines.usage("").replace(Lines.ID, Lines.ID.toUpperCase(Locale.ROOT))))
                .isEqualTo(plain);
        assertThat(read(Lines.usage("").replace("\"usage\"", "\"\\u0075sage\""))).isEqualTo(plain);
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change("'type':'PlanStarted','plan':'pro','seats':2",
                        new Change.PlanStarted("pro", 2, null)),
                change("'allowance_nanos':0,'plan':'pro','seats':2,'type':'PlanStarted'",
                        new Change.PlanStarted("pro", 2, 0L)),
                change("'type':'CycleReset','cycle_start':'" + Lines.AT + "'",
                        new Change.CycleReset(at(Lines.AT))),
                change("'type':'TimePassed','due_at':'" + Lines.AT + "'",
                        new Change.TimePassed(at(Lines.AT))),
                change("'type':'AutoReloadSet','enabled':true,'threshold_nanos':0,'amount_nanos':1",
                        new Change.AutoReloadSet(true, 0, 1, null)),
                change("'monthly_cap_nanos':9,'amount_nanos':1,'threshold_nanos':7,'enabled':false,"
                        + "'type':'AutoReloadSet'", new Change.AutoReloadSet(false, 7, 1, 9L)),
                change("'type':'SpendLimitSet','monthly_limit_nanos':3",
                        new Change.SpendLimitSet(3L)),
                change("'type':'SpendLimitSet'", new Change.SpendLimitSet(null)),
                change("'type':'ExtraUsageSwitched','enabled':false",
                        new Change.ExtraUsageSwitched(false)),
                change("'type':'LowBalanceNoticeSet','threshold_nanos':-0",
                        new Change.LowBalanceNoticeSet(0L)),
                change("'type':'AccountClosed'", new Change.AccountClosed()),
                change("'type':'StarterCreditClaimed'", new Change.StarterCreditClaimed()),
                change("'type':'CreditGranted','grant_id':'g','kind':'GOODWILL','amount_nanos':5,"
                        + "'expires_at':'" + Lines.AT + "'", new Change.CreditGranted(
                                "g", GrantKind.GOODWILL, 5, at(Lines.AT), null, null)),
                change("'type':'CreditGranted','grant_id':'g','kind':'AUTO_RELOAD',"
                        + "'amount_nanos':5,'payment_id':'p','top_up_id':'t'",
                        new Change.CreditGranted("g", GrantKind.AUTO_RELOAD, 5, null, "p", "t")),
                change("'type':'TopUpDeclined','top_up_id':'t','decline_code':'no'",
                        new Change.TopUpDeclined("t", "no")),
                change("'type':'StarterCreditOffered','history_nanos':10000000000000000",
                        new Change.StarterCreditOffered(10_000_000_000_000_000L)),
                change("'type':'CreditRefunded','refund_id':'r','grant_id':'g','amount_nanos':1",
                        new Change.CreditRefunded("r", "g", 1)),
                change("'type':'PlanStarted','plan':'pro','seats':1,'cycle_anchor':'" + Lines.AT
                        + "'", new Change.PlanStarted("pro", 1, null, at(Lines.AT))),
                change("'type':'PlanChangeScheduled','plan':'free','seats':1",
                        new Change.PlanChangeScheduled("free", 1, null)),
                change("'type':'RefundOrdered','refund_id':'r','grant_id':'g'",
                        new Change.RefundOrdered("r", "g", null)),
                change("'type':'RefundOrdered','refund_id':'r','grant_id':'g',"
                        + "'amount_nanos':20000000", new Change.RefundOrdered("r", "g", 20000000L)),
                change("'type':'RefundFailed','refund_id':'r','grant_id':'g','amount_nanos':1",
                        new Change.RefundFailed("r", "g", 1)),
                change("'type':'PaymentReversed','reversal_id':'d','grant_id':'g',"
                        + "'amount_nanos':1", new Change.PaymentReversed("d", "g", 1)),
                change("'type':'CreditVoided','grant_id':'g'", new Change.CreditVoided("g")),
                change("'type':'UsageReversed','usage_event_id':'" + Lines.ID
                        + "','pool':'ALLOWANCE','grant_id':null,'amount_nanos':1",
                        new Change.UsageReversed(
                                EventId.parse(Lines.ID), Pool.ALLOWANCE, null, 1)),
                change("'type':'UsageReversed','usage_event_id':'" + Lines.ID
                        + "','pool':'EXTRA_USAGE','grant_id':'g','amount_nanos':1",
                        new Change.UsageReversed(
                                EventId.parse(Lines.ID), Pool.EXTRA_USAGE, "g", 1)));
    }

    @Test
    void tier_units_and_note_are_read() {
        UsageEvent usage = (UsageEvent) read(Lines.usage("").replace("\"app\"",
                "\"service_tier\":\"Batch\",\"units\":{\"web_search\":2,\"Image\":0},\"app\""))
                .event();
        assertThat(usage.serviceTier()).isEqualTo("Batch");
        assertThat(usage.units()).isEqualTo(Map.of("web_search", 2L, "Image", 0L));
        assertThat(((UsageEvent) read(Lines.usage("").replace("\"app\"",
                "\"units\":{},\"app\"")).event()).units()).isEmpty();

        AccountEvent event = (AccountEvent) read(Lines.account("'type':'AccountClosed'")
                .replace("\"actor\"", "\"note\":\"they asked \u2013 twice\",\"actor\"")).event();
        assertThat(event.note()).isEqualTo("they asked \u2013 twice");
    }

    @ParameterizedTest
    @MethodSource("changes")
    void every_change_is_read_by_its_type_wherever_that_stands(String fields, Change expected) {
        EventLine line = read(Lines.account(fields));

        assertThat(line.event()).isEqualTo(new AccountEvent(
                EventId.parse(Lines.ID), "acme", at(Lines.AT), "api", expected));
    }

    @Test
    void the_table_above_has_every_kind_of_change() {
        assertThat(changes().<Object>map(a -> a.get()[1].getClass()).distinct())
                .containsExactlyInAnyOrder((Object[]) Change.class.getPermittedSubclasses());
    }

    @Test
    void bytes_that_are_not_utf8_are_refused() {
        byte[] overlong = Lines.usage("").getBytes(StandardCharsets.ISO_8859_1);
        int at = Lines.usage("").indexOf("acme");
        overlong[at] = (byte) 0xC1;
        overlong[at + 1] = (byte) 0xA1;
        byte[] utf16 = Lines.usage("").getBytes(StandardCharsets.UTF_16BE);

        assertThatThrownBy(() -> events.read(overlong, overlong.length))
                .isInstanceOf(BadInput.class).hasMessage("the line is not valid UTF-8");
        assertThatThrownBy(() -> events.read(utf16, utf16.length))
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith("the line is not valid JSON: ");
        assertThatThrownBy(() -> read("\uFEFF" + Lines.usage("")))
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith("the line begins with a byte order mark");
    }

    @Test
    void a_reader_goes_on_after_a_bad_line() {
        assertThatThrownBy(() -> read(Lines.usage("").substring(0, 40)))
                .isInstanceOf(BadInput.class);

        assertThat(read(Lines.usage("")).event().accountId()).isEqualTo("acme");
    }

    private EventLine read(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return events.read(bytes, bytes.length);
    }

    private static Arguments change(String fields, Change expected) {
        return Arguments.of(fields, expected);
    }

    private static long at(String text) {
        return UtcTime.parse("at", text);
    }
}
