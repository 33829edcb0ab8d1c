/* SPDX-License-Identifier: Apache-2.0 */
/* The list of what is read beside the records: each layout and each part of the rules R27 to R31,
 * R35 and R42, with a case just inside and one just outside. What is not in the list, or has but
 * one case, is told by the last tests. */
#include "beside_lines.h"
#include "lib/tables/ucd.h"

enum { FOUND = 100 };

/* What is found of a case: codes, a word, a number. "" = nothing. */
typedef void case_read(const char *layout, const char *changes, char found[FOUND]);

struct edge {
    const char *rule, *part; /* of the list */
    case_read *read;
    const char *layout; /* of a line; of a record, for cases about several and for an invoice */
    const char *inside, *expected_inside;
    const char *outside, *expected_outside;
};

/* --- Lines ------------------------------------------------------------------------------------ */

/* "cut=N" and "add=N" take bytes from the end, or put blanks there; "byte=N:X" writes one byte;
 * what else there is are fields. */
static void change(struct side_line *line, const char *changes)
{
    while (*changes) {
        size_t all = strcspn(changes, " ");
        char one[100] = "", byte;
        unsigned n;
        ck_assert_uint_lt(all, sizeof one);
        memcpy(one, changes, all);
        if (sscanf(one, "cut=%u", &n) == 1) {
            line->length -= n;
        } else if (sscanf(one, "add=%u", &n) == 1) {
            memset(line->text + line->length, ' ', n);
            line->length += n;
        } else if (sscanf(one, "byte=%u:%c", &n, &byte) == 2) {
            line->text[n - 1] = byte == '_' ? ' ' : byte;
        } else {
            side_set(line, one);
        }
        changes += all + (changes[all] == ' ');
    }
}

static const char *record_of(const char *layout)
{
    return strncmp(layout, "FC", 2) == 0 ? "H0F" : "H0G";
}

static void drugs_of(struct desk *desk, const char *layout, const char *changes, char found[FOUND])
{
    struct side_line line;
    side_make(&line, desk->tables, layout);
    change(&line, changes);
    had_drug drug = drug_read(desk->drugs, line.text, line.length);
    drug_found(&drug, found, FOUND);
    if (drug.passed)
        strcpy(found, "passed");
}

/* A drug of the stay S1, whose sub-sequence is of 5 to 20 May. */
static void a_drug(const char *layout, const char *changes, char found[FOUND])
{
    struct desk desk;
    desk_open(&desk);
    desk_add(&desk, record_of(layout), "", HAD_STAY_KEPT);
    desk_ready(&desk);
    drugs_of(&desk, layout, changes, found);
    desk_close(&desk);
}

/* The same of an establishment of the other sector. */
static void a_drug_elsewhere(const char *layout, const char *changes, char found[FOUND])
{
    struct desk desk;
    desk_open(&desk);
    desk_add(&desk, strcmp(record_of(layout), "H0F") == 0 ? "H0G" : "H0F", "", HAD_STAY_KEPT);
    desk_ready(&desk);
    drugs_of(&desk, layout, changes, found);
    desk_close(&desk);
}

/* A drug that was read before, but for what is changed. */
static void a_drug_again(const char *layout, const char *changes, char found[FOUND])
{
    struct desk desk;
    desk_open(&desk);
    desk_add(&desk, record_of(layout), "", HAD_STAY_KEPT);
    desk_ready(&desk);
    drugs_of(&desk, layout, "", found);
    ck_assert_str_eq(found, "");
    drugs_of(&desk, layout, changes, found);
    desk_close(&desk);
}

/* What the UCD becomes on 13 digits. */
static void a_code(const char *layout, const char *changes, char found[FOUND])
{
    unsigned char code[UCD13];
    bool sound;
    (void)layout;
    ucd_long((const unsigned char *)changes, strlen(changes), code, &sound);
    snprintf(found, FOUND, "%.13s", (const char *)code);
}

/* A drug and a list of one row: "ucd;indication;debut;fin". */
static void on_list(const char *layout, const char *row, char found[FOUND])
{
    struct desk desk = {.tables = support_tables(false)};
    char text[200];
    snprintf(text, sizeof text, "ucd;indication;debut;fin\n%s\n", row);
    had_file file = {"liste.csv", text, strlen(text)};
    ck_assert_int_eq(had_tables_add(desk.tables, HAD_TABLE_UCD, &file, 1, NULL), HAD_OK);
    desk.engine = support_engine(desk.tables, NULL);
    ck_assert_int_eq(had_stays_new(desk.engine, HAD_AUTO, &desk.stays), HAD_OK);
    desk_add(&desk, record_of(layout), "", HAD_STAY_KEPT);
    desk_ready(&desk);
    drugs_of(&desk, layout, "", found);
    desk_close(&desk);
}

