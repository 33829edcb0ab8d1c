/* SPDX-License-Identifier: Apache-2.0 */
/* Lists of accepted values by year (tables/values.csv) and of modes by date (tables/modes.csv). */
#ifndef RULES_H
#define RULES_H

#include <stdbool.h>
#include <stdint.h>

#include "had.h"
#include "registry.h"

/* Coded fields of one byte whose list stands alone. */
enum value_list {
    LIST_SEXE,
    LIST_MODE_ENTREE,
    LIST_MODE_SORTIE,
    LIST_HABILLAGE,
    LIST_LOCOMOTION,
    LIST_ALIMENTATION,
    LIST_CONTINENCE,
    LIST_COMPORTEMENT,
    LIST_RELATION,
    LIST_TYPE_DOMICILE,
    LIST_DERNIERE,
    LIST_FACTURABLE,
    LIST_CONFIRMATION,
    LIST_COUNT
};

/* Coded fields of one byte whose list depends on another field. */
enum value_pair { PAIR_PROVENANCE, PAIR_DESTINATION, PAIR_MOTIF, PAIR_COUNT };

struct year_rules {
    had_findings in_force;
    uint32_t allowed[256];         /* by value: a bit per list */
    uint8_t list[PAIR_COUNT][256]; /* by value of the other field: the list to use; 0 = none */
};

enum mode_kind { MODE_MPP, MODE_MPA, MODE_MPD, MODE_KINDS };

struct mode {
    bool listed;
    int32_t debut, fin; /* 0 = open */
};

struct rules {
    struct year_rules year[YEAR_COUNT];
    struct mode mode[MODE_KINDS][100];
    uint16_t
        ehpa[2][100]; /* MPP, MPA taken in a care home with care package: from that year; 0 = no */
    uint32_t lists;   /* bits of `allowed` in use */
};

static inline bool value_allowed(const struct year_rules *rules, uint32_t list, unsigned char value)
{
    return rules->allowed[value] >> list & 1;
}

/* True when the value of the pair's field goes with the other field's value, or when that other
 * value is not one the list knows (its own control says so). */
static inline bool pair_allowed(const struct year_rules *rules, enum value_pair pair,
                                unsigned char other, unsigned char value)
{
    uint32_t list = rules->list[pair][other];
    return list == 0 || value_allowed(rules, list, value);
}

/* The field that a list is for. */
const char *rules_list_field(enum value_list list);

void rules_init(struct rules *rules);
int rules_add_values(struct rules *rules, const had_file *files, size_t n, had_error *error);
/* ehpa_modes.csv: the lists of 030 and 031. */
int rules_add_ehpa(struct rules *rules, const had_file *files, size_t n, had_error *error);
bool rules_ehpa(const struct rules *rules, enum mode_kind kind, int mode, int year);
int rules_add_modes(struct rules *rules, const had_file *files, size_t n, had_error *error);

/* Whether a mode (two digits, as a number; -1 = not digits) is listed at a date; date 0 = latest.
 */
bool rules_mode(const struct rules *rules, enum mode_kind kind, int mode, int32_t date);

/* Rule R17: IK by tens, where no list gives them. */
static inline bool rules_ik(int ik)
{
    return ik >= 10 && ik <= 100 && ik % 10 == 0;
}

#endif
