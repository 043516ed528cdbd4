package dev.extrausage.backup;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;

/**
 * Kafka's own authorizer, with everybody a superuser: permissions are kept and told, so that a
 * denial can be looked for, without passwords and certificates. A broker is told its name.
 */
public final class EverybodyMay extends StandardAuthorizer {
    @Override public void configure(Map<String, ?> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put(SUPER_USERS_CONFIG, "User:ANONYMOUS");
        super.configure(all);
    }
}
