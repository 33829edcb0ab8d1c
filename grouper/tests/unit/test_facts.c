/* SPDX-License-Identifier: Apache-2.0 */
/* The facts that are compiled in, written down a second time from their sources, in another form:
 * a cell of a table that is changed by mistake is not what stands here. A cell that the State
 * changes is changed twice, here and there, from what it published. The matrix is that of the
 * formation of the Cnam of 30 April 2020; tariffs those of the decrees, by campagne; values and
 * modes those of the manuals. Trial values of `essai` are invented here and there. */
#include <string.h>

#include "lib/tables/embedded.h"
#include "lib/text/csv.h"
#include "support.h"

/* The rows of a table that is compiled in, as they stand in its file: for what no reader asks of
 * them. */
static struct csv table_rows(const char *name, const char *header)
{
    struct csv csv;
    size_t i = 0;
    while (i < embedded_count && strcmp(embedded_files[i].name, name) != 0)
        i++;
    ck_assert_uint_lt(i, embedded_count);
    had_file file = {name, embedded_files[i].bytes, embedded_files[i].size};
    ck_assert_int_eq(csv_open(&csv, &file, header, NULL), HAD_OK);
    return csv;
}

/* --- The published matrix --------------------------------------------------------------------- */

/* A MPP, and by MPA: A autorisee, I inattendue, N non autorisee, E erronee. */
static const char *const columns =
    "00 01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 17 18 19 21 22 24 25 29";
static const char *const matrix[] = {
    "01 EEAAAAAAAAAAAAAIAAAAEAIE", "02 EAEAAAEAAAAAAAAIAAAAEAIE", "03 AAANEIAAAAAAAAAIAAAAEIAE",
    "04 AAAENAAINAAAAANENANNEAEE", "05 AAAIANAAAAAAAEAIAAAAEEAE", "06 EAEAAAEAAAAAAAAIAAAAEAIE",
    "07 AAAAIAANAAAAAAAIAAAAEAAE", "08 AAAANAAANAAAAAAIAAAAEAAE", "09 AAAAAAAAANIAAAAIAAAAEAAE",
    "10 AAAAAAAAAINAAAAIAAAAEAAE", "11 EAAAAAAAAAAEAAAIAAAAEAIE", "12 EAAAAAAAAAAAEAAIAAAAEAIE",
    "13 AAAAAEAAAAAAANAIAAANEEAE", "14 EAAANAAAAAAAAAEIAAAAEAIE", "15 AIIIEIIIIIIIIIINIIIIEIAE",
    "17 EAAANAAAAAAAAAAIEANNEAAE", "18 AAAAAAAAAAAAAAAIANNNEAAE", "19 AAAANAAAAAAAAAAINNNNEAAE",
    "21 AAAANAAAAAAAANAINNNNENAE", "22 ANNNNNNNNNNNNNNINNNNENAE", "24 AAAIAEAAAAAAAEAIAAANENAE",
    "25 EEEEEEEEEEEEEEEEEEEEEEEE", "29 AAAAAAAAAANAAAAAAAAAEAAE",
};

enum { ROWS = sizeof matrix / sizeof matrix[0] };

static int two(const char *digits)
{
    return (digits[0] - '0') * 10 + digits[1] - '0';
}

/* What stands at a pair, '.' for nothing. */
static char letter(int mpp, int mpa)
{
    for (int row = 0; row < ROWS; row++)
        for (int i = 0; two(matrix[row]) == mpp && matrix[row][3 + i]; i++)
            if (two(columns + 3 * (size_t)i) == mpa)
                return matrix[row][3 + i];
    return '.';
}

START_TEST(pairs)
{
    static const char letters[] = {[HAD_STATUT_INCONNU] = '.',
                                   [HAD_AUTORISEE] = 'A',
                                   [HAD_INATTENDUE] = 'I',
                                   [HAD_NON_AUTORISEE] = 'N',
                                   [HAD_ERRONEE] = 'E'};
    had_tables *tables = support_tables(false);
    for (int mpp = 0; mpp < 100; mpp++)
        for (int mpa = 0; mpa < 100; mpa++)
            ck_assert_msg(letters[tables->matrix->statut[mpp][mpa]] == letter(mpp, mpa),
                          "%02d %02d", mpp, mpa);
    had_tables_free(tables);
}
END_TEST

/* --- Tariffs ---------------------------------------------------------------------------------- */

struct series {
    int campagne;
    had_secteur secteur;
    had_variante variante;
    int32_t centimes[GHT_COUNT]; /* a day, GHT 1 to 31 */
};

