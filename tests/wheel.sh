#!/bin/sh
# Builds the wheel, installs it into an empty environment without any extra, and uses it there:
# what is missing in the wheel, or needs a package that it does not ask for, shows here.
set -eu
python=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$python" -m pip wheel --quiet --quiet --disable-pip-version-check --no-deps --wheel-dir "$work" .
"$python" -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --quiet --disable-pip-version-check "$work"/*.whl
"$work/venv/bin/python" -m pip install --quiet --quiet --disable-pip-version-check 'hatchling>=1.27'
# The example of a package with a framework, as somebody without a network installs it.
cp -r examples/acme-lifecycle "$work/acme-lifecycle"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --no-deps \
  --no-build-isolation "$work/acme-lifecycle"
cd "$work"
venv/bin/lifecycle-map --version
venv/bin/lifecycle-map align prince2 itil -o ladder.svg
venv/bin/lifecycle-map align prince2 itil --format json >rows.json
venv/bin/python -m lifecycle_map show itil >/dev/null
if venv/bin/lifecycle-map draw prince2 -o x.png 2>said; then :; else grep -q 'lifecycle-map\[draw\]' said; fi
test -s ladder.svg && test -s rows.json
venv/bin/lifecycle-map list | grep -q 'The Acme way'
venv/bin/lifecycle-map align acme itil --format csv | grep -q 'Make,close.*the release and its hand-over file'
venv/bin/lifecycle-map check acme --fail-on none >/dev/null
venv/bin/lifecycle-map draw acme itil -o acme.svg && grep -q 'Think' acme.svg
echo "wheel: $(ls ./*.whl | head -1) works in an empty environment, with acme-lifecycle beside it"
