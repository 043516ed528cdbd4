package dev.extrausage.schemas.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.extrausage.core.BadInput;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A message names a field's own bound, also for a number that no {@code long} holds (SPEC 4). */
class LargeNumbersTest {
    private static final String VALUE = "#";

    private final EventJson events = new EventJson();

    /** A line for each integer field of the contract, with a {@code #} for its value. */
    static List<String> fields() {
        String id = "'usage_event_id':'" + Lines.ID + "','pool':'ALLOWANCE'";
        return List.of(
                Lines.usage("").replace(":1,", ":#,"),
                Lines.usage("").replace(":2,", ":#,"),
                Lines.usage("").replace(":3,", ":#,"),
                Lines.usage("").replace(":5}", ":#}"),
                Lines.usage("").replace(":5}", ":5,\"cache_write_1h_tokens\":#}"),
                Lines.account("'type':'PlanStarted','plan':'pro','seats':#"),
                Lines.account("'type':'PlanStarted','plan':'pro','seats':1,'allowance_nanos':#"),
                Lines.account("'type':'PlanChangeScheduled','plan':'pro','seats':#"),
                Lines.account("'type':'PlanChangeScheduled','plan':'pro','seats':1,"
                        + "'allowance_nanos':#"),
                Lines.account("'type':'AutoReloadSet','enabled':true,'threshold_nanos':#,"
                        + "'amount_nanos':1"),
                Lines.account("'type':'AutoReloadSet','enabled':true,'threshold_nanos':1,"
                        + "'amount_nanos':#"),
                Lines.account("'type':'AutoReloadSet','enabled':true,'threshold_nanos':1,"
                        + "'amount_nanos':1,'monthly_cap_nanos':#"),
                Lines.account("'type':'SpendLimitSet','monthly_limit_nanos':#"),
                Lines.account("'type':'LowBalanceNoticeSet','threshold_nanos':#"),
                Lines.account("'type':'CreditGranted','grant_id':'g','kind':'GOODWILL',"
                        + "'amount_nanos':#"),
                Lines.account("'type':'StarterCreditOffered','history_nanos':#"),
                Lines.account("'type':'CreditRefunded','refund_id':'r','grant_id':'g',"
                        + "'amount_nanos':#"),
                Lines.account("'type':'RefundOrdered','refund_id':'r','grant_id':'g',"
                        + "'amount_nanos':#"),
                Lines.account("'type':'RefundFailed','refund_id':'r','grant_id':'g',"
                        + "'amount_nanos':#"),
                Lines.account("'type':'PaymentReversed','reversal_id':'r','grant_id':'g',"
                        + "'amount_nanos':#"),
                Lines.account("'type':'UsageReversed'," + id + ",'amount_nanos':#"));
    }

    @ParameterizedTest
    @MethodSource("fields")
    void a_number_past_a_long_is_told_its_fields_bound(String line) {
        assertThat(refusal(line, "9223372036854775808"))
                .isEqualTo(refusal(line, "9223372036854775807"));
        assertThat(refusal(line, "-9223372036854775809"))
                .isEqualTo(refusal(line, "-9223372036854775808"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775808", "-9223372036854775809"})
    void a_count_past_a_long_is_told_the_bound_of_counts(String count) {
        String line = Lines.usage("").replace(":5}", ":5,\"units\":{\"x\":#}}");

        assertThat(refusal(line, count))
                .isEqualTo("units has # for \"x\": must be 0 to 1000000000");
    }

    private String refusal(String line, String value) {
        byte[] bytes = line.replace(VALUE, value).getBytes(StandardCharsets.UTF_8);
        BadInput refused = catchThrowableOfType(
                BadInput.class, () -> events.read(bytes, bytes.length));
        return refused.getMessage().replace(value, VALUE);
    }
}
