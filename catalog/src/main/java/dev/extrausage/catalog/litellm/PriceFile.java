package dev.extrausage.catalog.litellm;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/**
 * Reads the JSON of a price list. JSON is YAML, and YAML's failsafe schema leaves every number the
 * text it is: {@code 3e-06} never becomes a floating-point number.
 */
final class PriceFile {
    private static final int MAX_BYTES = 32 * 1024 * 1024;
    private static final int MAX_DEPTH = 100;

    private PriceFile() {}

    /** The fields of each model, in the file's order; every value a text, a list or a map. */
    static Map<String, Object> models(String name, byte[] utf8) {
        if (utf8.length > MAX_BYTES) {
            throw new NotAPriceList(name + " has more than " + MAX_BYTES + " bytes.", null);
        }
        // Tabs separate in JSON, but not everywhere in YAML; inside a string JSON escapes them.
        String text = new String(utf8, StandardCharsets.UTF_8).replace('\t', ' ');
        checkDepth(name, text);
        if (loaded(name, text) instanceof Map<?, ?> map) {
            Map<String, Object> models = new LinkedHashMap<>();
            map.forEach((key, value) -> models.put(String.valueOf(key), value));
            return models;
        }
        throw new NotAPriceList(name + " is not a price list: must be a JSON object with the models"
                + " as its keys.", null);
    }

    private static Object loaded(String name, String text) {
        LoadSettings settings = LoadSettings.builder().setLabel(name)
                .setSchema(new FailsafeSchema()).setCodePointLimit(MAX_BYTES).build();
        try {
            return new Load(settings).loadFromString(text);
        } catch (MarkedYamlEngineException e) {
            String line = e.getProblemMark().map(mark -> " on line " + (mark.getLine() + 1))
                    .orElse("");
            throw new NotAPriceList(
                    name + " is not a price list: " + e.getProblem() + line + ".", e);
        } catch (YamlEngineException e) {
            throw new NotAPriceList(name + " is not a price list: " + e.getMessage() + ".", e);
        }
    }

    /** Reading is recursive, so deep nesting would overflow the stack. */
    private static void checkDepth(String name, String text) {
        int depth = 0;
        boolean inString = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                inString = !inString;
            } else if (inString) {
                i += c == '\\' ? 1 : 0;
            } else {
                depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
            }
            if (depth > MAX_DEPTH) {
                throw new NotAPriceList(
                        name + " is nested more than " + MAX_DEPTH + " deep.", null);
            }
        }
    }
}