static const struct series series[] = {
    {2010, HAD_EX_DGF, HAD_BASE, {5394,  6986,  8603,  10200, 11804, 13401, 15002, 16604,
                                  18207, 19814, 21409, 23012, 24612, 26214, 27816, 29413,
                                  31018, 32617, 34220, 35822, 37416, 39029, 40619, 42238,
                                  43825, 45441, 47025, 48619, 50224, 51827, 53424}},
    {2010, HAD_EX_DGF, HAD_ESMS, {4693,  6078,  7485,  8874,  10269, 11659, 13051, 14445,
                                  15840, 17239, 18626, 20021, 21412, 22807, 24200, 25590,
                                  26986, 28377, 29772, 31165, 32552, 33956, 35339, 36747,
                                  38128, 39533, 40911, 42299, 43695, 45090, 46479}},
    {2011, HAD_EX_DGF, HAD_BASE, {5394,  6986,  8603,  10200, 11804, 13401, 15002, 16604,
                                  18207, 19814, 21409, 23012, 24612, 26214, 27816, 29413,
                                  31018, 32617, 34220, 35822, 37416, 39029, 40619, 42238,
                                  43825, 45441, 47025, 48619, 50224, 51827, 53424}},
    {2011, HAD_EX_DGF, HAD_ESMS, {4693,  6078,  7485,  8874,  10269, 11659, 13051, 14445,
                                  15840, 17239, 18626, 20021, 21412, 22807, 24200, 25590,
                                  26986, 28377, 29772, 31165, 32552, 33956, 35339, 36747,
                                  38128, 39533, 40911, 42299, 43695, 45090, 46479}},
    {2012, HAD_EX_DGF, HAD_BASE, {5403,  6997,  8617,  10216, 11823, 13422, 15026, 16631,
                                  18236, 19846, 21443, 23049, 24651, 26256, 27861, 29460,
                                  31068, 32669, 34275, 35879, 37476, 39091, 40684, 42306,
                                  43895, 45514, 47100, 48697, 50304, 51910, 53509}},
    {2012, HAD_EX_DGF, HAD_ESMS, {4701,  6088,  7497,  8888,  10285, 11678, 13072, 14468,
                                  15865, 17267, 18656, 20053, 21446, 22843, 24239, 25631,
                                  27029, 28422, 29820, 31215, 32604, 34010, 35396, 36806,
                                  38189, 39596, 40976, 42367, 43765, 45162, 46553}},
    {2013, HAD_EX_DGF, HAD_BASE, {5422,  7021,  8647,  10252, 11864, 13469, 15079, 16689,
                                  18300, 19915, 21518, 23130, 24737, 26348, 27959, 29563,
                                  31177, 32783, 34395, 36005, 37607, 39228, 40826, 42454,
                                  44049, 45673, 47265, 48867, 50480, 52092, 53696}},
    {2013, HAD_EX_DGF, HAD_ESMS, {4717,  6109,  7523,  8919,  10321, 11719, 13118, 14519,
                                  15921, 17327, 18721, 20123, 21521, 22923, 24324, 25721,
                                  27124, 28521, 29924, 31324, 32718, 34129, 35520, 36935,
                                  38323, 39735, 41119, 42515, 43918, 45320, 46716}},
    {2014, HAD_EX_DGF, HAD_BASE, {5441,  7046,  8677,  10288, 11906, 13516, 15132, 16747,
                                  18364, 19985, 21593, 23211, 24824, 26440, 28057, 29666,
                                  31286, 32898, 34515, 36131, 37739, 39365, 40969, 42603,
                                  44203, 45833, 47430, 49038, 50657, 52274, 53884}},
    {2014, HAD_EX_DGF, HAD_ESMS, {4734,  6130,  7549,  8950,  10357, 11760, 13164, 14570,
                                  15977, 17388, 18787, 20193, 21596, 23003, 24409, 25811,
                                  27219, 28621, 30029, 31434, 32833, 34248, 35644, 37064,
                                  38457, 39874, 41263, 42664, 44072, 45479, 46880}},
    {2015, HAD_EX_DGF, HAD_BASE, {5463,  7074,  8712,  10329, 11954, 13570, 15193, 16814,
                                  18437, 20065, 21679, 23304, 24923, 26546, 28169, 29785,
                                  31411, 33030, 34653, 36276, 37890, 39522, 41133, 42773,
                                  44380, 46016, 47620, 49234, 50860, 52483, 54100}},
    {2015, HAD_EX_DGF, HAD_ESMS, {4753,  6155,  7579,  8986,  10398, 11807, 13217, 14628,
                                  16041, 17458, 18862, 20274, 21682, 23095, 24507, 25914,
                                  27328, 28735, 30149, 31560, 32964, 34385, 35787, 37212,
                                  38611, 40033, 41428, 42835, 44248, 45661, 47068}},
    {2015, HAD_EX_OQN, HAD_BASE, {5296,  6878,  8460,  10040, 11623, 13202, 14784, 16365,
                                  17947, 19528, 21109, 22691, 24271, 25852, 27433, 29015,
                                  30597, 32177, 33759, 35339, 36921, 38502, 40083, 41665,
                                  43246, 44825, 46408, 47989, 49571, 51152, 52732}},
    {2015, HAD_EX_OQN, HAD_ESMS, {4608,  5984,  7360,  8735,  10111, 11487, 12863, 14239,
                                  15613, 16989, 18365, 19740, 21116, 22492, 23868, 25243,
                                  26618, 27994, 29369, 30746, 32121, 33497, 34872, 36249,
                                  37624, 39000, 40375, 41751, 43126, 44502, 45877}},
    {2016, HAD_EX_DGF, HAD_BASE, {5485,  7102,  8747,  10370, 12002, 13624, 15254, 16881,
                                  18511, 20145, 21766, 23397, 25023, 26652, 28282, 29904,
                                  31537, 33162, 34792, 36421, 38042, 39680, 41298, 42944,
                                  44558, 46200, 47810, 49431, 51063, 52693, 54316}},
    {2016, HAD_EX_DGF, HAD_ESMS, {4772,  6180,  7609,  9022,  10440, 11854, 13270, 14687,
                                  16105, 17528, 18937, 20355, 21769, 23187, 24605, 26018,
                                  27437, 28850, 30270, 31686, 33096, 34523, 35930, 37361,
                                  38765, 40193, 41594, 43006, 44425, 45844, 47256}},
    {2016, HAD_EX_OQN, HAD_BASE, {5283,  6861,  8439,  10015, 11594, 13169, 14747, 16324,
                                  17902, 19479, 21056, 22634, 24210, 25787, 27364, 28942,
                                  30521, 32097, 33675, 35251, 36829, 38406, 39983, 41561,
                                  43138, 44713, 46292, 47869, 49447, 51024, 52600}},
    {2017, HAD_EX_DGF, HAD_BASE, {5523,  7152,  8808,  10443, 12086, 13719, 15361, 16999,
                                  18641, 20286, 21918, 23561, 25198, 26839, 28480, 30113,
                                  31758, 33394, 35036, 36676, 38308, 39958, 41587, 43245,
                                  44870, 46523, 48145, 49777, 51420, 53062, 54696}},
    {2017, HAD_EX_DGF, HAD_ESMS, {4805,  6223,  7662,  9085,  10513, 11937, 13363, 14790,
                                  16218, 17651, 19070, 20497, 21921, 23349, 24777, 26200,
                                  27629, 29052, 30482, 31908, 33328, 34765, 36182, 37623,
                                  39036, 40474, 41885, 43307, 44736, 46165, 47587}},
    {2017, HAD_EX_OQN, HAD_BASE, {5294,  6875,  8456,  10036, 11618, 13196, 14777, 16358,
                                  17939, 19519, 21099, 22681, 24260, 25840, 27420, 29002,
                                  30584, 32163, 33744, 35324, 36905, 38485, 40065, 41647,
                                  43227, 44805, 46387, 47968, 49549, 51129, 52708}},
    {2018, HAD_EX_DGF, HAD_BASE, {5562,  7202,  8870,  10516, 12171, 13815, 15469, 17118,
                                  18771, 20428, 22071, 23726, 25374, 27027, 28679, 30324,
                                  31980, 33628, 35281, 36933, 38576, 40238, 41878, 43548,
                                  45184, 46849, 48482, 50125, 51780, 53433, 55079}},
    {2018, HAD_EX_DGF, HAD_ESMS, {4839,  6266,  7717,  9149,  10589, 12019, 13458, 14893,
                                  16331, 17772, 19202, 20642, 22075, 23513, 24951, 26382,
                                  27823, 29256, 30694, 32132, 33561, 35007, 36434, 37887,
                                  39310, 40759, 42179, 43609, 45049, 46487, 47919}},
    {2018, HAD_EX_DGF, HAD_SSIAD, {5173,  6698,  8249,  9780,  11319, 12848, 14386, 15920,
                                   17457, 18998, 20526, 22065, 23598, 25135, 26671, 28201,
                                   29741, 31274, 32811, 34348, 35876, 37421, 38947, 40500,
                                   42021, 43570, 45088, 46616, 48155, 49693, 51223}},
    {2018, HAD_EX_OQN, HAD_BASE, {5510,  7156,  8801,  10446, 12092, 13735, 15380, 17026,
                                  18672, 20316, 21961, 23607, 25251, 26895, 28540, 30186,
                                  31833, 33476, 35122, 36766, 38412, 40057, 41701, 43348,
                                  44992, 46635, 48281, 49927, 51572, 53217, 54860}},
    {2019, HAD_EX_DGF, HAD_BASE, {5615,  7271,  8955,  10617, 12288, 13948, 15618, 17282,
                                  18951, 20624, 22283, 23954, 25618, 27286, 28954, 30615,
                                  32287, 33951, 35620, 37288, 38946, 40624, 42280, 43966,
                                  45618, 47299, 48947, 50606, 52277, 53946, 55608}},
    {2019, HAD_EX_DGF, HAD_ESMS, {4885,  6326,  7791,  9237,  10691, 12135, 13588, 15035,
                                  16487, 17943, 19386, 20840, 22288, 23739, 25190, 26635,
                                  28090, 29537, 30989, 32441, 33883, 35343, 36784, 38250,
                                  39688, 41150, 42584, 44027, 45481, 46933, 48379}},
    {2019, HAD_EX_DGF, HAD_SSIAD, {5222,  6762,  8328,  9874,  11428, 12972, 14525, 16072,
                                   17624, 19180, 20723, 22277, 23825, 25376, 26927, 28472,
                                   30027, 31574, 33127, 34678, 36220, 37780, 39320, 40888,
                                   42425, 43988, 45521, 47064, 48618, 50170, 51715}},
    {2019, HAD_EX_OQN, HAD_BASE, {5563,  7225,  8885,  10546, 12208, 13867, 15528, 17189,
                                  18851, 20511, 22172, 23834, 25493, 27153, 28814, 30476,
                                  32139, 33797, 35459, 37119, 38781, 40442, 42101, 43764,
                                  45424, 47083, 48744, 50406, 52067, 53728, 55387}},
    {2020, HAD_EX_DGF, HAD_BASE, {5677,  7351,  9054,  10734, 12423, 14101, 15790, 17472,
                                  19159, 20851, 22528, 24217, 25900, 27586, 29272, 30952,
                                  32642, 34324, 36012, 37698, 39374, 41071, 42745, 44450,
                                  46120, 47819, 49485, 51163, 52852, 54539, 56220}},
    {2020, HAD_EX_DGF, HAD_ESMS, {4939,  6395,  7877,  9339,  10808, 12268, 13737, 15201,
                                  16668, 18140, 19599, 21069, 22533, 24000, 25467, 26928,
                                  28399, 29862, 31330, 32797, 34255, 35732, 37188, 38672,
                                  40124, 41603, 43052, 44512, 45981, 47449, 48911}},
    {2020, HAD_EX_DGF, HAD_SSIAD, {5280,  6836,  8420,  9983,  11553, 13114, 14685, 16249,
                                   17818, 19391, 20951, 22522, 24087, 25655, 27223, 28785,
                                   30357, 31921, 33491, 35059, 36618, 38196, 39753, 41339,
                                   42892, 44472, 46021, 47582, 49152, 50721, 52285}},
    {2020, HAD_EX_OQN, HAD_BASE, {5624,  7304,  8983,  10662, 12342, 14020, 15699, 17378,
                                  19058, 20737, 22416, 24096, 25773, 27452, 29131, 30811,
                                  32493, 34169, 35849, 37527, 39208, 40887, 42564, 44245,
                                  45924, 47601, 49280, 50960, 52640, 54319, 55996}},
    {2021, HAD_EX_DGF, HAD_BASE, {6041,  7823,  9635,  11423, 13220, 15006, 16803, 18593,
                                  20388, 22189, 23973, 25770, 27561, 29356, 31150, 32937,
                                  34736, 36526, 38322, 40116, 41900, 43706, 45487, 47301,
                                  49078, 50886, 52659, 54445, 56242, 58038, 59826}},
    {2021, HAD_EX_DGF, HAD_ESMS, {5256,  6805,  8382,  9938,  11501, 13055, 14618, 16176,
                                  17737, 19304, 20856, 22421, 23978, 25540, 27101, 28655,
                                  30221, 31778, 33340, 34901, 36452, 38024, 39574, 41153,
                                  42698, 44272, 45814, 47367, 48931, 50493, 52049}},
    {2021, HAD_EX_DGF, HAD_SSIAD, {5619,  7275,  8960,  10623, 12294, 13955, 15627, 17291,
                                   18961, 20635, 22295, 23967, 25632, 27301, 28969, 30631,
                                   32304, 33969, 35639, 37308, 38967, 40646, 42303, 43991,
                                   45643, 47325, 48973, 50634, 52305, 53975, 55639}},
    {2021, HAD_EX_OQN, HAD_BASE, {5984,  7772,  9558,  11345, 13133, 14918, 16705, 18491,
                                  20279, 22065, 23852, 25640, 27424, 29211, 30997, 32785,
                                  34574, 36358, 38145, 39931, 41720, 43506, 45291, 47079,
                                  48866, 50650, 52437, 54224, 56012, 57799, 59583}},
    {2022, HAD_EX_DGF, HAD_BASE, {6155,  7971,  9817,  11639, 13470, 15289, 17120, 18944,
                                  20773, 22608, 24426, 26256, 28081, 29910, 31738, 33559,
                                  35392, 37216, 39045, 40873, 42691, 44531, 46346, 48194,
                                  50004, 51847, 53653, 55473, 57304, 59134, 60955}},
    {2022, HAD_EX_DGF, HAD_ESMS, {5355,  6935,  8541,  10126, 11719, 13301, 14894, 16481,
                                  18073, 19669, 21251, 22843, 24430, 26022, 27612, 29196,
                                  30791, 32378, 33969, 35560, 37141, 38742, 40321, 41929,
                                  43503, 45107, 46678, 48262, 49854, 51447, 53031}},
    {2022, HAD_EX_DGF, HAD_SSIAD, {5724,  7413,  9130,  10824, 12527, 14219, 15922, 17618,
                                   19319, 21025, 22716, 24418, 26115, 27816, 29516, 31210,
                                   32915, 34611, 36312, 38012, 39703, 41414, 43102, 44820,
                                   46504, 48218, 49897, 51590, 53293, 54995, 56688}},
    {2022, HAD_EX_OQN, HAD_BASE, {6097,  7919,  9739,  11560, 13381, 15200, 17021, 18841,
                                  20663, 22482, 24303, 26125, 27943, 29764, 31583, 33405,
                                  35228, 37046, 38867, 40687, 42509, 44329, 46148, 47970,
                                  49791, 51608, 53429, 55250, 57072, 58893, 60710}},
    {2023, HAD_EX_DGF, HAD_BASE, {6490,  8405,  10351, 12272, 14203, 16121, 18051, 19975,
                                  21903, 23838, 25755, 27685, 29609, 31537, 33465, 35385,
                                  37318, 39241, 41169, 43097, 45014, 46954, 48868, 50816,
                                  52725, 54668, 56572, 58491, 60422, 62351, 64271}},
    {2023, HAD_EX_DGF, HAD_ESMS, {5646,  7312,  9005,  10677, 12357, 14025, 15704, 17378,
                                  19056, 20739, 22407, 24086, 25760, 27437, 29115, 30785,
                                  32467, 34140, 35817, 37494, 39162, 40850, 42515, 44210,
                                  45871, 47561, 49218, 50887, 52567, 54245, 55916}},
    {2023, HAD_EX_DGF, HAD_SSIAD, {6036,  7817,  9626,  11413, 13209, 14993, 16787, 18577,
                                   20370, 22169, 23952, 25747, 27536, 29329, 31122, 32908,
                                   34706, 36494, 38287, 40080, 41863, 43667, 45447, 47259,
                                   49034, 50841, 52612, 54397, 56192, 57986, 59772}},
    {2023, HAD_EX_OQN, HAD_BASE, {6429,  8350,  10269, 12189, 14109, 16027, 17947, 19866,
                                  21787, 23705, 25625, 27546, 29463, 31383, 33301, 35223,
                                  37145, 39062, 40982, 42901, 44822, 46741, 48659, 50580,
                                  52500, 54416, 56336, 58256, 60177, 62097, 64013}},
    {2024, HAD_EX_DGF, HAD_BASE, {6704,  8682,  10692, 12676, 14671, 16652, 18645, 20633,
                                  22624, 24623, 26603, 28597, 30584, 32575, 34567, 36550,
                                  38547, 40533, 42525, 44516, 46496, 48500, 50477, 52489,
                                  54461, 56468, 58435, 60417, 62412, 64404, 66387}},
    {2024, HAD_EX_DGF, HAD_ESMS, {5832,  7553,  9302,  11028, 12764, 14487, 16221, 17951,
                                  19683, 21422, 23145, 24879, 26608, 28340, 30073, 31799,
                                  33536, 35264, 36997, 38729, 40452, 42195, 43915, 45665,
                                  47381, 49127, 50838, 52563, 54298, 56031, 57757}},
    {2024, HAD_EX_DGF, HAD_SSIAD, {6235,  8074,  9944,  11789, 13644, 15486, 17340, 19189,
                                   21040, 22899, 24741, 26595, 28443, 30295, 32147, 33992,
                                   35849, 37696, 39548, 41400, 43241, 45105, 46944, 48815,
                                   50649, 52515, 54345, 56188, 58043, 59896, 61740}},
    {2025, HAD_EX_DGF, HAD_BASE, {6804,  8812,  10852, 12865, 14890, 16901, 18923, 20941,
                                  22962, 24991, 27000, 29024, 31041, 33061, 35083, 37096,
                                  39123, 41138, 43160, 45181, 47190, 49224, 51231, 53273,
                                  55274, 57311, 59308, 61319, 63344, 65366, 67378}},
    {2025, HAD_EX_DGF, HAD_ESMS, {5919,  7666,  9441,  11193, 12954, 14704, 16463, 18219,
                                  19977, 21742, 23490, 25251, 27006, 28763, 30522, 32274,
                                  34037, 35790, 37549, 39307, 41055, 42825, 44571, 46348,
                                  48088, 49861, 51598, 53348, 55109, 56868, 58619}},
    {2025, HAD_EX_DGF, HAD_SSIAD, {6328,  8195,  10092, 11964, 13848, 15718, 17598, 19475,
                                   21355, 23242, 25110, 26992, 28868, 30747, 32627, 34499,
                                   36384, 38258, 40139, 42018, 43887, 45778, 47645, 49544,
                                   51405, 53299, 55156, 57027, 58910, 60790, 62662}},
};

