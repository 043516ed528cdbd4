#!/bin/sh
# Makes the archive of loaded classes (AppCDS) from which the launcher starts its commands:
#
#   class-archive.sh JAVA CLASS-PATH MAIN ARCHIVE
#
# In it is what two runs load: a whole start of `up` on an empty folder, and an offline command, which
# opens a broker on another and finds no journal in it. Nothing is done while another makes it. It is
# whole or not there; where it cannot be made an empty file stays in its place, which the JVM passes
# over.
set -u
java=$1 classes=$2 main=$3 archive=$4
folder=$(dirname -- "$archive")

# One that is ten minutes old was left by a machine that was switched off.
mkdir -p "$folder" || exit
find "$folder" -name 'making.*' -prune -mmin +10 -exec rm -rf {} +
[ -z "$(find "$folder" -name 'making.*' -prune)" ] || exit
scratch=$(mktemp -d "$folder/making.XXXXXX") || exit

up=
trap '[ -z "$up" ] || kill -KILL "$up"; rm -rf "$scratch"' EXIT
trap 'exit 1' HUP INT TERM

# Runs a command in place of this shell, and lists the classes that it loads.
list_classes() {
    exec "$java" -Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:off \
        "-XX:DumpLoadedClassList=$scratch/$1.classes" "-Djava.io.tmpdir=$scratch" \
        -cp "$classes" "$main" "$@"
}

mkdir -p "$scratch/data/kafka"
list_classes up --data "$scratch/up" --port 0 --http-port 0 >"$scratch/up.out" &
up=$!
(list_classes explain 00000000-0000-7000-8000-000000000000 --data "$scratch/data")
# It says so when all of it has started; at most five minutes are waited.
left=600
until grep -q 'Ctrl-C stops it' "$scratch/up.out" || [ $((left -= 1)) -eq 0 ]; do
    kill -0 "$up" && sleep 0.5 || break
done
kill "$up" && wait "$up"
up=

: >"$scratch/all.jsa"
awk '!seen[$0]++' "$scratch"/*.classes >"$scratch/classes"
"$java" -XX:+UseSerialGC -Xshare:dump "-XX:SharedClassListFile=$scratch/classes" \
    "-XX:SharedArchiveFile=$scratch/made.jsa" -cp "$classes" &&
    mv "$scratch/made.jsa" "$scratch/all.jsa"
# A build may have begun meanwhile, and taken the folder away.
mv "$scratch/all.jsa" "$archive"
