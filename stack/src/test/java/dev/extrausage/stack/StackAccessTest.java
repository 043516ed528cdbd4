package dev.extrausage.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.api.app.ApiSettings;
import dev.extrausage.api.inference.AdmissionSettings;
import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.kafka.access.KafkaAccess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackAccessTest {
    @TempDir private Path folder;

    @Test void the_api_has_what_the_stack_was_told_of_its_callers() {
        AdmissionSettings admissions =
                AdmissionSettings.usual().hold(Duration.ofSeconds(7)).gateways(2);
        StackSettings settings = StackSettings.on(folder, CatalogFile.defaultCatalog())
                .admitting(admissions).withApi(0).allowing(List.of("https://shop.example"));

        try (DataFolder data = DataFolder.claim(folder)) {
            ApiSettings api = new StackAccess(
                    settings, data, KafkaAccess.at("127.0.0.1:1"), null).api();

            assertThat(api.admissions()).isEqualTo(admissions);
            assertThat(api.rates()).isSameAs(settings.rates());
            assertThat(api.allowedOrigins()).containsExactly("https://shop.example");
        }
    }
}
