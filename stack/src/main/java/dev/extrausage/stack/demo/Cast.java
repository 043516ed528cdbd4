package dev.extrausage.stack.demo;

import static dev.extrausage.stack.demo.Habit.DAILY;
import static dev.extrausage.stack.demo.Habit.HEAVY;
import static dev.extrausage.stack.demo.Habit.LIGHT;
import static dev.extrausage.stack.demo.Habit.MODERATE;

import dev.extrausage.core.Change;
import dev.extrausage.core.GrantKind;
import dev.extrausage.payments.simulated.CardsOnFile;
import dev.extrausage.payments.simulated.SimulatedCard;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Everybody in the demo: every plan, every way to pay, and the things that happen to people. */
final class Cast {
    private static final long DAY_MILLIS = 86_400_000L;

    private Cast() {}

    /** All players; {@code start} is the demo's beginning, in milliseconds since 1970. */
    static List<Player> all(long start) {
        return Stream.of(Leads.all(start), light(start), moderate(), daily(start), heavy())
                .flatMap(List::stream).toList();
    }

    /** Those that the links lead to, and a few whose story nobody else has. */
    static List<Player> leads(long start) {
        return all(start).stream().filter(player -> Leads.NAMES.contains(player.name())).toList();
    }

    private static List<Player> light(long start) {
        return List.of(
                new Player("ada", LIGHT).on("pro").tops(5),
                new Player("bela", LIGHT).joins(5).on("pro").tops(10).starter(4),
                new Player("chloe", LIGHT).on("pro").starter(20),
                new Player("dai", LIGHT).joins(6).on("pro").reloads(2, 10, null),
                new Player("emre", LIGHT).on("pro").tops(5).limits(10),
                new Player("fay", LIGHT).joins(7).on("pro").chats(60, 160).tops(5),
                new Player("gil", LIGHT).on("pro").on(3, goodwill(start, 10, 9)),
                new Player("hana", LIGHT).on("free").chats(4, 20),
                new Player("ivo", LIGHT).on("free").chats(4, 14).moves(12, "pro", 1).tops(10));
    }

    private static List<Player> moderate() {
        return List.of(
                new Player("jun", MODERATE).joins(4).on("pro").starter(35).tops(20),
                new Player("kira", MODERATE).on("pro").reloads(5, 20, null),
                new Player("liv", MODERATE).joins(6).on("pro").tops(20)
                        .pays(SimulatedCard.LOSES_ANSWER),
                new Player("max", MODERATE).on("pro").reloads(5, 20, 60).starter(null),
                new Player(Leads.LIMITED, MODERATE).on("pro").tops(10).limits(40),
                new Player(Leads.SUSPENDED, MODERATE).on("pro").reloads(5, 20, null)
                        .pays(SimulatedCard.DECLINED).starter(15),
                new Player(Leads.OFFERED, MODERATE).on("pro").tops(10).offered(50),
                new Player("quin", MODERATE).on("free").chats(4, 12).moves(10, "pro", 1).tops(20),
                new Player("rosa", MODERATE).joins(5).on("pro").starter(60)
                        .on(14, new Change.ExtraUsageSwitched(false))
                        .on(18, new Change.ExtraUsageSwitched(true)),
                new Player("studio", MODERATE).on("team", 5).chats(200, 500).starter(null));
    }

    private static List<Player> daily(long start) {
        return List.of(
                new Player("sam", DAILY).joins(6).on("pro").reloads(10, 50, 500),
                new Player("tove", DAILY).on("pro").reloads(5, 20, null).starter(90),
                new Player("uma", DAILY).joins(5).on("pro").tops(20).starter(90),
                new Player("vik", DAILY).on("pro").reloads(10, 40, 400)
                        .pays(SimulatedCard.TIMES_OUT),
                new Player(Leads.DECLINED, DAILY).on("pro").tops(20).pays(SimulatedCard.DECLINED)
                        .starter(75),
                new Player("xeno", DAILY).joins(7).on("pro").reloads(10, 25, null).limits(150),
                new Player("yuki", DAILY).on("pro").reloads(10, 50, 600).moves(15, "team", 4),
                new Player("lab-north", DAILY).joins(4).on("team", 3).chats(100, 300).starter(null),
                new Player("lab-south", DAILY).joins(9).on("team", 2).chats(100, 250).starter(null)
                        .reloads(20, 50, 300),
                new Player("atelier", DAILY).on("team", 8).chats(300, 900).starter(null)
                        .on(20, new Change.PlanStarted("team", 5, null)));
    }

    private static List<Player> heavy() {
        return List.of(
                new Player("zoe", HEAVY).joins(5).on("pro").reloads(20, 100, 900),
                new Player("arlo", HEAVY).on("pro").tops(20).starter(100),
                new Player("harbor", HEAVY).joins(6).on("team", 6).chats(300, 700).starter(null)
                        .reloads(25, 100, 600),
                new Player(Leads.CLOSED, HEAVY).on("team", 4).chats(200, 500).starter(null)
                        .on(26, new Change.AccountClosed()),
                new Player("acme", HEAVY).on("enterprise", 40).chats(900, 2200).starter(null)
                        .reloads(50, 200, 2000),
                new Player("globex", HEAVY).joins(7).on("enterprise", 25).chats(1200, 2600)
                        .starter(null),
                new Player("initech", HEAVY).joins(4).on("enterprise", 60).chats(700, 1500)
                        .reloads(40, 150, 600).limits(400));
    }

    /** A present of support's that lasts a while. */
    private static Change goodwill(long start, int usd, int untilDay) {
        return new Change.CreditGranted("sorry-1", GrantKind.GOODWILL, Player.usd(usd),
                start + untilDay * DAY_MILLIS, null, null);
    }

    /** The cards they pay with. */
    static CardsOnFile cards(List<Player> players) {
        Map<String, SimulatedCard> cards = players.stream().collect(
                Collectors.toMap(Player::name, Player::card));
        return CardsOnFile.of(cards);
    }

    /** The same as the lines of a file that {@link CardsOnFile#read} takes. */
    static List<String> cardLines(List<Player> players) {
        return players.stream().map(player -> player.name() + " " + player.card().cardName())
                .toList();
    }
}
