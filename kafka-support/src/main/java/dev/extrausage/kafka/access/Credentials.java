package dev.extrausage.kafka.access;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.network.ConnectionMode;
import org.apache.kafka.common.security.JaasContext;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.security.ssl.SslFactory;

/**
 * Tries out certificates and login settings before any client is made: a client would fail later,
 * in words of the library.
 */
final class Credentials {
    private Credentials() {}

    /** Throws {@link BadKafkaConfig} naming place and key if they cannot be used. */
    static void check(Map<String, String> settings, String from) {
        for (String name : List.of(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG,
                SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG)) {
            String file = settings.get(name);
            if (file != null && !Files.isReadable(Path.of(file))) {
                throw new BadKafkaConfig(from + ": " + name + " is " + file + ": there is no such"
                        + " file, or it may not be read");
            }
        }
        SecurityProtocol protocol = SecurityProtocol.forName(settings.getOrDefault(
                AdminClientConfig.SECURITY_PROTOCOL_CONFIG, SecurityProtocol.PLAINTEXT.name));
        Map<String, Object> values = values(settings);
        if (protocol == SecurityProtocol.SSL || protocol == SecurityProtocol.SASL_SSL) {
            checkStores(values, from);
        }
        if (protocol == SecurityProtocol.SASL_SSL || protocol == SecurityProtocol.SASL_PLAINTEXT) {
            checkLogin(values, from);
        }
    }

    private static Map<String, Object> values(Map<String, String> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1");
        Map<String, Object> values = AdminClientConfig.configDef().parse(all);
        return values;
    }

    private static void checkStores(Map<String, Object> values, String from) {
        try (SslFactory tls = new SslFactory(ConnectionMode.CLIENT)) {
            tls.configure(values);
        } catch (KafkaException e) {
            Throwable why = e;
            while (why.getCause() != null) {
                why = why.getCause();
            }
            throw new BadKafkaConfig(from + ": the stores that ssl.keystore.* and ssl.truststore.*"
                    + " name cannot be used: " + (why instanceof ConfigException
                            || why.getMessage() == null ? why.getClass().getSimpleName()
                            : why.getMessage()));
        }
    }

    /** Kafka's own message may have a piece of the password in it. */
    private static void checkLogin(Map<String, Object> values, String from) {
        try {
            JaasContext.loadClientContext(values);
        } catch (IllegalArgumentException | KafkaException e) {
            throw new BadKafkaConfig(from + ": " + SaslConfigs.SASL_JAAS_CONFIG
                    + " is not set, or is no login: must be MODULE required username=\"…\""
                    + " password=\"…\"; with a backslash before each quotation mark within them");
        }
    }
}