enum { SERIES = sizeof series / sizeof series[0] };

static const struct series *series_of(int campagne, int secteur, int variante)
{
    for (int i = 0; i < SERIES; i++)
        if (series[i].campagne == campagne && (int)series[i].secteur == secteur &&
            (int)series[i].variante == variante)
            return &series[i];
    return NULL;
}

/* Every series, and no other: what is not published is not there. */
START_TEST(tariffs)
{
    had_tables *tables = support_tables(false);
    for (int campagne = CAMPAGNE_FIRST; campagne <= CAMPAGNE_LAST; campagne++) {
        uint8_t index = tables->tarifs.index[campagne - CAMPAGNE_FIRST];
        for (int s = 0; s < SECTEURS; s++)
            for (int v = 0; v < VARIANTES; v++) {
                const struct series *of = series_of(campagne, s, v);
                for (int ght = 0; ght <= GHT_COUNT; ght++) {
                    struct tarif read = {0, 0};
                    if (index)
                        read = tables->tarifs.campagne[index - 1].read[s][v][ght];
                    ck_assert_int_eq(read.centimes, of && ght ? of->centimes[ght - 1] : 0);
                }
            }
    }
    had_tables_free(tables);
}
END_TEST

/* --- Prudential coefficients ------------------------------------------------------------------ */

