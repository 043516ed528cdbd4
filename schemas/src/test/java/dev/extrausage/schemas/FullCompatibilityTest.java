package dev.extrausage.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** The checker that guards the releases finds what it is there to find. */
class FullCompatibilityTest {
    private static final String ID = "{\"name\":\"id\",\"type\":\"string\"}";
    private static final String AMOUNT = "{\"name\":\"amount_nanos\",\"type\":\"long\"}";
    private static final String NOTE =
            "{\"name\":\"note\",\"type\":[\"null\",\"string\"],\"default\":null}";

    private final Schema released = contract(ID, AMOUNT, NOTE);

    @Test
    void a_new_field_with_a_default_is_compatible() {
        String added = "{\"name\":\"colour\",\"type\":[\"null\",\"string\"],\"default\":null}";

        assertThat(FullCompatibility.problems(released, contract(ID, AMOUNT, NOTE, added)))
                .isEmpty();
    }

    @Test
    void a_new_field_without_a_default_is_not() {
        String added = "{\"name\":\"colour\",\"type\":\"string\"}";

        assertThat(FullCompatibility.problems(released, contract(ID, AMOUNT, NOTE, added)))
                .singleElement().asString().contains("new readers, old records", "colour");
    }

    @Test
    void a_removed_field_is_not() {
        assertThat(FullCompatibility.problems(released, contract(ID, NOTE)))
                .anySatisfy(p -> assertThat(p).contains("old readers, new records", "amount_nanos"))
                .contains("Contract.amount_nanos: removed");
    }

    @Test
    void a_removed_optional_field_is_incompatible() {
        assertThat(FullCompatibility.problems(released, contract(ID, AMOUNT)))
                .containsExactly("Contract.note: removed");
    }

    @Test
    void a_widened_type_is_incompatible() {
        Schema narrow = contract("{\"name\":\"seats\",\"type\":\"int\"}");
        Schema wide = contract("{\"name\":\"seats\",\"type\":\"long\"}");

        assertThat(FullCompatibility.problems(narrow, wide))
                .singleElement().asString().contains("old readers, new records", "/fields/0/type");
    }

    @Test
    void a_changed_default_or_unit_of_time_is_not() {
        String zero = "{\"name\":\"at\",\"type\":\"long\",\"default\":0}";
        String one = "{\"name\":\"at\",\"type\":\"long\",\"default\":1}";
        String millis = "{\"name\":\"at\",\"default\":0,\"type\":"
                + "{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}}";

        assertThat(FullCompatibility.problems(contract(zero), contract(one)))
                .containsExactly("Contract.at: another default");
        assertThat(FullCompatibility.problems(contract(zero), contract(millis)))
                .containsExactly("Contract.at: another logical type");
    }

    @Test
    void a_deeply_nested_removed_field_is_found() {
        String outer = "{\"name\":\"lines\",\"type\":[\"null\",{\"type\":\"array\",\"items\":"
                + "{\"type\":\"record\",\"name\":\"Line\",\"fields\":[%s]}}],\"default\":null}";

        assertThat(FullCompatibility.problems(contract(outer.formatted(ID + "," + NOTE)),
                contract(outer.formatted(ID)))).containsExactly("Line.note: removed");
    }

    private static Schema contract(String... fields) {
        return new Schema.Parser().parse("{\"type\":\"record\",\"name\":\"Contract\",\"fields\":["
                + String.join(",", fields) + "]}");
    }
}