/* The sub-sequence of a drug of 10 May, when a second record has this one's changes. */
static void of_two(const char *layout, const char *changes, char found[FOUND])
{
    struct desk desk;
    struct side_line line;
    struct line record;
    int added;
    desk_open(&desk);
    desk_add(&desk, record_of(layout), "", HAD_STAY_KEPT);
    line_make(&record, desk.tables, record_of(layout));
    line_apply(&record, changes);
    ck_assert_int_eq(had_stays_add(desk.stays, record.text, record.length, &added), HAD_OK);
    desk_ready(&desk);
    side_make(&line, desk.tables, layout);
    side_set(&line, "date_administration=21052024");
    had_drug drug = drug_read(desk.drugs, line.text, line.length);
    snprintf(found, FOUND, "%s%s", drug.sous_sequence,
             added == HAD_STAY_REPEATED        ? " 924"
             : added == HAD_STAY_OTHER_FINESS  ? " FINESS"
             : added == HAD_STAY_OTHER_SECTEUR ? " secteur"
                                               : "");
    desk_close(&desk);
}

/* An anonymised drug: what is found, its month. */
static void anonymised(const char *layout, const char *changes, char found[FOUND])
{
    struct desk desk;
    struct side_line line = {.length = 0};
    desk_open(&desk);
    ck_assert_int_eq(had_drugs_new(desk.engine, NULL, &desk.drugs), HAD_OK);
    line.layout = layout_named(desk.tables, layout);
    line.length = line.layout->length;
    memset(line.text, ' ', line.length);
    side_set(&line, "finess_epmsi=750712184 mois_administration=05 annee_administration=2024 "
                    "quantite=0000002500 montant=0000123456 ucd=9123456");
    snprintf(found, FOUND, "annee=%u", line.layout->from);
    side_set(&line, found);
    memcpy(line.text + line.layout->field[B_prestation].start, line.layout->prestation, 2);
    change(&line, changes);
    had_drug drug = drug_read(desk.drugs, line.text, line.length);
    drug_found(&drug, found, FOUND);
    desk_close(&desk);
}

/* --- Invoices --------------------------------------------------------------------------------- */

static had_bills *bills_of(struct desk *desk, const char *format, const char *changes,
                           had_result *result)
{
    had_bills *bills;
    struct line record;
    int added;
    *desk = (struct desk){.tables = support_tables(true)};
    desk->engine = support_engine(desk->tables, NULL);
    ck_assert_int_eq(had_bills_new(desk->engine, &bills), HAD_OK);
    line_make(&record, desk->tables, format);
    line_apply(&record, changes);
    *result = support_process(desk->engine, &record);
    ck_assert_int_eq(had_bills_record(bills, record.text, record.length, result, &added), HAD_OK);
    return bills;
}

static void bills_close(struct desk *desk, had_bills *bills)
{
    had_bills_free(bills);
    desk_close(desk);
}

/* A line of an RSF: what rejects it, else the GHT whose days it bills. */
static void a_bill(const char *layout, const char *changes, char found[FOUND])
{
    struct desk desk;
    struct side_line line;
    had_result result;
    had_finding_info info = {.size = sizeof info};
    had_bill_line read = {.size = sizeof read};
    had_bills *bills = bills_of(&desk, "H0E", "", &result);
    side_make(&line, desk.tables, layout);
    if (line.layout->type == 'B')
        side_set(&line, "ght=0012 quantite=010 base_remboursement=00012345");
    change(&line, changes);
    ck_assert_int_eq(had_bills_line(bills, line.text, line.length, &read), HAD_OK);
    found[0] = '\0';
    if (read.rejected >= 0) {
        had_finding_get((size_t)read.rejected, 0, &info);
        snprintf(found, FOUND, "%s", info.code);
    } else if (read.ght > 0) {
        snprintf(found, FOUND, "GHT %d", read.ght);
    }
    bills_close(&desk, bills);
}

/* What an invoice differs by: "days euros changes", added to what is due; of a record so changed.
 * "none" = no line. */
