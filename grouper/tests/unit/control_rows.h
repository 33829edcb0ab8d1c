/* SPDX-License-Identifier: Apache-2.0 */
/* Every control written: a record that raises it, what it is declared to imply and nothing else,
 * and its neighbours that do not. One table; a row that needs a second field says so in `changes`
 * (a blank is written _). A new control gets its rows here: test_controls looks at what is found
 * and at the fast way, test_usual at the records in columns. */
#ifndef CONTROL_ROWS_H
#define CONTROL_ROWS_H

#include <stdint.h>

struct control_row {
    const char *format, *changes, *expected;
    int32_t date; /* of processing */
};

static const struct control_row control_rows[] = {
    /* 001: the stay number, ex-DGF; ex-OQN has 093, 094. */
    {"H0F", "sejour=____", "001"},
    {"H0F", "sejour=A.B", "001"},
    {"H0F", "sejour=A_B", "001"},
    {"H0F", "sejour=\xC3\xA9", "001"},
    {"H0F", "sejour=_AB9z", ""},
    {"H0F", "sejour=12345678901234567890", ""},
    {"H0F", "sejour=1234567890123456789-", "001"},
    {"H0F", "sejour=1234567_9", "001"},
    {"H0F", "sejour=12345678901234_6", "001"},
    {"H0G", "no_entree=00000000A", "093"},
    {"H0G", "no_entree=_________", "093"},
    {"H0G", "no_facture=_________", "094"},
    {"H0G", "no_facture=1234_6789", "094"},
    {"H0G", "no_facture=999999999", ""},
    /* 002-004: birth and admission. */
    {"H0F", "date_naissance=________", "002"},
    {"H0F", "date_naissance=00000000", "002"},
    {"H0F", "date_naissance=29021941", "002"},
    {"H0F", "date_naissance=29021940", ""},
    {"H0F", "date_naissance=01050000", "002"},
    {"H0F", "date_naissance=01052024", ""},
    {"H0F", "date_naissance=02052024", "003"},
    {"H0F", "date_naissance=01051904", ""},
    {"H0F", "date_naissance=30041904", "003"},
    {"H0F", "date_entree=________", "004"},
    {"H0F", "date_entree=32012024", "004"},
    {"H0F", "date_entree=02052024", "005"},
    {"H0F", "date_entree=06052024", "005,006"},
    {"H0F", "date_entree=05052024", "005"},
    {"H0F", "date_entree=01011984", ""},
    {"H0F", "date_entree=31121983", "505"},
    /* 007-012: sequence. */
    {"H0F", "date_debut_sequence=________", "007"},
    {"H0F", "date_debut_sequence=0105202A", "007"},
    {"H0F", "date_debut_sequence=05052024", ""},
    {"H0F", "date_debut_sequence=06052024", "009"},
    {"H0F", "date_debut_sequence=21052024", "009,012"},
    {"H0F", "date_fin_sequence=30042024", "011,017,024"},
    {"H0F", "date_fin_sequence=04052024", "017,024"},
    {"H0F", "date_fin_sequence=05052024", "024"},
    {"H0F", "date_fin_sequence=20052024", ""},
    {"H0F", "date_fin_sequence=31042024", "047"},
    {"H0F", "date_sortie=30042024", "010,016,023"},
    {"H0F", "date_sortie=04052024", "016,023"},
    {"H0F", "date_sortie=19052024", "023"},
    {"H0F", "date_sortie=20052024", ""},
    {"H0F", "date_sortie=00000000", "045"},
    {"H0F", "date_sortie=21052024 date_fin_sequence=22052024", "046"},
    {"H0F", "date_sortie=21052024 date_fin_sequence=21052024", ""},
    /* 013-019: sub-sequence. */
    {"H0F", "date_debut_sous_sequence=________", "013"},
    {"H0F", "date_debut_sous_sequence=21052024", "018"},
    {"H0F", "date_debut_sous_sequence=20052024", ""},
    {"H0F", "date_fin_sous_sequence=________", "019"},
    {"H0F", "date_fin_sous_sequence=30022024", "019"},
    /* Rule R5: no comparison with a date that is not valid. */
    {"H0F", "date_entree=________ date_debut_sequence=XXXXXXXX", "004,007"},
    /* 025, 026, 056: the lists. */
    {"H0F", "mpp=__", "025"},
    {"H0F", "mpp=16", "025"},
    {"H0F", "mpp=4_", "025"},
    {"H0F", "mpp=25", "025"},
    {"H0F", "mpa=__", "056"},
    {"H0F", "mpa=16", "056,108"},
    {"H0F", "mpp=01", "056"}, /* rule R24: an erronee pair of listed modes */
    {"H0F", "ik=___", "026"},
    {"H0F", "ik=000", "026"},
    {"H0F", "ik=055", "026"},
    {"H0F", "ik=110", "026"},
    {"H0F", "ik=_50", "026"},
    {"H0F", "ik=010", ""},
    {"H0F", "ik=100", ""},
    /* 028, 050, 051, 089: discharge. */
    {"H0F", "mode_sortie=8", "028"},
    {"H0F", "mode_sortie=9 date_sortie=XXXXXXXX", "028,045"},
    {"H0F", "mode_sortie=8 date_sortie=20052024", ""},
    {"H0F", "mode_sortie=5 date_sortie=20052024", "050"},
    {"H0F", "mode_sortie=5 destination=9 date_sortie=20052024", "050"},
    {"H0F", "mode_sortie=6 destination=1 date_sortie=20052024", ""},
    {"H0F", "mode_sortie=6 destination=7 date_sortie=20052024", "051"},
    {"H0F", "mode_sortie=7 destination=6 date_sortie=20052024", ""},
    {"H0F", "mode_sortie=8 destination=1 date_sortie=20052024", "051"},
    {"H0F", "mode_sortie=8 destination=7 date_sortie=20052024", ""},
    {"H0F", "mode_sortie=9 destination=7 date_sortie=20052024", "051"},
    {"H0F", "mode_sortie=_ destination=7", "051"},
    {"H0F", "derniere_sous_sequence=1", "089"},
    {"H0F", "derniere_sous_sequence=1 date_sortie=20052024", "089"},
    {"H0F", "derniere_sous_sequence=1 date_sortie=20052024 date_fin_sequence=20052024", ""},
    {"H0F", "derniere_sous_sequence=1 date_sortie=21052024 date_fin_sequence=21052024", "089"},
    {"H0F", "derniere_sous_sequence=_", "088"},
    {"H0F", "derniere_sous_sequence=3", "088"},
    /* 040-044: identity and admission. */
    {"H0F", "finess_epmsi=75071218A", "040"},
    {"H0F", "finess_epmsi=________", "040"},
    {"H0F", "finess_epmsi=2A0712184", ""},
    {"H0F", "finess_epmsi=2b0712184", "040"},
    {"H0F", "finess_geo=2C0712184", "041"},
    {"H0F", "finess_geo=2B0712184", ""},
    {"H0F", "finess_geo=75071218_", "041"},
    {"H0F", "sexe=0", "042"},
    {"H0F", "sexe=_", "042"},
    {"H0F", "sexe=3", ""},
    {"H0B", "sexe=3", "042"},
    {"H0D", "sexe=3", ""},
    {"H0F", "mode_entree=9", "043"},
    {"H0F", "mode_entree=_ provenance=5", "043"},
    {"H0F", "mode_entree=6 provenance=_", "044"},
    {"H0F", "mode_entree=6 provenance=4", ""},
    {"H0F", "mode_entree=7 provenance=5", "044"},
    {"H0F", "mode_entree=8 provenance=9", ""},
    {"H0B", "mode_entree=8 provenance=9", "044"},
    {"H0F", "mode_entree=6 provenance=9", "044"},
    {"H0F", "mode_entree=8 provenance=1", "044"},
    /* 053: DP; a layout without the field has no such control. */
    {"H0F", "dp=________", "053"},
    {"H0F", "dp=c500____", "053"},
    {"H0F", "dp=C5", "053"},
    {"H0F", "dp=C50", ""},
    {"H0F", "dp=C501+9A_", ""},
    {"H0F", "dp=C50_1___", "053"},
    {"H0F", "dp=C5012345", ""},
    {"H0F", "dp=C501234\xE9", "053"},
    {"H03", "dp=________", "053"},
    {"H02", "dp=________", "053"},
    {"H05", "", ""},
    /* 060-066: AVQ and domicile. */
    {"H0F", "avq_habillage=0", "060"},
    {"H0F", "avq_locomotion=5", "061"},
    {"H0F", "avq_alimentation=_", "062"},
    {"H0F", "avq_continence=A", "063"},
    {"H0F", "avq_comportement=9", "064"},
    {"H0F", "avq_relation=0", "065"},
    {"H0F", "type_domicile=_", "066"},
    {"H0F", "type_domicile=7", "066"},
    {"H0F", "type_domicile=6", ""},
    {"H09", "type_domicile=6", "066"},
    {"H05", "type_domicile=4", "066"},
    {"H07", "type_domicile=4", ""},
    {"H07", "type_domicile=5", ""},
    /* 068: MPD. */
    {"H0F", "mpd1=16", "068"},
    {"H0F", "mpd3=23", "068"},
    {"H0F", "mpd5=29", "068"},
    {"H0F", "mpd5=0_", "068"},
    {"H0F", "mpd1=__ mpd2=28 mpd3=20", ""},
    {"H0F", "mpd1=__ mpd2=__ mpd3=__ mpd4=__ mpd5=__", ""},
    /* 070-073, 100, 101: counts; what uses them does not run. */
    {"H0F", "n_da=__", "070"},
    {"H0F", "n_da=0A", "071"},
    {"H0F", "n_da=_1", "071"},
    {"H0F", "n_zones_ccam=___", "072"},
    {"H0F", "n_zones_ccam=0X0", "073"},
    {"H0F", "n_dcmpp=_", "100"},
    {"H0F", "n_dcmpp=X", "100"},
    {"H0F", "n_dcmpp=0", ""},
    {"H0F", "n_dcmpa=_", "101"},
    {"H0F", "n_dcmpa=X mpa=05", "101"},
    /* 086, 087: numbers. */
    {"H0F", "no_sequence=0000", "086"},
    {"H0F", "no_sequence=____", "086"},
    {"H0F", "no_sequence=00A1", "086"},
    {"H0F", "no_sequence=__01", "086"},
    {"H0F", "no_sequence=9999", ""},
    {"H0F", "no_sous_sequence=0000", "087"},
    {"H0F", "no_sous_sequence=___1", "087"},
    {"H02", "no_sequence=00", "086"},
    /* 091: no classification for the date; the lists are then those of the modes. */
    {"H0F",
     "date_fin_sous_sequence=20052004 date_debut_sous_sequence=05052004 "
     "date_debut_sequence=01052004 date_entree=01052004",
     "091"},
    /* 095, 096: ex-OQN. */
    {"H0G", "facturable=4", "095"},
    {"H0G", "facturable=_", "095"},
    {"H0G", "facturable=0", "096"},
    {"H0G", "facturable=0 motif_non_facturation=3", ""},
    {"H0G", "facturable=0 motif_non_facturation=8", ""},
    {"H0C", "facturable=0 motif_non_facturation=8", "096"},
    {"H0G", "facturable=0 motif_non_facturation=E", ""},
    {"H0C", "facturable=0 motif_non_facturation=E", "096"},
    {"H0G", "facturable=1 motif_non_facturation=1", "096"},
    {"H0G", "facturable=_ motif_non_facturation=1", "095,096"},
    /* 104-106: confirmation. */
    {"H0F", "confirmation_codage=X", "104"},
    {"H0F", "confirmation_codage=0", "104"},
    {"H0F", "confirmation_codage=1", "106"},
    /* 108, 531: MPA without a diagnosis. */
    {"H0F", "mpa=05", "108"},
    {"H0F", "mpa=_5", "056,108"}, /* one blank is no blank MPA */
    {"H09", "mpa=05", "108,531"},
    {"H05", "mpa=05", "531"},
    /* 500, 501, 905: the date of processing. */
    {"H0F", "", "", 20240520},
    {"H0F", "", "905", 20240519},
    {"H0F", "", "500,905", 20240430},
    {"H0F", "date_sortie=21052024", "501", 20240520},
    {"H0F", "date_sortie=21052024", ""},
    /* 514: postal code. */
    {"H0F", "code_postal=7500_", "514"},
    {"H0F", "code_postal=_____", "514"},
    {"H0F", "code_postal=7500A", "514"},
    {"H0F", "code_postal=99109", ""},
    /* 517, 530: the matrix. */
    {"H0F", "mpa=04", "108,517"},
    {"H0F", "mpp=01 mpa=15", "108,530"},
    /* 903: rule R24. */
    {"H0F",
     "date_debut_sequence=20022025 date_debut_sous_sequence=28022025 "
     "date_fin_sous_sequence=01032025 date_entree=20022025",
     "903"},
    {"H0F",
     "date_debut_sequence=20022025 date_debut_sous_sequence=01032025 "
     "date_fin_sous_sequence=02032025 date_entree=20022025",
     ""},
    {"H0F",
     "date_debut_sequence=20022024 date_debut_sous_sequence=20022024 "
     "date_fin_sous_sequence=29022024 date_entree=20022024",
     ""},
    {"H0F",
     "date_debut_sequence=20022026 date_debut_sous_sequence=28022026 "
     "date_fin_sous_sequence=01032026 date_entree=20022026",
     ""},
    {"H0F",
     "date_debut_sequence=20022024 date_debut_sous_sequence=02032024 "
     "date_fin_sous_sequence=01032025 date_entree=20022024",
     "903"},
    /* 904: rule R2, 31 May 2024 is rank 31: 999 days of zone 4 end on 23 February 2027. */
    {"H0F", "date_fin_sous_sequence=23022027", "903"},
    {"H0F", "date_fin_sous_sequence=24022027", "903,904"},
};

enum { CONTROL_ROWS = sizeof control_rows / sizeof control_rows[0] };

#endif
