package dev.extrausage.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * Every version of every contract that was ever released, checked in as self-contained text with
 * its number. The default: nothing to run beside the ledger, and the same ids on every machine.
 */
public final class ReleasedSchemas implements SchemaIds {
    private static final String FOLDER = "released/";

    private final List<Release> releases;

    /**
     * One released version of a contract.
     *
     * @param id the schema id in the wire format, from 1, never used again for anything else
     * @param version the contract's version, from 1
     * @param schema the schema as it was released
     */
    public record Release(int id, int version, Schema schema) { }

    private ReleasedSchemas(List<Release> releases) {
        this.releases = List.copyOf(releases);
    }

    /** Reads the releases that this jar carries. */
    public static ReleasedSchemas load() {
        try {
            List<Release> releases = new ArrayList<>();
            for (JsonNode line : new ObjectMapper().readTree(resource("index.json"))) {
                releases.add(release(line));
            }
            return new ReleasedSchemas(releases);
        } catch (IOException e) {
            throw new UncheckedIOException("the released schemas in this jar cannot be read", e);
        }
    }

    private static Release release(JsonNode line) throws IOException {
        int version = line.required("version").intValue();
        String file = line.required("contract").textValue() + ".v" + version + ".avsc";
        return new Release(line.required("id").intValue(), version,
                new Schema.Parser().parse(resource(file)));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = ReleasedSchemas.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IOException("no resource " + FOLDER + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** All releases, in the order of their ids. */
    public List<Release> all() {
        return releases;
    }

    @Override
    public int idOf(String topic, Schema schema) {
        String form = SchemaNormalization.toParsingForm(schema);
        return releases.stream()
                .filter(r -> SchemaNormalization.toParsingForm(r.schema()).equals(form))
                .reduce((older, newer) -> newer)
                .orElseThrow(() -> new SchemaRefused("topic " + topic + ": this form of "
                        + schema.getName() + " was never released"))
                .id();
    }

    @Override
    public Schema schemaOf(int id) {
        return releases.stream().filter(r -> r.id() == id).findAny()
                .orElseThrow(() -> new BadRecord("schema id " + id + " is unknown, the released "
                        + "schemas have ids 1 to " + releases.get(releases.size() - 1).id()))
                .schema();
    }

    /** Nothing to end: no answer is ever waited for. */
    @Override
    public void close() { }
}
