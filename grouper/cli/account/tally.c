/* SPDX-License-Identifier: Apache-2.0 */
#include "tally.h"

#include <stdio.h>
#include <string.h>

#include "cli/ask/catalogue.h"
#include "cli/base/calendar.h"
#include "cli/files/given.h"
#include "cli/base/status.h"
#include "common/hints.h"
#include "common/sums.h"
#include "terms.h"
#include "cli/base/words.h"

enum { WHOLE_TAUX = 10000 }; /* 100 %, as had_droits_stay has rates */

static void tally_deduced(struct tally *tally, const had_result *result)
{
    tally->deduced++;
    for (int i = 0; i < result->zone_count; i++) {
        if (result->zone[i].groupement != HAD_GROUPE_DEDUIT)
            continue;
        sum_up(&tally->days_deduced, result->zone[i].jours);
        sum_up(&tally->amount_deduced, result->zone[i].montant);
    }
}

static void tally_rapss(struct tally *tally, const had_result *result)
{
    tally->rapss++;
    tally->elsewhere += (result->lecture & (HAD_LECTURE_156 | HAD_LECTURE_165)) != 0;
    tally->no_site += (result->lecture & HAD_LECTURE_SANS_SITE) != 0;
}

/* Of a line that is not grouped; whether it is a record. */
SELDOM static bool tally_outcome(struct tally *tally, const had_result *result)
{
    const had_outcome outcome = (had_outcome)result->outcome;
    if (outcome == HAD_BLOCKED)
        reasons_add(&tally->reasons, result);
    tally->rejected += outcome == HAD_REJECTED;
    tally->unusable += outcome == HAD_UNUSABLE;
    tally->blocked += outcome == HAD_BLOCKED;
    tally->controlled += outcome == HAD_CONTROLLED;
    return outcome == HAD_BLOCKED || outcome == HAD_CONTROLLED;
}

void tally_record(struct tally *tally, const had_result *result, int official)
{
    bool grouped = result->outcome == HAD_GROUPED;
    tally->lines++;
    if (USUALLY(grouped))
        tally->grouped++;
    else if (!tally_outcome(tally, result))
        return;
    if (result->rapss)
        tally_rapss(tally, result);
    int64_t days = 0, amount = 0, no_tarif = 0;
    for (int i = 0; i < result->zone_count; i++) {
        days += result->zone[i].jours;
        amount += result->zone[i].montant;
        no_tarif += result->zone[i].origine == HAD_ORIGINE_NONE ? result->zone[i].jours : 0;
    }
    if (!USUALLY(!(sum_passes(&tally->days, days) || sum_passes(&tally->amount, amount)))) {
        tally->days = tally->amount = SUM_FULL;
        return;
    }
    tally->days_no_tarif += no_tarif; /* of the days */
    if (result_deduced(result))
        tally_deduced(tally, result);
    if (official == 0 && (grouped || result->carried))
        tally->not_official++;
    if (days != result->jours && grouped && !result->carried)
        tally->days_lost++; /* rules R1, R2, R7 */
}

SELDOM int32_t usual_days_without(const had_usual *usual)
{
    int32_t days = 0;
    for (uint32_t n = 0; n < usual->count; n++)
        days += usual_without(usual, n);
    return days;
}

static void count_esms(struct tally *tally, const had_usual *usual)
{
    for (uint32_t n = 0; n < usual->count; n++)
        tally->esms += (unsigned char)(usual->type_domicile[n] - '3') <= '5' - '3';
}

void tally_controlled(struct tally *tally, const had_usual *usual)
{
    count_esms(tally, usual);
    tally->lines += usual->count;
    tally->controlled += usual->count;
}

