# Sourced by mvnw and pouw (POSIX sh): finds a JDK 25 on this machine.
#
#   find_jdk javac   exports JAVA_HOME of a JDK that has bin/javac, or returns 1
#   find_jdk java    the same for a runtime
#
# A JAVA_HOME that will do is left alone. Otherwise the first Java 25 of jdk_candidates is taken, and if there is
# none, the first newer one.

# jdk_feature HOME: prints the feature version (25) of the Java at HOME. Reads its release file, which is quicker
# than starting it.
jdk_feature() {
  jdk_version=$(sed -n 's/^JAVA_VERSION="\([^"]*\)".*/\1/p' "$1/release" 2>/dev/null) || jdk_version=
  [ -n "$jdk_version" ] ||
    jdk_version=$("$1/bin/java" -version 2>&1 </dev/null | sed -n 's/.* version "\([^"]*\)".*/\1/p') || jdk_version=
  jdk_version=${jdk_version#1.}
  echo "${jdk_version%%[!0-9]*}"
}

# jdk_candidates: prints the places where a JDK may be, one a line, best first.
jdk_candidates() {
  for jdk_home in "${JAVA_HOME-}" "${JDK25-}" "${JDK_25-}" "${JAVA_HOME_25-}" "${JAVA_HOME_25_X64-}" \
    "${JAVA_HOME_25_ARM64-}"; do
    [ -z "$jdk_home" ] || echo "$jdk_home"
  done
  if [ -x /usr/libexec/java_home ]; then /usr/libexec/java_home -v 25 2>/dev/null || :; fi
  jdk_on_path=$(command -v java 2>/dev/null) || jdk_on_path=
  if [ -n "$jdk_on_path" ]; then
    jdk_on_path=$(readlink -f "$jdk_on_path" 2>/dev/null || echo "$jdk_on_path")
    echo "${jdk_on_path%/bin/java}"
  fi
  for jdk_home in /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /opt/* /opt/*/* /usr/local/*[jJ][dD][kK]* \
    "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* "${HOME-}"/.jbang/cache/jdks/* \
    "${HOME-}"/.local/share/mise/installs/java/* "${HOME-}"/.asdf/installs/java/* "${HOME-}"/.gradle/jdks/* \
    "${HOME-}"/*[jJ][dD][kK]* /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME-}"/Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /home/linuxbrew/.linuxbrew/opt/openjdk*/libexec; do
    [ ! -x "$jdk_home/bin/java" ] || echo "$jdk_home"
  done
}

# jdk_fits HOME TOOL TEST: whether the Java at HOME has bin/TOOL and a feature version that is TEST (-eq or -ge) 25.
jdk_fits() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/$2" ] || return 1
  jdk_found=$(jdk_feature "$1")
  [ -n "$jdk_found" ] && [ "$jdk_found" "$3" 25 ]
}

find_jdk() {
  if [ -n "${JAVA_HOME-}" ] && jdk_fits "$JAVA_HOME" "$1" -ge; then return 0; fi
  jdk_homes=$(jdk_candidates)
  for jdk_test in -eq -ge; do
    while IFS= read -r jdk_home; do
      if jdk_fits "$jdk_home" "$1" "$jdk_test"; then
        JAVA_HOME=$jdk_home
        export JAVA_HOME
        return 0
      fi
    done <<CANDIDATES
$jdk_homes
CANDIDATES
  done
  return 1
}

jdk_missing() {
  cat >&2 <<'MESSAGE'
PoUW needs Java 25, and none was found: not in JAVA_HOME or JDK25, not on the PATH, and not in the usual places
(/usr/lib/jvm, /opt, ~/.sdkman, ~/.jdks, ...). Install a JDK 25, for example:

  Debian, Ubuntu   apt install openjdk-25-jdk      (or temurin-25-jdk from packages.adoptium.net)
  Fedora           dnf install java-25-openjdk-devel
  macOS            brew install openjdk@25
  anywhere         sdk install java 25-tem         (https://sdkman.io)

and, if it stands in an unusual place, say where: export JAVA_HOME=/path/to/jdk-25
MESSAGE
}
