/* SPDX-License-Identifier: Apache-2.0 */
/* Whether columns of usual records say what had_process says of each. */
#ifndef SAME_USUAL_H
#define SAME_USUAL_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "had.h"
#include "lib/rules/taken.h"
#include "places.gen.h"

static inline int number_at(const char *p, size_t length)
{
    int n = 0;
    for (size_t i = 0; i < length; i++)
        n = n * 10 + (p[i] - '0');
    return n;
}

/* Nothing is found but 902. */
static inline bool nothing_found(const had_result *r)
{
    if (r->outcome != HAD_GROUPED && r->outcome != HAD_CONTROLLED)
        return false;
    for (int number = 0; number < (int)had_finding_count(); number++)
        if (had_findings_has(&r->findings, number) && number != had_finding_number("902"))
            return false;
    return true;
}

/* The zones of the n-th record: those periods that have days, in order; none is deduced, for that
 * would show in a version. */
static inline bool same_zones(const had_usual *u, uint32_t n, const had_result *r)
{
    int zone = 0;
    bool same = true, missing = false;
    int64_t sum = 0;
    for (int k = 0; k < HAD_PERIODES; k++) {
        if (u->zone_jours[n][k] == 0) {
            same &= u->zone_montant[n][k] == 0;
            continue;
        }
        const had_zone *z = &r->zone[zone++];
        same &= zone <= r->zone_count && z->ght == u->ght[n][k] &&
                z->groupement == u->groupement[n][k] && z->jours == u->zone_jours[n][k] &&
                z->tarif == u->tarif[n][k] && z->montant == u->zone_montant[n][k] &&
                z->valorise == (u->tarif[n][k] != 0) && z->groupement != HAD_GROUPE_DEDUIT;
        missing |= u->tarif[n][k] == 0;
        sum += z->montant;
    }
    return same && zone == r->zone_count && sum == u->montant[n] &&
           missing == had_findings_has(&r->findings, had_finding_number("902"));
}

/* The account counts these of each record: none is taken. */
static inline bool no_warning(const had_result *r)
{
    static const char *const codes[] = {"903", "905", "091", "907", "919", "927"};
    bool none = true;
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
        none &= !had_findings_has(&r->findings, had_finding_number(codes[i]));
    return none;
}

/* What is said of its group; where records are controlled alone, that there is none. */
static inline bool same_group(const had_usual *u, uint32_t n, const had_result *r)
{
    if (u->classification[n] == HAD_USUAL_NONE)
        return r->outcome == HAD_CONTROLLED && r->classification == -1 && u->code[n] == 0 &&
               strcmp(r->code_retour, "   ") == 0;
    return r->outcome == HAD_GROUPED && r->classification == u->classification[n] &&
           number_at(r->code_retour, 3) == u->code[n];
}

/* A date that is in order, as AAAAMMJJ. */
static inline int date_at(const char *p)
{
    return number_at(p + 4, 4) * 10000 + number_at(p + 2, 2) * 100 + number_at(p, 2);
}

static inline int days_of_year(int year)
{
    return year % 400 == 0 || (year % 4 == 0 && year % 100 != 0) ? 366 : 365;
}

/* The days of a date's year up to it. */
static inline int day_of_year(int date)
{
    static const int before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    int month = date / 100 % 100;
    return before[month - 1] + date % 100 + (month > 2 && days_of_year(date / 10000) == 366);
}

/* How old the patient came in, and which day of the sequence the first one is: counted by years. */
static inline bool same_age_and_rank(const had_usual *u, uint32_t n, const char *line)
{
    int born = date_at(line + AT_date_naissance), came = date_at(line + AT_date_entree),
        from = date_at(line + AT_date_debut_sequence), to = u->debut[n];
    int age = came / 10000 - born / 10000 - (came % 10000 < born % 10000);
    int rang = 1 + day_of_year(to) - day_of_year(from);
    for (int year = from / 10000; year < to / 10000; year++)
        rang += days_of_year(year);
    return u->age[n] == age && u->rang[n] == rang;
}

