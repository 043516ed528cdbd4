package dev.extrausage.journal.proof;

import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.Posting;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A way to change a journal that an audit must find, with the verdict and the place it must give.
 */
enum Manipulation {
    /** Another amount in a posting, the hashes left as they were. */
    AMOUNT_CHANGED {
        @Override Expected to(WrittenAccount a, WrittenAccount other, Random random) {
            List<Integer> moving = new ArrayList<>();
            for (int i = 0; i < a.entries.size(); i++) {
                if (a.read(i).getPostings().stream().anyMatch(Manipulation::isSeen)) {
                    moving.add(i);
                }
            }
            if (moving.isEmpty()) {
                return BYTE_CHANGED.to(a, other, random);
            }
            int at = moving.get(random.nextInt(moving.size()));
            a.entries.set(at, a.changed(at, e -> change(e, random)));
            return new Expected(at + 1, Set.of(FindingKind.CONTENT_DIFFERS,
                    FindingKind.LINKAGE_BROKEN, FindingKind.UNBALANCED), "postings");
        }
    },
    /** Any byte of an entry. */
    BYTE_CHANGED {
        @Override Expected to(WrittenAccount a, WrittenAccount other, Random random) {
            int at = random.nextInt(a.entries.size());
            byte[] bytes = a.entries.get(at).clone();
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
            a.entries.set(at, bytes);
            return new Expected(at + 1, Set.of(FindingKind.LINKAGE_BROKEN), "");
        }
    },
    /** An entry is gone. */
    REMOVED {
        @Override Expected to(WrittenAccount a, WrittenAccount other, Random random) {
            int at = random.nextInt(a.entries.size());
            a.entries.remove(at);
            return new Expected(at + 1, Set.of(FindingKind.MISSING), "");
        }
    },
    /** An entry is there once more, at once or later. */
    DOUBLED {
        @Override Expected to(WrittenAccount a, WrittenAccount other, Random random) {
            int at = random.nextInt(a.entries.size());
            a.entries.add(at + 1 + random.nextInt(a.entries.size() - at), a.entries.get(at));
            return new Expected(at + 1, Set.of(FindingKind.DOUBLED), "");
        }
    },
    /** Two entries stand in each other's place. */
    SWAPPED {
        @Override Expected to(WrittenAccount a, WrittenAccount other, Random random) {
            int one = random.nextInt(a.entries.size() - 1);
            int two = one + 1 + random.nextInt(a.entries.size() - one - 1);
            byte[] moved = a.entries.get(one);
            a.entries.set(one, a.entries.get(two));
            a.entries.set(two, moved);
            return new Expected(one + 1, Set.of(FindingKind.LINKAGE_BROKEN), "out of order");
        }
    },
    /** An entry of another account, under this one's key. */
    INSERTED_FROM_ANOTHER {
        @Override Expected to(WrittenAccount a, WrittenAccount other, Random random) {
            byte[] stranger = other.entries.get(random.nextInt(other.entries.size()));
            long sequence = WrittenAccount.CODECS.balanceChanges().decode(stranger).getSequence();
            a.entries.add(random.nextInt(a.entries.size() + 1), stranger);
            return new Expected((int) sequence, Set.of(FindingKind.FOREIGN), "");
        }
    },
    /** An invented entry, well linked to what is before it; what follows it is as it was. */
    INSERTED_INVENTED {
        @Override Expected to(WrittenAccount a, WrittenAccount other, Random random) {
            int after = random.nextInt(a.entries.size() - 1);
            WrittenAccount forged = new WrittenAccount(a.accountId, null);
            forged.entries.addAll(a.entries.subList(0, after + 1));
            forged.entries.add(a.changed(after + 1, e -> {
                e.setAllowanceLeftNanos(e.getAllowanceLeftNanos() + 1_000_000_000L);
            }));
            forged.chainAgain(after + 1);
            a.entries.add(after + 1, forged.entries.get(after + 1));
            return new Expected(after + 2, Set.of(FindingKind.CONTENT_DIFFERS), "");
        }
    },
    /** The last entries are gone. */
    TAIL_CUT {
        @Override Expected to(WrittenAccount a, WrittenAccount other, Random random) {
            int from = random.nextInt(a.entries.size());
            a.entries.subList(from, a.entries.size()).clear();
            return new Expected(from + 1, Set.of(FindingKind.MISSING), "snapshot");
        }
    },
    /** From an entry on, everything is written anew, with the right hashes. */
    TAIL_REWRITTEN {
        @Override Expected to(WrittenAccount a, WrittenAccount other, Random random) {
            int from = random.nextInt(a.entries.size());
            a.entries.set(from, a.changed(from,
                    e -> e.setExtraUsageNanos(e.getExtraUsageNanos() + 1)));
            a.chainAgain(from);
            return new Expected(
                    from + 1, Set.of(FindingKind.CONTENT_DIFFERS, FindingKind.UNBALANCED), "");
        }
    };

    /**
     * The verdict that the audit must give.
     *
     * @param sequence of the entry
     * @param verdicts all of them, about that entry
     * @param word what one of the findings says
     */
    record Expected(int sequence, Set<FindingKind> verdicts, String word) {}

    /** Changes {@code a}; {@code other} lends an entry. */
    abstract Expected to(WrittenAccount a, WrittenAccount other, Random random);

    /**
     * True if a balance or the cost tells of it: not so of an allowance that was never left (C3),
     * of a chargeback that found nothing, of usage that lapses as it comes back (P9).
     */
    private static boolean isSeen(Posting posting) {
        return Stream.of(posting.getFrom(), posting.getTo()).anyMatch(
                pool -> pool.equals("ALLOWANCE") || pool.equals("EXTRA_USAGE"))
                || posting.getTo().equals("USAGE");
    }

    private static void change(BalanceChange entry, Random random) {
        List<Posting> postings =
                entry.getPostings().stream().filter(Manipulation::isSeen).toList();
        Posting posting = postings.get(random.nextInt(postings.size()));
        posting.setAmountNanos(posting.getAmountNanos() + 1 + random.nextInt(1_000));
    }
}
