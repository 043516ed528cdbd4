package dev.extrausage.consumers.topup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.GrantKind;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.Topics;
import org.junit.jupiter.api.Test;

class NoticeRulingsTest {
    private final NoticeRulings rulings = new NoticeRulings(new Answers(ReleasedSchemas.load()));
    private final TopUpShare empty = new TopUpShare(0);
    private final Step step = new Step(1_000);

    @Test void an_end_of_a_forgotten_top_up_is_still_listed() {
        PayBack owed = PayBack.of(new TopUp("ann", "t-1", GrantKind.PURCHASE, 5_000_000_000L,
                TopUp.Stage.REFUNDING, 900, 3));

        rulings.paidBack(owed, PaidBack.impossible("no card", null), empty, step);

        assertThat(step.records()).singleElement().satisfies(
                r -> assertThat(r.topic()).isEqualTo(Topics.ATTENTION.topicName()));
    }

    @Test void an_end_of_a_forgotten_credit_is_remembered() {
        PayBack owed = PayBack.ofRefusedCredit("ann", "g-1", null, 5_000_000_000L, 7, 900, 950);

        rulings.paidBack(owed, new PaidBack(PaidBack.Result.PAID, null, null, null), empty, step);

        assertThat(empty.payBacks().find("ann", owed.name()).stage())
                .isEqualTo(PayBack.Stage.PAID_BACK);
    }
}
