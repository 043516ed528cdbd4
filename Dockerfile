# One image for the ledger, the consumers and the command: which of them runs is the main class that
# docker-compose.yml names.
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /src
COPY . .
# Tests are run where the change is made, not where it is packed.
RUN --mount=type=cache,target=/root/.m2 mvn -B -q -DskipTests -pl ledger-cli -am package

FROM eclipse-temurin:17-jre-noble
# Not root. A new volume takes its owner from the directory that it covers, so all are made here.
RUN useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin ledger \
    && install --directory --owner=ledger --group=ledger /var/lib/ledger /var/lib/payments \
        /var/lib/api
COPY --from=build /src/ledger-cli/target/lib /opt/ledger/lib
COPY --from=build /src/ledger-cli/target/ledger-cli-*.jar /opt/ledger/lib/
COPY deploy/logback.xml /opt/ledger/logback.xml
COPY ledger-cli/src/main/sh/class-archive.sh /opt/ledger/class-archive.sh
# A start loads its classes from an archive (AppCDS), which fits this JVM and one order of the jars.
RUN class_path=$(printf ':%s' /opt/ledger/lib/*.jar) && class_path=${class_path#:} \
    && echo "-cp $class_path" >/opt/ledger/class-path \
    && sh /opt/ledger/class-archive.sh java "$class_path" dev.extrausage.cli.Main \
        /opt/ledger/classes.jsa >/dev/null 2>&1
USER ledger
WORKDIR /var/lib/ledger
# In this form java is the container's first process, so SIGTERM reaches it. Half of the memory is
# heap, and RocksDB may take half as much again; the network takes its own. Out of memory, it ends,
# to be restarted.
# The collector and the locale are those that docs/PERFORMANCE.md was measured with. What a commit
# replaces dies young, so half of the heap is for the young: fewer collections copy less. Kafka
# Streams formats numbers with every event, which costs twice as much where the digits have to be
# looked up. Most of an event's time is waiting for memory: in large pages, where the kernel lends
# them, the accounts are found faster. An archive of classes that does not fit, as with a heap of
# 32 GB, is passed over without a word.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=50", "-XX:+ExitOnOutOfMemoryError", \
    "-XX:+UseParallelGC", "-XX:NewRatio=1", "-XX:+UseTransparentHugePages", \
    "-XX:SharedArchiveFile=/opt/ledger/classes.jsa", \
    "-Xlog:disable", "-Xlog:all=error:stderr", "-Duser.language=en", "-Duser.country=US", \
    "-Dlogback.configurationFile=/opt/ledger/logback.xml", "@/opt/ledger/class-path"]
CMD ["dev.extrausage.cli.Main", "--help"]
