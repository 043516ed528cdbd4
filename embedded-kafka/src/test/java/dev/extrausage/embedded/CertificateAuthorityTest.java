package dev.extrausage.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates of 825 days, which a start renews in their last 30. */
class CertificateAuthorityTest {
    @TempDir private Path folder;

    @Test void a_certificate_is_renewed_before_it_ends() throws Exception {
        Path file = authority(0).issued("broker");
        String first = Files.readString(file);
        String trusted = Files.readString(authority(0).certificate());

        assertThat(Files.readString(authority(790).issued("broker"))).isEqualTo(first);

        assertThat(authority(800).issued("broker")).isEqualTo(file);
        assertThat(Files.readString(file)).isNotEqualTo(first).contains("BEGIN CERTIFICATE");
        assertThat(Files.readString(authority(800).certificate())).isEqualTo(trusted);
    }

    @Test void a_start_that_was_killed_before_it_wrote_the_file_is_gone_on_from()
            throws Exception {
        Path file = authority(0).issued("broker");
        Files.delete(file); // as if the kill had come between the store and the file

        assertThat(authority(0).issued("broker")).isEqualTo(file).isNotEmptyFile();
    }

    private CertificateAuthority authority(int daysLater) {
        Instant now = Instant.now().plus(Duration.ofDays(daysLater));
        return CertificateAuthority.in(folder, () -> now);
    }
}
