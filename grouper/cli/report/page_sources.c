/* SPDX-License-Identifier: Apache-2.0 */
#include "page.h"

#include <stdio.h>
#include <string.h>

#include "cli/ask/catalogue.h"
#include "cli/write/html.h"
#include "references.h"

enum { FILES_SHOWN = 40 };

/* A word of a command, after what stands before it; quoted for a shell where it has to be. */
static void put_word(const struct page *page, const char *before, const char *word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "-_./=:+,@%";
    html_put(page->sink, before);
    html_put(page->sink, "<span>");
    if (*word && strspn(word, plain) == strlen(word)) {
        html_text(page->sink, word);
        html_put(page->sink, "</span>");
        return;
    }
    html_text(page->sink, "'");
    for (const char *p = word; *p; p++) {
        size_t n = strcspn(p, "'");
        html_bytes(page->sink, (const unsigned char *)p, n);
        p += n;
        if (*p == '\0')
            break;
        html_text(page->sink, "'\\''");
    }
    html_text(page->sink, "'");
    html_put(page->sink, "</span>");
}

/* The option that an argument names, OPTION_COUNT if none; *valued: the next argument belongs to
 * it.
 */
static enum option option_of(const char *argument, bool *valued)
{
    enum option option = 0;
    *valued = false;
    for (; option < OPTION_COUNT; option++) {
        const struct option_info *info = &known_options[option];
        size_t length = strlen(info->name);
        bool named = strncmp(argument, info->name, length) == 0 &&
                     (argument[length] == '\0' || argument[length] == '=');
        bool lettered = info->letter && strncmp(argument, info->letter, 2) == 0;
        if (!named && !lettered)
            continue;
        *valued =
            info->kind != VALUE_NONE && (named ? argument[length] == '\0' : argument[2] == '\0');
        break;
    }
    return option;
}

/* Whether an argument, or the option whose value it is, says what is written and not what is
 * counted, or is none of the command's: a command of one file is given its own. */
static bool left_out(const struct options *given, enum command command, enum option option)
{
    /* What other files have to say of a record cannot be asked of its file alone. */
    bool together = given->together && (option == O_CHAINAGE || option == O_SEUIL);
    if (command == C_EXPLAIN && together)
        return true;
    if (option == OPTION_COUNT)
        return commands[command].most == 1;
    return known_options[option].kind == VALUE_OUTPUT || option == O_TO ||
           !option_goes(&commands[command], option);
}

/* Before the options: a name that begins as they do is given with its directory. */
static void put_file(const struct page *page, const char *name)
{
    if (name[0] != '-' || name[1] == '\0') {
        put_word(page, " ", name);
        return;
    }
    char path[OS_PATH];
    snprintf(path, sizeof path, "./%s", name);
    put_word(page, " ", path);
}

/* What `check` calls --periode, which is another thing there. */
enum { SEULEMENT = 64 };
static const char *seulement(const char *argument, char out[SEULEMENT])
{
    snprintf(out, SEULEMENT, "%s%s", known_options[O_SEULEMENT].name,
             argument + strlen(known_options[O_PERIODE].name));
    return out;
}

static void put_command(const struct page *page, enum command command, const char *before,
                        const struct list *const *lists, const char *after)
{
    const struct options *given = page->report->given;
    bool named = false, ended = false, valued = false;
    char period[SEULEMENT];
    enum option option = OPTION_COUNT;
    page_tag(page, "<pre>had ", commands[command].name, "");
    page_tag(page, "", before, "");
    for (; lists && *lists; lists++)
        for (size_t i = 0; i < (*lists)->count; i++)
            put_file(page, (*lists)->item[i]);
    for (int i = 0; i < given->argument_count; i++) {
        const char *argument = given->arguments[i];
        bool value = valued; /* of the option before */
        valued = false;
        if (!value && !named && strcmp(argument, given->command) == 0) {
            named = true;
            continue;
        }
        if (!value)
            option = ended ? OPTION_COUNT : option_of(argument, &valued);
        bool end = !value && !ended && strcmp(argument, "--") == 0;
        ended |= end;
        bool left = left_out(given, command, option) || (page->all_months && option == O_PERIODE);
        if (end ? lists != NULL : left)
            continue;
        if (option != OPTION_COUNT || !lists) {
            if (command == C_CHECK && option == O_PERIODE && !value)
                argument = seulement(argument, period);
            put_word(page, " ", argument);
            continue;
        }
        html_put(page->sink, command == C_COMPARE ? "" : " --rpss");
        put_file(page, argument);
    }
    page_tag(page, "", after, "</pre>\n");
}

void page_command(const struct page *page, enum command command, const char *before,
                  const struct list *const *lists)
{
    put_command(page, command, before, lists, "");
}

/* What is known of the State's tariffs, which were not read in its own decrees. */
static void put_tariffs(const struct page *page)
{
    html_put(page->sink, said("<li>Tarifs, repris de&nbsp;: ", "<li>Tariffs, taken from: "));
    for (size_t i = 0; i < tariff_source_count; i++)
        page_tag(page, i > 0 ? ", " : "", tariff_sources[i].name[words_language_get()], "");
    html_put(
        page->sink,
        said(". Des paquets R publics y reprennent les arrêtés, qui n'ont pas été "
             "relus au Journal officiel. La source de chacun&nbsp;: <code>had "
             "tables show tarifs</code>, ou <code>had explain</code>.</li>\n",
             ". Public R packages restate the decrees there, which were not read "
             "in the Journal officiel. The source of each: <code>had tables show tarifs</code>, or "
             "<code>had explain</code>.</li>\n"));
}