/* From the year of the mechanism on; rows whose certitude is low are not used (rule R41). */
static const int32_t ex_dgf[] = {9965, 9965, 9965, 9950, 9930, 9930, 9930,
                                 9930, 9930, 9930, 9930, 9930, 9930, 9930};
enum { EX_DGF_FIRST = 2013, EX_DGF_LAST = EX_DGF_FIRST + sizeof ex_dgf / sizeof ex_dgf[0] - 1 };

static int32_t known(const had_tables *tables, int campagne, int secteur, int kind)
{
    uint16_t row = tables->coefficients.known[campagne - CAMPAGNE_FIRST][secteur][kind];
    return row ? tables->coefficients.row[row - 1].value : 0;
}

START_TEST(coefficients)
{
    had_tables *tables = support_tables(false);
    for (int c = CAMPAGNE_FIRST; c <= CAMPAGNE_LAST; c++) {
        int32_t alone = c >= EX_DGF_FIRST && c <= EX_DGF_LAST ? ex_dgf[c - EX_DGF_FIRST] : 0;
        int32_t both = c == 2018 || c == 2025 ? 9930 : 0;
        ck_assert_int_eq(known(tables, c, HAD_EX_DGF, ALONE), alone);
        ck_assert_int_eq(known(tables, c, HAD_EX_OQN, ALONE), 0);
        ck_assert_int_eq(known(tables, c, HAD_EX_DGF, BOTH), both);
        ck_assert_int_eq(known(tables, c, HAD_EX_OQN, BOTH), both);
    }
    had_tables_free(tables);
}
END_TEST

