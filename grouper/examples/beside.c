/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is billed beside the days: reads the RPSS of an establishment and its drugs (FICHCOMP), ties
 * each drug to its stay, prints what was kept, what was rejected and why. No classification is
 * needed: drugs have their own prices.
 *
 *     cc beside.c $(pkg-config --cflags --libs had) -o beside
 *     ./beside fixtures/examples/beside/dgf.rpss.txt fixtures/examples/beside/dgf.fichcomp.txt
 */
#include <had.h>
#include <stdio.h>

static char line[HAD_RECORD_MAX + 3];

/* One line with its end; what does not fit is passed over, and the line is then no record. */
static size_t read_line(FILE *file)
{
    size_t length = 0;
    int c;
    while ((c = getc(file)) != EOF) {
        if (length < sizeof line)
            line[length++] = (char)c;
        if (c == '\n')
            break;
    }
    return length;
}

/* The stays of a file of RPSS; lines that are no RPSS are passed over. */
static int add_stays(had_stays *stays, FILE *file)
{
    int added, status = HAD_OK;
    for (size_t length; (length = read_line(file)) > 0 && status != HAD_E_MEMORY;)
        status = had_stays_add(stays, line, length, &added);
    return status == HAD_E_MEMORY ? status : had_stays_end(stays);
}

static int add_drugs(had_drugs *drugs, FILE *file)
{
    had_drug drug = HAD_DRUG_INIT;
    had_finding_info why = HAD_FINDING_INFO_INIT;
    long long kept = 0, rejected = 0, amount = 0;
    int number = 0;
    for (size_t length; (length = read_line(file)) > 0;) {
        int status = had_drugs_read(drugs, line, length, &drug);
        number++;
        if (status != HAD_OK)
            return status;
        if (drug.rejected < 0) {
            kept++;
            amount += drug.montant; /* thousandths of a euro */
        } else if (had_finding_get((size_t)drug.rejected, 0, &why) == HAD_OK) {
            rejected++;
            printf("line %d, byte %u: %s %s\n", number, (unsigned)drug.position, why.code, why.en);
        }
    }
    printf("kept %lld\nrejected %lld\namount %lld.%03lld\n", kept, rejected, amount / 1000,
           amount % 1000);
    return HAD_OK;
}

int main(int count, char **argument)
{
    had_tables *tables = NULL;
    had_engine *engine = NULL;
    had_stays *stays = NULL;
    had_drugs *drugs = NULL;
    had_error error = HAD_ERROR_INIT;
    FILE *rpss = count == 3 ? fopen(argument[1], "rb") : NULL;
    FILE *fichcomp = rpss ? fopen(argument[2], "rb") : NULL;
    if (!fichcomp) {
        fputs("beside RPSS FICHCOMP\n", stderr);
        return 2;
    }
    int status = had_tables_new(NULL, &tables);
    status = status ? status : had_tables_add_published(tables, &error);
    status = status ? status : had_engine_new(tables, NULL, &engine, &error);
    status = status ? status : had_stays_new(engine, HAD_AUTO, &stays);
    status = status ? status : add_stays(stays, rpss);
    status = status ? status : had_drugs_new(engine, stays, &drugs);
    status = status ? status : add_drugs(drugs, fichcomp);
    if (status != HAD_OK)
        fprintf(stderr, "%s %s\n", had_status_text(status, 1), error.en);
    had_drugs_free(drugs);
    had_stays_free(stays);
    had_engine_free(engine);
    had_tables_free(tables);
    fclose(fichcomp);
    fclose(rpss);
    return status != HAD_OK;
}