static void an_invoice(const char *format, const char *changes, char found[FOUND])
{
    static const char *const words[] = {"", "jours", "montant", "jours+montant"};
    struct desk desk;
    struct side_line line;
    struct line plain;
    had_result result, sound;
    had_bill bill = {.size = sizeof bill};
    had_bill_line read = {.size = sizeof read};
    int days = 0, euros = 0, used = 0;
    char text[FOUND];
    if (changes[0] != 'n')
        ck_assert_int_ge(sscanf(changes, "%d %d %n", &days, &euros, &used), 2);
    had_bills *bills = bills_of(&desk, format, changes[0] == 'n' ? "" : changes + used, &result);
    line_make(&plain, desk.tables, format);
    sound = support_process(desk.engine, &plain);
    for (int i = 0; changes[0] != 'n' && i < sound.zone_count; i++) {
        side_make(&line, desk.tables, "RSFB");
        snprintf(text, sizeof text, "ght=%04d quantite=%03d base_remboursement=%08lld",
                 sound.zone[i].ght, sound.zone[i].jours + (i ? 0 : days),
                 (long long)sound.zone[i].montant + (i ? 0 : euros));
        side_set(&line, text);
        ck_assert_int_eq(had_bills_line(bills, line.text, line.length, &read), HAD_OK);
    }
    ck_assert_int_eq(had_bills_end(bills), HAD_OK);
    found[0] = '\0';
    for (size_t n = 0; had_bills_get(bills, n, &bill) == HAD_OK; n++)
        if (bill.ght == sound.zone[0].ght)
            snprintf(found, FOUND, "%s",
                     bill.ecart & HAD_ECART_NON_FACTURE ? "non_facture"
                     : bill.ecart & HAD_ECART_NON_DU    ? "non_du"
                                                        : words[bill.ecart & 3]);
    bills_close(&desk, bills);
}

/* Copies the changes as far as a bar; what stands behind it, NULL behind the last. */
static const char *next_part(const char *changes, char one[FOUND])
{
    size_t length = strcspn(changes, "|");
    memcpy(one, changes, length);
    one[length] = '\0';
    return changes[length] == '|' ? changes + length + 1 : NULL;
}

/* A tariff that lines of invoices tell: "changes|changes of a second line". */
static void a_tariff(const char *layout, const char *changes, char found[FOUND])
{
    struct desk desk = {.tables = support_tables(true)};
    struct side_line line;
    struct line record;
    had_observed *observed;
    had_bill_line read = {.size = sizeof read};
    had_observed_tarif tarif = {.size = sizeof tarif};
    int added, used;
    desk.engine = support_engine(desk.tables, NULL);
    ck_assert_int_eq(had_observed_new(desk.engine, &observed), HAD_OK);
    line_make(&record, desk.tables, "H0G");
    had_result result = support_process(desk.engine, &record);
    had_observed_record(observed, record.text, record.length, &result, &added);
    for (const char *next = changes; next;) {
        char one[FOUND];
        next = next_part(next, one);
        side_make(&line, desk.tables, layout);
        side_set(&line, "ght=0012 quantite=010 base_remboursement=00100000 prix_unitaire=0010000 "
                        "date_fin_sejour=10052024");
        change(&line, one);
        had_observed_line(observed, line.text, line.length, &read, &used);
    }
    found[0] = '\0';
    if (had_observed_next(observed, &tarif) == HAD_OK)
        snprintf(found, FOUND, "%d %s %s", tarif.campagne,
                 tarif.variante == HAD_BASE ? "base" : "?",
                 tarif.etat == HAD_OBSERVED_CONTREDIT ? "contredit" : "");
    had_observed_free(observed);
    desk_close(&desk);
}

/* --- Insurance facts -------------------------------------------------------------------------- */

/* A VID-HOSP line of a format: "count length changes". */
static void a_vidhosp(const char *format, const char *changes, char found[FOUND])
{
    struct desk desk = {.tables = support_tables(true)};
    struct side_line line;
    had_droits *droits;
    had_droits_line read = {.size = sizeof read};
    had_finding_info info = {.size = sizeof info};
    char count[8];
    unsigned length;
    int used = 0;
    ck_assert_int_ge(sscanf(changes, "%7s %u %n", count, &length, &used), 2);
    desk.engine = support_engine(desk.tables, NULL);
    ck_assert_int_eq(had_droits_new(desk.engine, &droits), HAD_OK);
    vidhosp_make(&line, desk.tables, format, count, length, changes + used);
    ck_assert_int_eq(had_droits_vidhosp(droits, line.text, line.length, &read), HAD_OK);
    if (read.rejected >= 0)
        had_finding_get((size_t)read.rejected, 0, &info);
    snprintf(found, FOUND, "%s", read.rejected >= 0 ? info.code : "");
    had_droits_free(droits);
    desk_close(&desk);
}

