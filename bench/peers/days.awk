# SPDX-License-Identifier: Apache-2.0
# awk -f days.awk TRIPLES TARIFS RPSS: the job of naive.c, in awk.
function day(at,    y, m, d) {
    d = substr($0, at, 2) + 0; m = substr($0, at + 2, 2) + 0; y = substr($0, at + 4, 4) + 0
    if (m <= 2) { y--; m += 12 }
    return 365 * y + int(y / 4) - int(y / 100) + int(y / 400) + int((153 * (m - 3) + 2) / 5) + d
}
BEGIN { FS = ";"; first[1] = 1; first[2] = 5; first[3] = 10; first[4] = 31; first[5] = 99999999 }
FNR == 1 { file++ }
file == 1 { for (p = 1; p <= 4; p++) ght[$1 $2 $3, p] = $(p + 3); next }
file == 2 { centimes[$1, $2, $3, $4] = $5; next }
FNR == 1 { FS = "\n" }
{
    start = day(110) - 1; from = day(163) - start; to = day(171) - start
    campagne = substr($0, 175, 4) - (substr($0, 175, 4) + 0 < 2026 && substr($0, 173, 2) + 0 < 3)
    secteur = index("CEG", substr($0, 3, 1)) ? "ex-OQN" : "ex-DGF"
    triple = substr($0, 126, 4) substr($0, 140, 3)
    for (p = 1; p <= 4; p++) {
        low = from > first[p] ? from : first[p]
        high = to < first[p + 1] - 1 ? to : first[p + 1] - 1
        if (high >= low)
            amount += (high - low + 1) * centimes[campagne, secteur, substr($0, 76, 1), ght[triple, p]]
    }
    days += to - from + 1; records++
}
END { printf "%d;%d;%.0f\n", records, days, amount }
