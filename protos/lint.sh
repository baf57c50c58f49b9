#!/usr/bin/env bash
# Lints the protos. google/rpc/status.proto comes from the restored package Google.Api.CommonProtos, so that no copy of it
# is kept here: the linter gets a folder of its own in which both stand.
set -euo pipefail
cd "$(dirname "$0")"
common="${NUGET_PACKAGES:-$HOME/.nuget/packages}/google.api.commonprotos/2.17.0/content/protos"
work=../artifacts/protos
rm -rf "$work" && mkdir -p "$work/google/rpc"
cp -r portfolio "$work/"
cp "$common/google/rpc/status.proto" "$work/google/rpc/"
sed 's/excludes: .*/excludes: []/' buf.yaml >"$work/buf.yaml"
[ -x node_modules/.bin/buf ] || npm ci --no-audit --no-fund --silent
node_modules/.bin/buf lint "$work" --path "$work/portfolio"
