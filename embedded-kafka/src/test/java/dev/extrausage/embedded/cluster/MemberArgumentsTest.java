package dev.extrausage.embedded.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.embedded.ClusterMember;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MemberArgumentsTest {
    private static final List<ClusterMember.Place> PLACES = List.of(
            new ClusterMember.Place("10.0.0.1", 9092, 9093),
            new ClusterMember.Place("10.0.0.2", 9092, 9094));

    @Test void arguments_of_a_broker_are_read_as_they_were_written() {
        MemberArguments arguments = new MemberArguments(Path.of("data"), Path.of("serving"),
                new ClusterMember(2, "a-cluster", PLACES),
                Map.of("ssl.principal.mapping.rules", "RULE:^CN=(.*)$/$1/,DEFAULT"));

        assertThat(MemberArguments.read(arguments.written())).isEqualTo(arguments);
    }

    @Test void number_without_a_place_is_refused_with_its_bound() {
        assertThatThrownBy(() -> new ClusterMember(3, "a-cluster", PLACES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("nodeId is 3: must be 1 to 2");
    }
}
