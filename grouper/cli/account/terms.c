/* SPDX-License-Identifier: Apache-2.0 */
#include "terms.h"

#include <stdio.h>

#include "cli/base/words.h"
#include "os/os.h"
#include "tarifs.h"

/* Coefficients x 10 000. Those published lie well inside: geographic 1.07 to 1.31 (2014),
 * prudential 0.993 to 0.9965. */
enum { ONE = 10000, GEO_LEAST = ONE, GEO_MOST = 15000, PRUDENTIEL_LEAST = 9500 };

static void say_coefficient(const char *name, const char *option, int32_t value, bool far)
{
    char text[16];
    snprintf(text, sizeof text, "%d.%04d", (int)(value / ONE), (int)(value % ONE));
    say_plain(W_S_TERM_COEFFICIENT, name, text, option, far ? words(W_S_TERM_FAR) : "");
}

/* Whether there can be tariffs that are not built in. */
static bool any_given(const struct options *options)
{
    char user[OS_PATH];
    struct os_look look;
    return options->tables.count > 0 || (os_user_tables(user) && os_look_path(user, &look) == 0);
}

void terms_report(const struct options *options, const had_tables *tables)
{
    int32_t geo = options->coef_geo, prudentiel = options->coef_prudentiel;
    if (options->campagne != 0)
        say_plain(W_S_TERM_CAMPAGNE, (int)options->campagne);
    if (geo > 0)
        say_coefficient(words(W_S_TERM_GEO), "--coef-geo", geo, geo < GEO_LEAST || geo > GEO_MOST);
    if (prudentiel > 0)
        say_coefficient(words(W_S_TERM_PRUDENTIEL), "--coef-prudentiel", prudentiel,
                        prudentiel < PRUDENTIEL_LEAST || prudentiel > ONE);
    uint64_t jumping = any_given(options) ? tarifs_jumping(tables) : 0;
    if (jumping > 0)
        say_plain(W_S_TERM_JUMPING, (unsigned long long)jumping);
}
