package dev.extrausage.client.gate.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.Seed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The gate's memory of accounts, while they grow in number. */
class AccountSlabTest {
    private static final int FIGURE = AccountSlab.ALLOWANCE;

    private final long seed;
    private final Random random;
    private final Holds holds = new Holds(1_000);
    private final AccountSlab slab = new AccountSlab(holds);
    private final AccountIndex index = new AccountIndex(slab);

    AccountSlabTest(@Seed long seed) {
        this.seed = seed;
        random = new Random(seed);
    }

    @Test
    void the_slab_finds_exactly_the_accounts_added_to_it() {
        Map<String, Long> model = new HashMap<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 300_000; i++) {
            boolean isNew = names.isEmpty() || random.nextInt(3) > 0;
            String name = isNew ? name() : names.get(random.nextInt(names.size()));
            if (!model.containsKey(name)) {
                assertThat(AccountIndex.slot(index.find(name))).as(name).isNegative();
                names.add(name);
            }
            write(index.findOrAdd(name), i);
            model.put(name, (long) i);
            String other = names.get(random.nextInt(names.size()));
            assertThat(figure(other)).as(other).isEqualTo(model.get(other));
        }
        model.forEach((name, figure) -> {
            if (figure(name) != figure) {
                throw new AssertionError(name + ": " + figure(name) + ", not " + figure);
            }
        });
        assertThat(slab.size()).isEqualTo(model.size());
        assertThat(slab.bytes() / slab.size()).as("bytes").isLessThan(150);
    }

    @Test
    void holds_go_with_their_account_when_it_is_moved() {
        Map<Integer, String> nameOf = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            String name = name();
            int slot = index.findOrAdd(name);
            int hold = i % 40 == 0 ? holds.take() : Holds.NONE;
            if (hold != Holds.NONE) {
                int owner = AccountSlab.holdsIn(slab.get(slot, AccountSlab.STAMP));
                slab.beginWrite(slot);
                owner = owner == Holds.NONE ? holds.newOwner() : owner;
                holds.add(owner, hold, slot, true, 1, Long.MAX_VALUE - 1);
                slab.endWrite(slot, owner);
                nameOf.put(hold, name);
            }
        }
        assertThat(nameOf).hasSizeGreaterThan(400);
        nameOf.forEach((hold, name) -> assertThat(holds.slotOf(hold)).as(name)
                .isEqualTo(AccountIndex.slot(index.find(name))));
    }

    /** Each account's figures are its number and a version; each reader knows what it asked for. */
    @Test
    void readers_see_whole_accounts_of_their_own_during_moves() {
        int accounts = 60_000;
        AtomicInteger added = new AtomicInteger();
        List<CompletableFuture<Integer>> readers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Random own = new Random(seed + i);
            readers.add(CompletableFuture.supplyAsync(() -> readWhile(added, accounts, own)));
        }
        for (int i = 0; i < accounts; i++) {
            write(index.findOrAdd("account-" + i), i);
            added.set(i + 1);
            int again = random.nextInt(i + 1);
            write(index.findOrAdd("account-" + again), again);
        }
        readers.forEach(r -> assertThat(r.join()).as("readings").isPositive());
    }

    private int readWhile(AtomicInteger added, int accounts, Random own) {
        int good = 0;
        for (boolean isLast = false; !isLast || good == 0; ) {
            isLast = added.get() == accounts;
            int most = added.get();
            if (most == 0) {
                continue;
            }
            int number = own.nextInt(most);
            long place = index.find("account-" + number);
            int slot = AccountIndex.slot(place);
            if (slot < 0) {
                throw new AssertionError("account-" + number + " is not found");
            }
            long[] words = slab.words(slot);
            int at = AccountSlab.at(words, slot);
            long stamp = AccountSlab.beginRead(words, at);
            long first = AccountSlab.read(words, at, FIGURE);
            long second = AccountSlab.read(words, at, AccountSlab.CLOCK_AND_OVERFLOW);
            long version = AccountSlab.read(words, at, AccountSlab.USAGE_OFFSET);
            if (AccountSlab.isUnchanged(words, at, stamp) && index.isStill(place)) {
                good++;
                if (first != number || second != number + version) {
                    throw new AssertionError("account-" + number + " reads " + first
                            + ", " + second + " at version " + version);
                }
            }
        }
        return good;
    }

    /** As the follower does: each time with another version in the last two words. */
    private void write(int slot, long figure) {
        synchronized (slab.lock(slot)) {
            slab.beginWrite(slot);
            long version = slab.get(slot, AccountSlab.USAGE_OFFSET) + 1;
            slab.set(slot, FIGURE, figure);
            slab.set(slot, AccountSlab.USAGE_OFFSET, version);
            slab.set(slot, AccountSlab.CLOCK_AND_OVERFLOW, figure + version);
            slab.endWrite(slot, Holds.NONE);
        }
    }

    private long figure(String name) {
        return slab.get(AccountIndex.slot(index.find(name)), FIGURE);
    }

    /** Of any length there may be, and often alike but for one character. */
    private String name() {
        StringBuilder name = new StringBuilder();
        int length = 1 + random.nextInt(64);
        for (int i = 0; i < length; i++) {
            name.append((char) (random.nextInt(4) == 0 ? '!' + random.nextInt(94) : 'a'));
        }
        return name.toString();
    }
}