/* Adds up zones: what commands add up are records, and both must agree. */
void tally_usual(struct tally *tally, const had_usual *usual,
                 const had_classification_info *classification, bool priced)
{
    const uint32_t count = usual->count;
    int32_t days = 0, jours = 0;
    int64_t amount = 0;
    for (uint32_t n = 0; n < count; n++)
        for (int k = 0; k < HAD_PERIODES; k++) {
            days += usual->zone_jours[n][k];
            amount += usual->zone_montant[n][k];
        }
    for (uint32_t n = 0; n < count; n++)
        jours += usual->jours[n];
    count_esms(tally, usual);
    if (!USUALLY(usual_official(usual, classification) >= 0))
        for (uint32_t n = 0; n < count; n++)
            tally->not_official += classification[usual->classification[n]].officielle == 0;
    else if (classification[usual->classification[0]].officielle == 0)
        tally->not_official += count;
    tally->lines += count;
    tally->grouped += count;
    tally->days_lost += days != jours; /* rules R1, R2 */
    sum_up(&tally->days, days);
    sum_up(&tally->amount, amount);
    tally->no_tarif += usual->sans_tarif;
    if (usual->sans_tarif > 0 || !priced)
        tally->days_no_tarif += priced ? usual_days_without(usual) : days; /* of the days */
}

/* Of an amount that is known: a zone without a tariff or a coefficient has none. */
bool zone_amo(const had_zone *zone, const had_droits_stay *droits, int64_t *amo)
{
    bool known = droits && droits->etat == HAD_DROITS_CONNUS && droits->taux >= 0 &&
                 (zone->ght == HAD_GHT_ERROR || zone->valorise);
    *amo = known ? had_montant_amo(zone->montant, droits->taux) : 0;
    return known;
}

void tally_droits(struct tally *tally, const had_result *result, const had_droits_stay *droits)
{
    int64_t amo;
    tally->droits += droits->etat == HAD_DROITS_CONNUS || droits->etat == HAD_DROITS_CONTRAIRES;
    tally->no_droits += droits->etat == HAD_DROITS_ABSENTS;
    tally->droits_differ += droits->etat == HAD_DROITS_CONTRAIRES;
    tally->no_taux += droits->etat == HAD_DROITS_CONNUS && droits->taux < 0;
    tally->high_taux += droits->etat == HAD_DROITS_CONNUS && droits->taux > WHOLE_TAUX;
    for (int i = 0; i < result->zone_count; i++)
        if (zone_amo(&result->zone[i], droits, &amo))
            sum_up(&tally->amo, amo);
}

void tally_add(struct tally *tally, const struct tally *more)
{
    _Static_assert(sizeof *tally == 38 * sizeof(uint64_t) + sizeof tally->held +
                                        sizeof tally->weighed + sizeof tally->reasons +
                                        sizeof tally->twice,
                   "each count is added below");
    tally->no_droits += more->no_droits;
    tally->droits_differ += more->droits_differ;
    tally->no_taux += more->no_taux;
    tally->droits += more->droits;
    tally->high_taux += more->high_taux;
    sum_up(&tally->amo, more->amo);
    tally->files += more->files;
    tally->lines += more->lines;
    tally->rejected += more->rejected;
    tally->grouped += more->grouped;
    tally->controlled += more->controlled;
    tally->blocked += more->blocked;
    tally->unusable += more->unusable;
    tally->not_grouped += more->not_grouped;
    tally->no_tarif += more->no_tarif;
    tally->february += more->february;
    tally->late += more->late;
    tally->rapss += more->rapss;
    tally->elsewhere += more->elsewhere;
    tally->no_site += more->no_site;
    tally->no_table += more->no_table;
    tally->other_finess += more->other_finess;
    tally->esms += more->esms;
    tally->not_official += more->not_official;
    tally->days_lost += more->days_lost;
    sum_up(&tally->days, more->days);
    sum_up(&tally->days_no_tarif, more->days_no_tarif);
    sum_up(&tally->amount, more->amount);
    held_join(tally->held, more->held);
    debris_add(&tally->debris, &more->debris);
    tally->out_of_period += more->out_of_period;
    tally_leave_out(tally, more->out_first);
    tally_leave_out(tally, more->out_last);
    tally->deduced += more->deduced;
    tally->no_ghpc += more->no_ghpc;
    sum_up(&tally->days_deduced, more->days_deduced);
    sum_up(&tally->amount_deduced, more->amount_deduced);
    weighed_add(&tally->weighed, &more->weighed);
    reasons_join(&tally->reasons, &more->reasons);
}

