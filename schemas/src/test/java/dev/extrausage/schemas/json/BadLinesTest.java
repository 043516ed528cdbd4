package dev.extrausage.schemas.json;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.core.BadInput;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The faults that a line may have, one by one, and their messages (SPEC sections 4 and 12). */
class BadLinesTest {
    private static final String NOT_JSON = "the line is not valid JSON: ";

    private final EventJson events = new EventJson();

    static Stream<Arguments> json() {
        return Stream.of(
                bad("", "the line is not a JSON object"),
                bad("[]", "the line is not a JSON object"),
                bad("what?", NOT_JSON),
                bad("{\"usage\": {", NOT_JSON + "Unexpected end-of-input: expected close marker for"
                        + " Object (column 12)"),
                bad(Lines.usage("") + "{}", "the line has something after its JSON object"),
                bad(Lines.usage("") + " x", NOT_JSON),
                bad(Lines.usage("") + " // note", NOT_JSON),
                bad("# note", NOT_JSON),
                usage(":1,", ":1,,", NOT_JSON),
                usage("}}", ",}}", NOT_JSON),
                usage("}}", "}", NOT_JSON),
                usage("acme", "ac\tme", NOT_JSON),
                usage("\"acme\"", "'acme'", NOT_JSON),
                usage("\"account_id\"", "account_id", NOT_JSON),
                usage("acme", "\\q", NOT_JSON),
                usage("acme", "\\u12", NOT_JSON),
                usage(":1,", ":01,", NOT_JSON),
                usage(":1,", ":+1,", NOT_JSON),
                usage(":1,", ":0x1,", NOT_JSON),
                usage(":1,", ":NaN,", NOT_JSON + "Non-standard token 'NaN' (column "),
                usage(":1,", ":True,", NOT_JSON),
                usage("{\"usage\"", "\u2028", NOT_JSON + "Unexpected character ('\\u2028' (code"),
                bad("{\"a\":".repeat(100), NOT_JSON),
                bad("{\"usage\":" + "[".repeat(100), "\"usage\" is an array: no field is one"),
                bad("{" + fields(33) + "}", "the line has more than 32 fields"),
                bad(" ".repeat(262_143) + "{}", "the line is longer than 262144 bytes"));
    }

    static Stream<Arguments> fields() {
        return Stream.of(
                bad("{}", "the line has neither usage nor account: must be exactly one of them"),
                bad("{\"usage\":null,\"account\":null}", "the line has neither usage nor account"),
                bad(Lines.usage(",\"account\":{}"), "the line has both usage and account"),
                bad(Lines.usage(",\"recieved_at\":null"),
                        "the line has a field that is not known: \"recieved_at\""),
                bad(Lines.usage(",\"usage\":null"), "the line has the field \"usage\" twice"),
                usage("\"app\"", "\"tokens\":0,\"app\"",
                        "usage has a field that is not known: \"tokens\""),
                usage("\"app\"", "\"" + "n".repeat(60_000) + "\":0,\"app\"",
                        "usage has a field that is not known: \"nnn"),
                usage("\"app\"", "\"model\":\"opus\",\"app\"",
                        "usage has the field \"model\" twice"),
                usage("input_tokens", "Input_tokens", "input_tokens is missing"),
                usage(":1,", ":null,", "input_tokens is missing"),
                usage("\"input_tokens\":1,", "", "input_tokens is missing"),
                usage("event_id", "event-id", "event_id is missing"),
                usage("\"acme\"", "null", "account_id is missing"),
                usage("\"claude.ai\"", "null", "app is missing"),
                usage("\"opus\"", "null", "model is missing"),
                usage("\"" + Lines.AT + "\"", "null", "occurred_at is missing"),
                account(",\"change\":{\"type\":\"AccountClosed\"}", "", "change is missing"),
                account("{\"type\":\"AccountClosed\"}", "null", "change is missing"),
                account("\"api\"", "null", "actor is missing"),
                account("\"type\":\"AccountClosed\"", "", "type is missing"),
                change("'type':'PlanStarted','plan':'pro'", "seats is missing"),
                change("'type':'CycleReset'", "cycle_start is missing"),
                change("'type':'ExtraUsageSwitched','enabled':null", "enabled is missing"),
                change("'type':'CreditGranted','grant_id':'g','amount_nanos':1", "kind is missing"),
                change("'type':'AccountClosed','plan':null",
                        "change has a field that is not known: \"plan\""),
                change("'type':'PlanStoped'",
                        "type is \"PlanStoped\": must be the name of a change, such as"));
    }

