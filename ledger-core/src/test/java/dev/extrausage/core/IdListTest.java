package dev.extrausage.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A list in blocks against a plain one. */
class IdListTest {
    private static final int MANY = 3 * IdList.BLOCK + 5;

    @Test void ids_in_blocks_are_those_of_a_plain_list() {
        List<String> plain = new ArrayList<>();
        IdList<String> blocks = IdList.copyOf(List.of());
        for (int i = 0; i < MANY; i++) {
            assertThat(blocks.contains("id-" + i)).isFalse();
            plain.add("id-" + i);
            blocks = blocks.and("id-" + i);
            assertThat(blocks).isEqualTo(plain).hasSameHashCodeAs(plain);
            assertThat(IdList.copyOf(plain)).isEqualTo(blocks);
            assertThat(IdList.of(blocks.full(), blocks.rest())).isEqualTo(blocks);
        }
        assertThat(blocks).allMatch(blocks::contains);
        assertThat(blocks.full()).hasSize(3).allMatch(block -> block.size() == IdList.BLOCK);
    }

    @Test void a_list_keeps_its_ids_whatever_is_made_of_it(@Seed long seed) {
        Random random = new Random(seed);
        List<IdList<Integer>> lists = new ArrayList<>(List.of(IdList.copyOf(List.of())));
        List<List<Integer>> plain = new ArrayList<>(List.of(List.of()));
        for (int id = 0; id < 2_000; id++) {
            int of = lists.size() - 1 - random.nextInt(Math.min(5, lists.size()));
            lists.add(lists.get(of).and(id));
            List<Integer> longer = new ArrayList<>(plain.get(of));
            longer.add(id);
            plain.add(longer);
        }
        assertThat(lists).isEqualTo(plain);
    }

    @Test void a_longer_list_shares_the_full_blocks_of_the_shorter() {
        IdList<Integer> shorter = IdList.copyOf(List.of());
        for (int id = 0; id < MANY; id++) {
            shorter = shorter.and(id);
        }
        IdList<Integer> longer = shorter;
        for (int id = MANY; id < 2 * MANY; id++) {
            longer = longer.and(id);
        }
        for (int i = 0; i < shorter.full().size(); i++) {
            assertThat(longer.full().get(i)).isSameAs(shorter.full().get(i));
        }
    }

    @Test void blocks_that_are_not_full_are_refused() {
        assertThatThrownBy(() -> IdList.of(List.of(List.of(1)), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a block has 1 ids, must have 64");
        List<Integer> aBlock = new ArrayList<>();
        for (int id = 0; id < IdList.BLOCK; id++) {
            aBlock.add(id);
        }
        assertThatThrownBy(() -> IdList.of(List.of(), aBlock))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the rest has 64 ids, must have at most 63");
    }
}
