/* SPDX-License-Identifier: Apache-2.0 */
#include "once.h"

#include "cli/base/status.h"
#include "cli/base/words.h"
#include "cli/files/input.h"

int once_check(const struct batch *batch, const struct tally *tally)
{
    const struct doublons_found *twice = &tally->twice;
    const struct sources *sources = batch->sources;
    uint64_t rpss = tally->grouped + tally->blocked - tally->rapss;
    if (batch->options->doublons || batch->once_told)
        return DONE;
    if (twice->between > 0) {
        const char *first = input_named(sources->list[twice->first].path),
                   *other = input_named(sources->list[twice->other].path);
        say(W_TWICE, twice->estimated ? words(W_ABOUT) : "", (unsigned long long)twice->shared,
            first, other);
        return USAGE;
    }
    if (!batch->one_kind || rpss == 0 || tally->rapss == 0)
        return DONE;
    say(W_TWO_KINDS, (unsigned long long)rpss, (unsigned long long)tally->rapss);
    return USAGE;
}

void once_report(const struct batch *batch, const struct tally *tally)
{
    const struct doublons_found *twice = &tally->twice;
    bool rapss = tally->rapss > 0 && tally->rapss == tally->grouped + tally->blocked;
    const char *about = twice->estimated ? words(W_ABOUT) : "";
    if (batch->once_told) {
        if (twice->between > 0)
            say_plain(W_S_TWICE_TOLD, about, (unsigned long long)twice->between);
        return;
    }
    if (twice->between > 0)
        say_plain(W_S_TWICE_BETWEEN, about, (unsigned long long)twice->between);
    if (twice->within > 0 && rapss) /* which `check` does not read */
        say_plain(W_S_TWICE_RAPSS, about, (unsigned long long)twice->within);
    else if (twice->within > 0)
        say_plain(W_S_TWICE_WITHIN, about, (unsigned long long)twice->within);
}