void format_euros(char *out, size_t size, int64_t centimes)
{
    snprintf(out, size, "%s%lld.%02d", centimes < 0 ? "-" : "",
             (long long)(centimes < 0 ? -centimes : centimes) / 100,
             (int)((centimes < 0 ? -centimes : centimes) % 100));
}

void format_thousandths(char *out, size_t size, int64_t thousandths)
{
    snprintf(out, size, "%s%lld.%03d", thousandths < 0 ? "-" : "",
             (long long)(thousandths < 0 ? -thousandths : thousandths) / 1000,
             (int)((thousandths < 0 ? -thousandths : thousandths) % 1000));
}

void format_date(char *out, size_t size, int32_t date)
{
    *out = '\0';
    if (date)
        snprintf(out, size, "%04d-%02d-%02d", date / 10000 % 10000, date / 100 % 100, date % 100);
}

void format_month(char *out, size_t size, int32_t date)
{
    snprintf(out, size, "%04d-%02d", date / 10000, date / 100 % 100);
}

void format_rate(char *out, size_t size, uint64_t part, uint64_t all)
{
    if (all > UINT64_MAX / 1000 && part < all) { /* the same, with fewer digits */
        part /= 1000;
        all = all / 1000 + 1;
    }
    uint64_t tenths = all ? part / all * 1000 + part % all * 1000 / all : 0;
    snprintf(out, size, "%u.%u", (unsigned)(tenths / 10), (unsigned)(tenths % 10));
}

static void list_classifications(const had_tables *tables)
{
    for (size_t i = 0; i < had_classification_count(tables); i++) {
        had_classification_info info = {.size = sizeof info};
        char debut[16], fin[16];
        had_classification_get(tables, i, &info);
        format_date(debut, sizeof debut, info.debut);
        format_date(fin, sizeof fin, info.fin);
        fputs("  ", stderr);
        say_plain(W_S_LOADED, info.id, debut, info.fin ? fin : words(W_S_OPEN),
                  info.officielle ? "" : words(W_S_UNOFFICIAL_MARK));
    }
}

static void say_none(const struct tally *t)
{
    char first[16], last[16];
    format_month(first, sizeof first, t->out_first);
    format_month(last, sizeof last, t->out_last);
    say_plain(W_S_NONE_IN_PERIOD, first, last);
}

/* What the lines became, in one line. */
static void report_lines(const struct tally *t, const struct options *options, bool ungrouped)
{
    typedef unsigned long long n;
    enum { LINE = 512 };
    char text[LINE];
    size_t used =
        words_write_word(text, LINE,
                         ungrouped ? word_taking(W_S_CONTROLLED, "", 0ULL, 0ULL, 0ULL, 0ULL, 0ULL)
                                   : word_taking(W_S_FILES, "", 0ULL, 0ULL, 0ULL, 0ULL, 0ULL),
                         options->command, (n)t->files, (n)t->lines, (n)t->grouped + t->controlled,
                         (n)t->blocked + t->unusable, (n)t->rejected);
    if (t->debris.lines > 0)
        used += words_write(text + used, LINE - used, W_S_AND_DEBRIS, (n)t->debris.lines);
    if (options->period_from != 0 && !option_given(options, O_SEULEMENT))
        words_write(text + used, LINE - used, W_S_AND_PERIOD, (n)t->out_of_period);
    say_text("had ", text);
    if (t->out_first != 0 && t->grouped + t->controlled == 0)
        say_none(t);
}

