package dev.extrausage.view.database;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.postgresql.Driver;

/**
 * PostgreSQL: a schema of the read model's own, named after the version of the tables; the tables
 * of partition 3 end in {@code _3}. Readers see one state for each question (repeatable read).
 */
public final class PostgresDatabase implements ViewDatabase {
    private static final String SCHEMA = "extra_usage_view_v";
    /** So that several instances that start at once create one schema. */
    private static final long CREATION_LOCK = 0x65756c76L;
    private static final String SECONDS = "10";
    private static final String ANSWER_SECONDS = "60";
    /**
     * A question gives up before those who ask it do, be its tables locked or PostgreSQL slow, and
     * so does one to a frozen server.
     */
    private static final String READING_SECONDS = "15";
    private static final String FROZEN_SECONDS = "20";

    private final String url;
    private final PostgresLogin login;
    private final int version;
    private final Readers readers;
    private final Map<Integer, Tables> tables = new ConcurrentHashMap<>();

    /**
     * The database at {@code url}; nothing is asked of it yet.
     *
     * @param version of the tables, {@link Schema#VERSION}
     * @param readers connections for all partitions together
     */
    public PostgresDatabase(String url, PostgresLogin login, int version, int readers) {
        this.url = url;
        this.version = version;
        this.login = login;
        this.readers = new Readers(this::openReading, readers);
    }

    private String schema() {
        return SCHEMA + version;
    }

    private Connection connect() throws SQLException {
        return connect(ANSWER_SECONDS);
    }

    private Connection connect(String answerSeconds) throws SQLException {
        Properties properties;
        try {
            properties = login.properties();
        } catch (IOException e) {
            throw new SQLException(e.getMessage(), e);
        }
        properties.setProperty("ApplicationName", "extra-usage-view");
        properties.setProperty("reWriteBatchedInserts", "true");
        properties.setProperty("connectTimeout", SECONDS);
        properties.setProperty("socketTimeout", answerSeconds);
        Connection connection = new Driver().connect(url, properties);
        if (connection == null) {
            throw new SQLException("no address of a PostgreSQL: " + url);
        }
        return connection;
    }

    @Override public int partitions() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            if (!isCreated(statement, 0)) {
                return 0;
            }
            try (ResultSet rows = statement.executeQuery(
                    "select partitions from " + schema() + ".position_0")) {
                return rows.next() ? rows.getInt(1) : 0;
            }
        }
    }

    @Override public SqlTables openWriter(int partition) throws SQLException {
        SqlConnection connection = new SqlConnection(connect());
        try (Statement statement = connection.connection().createStatement()) {
            statement.execute("set lock_timeout = '" + SECONDS + "s'");
            connection.commit();
            // "create index if not exists" locks the table against writers before it looks: beside
            // the fold of another instance the two could wait for each other.
            if (!isCreated(statement, partition)) {
                statement.execute("select pg_advisory_xact_lock(" + CREATION_LOCK + ")");
                if (!isCreated(statement, partition)) {
                    create(statement, partition);
                }
            }
            connection.commit();
            return statements(connection, partition);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** All tables of a partition come to be in one transaction, so one stands for all. */
    private boolean isCreated(Statement statement, int partition) throws SQLException {
        try (ResultSet found = statement.executeQuery("select to_regclass('"
                + tables(partition).sql("$position") + "') is not null")) {
            found.next();
            return found.getBoolean(1);
        }
    }

    private void create(Statement statement, int partition) throws SQLException {
        statement.execute("create schema if not exists " + schema());
        for (String create : Schema.postgresql()) {
            statement.execute(tables(partition).sql(index(create, partition)));
        }
    }

    /** An index is named without its schema: it lies where its table does. */
    private static String index(String create, int partition) {
        return create.contains(" index ")
                ? create.replaceFirst("exists \\$([a-z_]+)", "exists $1_" + partition) : create;
    }

    @Override public SqlConnection openReader(int partition) throws SQLException {
        return openReading();
    }

    private SqlConnection openReading() throws SQLException {
        Connection connection = connect(FROZEN_SECONDS);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set statement_timeout = '" + READING_SECONDS + "s'");
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            return new SqlConnection(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private Tables tables(int partition) {
        return tables.computeIfAbsent(partition, p -> new Tables(schema() + ".", "_" + p));
    }

    @Override public SqlTables statements(SqlConnection connection, int partition) {
        return new SqlTables(connection, tables(partition));
    }

    @Override public Readers readers(int partition) {
        return readers;
    }

    @Override public void dropEarlier() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String earlier : schemas(statement)) {
                statement.execute("drop schema if exists " + earlier + " cascade");
            }
        }
    }

    private List<String> schemas(Statement statement) throws SQLException {
        List<String> earlier = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("select nspname from pg_namespace"
                + " where nspname ~ '^" + SCHEMA + "[0-9]+$'")) {
            while (rows.next()) {
                String name = rows.getString(1);
                if (Integer.parseInt(name.substring(SCHEMA.length())) < version) {
                    earlier.add(name);
                }
            }
        }
        return earlier;
    }

    @Override public void close() {
        readers.close();
    }
}
