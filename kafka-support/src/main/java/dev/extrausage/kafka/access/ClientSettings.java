package dev.extrausage.kafka.access;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * Checks settings that an operator gives to all clients: each must be one that a client of Kafka
 * knows, that exactness does not rest on, and of a value that Kafka takes.
 */
final class ClientSettings {
    private ClientSettings() {}

    /**
     * The settings with their references resolved.
     *
     * @param from where they are from, to name it
     * @throws BadKafkaConfig naming place and key
     */
    static Map<String, String> checked(Map<String, String> settings, String from) {
        Map<String, ConfigDef.ConfigKey> known = known();
        Map<String, String> checked = new TreeMap<>();
        try (SecretReferences secrets = SecretReferences.of(settings, from)) {
            new TreeMap<>(settings).forEach((name, value) -> {
                if (SecretReferences.isOurs(name)) {
                    return;
                }
                FixedSettings.why(name).ifPresent(why -> {
                    throw new BadKafkaConfig(from + ": " + name + " cannot be set: " + why);
                });
                if (!known.containsKey(name)) {
                    throw new BadKafkaConfig(from + ": no client of Kafka has a setting " + name);
                }
                String resolved = secrets.resolve(name, value);
                check(known.get(name), resolved, from);
                checked.put(name, resolved);
            });
        }
        return checked;
    }

    private static Map<String, ConfigDef.ConfigKey> known() {
        Map<String, ConfigDef.ConfigKey> known = new TreeMap<>();
        List.of(ConsumerConfig.configDef(), ProducerConfig.configDef(),
                AdminClientConfig.configDef())
                .forEach(client -> known.putAll(client.configKeys()));
        return known;
    }

    /** Kafka's own message has the value in it, which may be a secret in the wrong place. */
    private static void check(ConfigDef.ConfigKey key, String value, String from) {
        String must = key.validator == null ? key.type.name().toLowerCase(Locale.ROOT)
                : key.validator.toString();
        try {
            Object parsed = ConfigDef.parseType(key.name, value, key.type);
            if (key.validator != null) {
                key.validator.ensureValid(key.name, parsed);
            }
        } catch (ConfigException e) {
            throw new BadKafkaConfig(
                    from + ": " + key.name + " has a value that Kafka does not take: must be "
                            + must);
        }
    }
}
