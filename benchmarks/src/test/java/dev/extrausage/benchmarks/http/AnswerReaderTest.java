package dev.extrausage.benchmarks.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerReaderTest {
    private static final String GOOD =
            "HTTP/1.1 200 OK\r\nX-Any: content-length: 9\r\ncontent-length: 5\r\n\r\n12345";
    private static final String EMPTY = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
    private static final String NO_BODY = "HTTP/1.1 204 No Content\r\nX-Any: 1\r\n\r\n";

    private final AnswerReader reader = new AnswerReader();

    @Test void answers_read_byte_by_byte_end_at_their_last_byte() throws IOException {
        List<Integer> statuses = new ArrayList<>();
        String text = GOOD + EMPTY + NO_BODY + GOOD;
        for (int i = 0; i < text.length(); i++) {
            statuses.add(reader.read(of(text.substring(i, i + 1))));
        }
        assertThat(statuses.stream().filter(status -> status != 0))
                .containsExactly(200, 404, 204, 200);
        assertThat(statuses.get(GOOD.length() - 1)).isEqualTo(200);
    }

    @Test void long_bodies_are_read_to_their_end() throws IOException {
        ReadableByteChannel answer =
                of("HTTP/1.1 200 OK\r\nContent-Length: 200000\r\n\r\n" + "x".repeat(200_000));
        int reads = 1;
        int status = reader.read(answer);
        while (status == 0) {
            status = reader.read(answer);
            reads++;
        }
        assertThat(status).isEqualTo(200);
        assertThat(reads).isGreaterThan(1);
        assertThat(reader.read(of(EMPTY))).isEqualTo(404);
    }

    @Test void bytes_that_belong_to_no_answer_are_refused() {
        assertThatThrownBy(() -> reader.read(of(GOOD + "6")))
                .isInstanceOf(IOException.class).hasMessage("the answer is 1 bytes longer than it"
                        + " says");
    }

    @Test void answers_in_chunks_are_refused() {
        assertThatThrownBy(() -> reader.read(
                of("HTTP/1.1 200 OK\r\ntransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")))
                .isInstanceOf(IOException.class).hasMessageContaining("chunks");
    }

    @Test void a_connection_that_ends_within_an_answer_is_told() throws IOException {
        ReadableByteChannel cut = of(GOOD.substring(0, GOOD.length() - 1));
        assertThat(reader.read(cut)).isZero();
        assertThatThrownBy(() -> reader.read(cut)).isInstanceOf(EOFException.class);
    }

    private static ReadableByteChannel of(String text) {
        return Channels.newChannel(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