/* --- Values of coded fields ------------------------------------------------------------------- */

/* Of a list: its values, `_` a blank; those that came, or went, with a year. */
struct came {
    int from;
    const char *values;
};
struct values {
    enum value_list list;
    const char *always;
    struct came came[2];
};

static const struct values values[] = {
    {LIST_SEXE, "12", {{2023, "3"}}},   {LIST_MODE_ENTREE, "678", {{0}}},
    {LIST_MODE_SORTIE, "6789_", {{0}}}, {LIST_HABILLAGE, "1234", {{0}}},
    {LIST_LOCOMOTION, "1234", {{0}}},   {LIST_ALIMENTATION, "1234", {{0}}},
    {LIST_CONTINENCE, "1234", {{0}}},   {LIST_COMPORTEMENT, "1234", {{0}}},
    {LIST_RELATION, "1234", {{0}}},     {LIST_TYPE_DOMICILE, "123", {{2013, "45"}, {2018, "6"}}},
    {LIST_DERNIERE, "12", {{0}}},       {LIST_FACTURABLE, "0123", {{0}}},
    {LIST_CONFIRMATION, "1_", {{0}}},
};
enum { VALUES = sizeof values / sizeof values[0] };
_Static_assert((int)VALUES == (int)LIST_COUNT, "a list without its values");

/* Whether a byte is among characters. */
static bool among(const char *characters, int byte)
{
    return characters && byte && strchr(characters, byte == ' ' ? '_' : byte == '_' ? '?' : byte);
}

static bool taken(const char *always, const struct came came[2], int year, int byte)
{
    bool is = among(always, byte);
    for (int i = 0; i < 2; i++)
        is = is || (came[i].values && year >= came[i].from && among(came[i].values, byte));
    return is;
}

