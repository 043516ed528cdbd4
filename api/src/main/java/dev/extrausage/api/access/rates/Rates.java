package dev.extrausage.api.access.rates;

import dev.extrausage.api.access.Credential;
import dev.extrausage.api.access.Role;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The rate that each credential is held to by its role, and each address that fails to sign in. */
public final class Rates {
    /** Generous for a page or a script, and still a bound on what one key can cost. */
    public static final Rate USUAL = new Rate(1_000, 5_000);
    /** A gateway asks for each of its requests: this bounds a loop gone wild, and no service. */
    public static final Rate OF_INFERENCE = new Rate(50_000, 100_000);
    /** Wrong keys of one address. */
    public static final Rate OF_FAILURES = new Rate(10, 600);

    private static final int MOST_CALLERS = 100_000;
    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Map<Role, RateLimit> byRole = new EnumMap<>(Role.class);
    private final RateLimit failures;

    /**
     * Rates.
     *
     * @param usual of each credential but an inference service's
     * @param ofInference of an inference service's credential
     * @param ofFailures of wrong credentials from one address
     * @param nanos a clock that never steps back, {@code System::nanoTime}
     */
    public Rates(Rate usual, Rate ofInference, Rate ofFailures, LongSupplier nanos) {
        for (Role role : Role.values()) {
            byRole.put(role, new RateLimit(
                    role == Role.INFERENCE ? ofInference : usual, MOST_CALLERS, nanos));
        }
        failures = new RateLimit(ofFailures, MOST_CALLERS, nanos);
    }

    /** The rates that hold unless an operator chooses others. */
    public static Rates usual() {
        return new Rates(USUAL, OF_INFERENCE, OF_FAILURES, System::nanoTime);
    }

    /**
     * Counts a request.
     *
     * @throws Problem rate_limited, with {@code Retry-After}: it comes too fast
     */
    public void count(Credential who) {
        hold(byRole.get(who.role()).take(who.name()),
                "This credential asks too often: wait, and try again.");
    }

    /**
     * Counts a wrong credential.
     *
     * @param address the caller's; of IPv6 its network of 64 bits, which is one customer's
     * @throws Problem rate_limited, with {@code Retry-After}: there are too many
     */
    public void countFailure(String address) {
        hold(failures.take(network(address)),
                "Too many wrong credentials came from this address.");
    }

    private static void hold(long waitNanos, String why) {
        if (waitNanos > 0) {
            long seconds = (waitNanos + NANOS_PER_SECOND - 1) / NANOS_PER_SECOND;
            throw Problem.of(ProblemCode.RATE_LIMITED, why)
                    .header("Retry-After", Long.toString(seconds));
        }
    }

    /** The first four groups of an IPv6 address that is written in full, as Java writes it. */
    static String network(String address) {
        String[] groups = address.replaceAll("[\\[\\]]", "").split(":", -1);
        return groups.length == 8 ? String.join(":", groups[0], groups[1], groups[2], groups[3])
                : address;
    }
}
