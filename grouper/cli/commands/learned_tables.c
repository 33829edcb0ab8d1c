/* SPDX-License-Identifier: Apache-2.0 */
#include "learned_tables.h"

#include <stdio.h>
#include <stdlib.h>

#include "cli/account/tally.h"
#include "cli/base/cause.h"
#include "cli/base/status.h"
#include "cli/base/words.h"
#include "cli/files/folder.h"
#include "cli/files/load_file.h"
#include "cli/files/output.h"

static void write_card(struct learned_tables *tables, const struct learned_version *version,
                       const char *id, struct sink *sink)
{
    char line[300], date[16];
    put_line(sink, "cle;valeur");
    snprintf(line, sizeof line, "id;%s\nversion;%s", id, version->text);
    put_line(sink, line);
    format_date(date, sizeof date, version->debut);
    snprintf(line, sizeof line, "debut;%s", date);
    put_line(sink, line);
    format_date(date, sizeof date, version->fin);
    snprintf(line, sizeof line, "fin;%s\nofficielle;0", date);
    put_line(sink, line);
    snprintf(line, sizeof line,
             "source;groupes observés (tables learn) : %llu enregistrement(s) de %llu fichier(s), "
             "statuts des codes vus ou de la matrice Cnam 2019",
             (unsigned long long)(version->records - version->outside),
             (unsigned long long)tables->files);
    put_line(sink, line);
}

static void write_groups(struct learned_tables *tables, const struct learned_version *version,
                         const char *id, struct sink *sink)
{
    (void)tables, (void)id;
    put_line(sink, "mpp;mpa;ik;ghpc;ght1;ght2;ght3;ght4;n;n1;n2;n3;n4");
    for (size_t i = 0; i < version->triple_count; i++) {
        const struct learned_triple *triple = &version->triple[i];
        char line[140];
        int n = snprintf(line, sizeof line, "%02d;%02d;%03d", triple->mpp, triple->mpa, triple->ik);
        for (int t = TRAIT_GHPC; t < TRAIT_GHT1 + HAD_PERIODES; t++) {
            const struct trait_seen *seen = &triple->trait[t];
            bool known = seen->seen && !seen->contradicted;
            n += known ? snprintf(line + n, sizeof line - (size_t)n,
                                  t == TRAIT_GHPC ? ";%04d" : ";%d", seen->value)
                       : snprintf(line + n, sizeof line - (size_t)n, ";");
        }
        n += snprintf(line + n, sizeof line - (size_t)n, ";%u", (unsigned)triple->records);
        for (int k = 0; k < HAD_PERIODES; k++)
            n += snprintf(line + n, sizeof line - (size_t)n, ";%u", (unsigned)triple->zones[k]);
        put_line(sink, line);
    }
}

/* From a code seen, else from the matrix, unless a code was seen that rules its status out: then
 * none, but for pairs whose confirmation or IK bounds are known and need a row. */
static int pair_statut(struct learned_tables *tables, const struct learned_pair *pair,
                       int published, bool needed)
{
    if (pair->statut.seen && !pair->statut.contradicted) {
        tables->by_code++;
        return pair->statut.value;
    }
    bool forbidden = published == HAD_NON_AUTORISEE && pair->not_forbidden;
    bool none = published == HAD_STATUT_INCONNU || published == HAD_ERRONEE || forbidden;
    if (pair->not_erronee && none)
        return needed ? HAD_AUTORISEE : HAD_STATUT_INCONNU;
    tables->by_matrix += published != HAD_STATUT_INCONNU;
    return published;
}

static void write_pairs(struct learned_tables *tables, const struct learned_version *version,
                        const char *id, struct sink *sink)
{
    (void)id;
    put_line(sink, "mpp;mpa;statut;ik_min;ik_max;confirmation");
    for (int mpp = 0; mpp < 100; mpp++) {
        for (int mpa = 0; mpa < 100; mpa++) {
            const struct learned_pair *pair = &version->pair[mpp][mpa];
            const struct trait_seen *seen = &pair->confirmation;
            bool confirmed = seen->seen && !seen->contradicted && seen->value;
            int min, max;
            bool bounded = learned_bounds(version, mpp, mpa, &min, &max);
            int published = had_pair_published(tables->tables, mpp, mpa);
            int statut = pair_statut(tables, pair, published, confirmed || bounded);
            if (statut == HAD_STATUT_INCONNU)
                continue;
            char line[80];
            snprintf(line, sizeof line, "%02d;%02d;%s;%d;%d;%d", mpp, mpa, had_statut_name(statut),
                     min, max, confirmed);
            put_line(sink, line);
        }
    }
}

typedef void write_file(struct learned_tables *tables, const struct learned_version *version,
                        const char *id, struct sink *sink);

/* Rule R46: beside the groups observed, those that follow from them. */
static int deduce_version(struct learned_tables *tables, const char *directory, const char *id)
{
    struct learned_directory *made = &tables->made[tables->count++];
    if (!path_join(made->name, tables->directory, id))
        made->name[0] = '\0';
    int status =
        deduce_directory(directory, made->name, tables->options, tables->findings, &made->deduced);
    tables->conflict |= status == DIFFERENCES;
    return status == DIFFERENCES ? DONE : status;
}

static int write_version(struct learned_tables *tables, const struct learned_version *version,
                         const char *root)
{
    static const struct {
        const char *name;
        write_file *write;
    } files[] = {{"classification.csv", write_card},
                 {"groupes.csv", write_groups},
                 {"associations.csv", write_pairs}};
    char id[16] = "appris-", directory[OS_PATH], path[OS_PATH];
    for (int i = 0; i < 2; i++) {
        char c = version->text[i];
        bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        id[7 + i] = plain ? c : '_';
    }
    id[9] = '\0';
    if (!path_join(directory, root, id) || os_make_directory(directory) < 0) {
        say(W_NO_WRITE, id, cause());
        return FILES;
    }
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        struct output output;
        int status = path_join(path, directory, files[i].name) ? output_open(&output, path) : FILES;
        if (status)
            return status;
        files[i].write(tables, version, id, &output.sink);
        status = output_commit(&output);
        if (status)
            return status;
    }
    return deduce_version(tables, directory, id);
}

static int write_versions(void *context, const char *directory)
{
    struct learned_tables *tables = context;
    const struct learned *learned = tables->learned;
    int status = DONE;
    for (size_t i = 0; !status && i < learned->count; i++)
        if (learned->version[i]->debut)
            status = write_version(tables, learned->version[i], directory);
    return status;
}

int learned_tables_write(struct learned_tables *tables, const struct learned *learned,
                         const char *directory)
{
    tables->learned = learned;
    tables->directory = directory;
    tables->made = calloc(learned->count + 1, sizeof *tables->made);
    if (tables->made)
        return folder_write(directory, write_versions, tables);
    say(W_NO_MEMORY);
    return FILES;
}

void learned_tables_report(const struct learned_tables *tables)
{
    say_plain(W_LEARN_PAIRS, (unsigned long long)tables->by_code,
              (unsigned long long)tables->by_matrix);
    for (size_t i = 0; i < tables->count; i++)
        deduce_report(tables->made[i].name, &tables->made[i].deduced);
}

void learned_tables_free(struct learned_tables *tables)
{
    free(tables->made);
    tables->made = NULL;
}
