#!/bin/sh
# Makes the archive of loaded classes (AppCDS) from which the launcher starts its commands, and the
# image its processes:
#
#   class-archive.sh JAVA CLASS-PATH MAIN ARCHIVE
#
# In it is what two runs load: a whole start of `up` on an empty folder, and an offline command, which
# opens a broker on another and finds no journal in it; where `up` does not start, the latter alone.
# Nothing is done while another makes it, nor after a build has taken its folder away. It is whole or
# not there; where it cannot be made an empty file stays in its place, which the JVM passes over.
set -u
java=$1 classes=$2 main=$3 archive=$4
folder=$(dirname -- "$archive")
# What watches or debugs the user's command is not for these.
unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS

# One that is ten minutes old was left by a machine that was switched off.
mkdir -p "$folder" || exit
find "$folder" -name 'making.*' -prune -mmin +10 -exec rm -rf {} +
[ -z "$(find "$folder" -name 'making.*' -prune)" ] || exit
scratch=$(mktemp -d "$folder/making.XXXXXX") || exit

up=
# shellcheck disable=SC2317  # called by the trap
finish() {
    [ -z "$up" ] || { kill -KILL "$up"; wait "$up"; }
    rm -rf "$scratch"
}
trap finish EXIT
trap 'exit 1' HUP TERM

# Runs a command in place of this shell, and lists the classes that it loads. It ends by itself after
# five minutes, also when this shell is gone by then.
list_classes() {
    exec "$java" -XX:SelfDestructTimer=5 -Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
        -Xshare:off "-XX:DumpLoadedClassList=$scratch/$1.classes" "-Djava.io.tmpdir=$scratch" \
        -cp "$classes" "$main" "$@"
}

list_classes up --data "$scratch/up" --port 0 --http-port 0 >"$scratch/up.out" &
up=$!
until grep -q 'Ctrl-C stops it' "$scratch/up.out"; do # so it says when all of it has started
    kill -0 "$up" && sleep 0.5 || break
done
kill "$up" && wait "$up"
up=
mkdir -p "$scratch/data/kafka"
(list_classes explain 00000000-0000-7000-8000-000000000000 --data "$scratch/data")

: >"$scratch/all.jsa"
# Later JVMs number the classes of each list anew.
awk '/ source: / { next } { sub(/ id: [0-9]+$/, "") } !seen[$0]++' "$scratch"/*.classes \
    >"$scratch/classes"
# A later JVM takes only an archive that was made with the launcher's own option for native code.
"$java" -XX:SelfDestructTimer=5 -Xmx512m -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED \
    -Xshare:dump "-XX:SharedClassListFile=$scratch/classes" \
    "-XX:SharedArchiveFile=$scratch/made.jsa" -cp "$classes" &&
    mv "$scratch/made.jsa" "$scratch/all.jsa"
mv "$scratch/all.jsa" "$archive"
