package dev.extrausage.view.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Histories;
import dev.extrausage.core.Run;
import dev.extrausage.core.Seed;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.wire.BalanceWriter;
import dev.extrausage.schemas.wire.EntryWriter;
import dev.extrausage.schemas.wire.HashChain;
import dev.extrausage.schemas.wire.StoredAccount;
import dev.extrausage.schemas.wire.TopicCodecs;
import dev.extrausage.view.PostgresServer;
import dev.extrausage.view.database.EntryBody;
import dev.extrausage.view.database.PostgresDatabase;
import dev.extrausage.view.database.PostgresLogin;
import dev.extrausage.view.database.Schema;
import dev.extrausage.view.database.SqliteDatabase;
import dev.extrausage.view.database.SqlTables;
import dev.extrausage.view.database.ViewDatabase;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches come into the tables once, in both databases alike, however they are cut. */
class PartitionWriterTest {
    private static final Position START = Position.start("here");

    private final TopicCodecs codecs = TopicCodecs.of(ReleasedSchemas.load());
    @TempDir Path folder;

    @Test void tables_do_not_depend_on_batches_or_database(@Seed long seed) throws Exception {
        List<Run.Step> steps = Run.of(
                Histories.ofManyAccounts(seed, 5, 120, Catalogs.severalVersions()),
                Catalogs.severalVersions()).steps().stream().filter(s -> !s.isDuplicate()).toList();
        try (PostgresServer server = PostgresServer.start();
                ViewDatabase whole = sqlite("whole"); ViewDatabase cut = sqlite("cut");
                ViewDatabase other = new PostgresDatabase(
                        server.database("view"), PostgresLogin.NONE, Schema.VERSION, 2)) {
            write(whole, steps, steps.size());
            write(cut, steps, 7);
            write(other, steps, 50);
            for (String table : Schema.FOLDED) {
                List<String> rows = rows(whole, table);
                assertThat(rows(cut, table)).as(table).isEqualTo(rows);
                assertThat(rows(other, table)).as(table).isEqualTo(rows);
            }
            assertThat(rows(whole, "$usage")).isNotEmpty();
        }
    }

    @Test void offsets_moved_by_another_writer_keep_a_batch_out() throws Exception {
        try (ViewDatabase database = sqlite("shared");
                PartitionWriter one = writer(database); PartitionWriter other = writer(database)) {
            one.reset("here", 1);
            Position next = new Position("here", 1, 0, 0);
            assertThat(one.write(new Batch(), START, next, 0)).isTrue();
            assertThat(other.write(new Batch(), START, next, 0)).isFalse();
            assertThat(other.position()).isEqualTo(next);
        }
    }

    private ViewDatabase sqlite(String name) {
        return new SqliteDatabase(folder.resolve(name), Schema.VERSION, 2, 0);
    }

    private PartitionWriter writer(ViewDatabase database) throws SQLException {
        return new PartitionWriter(database.openWriter(0), codecs.balances(), new EntryBody());
    }

    private void write(ViewDatabase database, List<Run.Step> steps, int size) throws SQLException {
        EntryWriter entries = new EntryWriter(codecs.balanceChanges());
        BalanceWriter balances = new BalanceWriter(codecs.balances());
        EntryFolding reader = new EntryFolding(codecs.balanceChanges(), new EntryBody());
        try (PartitionWriter writer = writer(database)) {
            Position at = writer.reset("here", 1);
            for (int from = 0; from < steps.size(); from += size) {
                Batch batch = new Batch();
                int to = Math.min(steps.size(), from + size);
                for (int i = from; i < to; i++) {
                    Run.Step step = steps.get(i);
                    batch.add(reader.read(i, entries.write(
                            step.entry(), "usage-events", 0, i, HashChain.start())));
                    batch.add(step.entry().accountId(), new Batch.Bytes(i, balances.write(
                            new StoredAccount(step.after(), HashChain.start(), null),
                            step.entry().catalogVersion(), Catalogs.severalVersions())));
                }
                Position next = new Position("here", to, to, 0);
                assertThat(writer.write(batch, at, next, 0)).isTrue();
                at = next;
            }
        }
    }

    private static List<String> rows(ViewDatabase database, String table) throws SQLException {
        List<String> all = new ArrayList<>();
        try (var connection = database.openReader(0)) {
            SqlTables tables = database.statements(connection, 0);
            try (ResultSet rows = tables.bind("select * from " + table).executeQuery()) {
                int columns = rows.getMetaData().getColumnCount();
                while (rows.next()) {
                    StringBuilder row = new StringBuilder();
                    for (int i = 1; i <= columns; i++) {
                        Object value = rows.getObject(i);
                        row.append(value instanceof byte[] bytes
                                ? HexFormat.of().formatHex(bytes) : value).append('|');
                    }
                    all.add(row.toString());
                }
            }
        }
        all.sort(null);
        return all;
    }
}
