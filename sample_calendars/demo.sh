#!/bin/sh
# Runs the main job on a copy of the sample calendars; nothing outside a temporary folder is touched.
set -eu
samples=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$samples"/*.ics "$samples"/vdir-personal "$work"
cd "$work"
export FOLLOWUP_CAL_STATE="$work/state.json"
set -- ./*.ics vdir-personal --now 2026-11-18T07:30 --timezone Europe/Berlin \
    --name "Robin Adeyemi" --me robin@adeyemi.example --me robin.adeyemi@example.com

cat <<'TEXT'
Robin looks for a job. The interviews stand in nine exported calendars and a folder; it is Wednesday, 18 November 2026,
half past seven in the morning. This writes every follow-up that Robin owes (+ is a new one):

    followup-cal sync *.ics vdir-personal --me robin@adeyemi.example --name "Robin Adeyemi"

TEXT
followup-cal sync "$@"
cat <<'TEXT'

The follow-ups of the exported files are now in followups.ics, ready to be imported; those of the folder are in it.
One of them, as a calendar app shows it:

TEXT
followup-cal plan ./outlook-teams.ics --now 2026-11-18T07:30 --timezone Europe/Berlin --name "Robin Adeyemi" \
    --me robin@adeyemi.example --json | python3 -c '
import json, sys
entries = [json.loads(line) for line in sys.stdin]
entry = next(entry for entry in entries if entry["step"] == "thank-you")
print("    " + entry["summary"], entry["start"][:16].replace("T", " "), sep="\n    ")
print(*("    | " + line for line in ["Subject: " + entry["subject"], "", *entry["body"].splitlines()]), sep="\n")
print("    Why: " + entry["why"])
'
cat <<'TEXT'

The same command again changes nothing:

TEXT
followup-cal sync "$@"
