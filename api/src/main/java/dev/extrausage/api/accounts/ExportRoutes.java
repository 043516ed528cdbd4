package dev.extrausage.api.accounts;

import dev.extrausage.api.access.Role;
import dev.extrausage.api.http.JsonBody;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.Reply;
import dev.extrausage.api.routing.Call;
import dev.extrausage.api.routing.Route;
import dev.extrausage.core.BadInput;
import dev.extrausage.journal.reports.export.ExportCsv;
import dev.extrausage.journal.reports.export.ExportedMovement;
import dev.extrausage.journal.reports.export.FocusCsv;
import dev.extrausage.journal.reports.export.MovementFeed;
import dev.extrausage.journal.reports.statement.Period;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/** Every movement of an account, written as the journal is read. */
public final class ExportRoutes {
    private static final int BUFFER_BYTES = 32 * 1024;
    private static final String CSV = "text/csv; charset=utf-8";
    private static final List<String> FORMATS = List.of("csv", "jsonl", "focus");

    private final AccountReading reading;

    /**
     * The form of the lines.
     *
     * @param head the first line; null: there is none
     * @param end of each line
     */
    private record Form(String contentType, String ending, byte[] head, String end,
            Function<ExportedMovement, byte[]> line) {}

    /** The movements of the accounts that {@code reading} reads. */
    public ExportRoutes(AccountReading reading) {
        this.reading = reading;
    }

    /** The lines of the table. */
    public List<Route> routes(JournalWork work) {
        return List.of(Route.get("/v1/accounts/{account_id}/export")
                .by(Role.CUSTOMER, Role.SUPPORT, Role.FINANCE, Role.OPERATOR)
                .query("format", "from", "to", "tz").to(work.on(this::export)));
    }

    private Reply export(Call call) {
        Form form = form(call.query().choice("format", FORMATS, null));
        Period period = StatementRoutes.period(
                call.query(), call.query().time("from"), call.query().time("to"));
        call.query().zone();
        String account = call.accountId();
        AccountAge known = reading.known(account);
        String file = "extra-usage-" + account.replaceAll("[^A-Za-z0-9._-]", "_") + form.ending;
        return Reply.pieces(form.contentType, out -> write(account, known, period, form, out))
                .with("Content-Disposition", "attachment; filename=\"" + file + "\"");
    }

    private void write(String account, AccountAge known, Period period, Form form,
            OutputStream out) throws IOException {
        OutputStream buffer = new BufferedOutputStream(out, BUFFER_BYTES);
        byte[] end = form.end.getBytes(StandardCharsets.UTF_8);
        try {
            if (form.head != null) {
                buffer.write(form.head);
                buffer.write(end);
            }
            reading.redecide(account, known, new MovementFeed(period, movement -> {
                try {
                    buffer.write(form.line.apply(movement));
                    buffer.write(end);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        buffer.flush();
    }

    private static Form form(String name) {
        if (name == null) {
            String bound = "one of " + String.join(", ", FORMATS);
            throw Problem.badInput(BadInput.missing("format", bound));
        }
        return switch (name) {
            case "jsonl" -> new Form("application/x-ndjson", ".jsonl", null, "\n",
                    m -> JsonBody.bytes(MovementJson.of(m.movement()).node()));
            case "focus" -> new Form(CSV, ".focus.csv", utf8(FocusCsv.HEAD), "\r\n",
                    m -> utf8(FocusCsv.line(m)));
            default -> new Form(CSV, ".csv", utf8(ExportCsv.HEAD), "\r\n",
                    m -> utf8(ExportCsv.line(m)));
        };
    }

    private static byte[] utf8(String line) {
        return line.getBytes(StandardCharsets.UTF_8);
    }
}