    static Stream<Arguments> types() {
        return Stream.of(
                bad("{\"usage\":5}", "usage is 5: must be an object"),
                bad(Lines.usage(",\"received_at\":1"), "received_at is 1: must be a string"),
                usage("\"" + Lines.AT + "\"", "1768046400000",
                        "occurred_at is 1768046400000: must be a string"),
                usage("\"acme\"", "true", "account_id is true: must be a string"),
                usage("\"acme\"", "1.5", "account_id is 1.5: must be a string"),
                usage("\"acme\"", "[]", "\"account_id\" is an array: no field is one"),
                usage(":1,", ":\"1\",", "input_tokens is \"1\": must be an integer"),
                usage(":1,", ":true,", "input_tokens is true: must be an integer"),
                usage(":1,", ":{},", "input_tokens is an object: must be an integer"),
                usage(":1,", ":1.0,", "input_tokens is 1.0: must be an integer without"),
                usage(":1,", ":1e3,", "input_tokens is 1e3: must be an integer without"),
                usage(":1,", ":9223372036854775808,",
                        "input_tokens is 9223372036854775808: must be 0 to 1000000000"),
                usage(":1,", ":" + "9".repeat(5000) + ",",
                        "input_tokens is " + "9".repeat(40) + "…: must be 0 to 1000000000"),
                change("'type':5", "type is 5: must be a string"),
                change("'type':'ExtraUsageSwitched','enabled':1",
                        "enabled is 1: must be true or false"),
                change("'type':'ExtraUsageSwitched','enabled':'true'",
                        "enabled is \"true\": must be true or false"));
    }

    static Stream<Arguments> bounds() {
        return Stream.of(
                bad(Lines.usage(",\"received_at\":\"1999-12-31T23:59:59.999Z\""),
                        "received_at is \"1999-12-31T23:59:59.999Z\": must be from 2000 to before"),
                usage(Lines.AT, "2100-01-01T00:00:00Z",
                        "occurred_at is \"2100-01-01T00:00:00Z\": must be from 2000 to before 2100"),
                usage(Lines.AT, "2026-02-29T12:00:00Z",
                        "occurred_at is \"2026-02-29T12:00:00Z\": must be a time that exists"),
                usage(Lines.AT, "2026-01-10T12:00:00+00:00",
                        "occurred_at is \"2026-01-10T12:00:00+00:00\": must be a time in UTC"),
                usage(":1,", ":-1,", "input_tokens is -1: must be 0 to 1000000000"),
                usage(":1,", ":1000000001,", "input_tokens is 1000000001: must be 0 to 1000000000"),
                usage("acme", "", "account_id is \"\": must be 1 to 64 visible ASCII characters"),
                usage("acme", "a".repeat(65), "account_id is \"" + "a".repeat(65) + "\": must"),
                usage("acme", "a cme", "account_id is \"a cme\": must be 1 to 64 visible ASCII"),
                usage("acme", "\\ud800", "account_id is \"\\ud800\": must be 1 to 64"),
                usage("acme", "é", "account_id is \"\\u00e9\": must be 1 to 64 visible ASCII"),
                usage("opus", "m".repeat(129), "model is \"" + "m".repeat(129) + "\": must"),
                usage("-7a05-", "-4a05-", "event_id is \"019ba6b1-3ee0-4a05-8f5c-3f1f6a0f9a11\""),
                usage("-8f5c-", "-cf5c-", "event_id is \"019ba6b1-3ee0-7a05-cf5c-3f1f6a0f9a11\""),
                usage("-8f5c-", "8f5c", "event_id is \"019ba6b1-3ee0-7a058f5c3f1f6a0f9a11\": must"),
                change("'type':'PlanStarted','plan':'pro','seats':0",
                        "seats is 0: must be 1 to 1000000"),
                change("'type':'SpendLimitSet','monthly_limit_nanos':10000000000000001",
                        "monthly_limit_nanos is 10000000000000001: must be 0 to 10000000000000000"),
                granted("g", "STARTER", "", "kind is \"STARTER\": must be PURCHASE, AUTO_RELOAD"),
                granted("g", "goodwill", "", "kind is \"goodwill\": must be PURCHASE, AUTO_RELOAD"),
                granted("starter", "GOODWILL", "", "grant_id is \"starter\": must be another name"),
                granted("g", "PURCHASE", ",'expires_at':'" + Lines.AT + "'",
                        "expires_at is \"2026-01-10T12:00:00.000Z\": must be absent on a bought"));
    }

