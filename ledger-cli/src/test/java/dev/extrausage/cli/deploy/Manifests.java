package dev.extrausage.cli.deploy;

import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import dev.extrausage.cli.deploy.ManifestKinds.Body;
import dev.extrausage.cli.deploy.ManifestKinds.ConfigMap;
import dev.extrausage.cli.deploy.ManifestKinds.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Manifests for Kubernetes, read as strictly as its API server reads them with {@code --validate}:
 * unknown kinds and fields, keys that come twice, and a number where a text must be are refused.
 */
final class Manifests {
    private static final JsonMapper STRICT = JsonMapper.builder()
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(LogicalType.Textual, config -> config
                    .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();

    private final List<Item> items = new ArrayList<>();

    /** One object, and the file that has it. */
    record Item(String file, String kind, Body body) {
        /** As the sentences about it name it. */
        String named() {
            return file + ": " + kind + " " + body.metadata().name();
        }
    }

    /** Reads the text of each file; throws naming the file and what is wrong with it. */
    static Manifests read(Map<String, String> files) {
        Manifests manifests = new Manifests();
        files.forEach((file, yaml) -> {
            try {
                for (Object document : new Load(LoadSettings.builder()
                        .setAllowDuplicateKeys(false).build()).loadAllFromString(yaml)) {
                    manifests.items.add(item(file, (Map<?, ?>) document));
                }
            } catch (RuntimeException e) {
                throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
            }
        });
        return manifests;
    }

    private static Item item(String file, Map<?, ?> document) {
        Map<Object, Object> body = new LinkedHashMap<>(document);
        String kind = (String) body.remove("kind");
        String type = body.remove("apiVersion") + " " + kind;
        Class<? extends Body> known = ManifestKinds.TYPES.get(type);
        if (known == null) {
            throw new IllegalArgumentException("there is no " + type);
        }
        return new Item(file, kind, STRICT.convertValue(body, known));
    }

    List<Item> all() {
        return List.copyOf(items);
    }

    <T> List<T> of(Class<T> type) {
        return items.stream().map(Item::body).filter(type::isInstance).map(type::cast).toList();
    }

    List<Workload> workloads() {
        return of(Workload.class);
    }

    Optional<ConfigMap> configMap(String name) {
        return of(ConfigMap.class).stream().filter(m -> m.metadata().name().equals(name))
                .findAny();
    }
}