static void say_droits(const struct tally *t)
{
    char amount[32];
    format_euros(amount, sizeof amount, t->amo);
    say_plain(W_S_AMO, amount);
    if (t->no_droits + t->droits_differ > 0)
        say_plain(W_S_922, (unsigned long long)t->no_droits, (unsigned long long)t->droits_differ);
    if (t->no_droits > 0 && t->droits == 0)
        say_plain(W_S_NO_MATCH);
    say_count(W_S_NO_TAUX, t->no_taux);
    say_count(W_S_HIGH_TAUX, t->high_taux);
}

void tally_report(const struct tally *t, const struct options *options, const had_tables *tables,
                  bool priced, bool controlled, bool ungrouped)
{
    typedef unsigned long long n;
    char amount[32];
    bool two_states = strcmp(options->command, "compare") == 0;
    report_lines(t, options, ungrouped);
    given_debris(words(W_S_DEBRIS_RECORDS), &t->debris);
    if (two_states)
        say_count(W_COMPARE_UNUSABLE, t->unusable - t->not_grouped);
    else
        say_count(W_S_UNUSABLE, t->unusable - t->not_grouped);
    if (!two_states && strcmp(options->command, "check") != 0) /* which lists each */
        reasons_report(&t->reasons, t->rapss > 0);
    if (t->rapss > 0)
        say_plain(W_S_READINGS, (n)t->rapss, (n)t->elsewhere, (n)t->no_site);
    /* `compare` reads two states of one file: their days and euros added together would mean
     * nothing. */
    if (priced && !two_states) {
        format_euros(amount, sizeof amount, t->amount);
        say_plain(W_S_DAYS, (long long)t->days, amount);
    }
    if (priced)
        terms_report(options, tables);
    if (options->vidhosp.count > 0)
        say_droits(t);
    if (priced && t->no_tarif > 0)
        say_plain(W_S_NO_TARIF, (n)t->no_tarif, (long long)t->days_no_tarif);
    if (t->deduced > 0 && !two_states) {
        format_euros(amount, sizeof amount, t->amount_deduced);
        say_plain(W_S_DEDUCED, (n)t->deduced, (long long)t->days_deduced, amount);
    }
    say_count(W_S_NO_GHPC, t->no_ghpc);
    weighed_report(&t->weighed, tables);
    say_count(W_S_FEBRUARY, t->february);
    say_count(W_S_LATE, t->late);
    say_count(W_S_FINESS, t->other_finess);
    say_count(W_S_NOT_OFFICIAL, t->not_official);
    say_count(W_S_NO_TABLE, t->no_table);
    if (t->no_table > 0 || t->not_official > 0)
        list_classifications(tables);
    given_report(tables);
    if (!controlled)
        return;
    if (ungrouped)
        say_plain(W_S_UNCLASSIFIED);
    held_report(t->held);
    if (!options->conventions)
        say_count(W_S_CONVENTIONS, t->esms);
    if (options->date == 0)
        say_plain(W_S_NO_DATE);
    if (!options->cim10)
        say_plain(W_S_NO_CIM10);
    if (!options->ccam)
        say_plain(W_S_NO_CCAM);
    say_plain_word(tally_between(options));
}

enum word tally_between(const struct options *options)
{
    if (!options->chainage && (strcmp(options->command, "check") != 0 || options->alone))
        return word_bare(W_S_ALONE);
    return options->together ? word_bare(W_S_CHAINED_ALL) : word_bare(W_S_CHAINED);
}

int sums_full(void)
{
    say(W_SUMS_FULL);
    return INTERNAL;
}

int tally_check(const struct tally *t)
{
    if (t->amount == SUM_FULL || t->days == SUM_FULL)
        return sums_full();
    if (t->lines != t->grouped + t->controlled + t->blocked + t->unusable + t->rejected +
                        t->debris.lines + t->out_of_period) {
        say(W_BROKEN, "lines");
        return INTERNAL;
    }
    if (t->days_lost > 0) {
        say(W_BROKEN, "days");
        return INTERNAL;
    }
    return DONE;
}
