package dev.extrausage.kafka.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigTransformer;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;

/**
 * The references in settings to what lies elsewhere, by Kafka's config providers: {@code
 * ${file:/path:key}} is a key of another properties file, {@code ${dir:/path:name}} a whole file,
 * {@code ${env:NAME}} a variable of the environment. All three are enabled; a file that enables
 * them itself, or bounds them by {@code config.providers.file.param.allowed.paths}, is heeded.
 */
final class SecretReferences implements AutoCloseable {
    private static final String PROVIDERS = "config.providers";
    private static final Pattern REFERENCE = ConfigTransformer.DEFAULT_PATTERN;
    private static final Set<Class<? extends ConfigProvider>> CLASSES = Set.of(
            FileConfigProvider.class, DirectoryConfigProvider.class, EnvVarConfigProvider.class);

    private final Map<String, ConfigProvider> providers;
    private final ConfigTransformer transformer;
    private final String from;

    private SecretReferences(Map<String, ConfigProvider> providers, String from) {
        this.providers = providers;
        this.from = from;
        transformer = new ConfigTransformer(providers);
    }

    /** True for a setting that is about the references, and not the client's. */
    static boolean isOurs(String name) {
        return name.equals(PROVIDERS) || name.startsWith(PROVIDERS + ".");
    }

    /** Those in {@code settings}; {@code from} is where they are from, to name it. */
    static SecretReferences of(Map<String, String> settings, String from) {
        Map<String, ConfigProvider> providers = new LinkedHashMap<>();
        providers.put("file", new FileConfigProvider());
        providers.put("dir", new DirectoryConfigProvider());
        providers.put("env", new EnvVarConfigProvider());
        for (String name : List.of(settings.getOrDefault(PROVIDERS, "").split(","))) {
            String named = settings.get(PROVIDERS + "." + name.strip() + ".class");
            if (named != null) {
                providers.put(name.strip(), provider(name.strip(), named.strip(), from));
            }
        }
        providers.forEach((name, provider) -> {
            try {
                provider.configure(parameters(settings, name));
            } catch (ConfigException e) {
                throw new BadKafkaConfig(from + ": " + PROVIDERS + "." + name + ".param: "
                        + e.getMessage());
            }
        });
        return new SecretReferences(providers, from);
    }

    private static ConfigProvider provider(String name, String className, String from) {
        return CLASSES.stream().filter(c -> c.getName().equals(className)).findAny()
                .map(SecretReferences::made).orElseThrow(() -> new BadKafkaConfig(from + ": "
                        + PROVIDERS + "." + name + ".class is " + className + ": must be one of "
                        + new TreeSet<>(CLASSES.stream().map(Class::getName).toList())));
    }

    private static ConfigProvider made(Class<? extends ConfigProvider> type) {
        return type == FileConfigProvider.class ? new FileConfigProvider()
                : type == DirectoryConfigProvider.class ? new DirectoryConfigProvider()
                : new EnvVarConfigProvider();
    }

    private static Map<String, String> parameters(Map<String, String> settings, String provider) {
        String prefix = PROVIDERS + "." + provider + ".param.";
        Map<String, String> parameters = new HashMap<>();
        settings.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                parameters.put(name.substring(prefix.length()), value);
            }
        });
        return parameters;
    }

    /** The value with its references replaced; {@link BadKafkaConfig} if one leads nowhere. */
    String resolve(String name, String value) {
        Matcher references = REFERENCE.matcher(value);
        StringBuilder resolved = new StringBuilder();
        while (references.find()) {
            references.appendReplacement(resolved,
                    Matcher.quoteReplacement(followed(name, references)));
        }
        return references.appendTail(resolved).toString();
    }

    private String followed(String name, Matcher reference) {
        String written = reference.group();
        if (!providers.containsKey(reference.group(1))) {
            throw new BadKafkaConfig(from + ": " + name + " refers to " + written
                    + ", and there is no provider " + reference.group(1) + ": there are "
                    + providers.keySet());
        }
        String found;
        try {
            found = transformer.transform(Map.of(name, written)).data().get(name);
        } catch (ConfigException e) {
            found = written;
        }
        if (found == null || found.equals(written)) {
            throw new BadKafkaConfig(from + ": " + name + " refers to " + written
                    + ", which is not there or may not be read");
        }
        return found.replaceFirst("\\R$", ""); // as an editor or `echo` leaves it in a whole file
    }

    @Override public void close() {
        for (ConfigProvider provider : providers.values()) {
            try {
                provider.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