static void a_hosp_pmsi(const char *layout, const char *changes, char found[FOUND])
{
    struct desk desk = {.tables = support_tables(true)};
    struct side_line line = {.length = 40};
    had_droits *droits;
    had_droits_line read = {.size = sizeof read};
    had_finding_info info = {.size = sizeof info};
    desk.engine = support_engine(desk.tables, NULL);
    ck_assert_int_eq(had_droits_new(desk.engine, &droits), HAD_OK);
    line.layout = layout_named(desk.tables, layout);
    memset(line.text, ' ', line.length);
    side_set(&line, "sejour=S1 no_administratif=A1");
    change(&line, changes);
    ck_assert_int_eq(had_droits_hosp_pmsi(droits, line.text, line.length, &read), HAD_OK);
    if (read.rejected >= 0)
        had_finding_get((size_t)read.rejected, 0, &info);
    snprintf(found, FOUND, "%s", read.rejected >= 0 ? info.code : "");
    had_droits_free(droits);
    desk_close(&desk);
}

/* What a stay of VID-HOSP lines, with "|" between, is entitled to: billable, rate, 922. A part that
 * begins with ">" is the administrative number that HOSP-PMSI gives. */
static void rights(const char *layout, const char *changes, char found[FOUND])
{
    struct desk desk = {.tables = support_tables(true)};
    struct side_line line;
    struct line record;
    had_droits *droits;
    had_droits_line read = {.size = sizeof read};
    had_droits_stay stay = {.size = sizeof stay};
    desk.engine = support_engine(desk.tables, NULL);
    ck_assert_int_eq(had_droits_new(desk.engine, &droits), HAD_OK);
    for (const char *next = changes; next && *next != '-';) {
        char one[FOUND], link[50];
        next = next_part(next, one);
        if (one[0] == '>') {
            snprintf(link, sizeof link, "%-20s%-20.20s", "S1", one + 1);
            ck_assert_int_eq(had_droits_hosp_pmsi(droits, link, 40, &read), HAD_OK);
            continue;
        }
        vidhosp_make(&line, desk.tables, layout, "00", 468, one);
        ck_assert_int_eq(had_droits_vidhosp(droits, line.text, line.length, &read), HAD_OK);
        ck_assert_int_eq(read.rejected, -1);
    }
    line_make(&record, desk.tables, "H0F");
    had_result result = support_process(desk.engine, &record);
    ck_assert_int_eq(had_droits_apply(droits, record.text, &result, &stay), HAD_OK);
    snprintf(found, FOUND, "%d %d%s", result.facturable, stay.taux,
             had_findings_has(&result.findings, had_finding_number("922")) ? " 922" : "");
    had_droits_free(droits);
    desk_close(&desk);
}

/* "centimes rate" */
static void a_part(const char *layout, const char *changes, char found[FOUND])
{
    long long amount;
    int rate;
    (void)layout;
    ck_assert_int_eq(sscanf(changes, "%lld %d", &amount, &rate), 2);
    snprintf(found, FOUND, "%lld", (long long)had_montant_amo(amount, rate));
}

/* --- The list --------------------------------------------------------------------------------- */