static void put_tables(const struct page *page)
{
    const struct batch *batch = page->report->batch;
    page_tag(page, "<h3>", said("Classifications et tarifs", "Classifications and tariffs"),
             "</h3><ul>\n");
    for (size_t i = 0; i < had_classification_count(batch->tables); i++) {
        const had_classification_info *info = &batch->classification[i];
        page_tag(page, "<li>", info->id, "");
        page_tag(page, " (",
                 info->officielle ? said("officielle", "official")
                                  : said("non officielle", "not official"),
                 "). ");
        page_tag(page, "", source_said(info->source), "</li>\n");
    }
    put_tariffs(page);
    page_tag(page, "<li>",
             said("Les zones d'un enregistrement groupé sont lues, à moins d'être calculées "
                  "(--zones calculees).",
                  "Zones of a grouped record are read, unless computed (--zones calculees)."),
             "</li></ul>\n");
}

/* A text of several lines, as it is. */
static void put_answer(const struct page *page, const char *text)
{
    html_put(page->sink, "<pre class=\"why\">");
    for (size_t size; *text; text += size) {
        size = strcspn(text, "\n");
        html_words(page->sink, text, size);
        size += text[size] != '\0';
        html_put(page->sink, "\n");
    }
    html_put(page->sink, "</pre>\n");
}

/* Why a line and a day, of the first record that earns, have their price. */
void page_why(const struct page *page)
{
    const struct example *example = &page->report->example;
    char before[64];
    if (!example->there)
        return;
    page_section(page, "pourquoi", said("Pourquoi ce prix", "Why this price"));
    const struct list file = {{page->report->batch->options->files[example->place.file]}, 1};
    const struct list *const files[] = {&file, NULL};
    page_words(
        page,
        said("had explain dit pourquoi une ligne a son prix, ou n'en a pas, et la date de "
             "chacune de ses journées : ici la première ligne qui a un prix. Pour une "
             "autre ligne de la colonne «\xC2\xA0Où\xC2\xA0», changez le numéro et le fichier.",
             "had explain says why a line has its price, or has none, and the date of "
             "each of its days: here the first line that has a price. For another "
             "line of the column “Where”, change the number and the file."));
    snprintf(before, sizeof before, " --ligne %llu", (unsigned long long)example->place.line);
    page_command(page, C_EXPLAIN, before, files);
    if (example->day != 0) {
        page_words(page, said("Pourquoi une de ses journées a son prix (--jour), et la réponse :",
                              "Why one of its days has its price (--jour), and the answer:"));
        snprintf(before, sizeof before, " --ligne %llu --jour %04d-%02d-%02d",
                 (unsigned long long)example->place.line, example->day / 10000,
                 example->day / 100 % 100, example->day % 100);
        page_command(page, C_EXPLAIN, before, files);
    }
    if (example->why)
        put_answer(page, example->why);
    page_words(page,
               said("Pour partir d'un séjour et non d'une ligne, mettez son numéro à la fin (la "
                    "page n'en montre aucun) :",
                    "To begin with a stay and not with a line, put its number at the end (the page "
                    "shows none):"));
    put_command(page, C_EXPLAIN, "", files, said(" --sejour NUMÉRO", " --sejour NUMBER"));
    page_section_end(page);
}

/* --- Where the numbers come from ---------------------------------------------------------------
 */

static void put_items_left(const struct page *page, size_t count)
{
    if (count <= FILES_SHOWN)
        return;
    html_put(page->sink, "<p>");
    html_number(page->sink, (int64_t)(count - FILES_SHOWN));
    page_tag(page, " ", said("de plus", "more"), "</p>\n");
}

/* What was read, and what a folder holds beside it. */
static void put_files(const struct page *page)
{
    const struct options *options = page->report->batch->options;
    const struct sources *sources = page->report->batch->sources;
    page_tag(page, "<h3 id=\"lus\">", said("Fichiers lus", "Files read"), "</h3><ul>\n");
    for (size_t i = 0; i < options->file_count && i < FILES_SHOWN; i++)
        page_tag(page, "<li>", page_file(page, i), "</li>\n");
    html_put(page->sink, "</ul>\n");
    put_items_left(page, options->file_count);
    if (sources_left(sources) == 0)
        return;
    page_tag(page, "<p>", said("Laissés de côté :", "Left out:"), "</p><ul>\n");
    for (enum left way = 0; way < LEFT_WAYS; way++)
        for (size_t i = 0; i < sources->left[way].count && i < FILES_SHOWN; i++)
            page_tag(page, "<li>", sources->left[way].list[i], "</li>\n");
    html_put(page->sink, "</ul>\n");
    for (enum left way = 0; way < LEFT_WAYS; way++)
        put_items_left(page, sources->left[way].count);
}

void page_sources(const struct page *page)
{
    page_section(page, "sources",
                 said("D'où viennent ces nombres", "Where these numbers come from"));
    page_words(page, said("Les totaux égalent, au centime, ceux de cette commande.",
                          "The totals equal, to the centime, those of this command."));
    page_command(page, C_PRICE, " --by mois,mpp,ght", NULL);
    put_files(page);
    page_terms(page);
    html_put(page->sink, "<div class=\"last\">"); /* no page of paper with a line or two */
    put_tables(page);
    page_references(page);
    page_tag(page, "<p>had ", had_version(), "</p></div></section>\n");
}
