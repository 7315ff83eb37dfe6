# Packages of other Debian suites, to be unpacked and never installed. The system's own apt keeps its
# sources and state: this is a second, private apt whose mirror and keyring are read from the system's
# configuration. Sourced by scripts/setup.
# shellcheck shell=bash

SUITES_DIR=$CACHE/apt
SUITES_STATE=new # new, ready or absent (no Debian mirror here)

# "<mirror> <keyring>" of the running release, from deb822 (*.sources) or one-line (*.list) files
system_mirror() {
  python3 - <<'PY'
import glob, re, sys

def release():
    for line in open('/etc/os-release'):
        if line.startswith('VERSION_CODENAME='):
            return line.split('=')[1].strip().strip('"')

def deb822():
    for path in sorted(glob.glob('/etc/apt/sources.list.d/*.sources')):
        for paragraph in re.split(r'\n\s*\n', open(path).read()):
            fields, last = {}, None
            for line in paragraph.splitlines():
                if line.startswith('#'):
                    continue
                if field := re.match(r'([A-Za-z-]+):\s*(.*)', line):
                    last = field[1].lower()
                    fields[last] = field[2]
                elif last and line[:1].isspace():
                    fields[last] += ' ' + line.strip()
            if fields.get('enabled', 'yes').lower() not in ('no', 'false') and fields.get('uris'):
                yield (fields.get('types', ''), fields['uris'].split()[0], fields.get('suites', ''),
                       fields.get('signed-by', '').split())

def one_line():
    for path in ['/etc/apt/sources.list'] + sorted(glob.glob('/etc/apt/sources.list.d/*.list')):
        try:
            lines = open(path).read().splitlines()
        except OSError:
            continue
        for line in lines:
            if m := re.match(r'(deb)\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)\s', line.strip() + ' '):
                yield m[1], m[3], m[4], re.findall(r'signed-by=(\S+)', m[2] or '')

name = release()
for types, uri, suites, keys in [*deb822(), *one_line()]:
    if 'deb' in types.split() and name in suites.split():
        key = keys[0] if keys and keys[0].startswith('/') else '/usr/share/keyrings/debian-archive-keyring.gpg'
        print(uri, key)
        sys.exit()
PY
}

suites_apt() {
  "$1" -qq -o Dir::State::Lists="$SUITES_DIR/lists" -o Dir::State::status="$SUITES_DIR/status" \
    -o Dir::Etc::SourceList="$SUITES_DIR/sources.list" -o Dir::Etc::SourceParts=/dev/null \
    -o Dir::Etc::Preferences=/dev/null -o Dir::Etc::PreferencesParts=/dev/null \
    -o Dir::Cache::Archives="$SUITES_DIR/archives" -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= \
    -o APT::Update::Post-Invoke-Success= -o APT::Update::Post-Invoke= -o DPkg::Post-Invoke= \
    -o APT::Sandbox::User= -o Acquire::Languages=none -o Acquire::Retries=3 -o Debug::NoLocking=1 \
    "${@:2}"
}

# Fetches the lists once a run, when something is needed. Fails where there is no Debian mirror.
need_debian_suites() {
  if [ $SUITES_STATE = new ]; then
    SUITES_STATE=absent
    have apt-get && have dpkg-deb && grep -q '^ID=debian' /etc/os-release || return 1
    local mirror='' keyring='' suite
    read -r mirror keyring < <(system_mirror) || true
    [ -n "$mirror" ] && [ -r "$keyring" ] || return 1
    say "Reading the package lists of Debian trixie and forky"
    rm -rf "$SUITES_DIR"
    mkdir -p "$SUITES_DIR"/{lists/partial,archives/partial}
    : >"$SUITES_DIR/status" # nothing is installed: apt resolves every dependency
    for suite in trixie forky; do
      printf '%s [signed-by=%s] %s %s main\n' deb "$keyring" "$mirror" "$suite" deb-src "$keyring" "$mirror" "$suite"
    done >"$SUITES_DIR/sources.list"
    suites_apt apt-get update && SUITES_STATE=ready
  fi
  [ $SUITES_STATE = ready ]
}

remove_debian_suites() { rm -rf "$SUITES_DIR"; }
