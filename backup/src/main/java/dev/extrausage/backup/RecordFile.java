package dev.extrausage.backup;

import dev.extrausage.schemas.wire.HashChain;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;

/** A file of a backup that is being read, record by record. */
final class RecordFile implements AutoCloseable {
    private final Path file;
    private final DataFileStream<GenericRecord> in;
    private GenericRecord reused;
    private long count;

    private RecordFile(Path file) throws IOException {
        this.file = file;
        in = new DataFileStream<>(new BufferedInputStream(Files.newInputStream(file)),
                new GenericDatumReader<>(KeptRecord.SCHEMA));
    }

    /** A file that cannot be read to its end, in a sentence that names it and the record. */
    static final class Damaged extends Exception {
        private static final long serialVersionUID = 1L;

        Damaged(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Hands on every record of a file, in its order.
     *
     * @return the number of records
     * @throws Damaged if it cannot be read to its end; what lay before was handed on
     */
    static long read(Path file, Consumer<KeptRecord> records) throws Damaged {
        try (RecordFile open = open(file)) {
            for (KeptRecord next = open.next(); next != null; next = open.next()) {
                records.accept(next);
            }
            return open.count;
        }
    }

    /** Throws {@link Damaged} if it cannot be read. */
    static RecordFile open(Path file) throws Damaged {
        try {
            return new RecordFile(file);
        } catch (IOException | AvroRuntimeException e) {
            throw damaged(file, 0, e);
        }
    }

    /** The next record; null after the last one. */
    KeptRecord next() throws Damaged {
        try {
            if (!in.hasNext()) {
                return null;
            }
            reused = in.next(reused);
            KeptRecord record = KeptRecord.of(reused);
            count++;
            return record;
        } catch (IOException | AvroRuntimeException | ClassCastException e) {
            throw damaged(file, count, e);
        }
    }

    private static Damaged damaged(Path file, long count, Exception why) {
        return new Damaged(file + ": cannot be read after its record " + count + ": "
                + why.getMessage(), why);
    }

    @Override public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be closed", e);
        }
    }

    /** The SHA-256 of a file, in hexadecimal. */
    static String sha256(Path file) throws IOException {
        MessageDigest sha256 = HashChain.sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha256)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(sha256.digest());
    }
}
