#!/bin/sh
# Install the consumers of pictures (npm, apt) and give them every sample.
# sh tests/consumers/pictures.sh PYTHON [FOLDER]
set -eu
python=$1
folder=${2:-build/consumers}
here=$(cd "$(dirname "$0")" && pwd)
need() { command -v "$1" > /dev/null || missing="${missing:-} $2"; }
need node nodejs
need npm npm
need chromium chromium
need soffice libreoffice-impress
need pdftotext poppler-utils
if [ -n "${missing:-}" ]; then
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    fonts-liberation $missing > /dev/null
fi
mkdir -p "$folder"
cp "$here/package.json" "$folder/package.json"
(cd "$folder" && npm install --silent --no-audit --no-fund --no-package-lock)
exec "$python" "$here/pictures.py" "$folder/node_modules"