    static Stream<Arguments> rules2() {
        return Stream.of(
                units("\"x\":null", "units has no number for \"x\": must be an integer"),
                units("\"x\":\"1\"", "units has \"1\" for \"x\": must be an integer"),
                units("\"x\":1.0", "units has 1.0 for \"x\": must be an integer without"),
                units("\"x\":18446744073709551616",
                        "units has 18446744073709551616 for \"x\": must be 0 to 1000000000"),
                units("\"\\u000a\":true", "units has true for \"\\u000a\": must be an integer"),
                units("\"x\":-1", "units.x is -1: must be 0 to 1000000000"),
                units("\"x\":1000000001", "units.x is 1000000001: must be 0 to 1000000000"),
                units("\"a b\":1", "a name in units is \"a b\": must be 1 to 128 visible ASCII"),
                units("\"\":1", "a name in units is \"\": must be 1 to 128 visible ASCII"),
                units("\"x\":1,\"x\":1", "units has the field \"x\" twice"),
                units(fields(17), "units has 17 names: must have at most 16"),
                units(fields(33), "units has more than 32 names: must have at most 16"),
                usage("\"app\"", "\"service_tier\":\"\",\"app\"",
                        "service_tier is \"\": must be 1 to 128 visible ASCII characters"),
                note("", "note is \"\": must be 1 to 500 Unicode characters"),
                note("a\\u0085b", "note is \"a\\u0085b\": must be 1 to 500 Unicode characters"),
                note("\\ud800", "note is \"\\ud800\": must be 1 to 500 Unicode characters"),
                note("n".repeat(501), "note is \"" + "n".repeat(20)),
                change("'type':'RefundOrdered','refund_id':'r','grant_id':'g','amount_nanos':1",
                        "amount_nanos is 1: must be a multiple of 10000000 (whole cents)"),
                change("'type':'RefundFailed','refund_id':'r','grant_id':'starter',"
                        + "'amount_nanos':1", "grant_id is \"starter\": must be another name"),
                granted("g", "REVERSAL", "", "kind is \"REVERSAL\": must be PURCHASE"),
                reversed("'pool':'PLAN'", "pool is \"PLAN\": must be ALLOWANCE or EXTRA_USAGE"),
                reversed("'pool':'EXTRA_USAGE'", "grant_id is missing"),
                reversed("'pool':'ALLOWANCE','grant_id':'g'",
                        "grant_id is \"g\": must be absent when pool is ALLOWANCE"),
                change("'type':'UsageReversed','usage_event_id':'x','pool':'ALLOWANCE',"
                        + "'amount_nanos':1", "usage_event_id is \"x\": must be a UUID version 7"));
    }

    private static Arguments units(String inside, String message) {
        return usage("\"app\"", "\"units\":{" + inside + "},\"app\"", message);
    }

    private static Arguments note(String note, String message) {
        return account("\"actor\"", "\"note\":\"" + note + "\",\"actor\"", message);
    }

    private static Arguments reversed(String more, String message) {
        return change("'type':'UsageReversed','usage_event_id':'" + Lines.ID
                + "','amount_nanos':1," + more, message);
    }

    @ParameterizedTest
    @MethodSource({"json", "fields", "types", "bounds", "rules2"})
    void a_bad_line_is_refused_and_it_is_said_why(String line, String message) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> events.read(bytes, bytes.length).input())
                .isInstanceOf(BadInput.class).hasMessageStartingWith(message);
    }

    private static Arguments bad(String line, String message) {
        return Arguments.of(line, message);
    }

    private static Arguments usage(String good, String bad, String message) {
        return bad(Lines.usage("").replace(good, bad), message);
    }

    private static Arguments account(String good, String bad, String message) {
        return bad(Lines.account("'type':'AccountClosed'").replace(good, bad), message);
    }

    private static Arguments change(String fields, String message) {
        return bad(Lines.account(fields), message);
    }

    private static Arguments granted(String id, String kind, String more, String message) {
        return change("'type':'CreditGranted','grant_id':'" + id + "','kind':'" + kind
                + "','amount_nanos':7" + more, message);
    }

    private static String fields(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"f" + i + "\":" + i)
                .collect(Collectors.joining(","));
    }
}