static inline bool same_record(const had_usual *u, uint32_t n, const char *line,
                               const had_result *r)
{
    return same_group(u, n, r) && nothing_found(r) == (u->code[n] == 0) && !r->carried &&
           memcmp(r->ghpc, u->ghpc[n], sizeof u->ghpc[n]) == 0 && r->layout == u->layout[n] &&
           r->campagne == u->campagne[n] && r->variante == u->variante[n] &&
           r->facturable == u->facturable[n] && r->type_domicile == u->type_domicile[n] &&
           r->debut == u->debut[n] && r->fin == u->fin[n] && r->jours == u->jours[n] &&
           u->mpp[n] == number_at(line + AT_mpp, 2) && u->mpa[n] == number_at(line + AT_mpa, 2) &&
           u->ik[n] == number_at(line + AT_ik, 3) && no_warning(r) && same_zones(u, n, r) &&
           same_age_and_rank(u, n, line);
}

/* Whether the result made of the columns of the n-th record is this one, all but what lies behind
 * its zones. */
static inline bool same_result(const had_engine *engine, const void *block, const had_usual *u,
                               uint32_t n, const had_result *r)
{
    had_result made = HAD_RESULT_INIT, other = *r;
    if (had_usual_result(engine, block, u, n, &made) != HAD_OK || made.zone_count != r->zone_count)
        return false;
    for (int i = r->zone_count; i < HAD_ZONES_MAX; i++)
        made.zone[i] = other.zone[i];
    return memcmp(&made, &other, sizeof made) == 0;
}

/* Whether a line that was left has the result that had_process of another engine gives. */
static inline bool same_left(const had_engine *engine, const had_engine *other, const char *block,
                             const had_left *left, uint32_t n)
{
    had_result made, due;
    memset(&made, 0, sizeof made);
    memset(&due, 0, sizeof due);
    made.size = due.size = sizeof due;
    const char *line = block + left->start[n];
    if (had_left_result(engine, block, left, n, &made) != HAD_OK ||
        had_process(other, line, left->length[n], &due) != HAD_OK)
        return false;
    for (int i = due.zone_count; i < HAD_ZONES_MAX; i++)
        made.zone[i] = due.zone[i];
    return memcmp(&made, &due, sizeof made) == 0 && line[left->length[n] - 1] == '\n';
}

/* Whether usual records and lines left among them are all lines of a block, one after the other,
 * but a last one without an end, or what had_process_first is to take; and each is what it is the
 * plain way. *lines: how many. */
static inline bool same_among(const had_engine *engine, const had_engine *plain, const char *block,
                              size_t size, uint32_t clean, uint64_t *lines)
{
    had_usual u = {.size = sizeof u, .clean = clean};
    had_left left = {.size = sizeof left};
    had_result r = {.size = sizeof r};
    size_t length;
    for (size_t at = 0; at < size; at += length) {
        const char *from = block + at;
        uint32_t n = 0, i = 0, next = 0;
        if (had_process_among(engine, from, size - at, &u, &left) != HAD_OK || u.bytes > size - at)
            return false;
        while (n < u.count || i < left.count)
            if (i < left.count && left.before[i] == n) {
                if (left.start[i] != next || !same_left(engine, plain, from, &left, i))
                    return false;
                next += left.length[i++];
            } else {
                if (n == u.count || u.start[n] != next ||
                    had_process_first(plain, from + next, size - at - next, &length, &r) !=
                        HAD_OK ||
                    !same_record(&u, n, from + next, &r) || !same_result(engine, from, &u, n, &r))
                    return false;
                next += (uint32_t)length;
                n++;
            }
        if (next != u.bytes)
            return false;
        *lines += u.count + left.count;
        length = u.bytes;
        if (at + length < size && u.count < HAD_USUAL_MAX) {
            had_process_first(plain, from + length, size - at - length, &length, &r);
            length += u.bytes;
            ++*lines;
        }
    }
    return true;
}

/* What a chain keeps of a record: text of dates only where there is some. */
static inline bool same_taken(const had_chain_record *a, const had_chain_record *b)
{
    struct taken one, other;
    memcpy(&one, a->kept, sizeof one);
    memcpy(&other, b->kept, sizeof other);
    bool same = a->rpss == 1 && b->rpss == 1 && a->stay == b->stay &&
                memcmp(&one, &other, offsetof(struct taken, odd)) == 0;
    for (int i = 0; i < RECORD_DATES; i++)
        same &= one.date[i] != DATE_ODD || memcmp(one.odd[i], other.odd[i], DATE_LENGTH) == 0;
    return same;
}

/* Room for what a chain needs of usual records. */
struct chained_records {
    had_chain_record of[HAD_USUAL_MAX];
};

static inline struct chained_records *chained_records(void)
{
    static struct chained_records records;
    for (size_t i = 0; i < HAD_USUAL_MAX; i++)
        records.of[i].size = sizeof records.of[i];
    return &records;
}

#endif