START_TEST(lists)
{
    had_tables *tables = support_tables(false);
    for (int y = 0; y < YEAR_COUNT; y++)
        for (int i = 0; i < VALUES; i++)
            for (int byte = 0; byte < 256; byte++)
                ck_assert_msg(
                    value_allowed(&tables->rules->year[y], values[i].list, (unsigned char)byte) ==
                        taken(values[i].always, values[i].came, YEAR_FIRST + y, byte),
                    "%s %d %d", rules_list_field(values[i].list), YEAR_FIRST + y, byte);
    had_tables_free(tables);
}
END_TEST

/* A value that is given for some years is one of theirs, and of no other. */
START_TEST(value_of_some_years)
{
    static const char text[] = "code;field;value;if_field;if_value;from;to\n"
                               "042;sexe;7;;;2013;2016\n";
    const had_file file = {"v.csv", text, sizeof text - 1};
    had_tables *tables = support_tables(false);
    ck_assert_int_eq(had_tables_add(tables, HAD_TABLE_VALUES, &file, 1, NULL), HAD_OK);
    for (int y = 0; y < YEAR_COUNT; y++) {
        bool theirs = YEAR_FIRST + y >= 2013 && YEAR_FIRST + y <= 2016;
        ck_assert(value_allowed(&tables->rules->year[y], LIST_SEXE, '7') == theirs);
    }
    had_tables_free(tables);
}
END_TEST

/* Before the first year and after the last, theirs hold (rule R18). */
START_TEST(years_outside)
{
    static const struct {
        const char *row, *first, *last;
        bool taken;
    } cases[] = {
        {"042;sexe;7;;;;2011\n", "01012011", "05012011", true},
        {"042;sexe;7;;;;2011\n", "01012009", "05012009", true},
        {"042;sexe;7;;;2012;\n", "01012009", "05012009", false},
        {"042;sexe;7;;;2040;\n", "01012040", "05012040", true},
        {"042;sexe;7;;;2040;\n", "01012045", "05012045", true},
        {"042;sexe;7;;;;2039\n", "01012045", "05012045", false},
    };
    const had_options options = {.size = sizeof options, .date = 20501231};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[100], changes[200];
        struct line line;
        snprintf(text, sizeof text, "code;field;value;if_field;if_value;from;to\n%s", cases[i].row);
        const had_file file = {"v.csv", text, strlen(text)};
        had_tables *tables = support_tables(true);
        ck_assert_int_eq(had_tables_add(tables, HAD_TABLE_VALUES, &file, 1, NULL), HAD_OK);
        had_engine *engine = support_engine(tables, &options);
        line_make(&line, tables, "H0F");
        snprintf(changes, sizeof changes,
                 "sexe=7 date_entree=%s date_debut_sequence=%s date_debut_sous_sequence=%s "
                 "date_fin_sous_sequence=%s",
                 cases[i].first, cases[i].first, cases[i].first, cases[i].last);
        line_apply(&line, changes);
        had_result result = support_process(engine, &line);
        ck_assert_int_eq(had_findings_has(&result.findings, had_finding_number("042")),
                         !cases[i].taken);
        had_engine_free(engine);
        had_tables_free(tables);
    }
}
END_TEST

/* What goes with another field's value. What the other is none of these, any value goes; where it
 * stands for "any other" (`*`), for all that have no row. */
struct pair {
    enum value_pair pair;
    const char *others;
    const char *always;
    struct came came[2];
};

static const struct pair pairs_of[] = {
    {PAIR_PROVENANCE, "67", "12346", {{0}}},
    {PAIR_PROVENANCE, "8", "78_", {{2021, "9"}}},
    {PAIR_DESTINATION, "67", "12346", {{0}}},
    {PAIR_DESTINATION, "8", "78_", {{0}}},
    {PAIR_DESTINATION, "9_", "_", {{0}}},
    {PAIR_MOTIF, "0", "123459", {{2022, "E"}, {2024, "678"}}},
    {PAIR_MOTIF, "123", "_", {{0}}},
    {PAIR_MOTIF, "*", "_", {{0}}},
};
enum { PAIRS = sizeof pairs_of / sizeof pairs_of[0] };

static bool goes(enum value_pair pair, int other, int year, int byte)
{
    for (int i = 0; i < PAIRS; i++)
        if (pairs_of[i].pair == pair &&
            (among(pairs_of[i].others, other) || pairs_of[i].others[0] == '*'))
            return taken(pairs_of[i].always, pairs_of[i].came, year, byte);
    return true;
}

START_TEST(values_that_go_together)
{
    had_tables *tables = support_tables(false);
    for (int y = 0; y < YEAR_COUNT; y++)
        for (int pair = 0; pair < PAIR_COUNT; pair++)
            for (int other = 1; other < 256; other++)
                for (int byte = 0; byte < 256; byte++)
                    if (pair_allowed(&tables->rules->year[y], (enum value_pair)pair,
                                     (unsigned char)other, (unsigned char)byte) !=
                        goes((enum value_pair)pair, other, YEAR_FIRST + y, byte))
                        ck_abort_msg("pair %d %d: %d %d", pair, YEAR_FIRST + y, other, byte);
    had_tables_free(tables);
}
END_TEST

/* --- Modes ------------------------------------------------------------------------------------ */

static const char *const modes[MODE_KINDS] = {
    [MODE_MPP] = "01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 17 18 19 20 21 22 24 29",
    [MODE_MPA] = "00 01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 17 18 19 20 21 24 25",
    [MODE_MPD] = "00 01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 17 18 19 20 21 22 24 25 26 27 28",
};
/* In a care home with its care package. */
static const char *const ehpa[] = {
    [MODE_MPP] = "03 04 05 07 08 09 18 24 29",
    [MODE_MPA] = "01 02 03 04 05 06 07 08 09 11 12 14 18 24",
};

static bool in_list(const char *list, int code)
{
    for (; *list; list += list[2] ? 3 : 2)
        if (two(list) == code)
            return true;
    return false;
}

