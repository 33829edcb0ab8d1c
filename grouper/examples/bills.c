/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What an ex-OQN establishment is due and what it billed: groups and prices its RPSS, reads its
 * invoices (RSF), prints each invoice and GHT where the two differ, as `had bills` does. The
 * classification is the trial one: its groups are not official.
 *
 *     cc bills.c $(pkg-config --cflags --libs had) -o bills
 *     ./bills fixtures/prive/2023.rpss fixtures/prive/rsf.txt
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

/* What each record is due; lines that are no RPSS are passed over. */
static int add_records(had_engine *engine, had_bills *bills, FILE *file)
{
    had_result result = HAD_RESULT_INIT;
    int added, status = HAD_OK;
    for (size_t length; status == HAD_OK && (length = read_line(file)) > 0;) {
        status = had_process(engine, line, length, &result);
        if (status == HAD_OK && result.outcome != HAD_REJECTED && !result.rapss)
            status = had_bills_record(bills, line, length, &result, &added);
    }
    return status;
}

/* What each line bills; those that cannot be read are named. */
static int add_lines(had_bills *bills, FILE *file)
{
    had_bill_line bill = HAD_BILL_LINE_INIT;
    had_finding_info why = HAD_FINDING_INFO_INIT;
    int number = 0, status = HAD_OK;
    for (size_t length; status == HAD_OK && (length = read_line(file)) > 0;) {
        number++;
        status = had_bills_line(bills, line, length, &bill);
        if (status == HAD_OK && bill.rejected >= 0 &&
            had_finding_get((size_t)bill.rejected, 0, &why) == HAD_OK)
            fprintf(stderr, "line %d, byte %u: %s %s\n", number, (unsigned)bill.position, why.code,
                    why.en);
    }
    return status == HAD_OK ? had_bills_end(bills) : status;
}

static void print_euros(int64_t centimes)
{
    printf(";%lld.%02lld", (long long)centimes / 100, (long long)centimes % 100);
}

static void print_differences(const had_bills *bills)
{
    static const char *const words[] = {"", "jours", "montant", "jours+montant"};
    had_bill bill = HAD_BILL_INIT;
    for (size_t n = 0; had_bills_get(bills, n, &bill) == HAD_OK; n++) {
        if (bill.ecart == 0)
            continue;
        printf("%s;%s;%02d;%lld;%lld", bill.no_entree, bill.no_facture, bill.ght,
               (long long)bill.jours_dus, (long long)bill.jours_factures);
        if (bill.sans_tarif)
            printf(";");
        else
            print_euros(bill.montant_du);
        print_euros(bill.montant_facture);
        printf(";%s\n", bill.ecart & HAD_ECART_NON_FACTURE ? "non_facture"
                        : bill.ecart & HAD_ECART_NON_DU    ? "non_du"
                                                           : words[bill.ecart & 3]);
    }
}

int main(int count, char **argument)
{
    had_tables *tables = NULL;
    had_engine *engine = NULL;
    had_bills *bills = NULL;
    had_error error = HAD_ERROR_INIT;
    FILE *rpss = count == 3 ? fopen(argument[1], "rb") : NULL;
    FILE *rsf = rpss ? fopen(argument[2], "rb") : NULL;
    if (!rsf) {
        fputs("bills RPSS RSF\n", stderr);
        return 2;
    }
    int status = had_tables_new(NULL, &tables);
    status = status ? status : had_tables_add_published(tables, &error);
    status = status ? status : had_tables_add_builtin_classification(tables, "essai", &error);
    status = status ? status : had_engine_new(tables, NULL, &engine, &error);
    status = status ? status : had_bills_new(engine, &bills);
    status = status ? status : add_records(engine, bills, rpss);
    status = status ? status : add_lines(bills, rsf);
    if (status == HAD_OK)
        print_differences(bills);
    else
        fprintf(stderr, "%s %s\n", had_status_text(status, 1), error.en);
    had_bills_free(bills);
    had_engine_free(engine);
    had_tables_free(tables);
    fclose(rsf);
    fclose(rpss);
    return status != HAD_OK;
}
