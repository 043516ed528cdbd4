package dev.extrausage.api.access.oidc;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetSourceWrapper;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A bound on fetches of the provider's keys: anybody can name a key that it does not have. A
 * handful may follow at once, so that a few wrong tokens do not hold up the provider's next key.
 * Safe for use by several threads.
 */
final class FewFetches extends JWKSetSourceWrapper<SecurityContext> {
    /** The most fetches at once, after a pause. */
    static final int BURST = 5;

    private final long pauseNanos;
    private final LongSupplier nanos;
    /** The time at which all may follow at once again (GCRA). */
    private final AtomicLong fullAt;

    /**
     * A bound.
     *
     * @param pause on average between two fetches
     * @param nanos a clock that never steps back, {@code System::nanoTime}
     */
    FewFetches(JWKSetSource<SecurityContext> source, Duration pause, LongSupplier nanos) {
        super(source);
        pauseNanos = pause.toNanos();
        this.nanos = nanos;
        fullAt = new AtomicLong(nanos.getAsLong());
    }

    @Override
    public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator refresh, long currentTime,
            SecurityContext context) throws KeySourceException {
        if (!mayFetch()) {
            // As a provider that is away: the keys that were known go on for a while.
            throw new JWKSetUnavailableException("the provider's keys were asked for too often");
        }
        return getSource().getJWKSet(refresh, currentTime, context);
    }

    private boolean mayFetch() {
        while (true) {
            long now = nanos.getAsLong();
            long before = fullAt.get();
            long after = (before - now > 0 ? before : now) + pauseNanos;
            if (after - now > BURST * pauseNanos) {
                return false;
            }
            if (fullAt.compareAndSet(before, after)) {
                return true;
            }
        }
    }
}
