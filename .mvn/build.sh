# Sourced by pouw in a checkout (POSIX sh): $root is the checkout, JAVA_HOME a JDK 25.

# Everything that goes into the distribution. Tests, tools and documents do not make it stale.
distribution_sources="pom.xml pouw LICENSE NOTICE README.md .mvn core plugins api-spec conf data"

# Whether the distribution stands and no source is newer than the start of the build that made it. A build of the whole
# (./mvnw verify too) writes target/started as its first act and core/distribution/target/finished as its last.
is_fresh() (
  cd "$root"
  started=target/started
  [ -f core/distribution/target/pouw/pouw.jar ] && [ -f "$started" ] || return 1
  [ -n "$(find core/distribution/target/finished -newer "$started" 2>/dev/null)" ] || return 1
  # shellcheck disable=SC2086  # the sources are words
  newer=$(find $distribution_sources -type d \( -name target -o -path '*/src/test' \) -prune -o \
    -type f -newer "$started" -print 2>/dev/null | head -n 1)
  [ -z "$newer" ]
)

# Builds the distribution if it is stale; waits for another ./pouw that is building it. Says what it does on standard
# error, so that the output of the command stays clean. Exits if the build fails.
build_if_stale() {
  is_fresh && return 0
  exec 9<"$root/pom.xml"
  if command -v flock >/dev/null 2>&1 && ! flock -n 9; then
    echo "Waiting for another build of PoUW to finish ..." >&2
    flock 9
  fi
  is_fresh || build
  exec 9<&-
}

build() {
  echo "Building PoUW with $JAVA_HOME (the first time, Maven fetches its plugins and the libraries) ..." >&2
  build_log=$(mktemp "${TMPDIR:-/tmp}/pouw-build.XXXXXX")
  # Maven keeps descriptor 9, and so the lock, even if this script is killed.
  (cd "$root" && ./mvnw -B -DskipTests -Dspotless.check.skip package && echo 'POUW BUILT') </dev/null 2>&1 |
    tee "$build_log" | show_progress >&2
  if [ "$(tail -n 1 "$build_log")" != 'POUW BUILT' ]; then
    show_errors <"$build_log" >&2
    echo "The build failed. The whole log: $build_log" >&2
    exit 1
  fi
  rm -f "$build_log"
}

# Maven's output in, a line for each module (and for each hundred files fetched) out.
show_progress() {
  awk '
    /^\[INFO\] Building .*\[[0-9]+\/[0-9]+\]$/ { print "  " $NF " " $3; fflush() }
    /^\[INFO\] Downloaded from / { if (++files % 100 == 0) { print "  " files " files fetched"; fflush() } }
    /^\[INFO\] Total time:/ { sub(/^\[INFO\] Total time: */, ""); print "  built in " $0; fflush() }
  '
}

# What went wrong, of Maven's output: the compiler's lines and the errors, without Maven's advice to its own developers.
show_errors() {
  awk '
    / To see the full stack trace of the errors, / { exit }
    /^\[ERROR\] *(-> \[Help 1\])?$/ { next }
    (/^\[ERROR\]/ || /^\[WARNING\] .*\.java:\[/) && !seen[$0]++ && ++lines <= 40
  '
}
