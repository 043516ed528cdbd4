package dev.extrausage.api.accounts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.api.access.Credential;
import dev.extrausage.api.http.EntityTag;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.api.http.Reply;
import dev.extrausage.api.routing.Call;
import dev.extrausage.view.ReadModel;
import dev.extrausage.view.rows.AccountRow;
import dev.extrausage.view.rows.Knowledge;
import dev.extrausage.view.rows.NotComplete;
import dev.extrausage.view.rows.Slice;
import dev.extrausage.view.rows.ViewUnavailable;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The one way of a reading answer to the read model: says how fresh it is, answers 304 where
 * nothing has happened, and 503 while the read model can say nothing.
 *
 * <p>The age is asked for before the rows, and the account before its lists: what follows may be
 * newer than it says, never older.
 */
public final class Freshness {
    private static final String RETRY_SECONDS = "2";
    /** An empty list is as fresh as what is known of some partition. */
    private static final String NOBODY = "nobody";
    /** A member's name may hold what a tag may not. */
    private static final Base64.Encoder NAMES = Base64.getUrlEncoder().withoutPadding();

    private final ReadModel model;

    /** Answers from {@code model}. */
    public Freshness(ReadModel model) {
        this.model = model;
    }

    /**
     * An account, or what is asked of one, with its {@code ETag}.
     *
     * @param timeless whether only an entry changes the answer, and not the time at which it is
     *     asked; caches keep no other
     * @param answer makes the body
     * @throws Problem not_found: the journal has no entry of it; not_ready
     */
    Reply ofAccount(Call call, boolean timeless,
            BiFunction<AccountRow, Knowledge, ObjectNode> answer) {
        return ofAccountIf(call, timeless, answer.andThen(Optional::of)).orElseThrow();
    }

    /** The same, where {@code answer} may find that it has to be made in another way. */
    Optional<Reply> ofAccountIf(Call call, boolean timeless,
            BiFunction<AccountRow, Knowledge, Optional<ObjectNode>> answer) {
        return reading(() -> {
            Knowledge known = model.knowledge(call.accountId());
            AccountRow account = account(call.accountId());
            String tag = tag(call.who(), account.sequence());
            // A caller that is told "nothing new" would not learn that this is long ago.
            boolean unchanged = !known.stale() && EntityTag.isKnown(call.head(), tag);
            Optional<Reply> reply = unchanged ? Optional.of(EntityTag.notModified(tag))
                    : answer.apply(account, known).map(body -> Reply.ok(body).with("ETag", tag));
            return timeless ? reply : reply.map(EntityTag::unkept);
        });
    }

    /** A member's answer is about itself alone, under the address of the whole account's. */
    private static String tag(Credential who, long sequence) {
        return who.memberId() == null ? EntityTag.of(sequence)
                : EntityTag.of(sequence, "member-" + NAMES.encodeToString(
                        who.memberId().getBytes(StandardCharsets.US_ASCII)));
    }

    /**
     * A list over several accounts, as fresh as the least fresh of them.
     *
     * @param accountOf the account that a row is of
     */
    <T> Reply ofMany(Supplier<Slice<T>> list, Function<T, String> accountOf,
            BiFunction<Slice<T>, Knowledge, ObjectNode> answer) {
        return reading(() -> {
            Slice<T> rows = list.get();
            Knowledge least = rows.rows().stream().map(accountOf).distinct().map(model::knowledge)
                    .reduce(Freshness::lesser).orElseGet(() -> model.knowledge(NOBODY));
            return Reply.ok(answer.apply(rows, least));
        });
    }

    private static Knowledge lesser(Knowledge a, Knowledge b) {
        return new Knowledge(a.knownAt().isBefore(b.knownAt()) ? a.knownAt() : b.knownAt(),
                a.stale() || b.stale());
    }

    /** The account's snapshot. */
    private AccountRow account(String accountId) {
        return model.account(accountId).orElseThrow(
                () -> Problem.notFound("account " + accountId));
    }

    /** Does {@code read}, and says in a problem why the read model can say nothing. */
    public static <T> T reading(Supplier<T> read) {
        try {
            return read.get();
        } catch (ViewUnavailable e) {
            throw notReady("What was read of the journal cannot be asked at the moment.", e);
        } catch (NotComplete e) {
            throw notReady("The journal is still being read for the first time.", e);
        }
    }

    private static Problem notReady(String detail, RuntimeException why) {
        return Problem.of(ProblemCode.NOT_READY, detail, why).header("Retry-After", RETRY_SECONDS);
    }

    /** Puts {@code known_at} and {@code stale} next. */
    static AnswerFields put(AnswerFields json, Knowledge known) {
        return json.time("known_at", known.knownAt().toEpochMilli()).flag("stale", known.stale());
    }
}