START_TEST(modes_by_date)
{
    had_tables *tables = support_tables(false);
    for (int kind = 0; kind < MODE_KINDS; kind++)
        for (int code = 0; code < 100; code++) {
            const struct mode *mode = &tables->rules->mode[kind][code];
            bool is = in_list(modes[kind], code), mpd = kind == MODE_MPD;
            ck_assert_msg(mode->listed == is, "kind %d, %02d", kind, code);
            ck_assert_int_eq(mode->debut, code == 29 && is ? 20160301 : 0);
            ck_assert_int_eq(mode->fin, code == 20 && is && !mpd ? 20150228 : 0);
        }
    for (int code = 0; code < 100; code++) {
        ck_assert_int_eq(tables->rules->ehpa[MODE_MPP][code], !in_list(ehpa[MODE_MPP], code) ? 0
                                                              : code == 29                   ? 2016
                                                                                             : 1);
        ck_assert_int_eq(tables->rules->ehpa[MODE_MPA][code], in_list(ehpa[MODE_MPA], code));
    }
    had_tables_free(tables);
}
END_TEST

/* --- The trial classification ----------------------------------------------------------------- */

struct weight {
    int code;
    int64_t weight; /* x 10 000 */
};

static const struct weight mpp_weights[] = {
    {1, 16000},  {2, 17500},  {3, 14500},  {4, 19500},  {5, 17686},  {6, 13500},
    {7, 15500},  {8, 12000},  {9, 15000},  {10, 13000}, {11, 11500}, {12, 12500},
    {13, 12200}, {14, 14000}, {15, 11000}, {17, 12700}, {18, 16500}, {19, 10500},
    {21, 10200}, {22, 11200}, {24, 15800}, {29, 11800}};
static const struct weight mpa_weights[] = {
    {0, 10000},  {1, 14000},  {2, 14500},  {3, 12500},  {4, 13500},  {5, 14899},
    {6, 12000},  {7, 11500},  {8, 11000},  {9, 13000},  {10, 11200}, {11, 10800},
    {12, 11000}, {13, 11000}, {14, 12200}, {15, 10200}, {17, 11300}, {18, 13200},
    {19, 10400}, {21, 10100}, {22, 10500}, {24, 12800}, {25, 10300}};
static const struct weight ik_weights[] = {{10, 14000}, {20, 13500}, {30, 13000}, {40, 12500},
                                           {50, 12000}, {60, 11500}, {70, 11000}, {80, 10500},
                                           {90, 10000}, {100, 9500}};
static const int64_t from_ipt[GHT_COUNT] = {0,     6500,  7212,  7948,  8708,  9492,  10300, 11132,
                                            11988, 12868, 13772, 14700, 15652, 16628, 17628, 18652,
                                            19700, 20772, 21868, 22988, 24132, 25300, 26492, 27708,
                                            28948, 30212, 31500, 32812, 34148, 35508, 36892};
static const int64_t period_weight[PERIODS_MAX] = {10000, 7613, 6765, 6300};
static const int32_t period_first[PERIODS_MAX] = {1, 5, 10, 31};

#define COUNT(list) (sizeof(list) / sizeof(list)[0])

static void same_weights(const struct weight *list, size_t n, const uint8_t *index, size_t codes,
                         const int64_t *read)
{
    size_t listed = 0;
    for (size_t code = 0; code < codes; code++)
        listed += index[code] != MODE_NONE;
    ck_assert_uint_eq(listed, n);
    for (size_t i = 0; i < n; i++) {
        ck_assert_uint_ne(index[list[i].code], MODE_NONE);
        ck_assert_int_eq(read[index[list[i].code]], list[i].weight);
    }
}

START_TEST(essai_weights)
{
    had_tables *tables = support_tables(true);
    const struct classification *c = &tables->classification[0];
    same_weights(mpp_weights, COUNT(mpp_weights), c->mpp_index, 100, c->weight.mpp);
    same_weights(mpa_weights, COUNT(mpa_weights), c->mpa_index, 100, c->weight.mpa);
    same_weights(ik_weights, COUNT(ik_weights), c->ik_index, IK_VALUES, c->weight.ik);
    ck_assert_int_eq(c->weight.ght_count, GHT_COUNT);
    for (int i = 0; i < GHT_COUNT; i++) {
        ck_assert_int_eq(c->weight.ght_min[i], from_ipt[i]);
        ck_assert_int_eq(c->weight.ght[i], i + 1);
    }
    ck_assert_int_eq(c->period_count, PERIODS_MAX);
    for (int k = 0; k < PERIODS_MAX; k++) {
        ck_assert_int_eq(c->weight.duree[k], period_weight[k]);
        ck_assert_int_eq(c->period[k].first, period_first[k]);
        ck_assert_int_eq(c->period[k].last,
                         k + 1 < PERIODS_MAX ? period_first[k + 1] - 1 : INT32_MAX);
    }
    ck_assert_str_eq(c->info.id, "essai");
    ck_assert_str_eq(c->info.version, "X1");
    ck_assert_str_eq(c->written, "X1");
    ck_assert_int_eq(c->info.debut, 20050101);
    ck_assert_int_eq(c->info.fin, 0);
    ck_assert_int_eq(c->info.officielle, 0);
    had_tables_free(tables);
}
END_TEST