static const struct edge edges[] = {
    /* Layouts: their length, extra blanks aside. Those of one length and prestation are one. */
    {"layout", "FC06-2011", a_drug, "FC06-2011", "add=9 indication=_______", "", "cut=1", "910"},
    {"layout", "FC06-IND", a_drug, "FC06-IND", "add=9", "", "cut=1", "910"},
    {"layout", "FC09-2012", a_drug, "FC09-2012", "add=9 indication=_______", "", "cut=1", "910"},
    {"layout", "FC09-IND", a_drug, "FC09-IND", "add=9", "", "cut=1", "910"},
    {"layout", "FC11-2016", a_drug, "FC11-2016", "add=9", "", "cut=1", "910"},
    {"layout", "OQN09-IND", a_drug, "OQN09-IND", "add=9", "", "cut=1", "910"},
    {"layout", "OQN11-2022", a_drug, "OQN11-2022", "add=9", "", "cut=1", "910"},
    {"layout", "MED-OUT-2011", anonymised, "MED-OUT-2011", "add=2", "", "cut=1", "910"},
    {"layout", "MED-OUT-2015", anonymised, "MED-OUT-2015", "add=2", "", "cut=1", "910"},
    {"layout", "MEDATU-OUT-2012", anonymised, "MEDATU-OUT-2012", "add=2", "", "cut=1", "910"},
    {"layout", "MEDATU-OUT-2015", anonymised, "MEDATU-OUT-2015", "add=2", "", "cut=1", "910"},
    {"layout", "MCHL-OUT-2016", anonymised, "MCHL-OUT-2016", "add=2", "", "cut=1", "910"},
    {"layout", "MED-OUT-2022", anonymised, "MED-OUT-2022", "add=2", "", "cut=1", "910"},
    {"layout", "MEDATU-OUT-2022", anonymised, "MEDATU-OUT-2022", "add=2", "", "cut=1", "910"},
    {"layout", "MCHL-OUT-2022", anonymised, "MCHL-OUT-2022", "add=2", "", "cut=1", "910"},
    {"layout", "RSFA", a_bill, "RSFA", "add=2", "", "cut=1", "920"},
    {"layout", "RSFB", a_bill, "RSFB", "add=2", "GHT 12", "cut=1", "920"},
    {"layout", "RSFC", a_bill, "RSFC", "add=2", "", "cut=1", "920"},
    {"layout", "RSFH", a_bill, "RSFH", "add=2", "", "cut=1", "920"},
    {"layout", "RSFI", a_bill, "RSFI", "add=2", "", "cut=1", "920"},
    {"layout", "RSFL", a_bill, "RSFL", "add=2", "", "cut=1", "920"},
    {"layout", "RSFM", a_bill, "RSFM", "add=2", "", "cut=1", "920"},
    {"layout", "RSFP", a_bill, "RSFP", "add=2", "", "cut=1", "920"},
    {"layout", "HOSP-PMSI", a_hosp_pmsi, "HOSP-PMSI", "add=2", "", "cut=1", "LONGUEUR INCORRECTE"},
    {"layout", "V014", a_vidhosp, "V014", "00 468", "", "00 467", "LONGUEUR INCORRECTE"},
    {"layout", "V014-DMT", a_vidhosp, "V014", "01 515", "", "01 514", "LONGUEUR INCORRECTE"},
    {"R42", "V011", a_vidhosp, "V011", "01 416", "", "01 417", "LONGUEUR INCORRECTE"},
    {"R42", "V012", a_vidhosp, "V012", "01 479", "", "01 478", "LONGUEUR INCORRECTE"},
    {"R42", "V013", a_vidhosp, "V013", "01 499", "", "01 498", "LONGUEUR INCORRECTE"},
    {"R42", "V014", a_vidhosp, "V014", "02 562", "", "02 568", "LONGUEUR INCORRECTE"},
    {"R42", "V015", a_vidhosp, "V015", "02 568", "", "02 562", "LONGUEUR INCORRECTE"},
    {"R42", "V016", a_vidhosp, "V016", "001 519", "", "001 518", "LONGUEUR INCORRECTE"},
    {"R42", "V016, count of 4", a_vidhosp, "V016", "0001 520", "", "0001 521",
     "LONGUEUR INCORRECTE"},
    {"R42", "format", a_vidhosp, "V014", "00 468", "", "00 468 format_vid_hosp=V017",
     "FORMAT INCONNU"},

    {"R27", "prestation", a_drug, "FC06-IND", "prestation=11", "", "prestation=10", "910"},
    {"R27", "prestation, ex-OQN", a_drug, "OQN09-IND", "prestation=11", "", "prestation=06", "910"},
    {"R27", "sector", a_drug, "OQN09-IND", "", "", "add=2 byte=105:0", "910"},
    {"R27", "illegal, low", a_drug, "FC06-IND", "byte=105:_", "", "byte=105:\x1F",
     "CARACTERE ILLICITE"},
    {"R27", "illegal, delete", a_drug, "FC06-IND", "byte=105:\x7E", "", "byte=105:\x7F",
     "CARACTERE ILLICITE"},
    {"R27", "FINESS", a_drug, "FC06-IND", "finess_epmsi=750712184", "", "finess_epmsi=750712185",
     "911"},
    {"R27", "stay", a_drug, "FC06-IND", "sejour=__S1", "", "sejour=S2", "912"},
    {"R27", "stay, blank", a_drug, "FC06-IND", "sejour=S1", "", "sejour=", "912"},
    {"R27", "stay, ex-OQN", a_drug, "OQN11-2022", "no_facture=000000002", "",
     "no_facture=000000003", "912"},
    {"R27", "stay, blank in part", a_drug, "OQN11-2022", "no_entree=000000001", "",
     "no_entree=_________", "912"},
    {"R27", "date", a_drug, "FC06-IND", "date_administration=20052024", "",
     "date_administration=32052024", "913"},
    {"R27", "date, leap year", a_drug, "FC06-IND", "date_administration=29022024", "914",
     "date_administration=29022023", "913"},
    {"R27", "quantity", a_drug, "FC06-IND", "quantite=9999999999", "", "quantite=_999999999",
     "915"},
    {"R27", "amount", a_drug, "FC06-IND", "montant=0000000000", "", "montant=000000000_", "915"},
    {"R27", "first day", a_drug, "FC06-IND", "date_administration=05052024", "",
     "date_administration=04052024", "914"},
    {"R27", "last day", a_drug, "FC06-IND", "date_administration=20052024", "",
     "date_administration=21052024", "914"},
    {"R27", "UCD of 7", a_drug, "FC06-IND", "ucd=9123456", "", "ucd=91234567", "916"},
    {"R27", "UCD of 13", a_drug, "FC06-IND", "ucd=3400891234565", "", "ucd=340089123456", "916"},
    {"R27", "UCD, key", a_drug, "FC06-IND", "ucd=3400891234565", "", "ucd=3400891234566", "916"},
    {"R27", "UCD, digits", a_drug, "FC06-IND", "ucd=9123456", "", "ucd=912345A", "916"},
    {"R27", "list, code", on_list, "FC06-IND", "9123456;;;", "", "9123457;;;", "917"},
    {"R27", "list, indication", on_list, "FC06-IND", "9123456;I000001;;", "", "9123456;I000002;;",
     "917"},
    {"R27", "list, first day", on_list, "FC06-IND", "9123456;;2024-05-10;", "",
     "9123456;;2024-05-11;", "917"},
    {"R27", "list, last day", on_list, "FC06-IND", "9123456;;;2024-05-10", "",
     "9123456;;;2024-05-09", "917"},
    {"R27", "again", a_drug_again, "FC06-IND", "byte=82:z", "", "byte=83:z", "918"},
    {"R27", "again, ex-OQN", a_drug_again, "OQN09-IND", "byte=80:z", "", "byte=81:z", "918"},
    {"R27", "repeated key", of_two, "FC06-IND",
     "no_sous_sequence=0002 date_debut_sous_sequence=21052024 date_fin_sous_sequence=31052024", "2",
     "no_sous_sequence=1 date_debut_sous_sequence=21052024 date_fin_sous_sequence=31052024",
     " 924"},
    {"R27", "FINESS of records", of_two, "FC06-IND",
     "no_sous_sequence=0002 date_debut_sous_sequence=21052024 date_fin_sous_sequence=31052024", "2",
     "finess_epmsi=750712185 no_sous_sequence=0002 date_debut_sous_sequence=21052024 "
     "date_fin_sous_sequence=31052024",
     " FINESS"},
    {"R28", "7 digits", a_code, "", "9123456", "3400891234565", "91234567", "             "},
    {"R28", "13 digits", a_code, "", "3400891234566", "3400891234566", "340089123456",
     "             "},
    {"R35", "sector", a_drug, "RSFH", "", "", "cut=1", "910"},
    {"R35", "ex-DGF", a_drug_elsewhere, "FC06-IND", "prestation=09 cut=2", "912", "", "910"},
    {"R35", "other types", a_drug, "RSFB", "", "passed", "cut=1", "910"},
    {"R35", "unknown type", a_drug, "RSFB", "type_enregistrement=B", "passed",
     "type_enregistrement=D", "910"},
    {"R35", "date", a_drug, "RSFH", "date_debut_sejour=20052024", "", "date_debut_sejour=00052024",
     "913"},
    {"R35", "quantity", a_drug, "RSFH", "quantite=999", "", "quantite=_99", "915"},
    {"R35", "amount", a_drug, "RSFH", "montant_total_ttc=9999999", "", "montant_total_ttc=999999_",
     "915"},
    {"R35", "again", a_drug_again, "RSFH", "byte=128:9", "", "add=3", "918"},

    {"R29", "type", a_bill, "RSFC", "type_enregistrement=C", "", "type_enregistrement=D", "920"},
    {"R29", "illegal", a_bill, "RSFB", "byte=171:_", "GHT 12", "byte=171:\x1F",
     "CARACTERE ILLICITE"},
    {"R29", "GHT, least", a_bill, "RSFB", "ght=0001", "GHT 1", "ght=0000", ""},
    {"R29", "GHT, greatest", a_bill, "RSFB", "ght=0031", "GHT 31", "ght=0032", ""},
    {"R29", "GHT, digits", a_bill, "RSFB", "ght=____", "", "ght=__12", "921"},
    {"R29", "quantity", a_bill, "RSFB", "quantite=999", "GHT 12", "quantite=99_", "921"},
    {"R29", "quantity, no GHT", a_bill, "RSFB", "ght=0032 quantite=99_", "", "quantite=_99", "921"},
    {"R29", "base", a_bill, "RSFB", "base_remboursement=00000000", "GHT 12",
     "base_remboursement=0000000_", "921"},
    {"R29", "FINESS", a_bill, "RSFB", "finess_epmsi=750712184", "GHT 12", "finess_epmsi=750712185",
     "923"},
    {"R29", "days", an_invoice, "H0E", "0 0", "", "1 0", "jours"},
    {"R29", "euros", an_invoice, "H0E", "0 0", "", "0 -1", "montant"},
    {"R29", "both", an_invoice, "H0E", "0 0", "", "-1 -1", "jours+montant"},
    {"R29", "never billed", an_invoice, "H0E", "0 0", "", "none", "non_facture"},
    {"R29", "nothing due", an_invoice, "H0E", "0 0 facturable=1", "", "0 0 facturable=0", "non_du"},
    {"R29", "rights pending", an_invoice, "H0E", "0 0 facturable=2", "", "0 0 facturable=3",
     "non_du"},
    {"R29", "no tariff, amount", an_invoice, "H0G", "0 1", "", "1 1", "jours"},
    {"R29", "in error", an_invoice, "H0E", "0 0 mpp=04", "", "0 0 mpp=99", "non_du"},

    {"R30", "billable", rights, "V014", "facturable=1", "1 8000", "facturable=0", "0 8000"},
    {"R30", "rate pending", rights, "V014", "facturable=2", "1 8000", "facturable=3", "0 8000"},
    {"R30", "facturable", rights, "V014", "facturable=3", "0 8000", "facturable=4", "1 -1 922"},
    {"R30", "rate", rights, "V014", "taux_remboursement=10000", "1 10000",
     "taux_remboursement=1000_", "1 -1"},
    {"R30", "none", rights, "V014", "sejour=__S1", "1 8000", "sejour=S2", "1 -1 922"},
    {"R30", "no line", rights, "V014", "", "1 8000", "-", "1 -1 922"},
    {"R30", "two", rights, "V014", "|", "1 8000", "|taux_remboursement=08001", "1 -1 922"},
    {"R30", "through HOSP-PMSI", rights, "V014", "sejour=A1|>A1", "1 8000", "sejour=A1|>A2",
     "1 -1 922"},
    {"R30", "HOSP-PMSI, when given", rights, "V014", "sejour=S1", "1 8000", "sejour=S1|>A2",
     "1 -1 922"},
    {"R30", "HOSP-PMSI, two", rights, "V014", "sejour=A1|>A1|>A1", "1 8000", "sejour=A1|>A1|>A2",
     "1 -1 922"},
    {"R30", "VID-HOSP, illegal", a_vidhosp, "V014", "00 468 sejour=S1\x7E", "",
     "00 468 sejour=S1\x7F", "CARACTERE ILLICITE"},
    {"R30", "HOSP-PMSI, illegal", a_hosp_pmsi, "HOSP-PMSI", "byte=20:\x7E", "", "byte=20:\x7F",
     "CARACTERE ILLICITE"},
    {"R30", "rounding", a_part, "", "1 5000", "1", "1 4999", "0"},

    {"R31", "coefficient", a_tariff, "RSFB", "coefficient=00100", "2024 base ", "coefficient=00101",
     ""},
    {"R31", "coefficient, none", a_tariff, "RSFB", "coefficient=_____", "2024 base ",
     "coefficient=00001", ""},
    {"R31", "contradiction", a_tariff, "RSFB", "prix_unitaire=0010000|", "2024 base ",
     "prix_unitaire=0010001|", "2024 base contredit"},
    {"R31", "campaign", a_tariff, "RSFB", "date_fin_sejour=01032024", "2024 ? ",
     "date_fin_sejour=29022024", "2023 ? "},
    {"R31", "first campaign", a_tariff, "RSFB", "date_fin_sejour=01032000", "2000 ? ",
     "date_fin_sejour=29022000", ""},
    {"R31", "last campaign", a_tariff, "RSFB", "date_fin_sejour=31122199", "2199 ? ",
     "date_fin_sejour=01012200", ""},
    {"R31", "campaign of 2026", a_tariff, "RSFB", "date_fin_sejour=01012026", "2026 ? ",
     "date_fin_sejour=31122025", "2025 ? "},
    {"R31", "variant", a_tariff, "RSFB", "date_fin_sejour=20052024", "2024 base ",
     "date_fin_sejour=21052024", "2024 ? "},
    {"R31", "price", a_tariff, "RSFB", "prix_unitaire=0010000", "2024 base ",
     "prix_unitaire=0000000", ""},
};
enum { EDGES = sizeof edges / sizeof edges[0] };

