package dev.extrausage.backup;

import dev.extrausage.schemas.wire.HashChain;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;

/**
 * One file of records: an Avro object container, compressed with Zstandard. It has another name
 * until all of it is on the disk, so a file with its name is whole.
 */
final class RecordFileWriter implements AutoCloseable {
    static final String UNFINISHED = ".unfinished";
    private static final int ZSTD_LEVEL = 3;
    private static final int BLOCK_BYTES = 256 * 1024;

    private final Path file;
    private final Path unfinished;
    private final FileOutputStream disk;
    private final MessageDigest sha256 = HashChain.sha256();
    private final DataFileWriter<GenericRecord> records =
            new DataFileWriter<>(new GenericDatumWriter<GenericRecord>(KeptRecord.SCHEMA));
    private long count;
    private long rawBytes;

    RecordFileWriter(Path file, String topic) throws IOException {
        this.file = file;
        unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
        disk = new FileOutputStream(unfinished.toFile());
        OutputStream hashed = new DigestOutputStream(new BufferedOutputStream(disk), sha256);
        records.setCodec(CodecFactory.zstandardCodec(ZSTD_LEVEL));
        records.setSyncInterval(BLOCK_BYTES);
        records.setMeta("topic", topic);
        records.create(KeptRecord.SCHEMA, hashed);
    }

    void append(KeptRecord record) throws IOException {
        records.append(record.toAvro());
        count++;
        rawBytes += (record.key() == null ? 0 : record.key().length)
                + (record.value() == null ? 0 : record.value().length);
    }

    long records() {
        return count;
    }

    /** The bytes of keys and values so far, before they are compressed. */
    long rawBytes() {
        return rawBytes;
    }

    /** Ends the file: from now on it has its name. */
    Manifest.KeptFile finish() throws IOException {
        records.flush();
        disk.getChannel().force(true);
        records.close();
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        return new Manifest.KeptFile(file.getFileName().toString(), Files.size(file),
                HexFormat.of().formatHex(sha256.digest()), count);
    }

    /** Lets go of it; what was not finished is not a file of the backup. */
    @Override public void close() throws IOException {
        disk.close();
    }
}