/* Its GHPC go by pairs that are authorised or not expected, two each: IK to 50, from 60. */
START_TEST(essai_groups)
{
    had_tables *tables = support_tables(true);
    const struct classification *c = &tables->classification[0];
    int next = 5001;
    for (int mpp = 0; mpp < 100; mpp++)
        for (int mpa = 0; mpa < 100; mpa++) {
            char status = letter(mpp, mpa);
            if (c->mpp_index[mpp] == MODE_NONE || c->mpa_index[mpa] == MODE_NONE)
                continue;
            for (int ik = 10; ik <= 100; ik += 10) {
                const struct triple *t = &c->triple[classification_place(c, mpp, mpa, ik)];
                int flags = status == 'E'   ? PAIR_ERRONEE
                            : status == 'N' ? PAIR_NON_AUTORISEE
                            : status == 'I' ? PAIR_INATTENDUE
                                            : 0;
                char ghpc[16] = "";
                if (status == 'A' || status == 'I')
                    snprintf(ghpc, sizeof ghpc, "%04d", next + (ik >= 60));
                ck_assert_int_eq(t->flags & (PAIR_NOTED | PAIR_ERRONEE), flags);
                ck_assert_msg(memcmp(t->ghpc, ghpc[0] ? ghpc : "\0\0\0\0", 4) == 0, "%02d %02d %d",
                              mpp, mpa, ik);
            }
            next += status == 'A' || status == 'I' ? 2 : 0;
        }
    ck_assert_int_eq(next, 5801);
    had_tables_free(tables);
}
END_TEST

/* 00 is a mode whatever the table says (R6, R25): it says so too, and no mode twice of one year. */
START_TEST(modes_once_a_year)
{
    enum { CODE, KIND, LABEL, FROM, TO };
    static bool seen[MODE_KINDS][100][YEAR_LAST + 1];
    static const char *const kinds[MODE_KINDS] = {
        [MODE_MPP] = "MPP", [MODE_MPA] = "MPA", [MODE_MPD] = "MPD"};
    struct csv csv =
        table_rows("modes.csv", "code;kind;label_fr;from_year;to_year;source;debut;fin");
    while (csv_next(&csv) == 1)
        for (int kind = 0; kind < MODE_KINDS; kind++) {
            int code = two(csv.cell[CODE].text);
            long from = YEAR_FIRST, to = YEAR_LAST;
            if (!cell_is(&csv.cell[KIND], kinds[kind]))
                continue;
            if (csv.cell[FROM].length > 0)
                ck_assert_int_eq(csv_number(&csv, FROM, YEAR_FIRST, YEAR_LAST, &from), HAD_OK);
            if (csv.cell[TO].length > 0)
                ck_assert_int_eq(csv_number(&csv, TO, YEAR_FIRST, YEAR_LAST, &to), HAD_OK);
            for (long year = from; year <= to; year++) {
                ck_assert_msg(!seen[kind][code][year], "%s %02d %ld", kinds[kind], code, year);
                seen[kind][code][year] = true;
            }
        }
    for (int year = YEAR_FIRST; year <= YEAR_LAST; year++)
        ck_assert(seen[MODE_MPA][0][year]);
}
END_TEST

/* --- What is carried -------------------------------------------------------------------------- */

/* The library reads what a record carries of its grouping by its places; the names are the tables'.
 */
static const struct {
    const char *table, *group, *item[5];
} carried[] = {
    {"layouts/rpss_variable.csv",
     "groupage",
     {"version_classification;2", "code_retour;3", "ghpc;4", "n_zones_tarifaires;1"}},
    {"layouts/rpss_variable.csv",
     "zone_tarifaire",
     {"ght;2", "date_debut;8", "date_fin;8", "n_jours;3"}},
    {"layouts/rapss_variable.csv", "rpss_version", {"rpss_format_version;3"}},
    {"layouts/rapss_variable.csv",
     "groupage_etab",
     {"version_classification;2", "code_retour;3", "ghpc;4", "n_zones_etab;1"}},
    {"layouts/rapss_variable.csv", "zone_etab", {"ght;2", "n_jours;3"}},
    {"layouts/rapss_variable.csv",
     "groupage_paprica",
     {"version_classification;2", "code_retour;3", "ghpc;4", "n_zones_paprica;1"}},
    {"layouts/rapss_variable.csv", "zone_paprica", {"ght;2", "n_jours;3"}},
};
enum { CARRIED = sizeof carried / sizeof carried[0] };

START_TEST(carried_items)
{
    enum { GROUP = 2, ITEM = 4, LENGTH = 5 };
    const char *const *item = carried[_i].item;
    struct csv csv = table_rows(carried[_i].table, "format;order;group;repeat;item;length;notes");
    int k = 0;
    while (csv_next(&csv) == 1) {
        char name[32], length[4], text[40];
        if (!cell_is(&csv.cell[GROUP], carried[_i].group))
            continue;
        cell_copy(&csv.cell[ITEM], name, sizeof name);
        cell_copy(&csv.cell[LENGTH], length, sizeof length);
        snprintf(text, sizeof text, "%s;%s", name, length);
        ck_assert_msg(strcmp(text, item[k]) == 0, "line %u: %s", csv.line, text);
        k = item[k + 1] ? k + 1 : 0;
    }
    ck_assert_int_eq(k, 0);
}
END_TEST

/* Years typed from the manuals: 2012 refuses parent codes; 2014 says of 031 "or blank". */
START_TEST(years_of_facts)
{
    ck_assert_int_eq(CIM10_PERE_JUSQUE, 2011);
    ck_assert_int_eq(MPA_VIDE_JUSQUE, 2013);
    ck_assert_int_eq(MATRICE_DEPUIS, 2019);
    ck_assert_int_eq(MATRICE_JUSQUE, 2019);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("facts");
    TCase *tcase = tcase_create("facts");
    tcase_add_test(tcase, pairs);
    tcase_add_test(tcase, tariffs);
    tcase_add_test(tcase, coefficients);
    tcase_add_test(tcase, lists);
    tcase_add_test(tcase, value_of_some_years);
    tcase_add_test(tcase, years_outside);
    tcase_add_test(tcase, values_that_go_together);
    tcase_add_test(tcase, modes_by_date);
    tcase_add_test(tcase, modes_once_a_year);
    tcase_add_loop_test(tcase, carried_items, 0, CARRIED);
    tcase_add_test(tcase, years_of_facts);
    tcase_add_test(tcase, essai_weights);
    tcase_add_test(tcase, essai_groups);
    suite_add_tcase(suite, tcase);
    return support_run(suite);
}
