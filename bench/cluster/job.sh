# SPDX-License-Identifier: Apache-2.0
# What slurm and parallel share: the inputs, the tasks, the merge and the comparison. Sourced.
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
HAD=$PWD/build/grouper/had
TASK=$PWD/bench/cluster/task
SIZES=(160000 40000 1000) # records of each file
SLICES=4
TASKS=$((${#SIZES[@]} * SLICES))
KINDS=(rpss jour zone totals check)

words() { # of the engine, for one kind of output
  case $1 in
    rpss) echo "group" ;;
    jour) echo "price --by jour" ;;
    zone) echo "price --by zone" ;;
    totals) echo "price --by mois,ght" ;;
    check) echo "check --sans-chainage" ;;
  esac
}

engine() { # KIND OUTPUT [OPTIONS] FILE...: 1 is not a failure of check: it found something
  local kind=$1 status=0
  "$HAD" $(words "$kind") --classification essai -q -o "$2" "${@:3}" || status=$?
  [ $status = 0 ] || { [ $status = 1 ] && [ "$kind" = check ]; }
}

install_packages() { # PACKAGE...
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then echo "missing: $*" >&2; exit 1; fi
  export DEBIAN_FRONTEND=noninteractive
  apt-get update >/dev/null && apt-get install -y --no-install-recommends "$@" >/dev/null
}

prepare() { # WORK: inputs, and the single run
  [ -f build/build.ninja ] || meson setup build -Db_lto=true >/dev/null
  ninja -C build >/dev/null
  mkdir "$1/in" "$1/single" "$1/parts" "$1/merged"
  local i kind
  for i in "${!SIZES[@]}"; do
    build/grouper/tests/generate/had-generate --records "${SIZES[i]}" --seed $((i + 1)) --faults 5 --broken 5 > "$1/in/$i.txt"
  done
  for kind in "${KINDS[@]}"; do engine "$kind" "$1/single/$kind" "$1"/in/*.txt; done
}

merge() { # WORK: of each kind, the parts in the order of files, then of slices
  local i k kind
  for kind in "${KINDS[@]}"; do
    local parts=()
    for i in "${!SIZES[@]}"; do
      for ((k = 1; k <= SLICES; k++)); do parts+=("$1/parts/$kind.$i.$k"); done
    done
    "$HAD" merge -o "$1/merged/$kind" "${parts[@]}"
  done
}

compare() { # WORK: every byte is that of the single run, the killed task left nothing behind
  local kind
  [ -e "$1/killed" ] || { echo "no task was killed" >&2; exit 1; }
  for kind in "${KINDS[@]}"; do
    cmp "$1/merged/$kind" "$1/single/$kind"
    printf '%-7s %11d bytes, those of the single run\n' "$kind" "$(stat -c %s "$1/merged/$kind")"
  done
  [ "$(ls "$1/parts" | wc -l)" = $((TASKS * ${#KINDS[@]})) ]
}
