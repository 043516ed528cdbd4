package dev.extrausage.view;

import dev.extrausage.core.Catalogs;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.view.database.PostgresLogin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A process that folds, to be killed: the broker's address, and SQLite's folder or JDBC's URL. */
final class ProjectingMain {
    private ProjectingMain() { }

    public static void main(String[] args) throws Exception {
        Map<String, Object> kafka = Map.of("bootstrap.servers", args[0]);
        ReadModel model = ReadModel.start((args[1].startsWith("jdbc:")
                ? ViewSettings.postgresql(kafka, ReleasedSchemas.load(), Catalogs::severalVersions,
                        args[1], PostgresLogin.NONE)
                : ViewSettings.sqlite(kafka, ReleasedSchemas.load(), Catalogs::severalVersions,
                        Path.of(args[1]))).withRetention(Duration.ofDays(90_000)));
        // Ends with its parent, whose end of the pipe closes then.
        while (System.in.read() >= 0) {
            System.out.println(model.entriesFolded());
        }
        Runtime.getRuntime().halt(1);
    }
}
