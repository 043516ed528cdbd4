package dev.extrausage.journal.proof.checkpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.extrausage.kafka.access.FileError;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** A signed checkpoint as one JSON object that says itself what it is and how to verify it. */
public final class CheckpointFile {
    private static final String FORMAT = "extra-usage-ledger/checkpoint/1";
    private static final String VERIFYING = "signature: Ed25519 over these lines of UTF-8 text,"
            + " each ended by a line feed: 'extra-usage-ledger checkpoint 1', made_at, topic, and"
            + " for each partition 'partition offset accounts root'. root: RFC 6962 Merkle tree"
            + " hash (SHA-256) over the accounts sorted by name; a leaf is account, byte 0,"
            + " sequence in 8 bytes big endian, hash. offset: the partition's end; entries before"
            + " it are covered.";

    private CheckpointFile() {}

    /** Writes it, signed with {@code key}, and a line's end. */
    public static void write(Checkpoint checkpoint, PrivateKey key, Writer out)
            throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(out)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
            json.writeStartObject();
            json.writeStringField("format", FORMAT);
            json.writeStringField("made_at", checkpoint.madeAt());
            json.writeStringField("topic", checkpoint.topic());
            json.writeStringField("signature",
                    Base64.getEncoder().encodeToString(checkpoint.sign(key)));
            json.writeStringField("verifying", VERIFYING);
            json.writeArrayFieldStart("partitions");
            for (PartitionState partition : checkpoint.partitions()) {
                write(partition, json);
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        }
        out.flush();
    }

    private static void write(PartitionState state, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("partition", state.partition());
        json.writeNumberField("offset", state.offset());
        json.writeNumberField("accounts", state.accounts());
        json.writeStringField("root", HexFormat.of().formatHex(state.root()));
        if (!state.leaves().isEmpty()) {
            json.writeArrayFieldStart("leaves");
            for (Leaf leaf : state.leaves()) {
                json.writeStartObject();
                json.writeStringField("account", leaf.account());
                json.writeNumberField("sequence", leaf.sequence());
                json.writeStringField("hash", HexFormat.of().formatHex(leaf.hash()));
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    /**
     * Reads one and verifies its signature.
     *
     * @throws BadCheckpoint if it is none, was not signed with {@code key}'s other half, or its
     *     list of accounts is not that of its roots
     */
    public static Checkpoint read(Path file, PublicKey key) {
        Parsed parsed = parse(file);
        if (!parsed.checkpoint.isSigned(parsed.signature, key)) {
            throw new BadCheckpoint("the signature of " + file + " is not of that key: the"
                    + " checkpoint was changed, or the key is another one");
        }
        return consistent(parsed.checkpoint, file);
    }

    /**
     * Reads one without asking who signed it: for whoever only goes on from it, and whose result is
     * verified as a whole.
     *
     * @throws BadCheckpoint if it is none, or its list of accounts is not that of its roots
     */
    public static Checkpoint readUnverified(Path file) {
        return consistent(parse(file).checkpoint, file);
    }

    private record Parsed(Checkpoint checkpoint, byte[] signature) {}

    private static Parsed parse(Path file) {
        JsonNode json;
        try {
            json = new ObjectMapper().readTree(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new BadCheckpoint("there is no file " + file, e);
        } catch (JsonProcessingException e) {
            throw new BadCheckpoint(file + " is not a checkpoint: it is no JSON from line "
                    + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr()
                    + " on", e);
        } catch (IOException e) {
            throw new BadCheckpoint(file + " cannot be read: " + FileError.reason(e), e);
        }
        try {
            if (!FORMAT.equals(json.required("format").textValue())) {
                throw new IllegalArgumentException("its format is " + json.get("format"));
            }
            return new Parsed(read(json),
                    Base64.getDecoder().decode(json.required("signature").textValue()));
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new BadCheckpoint(file + " is not a checkpoint: " + e.getMessage(), e);
        }
    }

    private static Checkpoint consistent(Checkpoint checkpoint, Path file) {
        for (PartitionState partition : checkpoint.partitions()) {
            if (!partition.isConsistent()) {
                throw new BadCheckpoint("the accounts that " + file + " lists for partition "
                        + partition.partition() + " are not those of its signed root");
            }
        }
        return checkpoint;
    }

    private static Checkpoint read(JsonNode json) {
        List<PartitionState> partitions = new ArrayList<>();
        for (JsonNode p : json.required("partitions")) {
            List<Leaf> leaves = new ArrayList<>();
            for (JsonNode leaf : p.path("leaves")) {
                leaves.add(new Leaf(leaf.required("account").textValue(),
                        leaf.required("sequence").longValue(), hex(leaf.required("hash"))));
            }
            partitions.add(new PartitionState(p.required("partition").intValue(),
                    p.required("offset").longValue(), p.required("accounts").longValue(),
                    hex(p.required("root")), leaves));
        }
        return new Checkpoint(json.required("made_at").textValue(),
                json.required("topic").textValue(), partitions);
    }

    private static byte[] hex(JsonNode text) {
        return HexFormat.of().parseHex(text.textValue());
    }
}
