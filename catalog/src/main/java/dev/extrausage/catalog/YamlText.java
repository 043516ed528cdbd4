package dev.extrausage.catalog;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Parses bytes into YAML nodes, each with its line, a scalar with its text.
 *
 * <p>A first pass over the parser's events bounds depth and aliases before nodes are composed:
 * composing is recursive, so deep nesting would overflow the stack, and the library counts aliases
 * without naming a line. A catalog is read to a fixed depth and so cannot recurse through an alias;
 * their number is bounded because a short file may name a long map many times.
 */
final class YamlText {
    /** The most bytes of a file; a version takes about 2 KB. */
    static final int MAX_BYTES = 3 * 1024 * 1024;

    private static final int MAX_DEPTH = 20;
    private static final int MAX_ALIASES = 1000;

    private final String file;
    private final String text;
    private final LoadSettings settings;

    private YamlText(String file, String text) {
        this.file = file;
        this.text = text;
        // Keys are left to Fields, which refuses lists, maps and repeated keys with their lines.
        this.settings = LoadSettings.builder().setLabel(file)
                .setAllowNonScalarKeys(true).setAllowRecursiveKeys(true)
                .setMaxAliasesForCollections(MAX_ALIASES).build();
    }

    /** Parses the one document of a file; throws {@link CatalogError} when it is no YAML. */
    static Value root(String file, byte[] utf8) {
        if (utf8.length > MAX_BYTES) {
            throw new CatalogError(file, 1,
                    "the file is too long: must have at most " + MAX_BYTES + " bytes");
        }
        YamlText yaml = new YamlText(file, decoded(file, utf8));
        yaml.checkDepthAndAliases();
        return new Value(file, "", 1, yaml.compose());
    }

    private static String decoded(String file, byte[] utf8) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer out = CharBuffer.allocate(utf8.length);
        CoderResult result = decoder.decode(ByteBuffer.wrap(utf8), out, true);
        String text = out.flip().toString();
        if (result.isError()) {
            throw new CatalogError(file, lineAt(text, text.length()), "the text is not UTF-8");
        }
        return text;
    }

    private void checkDepthAndAliases() {
        int depth = 0;
        int aliases = 0;
        int line = 1;
        try {
            for (Event event : new Parse(settings).parseString(text)) {
                line = event.getStartMark().map(mark -> mark.getLine() + 1).orElse(line);
                switch (event.getEventId()) {
                    case MappingStart, SequenceStart -> depth++;
                    case MappingEnd, SequenceEnd -> depth--;
                    case Alias -> aliases++;
                    default -> { }
                }
                if (depth > MAX_DEPTH) {
                    throw new CatalogError(file, line, "nested more than " + MAX_DEPTH + " deep");
                }
                if (aliases > MAX_ALIASES) {
                    throw new CatalogError(file, line, "more than " + MAX_ALIASES + " aliases");
                }
            }
        } catch (YamlEngineException e) {
            throw notYaml(e, line);
        }
    }

    private Node compose() {
        Optional<Node> root;
        try {
            root = new Compose(settings).composeString(text);
        } catch (YamlEngineException e) {
            throw notYaml(e, 1);
        }
        return root.orElseThrow(() -> new CatalogError(file, 1, "the file is empty"));
    }

    private CatalogError notYaml(YamlEngineException e, int lastLine) {
        if (e instanceof MarkedYamlEngineException marked) {
            int line = marked.getProblemMark().map(Mark::getLine).orElse(lastLine - 1) + 1;
            String context = marked.getContext();
            String where = context == null || context.isEmpty() ? "" : context + ": ";
            return new CatalogError(file, line, "not YAML: " + where + marked.getProblem());
        }
        if (e instanceof ReaderException unreadable) {
            int line = lineAt(text, unreadable.getPosition());
            return new CatalogError(file, line, "not YAML: a character that may not be in it");
        }
        return new CatalogError(file, lastLine, "not YAML: " + e.getMessage());
    }

    private static int lineAt(String text, int position) {
        int end = Math.min(position, text.length());
        return 1 + (int) text.substring(0, end).chars().filter(c -> c == '\n').count();
    }
}
