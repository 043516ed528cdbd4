package dev.extrausage.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.extrausage.core.Change;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The bodies that set something on an account, for the writes and for their preview. Each of the
 * four has fields of its own, which tell it from the others.
 */
public enum SettingBody {
    /** Auto-reload. */
    AUTO_RELOAD("auto-reload", null, f -> new Change.AutoReloadSet(f.truth("enabled"),
            f.usd("threshold_usd", 0), f.usd("amount_usd", 1), f.optionalUsd("monthly_cap_usd", 0)),
            "enabled", "threshold_usd", "amount_usd", "monthly_cap_usd"),
    /** The monthly spend limit. */
    SPEND_LIMIT("spend-limit", "monthly_limit_usd",
            f -> new Change.SpendLimitSet(f.optionalUsd("monthly_limit_usd", 0)),
            "monthly_limit_usd"),
    /** Extra usage on or off. */
    EXTRA_USAGE("extra-usage", null, f -> new Change.ExtraUsageSwitched(f.truth("on")), "on"),
    /** The threshold of the low-balance notice. */
    LOW_BALANCE("low-balance", "threshold_usd",
            f -> new Change.LowBalanceNoticeSet(f.optionalUsd("threshold_usd", 0)),
            "threshold_usd");

    private static final String NOTE = "note";
    private static final String USD_OR_NULL = "US dollars as a decimal string, or null for none";
    private static final String BOUND = "the body of auto-reload, spend-limit, extra-usage or"
            + " low-balance";

    private final String path;
    private final String neededField;
    private final Function<BodyFields, Change> change;
    private final String[] fields;

    SettingBody(String path, String neededField, Function<BodyFields, Change> change,
            String... fields) {
        this.path = path;
        this.neededField = neededField;
        this.change = change;
        this.fields = fields;
    }

    /**
     * The setting that a body names.
     *
     * @throws Problem bad_request: it is the body of none of them
     */
    public static SettingBody of(byte[] body) {
        JsonNode json = JsonBody.parse(body);
        // Auto-reload has a threshold, too, so the low balance's comes last.
        return Arrays.stream(values()).filter(setting -> Arrays.stream(setting.fields)
                        .anyMatch(field -> json.has(field)
                                && (setting != AUTO_RELOAD || !field.equals("threshold_usd"))))
                .findFirst().orElseThrow(() -> Problem.of(ProblemCode.BAD_REQUEST,
                        "The body names no setting: must be " + BOUND + ".")
                        .with("bound", BOUND));
    }

    /** The last part of its path. */
    public String path() {
        return path;
    }

    /**
     * The fields of its body, with an optional note.
     *
     * @throws Problem bad_request: there are others, or the one that may be null is not named: null
     *     means "none" there, and a limit must not be lifted by a field that was forgotten
     */
    public BodyFields read(byte[] body) {
        String[] known = Stream.concat(Arrays.stream(fields), Stream.of(NOTE))
                .toArray(String[]::new);
        byte[] whole = body.length == 0 ? new byte[] {'{', '}'} : body;
        BodyFields read = JsonBody.object(whole, known);
        if (neededField != null && !JsonBody.parse(whole).has(neededField)) {
            throw Problem.of(ProblemCode.BAD_REQUEST, neededField + " is missing: must be "
                    + USD_OR_NULL + ".").with("field", neededField).with("bound", USD_OR_NULL);
        }
        return read;
    }

    /** The change that the fields ask for. */
    public Change change(BodyFields read) {
        return change.apply(read);
    }
}
