package dev.extrausage.backup;

import dev.extrausage.schemas.wire.HashChain;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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

/** Reads the files of a backup. */
final class RecordFile {
    private RecordFile() {}

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
        long count = 0;
        try (DataFileStream<GenericRecord> in = new DataFileStream<>(
                new BufferedInputStream(Files.newInputStream(file)),
                new GenericDatumReader<>(KeptRecord.SCHEMA))) {
            GenericRecord reused = null;
            while (in.hasNext()) {
                reused = in.next(reused);
                KeptRecord record = KeptRecord.of(reused);
                count++;
                records.accept(record);
            }
            return count;
        } catch (IOException | AvroRuntimeException | ClassCastException e) {
            throw new Damaged(file + ": cannot be read after its record " + count + ": "
                    + e.getMessage(), e);
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
