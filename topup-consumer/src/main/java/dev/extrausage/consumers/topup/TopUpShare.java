package dev.extrausage.consumers.topup;

import dev.extrausage.payments.Payment;

/** The state of one partition that is ours: its memories, and its accounts' standings. */
final class TopUpShare {
    private final int partition;
    private final TopUpMemory memory = new TopUpMemory();
    private final PayBackMemory payBacks = new PayBackMemory();
    private final Standings standings = new Standings();
    private boolean isReady;

    TopUpShare(int partition) {
        this.partition = partition;
    }

    int partition() {
        return partition;
    }

    /** False until all of it has been read. */
    boolean isReady() {
        return isReady;
    }

    void becomeReady() {
        isReady = true;
    }

    TopUpMemory memory() {
        return memory;
    }

    PayBackMemory payBacks() {
        return payBacks;
    }

    Standings standings() {
        return standings;
    }

    /** Remembers how it stands now, here and with the step. */
    void remember(TopUp topUp, Step step) {
        memory.put(topUp);
        step.write(TopUpMemory.record(MemoryTopic.TOP_UPS, partition, topUp));
        if (topUp.stage() == TopUp.Stage.CHARGING) {
            step.chargeAfterwards(topUp);
        } else if (topUp.stage() == TopUp.Stage.REFUNDING) {
            step.payBackAfterwards(PayBack.of(topUp));
        }
    }

    /** Remembers how it stands now, here and with the step. */
    void remember(PayBack payBack, Step step) {
        payBacks.put(payBack);
        step.write(PayBackMemory.record(MemoryTopic.PAY_BACKS, partition, payBack));
        if (payBack.isOwed()) {
            step.payBackAfterwards(payBack);
        }
    }

    /** Forgets, here and with the step, what was settled long ago. */
    void forgetSettled(Step step) {
        for (TopUp topUp : memory.settledLongAgo(step.now())) {
            memory.forget(topUp);
            step.write(TopUpMemory.tombstone(MemoryTopic.TOP_UPS, partition, topUp));
        }
        for (PayBack payBack : payBacks.settledLongAgo(step.now())) {
            payBacks.forget(payBack);
            step.write(PayBackMemory.tombstone(MemoryTopic.PAY_BACKS, partition, payBack));
        }
    }

    /** Asks again about all that an earlier owner left undone. */
    void resume(CardCalls<TopUp, Payment> charges, CardCalls<PayBack, PaidBack> refunds) {
        memory.all().stream().filter(t -> t.stage() == TopUp.Stage.CHARGING)
                .forEach(charges::add);
        memory.all().stream().filter(t -> t.stage() == TopUp.Stage.REFUNDING)
                .map(PayBack::of).forEach(refunds::add);
        payBacks.all().stream().filter(PayBack::isOwed).forEach(refunds::add);
    }
}
