package dev.extrausage.api.inference;

import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.Reply;
import dev.extrausage.api.routing.Call;
import dev.extrausage.client.gate.Admission;
import dev.extrausage.client.gate.GateAnswer;
import dev.extrausage.client.gate.GateAnswer.Verdict;
import dev.extrausage.client.gate.UsageGate;

/** Answers whether a request may run, what it would cost, and releases what was held for one. */
final class AdmissionEndpoints {
    private final UsageGate gate;
    private final AdmissionBook book;
    private final long holdMillis;

    AdmissionEndpoints(UsageGate gate, AdmissionBook book, long holdMillis) {
        this.gate = gate;
        this.book = book;
        this.holdMillis = holdMillis;
    }

    /** {@code POST /v1/admissions}: answered at once, from memory; never waits for Kafka. */
    Reply admit(Call call) {
        Admission answer = GateRequest.of(call.fields(GateRequest.fields())).admit(gate);
        long expiresAt = answer.at() + holdMillis;
        String id = answer.verdict() == Verdict.BLOCKED ? null
                : book.add(answer, call.who().name(), expiresAt);
        return Reply.written(AnswerJson.admission(answer, id, expiresAt));
    }

    /**
     * {@code DELETE /v1/admissions/{admission_id}}. Once it is gone it is not found, whatever ended
     * it: who deletes again has what they wanted.
     */
    Reply release(Call call) {
        if (!book.release(call.id("admission_id"), call.who().name())) {
            throw Problem.notFound("such admission, or no longer");
        }
        return Reply.empty(204);
    }

    /** {@code POST /v1/estimates}: holds nothing. */
    Reply estimate(Call call) {
        GateRequest request = GateRequest.of(call.fields(GateRequest.fields()));
        GateAnswer answer = request.check(gate);
        return Reply.written(AnswerJson.estimate(
                request, answer, gate.catalog().at(answer.at()).version()));
    }
}