/* Both cases of each. */
START_TEST(inside_and_outside)
{
    const struct edge *edge = &edges[_i];
    char found[FOUND];
    edge->read(edge->layout, edge->inside, found);
    ck_assert_msg(strcmp(found, edge->expected_inside) == 0, "%s, %s, inside: '%s'", edge->rule,
                  edge->part, found);
    edge->read(edge->layout, edge->outside, found);
    ck_assert_msg(strcmp(found, edge->expected_outside) == 0, "%s, %s, outside: '%s'", edge->rule,
                  edge->part, found);
    ck_assert_msg(strcmp(edge->expected_inside, edge->expected_outside) != 0,
                  "%s, %s: nothing sets its cases apart", edge->rule, edge->part);
}
END_TEST

static bool listed(const char *rule, const char *part)
{
    for (size_t i = 0; i < EDGES; i++)
        if (strcmp(edges[i].rule, rule) == 0 && (!part || strcmp(edges[i].part, part) == 0))
            return true;
    return false;
}

static bool expected(const char *code)
{
    for (size_t i = 0; i < EDGES; i++)
        if (strstr(edges[i].expected_outside, code))
            return true;
    return false;
}

/* Each layout that a line may have. What is anonymised of VID-HOSP is not read. */
START_TEST(every_layout)
{
    had_tables *tables = support_tables(false);
    for (size_t i = 0; i < tables->beside.count; i++) {
        const char *name = tables->beside.layout[i].name;
        if (strncmp(name, "ANO-", 4) != 0)
            ck_assert_msg(listed("layout", name), "no cases for the layout %s", name);
    }
    for (size_t i = 0; i < tables->beside.versions; i++)
        ck_assert_msg(listed("R42", tables->beside.version[i].format), "no cases for VID-HOSP %s",
                      tables->beside.version[i].format);
    had_tables_free(tables);
}
END_TEST

