package dev.extrausage.cli.crash;

import dev.extrausage.embedded.EmbeddedKafka;
import dev.extrausage.stream.startup.LedgerSettings;
import dev.extrausage.stream.startup.TopicSetup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** A process with nothing but the broker and the ledger's topics in it. */
final class BrokerMain {
    private BrokerMain() {}

    /** Its directory, its port, how many partitions, and the file to say in that it serves. */
    public static void main(String[] args) throws Exception {
        Path data = Path.of(args[0]);
        EmbeddedKafka kafka = EmbeddedKafka.start(data, Integer.parseInt(args[1]), Map.of());
        Runtime.getRuntime().addShutdownHook(new Thread(kafka::close));
        LedgerSettings settings = LedgerSettings.single(kafka.bootstrapServers(), data);
        try (Admin admin = Admin.create(settings.forClients())) {
            TopicSetup.apply(admin, settings, Integer.parseInt(args[2]));
        }
        Path said = Path.of(args[3]);
        Path unfinished = said.resolveSibling(said.getFileName() + ".unfinished");
        Files.writeString(unfinished, kafka.bootstrapServers());
        Files.move(unfinished, said, StandardCopyOption.ATOMIC_MOVE);
    }
}