/* Each rule, and each code that the registry ties to one of them. */
START_TEST(every_rule)
{
    static const char *const rules[] = {"R27", "R28", "R29", "R30", "R31", "R35", "R42"};
    had_finding_info info = {.size = sizeof info};
    int codes = 0;
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        ck_assert_msg(listed(rules[i], NULL), "no cases for the rule %s", rules[i]);
        for (size_t n = 0; had_finding_get(n, 0, &info) == HAD_OK; n++) {
            if (!strstr(info.source, rules[i]))
                continue;
            ck_assert_msg(expected(info.code), "no case has the code %s", info.code);
            codes++;
        }
    }
    ck_assert_int_ge(codes, 14); /* 910 to 924 without 919: of R27, R29 and R30 */
    ck_assert(expected("CARACTERE ILLICITE"));
    ck_assert(expected("LONGUEUR INCORRECTE"));
    ck_assert(expected("FORMAT INCONNU"));
}
END_TEST

/* A part stands once in the list: its name leads to its two cases. */
START_TEST(once)
{
    for (size_t i = 0; i < EDGES; i++)
        for (size_t k = 0; k < i; k++)
            ck_assert_msg(strcmp(edges[i].rule, edges[k].rule) != 0 ||
                              strcmp(edges[i].part, edges[k].part) != 0,
                          "%s, %s stands twice", edges[i].rule, edges[i].part);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("beside_edges");
    TCase *group = tcase_create("edges");
    tcase_add_loop_test(group, inside_and_outside, 0, EDGES);
    tcase_add_test(group, every_layout);
    tcase_add_test(group, every_rule);
    tcase_add_test(group, once);
    suite_add_tcase(suite, group);
    return support_run(suite);
}
